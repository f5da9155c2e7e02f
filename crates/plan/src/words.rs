//! Methods, frequencies and duties in Latvian and English.

use jiff::civil::Date;
use solits_calendar::words::{Form, YearShown, date_in};
use solits_kernel::{Lang, Text};
use solits_standard::model::{Frequency, Method, Period};

use crate::{Duty, Matrix, Row, Window};

/// Every method with the short name that stays the same, in Latvian and in English.
const METHODS: [(Method, &str, &str, &str); 11] = [
    (Method::SelfCheck, "self_check", "paškontrole", "self-check"),
    (Method::Observation, "observation", "novērošana", "observation"),
    (Method::InspectionVisit, "inspection_visit", "kontrolbrauciens", "inspection visit"),
    (Method::MysteryClient, "mystery_client", "slēptais klients", "mystery client"),
    (Method::Interview, "interview", "intervija vai grupas saruna", "interview or group talk"),
    (
        Method::RecordingReview,
        "recording_review",
        "sarunu ierakstu noklausīšanās",
        "listening to recorded calls",
    ),
    (Method::Test, "test", "zināšanu pārbaude", "test"),
    (Method::Survey, "survey", "aptauja", "survey"),
    (Method::Report, "report", "pārskats", "report"),
    (Method::OrderDataReview, "order_data_review", "pasūtījumu datu pārbaude", "review of order data"),
    (Method::QueueReview, "queue_review", "rindas datu pārbaude", "review of queue data"),
];

/// Every period with the short name that stays the same.
const PERIODS: [(Period, &str); 5] = [
    (Period::WorkingDay, "day"),
    (Period::Week, "week"),
    (Period::Month, "month"),
    (Period::Quarter, "quarter"),
    (Period::Year, "year"),
];

/// The short name of a method, as in the standard file.
pub fn method_code(method: Method) -> &'static str {
    METHODS.iter().find(|known| known.0 == method).map_or("", |known| known.1)
}

/// The method of a short name; `None` for any other text.
pub fn method_of(code: &str) -> Option<Method> {
    METHODS.iter().find(|known| known.1 == code).map(|known| known.0)
}

/// A method in words, in lower case: "novērošana", "observation".
pub fn method(method: Method) -> Text {
    METHODS
        .iter()
        .find(|known| known.0 == method)
        .map_or_else(Text::default, |known| Text::new(known.2, known.3))
}

/// The short name of a period.
pub fn period_code(period: Period) -> &'static str {
    PERIODS.iter().find(|known| known.0 == period).map_or("", |known| known.1)
}

/// The period of a short name; `None` for any other text.
pub fn period_of(code: &str) -> Option<Period> {
    PERIODS.iter().find(|known| known.1 == code).map(|known| known.0)
}

/// How often a row asks for it: the document's own words where it has them, else its number in words.
pub fn frequency(row: &Row) -> Text {
    match (&row.asks.frequency_words, row.asks.frequency) {
        (Some(words), _) => Text::from(words),
        (None, Some(frequency)) => at_least(frequency),
        (None, None) => Text::default(),
    }
}

fn at_least(Frequency { times, per }: Frequency) -> Text {
    let (lv, en) = match per {
        Period::WorkingDay => ("darba dienā", "working day"),
        Period::Week => ("nedēļā", "week"),
        Period::Month => ("mēnesī", "month"),
        Period::Quarter => ("ceturksnī", "quarter"),
        Period::Year => ("gadā", "year"),
    };
    match (times, per) {
        (0 | 1, Period::WorkingDay) => Text::new("katru darba dienu", "every working day"),
        (0 | 1, _) => Text::new(format!("vismaz reizi {lv}"), format!("at least once a {en}")),
        _ => Text::new(format!("vismaz {times} reizes {lv}"), format!("at least {times} times a {en}")),
    }
}

/// The window in words: "2. janvāris – 31. marts", "2 January – 31 March"; one day alone stands once.
pub fn window(window: Window) -> Text {
    let day = |date: Date, lang| date_in(date, Form::What, YearShown::Omitted, lang);
    let words = |lang| {
        if window.opens == window.closes {
            day(window.opens, lang)
        } else {
            format!("{} – {}", day(window.opens, lang), day(window.closes, lang))
        }
    };
    Text::new(words(Lang::Lv), words(Lang::En))
}

/// Why there is such a duty: how and how often, within which days, who by the standard, and which rows ask for it.
///
/// "Novērošana, vismaz reizi ceturksnī: 2. janvāris – 31. marts. Veic pakalpojumu kvalitātes vadītājs. Prasa vzd-2014
/// P1/c2, P1/c5 (matricas 7., 23. rinda)."
pub fn why(duty: &Duty, matrix: &Matrix) -> Text {
    let rows: Vec<&Row> = duty.rows.iter().filter_map(|number| matrix.row(*number)).collect();
    let how = method(duty.method);
    let often = rows.first().map(|row| frequency(row)).unwrap_or_default();
    let days = window(duty.window);
    let role = matrix.role_title(&duty.role);
    let cited = citations(&rows);
    let numbers = |mark: &str| {
        let numbers: Vec<String> = duty.rows.iter().map(|number| format!("{number}{mark}")).collect();
        numbers.join(", ")
    };
    let row = if duty.rows.len() == 1 { "row" } else { "rows" };
    Text::new(
        capitalised(&format!(
            "{}, {}: {}. Veic {}. Prasa {cited} (matricas {} rinda).",
            how.lv,
            often.lv,
            days.lv,
            role.lv,
            numbers(".")
        )),
        capitalised(&format!(
            "{}, {}: {}. Done by the {}. Asked for by {cited} (matrix {row} {}).",
            how.get(Lang::En),
            often.get(Lang::En),
            days.en,
            role.get(Lang::En),
            numbers("")
        )),
    )
}

/// The paragraphs of rows, each once, under the name of their document: "vzd-2014 P1/c1, P1/c2".
fn citations(rows: &[&Row]) -> String {
    let mut cited = String::new();
    let mut document = None;
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        let place = (row.document.as_str(), row.asks.paragraph.as_str());
        if seen.contains(&place) {
            continue;
        }
        seen.push(place);
        if !cited.is_empty() {
            cited.push_str(", ");
        }
        if document != Some(place.0) {
            cited.push_str(place.0);
            cited.push(' ');
            document = Some(place.0);
        }
        cited.push_str(place.1);
    }
    cited
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
