//! What a person should know before trusting what was read.

use solits_kernel::Text;

mod stored;

/// Something in a letter that was not understood, was left out, or is not what it says.
///
/// Nothing of this stops a letter: it is kept whole, and the item carries these notes beside the original.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// Larger than [`crate::limits::LETTER_BYTES`]; only the fields were read.
    TooLarge,
    /// More bytes or more fields before the text than are read.
    TooManyFields,
    /// More parts than are read.
    TooManyParts,
    /// Parts lie deeper in each other than is read.
    TooDeep,
    /// The formatted text is too long or too tangled; the plain text is shown.
    HtmlTooMuch,
    /// More links than anyone writes; the plain text is shown.
    TooManyLinks,
    /// More addresses in a field than are kept.
    TooManyAddresses,
    /// Not one field was found: the whole is taken as text.
    NoFields,
    /// A line among the fields is none; the text begins there.
    BrokenFields,
    /// Characters that steer a terminal or a protocol were taken out of a field.
    ControlCharacters,
    /// Characters nobody sees, or that turn the direction of writing, were taken out of a name, a subject or a file name.
    HiddenCharacters,
    /// No address to answer to.
    NoSender,
    /// Several authors, or several fields that name one.
    SeveralSenders,
    /// A field that may stand once stands several times and says different things.
    UnequalFields(String),
    /// An address that cannot be read.
    BadAddress,
    /// An encoded word stands inside an address; it was not decoded.
    EncodedAddress,
    /// The name of the sender is the address of another.
    NameIsAnotherAddress,
    /// Letters of several alphabets in one word of the sender's name or host.
    MixedAlphabets,
    /// Answers would go to another host than the letter came from.
    AnswerElsewhere,
    /// Parts can be read in more than one way; the attachments of every reading are listed.
    Ambiguous,
    /// The parts have no boundary, or it is never found; the whole is shown as text.
    NoBoundary,
    /// The last part does not end: the letter may have been cut.
    NeverEnds,
    /// Text stands before the first part or after the last one, where no mail program shows it.
    OutsideParts,
    /// The base64 of a part is damaged; what could be read is kept.
    BadBase64,
    /// The quoted-printable of a part is damaged; what could be read is kept.
    BadQuotedPrintable,
    /// A transfer encoding nobody knows; the part is kept as it came.
    UnknownEncoding(String),
    /// A character set nobody knows; the text was read by guess.
    UnknownCharset(String),
    /// Text without the name of its character set; read by guess.
    GuessedCharset,
    /// The text is not in the character set it names.
    DamagedText,
    /// Line breaks of which only half is there; servers do not agree where such a line ends.
    BareLineBreaks,
    /// Zero bytes in the letter.
    ZeroBytes,
    /// Encrypted by S/MIME: only the sender's and the addressee's programs can open it.
    EncryptedSmime,
    /// Encrypted by PGP.
    EncryptedPgp,
    /// Signed by S/MIME or PGP; the signature was not checked.
    SignedMail,
    /// Outlook's own container (`winmail.dat`): attachments may be inside.
    Winmail,
    /// One of several pieces of a cut letter.
    Piece,
    /// Content that lies elsewhere. It was not fetched.
    ExternalBody,
    /// A file is not what its name or its type says.
    TypeDisagrees(String),
    /// A file that a computer would run.
    Program(String),
    /// An archive under a password: it cannot be examined.
    LockedArchive(String),
    /// A picture of more points than programs open without harm.
    HugePicture(String),
    /// The plain and the formatted text say different things.
    PlainDiffers,
    /// Pictures that lie elsewhere were left out.
    RemotePictures,
    /// Forms, scripts or other active content were taken out.
    ActiveContent,
    /// A link shows one address and leads to another.
    LinkElsewhere,
    /// Fields with the name of this program came from outside. They were ignored.
    OwnFields,
    /// A date that cannot be read.
    BadDate,
    /// Neither text nor attachment.
    NothingInside,
}

impl Attention {
    /// The short name by which it is stored and looked up; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::TooManyFields => "too-many-fields",
            Self::TooManyParts => "too-many-parts",
            Self::TooDeep => "too-deep",
            Self::HtmlTooMuch => "html-too-much",
            Self::TooManyLinks => "too-many-links",
            Self::TooManyAddresses => "too-many-addresses",
            Self::NoFields => "no-fields",
            Self::BrokenFields => "broken-fields",
            Self::ControlCharacters => "control-characters",
            Self::HiddenCharacters => "hidden-characters",
            Self::NoSender => "no-sender",
            Self::SeveralSenders => "several-senders",
            Self::UnequalFields(_) => "unequal-fields",
            Self::BadAddress => "bad-address",
            Self::EncodedAddress => "encoded-address",
            Self::NameIsAnotherAddress => "name-is-another-address",
            Self::MixedAlphabets => "mixed-alphabets",
            Self::AnswerElsewhere => "answer-elsewhere",
            Self::Ambiguous => "ambiguous",
            Self::NoBoundary => "no-boundary",
            Self::NeverEnds => "never-ends",
            Self::OutsideParts => "outside-parts",
            Self::BadBase64 => "bad-base64",
            Self::BadQuotedPrintable => "bad-quoted-printable",
            Self::UnknownEncoding(_) => "unknown-encoding",
            Self::UnknownCharset(_) => "unknown-charset",
            Self::GuessedCharset => "guessed-charset",
            Self::DamagedText => "damaged-text",
            Self::BareLineBreaks => "bare-line-breaks",
            Self::ZeroBytes => "zero-bytes",
            Self::EncryptedSmime => "encrypted-smime",
            Self::EncryptedPgp => "encrypted-pgp",
            Self::SignedMail => "signed-mail",
            Self::Winmail => "winmail",
            Self::Piece => "piece",
            Self::ExternalBody => "external-body",
            Self::TypeDisagrees(_) => "type-disagrees",
            Self::Program(_) => "program",
            Self::LockedArchive(_) => "locked-archive",
            Self::HugePicture(_) => "huge-picture",
            Self::PlainDiffers => "plain-differs",
            Self::RemotePictures => "remote-pictures",
            Self::ActiveContent => "active-content",
            Self::LinkElsewhere => "link-elsewhere",
            Self::OwnFields => "own-fields",
            Self::BadDate => "bad-date",
            Self::NothingInside => "nothing-inside",
        }
    }

    /// What to tell the person who opens the letter.
    pub fn words(&self) -> Text {
        let (lv, en) = match self {
            Self::TooLarge => (
                "Vēstule ir pārāk liela, nolasīta tikai tās galvene; oriģināls ir saglabāts.",
                "The letter is too large: only its fields were read. The original is kept.",
            ),
            Self::TooManyFields => (
                "Vēstules galvene ir pārāk gara, nolasīts tās sākums.",
                "The letter has too many fields: the first were read.",
            ),
            Self::TooManyParts => (
                "Vēstulē ir pārāk daudz daļu; pārējās ir tikai oriģinālā.",
                "The letter has too many parts: the rest is in the original only.",
            ),
            Self::TooDeep => (
                "Vēstules daļas ir pārāk dziļi cita citā; dziļākās ir tikai oriģinālā.",
                "Parts lie too deep in each other: the deepest are in the original only.",
            ),
            Self::HtmlTooMuch => (
                "Noformētais teksts ir pārāk garš vai samudžināts, tāpēc rādīts vienkāršais teksts.",
                "The formatted text is too long or too tangled, so the plain text is shown.",
            ),
            Self::TooManyLinks => (
                "Vēstulē ir pārāk daudz saišu, tāpēc rādīts vienkāršais teksts.",
                "The letter has too many links, so the plain text is shown.",
            ),
            Self::TooManyAddresses => (
                "Adresātu ir ļoti daudz; saglabāti pirmie.",
                "There are very many addressees: the first were kept.",
            ),
            Self::NoFields => (
                "Vēstulei nav galvenes; viss uztverts kā teksts.",
                "The letter has no fields: all of it was taken as text.",
            ),
            Self::BrokenFields => (
                "Vēstules galvene ir bojāta; teksts sākas bojātajā vietā.",
                "The fields are broken: the text begins where they break.",
            ),
            Self::ControlCharacters => {
                ("No galvenes izņemtas vadības zīmes.", "Control characters were taken out of the fields.")
            }
            Self::HiddenCharacters => (
                "No vārda vai temata izņemtas neredzamas zīmes.",
                "Invisible characters were taken out of a name or the subject.",
            ),
            Self::NoSender => {
                ("Sūtītāja adreses nav: atbildēt nav kam.", "There is no address of a sender to answer to.")
            }
            Self::SeveralSenders => (
                "Vēstulei ir vairāki sūtītāji; pārbaudiet, kas to rakstījis.",
                "The letter names several senders: check who wrote it.",
            ),
            Self::UnequalFields(_) => (
                "Galvenes lauks atkārtojas ar atšķirīgu saturu.",
                "A field stands several times and says different things.",
            ),
            Self::BadAddress => ("Kāda adrese nav nolasāma.", "An address cannot be read."),
            Self::EncodedAddress => (
                "Adresē ir kodētas zīmes; tās nav atkodētas.",
                "An address holds encoded characters, which were not decoded.",
            ),
            Self::NameIsAnotherAddress => (
                "Sūtītāja vārdā norādīta cita adrese nekā tā, no kuras rakstīts.",
                "The sender's name shows another address than the letter was written from.",
            ),
            Self::MixedAlphabets => (
                "Sūtītāja vārdā vai adresē sajaukti dažādu alfabētu burti.",
                "The sender's name or address mixes letters of several alphabets.",
            ),
            Self::AnswerElsewhere => (
                "Atbilde aizietu uz citu adresi, nekā rāda sūtītājs.",
                "An answer would go to another host than the sender shows.",
            ),
            Self::Ambiguous => (
                "Vēstules uzbūvi var saprast dažādi; uzskaitīti visi iespējamie pielikumi.",
                "The letter can be read in several ways: the attachments of each are listed.",
            ),
            Self::NoBoundary => (
                "Vēstules daļu robežu nav; viss rādīts kā teksts.",
                "The boundary of the parts is missing: all is shown as text.",
            ),
            Self::NeverEnds => (
                "Vēstules pēdējā daļa nebeidzas; iespējams, tā ir aprauta.",
                "The last part does not end: the letter may be cut off.",
            ),
            Self::OutsideParts => (
                "Ārpus vēstules daļām ir teksts, ko pasta programmas nerāda.",
                "Text stands outside the parts, where mail programs do not show it.",
            ),
            Self::BadBase64 => ("Pielikuma kodējums ir bojāts.", "The encoding of a part is damaged."),
            Self::BadQuotedPrintable => ("Teksta kodējums ir bojāts.", "The encoding of a text is damaged."),
            Self::UnknownEncoding(_) => (
                "Daļas kodējums nav zināms; tā ir saglabāta, kā saņemta.",
                "The encoding of a part is unknown: it is kept as it came.",
            ),
            Self::UnknownCharset(_) => (
                "Teksta kodu tabula nav zināma; burti var būt nepareizi.",
                "The character set is unknown: letters may be wrong.",
            ),
            Self::GuessedCharset => (
                "Teksta kodu tabula nav norādīta; tā ir uzminēta.",
                "The character set is not named: it was guessed.",
            ),
            Self::DamagedText => (
                "Teksts neatbilst norādītajai kodu tabulai; daļa burtu var būt zudusi.",
                "The text does not fit its character set: some letters may be lost.",
            ),
            Self::BareLineBreaks => (
                "Rindu beigas ir nepareizas; vēstule var būt viltota.",
                "Line ends are irregular: the letter may be forged.",
            ),
            Self::ZeroBytes => ("Vēstulē ir nulles baiti.", "The letter holds zero bytes."),
            Self::EncryptedSmime => (
                "Vēstule ir šifrēta (S/MIME); tā jāatver pasta programmā.",
                "The letter is encrypted (S/MIME): open it in a mail program.",
            ),
            Self::EncryptedPgp => (
                "Vēstule ir šifrēta (PGP); tā jāatver pasta programmā.",
                "The letter is encrypted (PGP): open it in a mail program.",
            ),
            Self::SignedMail => (
                "Vēstulei ir paraksts, tas nav pārbaudīts.",
                "The letter is signed: the signature was not checked.",
            ),
            Self::Winmail => (
                "Pielikumi ir Outlook failā winmail.dat; lūdziet tos atsūtīt atsevišķi.",
                "Attachments lie inside Outlook's winmail.dat: ask for them separately.",
            ),
            Self::Piece => (
                "Šī ir tikai daļa no sadalītas vēstules.",
                "This is only a piece of a letter that was cut up.",
            ),
            Self::ExternalBody => (
                "Saturs atrodas citur; tas nav lejupielādēts.",
                "The content lies elsewhere: it was not fetched.",
            ),
            Self::TypeDisagrees(_) => (
                "Faila saturs neatbilst tā nosaukumam vai veidam.",
                "A file is not what its name or type says.",
            ),
            Self::Program(_) => {
                ("Pielikumā ir programma; neatveriet to.", "An attachment is a program: do not open it.")
            }
            Self::LockedArchive(_) => (
                "Arhīvs ir slēgts ar paroli un nav pārbaudāms.",
                "An archive is under a password and cannot be examined.",
            ),
            Self::HugePicture(_) => (
                "Attēlam ir vairāk nekā 50 miljoni punktu; to atverot, dators var apstāties.",
                "A picture has more than 50 million points: a computer may stop when it is opened.",
            ),
            Self::PlainDiffers => {
                ("Vienkāršais un noformētais teksts atšķiras.", "The plain and the formatted text differ.")
            }
            Self::RemotePictures => ("Attēli no tīmekļa nav rādīti.", "Pictures from the web were left out."),
            Self::ActiveContent => {
                ("No vēstules izņemts aktīvs saturs.", "Active content was taken out of the letter.")
            }
            Self::LinkElsewhere => (
                "Kāda saite ved uz citu adresi, nekā rāda.",
                "A link leads to another address than it shows.",
            ),
            Self::OwnFields => (
                "Vēstulē ir šīs programmas galvenes lauki; tie nav ņemti vērā.",
                "The letter carries fields of this program: they were ignored.",
            ),
            Self::BadDate => ("Vēstules datums nav nolasāms.", "The date of the letter cannot be read."),
            Self::NothingInside => {
                ("Vēstulē nav ne teksta, ne pielikumu.", "The letter holds neither text nor attachments.")
            }
        };
        match self {
            Self::UnequalFields(what)
            | Self::UnknownEncoding(what)
            | Self::UnknownCharset(what)
            | Self::TypeDisagrees(what)
            | Self::Program(what)
            | Self::LockedArchive(what)
            | Self::HugePicture(what) => Text::new(with(lv, what), with(en, what)),
            _ => Text::new(lv, en),
        }
    }
}

/// The sentence with what it is about; a note read back from storage does not know that any more.
fn with(sentence: &str, what: &str) -> String {
    if what.is_empty() {
        return sentence.to_owned();
    }
    format!("{} ({what}).", sentence.trim_end_matches('.'))
}

/// Notes taken while reading; each is kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes(Vec<Attention>);

impl Notes {
    pub(crate) fn note(&mut self, attention: Attention) {
        if !self.0.contains(&attention) && self.0.len() < 100 {
            self.0.push(attention);
        }
    }
    pub(crate) fn all(self) -> Vec<Attention> {
        let mut all = self.0;
        all.sort();
        all
    }
}
