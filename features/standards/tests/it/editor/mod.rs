//! Writing a standard in the browser: nothing that is typed is lost, and nobody is overwritten.

mod clashes;
mod programs;

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

#[tokio::test]
async fn a_draft_begins_from_nothing_a_version_another_document_or_a_file() {
    on_both(async |database| {
        let world = World::new(database).await;
        let begin = async |form: &[(&str, &str)]| {
            let answer = world.send(DRAFTER, DRAFTS, form).await;
            taken(&answer).split('?').next().unwrap().to_owned()
        };
        let empty = begin(&[("way", "empty"), ("key", "1")]).await;
        assert!(world.get(DRAFTER, &empty).await.page().contains("Klientu apkalpošanas standarts"));
        assert!(world.get(DRAFTER, &empty).await.page().contains("Nodot kā projektu"), "it has no mistakes");
        let version = begin(&[("way", "version"), ("key", "2")]).await;
        assert!(world.file(&version).await.contains("Testa standarts"));
        let shipped = begin(&[("way", "shipped"), ("document", "vzd-2014"), ("key", "3")]).await;
        assert_eq!(world.file(&shipped).await, solits_standards::shipped("vzd-2014").unwrap());
        let file = world.begin(&good()).await;
        assert_eq!(world.file(&file).await, good(), "what is taken in comes out again");
        let list = world.get(DRAFTER, DRAFTS).await.page();
        assert!(
            list.contains("Noteikumi par klientu apkalpošanas standartu")
                && list.contains("Ezermalas novada"),
            "{list}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_begins_a_draft_and_is_sent_twice_begins_one() {
    on_both(async |database| {
        let world = World::new(database).await;
        let form = [("way", "empty"), ("key", "AAAA")];
        let first = world.send(DRAFTER, DRAFTS, &form).await.location;
        assert_eq!(first, world.send(DRAFTER, DRAFTS, &form).await.location);
        assert_eq!(world.get(DRAFTER, "/standard/drafts/2").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_with_its_line_and_stays_in_the_form() {
    on_both(async |database| {
        let world = World::new(database).await;
        let broken = good().replacen("kind = \"promise\"", "kind = \"promise", 1);
        let answer = world.send(DRAFTER, DRAFTS, &[("way", "file"), ("source", &broken), ("key", "1")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let line = broken.lines().position(|line| line.ends_with("kind = \"promise")).unwrap() + 1;
        assert!(said(&answer.body).contains(&format!("{line}. rinda")), "{}", said(&answer.body));
        assert!(answer.body.contains("Ezermalas novada dome"), "the text is still there");
        assert!(
            said(&world.send(DRAFTER, DRAFTS, &[("way", "file"), ("key", "2")]).await.body)
                .contains("Izvēlieties failu")
        );
    })
    .await;
}

#[tokio::test]
async fn every_entry_of_every_shipped_document_has_a_page_with_its_fields() {
    on_both(async |database| {
        // The pages are the same on both engines; one of them is enough for so many.
        if database.engine != "sqlite" {
            return;
        }
        let world = World::new(database).await;
        let draft = world.begin(solits_standards::shipped("akniste-2017").unwrap()).await;
        for component in solits_standard::edit::form() {
            let page = world.get(DRAFTER, &format!("{draft}/part/{}", component.key)).await.page();
            assert!(page.contains(component.title.get(solits_kernel::Lang::Lv)), "{page}");
        }
        let text = world.file(&draft).await;
        let mut seen = std::collections::BTreeSet::new();
        for item in solits_standard::edit::items(&text).unwrap() {
            if seen.insert(item.address.list.clone()) {
                let page = world.item(DRAFTER, &draft, &item.address.to_string()).await;
                assert_eq!(page.status, StatusCode::OK, "{}", item.address);
                for name in item.values.keys() {
                    assert!(page.body.contains(&format!("name=\"{name}\"")), "{}: {name}", item.address);
                }
            }
        }
        assert!(seen.len() >= 12, "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_is_saved_is_a_new_state_and_leaves_the_rest_of_the_file_as_it_was() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let answer = world
            .fill(DRAFTER, &draft, "norm/wait", 1, &[("text.lv", "Klientu aicina 10 minūšu laikā.")])
            .await;
        assert!(taken(&answer).ends_with("notice=saved"));
        let expected = good().replacen(
            "Klientu aicina 15 minūšu laikā pēc talona saņemšanas.",
            "Klientu aicina 10 minūšu laikā.",
            1,
        );
        assert_eq!(world.file(&draft).await, expected);
        let history = world.get(DRAFTER, &format!("{draft}/history")).await.page();
        assert!(history.contains("mainīts: Norma: wait") && history.contains("Diāna Kļava"), "{history}");
        // The same again changes nothing and makes no state.
        let again = world
            .fill(DRAFTER, &draft, "norm/wait", 2, &[("text.lv", "Klientu aicina 10 minūšu laikā.")])
            .await;
        assert!(taken(&again).ends_with("notice=same"));
        assert_eq!(world.get(DRAFTER, &format!("{draft}/history/3")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// A word where a number is due stays in its field with the reason beside it; what fits is saved.
#[tokio::test]
async fn a_value_that_does_not_fit_stays_in_its_field_for_its_author_alone() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let fields = [("promise.target_percent", "gandrīz vienmēr"), ("title.lv", "Cik ilgi gaida")];
        let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("value=\"gandrīz vienmēr\""), "what was typed stays");
        assert!(answer.body.contains("f-promise.target_percent-error"), "the reason stands beside it");
        let file = world.file(&draft).await;
        assert!(
            file.contains("Cik ilgi gaida") && file.contains("target_percent = 90.0"),
            "what fits is saved"
        );
        // The session ends, and the author signs in again.
        world.at(now().plus_millis(3_600_000)).await;
        let page = world.item(DRAFTER, &draft, "norm/wait").await;
        assert!(page.body.contains("value=\"gandrīz vienmēr\""), "it waits for its author");
        let other = world.item(READER, &draft, "norm/wait").await;
        assert_eq!(other.status, StatusCode::OK);
        assert!(!other.body.contains("gandrīz vienmēr"), "and for nobody else");
        // A value that fits takes its place, and nothing is left over.
        let mended = world.fill(DRAFTER, &draft, "norm/wait", 2, &[("promise.target_percent", "85")]).await;
        taken(&mended);
        assert!(!world.item(DRAFTER, &draft, "norm/wait").await.body.contains("gandrīz vienmēr"));
        assert!(world.file(&draft).await.contains("target_percent = 85"));
    })
    .await;
}

#[tokio::test]
async fn the_checkers_words_stand_beside_the_field_they_are_about() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft =
            world.begin(&good().replacen("starts = \"ticket.taken\"", "starts = \"ticket.takn\"", 1)).await;
        let overview = world.get(DRAFTER, &draft).await;
        assert!(overview.body.contains("item?at=norm/wait#f-promise.starts"), "the way to the place");
        assert!(!overview.page().contains("Nodot kā projektu"), "with a mistake it does not go on");
        let page = world.item(DRAFTER, &draft, "norm/wait").await;
        let start = page.body.find("f-promise.starts-error").expect("the error has a place");
        let field = page.body.find("name=\"promise.starts\"").unwrap();
        assert!(page.body[start..field].contains("ticket.takn"), "in words, before the field");
        let sent = world.post(DRAFTER, &format!("{draft}/send"), &[("_seen", "1")]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn two_authors_of_different_fields_both_stay() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rindas garums")]).await);
        // The first author still sees state 1.
        let mine =
            world.fill(DRAFTER, &draft, "norm/wait", 1, &[("text.lv", "Aicinām desmit minūtēs.")]).await;
        assert!(taken(&mine).ends_with("notice=joined"));
        let file = world.file(&draft).await;
        assert!(file.contains("Rindas garums") && file.contains("Aicinām desmit minūtēs."), "{file}");
        let page = world.item(DRAFTER, &draft, "norm/wait").await.page();
        assert!(page.contains("Rita Bērziņa: Norma: wait"), "each is told of the other: {page}");
    })
    .await;
}

#[tokio::test]
async fn of_two_texts_for_the_same_field_neither_is_lost_and_the_author_chooses() {
    on_both(async |database| {
        for (choice, stays, goes) in
            [("mine", "Mans teksts.", "Viņas teksts."), ("theirs", "Viņas teksts.", "Mans teksts.")]
        {
            let database = if database.engine == "sqlite" {
                solits_testkit::sqlite().await
            } else {
                solits_testkit::postgres().await
            };
            let world = World::new(database).await;
            world.second_author().await;
            let draft = world.begin(&good()).await;
            taken(&world.fill(READER, &draft, "norm/wait", 1, &[("text.lv", "Viņas teksts.")]).await);
            let mine = world
                .fill(
                    DRAFTER,
                    &draft,
                    "norm/wait",
                    1,
                    &[("text.lv", "Mans teksts."), ("title.lv", "Cits virsraksts")],
                )
                .await;
            assert_eq!(taken(&mine), format!("{draft}/clash?at=norm/wait"));
            assert!(world.file(&draft).await.contains("Viņas teksts."), "the draft is not overwritten");
            let page = world.get(DRAFTER, &format!("{draft}/clash?at=norm/wait")).await.page();
            assert!(page.contains("Mans teksts.") && page.contains("Viņas teksts."), "both are seen: {page}");
            // Whoever opens the entry is led to the choice.
            let entry = world.item(DRAFTER, &draft, "norm/wait").await;
            assert_eq!(taken(&entry), format!("{draft}/clash?at=norm/wait"));
            let form = [("_at", "norm/wait"), ("_state", "2"), ("choice-0", choice)];
            taken(&world.post(DRAFTER, &format!("{draft}/clash"), &form).await);
            let file = world.file(&draft).await;
            assert!(file.contains(stays) && !file.contains(goes), "{choice}: {file}");
            assert!(file.contains("Cits virsraksts"), "what did not clash stays anyway");
            assert_eq!(
                world.item(DRAFTER, &draft, "norm/wait").await.status,
                StatusCode::OK,
                "nothing is left over"
            );
        }
    })
    .await;
}

/// Principles have no names: they are found where others have moved them.
#[tokio::test]
async fn a_change_reaches_its_entry_also_when_somebody_took_out_the_one_before() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let removal = [("_do", "remove"), ("_at", "principle/@1"), ("_seen", "1")];
        taken(&world.post(READER, &format!("{draft}/entry"), &removal).await);
        let mine = world.fill(DRAFTER, &draft, "principle/@2", 1, &[("meaning.lv", "Solām un turam.")]).await;
        assert_eq!(taken(&mine), format!("{draft}/item?at=principle/@1&notice=joined"));
        let file = world.file(&draft).await;
        let kept = &file[file.find("Solīto izpildām").unwrap()..];
        assert!(kept[..200].contains("Solām un turam.") && !file.contains("Cilvēks vispirms"), "{file}");
    })
    .await;
}

#[tokio::test]
async fn what_was_written_over_an_entry_that_somebody_took_out_is_not_lost() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let removal = [("_do", "remove"), ("_at", "norm/wait-priority"), ("_seen", "1")];
        taken(&world.post(READER, &format!("{draft}/entry"), &removal).await);
        let fields = [("text.lv", "Ar priekšroku uzreiz.")];
        let mine = world.fill(DRAFTER, &draft, "norm/wait-priority", 1, &fields).await;
        let clash = taken(&mine).to_owned();
        assert!(world.get(DRAFTER, &clash).await.page().contains("Ar priekšroku uzreiz."));
        assert!(
            world.get(DRAFTER, &draft).await.page().contains("Jūs šeit rakstījāt"),
            "the draft reminds of it"
        );
        let form = [("_at", "norm/wait-priority"), ("_state", "2"), ("choice-0", "mine")];
        taken(&world.post(DRAFTER, &format!("{draft}/clash"), &form).await);
        assert!(world.file(&draft).await.contains("Ar priekšroku uzreiz."));
    })
    .await;
}

#[tokio::test]
async fn entries_are_added_with_a_name_moved_and_taken_out() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let entry = format!("{draft}/entry");
        let add = [("_do", "add"), ("_list", "norm"), ("_name", "sveiciens"), ("_seen", "1")];
        assert_eq!(
            taken(&world.post(DRAFTER, &entry, &add).await),
            format!("{draft}/item?at=norm/sveiciens&notice=added")
        );
        let value =
            [("_do", "add"), ("_list", "parameters"), ("_name", "contact.phone_rings"), ("_seen", "2")];
        let added = world.post(DRAFTER, &entry, &value).await;
        assert!(
            added.status == StatusCode::SEE_OTHER || added.status == StatusCode::CONFLICT,
            "{}",
            said(&added.body)
        );
        let page = world.item(DRAFTER, &draft, "norm/sveiciens").await.page();
        assert!(page.contains("Prasība vienā teikumā") && page.contains("Kā to raksta citi"), "{page}");
        let up = [("_do", "up"), ("_at", "principle/@2"), ("_seen", "2")];
        taken(&world.post(DRAFTER, &entry, &up).await);
        let file = world.file(&draft).await;
        assert!(file.find("Solīto izpildām") < file.find("Cilvēks vispirms"), "{file}");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_cannot_be_read_is_kept_for_its_author_and_the_draft_stays() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let broken = good().replacen("kind = \"promise\"", "kind = \"promise", 1);
        let path = format!("{draft}/text");
        let answer = world.send(DRAFTER, &path, &[("seen", "1"), ("source", &broken)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.file(&draft).await, good(), "the draft is as it was");
        world.at(now().plus_millis(3_600_000)).await;
        let page = world.get(DRAFTER, &path).await;
        assert!(said(&page.body).contains("Šeit ir jūsu rakstītais"));
        assert!(!said(&world.get(READER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
        taken(&world.send(DRAFTER, &path, &[("seen", "1"), ("source", &broken), ("do", "let-go")]).await);
        assert!(!said(&world.get(DRAFTER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_being_written_is_checked_and_kept_for_its_author_before_it_is_saved() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let wrong = good().replacen("\"queue.no_show_seconds\"", "\"queue.no_show_second\"", 1);
        let path = format!("{draft}/text");
        let told = world.send(DRAFTER, &format!("{path}/check"), &[("seen", "1"), ("source", &wrong)]).await;
        assert!(told.page().contains("queue.no_show_seconds"), "what was meant is told beside the text");
        assert_eq!(world.file(&draft).await, good(), "the draft changes when it is saved, not before");
        assert!(
            world.get(DRAFTER, &path).await.body.contains("queue.no_show_second&#34;"),
            "what was written waits"
        );
        world.send(DRAFTER, &format!("{path}/check"), &[("seen", "1"), ("source", &good())]).await;
        assert!(!said(&world.get(DRAFTER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
    })
    .await;
}

#[tokio::test]
async fn a_text_saved_over_an_older_state_is_joined_with_what_others_did() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rindas garums")]).await);
        let mine = good().replacen("Cilvēks vispirms", "Vispirms cilvēks", 1);
        let answer = world.send(DRAFTER, &format!("{draft}/text"), &[("seen", "1"), ("source", &mine)]).await;
        assert!(taken(&answer).ends_with("notice=joined"));
        let file = world.file(&draft).await;
        assert!(file.contains("Rindas garums") && file.contains("Vispirms cilvēks"));
        // A text that differs in the same place goes nowhere until its author has chosen.
        let other = file.replacen("Rindas garums", "Rinda", 1);
        taken(&world.fill(READER, &draft, "norm/wait", 3, &[("title.lv", "Gaidīšana")]).await);
        let clash = world.send(DRAFTER, &format!("{draft}/text"), &[("seen", "3"), ("source", &other)]).await;
        assert_eq!(taken(&clash), format!("{draft}/clash?at=text"));
        let page = world.get(DRAFTER, &format!("{draft}/clash?at=text")).await.page();
        assert!(page.contains("Rinda") && page.contains("Gaidīšana"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_history_tells_each_state_in_words_and_any_of_them_comes_back() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(DRAFTER, &draft, "parameters/queue.no_show_seconds", 1, &[("value", "90")]).await);
        let state = world.get(DRAFTER, &format!("{draft}/history/2")).await.page();
        assert!(state.contains("60 → 90 sekundes"), "{state}");
        let first = world.get(DRAFTER, &format!("{draft}/history/1")).await.page();
        assert!(first.contains("pirmais saglabājums") && first.contains("60 → 90 sekundes"), "{first}");
        taken(&world.post(DRAFTER, &format!("{draft}/history/1"), &[("_seen", "2")]).await);
        assert_eq!(world.file(&draft).await, good());
        let history = world.get(DRAFTER, &format!("{draft}/history")).await.page();
        assert!(history.contains("atgriezts 1. saglabājums"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn a_finished_draft_goes_on_as_a_version_that_another_person_adopts() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let sent = world.post(DRAFTER, &format!("{draft}/send"), &[("_seen", "1")]).await;
        let version = taken(&sent).split('?').next().unwrap().to_owned();
        assert!(world.get(DRAFTER, &draft).await.page().contains("Nodots kā 2. redakcija"));
        let page = world.get(DRAFTER, &version).await.page();
        assert!(page.contains("projekts") && page.contains("nevar pieņemt tas pats cilvēks"), "{page}");
        // What is written afterwards does not change the version.
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Vēlāk")]).await);
        assert!(!world.get(DRAFTER, &version).await.body.contains("Vēlāk"));
        assert!(world.get(DRAFTER, &draft).await.page().contains("Nodot kā projektu"), "it can go on again");
    })
    .await;
}

#[tokio::test]
async fn the_pages_script_is_told_what_became_of_a_field() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let script = async |who: &str, seen: i64, fields: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_script", "1")]).collect();
            world.fill(who, &draft, "norm/wait", seen, &fields).await.json()
        };
        let good = script(DRAFTER, 1, &[("title.lv", "Rinda")]).await;
        assert_eq!((&good["state"], &good["good"]), (&2.into(), &true.into()), "{good}");
        let wrong = script(DRAFTER, 2, &[("promise.target_percent", "daudz")]).await;
        assert!(wrong["errors"]["promise.target_percent"].is_string() && wrong["good"] == false, "{wrong}");
        let theirs = script(READER, 2, &[("text.lv", "Viņas.")]).await;
        assert_eq!(theirs["state"], 3);
        let clash = script(DRAFTER, 2, &[("text.lv", "Mans.")]).await;
        assert_eq!(clash["clash"], format!("{draft}/clash?at=norm/wait"), "{clash}");
    })
    .await;
}

#[tokio::test]
async fn authors_see_who_is_at_the_same_entry() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let here = world.post(READER, &format!("{draft}/here"), &[("_at", "norm/wait")]).await;
        assert_eq!(here.status, StatusCode::NO_CONTENT);
        let page = world.item(DRAFTER, &draft, "norm/wait").await.page();
        assert!(page.contains("Šo pašu ierakstu tagad raksta arī Rita Bērziņa"), "{page}");
        let part = world.get(DRAFTER, &format!("{draft}/fragment?at=")).await.page();
        assert!(part.contains("Rita Bērziņa raksta: Norma: wait"), "{part}");
        world.at(now().plus_millis(10 * 60_000)).await;
        let later = world.get(DRAFTER, &format!("{draft}/fragment?at=norm/wait")).await.page();
        assert!(!later.contains("Rita Bērziņa"), "whoever has gone is not told of: {later}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_seen_before_it_is_in_force_as_staff_and_as_clients_will() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let public = world.get(DRAFTER, &format!("{draft}/preview?as=public")).await.page();
        assert!(
            public.contains("Ko mēs solām") || public.contains("Klientu aicina 15 minūšu laikā"),
            "{public}"
        );
        let staff = world.get(DRAFTER, &format!("{draft}/preview")).await.page();
        assert!(staff.contains("Kā redzēs darbinieki"), "{staff}");
        let broken = world.begin(&good().replacen("kind = \"promise\"", "kind = \"promisse\"", 1)).await;
        assert!(world.get(DRAFTER, &format!("{broken}/preview")).await.page().contains("priekšskata nav"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_was_put_away_is_not_changed_until_it_is_taken_out_again() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        taken(&world.post(DRAFTER, &format!("{draft}/put-away"), &[("do", "away")]).await);
        let refused = world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        taken(&world.post(DRAFTER, &format!("{draft}/put-away"), &[("do", "out")]).await);
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_draft_sees_no_draft_and_changes_none() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for path in
            ["", "/text", "/history", "/preview", "/item?at=norm/wait", "/file.toml", "/part/norms", "/live"]
        {
            let answer = world.get(READER, &format!("{draft}{path}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let sent = world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert_eq!(world.file(&draft).await, good());
    })
    .await;
}

/// A row number far beyond what anybody writes would cost a page its memory.
#[tokio::test]
async fn a_row_that_no_form_has_is_told_and_neither_taken_nor_kept() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for name in ["promise.waived_by.4000000000", "promise.waived_by.500", "nothing.like.it"] {
            let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &[(name, "xqzv")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(!answer.body.contains("xqzv"), "{name}");
            let page = world.item(DRAFTER, &draft, "norm/wait").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("xqzv"), "{name}");
        }
        assert_eq!(world.file(&draft).await, good());
    })
    .await;
}

#[tokio::test]
async fn a_value_beyond_every_measure_or_with_control_characters_is_refused() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for value in ["a\u{0}b".to_owned(), "a\u{7}b".to_owned(), "ā".repeat(20_001)] {
            let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", &value)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        }
        let far = format!("norm/{}", "a".repeat(300));
        let answer = world.fill(DRAFTER, &draft, &far, 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", &"ā".repeat(20_000))]).await);
    })
    .await;
}
