//! One promise beside what was kept of it, in words and as a picture of twelve months.

use solits_i18n::Words;
use solits_kernel::{EmployeeId, Lang, month_number};
use solits_standard::{
    CompiledPromise, Origin, Standard,
    model::{Text, Trigger, Waiver},
    words,
};

use crate::{
    cells::days_of,
    model::{Kept, Wanted, is_below, publishable, publishable_total},
    part::Part,
};

/// Who looks at a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Staff, who see every count and open what is behind it.
    Staff(Reader),
    /// Everybody, who see none below five.
    Public,
}

/// Which part of the figures somebody of the staff looks at, and who that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    pub(crate) part: Part,
    pub(crate) me: EmployeeId,
}

/// A bar of a year's picture: words, height 0 to 40, kind, and the address of the cases behind it, empty where there is
/// none.
pub(crate) type Bar = (String, i64, &'static str, String);

/// How a figure comes about: a name, what stands under it, and the address of the cases behind it, empty where there is
/// none.
pub(crate) type Definition = Vec<(String, String, String)>;

/// A promise and its figures, ready to be shown.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) norm: String,
    pub(crate) sentence: String,
    /// The paragraph, with the document where it is not the standard itself.
    pub(crate) source: String,
    pub(crate) source_href: String,
    pub(crate) promised: String,
    pub(crate) kept: String,
    pub(crate) cases: String,
    pub(crate) below: bool,
    /// To whom every broken promise is reported; empty where the standard names nobody.
    pub(crate) reported: String,
    pub(crate) bars: Vec<Bar>,
    pub(crate) limit: i64,
    pub(crate) label: String,
    /// First and last month of the picture.
    pub(crate) ends: (String, String),
    pub(crate) how: Definition,
    /// What the reader had part in; empty where nothing.
    pub(crate) own: String,
    /// The cases of all months, the reader's own among them, and the table of months; empty for the public.
    pub(crate) cases_href: String,
    pub(crate) own_href: String,
    pub(crate) months_href: String,
}

/// The addresses of what is behind the figures of a promise; the public has none.
#[derive(Clone, Copy)]
struct Behind<'a> {
    norm: &'a str,
    reader: Option<Reader>,
}

impl Behind<'_> {
    /// The cases of some months, from the first to the last; empty for the public.
    fn cases(self, first: i64, last: i64, wanted: Wanted) -> String {
        self.reader
            .map_or_else(String::new, |reader| cases_href(self.norm, reader.part, (first, last), wanted))
    }
    /// The cases of some months that the reader had part in.
    fn own(self, first: i64, last: i64) -> String {
        self.reader.map_or_else(String::new, |Reader { part, me }| {
            let part = Part { employee: Some(me), ..part };
            cases_href(self.norm, part, (first, last), Wanted::All)
        })
    }
    /// The table of months on the page of the promise.
    fn months(self) -> String {
        self.reader.map_or_else(String::new, |reader| {
            let part = reader.part.pieces().join("&");
            let asked = if part.is_empty() { part } else { format!("?{part}") };
            format!("/promises/{}{asked}#parts", self.norm)
        })
    }
}

/// Where the obligations of a part of a promise's figures are listed, from one month to another.
pub(crate) fn cases_href(norm: &str, part: Part, (first, last): (i64, i64), wanted: Wanted) -> String {
    format!("/promises/{norm}/obligations?{}", part.address(days_of(first, last), wanted))
}

/// What a figure is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted<'a> {
    /// Twelve months, the last one `last`.
    pub(crate) months: &'a [Kept],
    /// Month number of the last one.
    pub(crate) last: i64,
    /// What the reader had part in.
    pub(crate) own: Kept,
}

/// A promise beside what was kept of it.
pub(crate) fn figure(
    words: Words,
    standard: &Standard,
    promise: &CompiledPromise,
    counted: Counted<'_>,
    audience: Audience,
    standard_page: &str,
) -> Figure {
    let Counted { months, last, own } = counted;
    let total = Kept::sum(months);
    let target = promise.target_percent / 100.0;
    let (shown, seen, reader) = match audience {
        Audience::Staff(reader) => (vec![true; months.len()], Some(total), Some(reader)),
        Audience::Public => (publishable(months), publishable_total(total), None),
    };
    let behind = Behind { norm: &promise.norm_id, reader };
    let share = seen.and_then(Kept::share);
    let first = last - i64::try_from(months.len()).unwrap_or_default() + 1;
    let bars = (first..).zip(months.iter().zip(&shown)).map(|(month, (kept, shown))| {
        let share = kept.share().filter(|_| *shown);
        let (said, height, kind) = bar(words, month, share, target);
        let href = share.map_or_else(String::new, |_| behind.cases(month, month, Wanted::All));
        (said, height, kind, href)
    });
    Figure {
        norm: promise.norm_id.clone(),
        sentence: promise.text.get(words.0).to_owned(),
        source: source(words, standard, &promise.origin),
        source_href: format!("{standard_page}#{}", promise.norm_id),
        promised: words.percent(target),
        kept: share.map_or_else(|| words.t("promises-no-figure"), |share| words.percent(share)),
        cases: seen
            .map_or_else(|| words.t("promises-too-few"), |total| words.n("promises-cases", total.owed())),
        below: share.is_some_and(|share| is_below(share, target)),
        reported: reported(words, standard, promise),
        bars: bars.collect(),
        limit: height(target),
        label: picture(words, share, target),
        ends: (month_words(words, first), month_words(words, last)),
        how: definition(words, promise, seen, |wanted| behind.cases(first, last, wanted)),
        cases_href: behind.cases(first, last, Wanted::All),
        own_href: behind.own(first, last),
        months_href: behind.months(),
        own: own.share().map_or_else(String::new, |share| {
            words.na("promises-own", own.owed(), &[("share", words.percent(share).into())])
        }),
    }
}

fn bar(words: Words, month: i64, share: Option<f64>, target: f64) -> (String, i64, &'static str) {
    let name = month_words(words, month);
    match share {
        // The least height that is still seen: nothing kept is not the same as no figure.
        Some(share) if is_below(share, target) => (
            format!("{name}: {}, {}", words.percent(share), words.t("promises-below-short")),
            height(share).max(2),
            "late",
        ),
        Some(share) => (format!("{name}: {}", words.percent(share)), height(share).max(2), "good"),
        None => (format!("{name}: {}", words.t("promises-no-figure")), 1, "quiet"),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a height of forty at most")]
fn height(share: f64) -> i64 {
    (share * 40.0).round() as i64
}

/// What the picture shows, for those who do not see it.
fn picture(words: Words, share: Option<f64>, target: f64) -> String {
    let kept = share.map_or_else(|| words.t("promises-no-figure"), |share| words.percent(share));
    words.ta("promises-picture", &[("promised", words.percent(target).into()), ("kept", kept.into())])
}

/// A month number as words with its year: "novembris 2026".
pub(crate) fn month_words(words: Words, month: i64) -> String {
    let name = words.month(i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1));
    format!("{name} {}", 1970 + month.div_euclid(12))
}

/// The month of a day, as its number.
pub(crate) fn month_of(day: jiff::civil::Date) -> i64 {
    month_number(day)
}

/// The paragraph that is cited, with the document where it is not the standard itself: "13. punkts".
pub(crate) fn source(words: Words, standard: &Standard, origin: &Origin) -> String {
    let Origin { document, paragraph } = origin;
    let plain = paragraph.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let paragraph = if plain {
        words.ta("promises-paragraph", &[("paragraph", paragraph.as_str().into())])
    } else {
        paragraph.clone()
    };
    if *document == standard.file().id { paragraph } else { format!("{document}, {paragraph}") }
}

/// To whom every broken promise is reported, from the standard's own roles.
fn reported(words: Words, standard: &Standard, promise: &CompiledPromise) -> String {
    let roles = &standard.lists().roles;
    let mut names: Vec<&str> = promise
        .escalate
        .iter()
        .filter_map(|step| roles.iter().find(|role| role.value.id == step.to))
        .map(|role| role.value.title.get(words.0))
        .collect();
    names.dedup();
    if names.is_empty() {
        return String::new();
    }
    words.ta("promises-reported", &[("roles", names.join(", ").into())])
}

/// How the figure comes about, in the words of the standard and of its own counts; `cases` gives the address of those in
/// one state, empty for the public.
fn definition(
    words: Words,
    promise: &CompiledPromise,
    seen: Option<Kept>,
    cases: impl Fn(Wanted) -> String,
) -> Definition {
    let plain = |name: &str, text: String| (words.t(name), text, String::new());
    let mut lines = vec![
        plain("promises-how-starts", event_words(words.0, &promise.starts).to_owned()),
        plain("promises-how-within", words::term(&promise.within).get(words.0).to_owned()),
        plain("promises-how-met", events(words, promise.met_by.iter())),
    ];
    if !promise.waived_by.is_empty() {
        let reasons: Vec<&str> =
            promise.waived_by.iter().map(|Waiver { reason, .. }| reason_words(words.0, reason)).collect();
        lines.push(plain("promises-how-waived", reasons.join("; ")));
    }
    let is_staff = !cases(Wanted::All).is_empty();
    if let Some((kept, share)) = seen.and_then(|kept| Some((kept, kept.share()?))) {
        let sum = words.ta(
            "promises-how-sum",
            &[
                ("met", words.number(kept.met).into()),
                ("owed", words.number(kept.owed()).into()),
                ("share", words.percent(share).into()),
            ],
        );
        lines.push((words.t("promises-how-share"), sum, cases(Wanted::Met)));
        if is_staff && kept.waived > 0 {
            let left_out = words.n("promises-cases", kept.waived);
            lines.push((words.t("promises-how-left-out"), left_out, cases(Wanted::Waived)));
        }
    }
    let rule = if is_staff { words.t("promises-how-day") } else { words.t("promises-how-public") };
    lines.push(plain("promises-how-rule", rule));
    lines
}

fn reason_words(lang: Lang, reason: &Text) -> &str {
    reason.get(lang)
}

fn event_words(lang: Lang, trigger: &Trigger) -> &'static str {
    let (lv, en) = trigger.event().words();
    if lang == Lang::En { en } else { lv }
}

/// Events one after another, each once.
fn events<'a>(words: Words, triggers: impl Iterator<Item = &'a Trigger>) -> String {
    let mut names: Vec<&str> = triggers.map(|trigger| event_words(words.0, trigger)).collect();
    names.dedup();
    names.join(&words.t("promises-or"))
}

#[cfg(test)]
mod tests {
    use solits_standard::model::ChannelKind;
    use uuid::Uuid;

    use super::*;

    const STANDARD: &str = r#"
format = 1
id = "testa"
[identity]
title = { lv = "Testa standarts" }
kind = "municipal_standard"
level = "institution"
version = "1"
status = "in_force"
issuer = { lv = "Iestāde" }
[scope]
paragraphs = ["1"]
field = { lv = "Viss" }
bound = []
[[role]]
id = "unit_head"
title = { lv = "nodaļas vadītājs" }
paragraph = "2"
[[norm]]
id = "wait"
paragraphs = ["13"]
text = { lv = "Klientu aicina 15 minūšu laikā." }
kind = "promise"
[norm.promise]
starts = "ticket.taken"
within = { minutes = 15 }
met_by = ["ticket.called"]
waived_by = [{ by = "ticket.left", reason = { lv = "klients aizgāja" } }]
target_percent = 90.0
public = true
channel = "visit"
escalate = [{ to = "unit_head", at_percent = 80 }, { to = "unit_head", at_percent = 100 }]
"#;

    fn shown(months: &[Kept], audience: Audience) -> Figure {
        let standard = Standard::compile(STANDARD, None).unwrap();
        let promise = standard.promise("wait").unwrap();
        let counted = Counted { months, last: 682, own: Kept { met: 3, breached: 1, waived: 0 } };
        figure(Words::new(Lang::Lv), &standard, promise, counted, audience, "/standard")
    }

    fn kept(met: i64, breached: i64) -> Kept {
        Kept { met, breached, waived: 0 }
    }

    /// Somebody who looks at the part of one channel.
    fn staff() -> Audience {
        let part = Part { channel: Some(ChannelKind::Visit), ..Part::default() };
        Audience::Staff(Reader { part, me: EmployeeId::new(Uuid::from_u128(10)) })
    }

    #[test]
    fn every_figure_leads_to_the_cases_of_its_months_and_of_the_part_looked_at() {
        let figure = shown(&[kept(80, 20), kept(0, 0), kept(95, 5)], staff());
        let year = "/promises/wait/obligations?from=2026-09-01&to=2026-11-30&channel=visit";
        assert_eq!(figure.cases_href, year);
        assert_eq!(figure.own_href, format!("{year}&employee=00000000-0000-0000-0000-00000000000a"));
        assert_eq!(figure.months_href, "/promises/wait?channel=visit#parts");
        let september = "/promises/wait/obligations?from=2026-09-01&to=2026-09-30&channel=visit";
        assert_eq!(figure.bars[0].3, september);
        assert_eq!(figure.bars[1].3, "", "a month without a figure has nothing behind it");
        let share = figure.how.iter().find(|line| line.1.starts_with("175 no 200")).unwrap();
        assert_eq!(share.2, format!("{year}&state=met"));
    }

    #[test]
    fn nothing_the_public_sees_leads_to_a_case() {
        let figure = shown(&[kept(80, 20), kept(95, 5)], Audience::Public);
        let hrefs = [&figure.cases_href, &figure.own_href, &figure.months_href];
        let bars = figure.bars.iter().map(|bar| &bar.3);
        assert!(
            hrefs.into_iter().chain(bars).chain(figure.how.iter().map(|line| &line.2)).all(String::is_empty)
        );
    }

    #[test]
    fn what_lies_below_the_promise_says_so_and_to_whom_it_is_reported() {
        let figure = shown(&[kept(80, 20), kept(95, 5)], staff());
        let said = (figure.promised.as_str(), figure.kept.as_str(), figure.below);
        assert_eq!(said, ("90\u{a0}%", "87,5\u{a0}%", true));
        assert_eq!(figure.reported, "Par katru neturētu solījumu uzzina: nodaļas vadītājs.");
        let kinds: Vec<&str> = figure.bars.iter().map(|bar| bar.2).collect();
        assert_eq!(kinds, ["late", "good"]);
        assert_eq!(figure.bars[0].0, "oktobris 2026: 80\u{a0}%, zem solītā");
        assert!(!shown(&[kept(95, 5)], staff()).below);
    }

    #[test]
    fn the_definition_names_start_term_end_and_what_is_left_out() {
        let figure = shown(&[kept(80, 20)], staff());
        let said: Vec<&str> = figure.how.iter().map(|line| line.1.as_str()).collect();
        assert_eq!(said[..4], ["talons izsniegts", "15 minūtes", "klients aicināts", "klients aizgāja"]);
        assert_eq!(said[4], "80 no 100, tātad 80\u{a0}%");
    }

    #[test]
    fn the_public_sees_no_month_and_no_total_below_five() {
        let figure = shown(&[kept(2, 1), kept(40, 0), kept(20, 0)], Audience::Public);
        let kinds: Vec<&str> = figure.bars.iter().map(|bar| bar.2).collect();
        assert_eq!(kinds, ["quiet", "good", "quiet"]);
        let few = shown(&[kept(3, 1)], Audience::Public);
        assert_eq!((few.kept.as_str(), few.below), ("nav skaitļa", false));
        assert!(few.cases.contains("mazāk") && !few.how.iter().any(|line| line.1.contains('4')));
    }

    #[test]
    fn a_paragraph_is_cited_and_opens_its_place_in_the_standard() {
        let figure = shown(&[kept(1, 0)], staff());
        assert_eq!((figure.source.as_str(), figure.source_href.as_str()), ("13. punkts", "/standard#wait"));
        assert_eq!(figure.own, "Jūsu paveiktais: 75\u{a0}% (4 gadījumi)");
    }
}
