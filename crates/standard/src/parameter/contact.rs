//! Parameters of the telephone, letters, cases and colleagues.

use super::{Definition, Kind, int, list, stated, text, yes_no};
use crate::words::Unit;

pub(super) const PHONE: &[Definition] = &[
    int("phone.rings", Unit::Ring, 1, 20, "atbild līdz zvana signālam", "answered by ring"),
    text("phone.rings_scope", "uz kuriem tālruņiem tas attiecas", "which phones it covers"),
    int(
        "phone.ring_cadence_seconds",
        Unit::Second,
        1,
        30,
        "laiks starp zvana signāliem",
        "time between two rings",
    )
    .or(5),
    int("phone.mean_answer_seconds", Unit::Second, 1, 3600, "vidējais atbildes laiks", "mean time to answer"),
    Definition::new("phone.answered_share", Kind::Percent, "atbildēto zvanu daļa", "share of calls answered"),
    text("phone.greeting", "sveiciens", "greeting"),
    text("phone.greeting_info_line", "sveiciens informatīvajā tālrunī", "greeting on the information line"),
    int("phone.long_call_minutes", Unit::Minute, 1, 240, "saruna nav garāka", "a call is no longer than"),
    yes_no("phone.long_call_exempt_hold", "gaidīšana uz līnijas neskaitās", "waiting on hold does not count"),
    list("phone.redirect_grounds", "kad novirza uz citu saziņas veidu", "grounds for another channel"),
    list("phone.more_info_ways", "kā iegūt papildu informāciju", "ways to get more information"),
    text("phone.foreign_number", "ārvalstu numurs", "foreign number"),
    text("phone.language", "sarunas valoda", "language of the call"),
    text("phone.foreign_language_rule", "saruna svešvalodā", "call in a foreign language"),
    text("phone.missed_calls", "neatbildētie zvani", "missed calls"),
    yes_no(
        "phone.promise_time_and_form",
        "apsola atbildes laiku un veidu",
        "time and form of the answer are promised",
    ),
    text("phone.absence_forwarding", "zvani prombūtnē", "calls during absence"),
    yes_no("phone.cover_in_unit", "struktūrvienībā aizvieto", "colleagues of the unit cover"),
    yes_no("phone.client_hangs_up_first", "klausuli pirmais noliek klients", "the client hangs up first"),
    text("phone.recordings_listened", "sarunu ierakstu noklausīšanās", "listening to recordings"),
    text("phone.abuse", "rupja saruna", "abuse on the phone"),
];

pub(super) const WRITTEN: &[Definition] = &[
    text("mail.check", "e-pasta pārbaude", "checking the mailbox"),
    int(
        "mail.ack_working_days",
        Unit::WorkingDay,
        0,
        60,
        "saņemšanas apstiprinājums",
        "confirmation of receipt",
    ),
    int("mail.answer_working_days", Unit::WorkingDay, 0, 250, "e-pasta atbildes", "e-mail answers"),
    yes_no("mail.delay_notice", "paziņo, kad būs atbilde", "the client is told when the answer comes"),
    text("mail.out_of_office", "prombūtnes paziņojums", "out-of-office message"),
    list("mail.signature", "e-pasta paraksts", "e-mail signature"),
    yes_no("mail.closing_invitation", "aicina izteikt viedokli", "an opinion is invited"),
    list("mail.structure", "e-pasta uzbūve", "structure of an e-mail"),
    yes_no("mail.proofread", "pirms sūtīšanas pārlasa", "read again before sending"),
    yes_no("mail.default_electronic", "atbild elektroniski", "answers are electronic"),
    text("mail.abuse", "rupja vēstule", "abuse in writing"),
    text("mail.foreign_language", "vēstule svešvalodā", "letter in a foreign language"),
    text("mail.phone_reply", "atbilde pa tālruni", "answer by phone"),
    yes_no("mail.portal_as_eletter", "portāla ziņa ir e-vēstule", "a portal message is an e-letter"),
    list("consult.sources", "konsultācijas avoti", "sources of advice"),
    text("consult.outside_competence", "jautājums ārpus kompetences", "a question outside competence"),
    yes_no(
        "consult.public_extent_only",
        "konsultē publiski pieejamā apjomā",
        "advice stays within public information",
    ),
    text("expert.answer_within", "speciālista atbilde", "an expert's answer"),
];

pub(super) const CASES: &[Definition] = &[
    int(
        "case.register_minutes",
        Unit::Minute,
        1,
        1440,
        "pieteikuma reģistrēšana",
        "registering an application",
    ),
    yes_no("case.pay_before_handout", "izsniedz pēc apmaksas", "handed out after payment"),
    text("case.identity_check", "personības pārbaude", "identity check").obeyed_by("service.identity_check"),
    list("case.redirect_fields", "ko norāda, novirzot citur", "what a redirected client is given")
        .obeyed_by("case.redirect_fields"),
    text("case.oral_to_written", "mutvārdu iesniegums rakstveidā", "from oral to written"),
    text("case.no_disclosure", "neizpaužamās ziņas", "what is not disclosed"),
    yes_no("case.no_assessment", "iesniegtos dokumentus nevērtē", "submitted documents are not assessed"),
    yes_no(
        "case.conflict_of_interest",
        "izvairās no interešu konflikta",
        "conflicts of interest are avoided",
    ),
    text("field_visit", "izbraukums pie klienta", "field visit"),
    stated("field_visit.id_shown", "izbraukumā uzrāda apliecību", "identification shown on a field visit"),
    stated("field_visit.photo_consent", "fotografēšana izbraukumā", "photographs on a field visit"),
    yes_no("field_visit.handover_signature", "nodošanu apliecina paraksts", "handover is signed"),
];

pub(super) const INTERNAL: &[Definition] = &[
    int("internal.answer_working_days", Unit::WorkingDay, 0, 60, "atbilde kolēģim", "answer to a colleague"),
    stated("internal.meeting_reply", "atbilde uz sapulces uzaicinājumu", "answer to a meeting request"),
    yes_no("internal.cc_manager", "vadītājam sūta kopiju", "the manager gets a copy"),
    text("internal.survey", "iekšējo klientu aptauja", "survey of internal clients"),
    yes_no(
        "internal.starred_steps_apply",
        "zvaigznīte attiecas uz kolēģiem",
        "starred steps apply to colleagues",
    )
    .obeyed_by("situations.star_internal"),
    stated("internal.delay_notice", "paziņo kolēģim par kavēšanos", "a colleague is told of a delay"),
];
