//! Parameters of the document, the services, the channels and the hours.

use super::{Choice, Definition, Kind, elsewhere, int, list, role, stated, text, yes_no};
use crate::words::Unit;

pub(super) const IDENTITY: &[Definition] = &[
    elsewhere("std.level", "identity.level", "dokumenta līmenis", "level of the document"),
    elsewhere("std.kind", "identity.kind", "akta veids", "kind of act"),
    elsewhere("std.number", "identity.number", "akta numurs", "number of the act"),
    elsewhere("std.adopted", "identity.adopted", "pieņemšanas diena", "day of adoption"),
    elsewhere("std.in_force", "identity.in_force", "spēkā stāšanās diena", "day of entry into force"),
    elsewhere("std.status", "identity.status", "versijas statuss", "status of the version"),
    elsewhere("std.repeals", "identity.repeals", "atceltie akti", "acts repealed"),
    elsewhere("std.legal_basis", "identity.legal_basis", "tiesiskais pamats", "legal basis"),
    elsewhere(
        "std.approval_chain",
        "identity.approval_chain",
        "saskaņošana un parakstīšana",
        "approval chain",
    ),
    elsewhere(
        "std.esign",
        "identity.electronic_signature",
        "drošs elektroniskais paraksts",
        "electronic signature",
    ),
    elsewhere(
        "std.higher_body_coordination",
        "identity.higher_body",
        "saskaņošana ar augstāku iestādi",
        "coordination with a higher body",
    ),
    elsewhere("std.distribution", "identity.distribution", "norakstu saņēmēji", "distribution list"),
    elsewhere("std.annexes", "identity.annexes", "pielikumi", "annexes"),
    yes_no(
        "std.feedback_on_itself",
        "priekšlikumi par pašu standartu tiek pieņemti",
        "suggestions about the standard itself are welcome",
    ),
    elsewhere("scope.field", "scope.field", "darbības joma", "field of application"),
    elsewhere("scope.bound", "scope.bound", "kam standarts saistošs", "who is bound"),
    text(
        "scope.residual_rule",
        "kā rīkoties, kur standarts klusē",
        "what holds where the standard is silent",
    ),
    list("clients.external", "ārējie klienti", "external clients"),
    text("clients.internal", "iekšējie klienti", "internal clients"),
    yes_no(
        "clients.partner_exempt",
        "aizliegums vērtēt dokumentus neattiecas uz sadarbības partneriem",
        "the ban on assessing documents does not cover partners",
    ),
    elsewhere("levels", "[[level]]", "iesaistes līmeņi", "involvement levels"),
    elsewhere("terms.count", "[[term]]", "terminu skaits", "number of terms"),
    elsewhere("principles", "[[principle]]", "pamatprincipi", "principles"),
    elsewhere("norms", "[[norm]]", "apkalpošanas normas", "service norms"),
    elsewhere("client_duties", "[[client_duty]]", "ko sagaida no klienta", "what is expected of the client"),
    role("acquaint.by", "kas iepazīstina ar standartu", "who makes employees acquainted with the standard"),
    yes_no(
        "acquaint.explains_to_post",
        "izskaidro standarta piemērošanu amatam",
        "its application to the post is explained",
    ),
    list("acquaint.signoff_columns", "iepazīšanās lapas ailes", "columns of the sign-off sheet"),
    role("govern.introduces", "kas ievieš standartu", "who introduces the standard"),
    text("govern.compliance", "kas atbild par standarta ievērošanu", "who answers for compliance"),
    role("govern.controls", "kas kontrolē standarta ievērošanu", "who controls compliance"),
    yes_no(
        "govern.unlawful_conduct",
        "par prettiesisku rīcību var ziņot aizsargātā ceļā",
        "unlawful conduct can be reported on a protected route",
    ),
    yes_no(
        "govern.appraisal_link",
        "standarta ievērošanu ņem vērā darbinieka novērtēšanā",
        "compliance counts in staff appraisal",
    ),
    text("style.guide", "stila grāmata", "style guide"),
];

pub(super) const SERVICES: &[Definition] = &[
    yes_no(
        "service.paid_flag",
        "par katru pakalpojumu zināms, vai tas ir maksas",
        "each service says whether it is paid",
    )
    .obeyed_by("service.price_before_order"),
    yes_no("service.price_list_public", "cenrādis ir publisks", "the price list is public")
        .obeyed_by("service.price_before_order"),
    yes_no("service.list_public", "pakalpojumu saraksts ir publisks", "the list of services is public"),
    yes_no(
        "service.info_on_first_request",
        "informāciju sniedz pēc pirmā lūguma",
        "information is given on first request",
    ),
    list("service.payment_methods", "maksāšanas veidi", "payment methods"),
    list("service.delivery_formats", "saņemšanas veidi", "delivery formats"),
    yes_no(
        "service.delivery_place_choice",
        "klients izvēlas saņemšanas vietu",
        "the client chooses the place of delivery",
    ),
    yes_no(
        "service.appeal_public",
        "lēmumu pārsūdzēšanas kārtība ir publiska",
        "the appeal procedure is public",
    ),
    text("service.no_deadline_rule", "kā rīkoties, ja termiņa nav", "what holds where no deadline is set"),
    yes_no("service.consult_first", "vispirms konsultē", "advice comes first"),
    yes_no(
        "service.ask_only_unobtainable",
        "prasa tikai to, ko iestāde pati nevar iegūt",
        "only what the institution cannot obtain is asked for",
    ),
    yes_no("service.visitless", "pakalpojums iespējams bez apmeklējuma", "service without a visit"),
    yes_no("service.one_visit", "pietiek ar vienu apmeklējumu", "one visit is enough"),
    yes_no(
        "service.refusal_reason_and_next_step",
        "atteikumam norāda iemeslu un tālāko rīcību",
        "a refusal states its reason and the next step",
    )
    .obeyed_by("case.refusal_reason"),
    yes_no("service.contract_standard", "ir vienots līguma paraugs", "a standard contract exists"),
];

const CLOSING: &[Choice] = &[
    Choice {
        word: "serve_after_hours",
        lv: "apkalpo arī pēc darba laika",
        en: "the last client is served even after hours",
    },
    Choice {
        word: "all_served_within_hours",
        lv: "visus apkalpo darba laikā",
        en: "all are served within hours",
    },
    Choice {
        word: "cutoff",
        lv: "pirms slēgšanas ir pēdējais ierašanās brīdis",
        en: "a cut-off before closing",
    },
];

const DAY_UNIT: &[Choice] = &[
    Choice { word: "calendar", lv: "kalendāra dienas", en: "calendar days" },
    Choice { word: "working", lv: "darba dienas", en: "working days" },
];

pub(super) const CHANNELS: &[Definition] = &[
    elsewhere("channels.list", "[[channel]]", "saziņas kanāli", "channels"),
    yes_no("channels.client_choice", "kanālu izvēlas klients", "the client chooses the channel"),
    list("channels.portals", "portāli", "portals"),
    list("phone.operating_modes", "tālruņa darbības veidi", "operating modes of the phone"),
    yes_no("hours.published", "darba laiks ir publiskots", "opening hours are published"),
    stated("reception.private_persons", "privātpersonu pieņemšana", "reception of private persons"),
    list("stand.items", "kas izvietots informācijas stendā", "what the information stand holds"),
    int(
        "notice.holiday_days",
        Unit::Day,
        0,
        365,
        "paziņojums pirms svētku dienām",
        "notice before public holidays",
    ),
    int(
        "notice.repair_days",
        Unit::Day,
        0,
        365,
        "paziņojums par plānotu remontu",
        "notice of planned repairs",
    ),
    int("notice.relocation_days", Unit::Day, 0, 365, "paziņojums par pārcelšanos", "notice of relocation"),
    text("notice.disturbance", "paziņojums par tehnisku traucējumu", "notice of a technical disturbance"),
    Definition::new(
        "notice.day_unit",
        Kind::Word(DAY_UNIT),
        "kādas dienas skaita paziņojumiem",
        "which days notices count",
    )
    .or_word("calendar"),
    role(
        "desk_info.approved_by",
        "kas saskaņo informāciju pie galda",
        "who approves information at the desk",
    ),
    int(
        "doors.minutes_before_start",
        Unit::Minute,
        0,
        60,
        "durvis atver pirms darba laika",
        "doors open before the working time",
    ),
    stated("waiting_room_before_hours", "uzgaidāmā telpa pirms darba laika", "waiting room before hours"),
    Definition::new(
        "closing.last_client_policy",
        Kind::Word(CLOSING),
        "pēdējais klients darba laika beigās",
        "the last client at closing time",
    )
    .or_word("serve_after_hours")
    .obeyed_by("queue.last_client"),
    int(
        "closing.cutoff_minutes",
        Unit::Minute,
        0,
        120,
        "pēdējais ierašanās brīdis pirms slēgšanas",
        "arrival cut-off before closing",
    )
    .or(5)
    .obeyed_by("queue.last_client"),
    text("qa.publish_within", "jautājuma un atbildes publicēšana", "publishing a question and its answer"),
    yes_no(
        "alt_channels.tell_clients",
        "klientiem pastāsta par citiem kanāliem",
        "clients are told of other channels",
    ),
    list("nameplate.content", "vārda plāksnītes saturs", "content of the nameplate"),
];
