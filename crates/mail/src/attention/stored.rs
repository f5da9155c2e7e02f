//! Notes as they are stored: by their short names alone, and in words again when a person opens the letter.

use super::Attention;

impl Attention {
    /// The note of this short name, without the word it was about; nothing for a name of another version.
    pub fn of(code: &str) -> Option<Self> {
        let note = match code {
            "too-large" => Self::TooLarge,
            "too-many-fields" => Self::TooManyFields,
            "too-many-parts" => Self::TooManyParts,
            "too-deep" => Self::TooDeep,
            "html-too-much" => Self::HtmlTooMuch,
            "too-many-links" => Self::TooManyLinks,
            "too-many-addresses" => Self::TooManyAddresses,
            "no-fields" => Self::NoFields,
            "broken-fields" => Self::BrokenFields,
            "control-characters" => Self::ControlCharacters,
            "hidden-characters" => Self::HiddenCharacters,
            "no-sender" => Self::NoSender,
            "several-senders" => Self::SeveralSenders,
            "unequal-fields" => Self::UnequalFields(String::new()),
            "bad-address" => Self::BadAddress,
            "encoded-address" => Self::EncodedAddress,
            "name-is-another-address" => Self::NameIsAnotherAddress,
            "mixed-alphabets" => Self::MixedAlphabets,
            "answer-elsewhere" => Self::AnswerElsewhere,
            "ambiguous" => Self::Ambiguous,
            "no-boundary" => Self::NoBoundary,
            "never-ends" => Self::NeverEnds,
            "outside-parts" => Self::OutsideParts,
            "bad-base64" => Self::BadBase64,
            "bad-quoted-printable" => Self::BadQuotedPrintable,
            "unknown-encoding" => Self::UnknownEncoding(String::new()),
            "unknown-charset" => Self::UnknownCharset(String::new()),
            "guessed-charset" => Self::GuessedCharset,
            "damaged-text" => Self::DamagedText,
            "bare-line-breaks" => Self::BareLineBreaks,
            "zero-bytes" => Self::ZeroBytes,
            "encrypted-smime" => Self::EncryptedSmime,
            "encrypted-pgp" => Self::EncryptedPgp,
            "signed-mail" => Self::SignedMail,
            "winmail" => Self::Winmail,
            "piece" => Self::Piece,
            "external-body" => Self::ExternalBody,
            "type-disagrees" => Self::TypeDisagrees(String::new()),
            "program" => Self::Program(String::new()),
            "locked-archive" => Self::LockedArchive(String::new()),
            "huge-picture" => Self::HugePicture(String::new()),
            "plain-differs" => Self::PlainDiffers,
            "remote-pictures" => Self::RemotePictures,
            "active-content" => Self::ActiveContent,
            "link-elsewhere" => Self::LinkElsewhere,
            "own-fields" => Self::OwnFields,
            "bad-date" => Self::BadDate,
            "nothing-inside" => Self::NothingInside,
            _ => return None,
        };
        Some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::Attention;

    #[test]
    fn every_stored_name_is_read_again_and_has_words() {
        let source = include_str!("mod.rs");
        let names = source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\","));
        let mut count = 0;
        for name in names {
            let note = Attention::of(name).unwrap_or_else(|| panic!("{name} is not read again"));
            assert_eq!(note.code(), name);
            let words = note.words();
            assert!(words.lv.ends_with('.') && !words.lv.contains("()"), "{}", words.lv);
            count += 1;
        }
        assert!(count > 40, "{count} names were found");
    }
}
