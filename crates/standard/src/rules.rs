//! The rules of a standard that this program enforces by itself, by the names a rule norm may give.

/// A rule the program enforces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name in `enforced_by`.
    pub name: &'static str,
    /// What the program does, in Latvian.
    pub lv: &'static str,
    /// What the program does, in English.
    pub en: &'static str,
}

const fn rule(name: &'static str, lv: &'static str, en: &'static str) -> Rule {
    Rule { name, lv, en }
}

/// A rule that the program does not enforce yet, by the ability it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The name in `enforced_by`.
    pub name: &'static str,
    /// The ability the program lacks, in Latvian.
    pub lv: &'static str,
    /// The ability the program lacks, in English.
    pub en: &'static str,
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The planned rule of that name.
pub fn planned(name: &str) -> Option<&'static Planned> {
    PLANNED.iter().find(|rule| rule.name == name)
}

const fn plan(name: &'static str, lv: &'static str, en: &'static str) -> Planned {
    Planned { name, lv, en }
}

/// The rules that are planned. A norm that names one is on paper, and everybody sees what it waits for.
pub const PLANNED: &[Planned] = &[
    plan(
        "feedback.register",
        "atsauksmju, ierosinājumu, sūdzību un pretenziju reģistrs",
        "the register of feedback, suggestions, complaints and claims",
    ),
    plan("mail.rules", "e-pasta apstrāde", "handling of e-mail"),
    plan("phone.rules", "tālruņa darba vieta", "the telephone workplace"),
    // Absences and who stands in are recorded; telephones and mailboxes do not learn of them.
    plan(
        "phone.forwarding",
        "zvanu pāradresēšana darbinieka prombūtnē",
        "forwarding of calls while an employee is away",
    ),
    plan(
        "mail.out_of_office",
        "pastkastes automātiskā atbilde darbinieka prombūtnē",
        "the mailbox's automatic reply while an employee is away",
    ),
];

/// Every rule the program enforces.
pub const RULES: &[Rule] = &[
    rule(
        "queue.no_show",
        "Pēc standartā noteiktā laika aicina nākamo klientu, un nokavējušais saglabā vietu rindā.",
        "After the standard's time the next client is called and the late one keeps a place in the line.",
    ),
    rule(
        "queue.next_only_after_documents",
        "Nākamo klientu aicina, kad ar iepriekšējā klienta lietu darbs pabeigts.",
        "The next client is called when work on the previous one is finished.",
    ),
    rule(
        "queue.same_button_names",
        "Rindu pogām ir vienādi nosaukumi visās filiālēs.",
        "The buttons of the lines bear the same names in every branch.",
    ),
    rule(
        "queue.priority",
        "Klientus ar priekšrocību aicina ārpus kārtas, bet rinda nevienam neapstājas.",
        "Clients with priority are called out of turn, and the line stands still for nobody.",
    ),
    rule(
        "queue.priority_reason_not_recorded",
        "Priekšrocības iemeslu nejautā un neglabā.",
        "The reason for priority is neither asked nor kept.",
    ),
    rule(
        "queue.last_client",
        "Darba laika beigās rīkojas tā, kā standarts nosaka par pēdējo klientu.",
        "At closing time the standard's rule on the last client is followed.",
    ),
    rule(
        "queue.closing_warning",
        "Tuvojoties slēgšanai, brīdina atbildīgo darbinieku, un nevienu klusējot nenoraida.",
        "Near closing the responsible employee is warned and nobody is silently refused.",
    ),
    rule(
        "queue.external_first",
        "Vispirms aicina ārējos klientus, tad iekšējos.",
        "External clients are called before internal ones.",
    ),
    rule(
        "queue.nobody_starves",
        "Jo ilgāk klients gaida, jo tuvāk ir viņa kārta; neviens nepaliek rindā bez gala.",
        "The longer a client waits, the nearer the turn; nobody is left in the line for ever.",
    ),
    rule(
        "queue.transferred_keep_time",
        "Nodots klients saglabā savu pirmo gaidīšanas laiku.",
        "A transferred client keeps the first time of waiting.",
    ),
    rule(
        "queue.out_of_turn_reason",
        "Par aicinājumu ārpus kārtas prasa iemeslu, un to redz vadītājs.",
        "A call out of turn asks for a reason, which the supervisor sees.",
    ),
    rule(
        "counter.opens_after_checklist",
        "Lodziņu atver pēc dienas sākuma pārbaudes.",
        "A counter is opened after the start-of-day checklist.",
    ),
    rule(
        "counter.one_client_at_a_time",
        "Pie lodziņa apkalpo vienu klientu.",
        "A counter serves one client at a time.",
    ),
    rule(
        "desk.break_after_hard_conversation",
        "Pēc smagas sarunas darbinieks var ņemt standartā noteikto pārtraukumu.",
        "After a hard conversation the employee may take the break the standard grants.",
    ),
    rule(
        "case.redirect_fields",
        "Novirzot klientu citur, norāda visu, ko standarts prasa.",
        "A client who is sent elsewhere is given everything the standard lists.",
    ),
    rule(
        "case.refusal_reason",
        "Atteikumam norāda iemeslu un to, ko darīt tālāk.",
        "A refusal states the reason and what to do next.",
    ),
    rule(
        "case.code_for_client",
        "Klients savai lietai var sekot ar kodu.",
        "A client can follow the case by its code.",
    ),
    rule(
        "case.deadline_explained",
        "Termiņš pasaka arī to, kāpēc tas ir šajā dienā.",
        "A deadline also says why it falls on that day.",
    ),
    rule(
        "service.price_before_order",
        "Pakalpojuma cenu redz pirms pasūtīšanas.",
        "The price of a service is seen before it is ordered.",
    ),
    rule(
        "service.identity_check",
        "Personību pārbauda tā, kā nosaka pakalpojums.",
        "Identity is checked as the service demands.",
    ),
    rule(
        "situations.star_internal",
        "Ar zvaigznīti atzīmētās darbības rāda arī saskarsmē ar kolēģiem.",
        "Starred actions are shown towards colleagues too.",
    ),
    rule(
        "standard.in_force_by_date",
        "Versija ir spēkā no savas dienas; pieņemšanas diena glabājas atsevišķi.",
        "A version is in force from its day; the day of adoption is kept separately.",
    ),
    rule(
        "standard.effective_origin",
        "Par katru vērtību redzams, no kura dokumenta un punkta tā nāk.",
        "Every value shows the document and paragraph it comes from.",
    ),
    rule(
        "standard.second_person",
        "Jaunu versiju pieņem cits cilvēks, nevis tas, kurš to augšupielādēja.",
        "A version is adopted by another person than the one who uploaded it.",
    ),
    rule(
        "standard.general_norms_everywhere",
        "Standarta vispārīgās normas attiecas uz katru pakalpojumu.",
        "The general norms of the standard apply to every service.",
    ),
    rule(
        "privacy.display_numbers_only",
        "Ekrānos redz tikai talonu un lodziņu numurus.",
        "Screens show ticket and counter numbers only.",
    ),
    rule(
        "privacy.scope",
        "Darbinieks redz savas iestādes un savu filiāļu ierakstus.",
        "Employees see records of their own institution and branches.",
    ),
    rule(
        "journal.append_only",
        "Katrs notikums paliek žurnālā; labojums rāda arī sākotnējo ierakstu.",
        "Every event stays in the journal; a correction shows the original too.",
    ),
    rule(
        "standard.acquaintance",
        "Katrs, kam standarts saistošs, ar to iepazīstas un to apliecina; par nokavēto uzzina vadītājs.",
        "Everybody whom the standard binds becomes acquainted with it and signs; managers hear of who is late.",
    ),
    rule(
        "standard.suggestions",
        "Ikviens darbinieks var ierosināt standarta labojumu; uz to atbild normas atbildīgais vai standarta rakstītāji, un \
         atbildi ierosinātājs redz.",
        "Every employee can propose a change of the standard; whoever answers for the norm or writes the standard answers, \
         and the proposer sees the answer.",
    ),
];
