//! The column of Ādaži.

use super::{Cell, assert_says, figure, items, norms_at, text, word, yes};
use crate::builders::Document::Adazi;

const SAID: &[Cell] = &[
    text("scope.residual_rule", "3", &["normatīvajiem aktiem", "vispārpieņemtām uzvedības un ētikas normām"]),
    items(
        "clients.external",
        "4.1",
        &["valsts pārvaldes iestādes", "juridiskas personas", "fiziskas personas"],
    ),
    text("clients.internal", "4.2", &["darbinieki"]),
    text("segments.required", "4", &["ārējie", "iekšējie"]),
    word("govern.introduces", "11", "administrative_division"),
    text("govern.compliance", "12", &["iestāžu un struktūrvienību vadītāji", "katrs darbinieks"]),
    // The employees' managers, who are the heads of the units they work in.
    word("govern.controls", "14", "unit_head"),
    yes("govern.unlawful_conduct", "13"),
    text("service.no_deadline_rule", "5.2.1", &["cik ātri vien iespējams"]),
    yes("service.consult_first", "5.6.4"),
    // E-services are listed: what is had on a portal takes no visit.
    yes("service.visitless", "6.11"),
    items("channels.portals", "6.11", &["www.latvija.gov.lv", "www.epakalpojumi.lv", "oficiālā e-adrese"]),
    yes("alt_channels.tell_clients", "6.11"),
    yes("queue.external_first", "6.9"),
    text("appointments.keep_or_notify", "5.1.7", &["norunātajā vietā un laikā", "piedāvā risinājumus"]),
    text("interrupt.rule", "6.8", &["atvainojas", "pasaka, pēc cik ilga laika"]),
    yes("jargon.avoid", "6.2"),
    yes("aggression.stop_contact", "7.5"),
    yes("aggression.warn_first", "7.3"),
    items("aggression.call", "7.5", &["apsardze", "pašvaldības policija"]),
    word("intoxicated.policy", "7.5", "may_break_off"),
    figure("staff.break_minutes", "7.6", 15),
    items("staff.support", "7.6", &["saruna ar vadītāju", "individuāli"]),
    text("conversation.confirm_understanding", "6.3", &["pārfrāzē", "jautājumu vairs nav"]),
    text("conversation.tell_document_handling", "6.5", &["ko ar dokumentiem dara", "kas notiks tālāk"]),
    text("conversation.closing", "6.12", &["pozitīvi", "atvadās"]),
    text("conversation.greeting_first", "6.1", &["sasveicinās", "acīs", "kāpēc klients nācis"]),
    text("conversation.involve_colleague", "7.4", &["iesaista", "citus darbiniekus"]),
    text("own_mobile.at_counter", "6.7", &["apkalpojot klientu", "uz zvaniem neatbild"]),
    yes("third_party.authorisation_required", "5.2"),
    figure("phone.rings", "8.1", 3),
    text("phone.rings_scope", "8.1", &["klientu zvani", "cenšas"]),
    text("phone.greeting", "8.2", &["{iestāde vai struktūrvienība}, {amats} {vārds} {uzvārds}"]),
    items(
        "phone.more_info_ways",
        "8.5.1",
        &["atbild vēlāk: pa tālruni, klātienē vai e-pastā, un uzreiz pasaka, kad"],
    ),
    yes("phone.promise_time_and_form", "8.5.1"),
    text("phone.missed_calls", "8.6", &["atzvana, tiklīdz iespējams", "īsziņu"]),
    text("phone.absence_forwarding", "8.6", &["īsziņu"]),
    text("phone.abuse", "7.3", &["brīdina", "drīkst pārtraukt"]),
    // Unless the answer is an official letter of the municipality.
    yes("mail.default_electronic", "9"),
    items("mail.structure", "9.1", &["ievads", "pamatdaļa", "nobeigums"]),
    items(
        "mail.signature",
        "9.4",
        &[
            "vārds un uzvārds",
            "iestāde un amats",
            "tālruņa numurs",
            "e-pasta adrese",
            "oficiālās tīmekļvietnes adrese",
        ],
    ),
    yes("mail.proofread", "9.5"),
    items(
        "consult.sources",
        "9.2",
        &["pakalpojumu apraksti", "normatīvie akti", "veidlapas", "publiski pieejama informācija"],
    ),
    text("consult.outside_competence", "8.5.2", &["kompetenta darbinieka"]),
    text("contact_persons", "8.5.2", &["kompetentie darbinieki"]),
    text("expert.answer_within", "8.5.2", &["laikā, kas klientam pateikts"]),
    text("case.no_disclosure", "5.2", &["trešajai personai"]),
    yes("case.conflict_of_interest", "5.4.3"),
    figure("internal.answer_working_days", "10.1", 1),
    text("internal.delay_notice", "10.1", &["izskaidro, kāpēc", "kad atbilde", "būs"]),
    text("internal.meeting_reply", "10.2", &["apstiprina", "atsaka, norādot iemeslu"]),
    yes("internal.cc_manager", "10.3"),
    items("feedback.kinds", "14", &["sūdzība"]),
    yes("complaint.remove_causes", "5.1.3"),
    text("news.read_before_service", "5.7.2", &["seko", "aktualitātēm", "domes lēmumiem"]),
    text("quality.observation_manager", "14", &["kontrolē", "vadītāji"]),
    text("improvement.plan", "5.6.5", &["atvērti", "uzlabošanai"]),
    items(
        "equal.grounds",
        "5.1.4",
        &[
            "dzimums",
            "vecums",
            "rase",
            "valoda",
            "reliģiskā pārliecība",
            "politiskie vai citi uzskati",
            "sociālā izcelsme",
            "tautība",
            "izglītība",
            "sociālais un mantiskais stāvoklis",
            "nodarbošanās veids",
            "citi apstākļi",
        ],
    ),
];

#[test]
fn adazi_says_what_area_u_says_it_does_and_no_more() {
    assert_says(&Adazi.standard(), Adazi.id(), SAID);
}

/// Two cells say something that is no answer to the question. "Alternatives told" leaves the choice of the channel
/// open, and they are told by `alt_channels.tell_clients`. Links to what is publicly available may stand in an answer,
/// which is no limit to it: they are among `consult.sources`.
#[test]
fn adazi_6_11_and_9_2_what_is_no_answer_stands_elsewhere() {
    let standard = Adazi.standard();
    assert_eq!(standard.bool("channels.client_choice"), None);
    assert_eq!(standard.bool("consult.public_extent_only"), None);
    assert!(norms_at(&standard, Adazi.id(), "9.2").contains("saites uz"));
}
