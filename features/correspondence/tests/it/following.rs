//! What a client does after writing: confirming the address, hearing where the case stands, reading and adding.

use axum::http::StatusCode;
use solits_cases::{answer, close};
use solits_db::sql;
use solits_journal::{Actor, By, complete_up_to, seal};
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::{
    World,
    attachments::{Field, File},
};

impl World {
    /// Writes as a resident; the link's path and the case.
    pub(crate) async fn written(&self, contact: &str, more: &str) -> (String, CaseId) {
        let (csrf, key) = self.carried("/i/testa/write/request").await;
        let form =
            format!("csrf={csrf}&key={key}&text=Kad+remont%C4%93s+ielu%3F&name=Anna&contact={contact}{more}");
        let page = self.press("/i/testa/write/request", "", &form).await.expect(StatusCode::OK).text();
        let at = page.find("http://localhost/i/testa/case/").unwrap() + "http://localhost".len();
        let link = page[at..at + page[at..].find('"').unwrap()].to_owned();
        let at = page.find("2026-0").unwrap();
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let case = sql!("SELECT id AS value FROM cases WHERE institution_id = $1 AND reference = $2")
            .bind(&page[at..at + 11])
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap();
        (link, case)
    }

    /// Comes in by the link; the cookie.
    pub(crate) async fn come_in(&self, link: &str) -> (String, String) {
        let door = self.look(link, "").await.expect(StatusCode::OK);
        let csrf = door.hidden("csrf");
        let let_in = self.press(link, "", &format!("csrf={csrf}")).await.expect(StatusCode::SEE_OTHER);
        (let_in.cookie(), csrf)
    }

    pub(crate) fn anna(&self) -> Actor {
        Actor { by: By::Employee(self.fixture.employees[0]), at: self.app.clock.now() }
    }

    pub(crate) async fn version(&self, case: CaseId) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_cases::find(&mut tx, case).await.unwrap().unwrap().version
    }

    pub(crate) async fn answered(&self, case: CaseId) {
        let version = self.version(case).await;
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        answer(&mut tx, &self.app, &self.anna(), case, version, "Pavasarī.").await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Seals the journal and lets clients be told.
    pub(crate) async fn tell(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let upto = complete_up_to(&mut tx).await.unwrap();
        seal(&mut tx, upto, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        while solits_correspondence::tell_next(&self.app, self.fixture.institution).await.unwrap() {}
    }

    /// The texts of letters that leave, oldest first.
    pub(crate) async fn texts(&self) -> Vec<String> {
        self.leaving().await.iter().map(|letter| solits_mail::read(&letter.raw).text).collect()
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.app.clock.set(self.app.clock.now().plus_minutes(minutes));
    }
}

/// The path of the link in a letter that asks an address to confirm itself.
fn confirming(text: &str) -> String {
    let at = text.find("/i/testa/confirm/").unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_but_a_fixed_letter_with_a_link_goes_to_an_address_until_the_link_is_followed() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let (_, case) = world.written("anna%40example.org", "").await;
        let letters = world.texts().await;
        assert_eq!(letters.len(), 1);
        assert!(!letters[0].contains("ielu") && !letters[0].contains("Anna"), "{}", letters[0]);
        assert!(!letters[0].contains("/case/"), "no way to the case goes to an address nobody has confirmed");
        assert_eq!(world.status(case).await, "open", "the case does not wait for the address");

        // News does not go there yet.
        world.later(60);
        world.answered(case).await;
        world.tell().await;
        assert_eq!(world.texts().await.len(), 1);

        // A scanner that fetches the link confirms nothing.
        let link = confirming(&letters[0]);
        let door = world.look(&link, "").await.expect(StatusCode::OK);
        assert_eq!(world.texts().await.len(), 1);
        let csrf = door.hidden("csrf");
        let done = world.press(&link, "", &format!("csrf={csrf}")).await.expect(StatusCode::OK);
        done.shows("2026-000001");
        let letters = world.texts().await;
        assert_eq!(letters.len(), 2);
        assert!(letters[1].contains("2026-000001") && letters[1].contains("/i/testa/case"), "{}", letters[1]);
        assert!(!letters[1].contains("ielu"));

        // Once only, and a wrong one gets the same answer.
        for dead in [link.as_str(), "/i/testa/confirm/AAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let page = world.press(dead, "", &format!("csrf={csrf}")).await;
            page.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("vairs neder");
        }
        world.later(60);
        let version = world.version(case).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        close(&mut tx, &world.app, &world.anna(), case, version, "").await.unwrap();
        tx.commit().await.unwrap();
        world.tell().await;
        world.tell().await;
        let letters = world.texts().await;
        assert_eq!(letters.len(), 3, "told once");
        assert!(letters[2].contains("ir slēgta"), "{}", letters[2]);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_confirms_is_of_no_use_after_a_week() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.written("anna%40example.org", "").await;
        let link = confirming(&world.texts().await[0]);
        world.later(7 * 24 * 60 + 1);
        let csrf = world.look(&link, "").await.hidden("csrf");
        world.press(&link, "", &format!("csrf={csrf}")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

/// Security §10: an anonymous form is not for bombing a stranger's mailbox.
#[tokio::test]
async fn an_address_that_others_type_gets_three_letters_a_day_at_most() {
    on_both(|database| async {
        let world = World::new(database).await;
        for _ in 0..5 {
            world.written("svesa%40example.org", "").await;
        }
        assert_eq!((world.cases().await, world.leaving().await.len()), (5, 3));
    })
    .await;
}

#[tokio::test]
async fn whoever_wrote_by_email_hears_there_what_becomes_of_the_case_in_the_language_of_the_letter() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let letter = "From: John <john@example.org>\nTo: info@testa.example\nSubject: The road\nMessage-ID: <a@example.org>\nContent-Type: text/plain; charset=utf-8\n\nHello, when will you repair the road in front of our house?\n";
        world.take(1, letter).await;
        world.understand().await;
        world.tell().await;
        let (case, before) = (world.messages().await[0].case_id, world.texts().await);
        world.later(60);
        let version = world.version(case).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        close(&mut tx, &world.app, &world.anna(), case, version, "Sent to the owner of the road.").await.unwrap();
        tx.commit().await.unwrap();
        world.tell().await;
        world.tell().await;
        let news: Vec<String> =
            world.texts().await.into_iter().filter(|text| !before.contains(text)).collect();
        assert_eq!(news.len(), 1, "{news:?}");
        assert!(news[0].contains("Your case is closed"), "{}", news[0]);
        assert!(!news[0].contains("owner of the road"), "what was said stands on the page behind the code");
    })
    .await;
}

#[tokio::test]
async fn whoever_wants_no_news_or_news_on_paper_gets_no_letter() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.written("anna%40example.org", "&tell=none").await;
        world.written("26123456", "&tell=sms").await;
        let (_, case) = world.written("anna%40example.org", "&tell=letter&postal=Liepu+iela+1").await;
        assert_eq!(world.leaving().await.len(), 0);
        let (status, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Liepu iela 1") && page.contains("Jūsu lieta 2026-000003"), "{page}");
        let (csrf, key) = world.carried("/i/testa/write/request").await;
        let form = format!("csrf={csrf}&key={key}&text=Kad%3F&contact=26123456&tell=email");
        let page = world.press("/i/testa/write/request", "", &form).await;
        page.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Lai ziņotu e-pastā");
    })
    .await;
}

#[tokio::test]
async fn whoever_wants_to_hear_by_telephone_is_called_by_the_owner_at_the_number_given_for_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried("/i/testa/write/request").await;
        let form =
            format!("csrf={csrf}&key={key}&text=Kad%3F&name=Anna&contact=anna%40example.org&tell=phone");
        let page = world.press("/i/testa/write/request", "", &form).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Lai ziņotu pa tālruni, ierakstiet tālruņa numuru.");
        page.shows("value=\"Anna\"");
        let (_, case) = world.written("anna%40example.org", "&tell=phone&tell_to=67+012+345").await;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("67 012 345"), "{page}");
        world.tell().await;
        world.answered(case).await;
        world.tell().await;
        assert_eq!(world.leaving().await.len(), 0, "nothing goes by e-mail");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let untold = solits_cases::list_untold(&mut tx, 10).await.unwrap();
        assert_eq!(untold.len(), 1, "it waits in the inbox");
        drop(tx);
        // A number given as the contact is the one to call.
        let (_, case) = world.written("67+012+346", "&tell=phone").await;
        assert!(world.get(0, &format!("/cases/{case}/letters")).await.1.contains("67 012 346"));
    })
    .await;
}

#[tokio::test]
async fn a_client_reads_both_sides_and_adds_a_message_with_a_file_that_joins_the_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let page = world.look("/i/testa/case/message", &cookie).await.expect(StatusCode::OK);
        page.shows("Kad remontēs ielu?");
        let (csrf, key) = (page.hidden("csrf"), page.hidden("key"));
        let message = |text: &str| {
            vec![
                Field("csrf", csrf.clone()),
                Field("key", key.clone()),
                Field("text", text.to_owned()),
                File("files", "foto.pdf", b"%PDF-1.7 foto".to_vec()),
            ]
        };
        world.answered(case).await;
        world.later(1);
        let sent = world
            .upload_form("/i/testa/case/message", &cookie, &message("Un kad ietvi?"))
            .await
            .expect(StatusCode::SEE_OTHER);
        assert_eq!(sent.location(), "/i/testa/case/view?notice=sent");
        assert_eq!(world.status(case).await, "open", "an ended case is taken up again");
        world.upload_form("/i/testa/case/message", &cookie, &message("Un kad ietvi?")).await;
        let texts: Vec<_> = world.messages().await.into_iter().map(|one| one.text).collect();
        assert_eq!(texts, ["Kad remontēs ielu?", "Un kad ietvi?"], "sent twice, it is one message");
        assert_eq!(world.cases().await, 1);

        let page = world.look("/i/testa/case/message", &cookie).await;
        let text = page.text();
        let at = text.find("/i/testa/case/files/").unwrap();
        let href = &text[at..at + text[at..].find('"').unwrap()];
        let file = world.look(href, &cookie).await.expect(StatusCode::OK);
        assert_eq!(file.body, b"%PDF-1.7 foto");
        assert_eq!(
            file.headers["content-security-policy"],
            "sandbox; default-src 'none'; frame-ancestors 'none'"
        );
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        world.look(href, "").await.expect(StatusCode::NOT_FOUND);
        world.look("/i/testa/case/message", "c=wrong").await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_client_of_another_case_gets_no_file_of_this_one() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, _) = world.written("", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let page = world.look("/i/testa/case/message", &cookie).await;
        let parts = [
            Field("csrf", page.hidden("csrf")),
            Field("key", page.hidden("key")),
            File("files", "foto.pdf", b"%PDF-1.7 foto".to_vec()),
        ];
        world.upload_form("/i/testa/case/message", &cookie, &parts).await.expect(StatusCode::SEE_OTHER);
        let text = world.look("/i/testa/case/message", &cookie).await.text();
        let at = text.find("/i/testa/case/files/").unwrap();
        let href = text[at..at + text[at..].find('"').unwrap()].to_owned();
        let (other, _) = world.written("", "").await;
        let (other, _) = world.come_in(&other).await;
        world.look(&href, &other).await.expect(StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_reply_is_not_shown_to_the_client_before_it_has_left() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("anna%40example.org", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let message = uuid::Uuid::from_u128(4711);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient,
                    subject, text, is_automatic, attention)
             VALUES ($1, $2, $3, 'out', 'email', $4, '', '', 'anna@example.org', 'Atbilde', 'Vēl neizlemts vārds', 0, '')"
        )
        .bind(message)
        .bind(case)
        .bind(world.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO outbox (institution_id, id, mailbox_id, case_id, kind, recipient, recipient_key, raw, state, written_at,
                    not_before, held_until, tries, said)
             VALUES ($1, $2, $3, $4, 'reply', 'anna@example.org', 'anna@example.org', $5, 'waiting', $6, $7, 0, 0, '')"
        )
        .bind(message)
        .bind(world.mailbox)
        .bind(case)
        .bind(vec![0_u8])
        .bind(world.app.clock.now())
        .bind(world.app.clock.now().plus_minutes(5))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.look("/i/testa/case/message", &cookie).await.hides("neizlemts");
        world.later(5);
        world.look("/i/testa/case/message", &cookie).await.shows("neizlemts");
    })
    .await;
}
