//! The check before the signature: two or three questions drawn from the standard's own figures and situations.

use std::collections::BTreeMap;

use solits_kernel::{Random, Text};
use solits_standard::{
    Origin, Standard,
    model::{Method, ParameterValue},
    parameter::{self, Kind},
    words,
};

/// At most so many questions are asked.
const QUESTIONS: usize = 3;
/// Each has so many answers to choose from.
const ANSWERS: usize = 3;

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// A figure of the standard, by its title.
    Figure(Text),
    /// The situation to which an action belongs.
    Situation(Text),
}

/// A question of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) about: About,
    pub(crate) answers: Vec<Text>,
    /// The place of the right answer among them.
    pub(crate) right: usize,
    /// The paragraph that says it.
    pub(crate) origin: Origin,
}

/// The questions for an employee of these involvement levels, drawn from `seed`: the same seed asks the same.
///
/// A standard asks for a check where its evaluation matrix has a test for these levels (VZD P1/c2); without one there
/// are no questions. A standard too small for two questions asks what it has.
pub(crate) fn draw(standard: &Standard, levels: &[u8], seed: i64) -> Vec<Question> {
    let is_test = |method| method == Method::Test;
    let evaluations = &standard.lists().evaluations;
    if !evaluations.iter().any(|row| is_test(row.value.method) && row.value.concerns(levels)) {
        return Vec::new();
    }
    let random = Random::seeded(seed.unsigned_abs());
    let mut figures = figures(standard);
    let mut situations = situations(standard, &random);
    shuffle(&mut figures, &random);
    shuffle(&mut situations, &random);
    let mut drawn: Vec<Question> = Vec::new();
    // Turn by turn, so that both kinds are asked where the standard has both.
    while drawn.len() < QUESTIONS && (!figures.is_empty() || !situations.is_empty()) {
        drawn.extend(figures.pop());
        drawn.extend(situations.pop());
    }
    drawn.truncate(QUESTIONS);
    for question in &mut drawn {
        mix(question, &random);
    }
    drawn
}

/// A question for each figure that is not an example; the right answer stands first.
fn figures(standard: &Standard) -> Vec<Question> {
    let figure = |(name, one): (&str, &solits_standard::Effective<solits_standard::model::Parameter>)| {
        let (ParameterValue::Int(value), definition) = (&one.value.value, parameter::find(name)?) else {
            return None;
        };
        let Kind::Int { unit, .. } = definition.kind else { return None };
        let other = if *value % 2 == 0 { *value / 2 } else { value.checked_mul(3)? };
        let answers = [*value, value.checked_mul(2)?, other].map(|number| words::count(number, unit));
        let asked = *value > 0 && !one.value.example;
        asked.then(|| Question {
            about: About::Figure(definition.title()),
            answers: answers.to_vec(),
            right: 0,
            origin: one.origin.clone(),
        })
    };
    standard.parameters().filter_map(figure).collect()
}

/// A question for each action that belongs to one situation alone; the right answer stands first.
fn situations(standard: &Standard, random: &Random) -> Vec<Question> {
    let situations = &standard.lists().situations;
    let titles: Vec<Text> = situations.iter().map(|one| Text::from(&one.value.title)).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for action in situations.iter().flat_map(|one| &one.value.actions) {
        *places.entry(action.text.lv.as_str()).or_default() += 1;
    }
    let mut questions = Vec::new();
    for (one, title) in situations.iter().zip(&titles) {
        let mut others: Vec<&Text> = titles.iter().filter(|other| *other != title).collect();
        if others.len() + 1 < ANSWERS {
            continue;
        }
        for action in one.value.actions.iter().filter(|action| places[action.text.lv.as_str()] == 1) {
            shuffle(&mut others, random);
            let answers = std::iter::once(title).chain(others.iter().copied()).take(ANSWERS);
            questions.push(Question {
                about: About::Situation(Text::from(&action.text)),
                answers: answers.cloned().collect(),
                right: 0,
                origin: Origin { paragraph: action.paragraph.clone(), ..one.origin.clone() },
            });
        }
    }
    questions
}

/// Puts the answers in a drawn order.
fn mix(question: &mut Question, random: &Random) {
    let mut order: Vec<usize> = (0..question.answers.len()).collect();
    shuffle(&mut order, random);
    question.answers = order.iter().map(|place| question.answers[*place].clone()).collect();
    question.right = order.iter().position(|place| *place == 0).unwrap_or_default();
}

/// Puts things in a drawn order, each order as likely as the next.
fn shuffle<T>(things: &mut [T], random: &Random) {
    for last in (1..things.len()).rev() {
        let drawn = u64::from_le_bytes(random.bytes());
        let count = u64::try_from(last + 1).unwrap_or(1);
        things.swap(last, usize::try_from(drawn % count).unwrap_or_default());
    }
}

/// The places of the questions that were not answered, or answered wrongly.
pub(crate) fn wrong(questions: &[Question], answers: &[Option<usize>]) -> Vec<usize> {
    let given = |place: usize| answers.get(place).copied().flatten();
    (0..questions.len()).filter(|place| given(*place) != Some(questions[*place].right)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vzd() -> Standard {
        let source = include_str!("../../../standards/vzd-2014.toml");
        Standard::compile(source, Some(include_str!("../../../standards/handbook.toml"))).unwrap()
    }

    #[test]
    fn vzd_p1_c2_levels_1_and_2_answer_three_questions_and_levels_3_and_4_none() {
        let standard = vzd();
        for level in [1, 2] {
            assert_eq!(draw(&standard, &[level], 7).len(), 3);
        }
        for level in [3, 4] {
            assert_eq!(draw(&standard, &[level], 7), []);
        }
    }

    #[test]
    fn the_same_seed_asks_the_same_and_every_question_has_three_different_answers() {
        let standard = vzd();
        for seed in 0..200 {
            let questions = draw(&standard, &[1], seed);
            assert_eq!(questions, draw(&standard, &[1], seed));
            for question in &questions {
                let different: std::collections::BTreeSet<&str> =
                    question.answers.iter().map(|answer| answer.get(solits_kernel::Lang::Lv)).collect();
                assert_eq!(different.len(), ANSWERS, "{question:?}");
                assert!(question.right < ANSWERS);
            }
        }
    }

    #[test]
    fn an_answer_left_out_is_wrong() {
        let questions = draw(&vzd(), &[1], 7);
        let right: Vec<Option<usize>> = questions.iter().map(|question| Some(question.right)).collect();
        assert_eq!(wrong(&questions, &right), Vec::<usize>::new());
        assert_eq!(wrong(&questions, &[]), [0, 1, 2]);
        assert_eq!(wrong(&questions, &[right[0], None, right[2]]), [1]);
    }
}
