//! Importing employees and services: what is shown is what is done, once, all of it or nothing.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use solits_db::sql;
use solits_testkit::on_both;

use super::{Answer, World};

const EMPLOYEES: &str = "Vārds, uzvārds;E-pasts;Amats;Centrs;Vadītāja e-pasts;Lomas\r\n\
    Zane Kalna;zane@testa.lv;speciāliste;testa;VALDIS@testa.lv;klientu apkalpošanas speciālists\r\n\
    Valdis Ozols;valdis@testa.lv;vadītājs;TESTA;;unit head, kontaktpersona\r\n";

impl World {
    /// Sends a file as the administrator.
    async fn look(&self, kind: &str, file: &[u8]) -> Answer {
        self.send("anna", "/setup/import", &[("csrf", "token"), ("kind", kind)], Some(file)).await
    }

    /// Presses the button under what was shown.
    async fn import(&self, shown: &str) -> Answer {
        let hidden = |name: &str| {
            let (_, rest) = shown.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            let value = rest.split('"').next().unwrap();
            value.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#38;", "&")
        };
        // The kind of the form that imports stands before the kind of the form that looks.
        let (kind, fingerprint, rows) = (hidden("kind"), hidden("fingerprint"), hidden("rows"));
        let fields = [
            ("csrf", "token"),
            ("kind", kind.as_str()),
            ("fingerprint", fingerprint.as_str()),
            ("rows", rows.as_str()),
        ];
        self.send("anna", "/setup/import/apply", &fields, None).await
    }

    pub(super) async fn send(
        &self,
        who: &str,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<&[u8]>,
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        if let Some(file) = file {
            let head = "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
            body.extend(head.bytes());
            body.extend(file);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("cookie", format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.ask(request).await
    }

    async fn employees(&self) -> i64 {
        self.number(sql!("SELECT count(*) AS value FROM employees WHERE institution_id = $1").statement())
            .await
    }

    async fn services(&self) -> i64 {
        self.number(sql!("SELECT count(*) AS value FROM services WHERE institution_id = $1").statement())
            .await
    }
}

#[tokio::test]
async fn looking_at_a_file_writes_nothing_and_importing_does_what_was_shown() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let looked = world.look("employees", EMPLOYEES.as_bytes()).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        assert!(looked.body.contains("Zane Kalna") && looked.body.contains("Valdis Ozols"));
        assert_eq!((world.employees().await, world.journal().await.len()), (2, 0));

        let location = world.import(&looked.body).await.taken();
        assert_eq!(location, "/setup/import?notice=imported&added=2&changed=0");
        assert!(world.page(&location).await.contains("pievienots 2, mainīts 0"));
        assert_eq!(world.employees().await, 4);
        assert_eq!(world.journal().await, ["employee.created", "employee.created"]);
        let under = sql!(
            "SELECT count(*) AS value FROM employees e
               JOIN employees s ON s.institution_id = e.institution_id AND s.id = e.supervisor_id
              WHERE e.institution_id = $1 AND e.email = 'zane@testa.lv' AND s.email = 'valdis@testa.lv'
                AND e.branch_id = s.branch_id"
        );
        assert_eq!(world.number(under.statement()).await, 1);
        let roles = sql!("SELECT count(*) AS value FROM employee_roles WHERE institution_id = $1 AND role IN ('unit_head', 'contact_person')");
        assert_eq!(world.number(roles.statement()).await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let looked = world.look("employees", EMPLOYEES.as_bytes()).await.body;
        world.import(&looked).await.taken();
        let entries = world.journal().await.len();
        // The button pressed twice.
        world.import(&looked).await.taken();
        // The file looked at again: there is no button.
        let again = world.look("employees", EMPLOYEES.as_bytes()).await.body;
        assert!(!again.contains("name=\"fingerprint\""));
        assert_eq!((world.employees().await, world.journal().await.len()), (4, entries));
    })
    .await;
}

#[tokio::test]
async fn a_row_changes_whom_its_address_names_and_empty_cells_change_nothing() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let file = "E-MAIL,Post,Phone\n2@1.example,Arhivāre,\n";
        let looked = world.look("employees", file.as_bytes()).await.body;
        let told = world.import(&looked).await.taken();
        assert_eq!(told, "/setup/import?notice=imported&added=0&changed=1");
        assert_eq!(world.journal().await, ["employee.changed"]);
        let kept = sql!(
            "SELECT count(*) AS value FROM employees e
               JOIN employee_roles r ON r.institution_id = e.institution_id AND r.employee_id = e.id
              WHERE e.institution_id = $1 AND e.email = '2@1.example' AND e.post = 'Arhivāre' AND e.branch_id IS NOT NULL
                AND r.role IN ('archivist', 'service_specialist')"
        );
        assert_eq!(world.number(kept.statement()).await, 2);
    })
    .await;
}

#[tokio::test]
async fn every_bad_place_is_told_at_once_and_nothing_can_be_imported() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let file = "Vārds, uzvārds;E-pasts;Centrs;Lomas;Vadītāja e-pasts;Iesaistes līmeņi\n\
            Labā Rinda;laba@testa.lv;testa;;;\n\
            ;bez-varda@testa.lv;tesa;;;\n\
            Nepareizs;nav adrese;;administratore;;pirmais\n\
            Divreiz;LABA@testa.lv;;;nav@nekur.lv;\n";
        let looked = world.look("employees", file.as_bytes()).await;
        assert_eq!(looked.status, StatusCode::OK);
        let rows = |number: usize| looked.body.matches(&format!("<td class=\"num\">{number}</td>")).count();
        assert_eq!([2, 3, 4, 5].map(rows), [1, 2, 3, 2], "{}", looked.body);
        assert!(looked.body.contains("Vai domāts „Testa iestāde”?"));
        assert!(looked.body.contains("Vai domāts „administrators”?"));
        assert!(looked.body.contains("Tas pats jau ir 2. rindā."));
        assert!(!looked.body.contains("name=\"fingerprint\""));

        let rows = r#"[{"number":1,"cells":["E-pasts","Vārds uzvārds"]},{"number":2,"cells":["a@b.lv","Laba"]},{"number":3,"cells":["nav","Slikta"]}]"#;
        let fields = [("csrf", "token"), ("kind", "employees"), ("fingerprint", ""), ("rows", rows)];
        world.send("anna", "/setup/import/apply", &fields, None).await.refused();
        assert_eq!((world.employees().await, world.journal().await.len()), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn what_was_shown_is_not_imported_when_the_institution_has_changed_meanwhile() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let looked = world.look("employees", "E-pasts;Tālrunis\n2@1.example;111\n".as_bytes()).await.body;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET post = 'cits' WHERE institution_id = $1 AND email = '2@1.example'")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let shown = world.import(&looked).await.refused();
        assert!(world.journal().await.is_empty());
        // What is shown now can be imported.
        world.import(&shown).await.taken();
        let kept = sql!("SELECT count(*) AS value FROM employees WHERE institution_id = $1 AND post = 'cits' AND phone = '111'");
        assert_eq!(world.number(kept.statement()).await, 1);
    })
    .await;
}

#[tokio::test]
async fn services_come_with_their_card_and_are_changed_by_their_code() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.service("A-1").await;
        let file = "Kods;Nosaukums;Rinda;Termiņš;Termiņa mērvienība;Cena eiro;Dokumenti;Klienta identitāte\n\
            A-1;;;5;;;;\n\
            B-2;Atļauja;b;2;mēneši;4,5;Pase\u{a0};vienmēr\n";
        let looked = world.look("services", file.as_bytes()).await.body;
        assert_eq!(world.import(&looked).await.taken(), "/setup/import?notice=imported&added=1&changed=1");
        let kept = sql!(
            "SELECT count(*) AS value FROM services WHERE institution_id = $1 AND code = 'A-1' AND name_lv = 'Izziņa'
                AND name_en = 'Statement' AND deadline_unit = 'working_days' AND deadline_count = 5
                AND card LIKE '%Saistošie noteikumi%'"
        );
        assert_eq!(world.number(kept.statement()).await, 1);
        let made = sql!(
            "SELECT count(*) AS value FROM services WHERE institution_id = $1 AND code = 'B-2' AND line_id IS NOT NULL
                AND deadline_unit = 'months' AND deadline_count = 2 AND price_cents = 450 AND identity_check = 'must'
                AND card LIKE '%Pase%'"
        );
        assert_eq!(world.number(made.statement()).await, 1);
        assert_eq!(world.journal().await, ["service.created", "service.changed", "service.created"]);

        let wrong = world.look("services", "Kods;Nosaukums;Termiņš\nC-3;Cits;drīz\n".as_bytes()).await.body;
        assert!(wrong.contains("drīz") && !wrong.contains("name=\"fingerprint\""));
        assert_eq!(world.services().await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_samples_can_be_imported_as_they_are() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for kind in ["employees", "services"] {
            let sample = world.page(&format!("/setup/import/{kind}.csv")).await;
            let looked = world.look(kind, sample.as_bytes()).await.body;
            let told = world.import(&looked).await.taken();
            assert_eq!(told, "/setup/import?notice=imported&added=1&changed=0", "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_is_not_taken_away_but_may_be_followed_by_another() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let alone = "E-pasts;Lomas\n1@1.example;kontaktpersona\n";
        let looked = world.look("employees", alone.as_bytes()).await.body;
        assert!(!looked.contains("name=\"fingerprint\""));
        let followed = "E-pasts;Lomas\n1@1.example;kontaktpersona\n2@1.example;administrators\n";
        let looked = world.look("employees", followed.as_bytes()).await.body;
        world.import(&looked).await.taken();
    })
    .await;
}

#[tokio::test]
async fn nobody_stands_above_themselves() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let file =
            "Name;E-mail;Supervisor\nA;a@x.lv;b@x.lv\nB;b@x.lv;c@x.lv\nC;c@x.lv;a@x.lv\nD;d@x.lv;a@x.lv\n";
        let looked = world.look("employees", file.as_bytes()).await.body;
        let wrong =
            |row: usize| looked.contains(&format!("<td class=\"num\">{row}</td><td>Vadītāja e-pasts</td>"));
        assert_eq!([2, 3, 4, 5].map(wrong), [true, true, true, false]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why_and_a_stranger_may_not_send_one() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for (file, why) in [
            (vec![b'a'; 5 * 1024 * 1024 + 1], "līdz 5 MB"),
            ("E-pasts\n".repeat(10_002).into_bytes(), "līdz 10"),
            (b"PK\x03\x04".to_vec(), "nevar izlasīt"),
            (b"Amats\nx\n".to_vec(), "virsraksta „E-pasts”"),
            (Vec::new(), "Izvēlieties failu"),
        ] {
            assert!(world.look("employees", &file).await.refused().contains(why), "{why}");
        }
        let form = [("csrf", "token"), ("kind", "employees")];
        let juris = world.send("juris", "/setup/import", &form, Some(EMPLOYEES.as_bytes())).await;
        assert_eq!(juris.status, StatusCode::FORBIDDEN);
        let forged = [("csrf", "other"), ("kind", "employees")];
        let forged = world.send("anna", "/setup/import", &forged, Some(EMPLOYEES.as_bytes())).await;
        assert_ne!(forged.status, StatusCode::OK);
    })
    .await;
}

/// C-11: the competent specialists of each service; the file says it by code or name, for those who come and those who are here.
#[tokio::test]
async fn skills_from_a_file_are_written_and_an_empty_cell_leaves_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let service = world.service("izzina").await;
        let skilled = || {
            sql!(
                "SELECT count(*) AS value FROM employee_skills s
                   JOIN employees e ON e.institution_id = s.institution_id AND e.id = s.employee_id
                  WHERE s.institution_id = $1 AND s.service_id = $2 AND e.email IN ('zane@testa.lv', '2@1.example')"
            )
            .bind(service)
        };
        let file = "Vārds, uzvārds;E-pasts;Centrs;Prasmes\nZane Kalna;zane@testa.lv;testa;izzina\n;2@1.example;;izzina\n";
        let looked = world.look("employees", file.as_bytes()).await.body;
        assert_eq!(world.number(skilled()).await, 0, "looking writes nothing");
        world.import(&looked).await.taken();
        assert_eq!(world.number(skilled()).await, 2);

        let file = "E-pasts;Amats;Prasmes\n2@1.example;Arhivāre;\n";
        let looked = world.look("employees", file.as_bytes()).await.body;
        world.import(&looked).await.taken();
        assert_eq!(world.number(skilled()).await, 2);
    })
    .await;
}
