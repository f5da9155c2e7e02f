//! The registers, taking down, praise, suggestions, figures, and what the public reads.

use axum::http::StatusCode;
use solits_cases::{Audience, Kind, NewNote, NextStepBy};
use solits_db::{row, sql};
use solits_testkit::{
    browser::{ask, page},
    on_both,
};

use crate::{Who, World};

row! {
    /// Who is known to have called.
    struct Author { client_name: String, client_contact: String, channel: String }
}

row! {
    struct Kept { channel: String, reach: String }
}

#[tokio::test]
async fn a_case_of_such_a_kind_stands_in_its_register_at_once_however_it_was_opened() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for (kind, register) in [
            (Kind::Complaint, "complaint"),
            (Kind::Claim, "claim"),
            (Kind::Suggestion, "suggestion"),
            (Kind::Praise, "praise"),
        ] {
            world.came(kind, &format!("Tas ir {register}"), Who::Katrina).await;
            let page = world.get(Who::Katrina, &format!("/feedback?kind={register}")).await;
            page.shows(&format!("Tas ir {register}")).shows("Jāreģistrē");
        }
        world.came(Kind::Question, "Tas ir jautājums", Who::Katrina).await;
        world
            .get(Who::Katrina, "/feedback?kind=complaint")
            .await
            .hides("Tas ir jautājums")
            .hides("Tas ir claim");
        world.get(Who::Katrina, "/feedback?kind=claim&status=told").await.hides("Tas ir claim");
        world.get(Who::Katrina, "/feedback?kind=claim&from=aplam").await.shows("f-from");
    })
    .await;
}

/// I-33: whoever complains by telephone is asked how to hear of it.
#[tokio::test]
async fn a_complaint_taken_down_by_telephone_keeps_how_its_author_wants_to_hear() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let branch = world.fixture.branch.to_string();
        let mut values = vec![
            ("kind", "complaint"),
            ("channel", "phone"),
            ("subject", "Ilgi jāgaida"),
            ("branch", branch.as_str()),
            ("client_name", "Jānis Kalniņš"),
            ("client_contact", "67012345"),
            ("tell", "sms"),
            ("key", "K1"),
        ];
        let refused = world.post(Who::Ilze, "/feedback", &values).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("mobilā tālruņa numuru").shows("Ilgi jāgaida").shows("67012345");
        values.push(("tell_to", "26123456"));
        let taken = world.post(Who::Ilze, "/feedback", &values).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        let mut tx = world.write().await;
        let kept = sql!("SELECT channel, reach FROM case_contacts WHERE institution_id = $1")
            .optional::<Kept>(&mut tx)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((kept.channel.as_str(), kept.reach.as_str()), ("sms", "26123456"));
    })
    .await;
}

/// K-24: whoever calls the trust line is not asked who they are, and nothing of it is kept.
#[tokio::test]
async fn a_call_of_the_trust_line_is_registered_in_one_step_without_anybodys_name() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, employee) = (world.fixture.branch.to_string(), world.id(Who::Boriss).to_string());
        let values = [
            ("kind", "complaint"),
            ("channel", "trust_line"),
            ("subject", "Daļas vadītājs kliedz"),
            ("text", "Zvanītājs dzirdējis, kā kliedz."),
            ("branch", branch.as_str()),
            ("client_name", "Jānis Kalniņš"),
            ("client_contact", "26123456"),
            ("what", "employee"),
            ("employee", employee.as_str()),
            ("key", "K1"),
        ];
        let taken = world.post(Who::Ilze, "/feedback", &values).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        taken.shows("2026-000001").shows("nodota tam, kurš lemj").hides("Kalniņš");
        let mut tx = world.write().await;
        let author = sql!("SELECT client_name, client_contact, channel FROM cases WHERE institution_id = $1")
            .optional::<Author>(&mut tx)
            .await
            .unwrap()
            .unwrap();
        drop(tx);
        assert_eq!((author.client_name.as_str(), author.client_contact.as_str()), ("", ""));
        assert_eq!(author.channel, "trust_line");
        // Ilze works under whom it concerns, and does not see any more what she took down.
        world.get(Who::Ilze, "/feedback?kind=complaint").await.hides("kliedz");
        world
            .get(Who::Dace, "/feedback?kind=complaint")
            .await
            .shows("Daļas vadītājs kliedz")
            .shows("Autors nav zināms");
        // The same form again makes nothing more.
        world.post(Who::Ilze, "/feedback", &values).await.shows("2026-000001");
        let mut tx = world.write().await;
        let cases = sql!("SELECT count(*) AS value FROM cases WHERE institution_id = $1")
            .scalar::<i64>(&mut tx)
            .await;
        assert_eq!(cases.unwrap(), Some(1));
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_down_incompletely_stays_as_typed_with_the_reason_beside_the_field() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let values =
            [("subject", "Jauka apkalpošana"), ("what", "employee"), ("channel", "visit"), ("key", "K2")];
        let refused = world.post(Who::Anna, "/feedback", &values).await;
        refused
            .refused()
            .shows("Jauka apkalpošana")
            .shows("f-kind-error")
            .shows("f-branch-error")
            .shows("f-employee-error");
    })
    .await;
}

/// A letter takes the path of letters, where it has its kind by law and its terms from receipt.
#[tokio::test]
async fn a_letter_is_not_taken_down_here_and_the_form_says_where_it_is_taken_in() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let form = world.get(Who::Ilze, "/feedback/new?channel=letter").await;
        form.shows("href=\"/letters/new\"").hides("name=\"channel\" value=\"letter\"");
        let branch = world.fixture.branch.to_string();
        let values = [
            ("kind", "complaint"),
            ("channel", "letter"),
            ("subject", "Ilgi jāgaida"),
            ("text", "Gaidīju stundu."),
            ("branch", branch.as_str()),
            ("key", "K9"),
        ];
        world
            .post(Who::Ilze, "/feedback", &values)
            .await
            .refused()
            .shows("f-channel-error")
            .shows("Vēstuli, e-pastu un e-adreses ziņu pieņem citā lapā")
            .shows("Gaidīju stundu.");
        let mut tx = world.write().await;
        let cases = sql!("SELECT count(*) AS value FROM cases WHERE institution_id = $1")
            .scalar::<i64>(&mut tx)
            .await;
        assert_eq!(cases.unwrap(), Some(0));
    })
    .await;
}

/// K-22.
#[tokio::test]
async fn praise_is_shown_to_whom_it_praises() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Praise, "Anna man ļoti palīdzēja", Who::Katrina).await.case;
        world.get(Who::Anna, "/feedback/mine").await.hides("ļoti palīdzēja");
        let mut tx = world.write().await;
        let words = NewNote {
            text: "Paldies par pacietību, rēķins tika atrasts!".to_owned(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(&mut tx, &world.app, &world.program(), case, 1, words).await.unwrap();
        tx.commit().await.unwrap();
        world.register(Who::Katrina, case, Who::Anna).await.taken();
        world
            .get(Who::Anna, "/feedback/mine")
            .await
            .shows("Anna man ļoti palīdzēja")
            .shows("Paldies par pacietību, rēķins tika atrasts!");
        world.get(Who::Ilze, "/feedback/mine").await.hides("ļoti palīdzēja");
        let version = world.version(case).await;
        world
            .post(Who::Katrina, &format!("/feedback/{case}/examine"), &[("version", &version)])
            .await
            .taken();
        world.get(Who::Katrina, &format!("/feedback/{case}")).await.shows("Nodota slavētajam");
    })
    .await;
}

/// K-05; and what was changed is published without names.
#[tokio::test]
async fn a_suggestion_is_decided_with_reasons_and_what_was_changed_is_published_by_a_keeper() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Suggestion, "Soliņš pie durvīm", Who::Anna).await.case;
        let version = world.version(case).await;
        let values = [("version", version.as_str()), ("what", "other")];
        world.post(Who::Katrina, &format!("/feedback/{case}/register"), &values).await.taken();
        let (version, owner) = (world.version(case).await, world.id(Who::Boriss).to_string());
        let missing = [("version", version.as_str()), ("verdict", "taken_up"), ("owner", &owner)];
        let refused = world.post(Who::Katrina, &format!("/feedback/{case}/examine"), &missing).await;
        refused.refused().shows("f-reasons-error").shows("f-measure-error").shows("f-due-error");
        let values = [
            ("version", version.as_str()),
            ("verdict", "taken_up"),
            ("reasons", "Labs ierosinājums."),
            ("measure", "Nolikt soliņu."),
            ("owner", &owner),
            ("due", "2026-12-15"),
        ];
        world.post(Who::Katrina, &format!("/feedback/{case}/examine"), &values).await.taken();
        world.get(Who::Anna, "/feedback?kind=suggestion").await.shows("Īstenos");
        world.get(Who::Boriss, "/feedback/mine").await.shows("Nolikt soliņu.");

        let version = world.version(case).await;
        let named = [("version", version.as_str()), ("published_lv", "Paldies, Anna Bērziņa noliks soliņu.")];
        let refused = world.post(Who::Katrina, &format!("/feedback/{case}/publish"), &named).await;
        refused.refused().shows("f-published_lv-error").shows("noliks soliņu");
        let values = [("version", version.as_str()), ("published_lv", "Pie durvīm ir soliņš.")];
        let forbidden = world.post(Who::Anna, &format!("/feedback/{case}/publish"), &values).await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
        world.post(Who::Katrina, &format!("/feedback/{case}/publish"), &values).await.taken();
        let public = ask(world.router(), page("", "/i/testa/feedback")).await;
        public
            .shows("Pie durvīm ir soliņš.")
            .shows("tiesības sūdzēties")
            .shows("apstrīdēt")
            .shows("darbinieka vadītājs");
        public.hides("Kalniņš").hides("Labs ierosinājums");

        // A check is not made by whoever sees to the measure.
        let version = world.version(case).await;
        let check = [("version", version.as_str()), ("effect", "done")];
        world.post(Who::Katrina, &format!("/feedback/{case}/measures/0"), &check).await.taken();
        world.get(Who::Boriss, "/feedback/mine").await.hides("Nolikt soliņu.");
    })
    .await;
}

/// K-11: by unit and employee, for the manager and the keepers; never for whom it concerns.
#[tokio::test]
async fn justified_complaints_are_counted_for_managers_and_keepers_but_not_for_whom_they_concern() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await.case;
        world.register(Who::Katrina, case, Who::Anna).await.taken();
        world.examine(Who::Boriss, case, "justified").await.taken();
        for who in [Who::Boriss, Who::Katrina] {
            world
                .get(who, "/feedback/figures")
                .await
                .shows("Anna Bērziņa")
                .shows("Klientu daļa")
                .shows("Informācijas sistēmas");
        }
        world.get(Who::Anna, "/feedback/figures").await.shows("Pamatotu sūdzību nav").hides("Klientu daļa");
        world.get(Who::Ilze, "/feedback/figures").await.shows("Pamatotu sūdzību nav").hides("Anna Bērziņa");
    })
    .await;
}
