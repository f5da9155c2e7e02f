//! The column of the State Land Service, annexes included.

use super::{Cell, assert_says, figure, items, no, text, word, yes};
use crate::builders::Document::Vzd;

/// Identity, services, channels and hours.
const INSTITUTION: &[Cell] = &[
    text("scope.residual_rule", "11", &["normatīvajiem aktiem", "vispārpieņemtām uzvedības normām"]),
    items("clients.external", "2.5.2", &["pakalpojuma vai konsultācijas saņēmēji", "sadarbības partneri"]),
    text("clients.internal", "2.5.1", &["darbinieks", "cita darbinieka", "informāciju vai resursus"]),
    yes("clients.partner_exempt", "19.4"),
    word("acquaint.by", "4", "direct_manager"),
    yes("acquaint.explains_to_post", "4"),
    text("govern.compliance", "7", &["katrs darbinieks"]),
    text("style.guide", "2.19", &["Stila grāmata"]),
    text("segments.required", "2.8", &["korporatīvajiem klientiem"]),
    items("equal.grounds", "8.4", &["klientu grupas vienlīdzīgi, ņemot vērā to atšķirības"]),
    yes("service.paid_flag", "2.16"),
    yes("service.price_list_public", "17.2"),
    yes("service.appeal_public", "17.3"),
    items("service.payment_methods", "P2/s4.3", &["POS", "pārskaitījumu pastā vai bankā", "internetbankā"]),
    items("service.delivery_formats", "P2/s4.3", &["elektroniski", "papīra"]),
    yes("service.delivery_place_choice", "P2/s4.3"),
    yes("channels.client_choice", "12"),
    items("channels.portals", "17.4", &["www.kadastrs.lv", "www.latvija.lv"]),
    yes("hours.published", "17.1"),
    text("reception.private_persons", "17.1", &["laiks un kārtība"]),
    items(
        "stand.items",
        "17",
        &[
            "privātpersonu pieņemšanas laiks un kārtība",
            "maksas pakalpojumu cenrādis",
            "lēmumu pārsūdzēšanas kārtība",
            "norādes",
            "plānotās izmaiņas",
            "cita klientiem svarīga informācija",
        ],
    ),
    figure("notice.holiday_days", "17.5.1", 5),
    figure("notice.repair_days", "17.5.2", 15),
    figure("notice.relocation_days", "17.5.2", 15),
    text("notice.disturbance", "17.5.3", &["nekavējoties"]),
    word("desk_info.approved_by", "16.6", "service_development_division"),
    figure("doors.minutes_before_start", "P2/s1.6", 2),
    text("waiting_room_before_hours", "P2/s1.6", &["kur iespējams"]),
    word("closing.last_client_policy", "P2/s2.2", "all_served_within_hours"),
    yes("alt_channels.tell_clients", "P2/s4.7"),
    items("nameplate.content", "P2/s1.3", &["Stila grāmata"]),
];

/// Counter, queue and conversation.
const COUNTER: &[Cell] = &[
    text("queue.device", "P2/s2.1", &["dažos centros"]),
    items(
        "queue.buttons",
        "P2/s2.1",
        &["Pasūtījumu pieņemšana", "Pasūtījumu izsniegšana", "Korporatīvie klienti"],
    ),
    text("queue.button3_with_appointments", "P2/s2.1", &["Korporatīvie klienti/Pēc iepriekšēja pieraksta"]),
    figure("queue.no_show_seconds", "P2/s2.2", 60),
    items(
        "queue.priority_groups",
        "P2/s2.2",
        &["grūtnieces", "klienti ar zīdaiņiem", "kustību traucējumiem"],
    ),
    yes("queue.next_only_after_documents", "P2/s4.9"),
    // The cell names the third button only, which has its own name above; of a time agreed situation 7 speaks (F-32).
    text("appointments.keep_or_notify", "P2/s7.2", &["cik agri vien iespējams", "atvainojas"]),
    yes("situations.star_internal", "P2/foot"),
    yes("internal.starred_steps_apply", "P2/foot"),
    yes("desk.clean", "P2/s1.2"),
    items(
        "desk.inventory",
        "15",
        &[
            "monitors",
            "printeris",
            "klaviatūra, pele, peles paliktnis",
            "galda organizators ar darba piederumiem",
            "kalkulators",
            "spiedogs",
            "dokumentu plauktiņi",
            "caurspīdīgs galda segums",
            "galda lampa",
            "tālrunis",
            "centrā: POS terminālis",
            "centrā: statīvs ar informāciju",
            "centrā: vizītkaršu turētājs ar informāciju",
            "centrā: pildspalva",
            "centrā: piezīmju papīrs",
            "centrā: cita saskaņota informācija",
        ],
    ),
    text("badge.required_for", "13", &["speciālistam", "centrā", "uzmērītājs", "uzrāda darba apliecību"]),
    text("dress.rule", "P1/c1", &["lietišķs stils"]),
    text("interrupt.rule", "P2/s3.5", &["atvainojas"]),
    yes("aggression.stop_contact", "P2/s9.6"),
    yes("aggression.warn_first", "P2/s8.6"),
    items("aggression.call", "P2/s9.6", &["policiju, bet tikai galējas nepieciešamības gadījumā"]),
    word("intoxicated.policy", "P2/s9.4", "serve_with_care_then_leave"),
    items("staff.support", "P2/s8.4", &["tiešais vadītājs"]),
    text("conversation.confirm_understanding", "P2/s4.4", &["slēgto jautājumu", "kopsavilkumu"]),
    text("conversation.tell_document_handling", "P2/s3.2", &["ja klients to lūdz"]),
    text("conversation.adapt_pace", "P2/s9.8", &["steidzīgu klientu", "ātrāk", "īsākiem teikumiem"]),
    text("conversation.closing", "P2/s4.8", &["atvadās", "acīs", "pasmaida"]),
    text("conversation.greeting_first", "P2/s3.1", &["darbinieks uzrunā pirmais", "aicina apsēsties"]),
    text("conversation.involve_colleague", "P2/s8.4", &["tiešo vadītāju"]),
    no("work_tools.private_use", "3"),
    text("own_mobile.at_counter", "P2/s1.2", &["klusajā režīmā"]),
    text("third_party.authorisation_required", "P2/s7.2", &["pārstāvi"]),
];

/// Phone, letters, cases.
const CONTACT: &[Cell] = &[
    figure("phone.rings", "P2/s6.2", 3),
    text("phone.rings_scope", "P2/s6.2", &["visi zvani, arī kolēģu", "neapkalpo klientu klātienē"]),
    text("phone.greeting", "P2/s6.3", &["Valsts zemes dienests, {vārds}"]),
    text("phone.greeting_info_line", "P2/s6.3", &["{vārds}, lūdzu."]),
    figure("phone.long_call_minutes", "20.4", 10),
    yes("phone.long_call_exempt_hold", "20.4"),
    items(
        "phone.redirect_grounds",
        "20",
        &[
            "dokumenta saturu",
            "maksas vai bezmaksas pakalpojums",
            "ierobežotas pieejamības informāciju",
            "10 minūtēm",
        ],
    ),
    items("phone.more_info_ways", "21", &["atzvanīs", "uzgaida uz līnijas"]),
    text("phone.foreign_number", "21.1", &["citu saziņas veidu, piemēram, e-pastu"]),
    text("phone.language", "22", &["valsts valoda"]),
    text("phone.foreign_language_rule", "23", &["valsts valodā pasaka", "e-vēstule vai dokuments"]),
    yes("phone.client_hangs_up_first", "P2/s6.9"),
    text("phone.recordings_listened", "P1/c2", &["informatīvā tālruņa", "kārtība"]),
    text("phone.abuse", "30.2", &["brīdina", "beidz sarunu"]),
    text("mail.abuse", "30.3", &["konsultāciju nesniedz", "aizsūta iemeslu"]),
    text("mail.foreign_language", "24", &["dokumentu pārvaldības kārtība"]),
    text("mail.phone_reply", "31", &["atzvana", "ārvalstīm", "viesabonēšanā"]),
    yes("mail.portal_as_eletter", "2.3"),
    items(
        "consult.sources",
        "25",
        &["tīmekļa vietne", "rokasgrāmata", "informācijas sistēmas", "citi avoti"],
    ),
    text(
        "consult.outside_competence",
        "19.1",
        &["pasaka klientam", "kompetento iestādi", "publiskos kontaktus"],
    ),
    yes("consult.public_extent_only", "19.2"),
    text("expert.answer_within", "27", &["operatīvi"]),
    yes("case.pay_before_handout", "P2/s2.4"),
    text("case.identity_check", "P2/s3.2", &["normatīvo aktu"]),
    items("case.redirect_fields", "19.1", &["kompetentā iestāde", "publiskā kontaktinformācija"]),
    // The e-letter of the cell is for calls in a foreign language (23), and stands there.
    text("case.oral_to_written", "20", &["klātienē", "dokumentu"]),
    text(
        "case.no_disclosure",
        "19.3",
        &[
            "informācijas sistēmu dati",
            "maksas vai bezmaksas pakalpojums",
            "ierobežotas pieejamības informācija",
        ],
    ),
    yes("case.no_assessment", "19.4"),
    text("field_visit", "P2/s7", &["2. pielikuma 7. situācija"]),
    text("field_visit.id_shown", "14", &["darba apliecību"]),
    text("field_visit.photo_consent", "P2/s7.4", &["klients piekrīt", "objekts"]),
    yes("field_visit.handover_signature", "P2/s7.5"),
];

/// Feedback, incidents, quality.
const QUALITY: &[Cell] = &[
    items("feedback.kinds", "29", &["atsauksme", "ierosinājums", "sūdzība", "pretenzija"]),
    word("feedback.forward_to", "29", "service_development_division"),
    text("feedback.forward_when", "29", &["nekavējoties, elektroniski"]),
    items("feedback.methods", "P2/s4.5", &["anketa klātienē", "anketa tīmekļa vietnē"]),
    text("complaint.procedure_public", "17.3", &["pārsūdzēšanas kārtība"]),
    text(
        "complaint.count_justified",
        "P1/c8",
        &["vadītājs reizi mēnesī", "kvalitātes vadītājs reizi ceturksnī"],
    ),
    text("nonconformity.when", "28", &["nekavējoties"]),
    figure("incident.public_notice_hours", "P2/s2.4", 4),
    items(
        "incident.notify",
        "P2/s2.4",
        &["direct_manager", "communication_project_manager", "services_division_head"],
    ),
    items("incident.notice_content", "P2/s2.4", &["kas noticis", "ja to var paredzēt", "kur vērsties"]),
    items("incident.channels", "P2/s2.4", &["tīmekļa vietne", "Twitter", "paziņojums centrā"]),
    text("incident.handout_without_network", "P2/s2.4", &["zvana Finanšu departamentam"]),
    text("incident.medical_number", "P2/s9.1", &["113"]),
    yes("news.read_before_service", "P2/s1.4"),
    items("news.first_sources", "P2/s1.4", &["iekšējā informācijas sistēma", "rokasgrāmata"]),
    text("contact_persons", "2.13", &["nosaukti rokasgrāmatā"]),
    text("internal.survey", "P1/c7", &["vismaz reizi gadā", "Personāla daļa"]),
    text("quality.self_check", "P1/c1", &["katru darba dienu"]),
    text("quality.observation_manager", "P1/c1", &["katru darba dienu, ja iespējams"]),
    text(
        "quality.observation_quality_manager",
        "P1/c2",
        &["vismaz reizi ceturksnī", "2., 5. un 6. kritērijs"],
    ),
    text("quality.interview", "P1/c2", &["vismaz reizi mēnesī"]),
    text("quality.test", "P1/c2", &["vismaz reizi ceturksnī"]),
    text("quality.inspection_visit", "P1/c5", &["vismaz reizi gadā"]),
    text("quality.mystery_client", "P1/c1", &["pēc vajadzības"]),
    text("quality.external_survey", "P1/c7", &["apmierinātību vismaz reizi gadā", "citādi pēc vajadzības"]),
    text("quality.order_data_review", "P1/c9", &["vismaz reizi mēnesī", "reizi ceturksnī"]),
    text("quality.queue_review", "P1/c12", &["vismaz reizi ceturksnī"]),
];

#[test]
fn vzd_says_what_area_u_says_it_does_and_no_more() {
    assert_says(&Vzd.standard(), Vzd.id(), &[INSTITUTION, COUNTER, CONTACT, QUALITY].concat());
}

/// Three cells say something of one case only, which is no answer for all: the reason sent to who insults in writing
/// stands in `mail.abuse`, the further ways of a call in `phone.more_info_ways`, and of contracts 28.2 says only whom
/// to tell when one is not kept.
#[test]
fn vzd_21_28_2_and_30_3_what_is_said_of_one_case_stands_with_the_case() {
    let standard = Vzd.standard();
    for name in
        ["service.refusal_reason_and_next_step", "phone.promise_time_and_form", "service.contract_standard"]
    {
        assert_eq!(standard.bool(name), None, "{name}");
    }
    assert!(standard.lists().routes.iter().any(|route| route.origin.paragraph == "28.2"));
}
