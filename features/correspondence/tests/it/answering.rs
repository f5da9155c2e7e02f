//! What a reply says it answers, to whom it is offered, and that what is answered to it joins the case.

use axum::http::StatusCode;
use solits_correspondence::{Body, LetterState, Raw, take};
use solits_db::sql;
use solits_kernel::{CaseId, Timestamp};
use solits_testkit::on_both;

use crate::{World, intake::field, monday};

const REPLY: &str = "subject=Re%3A+Kur&opening=Labdien%21%0AAtbildam+uz+J%C5%ABsu+jaut%C4%81jumu.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies+par+sarunu%21&reread=1&send=1";

/// A letter of Jānis, with a number of its own, that may answer one of ours.
fn letter(number: u8, more: &str, text: &str) -> String {
    format!(
        "From: Jānis Kalns <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklarēt?\nMessage-ID: <{number}@example.org>\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
}

/// What somebody else answers to a letter of ours.
fn answer_of(address: &str, name: &str) -> String {
    format!(
        "From: {address}\nTo: info@testa.example\nSubject: Re: Kur\nMessage-ID: <{}>\nIn-Reply-To: <{name}>\nContent-Type: text/plain; charset=utf-8\n\nPaldies, sapratu.\n",
        address.replace('@', "-again@")
    )
}

/// The version of the case that a page has seen.
fn version_in(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"version\" value=\"").expect("a form of the case");
    rest.split_once('"').unwrap().0
}

impl World {
    /// Takes a letter that the server received earlier.
    async fn fetched(&self, uid: i64, letter: &str, received_at: Timestamp) {
        let bytes = letter.replace('\n', "\r\n").into_bytes();
        let raw = Raw {
            mailbox: self.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid,
            size: i64::try_from(bytes.len()).unwrap(),
            received_at,
            body: Body::Here(&bytes),
        };
        assert!(take(&self.app, self.fixture.institution, &raw).await.unwrap());
        assert_eq!(self.understand().await, Some(LetterState::Placed));
    }

    /// A case opened at a desk, by whichever way and with more fields.
    async fn at_desk(&self, key: &str, more: &str) -> CaseId {
        let form = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&key={key}&{more}",
            self.fixture.branch, self.fixture.employees[0]
        );
        let (status, page) = self.post(0, "/cases", &form).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        self.case_and_due().await.0
    }

    /// The form of a reply as it is first shown.
    async fn reply_form(&self, case: CaseId) -> String {
        let (status, page) = self.get(0, &format!("/cases/{case}/reply")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        page
    }

    /// Sends the form of a reply with more fields.
    async fn reply(&self, case: CaseId, more: &str) -> (StatusCode, String) {
        let page = self.reply_form(case).await;
        let form = format!("version={}&{REPLY}{more}", version_in(&page));
        self.post(0, &format!("/cases/{case}/reply"), &form).await
    }

    /// Writes down in a case who represents its client.
    async fn represented(&self, case: CaseId) {
        let path = format!("/cases/{case}/parties");
        let (_, page) = self.get(0, &path).await;
        let form = format!(
            "version={}&once=K1&role=representative&name=Ilze+Ozola&email=ilze%40example.org&best=email&basis=power_of_attorney",
            version_in(&page)
        );
        let (status, page) = self.post(0, &path, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }
}

/// Six days before everything else happens.
fn tuesday() -> Timestamp {
    monday().plus_minutes(-6 * 24 * 60)
}

#[tokio::test]
async fn a_letter_of_paper_is_answered_by_the_day_on_which_it_was_received() {
    on_both(|database| async {
        let world = World::new(database).await;
        let paper = [
            ("way", "letter"),
            ("received_on", "2026-11-10"),
            ("received_at", "09:30"),
            ("name", "Anna Liepa"),
            ("subject", "Par apgaismojumu"),
            ("text", "Lūdzu ierīkot apgaismojumu Skolas ielā."),
        ];
        let (status, page) = world.write_down(&paper, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let case = world.case_and_due().await.0;
        let page = world.reply_form(case).await;
        assert!(page.contains("Atbildam uz Jūsu 10. novembra vēstuli (lieta 2026-000001)."), "{page}");
        let template =
            "name=Diena&lang=lv&kind=&main=Sa%C5%86%C4%93m%C4%81m+%7Bsa%C5%86emts%7D.&ending=";
        assert_eq!(world.post(0, "/templates", template).await.0, StatusCode::SEE_OTHER);
        let page = world.reply_form(case).await;
        let at = page.find("Diena · LV").expect("the template is offered");
        let id = page[..at].rsplit("value=\"").next().unwrap()[..36].to_owned();
        let form = format!("version=1&main=&insert=1&template={id}");
        let (_, page) = world.post(0, &format!("/cases/{case}/reply"), &form).await;
        assert!(page.contains("Saņēmām 2026. gada 10. novembrī."), "{page}");

        let english = [
            ("key", "bcdefghijklmnopqrstu"),
            ("name", "Anna Liepa"),
            ("text", "Hello! Could you please tell me when the street lamps in our street will be repaired, and who is going to pay for the work? Thank you for your help."),
        ];
        let (status, page) = world.write_down(&[&english[..], &paper[..3]].concat(), None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let page = world.reply_form(world.case_and_due().await.0).await;
        assert!(page.contains("This answers your letter of 10 November (case 2026-000002)."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_email_is_answered_by_the_day_it_reached_the_server_and_a_later_one_by_its_own() {
    on_both(|database| async {
        let world = World::new(database).await;
        let text = "Labdien! Kur es varu deklarēt dzīvesvietu?";
        world.fetched(1, &letter(1, "", text), tuesday()).await;
        let case = world.messages().await[0].case_id;
        let page = world.reply_form(case).await;
        assert!(
            page.contains("Atbildam uz Jūsu 10. novembra e-pasta vēstuli (lieta 2026-000001)."),
            "{page}"
        );
        assert!(page.contains("Paldies, ka rakstījāt!"), "{page}");

        let receipt = field(&world.leaving().await[0].raw, "message-id");
        let more = format!("In-Reply-To: <{receipt}>\n");
        world.fetched(2, &letter(2, &more, "Labdien! Vai jau ir zināms, kad atbildēsiet?"), monday()).await;
        assert_eq!(world.cases().await, 1, "it joined");
        let page = world.reply_form(case).await;
        assert!(
            page.contains("Atbildam uz Jūsu 16. novembra e-pasta vēstuli (lieta 2026-000001)."),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_came_or_called_is_not_thanked_for_a_letter() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.at_desk("k1", "channel=visit&client_name=SIA+Liepa&client_contact=67012345").await;
        let page = world.reply_form(case).await;
        assert!(
            page.contains("Atbildam pēc mūsu sarunas centrā 16. novembrī (lieta 2026-000001)."),
            "{page}"
        );
        assert!(page.contains("Paldies par sarunu!") && !page.contains("ka rakstījāt"), "{page}");
        assert!(
            page.contains("Labdien!") && !page.contains("Labdien, SIA"),
            "a firm has no vocative: {page}"
        );
        let more = "channel=phone&client_name=Anna+Liepa&client_contact=67012346&tell=phone&tell_lang=en";
        let page = world.reply_form(world.at_desk("k2", more).await).await;
        assert!(
            page.contains("This follows our telephone conversation on 16 November (case 2026-000002)."),
            "{page}"
        );
        assert!(page.contains("Dear Anna,"), "in the language they chose: {page}");
    })
    .await;
}

#[tokio::test]
async fn the_contact_of_a_case_from_a_desk_is_offered_and_its_answer_joins() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.at_desk("k1", "channel=visit&client_contact=anna%40example.org&tell=email").await;
        let page = world.reply_form(case).await;
        assert!(page.contains("value=\"anna@example.org\" checked"), "the only one there is: {page}");
        assert!(page.contains("(klients)"), "{page}");
        let (status, page) = world.reply(case, "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "known, so nothing is to be confirmed: {page}");
        let leaving = world.leaving().await;
        assert_eq!(leaving[0].recipient, "anna@example.org");
        let name = field(&leaving[0].raw, "message-id");
        world.take(1, &answer_of("anna@example.org", &name)).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        assert_eq!((world.cases().await, world.status(case).await.as_str()), (1, "open"));
        world.take(2, &answer_of("cita@example.net", &name)).await;
        world.understand().await;
        assert_eq!(world.cases().await, 2, "a stranger with the same mark does not join");
    })
    .await;
}

#[tokio::test]
async fn a_representative_is_offered_by_name_and_joins_once_written_to() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.at_desk("k1", "channel=visit&client_contact=anna%40example.org&tell=email").await;
        world.represented(case).await;
        let page = world.reply_form(case).await;
        assert!(page.contains("(pārstāvis, Ilze Ozola)"), "{page}");
        let unchosen = |address: &str| page.contains(&format!("value=\"{address}\"> <span>"));
        assert!(unchosen("anna@example.org") && unchosen("ilze@example.org"), "nobody by itself: {page}");
        let (status, page) = world.reply(case, "").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Izvēlieties, kam atbildēt."), "{page}");
        let both = "&to=anna%40example.org&to=ilze%40example.org";
        let secret = format!(
            "version={}&{}{both}",
            version_in(&page),
            REPLY.replace("main=Nekas", "main=Kods+010190-00129.+Nekas")
        );
        let (status, page) = world.post(0, &format!("/cases/{case}/reply"), &secret).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("to saņems vairāki adresāti"), "{page}");
        assert!(!page.contains("lietā nav zināms"), "the case knows both: {page}");

        let (status, page) = world.reply(case, "&to=ilze%40example.org").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let leaving = world.leaving().await;
        assert_eq!(leaving.len(), 1);
        assert_eq!(leaving[0].recipient, "ilze@example.org");
        let name = field(&leaving[0].raw, "message-id");
        world.take(1, &answer_of("ilze@example.org", &name)).await;
        world.understand().await;
        assert_eq!((world.cases().await, world.status(case).await.as_str()), (1, "open"));
    })
    .await;
}

/// H-09: what the institution names as other contacts stands in the signature.
#[tokio::test]
async fn other_ways_to_reach_the_institution_stand_in_the_signature() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE institutions SET profile = $2 WHERE id = $1")
            .bind(r#"{"other_contacts":"X @ezermala, e-adrese"}"#)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let case = world.at_desk("k1", "channel=visit&client_contact=anna%40example.org&tell=email").await;
        assert!(world.reply_form(case).await.contains("X @ezermala, e-adrese"));
        let (status, page) = world.reply(case, "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let letter = solits_mail::read(&world.leaving().await[0].raw);
        assert!(letter.text.contains("X @ezermala, e-adrese"), "{}", letter.text);
    })
    .await;
}
