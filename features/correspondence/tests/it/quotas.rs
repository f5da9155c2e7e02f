//! How much may be added by one source in a day, and to one case altogether (security §6).

use axum::http::{StatusCode, header};
use solits_kernel::Random;
use solits_testkit::{TestDb, on_both};
use solits_web::{App, AppConfig, Limits};

use crate::{
    World,
    attachments::{Field, File, Part},
};

impl World {
    /// The same with other limits.
    async fn limited(database: TestDb, limits: Limits) -> Self {
        let mut world = Self::new(database).await;
        let config = AppConfig { public_url: "http://localhost".to_owned(), limits, ..AppConfig::default() };
        world.app = App::new(world.db.clone(), world.app.clock.clone(), Random::seeded(1), config);
        world
    }

    /// What a client's form with a file of more than half a MiB carries.
    async fn with_file(&self, cookie: &str, text: &str, file: &'static str) -> Vec<Part<'static>> {
        let page = self.look("/i/testa/case/message", cookie).await.expect(StatusCode::OK);
        vec![
            Field("csrf", page.hidden("csrf")),
            Field("key", page.hidden("key")),
            Field("text", text.to_owned()),
            File("files", file, large(file)),
        ]
    }
}

/// What is said past a limit of one in an hour.
const WAIT: &str =
    "Mēģiniet vēlreiz pēc 1 stundas. Ja nevarat gaidīt, piezvaniet mums vai atnāciet pie lodziņa.";

/// A file of 600 KiB, another one for each name.
fn large(name: &str) -> Vec<u8> {
    let mut content = format!("%PDF-1.7 {name}").into_bytes();
    content.resize(600 * 1024, b' ');
    content
}

#[tokio::test]
async fn beyond_what_a_case_may_be_given_the_message_comes_back_and_goes_without_the_file() {
    on_both(|database| async {
        let world = World::limited(database, Limits { case_files: 1, ..Limits::default() }).await;
        let (link, _) = world.written("", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let path = "/i/testa/case/message";
        let first = world.with_file(&cookie, "Pirmais foto", "pirmais.pdf").await;
        world.upload_form(path, &cookie, &first).await.expect(StatusCode::SEE_OTHER);
        world.upload_form(path, &cookie, &first).await.expect(StatusCode::SEE_OTHER);

        let second = world.with_file(&cookie, "Otrais foto", "otrais.pdf").await;
        let refused =
            world.upload_form(path, &cookie, &second).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Otrais foto");
        refused.shows("otrais.pdf");
        refused.shows("kopā var pievienot līdz 1 MB");
        refused.shows("atsūtiet pa e-pastu vai atnesiet");
        assert_eq!(world.messages().await.len(), 2, "the request and the first message");

        let without = [
            Field("csrf", refused.hidden("csrf")),
            Field("key", refused.hidden("key")),
            Field("text", "Otrais foto".to_owned()),
            Field("drop", "0".to_owned()),
        ];
        world.upload_form(path, &cookie, &without).await.expect(StatusCode::SEE_OTHER);
        let (other, _) = world.written("", "").await;
        let (other, _) = world.come_in(&other).await;
        let elsewhere = world.with_file(&other, "Cita lieta", "cits.pdf").await;
        world.upload_form(path, &other, &elsewhere).await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn beyond_what_a_source_may_send_in_a_day_the_file_is_named_and_the_text_stays() {
    on_both(|database| async {
        let world = World::limited(database, Limits { source_files: 1, ..Limits::default() }).await;
        let path = "/i/testa/write/request";
        let (csrf, key) = world.carried(path).await;
        let form = [
            Field("csrf", csrf),
            Field("key", key),
            Field("text", "Kad remontēs ielu?".to_owned()),
            File("files", "pirmais.pdf", large("pirmais.pdf")),
            File("files", "otrais.pdf", large("otrais.pdf")),
        ];
        let refused = world.upload_form(path, "", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Kad remontēs ielu?");
        refused.shows("Šodien vairāk failu pieņemt nevaram, tāpēc „otrais.pdf” nav pievienots");
        assert_eq!(world.cases().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_limit_that_is_set_is_heeded() {
    on_both(|database| async {
        let world = World::limited(database, Limits { written: 1, ..Limits::default() }).await;
        let path = "/i/testa/write/praise";
        let write = async |text: &str| {
            let (csrf, key) = world.carried(path).await;
            let form = format!("csrf={csrf}&key={key}&text={text}&name=&contact=");
            world.press(path, "", &form).await
        };
        write("Paldies").await.expect(StatusCode::OK);
        let refused = write("Jauki+darbinieki").await.expect(StatusCode::TOO_MANY_REQUESTS);
        refused.shows("Jauki darbinieki");
        refused.shows(WAIT);
        assert_eq!(refused.headers[header::RETRY_AFTER], "3600");
        assert_eq!(world.cases().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_message_too_many_in_ones_own_case_is_still_there_with_its_file() {
    on_both(|database| async {
        let world = World::limited(database, Limits { case_messages: 1, ..Limits::default() }).await;
        let (link, _) = world.written("", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let path = "/i/testa/case/message";
        let first = world.with_file(&cookie, "Pirmais foto", "pirmais.pdf").await;
        world.upload_form(path, &cookie, &first).await.expect(StatusCode::SEE_OTHER);
        let second = world.with_file(&cookie, "Otrais foto", "otrais.pdf").await;
        let refused = world.upload_form(path, &cookie, &second).await.expect(StatusCode::TOO_MANY_REQUESTS);
        refused.shows("Otrais foto");
        refused.shows("otrais.pdf");
        refused.shows(WAIT);
        assert_eq!(refused.headers[header::RETRY_AFTER], "3600");
        assert_eq!(world.messages().await.len(), 2, "the request and the first message");
    })
    .await;
}
