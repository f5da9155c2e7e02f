//! Parameters of feedback, incidents, knowledge, quality and staff.

use super::{Definition, Kind, elsewhere, int, list, role, stated, text, yes_no};
use crate::words::Unit;

pub(super) const FEEDBACK: &[Definition] = &[
    list("feedback.kinds", "atsauksmju veidi", "kinds of feedback"),
    role("feedback.forward_to", "kam nodod atsauksmi", "who receives feedback"),
    text("feedback.forward_when", "kad atsauksmi nodod", "when feedback is passed on"),
    list("feedback.methods", "kā atsauksmes vāc", "how feedback is collected"),
    text("feedback.answer_deadline", "atbildes termiņš autoram", "deadline for answering the author"),
    elsewhere("complaint.ladder", "[[rung]]", "sūdzību kāpnes", "complaint ladder"),
    stated("complaint.procedure_public", "sūdzību kārtība ir publiska", "the complaint procedure is public"),
    text("complaint.count_justified", "pamatoto sūdzību uzskaite", "counting justified complaints"),
    yes_no("complaint.remove_causes", "novērš sūdzību cēloņus", "causes of complaints are removed"),
    elsewhere("nonconformity.types", "[[route]]", "neatbilstību veidi", "types of non-conformity"),
    text("nonconformity.when", "kad ziņo par neatbilstību", "when a non-conformity is reported"),
];

pub(super) const INCIDENTS: &[Definition] = &[
    int(
        "incident.public_notice_hours",
        Unit::Hour,
        0,
        168,
        "traucējums, par kuru paziņo sabiedrībai, ir ilgāks",
        "the public is told of an outage longer than",
    ),
    Definition::new("incident.notify", Kind::Roles, "kam ziņo par traucējumu", "who is told of an outage"),
    list("incident.notice_content", "ko pasaka paziņojumā", "what the notice says"),
    text("incident.medical_number", "neatliekamās palīdzības numurs", "emergency number"),
    text("incident.handout_without_network", "izsniegšana bez tīkla", "handing out without a network"),
    list("incident.channels", "kur paziņo", "where notices are posted"),
];

pub(super) const QUALITY: &[Definition] = &[
    stated(
        "news.read_before_service",
        "aktualitātes izlasa pirms apkalpošanas",
        "news is read before serving",
    ),
    list("news.first_sources", "pirmie aktualitāšu avoti", "first sources of news"),
    stated("contact_persons", "kontaktpersonas", "contact persons"),
    elsewhere("quality.matrix", "[[evaluation]]", "vērtēšanas matrica", "evaluation matrix"),
    text("quality.inspection_visit", "pārbaudes apmeklējums", "inspection visit"),
    text("quality.test", "zināšanu tests", "test"),
    text("quality.interview", "pārrunas", "interview"),
    text("quality.external_survey", "klientu aptauja", "survey of clients"),
    Definition::new(
        "satisfaction.target",
        Kind::Number { least: 1.0, most: 5.0 },
        "apmierinātības mērķis",
        "satisfaction target",
    ),
    int(
        "load.requests_per_specialist_month",
        Unit::Request,
        1,
        100_000,
        "pieprasījumi vienam speciālistam mēnesī",
        "requests per specialist and month",
    ),
    elsewhere("kpi.list", "[[indicator]]", "rādītāji", "indicators"),
    list("evidence.kinds", "pierādījumu veidi", "kinds of evidence"),
    stated("segments.required", "klientu grupas", "client segments"),
    elsewhere("qualification", "[[qualification]]", "kvalifikācija", "qualification"),
    list("equal.grounds", "vienlīdzīgas attieksmes pamati", "grounds of equal treatment"),
    list("retention.periods", "glabāšanas termiņi", "retention periods"),
    text("quality.observation_manager", "vadītāja novērojums", "observation by the manager"),
    text(
        "quality.observation_quality_manager",
        "kvalitātes vadītāja novērojums",
        "observation by the quality manager",
    ),
    text("quality.order_data_review", "pasūtījumu datu pārbaude", "review of order data"),
    text("quality.queue_review", "rindas datu pārbaude", "review of queue data"),
    text("quality.mystery_client", "slēptais klients", "mystery client"),
    text("quality.self_check", "paškontrole", "self-check"),
    stated("improvement.plan", "uzlabojumu plāns", "improvement plan"),
    stated(
        "third_party.authorisation_required",
        "trešajai personai vajag pilnvarojumu",
        "a third party needs authorisation",
    ),
];
