//! What stands where on the pages of a letter.

use crate::{
    Letter, PaperError,
    measure::{Measure, Weight},
};

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;
/// Width and height of a page, A4.
pub(crate) const SHEET: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// The left edge is wide enough for binding.
const LEFT: f32 = 30.0 * MM;
const RIGHT: f32 = 20.0 * MM;
const TOP: f32 = 20.0 * MM;
/// Above this ends the text of a page; its number stands below.
const BOTTOM: f32 = SHEET.1 - 25.0 * MM;
const FOOT: f32 = SHEET.1 - 15.0 * MM;
/// From the left edge of the text to the right one.
const WIDTH: f32 = SHEET.0 - LEFT - RIGHT;
/// The window of an envelope (C5/6, DL) shows what begins here, so high and so wide.
const WINDOW: f32 = 50.0 * MM;
const WINDOW_HEIGHT: f32 = 35.0 * MM;
const WINDOW_WIDTH: f32 = 85.0 * MM;
/// Room of the institution's mark.
const MARK: (f32, f32) = (50.0 * MM, 18.0 * MM);
/// Size of the text, and from line to line.
const SIZE: f32 = 11.0;
const LEADING: f32 = 15.0;
const BETWEEN: f32 = 7.0;

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The institution's name and particulars, in this order.
    Head(usize),
    /// The addressee.
    Window,
    /// Day and number.
    Facts,
    /// What the letter is about: its heading.
    Subject,
    /// A paragraph.
    Paragraph(usize),
    /// What is enclosed.
    Enclosed,
    /// The number of the page.
    Foot,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it belongs to.
    pub role: Role,
    /// Its beginning, points from the left edge of the page.
    pub x: f32,
    /// Where its letters stand, points from the top.
    pub y: f32,
    /// Size in points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// What it says.
    pub text: String,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Left and top edge, width and height of the institution's mark.
    pub mark: Option<(f32, f32, f32, f32)>,
    /// Left and right end of the line under the head, and how far it is from the top.
    pub rule: Option<(f32, f32, f32)>,
    /// Lines in the order in which they are read.
    pub lines: Vec<Line>,
}

struct Pen {
    measure: Measure,
    pages: Vec<Page>,
    page: Page,
    /// Where the next line begins at its top.
    y: f32,
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Style {
    weight: Weight,
    size: f32,
    leading: f32,
}

const TEXT: Style = Style { weight: Weight::Regular, size: SIZE, leading: LEADING };

impl Pen {
    fn put(&mut self, role: Role, (x, text): (f32, String), style: Style) {
        self.y += style.leading;
        // Letters stand a little above the lower edge of their line.
        let y = self.y - (style.leading - style.size) / 2.0 - style.size * 0.15;
        let (size, weight) = (style.size, style.weight);
        self.page.lines.push(Line { role, x, y, size, weight, text });
    }

    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = TOP;
    }

    /// Lines that belong together; neither their first nor their last stands alone on a page.
    fn block(&mut self, role: Role, lines: Vec<String>, style: Style) {
        let count = lines.len();
        for (place, line) in lines.into_iter().enumerate() {
            let left = count - place;
            let stays = if place == 0 {
                left.min(2)
            } else if left == 2 {
                2
            } else {
                1
            };
            #[expect(clippy::cast_precision_loss, reason = "one or two")]
            if self.y + style.leading * stays as f32 > BOTTOM {
                self.turn();
            }
            self.put(role, (LEFT, line), style);
        }
    }

    fn broken(&mut self, text: &str, style: Style, room: f32) -> Vec<String> {
        self.measure.lines(text, style.weight, style.size, room)
    }

    fn head(&mut self, letter: &Letter) {
        let mut x = LEFT;
        if let Some(logo) = &letter.logo {
            let (width, height) = logo.fitted(MARK);
            self.page.mark = Some((LEFT, TOP, width, height));
            x += width + 5.0 * MM;
        }
        let room = LEFT + WIDTH - x;
        let quiet = Style { weight: Weight::Regular, size: 10.0, leading: 13.0 };
        let name = Style { weight: Weight::Semibold, size: 15.0, leading: 19.0 };
        let small = Style { weight: Weight::Regular, size: 8.5, leading: 11.5 };
        let particulars = letter.particulars.join(" · ");
        let texts = [(&letter.parent, quiet), (&letter.institution, name), (&particulars, small)];
        for (place, (text, style)) in texts.into_iter().enumerate().filter(|(_, (text, _))| !text.is_empty())
        {
            for line in self.broken(text, style, room) {
                self.put(Role::Head(place), (x, line), style);
            }
        }
        let under = self.page.mark.map_or(self.y, |(_, top, _, height)| self.y.max(top + height)) + 6.0;
        self.page.rule = Some((LEFT, LEFT + WIDTH, under));
        self.y = under;
    }

    fn window(&mut self, letter: &Letter) {
        let begins = (self.y + 8.0 * MM).max(WINDOW);
        self.y = begins;
        for text in &letter.window {
            for line in self.broken(text, TEXT, WINDOW_WIDTH) {
                self.put(Role::Window, (LEFT, line), TEXT);
            }
        }
        self.y = self.y.max(begins + WINDOW_HEIGHT);
    }

    /// A number on each page of several.
    fn numbered(mut self, reference: &str) -> Vec<Page> {
        self.pages.push(self.page);
        let count = self.pages.len();
        if count == 1 {
            return self.pages;
        }
        for (place, page) in self.pages.iter_mut().enumerate() {
            let text = format!("{reference} · {} / {count}", place + 1);
            let width = self.measure.width(&text, Weight::Regular, 9.0);
            page.lines.push(Line {
                role: Role::Foot,
                x: LEFT + WIDTH - width,
                y: FOOT,
                size: 9.0,
                weight: Weight::Regular,
                text,
            });
        }
        self.pages
    }
}

/// The pages of a letter.
pub fn layout(letter: &Letter) -> Result<Vec<Page>, PaperError> {
    let mut pen = Pen { measure: Measure::new()?, pages: Vec::new(), page: Page::default(), y: TOP };
    pen.head(letter);
    pen.window(letter);
    pen.put(Role::Facts, (LEFT, letter.facts.clone()), TEXT);
    pen.y += BETWEEN * 2.0;
    let subject = Style { weight: Weight::Semibold, size: 12.0, leading: 16.0 };
    let lines = pen.broken(&letter.subject, subject, WIDTH);
    pen.block(Role::Subject, lines, subject);
    for (place, paragraph) in letter.paragraphs.iter().enumerate() {
        pen.y += BETWEEN;
        let lines = paragraph.iter().flat_map(|line| pen.broken(line, TEXT, WIDTH)).collect();
        pen.block(Role::Paragraph(place), lines, TEXT);
    }
    if !letter.enclosed.is_empty() {
        pen.y += BETWEEN;
        let lines = pen.broken(&letter.enclosed, TEXT, WIDTH);
        pen.block(Role::Enclosed, lines, TEXT);
    }
    Ok(pen.numbered(&letter.reference))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letter(paragraphs: Vec<Vec<String>>) -> Letter {
        Letter {
            lang: "lv".to_owned(),
            institution: "Ezermalas novada pašvaldība".to_owned(),
            particulars: vec!["Ezera iela 1, Ezermala".to_owned(), "+371 60000000".to_owned()],
            window: vec![
                "Anna Bērziņa".to_owned(),
                "Ābeļu iela 7–3".to_owned(),
                "Ezermala, LV-0000".to_owned(),
            ],
            facts: "2026. gada 20. novembrī".to_owned(),
            subject: "Par ielas apgaismojumu".to_owned(),
            paragraphs,
            reference: "EZ-2026-0007".to_owned(),
            ..Letter::default()
        }
    }

    /// The window of an envelope shows the addressee and nothing of the head above it.
    #[test]
    fn the_addressee_stands_in_the_window_and_nothing_else_does() {
        let pages = layout(&letter(vec![vec!["Labdien!".to_owned()]])).unwrap();
        assert_eq!(pages.len(), 1);
        for line in &pages[0].lines {
            let in_window = line.y > WINDOW && line.y < WINDOW + WINDOW_HEIGHT;
            assert_eq!(in_window, line.role == Role::Window, "{line:?}");
        }
        assert!(pages[0].lines.iter().all(|line| line.role != Role::Foot), "one page needs no number");
    }

    #[test]
    fn the_last_line_of_a_paragraph_never_stands_alone_on_a_page() {
        let line = |n: usize| format!("{n}. rinda");
        for count in 20..70 {
            let pages = layout(&letter(vec![(0..count).map(line).collect()])).unwrap();
            for page in &pages {
                let of_text =
                    page.lines.iter().filter(|line| matches!(line.role, Role::Paragraph(_))).count();
                assert_ne!(of_text, 1, "{count} lines on {} pages", pages.len());
            }
        }
    }

    #[test]
    fn each_page_of_several_has_its_number() {
        let pages = layout(&letter(vec![vec!["Teksts.".to_owned(); 90]])).unwrap();
        let feet: Vec<&str> =
            pages.iter().filter_map(|page| page.lines.last()).map(|line| &*line.text).collect();
        assert_eq!(feet, ["EZ-2026-0007 · 1 / 3", "EZ-2026-0007 · 2 / 3", "EZ-2026-0007 · 3 / 3"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// Whatever is written, all of it stands on the pages, in its order and inside their edges.
        #[test]
        fn nothing_is_lost_and_nothing_stands_over_the_edge(
            paragraphs in prop::collection::vec(prop::collection::vec("[A-Za-zāčēģīķļņšūž0-9.,!: ]{0,240}|[a-z]{90,300}", 1..6), 0..12),
        ) {
            let pages = layout(&letter(paragraphs.clone())).unwrap();
            let mut measure = Measure::new().unwrap();
            let mut said = String::new();
            for line in pages.iter().flat_map(|page| &page.lines) {
                prop_assert!(line.x >= LEFT && line.x + measure.width(&line.text, line.weight, line.size) <= LEFT + WIDTH + 1.0);
                prop_assert!(line.y <= FOOT && (line.role == Role::Foot || line.y <= BOTTOM));
                if matches!(line.role, Role::Paragraph(_)) {
                    said.push_str(&line.text);
                }
            }
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let wanted: String = paragraphs.iter().flatten().map(|line| bare(line)).collect();
            prop_assert_eq!(bare(&said), wanted);
        }
    }
}
