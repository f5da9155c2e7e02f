//! The column of the handbook.

use super::{Cell, assert_says, figure, items, text, word, yes};
use crate::builders::Document::Handbook;

const SAID: &[Cell] = &[
    yes("std.feedback_on_itself", "end"),
    items("clients.external", "pre-2", &["fiziskas personas", "juridiskas personas"]),
    text("govern.compliance", "pre-1", &["katrs darbinieks"]),
    text("style.guide", "beh-10", &["korporatīvais stils", "e-pastā"]),
    items(
        "equal.grounds",
        "beh-8",
        &[
            "sociālā grupa",
            "vecuma grupa",
            "dzimums",
            "tautība",
            "reliģiskā pārliecība",
            "politiskā pārliecība",
        ],
    ),
    yes("service.one_visit", "beh-12"),
    text("reception.private_persons", "svc-6", &["vadošajiem darbiniekiem"]),
    figure("doors.minutes_before_start", "beh-12", 0),
    word("closing.last_client_policy", "beh-12", "serve_after_hours"),
    text("appointments.keep_or_notify", "beh-12", &["norunāto laiku ievēro"]),
    items("nameplate.content", "beh-2", &["vārds", "uzvārds", "amats"]),
    yes("desk.clean", "beh-11"),
    items("desk.inventory", "beh-11", &["tikai darbam vajadzīgais"]),
    text("badge.required_for", "beh-2", &["klientu apkalpošanas vietā", "karte", "zīme redzamā vietā"]),
    text("dress.rule", "beh-3", &["lietišķs"]),
    yes("jargon.avoid", "beh-4"),
    text("interrupt.rule", "beh-9", &["neatbild uz mobilo tālruni", "nesāk citu sarunu"]),
    text("own_mobile.at_counter", "beh-9", &["apkalpojot klientu, neatbild"]),
    text("conversation.greeting_first", "beh-1", &["darbinieks sveicina pirmais", "piedāvā apsēsties"]),
    yes("conversation.adapt_pace", "beh-6"),
    text("conversation.closing", "beh-7", &["pateicas", "novēl"]),
    yes("aggression.stop_contact", "beh-8"),
    items("aggression.call", "beh-8", &["apsardze", "tiešais vadītājs"]),
    word("intoxicated.policy", "beh-8", "may_break_off"),
    text("third_party.authorisation_required", "svc-2", &["tikai tas, kas pilnvarots"]),
    figure("phone.rings", "beh-9", 3),
    text("phone.rings_scope", "beh-9", &["publiski pieejamie tālruņi"]),
    text("phone.greeting", "beh-9", &["{Iestāde}, {vārds}"]),
    text("phone.language", "svc-4", &["klientam saprotama valoda"]),
    text("phone.absence_forwarding", "beh-9", &["pāradresē kolēģim", "uz savu mobilo tālruni"]),
    yes("phone.cover_in_unit", "beh-9"),
    text("mail.check", "beh-10", &["vairākas reizes dienā"]),
    figure("mail.ack_working_days", "beh-10", 1),
    figure("mail.answer_working_days", "beh-10", 2),
    yes("mail.delay_notice", "beh-10"),
    text(
        "mail.out_of_office",
        "beh-10",
        &["obligāts", "prombūtnes laiks", "aizvietotāja kontaktinformācija"],
    ),
    items(
        "mail.signature",
        "beh-10",
        &[
            "vārds",
            "uzvārds",
            "iestāde",
            "amats",
            "e-pasts",
            "tālrunis",
            "Twitter konts un cita kontaktinformācija",
        ],
    ),
    yes("mail.closing_invitation", "beh-10"),
    text(
        "consult.outside_competence",
        "svc-1",
        &["noskaidro atbildi", "kompetento iestādi", "pasaka klientam"],
    ),
    text("contact_persons", "svc-1", &["kolēģis vai iestāde"]),
    text("case.identity_check", "beh-9", &["kolēģa zvanu", "kas zvana"]),
    items("case.redirect_fields", "svc-1", &["kompetentā iestāde vai persona"]),
    text("case.no_disclosure", "svc-2", &["personas datus"]),
    items("feedback.kinds", "beh-10", &["viedoklis", "jautājums", "priekšlikums"]),
    items("feedback.methods", "beh-10", &["saite"]),
    yes("complaint.remove_causes", "val-5"),
    text("news.read_before_service", "beh-13", &["seko līdzi", "jaunumiem"]),
    items("news.first_sources", "beh-13", &["tiešais vadītājs", "iekštīkls"]),
    text("improvement.plan", "val-4", &["kļūdas", "novērš"]),
];

#[test]
fn handbook_says_what_area_u_says_it_does_and_no_more() {
    assert_says(&Handbook.standard(), Handbook.id(), SAID);
}

/// One cell names no role: the client is pointed to the website, so the place stands in `feedback.methods`.
#[test]
fn handbook_beh_10_nobody_is_named_to_pass_feedback_to() {
    let standard = Handbook.standard();
    assert_eq!(standard.word("feedback.forward_to"), None);
    let said = standard.list("feedback.methods").unwrap();
    assert!(super::latvian(&said.value[0]).contains("iestādes tīmekļa vietnē"));
}
