//! Files of residents: what is taken, what is not and why, and that nothing typed or sent is lost on the way.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use solits_db::{row, sql};
use solits_testkit::on_both;
use tower::ServiceExt as _;

use crate::World;

/// A part of a form: a name and a value, or a file.
pub(crate) enum Part<'a> {
    Field(&'a str, String),
    File(&'a str, &'a str, Vec<u8>),
}

pub(crate) use Part::{Field, File};

/// What a page answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub(crate) fn location(&self) -> String {
        self.headers.get(header::LOCATION).unwrap().to_str().unwrap().to_owned()
    }
    pub(crate) fn cookie(&self) -> String {
        let set = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }
    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let page = self.text();
        let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        page[at..at + page[at..].find('"').unwrap()].to_owned()
    }
    pub(crate) fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
    pub(crate) fn shows(&self, words: &str) {
        assert!(self.text().contains(words), "{words} is missing in {}", self.text());
    }
    pub(crate) fn hides(&self, words: &str) {
        assert!(!self.text().contains(words), "{words} is in {}", self.text());
    }
}

row! {
    /// A file as it was kept with a message.
    struct Stored { name: String, media: String, size: i64, holds: Option<String> }
}

impl World {
    fn whole(&self) -> Router {
        solits_correspondence::routes().merge(solits_cases::routes()).into_router(&self.app)
    }

    /// Asks as anybody, with a cookie.
    pub(crate) async fn resident(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.whole().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, 30 * 1024 * 1024).await.unwrap().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        answer.hides("⟦");
        answer.hides(solits_testkit::CANARY);
        answer
    }

    pub(crate) async fn look(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie);
        self.resident(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn press(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .body(Body::from(form.to_owned()));
        self.resident(request.unwrap()).await
    }

    /// Sends a form with files.
    pub(crate) async fn upload_form(&self, path: &str, cookie: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for part in parts {
            match part {
                Field(name, value) => {
                    body.extend(
                        format!(
                            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                        )
                        .bytes(),
                    );
                }
                File(field, name, content) => {
                    body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n").bytes());
                    body.extend(content);
                    body.extend(b"\r\n");
                }
            }
        }
        body.extend(b"--edge--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        self.resident(request.unwrap()).await
    }

    /// What a new page for writing carries: the token and the key.
    pub(crate) async fn carried(&self, path: &str) -> (String, String) {
        let page = self.look(path, "").await.expect(StatusCode::OK);
        (page.hidden("csrf"), page.hidden("key"))
    }

    async fn files(&self) -> Vec<Stored> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT name, media, size, holds FROM message_files WHERE institution_id = $1 ORDER BY place")
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn unsent(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let count = sql!("SELECT count(*) AS value FROM portal_files WHERE institution_id = $1");
        count.scalar(&mut tx).await.unwrap().unwrap()
    }
}

const WRITE: &str = "/i/testa/write/request";

fn pdf() -> Vec<u8> {
    b"%PDF-1.7 a plan".to_vec()
}

/// An archive with these parts, stored as they are; `claimed` is the unpacked size that its list claims for each.
pub(crate) fn archive(parts: &[(&str, &str)], claimed: Option<u32>) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for (name, content) in parts {
        let at = bytes.len();
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend(long(content.len()));
        bytes.extend(long(content.len()));
        bytes.extend(short(name.len()));
        bytes.extend([0, 0]);
        bytes.extend(name.bytes());
        bytes.extend(content.bytes());
        list.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        list.extend(long(content.len()));
        list.extend(claimed.map_or(long(content.len()), u32::to_le_bytes));
        list.extend(short(name.len()));
        list.extend([0; 12]);
        list.extend(long(at));
        list.extend(name.bytes());
    }
    let at = bytes.len();
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(short(parts.len()));
    bytes.extend(short(parts.len()));
    bytes.extend(long(list.len()));
    bytes.extend(long(at));
    bytes.extend([0, 0]);
    bytes
}

/// A signed container with one document.
pub(crate) const CONTAINER: [(&str, &str); 3] = [
    ("mimetype", "application/vnd.etsi.asic-e+zip"),
    ("Iesniegums.docx", "word"),
    ("META-INF/signatures001.xml", "<x/>"),
];

#[tokio::test]
async fn files_come_with_what_was_written_and_are_named_on_the_receipt() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried(WRITE).await;
        let answer = world
            .upload_form(
                WRITE,
                "",
                &[
                    Field("csrf", csrf),
                    Field("key", key),
                    Field("text", "Lūdzu salabot ceļu.".to_owned()),
                    File("files", "Plāns.pdf", pdf()),
                    File("files", "Parakstīts.edoc", archive(&CONTAINER, None)),
                    File("files", "", Vec::new()),
                ],
            )
            .await
            .expect(StatusCode::OK);
        answer.shows("Plāns.pdf");
        answer.shows("Parakstīts.edoc");
        let files = world.files().await;
        assert_eq!(files.len(), 2);
        assert_eq!((files[0].name.as_str(), files[0].media.as_str()), ("Plāns.pdf", "application/pdf"));
        assert_eq!(files[1].holds.as_deref(), Some("Iesniegums.docx"));
        assert_eq!((world.unsent().await, files[0].size), (0, 15));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_taken_is_still_there_when_something_else_is_wrong() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried(WRITE).await;
        let fields = |text: &str| {
            vec![
                Field("csrf", csrf.clone()),
                Field("key", key.clone()),
                Field("text", text.to_owned()),
                Field("name", "Anna".to_owned()),
            ]
        };
        let mut first = fields("");
        first.push(File("files", "Plāns.pdf", pdf()));
        let page = world.upload_form(WRITE, "", &first).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Plāns.pdf");
        page.shows("value=\"Anna\"");
        assert_eq!(world.unsent().await, 1);
        // The same file once more, as a browser that lost the answer sends it, counts once.
        let again = world.upload_form(WRITE, "", &first).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        again.shows("Plāns.pdf");
        assert_eq!(world.unsent().await, 1);
        world
            .upload_form(WRITE, "", &fields("Lūdzu salabot ceļu."))
            .await
            .expect(StatusCode::OK)
            .shows("Plāns.pdf");
        assert_eq!(world.files().await.len(), 1);
        // Sent again, it makes nothing more.
        world.upload_form(WRITE, "", &fields("Lūdzu salabot ceļu.")).await.expect(StatusCode::OK);
        assert_eq!((world.files().await.len(), world.cases().await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_taken_can_be_left_out_again() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried(WRITE).await;
        let common = || vec![Field("csrf", csrf.clone()), Field("key", key.clone())];
        let mut first = common();
        first.push(File("files", "Plāns.pdf", pdf()));
        world.upload_form(WRITE, "", &first).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let mut second = common();
        second.push(Field("drop", "0".to_owned()));
        second.push(Field("text", "Bez plāna.".to_owned()));
        world.upload_form(WRITE, "", &second).await.expect(StatusCode::OK).hides("Plāns.pdf");
        assert_eq!((world.files().await.len(), world.unsent().await), (0, 0));
    })
    .await;
}

/// Security §6: what is in a file decides, its name has to agree, and the answer says which file and what to do.
#[tokio::test]
async fn hostile_files_are_refused_by_name_and_nothing_of_them_is_kept() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut program = b"MZ\x90\0".to_vec();
        program.resize(100, 0);
        let bomb = archive(&CONTAINER, Some(180 * 1024 * 1024));
        let macros = archive(
            &[("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"), ("word/vbaProject.bin", "x")],
            None,
        );
        for (name, content, said, shown) in [
            ("rekins.pdf", program, "nav tāda veida", "rekins.pdf"),
            ("lapa.pdf", b"<html><script>alert(1)</script>".to_vec(), "nav tāda veida", "lapa.pdf"),
            ("foto.pdf", b"\x89PNG\r\n\x1a\nrest".to_vec(), "neatbilst tā nosaukuma beigām", "foto.pdf"),
            // The name turns its direction: what looks like .pdf ends in .exe.
            ("rekins\u{202e}fdp.exe", pdf(), "neatbilst tā nosaukuma beigām", "rekinsfdp.exe"),
            ("plāns.p\u{200b}df.exe", pdf(), "neatbilst tā nosaukuma beigām", "plāns.pdf.exe"),
            ("lapa.docx", macros, "programma (makross)", "lapa.docx"),
            ("bumba.edoc", bomb, "atvērts būtu pārāk liels", "bumba.edoc"),
            ("tukšs.pdf", Vec::new(), "ir tukšs", "tukšs.pdf"),
        ] {
            let (csrf, key) = world.carried(WRITE).await;
            let parts = [
                Field("csrf", csrf),
                Field("key", key),
                Field("text", "Lūdzu.".to_owned()),
                File("files", name, content),
            ];
            let page = world.upload_form(WRITE, "", &parts).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            page.shows(said);
            page.shows(shown);
            page.shows("Lūdzu.");
        }
        assert_eq!((world.cases().await, world.unsent().await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_file_too_large_and_an_eleventh_file_are_told_by_name() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried(WRITE).await;
        let mut large = pdf();
        large.resize(20 * 1024 * 1024 + 1, b' ');
        let mut parts = vec![Field("csrf", csrf), Field("key", key), Field("text", "Lūdzu.".to_owned())];
        parts.push(File("files", "liels.pdf", large));
        let names: Vec<String> = (1..=11).map(|number| format!("{number}.pdf")).collect();
        for name in &names {
            parts.push(File("files", name, format!("%PDF-1.7 {name}").into_bytes()));
        }
        let page = world.upload_form(WRITE, "", &parts).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Fails „liels.pdf” ir lielāks par 20 MB");
        page.shows("tāpēc „11.pdf” nav pievienots");
        assert_eq!(world.unsent().await, 10);
    })
    .await;
}

#[tokio::test]
async fn no_file_is_read_for_a_form_that_did_not_come_from_our_page() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried(WRITE).await;
        let forged =
            [Field("csrf", "0".repeat(32)), Field("key", key.clone()), File("files", "Plāns.pdf", pdf())];
        assert_ne!(world.upload_form(WRITE, "", &forged).await.status, StatusCode::OK);
        // A file before the token is one for a token that was never shown.
        let late = [File("files", "Plāns.pdf", pdf()), Field("csrf", csrf.clone()), Field("key", key)];
        assert_ne!(world.upload_form(WRITE, "", &late).await.status, StatusCode::OK);
        let guessed = [Field("csrf", csrf), Field("key", "x".to_owned()), File("files", "Plāns.pdf", pdf())];
        world.upload_form(WRITE, "", &guessed).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(world.unsent().await, 0);
    })
    .await;
}
