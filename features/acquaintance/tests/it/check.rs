//! The check before the signature, where the standard asks for one.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::{World, standard};

/// A quarterly test of competence (VZD P1/c2).
const TEST: &str = r#"
[[evaluation]]
criterion = "2"
paragraph = "P1/c2"
text = { lv = "Darbinieka kompetence", en = "Competence of the employee" }
method = "test"
levels = [1]
frequency = { times = 1, per = "quarter" }
responsible = ["bureau_head"]
"#;

/// Answers for every question: three in turn until the page takes them, so that the test knows none of them.
fn tries(questions: usize) -> Vec<String> {
    let count = 3_usize.pow(u32::try_from(questions).unwrap());
    let form = |one: usize| {
        let answers = (0..questions).map(|place| {
            let answer = one / 3_usize.pow(u32::try_from(place).unwrap()) % 3;
            format!("asked{place}=1&q{place}={answer}")
        });
        format!("remarks=&read=1&{}", answers.collect::<Vec<_>>().join("&"))
    };
    (0..count).map(form).collect()
}

#[tokio::test]
async fn a_wrong_answer_shows_the_paragraph_and_a_right_one_lets_sign() {
    on_both(|database| async {
        let world = World::opened(database, &standard("", TEST)).await;
        let page = world.get("anna", "/acquaintance").await;
        page.shows("name=\"q0\"").shows("name=\"q1\"").hides("name=\"q2\"");
        let unanswered = world.post("anna", "/acquaintance", "remarks=&read=1&asked0=1&asked1=1").await;
        assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Both figures of the standard stand in its paragraph 5.
        unanswered.shows("Nav pareizi. Izlasiet: 5. punkts.");
        assert_eq!(world.entries("employee.standard_read").await, 0);
        let mut taken = 0;
        for form in tries(2) {
            let answer = world.post("anna", "/acquaintance", &form).await;
            if answer.status == StatusCode::SEE_OTHER {
                taken += 1;
                break;
            }
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        }
        assert_eq!(taken, 1, "one of the nine ways to answer is right");
        assert_eq!(world.entries("employee.standard_read").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_check_cannot_be_passed_by_leaving_the_questions_out() {
    on_both(|database| async {
        let world = World::opened(database, &standard("", TEST)).await;
        let refused = world.post("anna", "/acquaintance", "remarks=&read=1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.entries("employee.standard_read").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_questions_stay_the_same_until_they_are_answered() {
    on_both(|database| async {
        let world = World::opened(database, &standard("", TEST)).await;
        let asked = |body: &str| {
            let from = body.find("name=\"asked0\"").unwrap();
            let until = body.find("name=\"remarks\"").unwrap();
            body[from..until].to_owned()
        };
        let first = world.get("anna", "/acquaintance").await;
        let second = world.get("anna", "/acquaintance").await;
        assert_eq!(asked(&first.body), asked(&second.body));
    })
    .await;
}
