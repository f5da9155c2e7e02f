//! The column of Aknīste.

use super::{Cell, assert_says, items, norms_at, text, word, yes};
use crate::builders::Document::{Akniste, Handbook};

const SAID: &[Cell] = &[
    text("scope.residual_rule", "3", &["normatīvajiem aktiem", "vispārpieņemtām uzvedības normām"]),
    word("acquaint.by", "14", "executive_director"),
    items(
        "acquaint.signoff_columns",
        "annex",
        &[
            "Nr. p. k.",
            "Datums",
            "KAC darbinieka vārds, uzvārds",
            "Paraksts par iepazīšanos ar noteikumiem",
            "Piezīmes",
        ],
    ),
    text("govern.compliance", "4", &["katrs", "darbinieks"]),
    word("govern.controls", "13", "executive_director"),
    yes("govern.unlawful_conduct", "12"),
    yes("service.list_public", "8"),
    yes("service.info_on_first_request", "9"),
    yes("service.refusal_reason_and_next_step", "5.2.3"),
    text("reception.private_persons", "5.2.3", &["speciālista pieņemšanas laiku"]),
    items("stand.items", "8", &["pieejamie pakalpojumi"]),
    items("nameplate.content", "7", &["vārds", "uzvārds", "amats"]),
    text("badge.required_for", "7", &["klientam redzamā vietā"]),
    yes("jargon.avoid", "5.2.1"),
    yes("errors.tell_right_to_complain", "5.1.2"),
    items("consult.sources", "5.4.2", &["pārbaudīta, objektīva informācija"]),
    text("consult.outside_competence", "5.2.3", &["izskaidro", "nosūta pie attiecīgā speciālista"]),
    text("contact_persons", "5.2.3", &["speciālists"]),
    items(
        "case.redirect_fields",
        "5.2.3",
        &["atrašanās vieta", "tālruņa numurs", "vārds un uzvārds", "amats", "pieņemšanas laiks"],
    ),
    text("case.oral_to_written", "5.2.2", &["sarežģītu", "laikietilpīgu", "apjomīgu", "palīdz"]),
    text("case.no_disclosure", "5.6.2", &["trešajai personai bez pilnvarojuma"]),
    yes("case.conflict_of_interest", "5.4.4"),
    yes("third_party.authorisation_required", "5.6.2"),
    items("feedback.kinds", "10.1", &["ideja", "ieteikums", "sūdzība"]),
    items(
        "feedback.methods",
        "10.1",
        &[
            "sabiedriskās domas aptaujas",
            "aptaujas anketas",
            "uzticības tālrunis",
            "sūdzību un ierosinājumu reģistri",
            "citas metodes",
        ],
    ),
    text("complaint.procedure_public", "9", &["kārtību", "tiklīdz klients pajautā"]),
    items(
        "equal.grounds",
        "5.3.2",
        &[
            "tautība",
            "dzimums",
            "rase",
            "ādas krāsa",
            "etniskā vai sociālā izcelsme",
            "valoda",
            "reliģija vai ticība",
            "politiskā vai cita pārliecība",
            "piederība pie nacionālās minoritātes",
            "īpašuma stāvoklis",
            "izcelsme",
            "veselības stāvoklis",
            "vecums",
            "seksuālā orientācija",
        ],
    ),
    text("quality.self_check", "11", &["paškontroli"]),
    text("quality.observation_manager", "13", &["kontrolē", "izpilddirektors"]),
    text("quality.external_survey", "10", &["sistemātiski"]),
    text("internal.survey", "10.2", &["darbinieku aptaujas", "kur"]),
    text("improvement.plan", "5.5.2", &["paši", "priekšlikumus"]),
];

#[test]
fn akniste_says_what_area_u_says_it_does_and_no_more() {
    assert_says(&Akniste.standard(), Akniste.id(), SAID);
}

/// Three cells say something that is no value of the parameter. "Not defined" of clients leaves the handbook's two kinds
/// in force. Advice on administrative proceedings makes no appeal procedure public, and hours acceptable to clients
/// are not said to be published: both stand as norms.
#[test]
fn akniste_6_and_5_2_1_what_is_no_value_stands_as_a_norm() {
    let standard = Akniste.standard();
    let clients = standard.list("clients.external").unwrap();
    assert_eq!(clients.origin.document, Handbook.id());
    assert_eq!(standard.bool("service.appeal_public"), None);
    assert!(norms_at(&standard, Akniste.id(), "5.2.1").contains("ierosināt administratīvo procesu"));
    assert_eq!(standard.bool("hours.published"), None);
    let hours = norms_at(&standard, Akniste.id(), "6");
    assert!(hours.contains("klientiem pieņemams") && hours.contains("normatīvajiem aktiem"), "{hours}");
}
