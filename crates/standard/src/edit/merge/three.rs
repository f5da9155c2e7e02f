//! The comparison of three files, value by value.

use super::{
    Raw, RawAbout,
    rows::{Order, Rows, Three, sorting},
};
use crate::edit::{
    ORDER,
    data::Data,
    form::{self, Field, Kind, Naming},
    node::{Node, Path, Step},
    plan::joined,
    sections::Sections,
    splice::{Edit, New},
};

/// What has to be done to theirs so that it holds mine as well.
pub(super) struct Merger<'a> {
    mine: Sections<'a>,
    pub(super) edits: Vec<Edit>,
    pub(super) clashes: Vec<Raw>,
}

/// How the insides of a value are compared.
#[derive(Clone, Copy)]
enum Shape<'f> {
    /// By these fields.
    Fields(&'f [Field]),
    /// As one statement.
    Whole,
    /// Key by key, whatever the keys are.
    Free,
}

impl<'a> Merger<'a> {
    pub(super) fn new(mine: &'a str, root: Node<'_>) -> Self {
        Self { mine: Sections::of(mine, root), edits: Vec::new(), clashes: Vec::new() }
    }

    pub(super) fn root(&mut self, base: &Data, mine: &Data, theirs: &Data) {
        let whole = Three { base: Some(base), mine: Some(mine), theirs: Some(theirs) };
        for key in keys(whole) {
            let (three, path) = (whole.get(&key), vec![Step::key(&key)]);
            if three.is_settled() {
                continue;
            }
            match form::list(&key) {
                Some(list) if matches!(list.naming, Naming::Field(_) | Naming::Place) => {
                    self.items(list, three, &path);
                }
                Some(list) if list.naming == Naming::Key => self.parameters(list, three, &path),
                Some(list) => self.value(Shape::Fields(&list.fields), three, &path),
                None => self.value(Shape::Free, three, &path),
            }
        }
    }

    fn parameters(&mut self, list: &'static form::List, three: Three<'_>, path: &Path) {
        if !three.mine.is_some_and(Data::is_table) || !three.theirs.is_some_and(Data::is_table) {
            return self.value(Shape::Free, three, path);
        }
        for name in keys(three) {
            let fields = form::fields(list, &name);
            self.value(Shape::Fields(&fields), three.get(&name), &joined(path, Step::key(&name)));
        }
    }

    fn value(&mut self, shape: Shape<'_>, three: Three<'_>, path: &Path) {
        if three.is_settled() {
            return;
        }
        let all = [three.mine, three.theirs];
        let tables = all.iter().all(|data| data.is_some_and(Data::is_table));
        let lists = all.iter().all(|data| matches!(data, Some(Data::List(_))));
        match shape {
            Shape::Fields(fields) if tables => {
                for key in keys(three) {
                    let shape = fields
                        .iter()
                        .find(|field| field.key == key)
                        .map_or(Shape::Free, |field| shape_of(&field.kind));
                    self.value(shape, three.get(&key), &joined(path, Step::key(&key)));
                }
            }
            Shape::Free if tables => {
                for key in keys(three) {
                    self.value(Shape::Free, three.get(&key), &joined(path, Step::key(&key)));
                }
            }
            Shape::Fields(_) | Shape::Free if lists => self.rows(shape, three, path),
            _ => self.single(three, path),
        }
    }

    /// A value that is taken as a whole.
    fn single(&mut self, three: Three<'_>, path: &Path) {
        if three.theirs != three.base {
            return self.clash(RawAbout::Value, three, path.clone());
        }
        self.edits.push(match three.mine {
            Some(mine) => Edit::Put(path.clone(), mine.clone()),
            None => Edit::Take(path.clone()),
        });
    }

    fn clash(&mut self, about: RawAbout, three: Three<'_>, path: Path) {
        let copy = |data: Option<&Data>| data.cloned();
        self.clashes.push(Raw {
            about,
            path,
            base: copy(three.base),
            mine: copy(three.mine),
            theirs: copy(three.theirs),
        });
    }

    /// The rows of a field. Where they cannot be brought together row by row, the field clashes as a whole.
    fn rows(&mut self, shape: Shape<'_>, three: Three<'_>, path: &Path) {
        let (edits, clashes) = (self.edits.len(), self.clashes.len());
        let sure = Rows::of(three, Some("id")).filter(|rows| {
            rows.removed_and_changed().next().is_none()
                && rows.order() != Order::Clashing
                && !rows.is_replaced_by_both()
        });
        if let Some(rows) = sure {
            for (mine, theirs, base) in rows.pairs() {
                let inner = Three { base, mine: Some(mine.1), theirs: Some(theirs.1) };
                self.value(shape, inner, &joined(path, Step::Index(theirs.0)));
            }
            if let Some(places) = self.structure(&rows, path) {
                return self.relocate(clashes, path, &places);
            }
        }
        self.edits.truncate(edits);
        self.clashes.truncate(clashes);
        if three.theirs == three.base
            && let Some(mine) = three.mine
        {
            return self.replaced_rows(three, mine, path);
        }
        self.clash(RawAbout::Value, three, path.clone());
    }

    /// The rows of mine in place of theirs, which are those of the base.
    fn replaced_rows(&mut self, three: Three<'_>, mine: &Data, path: &Path) {
        let length = three.theirs.map_or(0, |theirs| theirs.rows().len());
        for (place, row) in mine.rows().iter().enumerate() {
            self.edits.push(Edit::Insert(path.clone(), length + place, New::from(row.clone())));
        }
        self.edits.extend((0..length).rev().map(|place| Edit::Remove(path.clone(), place)));
    }

    /// The items of a list of the file.
    fn items(&mut self, list: &'static form::List, three: Three<'_>, path: &Path) {
        let name = if let Naming::Field(name) = list.naming { Some(name) } else { None };
        let Some(rows) = Rows::of(three, name) else {
            return self.clash(RawAbout::Text, three, path.clone());
        };
        let from = self.clashes.len();
        for (mine, theirs, base) in rows.pairs() {
            let inner = Three { base, mine: Some(mine.1), theirs: Some(theirs.1) };
            self.value(Shape::Fields(&list.fields), inner, &joined(path, Step::Index(theirs.0)));
        }
        for (mine, theirs, base) in rows.removed_and_changed() {
            let place = mine.or(theirs).map_or(0, |(place, _)| place);
            let data = |side: Option<(usize, &'_ Data)>| side.map(|(_, data)| data.clone());
            self.clashes.push(Raw {
                about: RawAbout::Value,
                path: joined(path, Step::Index(place)),
                base: Some(base.clone()),
                mine: data(mine),
                theirs: data(theirs),
            });
        }
        let order = self.structure(&rows, path);
        if let Some(places) = &order {
            self.relocate(from, path, places);
        }
        if order.is_none() || rows.order() == Order::Clashing {
            self.clash(RawAbout::Order, Three { base: None, mine: None, theirs: None }, path.clone());
        }
    }

    /// Gives the clashes below a list the places that the rows of theirs have at the end.
    fn relocate(&mut self, from: usize, path: &Path, places: &[Option<usize>]) {
        for clash in &mut self.clashes[from..] {
            // A row that theirs lacks keeps its place in mine: it is shown from there.
            let is_lacking = clash.path.len() == path.len() + 1 && clash.theirs.is_none();
            if let (Some(Step::Index(place)), false) = (clash.path.get_mut(path.len()), is_lacking) {
                *place = places.get(*place).copied().flatten().unwrap_or(*place);
            }
        }
    }

    /// Takes out what mine took out, puts in what mine has more, and follows the order of mine where theirs kept that of
    /// the base. Gives the new place of each row of theirs; `None` where the order takes too many moves.
    fn structure(&mut self, rows: &Rows<'_>, path: &Path) -> Option<Vec<Option<usize>>> {
        // Rows are named by their place in theirs, or in mine behind all of theirs.
        let new = |place: usize| rows.theirs.len() + place;
        let gone = rows.gone();
        let mut now: Vec<usize> = (0..rows.theirs.len()).filter(|place| !gone.contains(place)).collect();
        let mut edits: Vec<Edit> =
            gone.iter().rev().map(|place| Edit::Remove(path.clone(), *place)).collect();
        for place in rows.added() {
            let before = rows.mine_in_theirs[..place]
                .iter()
                .enumerate()
                .rev()
                .find_map(|(other, theirs)| {
                    now.iter().position(|row| Some(*row) == *theirs || *row == new(other))
                })
                .map_or(0, |before| before + 1);
            now.insert(before, new(place));
            let row_path = joined(path, Step::Index(place));
            let written = if path.len() == 1 { self.mine.text_of(&row_path) } else { None };
            let data = rows.mine[place].clone();
            edits.push(Edit::Insert(path.clone(), before, New { data, written }));
        }
        let mut swaps = Vec::new();
        if rows.order() == Order::Mine {
            let wanted = rows.wanted(&now, new);
            swaps = sorting(&mut now, &wanted)?;
        }
        edits.extend(swaps.into_iter().map(|place| Edit::Swap(path.clone(), place)));
        self.edits.extend(edits);
        Some((0..rows.theirs.len()).map(|row| now.iter().position(|place| *place == row)).collect())
    }
}

fn shape_of(kind: &Kind) -> Shape<'_> {
    match kind {
        Kind::Group(fields) | Kind::Rows(fields) => Shape::Fields(fields),
        Kind::Each(kind) => shape_of(kind),
        Kind::Term | Kind::Event(_) => Shape::Whole,
        _ => Shape::Free,
    }
}

/// The keys of three tables in the settled order, each once.
fn keys(three: Three<'_>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for data in [three.theirs, three.mine, three.base].into_iter().flatten() {
        if let Data::Table(entries) = data {
            for (key, _) in entries {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
        }
    }
    keys.sort_by_key(|key| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    keys
}
