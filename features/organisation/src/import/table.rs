//! Columns by their headings: Latvian or English, in any case, with or without diacritics, in any order.

use solits_kernel::{Lang, fold};

use super::file::Row;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// People who work for the institution.
    Employees,
    /// Entries of the service catalogue.
    Services,
}

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Employees, Self::Services];

    /// As forms and addresses name it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Employees => "employees",
            Self::Services => "services",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The columns of a file, in the order of the sample.
    pub(crate) const fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Employees => &[
                C::Name,
                C::Email,
                C::Post,
                C::Phone,
                C::Branch,
                C::Unit,
                C::Supervisor,
                C::Roles,
                C::Levels,
                C::Skills,
            ],
            Self::Services => &[
                C::Code,
                C::Title,
                C::EnglishTitle,
                C::Line,
                C::Deadline,
                C::DeadlineUnit,
                C::Price,
                C::Identity,
                C::Minutes,
                C::Owner,
                C::Documents,
                C::Description,
            ],
        }
    }

    /// By which column a row finds what is stored already.
    pub(crate) const fn key(self) -> Column {
        match self {
            Self::Employees => Column::Email,
            Self::Services => Column::Code,
        }
    }
}

/// A column that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Email,
    Post,
    Phone,
    Branch,
    Unit,
    Supervisor,
    Roles,
    Levels,
    Skills,
    Code,
    Title,
    EnglishTitle,
    Line,
    Deadline,
    DeadlineUnit,
    Price,
    Identity,
    Minutes,
    Owner,
    Documents,
    Description,
}

impl Column {
    /// Headings it is known by: the Latvian and the English one that we write, then others people use. They belong to
    /// the file, not to the screen, so that a file means the same in either language.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["Vārds, uzvārds", "Name", "Vārds uzvārds", "Darbinieks", "Employee", "Full name"],
            Self::Email => &["E-pasts", "E-mail", "E-pasta adrese", "E-mail address"],
            Self::Post => &["Amats", "Post", "Position", "Job title"],
            Self::Phone => &["Tālrunis", "Phone", "Telefons", "Telephone"],
            Self::Branch => &["Centrs", "Branch", "Klientu centrs", "Filiāle"],
            Self::Unit => &["Struktūrvienība", "Unit", "Nodaļa", "Department"],
            Self::Supervisor => {
                &["Vadītāja e-pasts", "Supervisor e-mail", "Tiešais vadītājs", "Vadītājs", "Supervisor"]
            }
            Self::Roles => &["Lomas", "Roles", "Loma", "Role"],
            Self::Levels => &["Iesaistes līmeņi", "Involvement levels", "Līmeņi", "Levels"],
            Self::Skills => &["Prasmes", "Skills", "Pakalpojumi, ko sniedz", "Services given"],
            Self::Code => &["Kods", "Code", "Pakalpojuma kods", "Service code"],
            Self::Title => &["Nosaukums", "Name", "Pakalpojums", "Service", "Nosaukums latviski"],
            Self::EnglishTitle => &["Nosaukums angliski", "Name in English", "English name"],
            Self::Line => &["Rinda", "Line"],
            Self::Deadline => &["Termiņš", "Deadline", "Dienas", "Days"],
            Self::DeadlineUnit => &["Termiņa mērvienība", "Deadline unit", "Mērvienība", "Unit"],
            Self::Price => &["Cena eiro", "Price in euros", "Cena", "Price"],
            Self::Identity => &["Klienta identitāte", "Client identity", "Identitāte", "Identity"],
            Self::Minutes => &["Minūtes pie lodziņa", "Minutes at the desk", "Minūtes", "Minutes"],
            Self::Owner => &["Atbildīgā e-pasts", "Owner e-mail", "Atbildīgais", "Owner"],
            Self::Documents => &["Dokumenti", "Documents", "Vajadzīgie dokumenti"],
            Self::Description => &["Apraksts", "Description"],
        }
    }

    /// What we call it.
    pub(crate) const fn heading(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Lv => self.headings()[0],
            Lang::En => self.headings()[1],
        }
    }

    /// The column of a heading among those of a kind.
    fn find(kind: Kind, heading: &str) -> Option<Self> {
        let wanted = letters(heading);
        let known = |column: &Self| column.headings().iter().any(|heading| letters(heading) == wanted);
        kind.columns().iter().copied().find(known)
    }
}

/// Letters and digits alone: a star, a colon, a hyphen or a line break in a heading changes nothing.
fn letters(heading: &str) -> String {
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Why the headings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeadingError {
    /// The column by which rows are known is not there.
    Missing(Column),
    /// Two columns say the same.
    Twice(Column),
}

/// Rows under columns that are understood.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<(Column, usize)>,
    /// Headings that say nothing here; those columns are not read.
    pub(crate) unknown: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// Takes the first row for headings.
    pub(crate) fn of(kind: Kind, rows: &[Row]) -> Result<Self, HeadingError> {
        let (headings, rows) = rows.split_first().ok_or(HeadingError::Missing(kind.key()))?;
        let mut columns: Vec<(Column, usize)> = Vec::new();
        let mut unknown = Vec::new();
        for (place, heading) in headings.cells.iter().enumerate() {
            match Column::find(kind, heading) {
                Some(column) if columns.iter().any(|(known, _)| *known == column) => {
                    return Err(HeadingError::Twice(column));
                }
                Some(column) => columns.push((column, place)),
                None if heading.trim().is_empty() => {}
                None => unknown.push(heading.trim().chars().take(60).collect()),
            }
        }
        if !columns.iter().any(|(column, _)| *column == kind.key()) {
            return Err(HeadingError::Missing(kind.key()));
        }
        Ok(Self { columns, unknown, rows: rows.to_vec() })
    }

    /// What stands in a row under a column; nothing where there is no such column.
    pub(crate) fn cell<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        let place = self.columns.iter().find(|(known, _)| *known == column).map(|(_, place)| *place);
        place.and_then(|place| row.cells.get(place)).map(|cell| cell.trim()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row { number: 1, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
    }

    #[test]
    fn headings_are_known_in_either_language_in_any_order_case_and_spelling() {
        for headings in [["Vārds, uzvārds", "E-pasts"], ["VARDS UZVARDS *", "epasts:"], ["name", "E-MAIL"]]
        {
            let table = Table::of(Kind::Employees, &[row(&headings), row(&["Anna", "anna@x"])]).unwrap();
            assert_eq!(table.cell(&table.rows[0], Column::Name), "Anna", "{headings:?}");
            assert_eq!(table.cell(&table.rows[0], Column::Email), "anna@x", "{headings:?}");
        }
    }

    #[test]
    fn no_heading_of_a_kind_means_two_columns() {
        for kind in Kind::ALL {
            for column in kind.columns() {
                for heading in column.headings() {
                    assert_eq!(Column::find(kind, heading), Some(*column), "{heading}");
                }
            }
        }
    }

    #[test]
    fn a_file_without_its_key_or_with_a_column_twice_is_refused_and_strange_columns_are_told() {
        let of = |headings: &[&str]| Table::of(Kind::Services, &[row(headings), row(&["A"])]);
        assert_eq!(of(&["Nosaukums"]).unwrap_err(), HeadingError::Missing(Column::Code));
        assert_eq!(of(&["Kods", "code"]).unwrap_err(), HeadingError::Twice(Column::Code));
        assert_eq!(of(&["Kods", "Krāsa", ""]).unwrap().unknown, ["Krāsa"]);
    }
}
