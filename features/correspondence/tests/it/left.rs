//! Of whoever left the initials stay when their time has come, and not before; how employees judged their work goes as well
//! (security §11).

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{Sql, sql};
use solits_journal::{Actor, By};
use solits_kernel::{Timestamp, day_number, fold};
use solits_organisation::{Use, find_employee, set_employee_use};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, kept::after, monday};

impl World {
    /// What a clerk is called, and how they are reached.
    async fn name(&self, clerk: usize, name: &str, email: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE employees SET name = $3, name_folded = $4, email = $5, phone = '29111222', password_hash = 'x'
              WHERE institution_id = $1 AND id = $2"
        )
        .bind(self.fixture.employees[clerk])
        .bind(name)
        .bind(fold(name))
        .bind(email)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A passkey of a clerk, called by its owner's name, and a letter to them.
    async fn way_in(&self, clerk: usize) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO passkeys (institution_id, id, employee_id, name, credential_hash, credential, created_at)
             VALUES ($1, $2, $3, 'Slepenais tālrunis', $4, '{}', 0)"
        )
        .bind(Uuid::from_u128(700))
        .bind(self.fixture.employees[clerk])
        .bind(vec![7_u8])
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO staff_letters (institution_id, id, subject_id, employee_id, because, recipient, subject, text, state,
                    written_at, not_before, held_until, tries, ended_at, said)
             VALUES ($1, $2, $2, $3, 'asked', 'slepenais@testa.example', 'Jautājums', 'Jautājums', 'sent', 0, 0, 0, 1, 0, '')"
        )
        .bind(Uuid::from_u128(701))
        .bind(self.fixture.employees[clerk])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A clerk leaves, or comes back, now.
    async fn leave_or_return(&self, clerk: usize, wanted: Use) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Program, at: self.app.clock.now() };
        set_employee_use(&mut tx, &self.app, &actor, self.fixture.employees[clerk], wanted).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// How a clerk judged the day of that moment.
    async fn checked(&self, clerk: usize, at: Timestamp) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO self_checks (institution_id, employee_id, day, signed_at, standard_number, asked, holds, note)
             VALUES ($1, $2, $3, $4, 1, '1', '', 'Slepens vērtējums')"
        )
        .bind(self.fixture.employees[clerk])
        .bind(day_number(at.day()))
        .bind(at)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// The tables in which a word stands in any text of the institution.
    pub(crate) async fn where_it_stands(&self, word: &str) -> Vec<String> {
        let (mut texts, mut of_institutions) = (BTreeMap::<String, Vec<String>>::new(), BTreeSet::new());
        for (table, column, kind) in self.db.columns().await.unwrap() {
            if column == "institution_id" {
                of_institutions.insert(table.clone());
            }
            if kind.eq_ignore_ascii_case("text") {
                texts.entry(table).or_default().push(format!("\"{column}\" LIKE '%' || $2 || '%'"));
            }
        }
        texts.retain(|table, _| of_institutions.contains(table));
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let mut found = Vec::new();
        for (table, columns) in texts {
            let holds = columns.join(" OR ");
            let text =
                format!("SELECT count(*) AS value FROM {table} WHERE institution_id = $1 AND ({holds})");
            let text: &'static str = Box::leak(text.into_boxed_str());
            let sql = Sql { sqlite: text, pg: text, at: "a test", scoped: true };
            let count: Option<i64> = sql.bind(word).scalar(&mut tx).await.unwrap();
            if count != Some(0) {
                found.push(table);
            }
        }
        found
    }
}

/// Security §11: an account a year after leaving, then initials.
#[tokio::test]
async fn of_whoever_left_the_initials_stay_a_year_later() {
    on_both(|database| async {
        let world = World::new(database).await;
        let juris = world.fixture.employees[1];
        world.name(1, "Juris Slepenais", "slepenais@testa.example").await;
        world.way_in(1).await;
        world.leave_or_return(1, Use::Closed).await;
        // Whoever is said to have left once more has left when it was said first.
        world.app.clock.set(after(1));
        world.leave_or_return(1, Use::Closed).await;
        let employee = async || {
            let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
            find_employee(&mut tx, juris).await.unwrap().unwrap()
        };

        assert_eq!(world.run_at(after(365)).await.accounts, 0, "the year is not over");
        assert_eq!(employee().await.name, "Juris Slepenais");
        assert!(!world.where_it_stands("slepenais").await.is_empty());
        world.make_administrator(0).await;
        world.app.clock.set(after(366));
        world.sign_in_again().await;
        assert!(world.get(0, "/setup/kept").await.1.contains("Aizgājušo darbinieku konti"));
        assert_eq!(world.run_at(after(366)).await.accounts, 1);
        let gone = employee().await;
        assert_eq!(
            (gone.name.as_str(), gone.phone.as_str()),
            ("J. S.", ""),
            "the history still tells who it was"
        );
        assert_eq!(world.where_it_stands("slepenais").await, Vec::<String>::new());
        assert_eq!(world.where_it_stands("Slepenais").await, Vec::<String>::new());
        assert_eq!(world.where_it_stands("29111222").await, Vec::<String>::new());
        assert_eq!(world.run_at(after(366)).await.accounts, 0, "running it twice does no harm");
        let told = world.told("accounts.forgotten").await;
        assert_eq!(told.len(), 1);
        assert!(told[0].facts.contains("\"entries\":1") && told[0].actor == "p", "{}", told[0].facts);
        assert!(!told[0].facts.contains("J. S."), "{}", told[0].facts);
    })
    .await;
}

/// Security §11: whoever works here keeps their account, and so does whoever came back within the year.
#[tokio::test]
async fn whoever_came_back_keeps_their_account_and_two_who_left_are_forgotten_together() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.name(0, "Anna Redzamā", "anna@testa.example").await;
        world.name(1, "Juris Slepenais", "slepenais@testa.example").await;
        world.leave_or_return(0, Use::Closed).await;
        world.leave_or_return(1, Use::Closed).await;
        world.app.clock.set(after(10));
        world.leave_or_return(0, Use::Open).await;
        assert_eq!(world.run_at(after(366)).await.accounts, 1);
        assert!(!world.where_it_stands("Redzamā").await.is_empty());
        assert_eq!(world.where_it_stands("Slepenais").await, Vec::<String>::new());
        // Left again: the year begins anew. Somebody else of the house was forgotten before.
        world.leave_or_return(0, Use::Closed).await;
        assert_eq!(world.run_at(after(366 + 365)).await.accounts, 0);
        assert_eq!(world.run_at(after(366 + 366)).await.accounts, 1);
        assert_eq!(world.where_it_stands("Redzamā").await, Vec::<String>::new());
    })
    .await;
}

/// Security §11: the evaluation of an employee three years.
#[tokio::test]
async fn a_self_check_is_forgotten_after_three_years() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.checked(0, monday()).await;
        world.checked(1, monday()).await;
        world.checked(0, after(1)).await;
        let days = 3 * 365;

        assert_eq!(world.run_at(after(days)).await.self_checks, 0, "the third year is not over");
        assert!(!world.where_it_stands("Slepens vērtējums").await.is_empty());
        assert_eq!(world.run_at(after(days + 1)).await.self_checks, 2, "of both who judged that day");
        assert_eq!(world.run_at(after(days + 1)).await.self_checks, 0, "running it twice does no harm");
        assert_eq!(world.where_it_stands("Slepens vērtējums").await, ["self_checks"], "of the day after");
        assert_eq!(world.run_at(after(days + 2)).await.self_checks, 1);
        assert_eq!(world.where_it_stands("Slepens vērtējums").await, Vec::<String>::new());
        let told = world.told("self_checks.forgotten").await;
        assert_eq!(told.len(), 2);
        assert!(
            told[0].facts.contains("\"entries\":2") && !told[0].facts.contains("Slepens"),
            "{}",
            told[0].facts
        );
    })
    .await;
}
