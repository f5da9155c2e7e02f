//! Other programs read correspondence and write for the employee whom they name.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_db::sql;
use solits_kernel::{CaseId, InstitutionId, Scope};
use solits_testkit::{TestDb, on_both};
use solits_web::hash_secret;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::{World, returned::NO_SUCH, returned::report};

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret?
Message-ID: <one@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Labdien! Kur es varu deklarēt dzīvesvietu?
--b
Content-Type: text/html; name=\"plans.pdf\"
Content-Disposition: attachment; filename=\"plans.pdf\"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
";

const MACHINE: &str = "From: news@example.org\nTo: info@testa.example\nSubject: Jaunumi\nMessage-ID: <news@example.org>\nPrecedence: bulk\nList-Id: <news.example.org>\nContent-Type: text/plain; charset=utf-8\n\nKas jauns?\n";

/// What a program gets.
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The names of the fields that a refusal speaks of.
    pub(crate) fn wrong(&self) -> Vec<String> {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.json());
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|one| one["field"].as_str().unwrap().to_owned()).collect()
    }
}

impl World {
    /// Both institutions have tokens: ours that reads and writes, one with complaints, one without correspondence.
    pub(crate) async fn with_programs(database: TestDb) -> Self {
        let world = Self::new(database).await;
        let other = Scope::of_job(InstitutionId(2));
        for (number, scope, secret, scopes) in [
            (1_u128, world.fixture.scope(), "program", "messages.read messages.write"),
            (2, world.fixture.scope(), "trusted", "messages.read messages.write feedback.read"),
            (3, world.fixture.scope(), "reader", "cases.read messages.read"),
            (4, other, "foreign", "messages.read messages.write feedback.read"),
        ] {
            let mut tx = world.db.write(scope).await.unwrap();
            sql!(
                "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'cita', $3, $4, 0)"
            )
            .bind(Uuid::from_u128(900 + number))
            .bind(hash_secret(secret))
            .bind(scopes)
            .run(&mut tx)
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
        world
    }

    /// A case that a letter with a file has opened.
    pub(crate) async fn asked_case(&self) -> CaseId {
        self.take(1, LETTER).await;
        self.understand().await;
        self.messages().await[0].case_id
    }

    pub(crate) async fn call(&self, secret: &str, method: &str, path: &str, key: &str, body: &Value) -> Got {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {secret}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .body(if method == "GET" { Body::empty() } else { Body::from(body.to_string()) });
        let response = self.router().oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 30 * 1024 * 1024).await.unwrap().to_vec();
        assert!(!String::from_utf8_lossy(&bytes).contains(solits_testkit::CANARY));
        Got { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) async fn ask(&self, path: &str) -> Got {
        self.call("program", "GET", path, "", &Value::Null).await
    }

    pub(crate) async fn does(&self, path: &str, key: &str, body: &Value) -> Got {
        self.call("program", "POST", path, key, body).await
    }

    pub(crate) fn clerk_id(&self, clerk: usize) -> String {
        self.fixture.employees[clerk].to_string()
    }

    pub(crate) fn reply_body(&self) -> Value {
        json!({
            "employee": self.clerk_id(0), "subject": "Re: Kur", "reread": true,
            "opening": "Labdien, Jāni!\nAtbildam uz Jūsu vēstuli.", "main": "Nekas nav jāmaksā.",
            "ending": "Paldies, ka rakstījāt!",
        })
    }
}

#[tokio::test]
async fn a_program_reads_a_conversation_with_its_file_and_the_letter_as_it_came() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/messages");
        let listed = world.ask(&path).await.json();
        let (letter, receipt) = (&listed["messages"][0], &listed["messages"][1]);
        assert_eq!((&letter["direction"], &letter["way"]), (&json!("in"), &json!("email")), "{listed}");
        assert!(letter["text"].as_str().unwrap().contains("deklarēt"), "{listed}");
        assert_eq!(letter["author_address"], json!("janis@example.org"));
        assert_eq!(
            (&letter["files"][0]["name"], &letter["files"][0]["size"]),
            (&json!("plans.pdf"), &json!(9))
        );
        assert_eq!((&receipt["kind"], &receipt["state"]), (&json!("receipt"), &json!("waiting")));
        assert_eq!((&receipt["automatic"], &listed["next"]), (&json!(true), &Value::Null));
        let rest = world.ask(&format!("{path}?from=1")).await.json();
        assert_eq!(rest["messages"].as_array().map(Vec::len), Some(1), "{rest}");
        let one = format!("{path}/{}", letter["id"].as_str().unwrap());
        assert_eq!(world.ask(&one).await.json()["subject"], json!("Kur deklaret?"));
        let original = world.ask(&format!("{one}/original")).await;
        assert_eq!(original.headers[header::CONTENT_TYPE], "message/rfc822");
        assert!(original.bytes.starts_with(b"From: "));
        // What calls itself a page is a file to be saved all the same.
        let file = world.ask(&format!("{one}/files/0")).await;
        assert_eq!(file.bytes, b"%PDF-1.4\n");
        assert_eq!(file.headers[header::CONTENT_TYPE], "application/octet-stream");
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        assert_eq!(world.ask(&format!("{one}/files/1")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.ask(&format!("{path}/{}", Uuid::max())).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_reply_of_a_program_leaves_once_for_a_key_and_is_taken_back() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        // What its employee has typed on the page is theirs, and stays as it is.
        world
            .post(0, &format!("/cases/{case}/reply"), "version=1&subject=&opening=&main=Melnraksts&ending=")
            .await;
        let path = format!("/api/v1/cases/{case}/replies");
        let mut body = world.reply_body();
        body["files"] = json!([{ "name": "plāns.pdf", "content": "JVBERi0xLjQK" }]);
        let first = world.does(&path, "A", &body).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.json());
        assert_eq!(first.json()["status"], json!("answered"));
        let message = first.json()["messages"][0].clone();
        assert_eq!((&message["kind"], &message["state"]), (&json!("reply"), &json!("waiting")));
        assert_eq!(message["employee"], json!(world.clerk_id(0)));
        let again = world.does(&path, "A", &body).await;
        assert_eq!(again.json()["messages"][0]["id"], message["id"], "{}", again.json());
        let leaving = world.leaving().await;
        assert_eq!(leaving.len(), 2, "a receipt and one reply");
        let letter = solits_mail::read(&leaving[1].raw);
        assert!(letter.text.contains("Nekas nav jāmaksā.") && letter.text.contains("/i/testa/write"));
        assert_eq!(letter.attachments[0].content(&leaving[1].raw), b"%PDF-1.4\n");

        let back = format!("/api/v1/cases/{case}/messages/{}/take-back", message["id"].as_str().unwrap());
        let other = json!({ "employee": world.clerk_id(1) });
        assert_eq!(world.does(&back, "B", &other).await.status, StatusCode::NOT_FOUND, "by its author alone");
        let mine = json!({ "employee": world.clerk_id(0) });
        for _ in 0..2 {
            let taken = world.does(&back, "C", &mine).await.json();
            assert_eq!(
                (&taken["status"], &taken["messages"][0]["state"]),
                (&json!("open"), &json!("taken_back"))
            );
        }
        assert_eq!(world.does(&back, "D", &mine).await.status, StatusCode::CONFLICT);
        let (_, page) = world.get(0, &format!("/cases/{case}/reply")).await;
        assert!(page.contains("Melnraksts"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_reply_that_lacks_something_stays_here_and_what_it_lacks_is_named() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/replies");
        let with = |field: &str, value: Value| {
            let mut body = world.reply_body();
            body[field] = value;
            body
        };
        let unread = world.does(&path, "", &with("reread", json!(false))).await;
        assert!(unread.wrong().contains(&"reread".to_owned()), "{}", unread.json());
        assert_eq!(unread.json()["type"], json!("urn:solits:problem:fields"));
        let empty = world.does(&path, "", &with("main", json!(""))).await;
        assert!(empty.wrong().contains(&"main".to_owned()), "{}", empty.json());
        let unsaid = world.does(&path, "", &with("subject", json!(""))).await;
        assert!(unsaid.wrong().contains(&"subject".to_owned()), "{}", unsaid.json());
        let open = world.does(&path, "", &with("main", json!("Jo {iemesls}."))).await;
        assert!(open.wrong().contains(&"main".to_owned()), "{}", open.json());
        let late = world.does(&path, "", &with("leaves_at", json!("2026-11-13T09:00:00Z"))).await;
        assert_eq!(late.wrong(), ["leaves_at"]);
        let file =
            world.does(&path, "", &with("files", json!([{ "name": "a.pdf", "content": "TVqQAA==" }]))).await;
        assert_eq!(file.wrong(), ["files"]);
        for nobody in [json!(null), json!(Uuid::max()), json!(Uuid::nil())] {
            let refused = world.does(&path, "", &with("employee", nobody)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.json()["type"].as_str().unwrap().ends_with("correspondence-no-such-employee"));
        }
        let stale = world.does(&path, "", &with("version", json!(7))).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
    })
    .await;
}

#[tokio::test]
async fn a_misspelt_word_and_a_stranger_are_confirmed_by_the_word_that_the_refusal_gives() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/replies");
        let mut body = world.reply_body();
        body["main"] = json!("Nekass nav jāmaksā.");
        body["to"] = json!(["janis@example.org", "cits@example.org"]);
        let refused = world.does(&path, "A", &body).await;
        assert!(!refused.wrong().is_empty());
        let errors = refused.json()["errors"].clone();
        let words: Vec<&str> =
            errors.as_array().unwrap().iter().filter_map(|one| one["confirm"].as_str()).collect();
        assert!(words.contains(&"Spelling") && words.len() > 1, "{errors}");
        body["confirmed"] = json!(words);
        let sent = world.does(&path, "A", &body).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.json());
        assert_eq!(sent.json()["messages"].as_array().map(Vec::len), Some(2), "to each a letter of its own");
    })
    .await;
}

#[tokio::test]
async fn correspondence_is_there_for_its_institution_alone_and_for_nobody_without_the_scope() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let message =
            world.ask(&format!("/api/v1/cases/{case}/messages")).await.json()["messages"][0]["id"].clone();
        let message = message.as_str().unwrap();
        for path in
            ["messages", "nature", &format!("messages/{message}"), &format!("messages/{message}/original")]
        {
            let path = format!("/api/v1/cases/{case}/{path}");
            let got = world.call("foreign", "GET", &path, "", &Value::Null).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
        }
        let path = format!("/api/v1/cases/{case}/replies");
        assert_eq!(
            world.call("foreign", "POST", &path, "A", &world.reply_body()).await.status,
            StatusCode::NOT_FOUND
        );
        let refused = world.call("reader", "POST", &path, "A", &world.reply_body()).await;
        assert_eq!(
            (refused.status, &refused.json()["right"]),
            (StatusCode::FORBIDDEN, &json!("messages.write"))
        );
        let none = world.call("foreign", "GET", "/api/v1/outbox", "", &Value::Null).await.json();
        assert_eq!(none["letters"], json!([]));
        let ours = world.ask("/api/v1/outbox").await.json();
        assert_eq!(ours["letters"][0]["recipient"], json!("janis@example.org"), "{ours}");
    })
    .await;
}

#[tokio::test]
async fn what_is_written_down_opens_a_case_once_and_a_complaint_is_there_for_whoever_sees_complaints() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let body = json!({
            "employee": world.clerk_id(0), "way": "letter", "signed": "hand", "branch": world.fixture.branch.to_string(),
            "received_at": "2026-11-13T07:30:00Z", "name": "Anna Liepa", "contact": "anna@example.org",
            "subject": "Sūdzība", "text": "Sūdzos par rindu.", "matter": "complaint",
            "files": [{ "name": "plāns.pdf", "content": "JVBERi0xLjQK" }],
        });
        let first = world.does("/api/v1/letters", "A", &body).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.json());
        let taken = first.json();
        assert_eq!(taken["matter"], json!("complaint"));
        assert!(taken["link"].as_str().unwrap().ends_with(taken["code"].as_str().unwrap()));
        let again = world.does("/api/v1/letters", "A", &body).await.json();
        assert_eq!((&again["id"], &again["code"]), (&taken["id"], &taken["code"]));
        assert_eq!(world.cases().await, 1);
        let path = format!("/api/v1/cases/{}/messages", taken["id"].as_str().unwrap());
        assert_eq!(world.ask(&path).await.status, StatusCode::NOT_FOUND);
        let seen = world.call("trusted", "GET", &path, "", &Value::Null).await.json();
        assert_eq!(seen["messages"][0]["at"], json!("2026-11-13T07:30:00.000Z"), "{seen}");
        assert_eq!(seen["messages"][0]["files"][0]["type"], json!("application/pdf"), "{seen}");
        let mut wrong = body.clone();
        wrong["way"] = json!("pigeon");
        wrong["received_at"] = json!("2027-01-01T07:30:00Z");
        let refused = world.does("/api/v1/letters", "B", &wrong).await;
        assert_eq!(refused.wrong(), ["way", "received_at"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_was_set_aside_is_read_and_opened_as_a_case_once() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        world.take(1, MACHINE).await;
        world.understand().await;
        assert_eq!(world.cases().await, 0);
        let letter = world.ask("/api/v1/letters").await.json()["letters"][0].clone();
        assert_eq!((&letter["state"], &letter["can_open"]), (&json!("set_aside"), &json!(true)), "{letter}");
        let path = format!("/api/v1/letters/{}", letter["id"].as_str().unwrap());
        assert!(world.ask(&format!("{path}/original")).await.bytes.starts_with(b"From: news@"));
        let got = world.call("foreign", "GET", &format!("{path}/original"), "", &Value::Null).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
        let mut cases = Vec::new();
        for key in ["A", "B"] {
            let opened =
                world.does(&format!("{path}/open"), key, &json!({ "employee": world.clerk_id(1) })).await;
            assert_eq!(opened.status, StatusCode::OK, "{}", opened.json());
            cases.push(opened.json()["case"].clone());
        }
        assert!(cases[0].is_string() && cases[0] == cases[1] && world.cases().await == 1, "{cases:?}");
        assert_eq!(world.ask("/api/v1/letters").await.json()["letters"], json!([]));
        assert_eq!(world.ask(&format!("{path}/original")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_reply_that_leaves_later_is_moved_and_one_on_paper_is_given_to_the_post() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/replies");
        let mut body = world.reply_body();
        body["leaves_at"] = json!("2026-11-17T07:00:00Z");
        let later = world.does(&path, "A", &body).await.json();
        assert_eq!(
            (&later["status"], &later["messages"][0]["leaves_at"]),
            (&json!("open"), &json!("2026-11-17T07:00:00.000Z"))
        );
        let message =
            format!("/api/v1/cases/{case}/messages/{}", later["messages"][0]["id"].as_str().unwrap());
        let then = json!({ "employee": world.clerk_id(0), "leaves_at": "2026-11-18T07:00:00Z" });
        let moved = world.does(&format!("{message}/move"), "B", &then).await.json();
        assert_eq!(moved["messages"][0]["leaves_at"], json!("2026-11-18T07:00:00.000Z"), "{moved}");
        let mine = json!({ "employee": world.clerk_id(0) });
        assert_eq!(world.does(&format!("{message}/take-back"), "C", &mine).await.status, StatusCode::OK);

        let mut body = world.reply_body();
        body["paper"] = json!("Jānis Kalns\nSkolas iela 5, Ezermala");
        let paper = world.does(&path, "D", &body).await.json();
        assert_eq!(paper["messages"][0]["state"], json!("to_post"), "{paper}");
        let message =
            format!("/api/v1/cases/{case}/messages/{}", paper["messages"][0]["id"].as_str().unwrap());
        for _ in 0..2 {
            let posted = world.does(&format!("{message}/posted"), "E", &mine).await.json();
            assert_eq!(posted["messages"][0]["state"], json!("posted"), "{posted}");
        }
        assert_eq!(world.does(&format!("{message}/posted"), "F", &mine).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_delay_is_told_and_an_answer_given_elsewhere_is_registered() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/letters/delay");
        let day =
            |day: &str| json!({ "employee": world.clerk_id(0), "new_date": day, "reason": "gaidām ziņas" });
        let sunday = world.does(&path, "A", &day("2026-11-29")).await;
        assert_eq!(sunday.wrong(), ["new_date"]);
        let mut own = day("2026-11-27");
        own["text"] = json!("Atbilde būs vēlāk.");
        own["confirmed"] = json!(["Spelling"]);
        assert_eq!(world.does(&path, "A", &own).await.wrong(), ["reread"], "a text of one's own");
        let mut page = day("2026-11-27");
        page["way"] = json!("page");
        assert_eq!(world.does(&path, "A", &page).await.wrong(), ["way"], "nobody would tell the client");
        let told = world.does(&path, "A", &day("2026-11-27")).await.json();
        assert_eq!(told["messages"][0]["kind"], json!("notice"), "{told}");
        assert!(told["messages"][0]["text"].as_str().unwrap().contains("gaidām ziņas"), "{told}");
        let given =
            json!({ "employee": world.clerk_id(0), "way": "phone", "to": "Jānis", "text": "Viss izrunāts." });
        let path = format!("/api/v1/cases/{case}/given");
        for _ in 0..2 {
            let given = world.does(&path, "B", &given).await.json();
            assert_eq!(
                (&given["status"], &given["messages"][0]["state"]),
                (&json!("answered"), &json!("given")),
                "{given}"
            );
        }
        assert_eq!(world.messages().await.iter().filter(|one| one.text == "Viss izrunāts.").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_came_back_is_seen_to_and_sent_once_more() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let (case, name) = world.answered_case().await;
        world.take(2, &report(&name, NO_SUCH)).await;
        world.understand().await;
        let message = world.returned().await.unwrap();
        let one = format!("/api/v1/cases/{case}/messages/{message}");
        assert_eq!(world.ask(&one).await.json()["returned"]["reason"], json!("no-such-address"));
        let said = |how: &str, note: &str| json!({ "employee": world.clerk_id(0), "how": how, "note": note });
        let path = format!("{one}/returned");
        assert_eq!(world.does(&path, "A", &said("reached", "")).await.wrong(), ["note"]);
        let settled = world.does(&path, "A", &said("reached", "Piezvanījām.")).await.json();
        assert_eq!(settled["messages"][0]["returned"]["settled_how"], json!("reached"), "{settled}");
        let to = |confirmed: bool| json!({ "employee": world.clerk_id(0), "to": "cits@example.org", "confirmed": confirmed });
        // It has not been handed over yet, and a stranger is confirmed first.
        let path = format!("{one}/again");
        assert_eq!(world.does(&path, "B", &to(false)).await.wrong(), ["confirmed"]);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE outbox SET state = 'sent', ended_at = 1 WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let again = world.does(&path, "B", &to(true)).await.json();
        assert_eq!(again["messages"][0]["recipient"], json!("cits@example.org"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn what_a_case_is_is_said_by_a_program_and_a_case_joins_the_one_it_belongs_to() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        world.take(2, &LETTER.replace("one@", "two@").replace("Kur deklaret?", "Vel viens")).await;
        world.understand().await;
        let second = world.messages().await.iter().map(|one| one.case_id).find(|id| *id != case).unwrap();
        let nature = format!("/api/v1/cases/{case}/nature");
        let shown = world.ask(&nature).await.json();
        assert_eq!((&shown["form"], &shown["confirmed_at"]), (&json!("e_letter"), &Value::Null), "{shown}");
        let say = |form: &str| json!({ "employee": world.clerk_id(0), "form": form, "matter": "information_request" });
        assert_eq!(world.does(&nature, "A", &say("internal")).await.wrong(), ["form"]);
        let said = world.does(&nature, "A", &say("submission")).await;
        assert_eq!(said.status, StatusCode::OK, "{}", said.json());
        let shown = world.ask(&nature).await.json();
        assert_eq!((&shown["matter"], &shown["confirmed_by"]), (&json!("information_request"), &json!(world.clerk_id(0))));
        let path = format!("/api/v1/cases/{second}/join");
        for _ in 0..2 {
            let body = json!({ "employee": world.clerk_id(0), "into": case.to_string() });
            let joined = world.does(&path, "B", &body).await;
            assert_eq!(joined.json()["case"], json!(case.to_string()), "{}", joined.json());
        }
        let shown = world.ask(&format!("/api/v1/cases/{second}/nature")).await.json();
        assert_eq!(shown["joined_into"]["id"], json!(case.to_string()), "{shown}");
        let both = world.ask(&format!("/api/v1/cases/{case}/messages")).await.json();
        let from_client = both["messages"].as_array().unwrap().iter().filter(|one| one["direction"] == json!("in"));
        assert_eq!(from_client.count(), 2, "{both}");
    })
    .await;
}

#[tokio::test]
async fn the_institutions_templates_are_read_and_fill_a_reply_and_nobodys_own_are() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        world.make_administrator(0).await;
        let form =
            "name=Bez+maksas&lang=lv&purpose=reply&kind=&main=Lieta+%7Blieta%7D+ir+bez+maksas.&ending=";
        assert_eq!(world.post(0, "/setup/templates", form).await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.post(0, "/templates", &form.replace("Bez", "Mans")).await.0, StatusCode::SEE_OTHER);
        let templates = world.ask("/api/v1/templates").await.json();
        assert_eq!(templates.as_array().map(Vec::len), Some(1), "{templates}");
        assert_eq!(templates[0]["name"], json!("Bez maksas"));
        let mut body = world.reply_body();
        body["template"] = templates[0]["id"].clone();
        let sent = world.does(&format!("/api/v1/cases/{case}/replies"), "A", &body).await.json();
        assert!(
            sent["messages"][0]["text"].as_str().unwrap().contains("Lieta 2026-000001 ir bez maksas."),
            "{sent}"
        );
    })
    .await;
}
