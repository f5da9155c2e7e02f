//! Writing a standard in the browser: nothing that is typed is lost, and nobody is overwritten.

mod beginning;
mod clashes;
mod fields;
mod finishing;
mod programs;
mod text;
mod together;

use std::fmt::Write as _;

use solits_testkit::on_both;

use super::*;

const DRAFTS: &str = "/standard/drafts";

impl World {
    /// Sends a form with a long text, as a browser sends it.
    async fn send(&self, who: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let mut body = String::new();
        for (name, value) in form.iter().chain([&("csrf", "csrf")]) {
            let _ =
                write!(body, "--mala\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += "--mala--\r\n";
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=mala");
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    /// Begins a draft from a file and gives its address.
    async fn begin(&self, text: &str) -> String {
        let form = [("way", "file"), ("file", text), ("key", text.len().to_string().as_str())]
            .map(|(name, value)| (name, value.to_owned()));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = self.send(DRAFTER, DRAFTS, &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", said(&answer.body));
        answer.location.split('?').next().unwrap().to_owned()
    }

    /// Lets the reader draft too: a second author.
    async fn second_author(&self) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE employee_roles SET role = 'service_quality_manager' WHERE institution_id = $1 AND employee_id = $2")
            .bind(self.fixture.employees[2])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Saves fields of an entry as seen in a state.
    async fn fill(&self, who: &str, draft: &str, at: &str, seen: i64, fields: &[(&str, &str)]) -> Answer {
        let seen = seen.to_string();
        let form: Vec<(&str, &str)> =
            [("_at", at), ("_seen", seen.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post(who, &format!("{draft}/item"), &form).await
    }

    async fn file(&self, draft: &str) -> String {
        let answer = self.get(DRAFTER, &format!("{draft}/file.toml")).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.body
    }

    async fn item(&self, who: &str, draft: &str, at: &str) -> Answer {
        self.get(who, &format!("{draft}/item?at={}", percent(at))).await
    }
}

/// What a browser follows after a form that was taken.
fn taken(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", said(&answer.body));
    &answer.location
}
