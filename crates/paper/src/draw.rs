//! A letter as PDF.

use std::{collections::BTreeMap, num::NonZeroU16};

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Size, Transform},
    image::Image,
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree},
    text::{Font, TextDirection},
};

use crate::{
    Letter, Line, Logo, Page, PaperError, Role, Weight, layout,
    layout::SHEET,
    measure::{REGULAR, SEMIBOLD},
};

/// What a mark on a page is held by until the tree of the document is made.
type Marks = BTreeMap<Role, Vec<Identifier>>;

struct Types {
    regular: Font,
    semibold: Font,
}

/// The letter as a PDF file.
///
/// # Errors
///
/// The program's own type cannot be read, or the file cannot be written: both are defects of the program.
pub fn write(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    let pages = layout(letter)?;
    let kept = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PaperError::Unwritable(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration: kept, ..SerializeSettings::default() };
    match document(letter, &pages, settings)? {
        // A character the type does not have: the letter is still a letter.
        Err(KrillaError::Validation(_)) => document(letter, &pages, SerializeSettings::default())?,
        other => other,
    }
    .map_err(|error| PaperError::Unwritable(error.to_string()))
}

fn document(
    letter: &Letter,
    pages: &[Page],
    settings: SerializeSettings,
) -> Result<Result<Vec<u8>, KrillaError>, PaperError> {
    let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or(PaperError::Type);
    let types = Types { regular: font(REGULAR)?, semibold: font(SEMIBOLD)? };
    let mut document = Document::new_with(settings);
    let mut marks = Marks::new();
    let mut mark = None;
    for page in pages {
        let sheet = PageSettings::from_wh(SHEET.0, SHEET.1).ok_or(PaperError::Type)?;
        let mut sheet = document.start_page_with(sheet);
        let mut surface = sheet.surface();
        if let (Some(place), Some(logo)) = (page.mark, &letter.logo) {
            mark = Some(picture(&mut surface, logo, place)?);
        }
        if let Some(rule) = page.rule {
            underline(&mut surface, rule);
        }
        surface.set_stroke(None);
        surface.set_fill(Some(Fill {
            paint: rgb::Color::new(0, 0, 0).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::default(),
        }));
        for line in &page.lines {
            say(&mut surface, &types, line, &mut marks);
        }
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tree(letter, marks, mark));
    document.set_metadata(about(letter));
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(
        letter.subject.clone(),
        XyzDestination::new(0, Point::from_xy(0.0, 0.0)),
    ));
    document.set_outline(outline);
    Ok(document.finish())
}

fn about(letter: &Letter) -> Metadata {
    let (year, month, day) = letter.day;
    Metadata::new()
        .title(letter.subject.clone())
        .language(letter.lang.clone())
        .authors(vec![letter.institution.clone()])
        .creation_date(
            DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0).utc_offset_hour(0),
        )
}

fn say(surface: &mut Surface<'_>, types: &Types, line: &Line, marks: &mut Marks) {
    if line.text.is_empty() {
        return;
    }
    let tag = match line.role {
        Role::Foot => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
        _ => ContentTag::Span(SpanTag::empty()),
    };
    let mark = surface.start_tagged(tag);
    let font = match line.weight {
        Weight::Regular => types.regular.clone(),
        Weight::Semibold => types.semibold.clone(),
    };
    // Whoever reads it aloud or copies it finds a blank between the last word of a line and the first of the next.
    let text = format!("{} ", line.text);
    surface.draw_text(Point::from_xy(line.x, line.y), font, line.size, &text, false, TextDirection::Auto);
    surface.end_tagged();
    if line.role != Role::Foot {
        marks.entry(line.role).or_default().push(mark);
    }
}

fn picture(
    surface: &mut Surface<'_>,
    logo: &Logo,
    (x, y, width, height): (f32, f32, f32, f32),
) -> Result<Identifier, PaperError> {
    // Smoothed pictures are not taken into files that are kept for good.
    let image = Image::from_png(logo.bytes().to_vec().into(), false).map_err(PaperError::Unwritable)?;
    let size = Size::from_wh(width, height)
        .ok_or_else(|| PaperError::Unwritable("a mark without size".to_owned()))?;
    let mark = surface.start_tagged(ContentTag::Other);
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(image, size);
    surface.pop();
    surface.end_tagged();
    Ok(mark)
}

fn underline(surface: &mut Surface<'_>, (from, to, y): (f32, f32, f32)) {
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    path.line_to(to, y);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(0, 0, 0).into(),
        width: 1.2,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.end_tagged();
}

/// What belongs to what, in the order in which it is read.
fn tree(letter: &Letter, marks: Marks, mark: Option<Identifier>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(letter.lang.clone()));
    if let Some(mark) = mark {
        let mut figure = TagGroup::new(Tag::Figure(Some(letter.institution.clone())));
        figure.push(mark);
        tree.push(figure);
    }
    for (role, pieces) in marks {
        let mut group = match role {
            Role::Subject => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(letter.subject.clone()))),
            _ => TagGroup::new(Tag::P),
        };
        for piece in pieces {
            group.push(piece);
        }
        tree.push(group);
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str) -> Letter {
        Letter {
            lang: "lv".to_owned(),
            institution: "Ezermalas novada pašvaldība".to_owned(),
            subject: "Par ielas apgaismojumu".to_owned(),
            paragraphs: vec![vec![text.to_owned()]],
            day: (2026, 11, 20),
            ..Letter::default()
        }
    }

    fn holds(pdf: &[u8], what: &str) -> bool {
        pdf.windows(what.len()).any(|part| part == what.as_bytes())
    }

    /// Letters are kept and read aloud: the file says that it is made for both, and names its language.
    #[test]
    fn a_letter_can_be_kept_for_good_and_read_aloud() {
        let pdf = write(&letter("Labdien! Ķēdes ģeometrija, 25 €.")).unwrap();
        assert!(pdf.starts_with(b"%PDF-1."));
        assert!(holds(&pdf, "pdfaid:part") && holds(&pdf, "pdfuaid:part"));
        assert!(holds(&pdf, "/StructTreeRoot") && holds(&pdf, "(lv)"));
    }

    /// A name in a script that the type does not have must not keep a letter from leaving.
    #[test]
    fn a_letter_with_characters_the_type_has_not_is_still_written() {
        let pdf = write(&letter("Cienījamā 李 kundze!")).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.") && !holds(&pdf, "pdfaid:part"));
    }

    #[test]
    fn a_mark_stands_in_the_head() {
        let bare = write(&letter("Labdien!")).unwrap();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 20, 10);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&[90; 600]).unwrap();
        let marked =
            write(&Letter { logo: Some(Logo::take(&bytes).unwrap()), ..letter("Labdien!") }).unwrap();
        assert!(holds(&marked, "/Subtype/Image") && !holds(&bare, "/Subtype/Image"));
        assert!(holds(&marked, "pdfaid:part") && holds(&marked, "pdfuaid:part"));
    }
}
