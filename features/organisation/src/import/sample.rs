//! A file to begin with: Latvian headings and one row that can be imported as it stands.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use solits_kernel::Lang;
use solits_web::{EmployeeCx, PageResult, WebError};

use super::{
    book,
    table::{Column, Kind},
};
use crate::facts;

/// `GET /setup/import/employees.csv`
pub(crate) async fn employees(cx: EmployeeCx) -> PageResult {
    Ok(download(Kind::Employees, Format::Csv, &branch(&cx).await?))
}

/// `GET /setup/import/employees.xlsx`
pub(crate) async fn employees_book(cx: EmployeeCx) -> PageResult {
    Ok(download(Kind::Employees, Format::Xlsx, &branch(&cx).await?))
}

/// `GET /setup/import/services.csv`
pub(crate) async fn services(cx: EmployeeCx) -> PageResult {
    Ok(download(Kind::Services, Format::Csv, &line(&cx).await?))
}

/// `GET /setup/import/services.xlsx`
pub(crate) async fn services_book(cx: EmployeeCx) -> PageResult {
    Ok(download(Kind::Services, Format::Xlsx, &line(&cx).await?))
}

async fn branch(cx: &EmployeeCx) -> Result<String, WebError> {
    let mut tx = cx.read().await?;
    let branch = facts::list_branches(&mut tx).await?.into_iter().next().map(|branch| branch.code);
    Ok(branch.unwrap_or_default())
}

async fn line(cx: &EmployeeCx) -> Result<String, WebError> {
    let mut tx = cx.read().await?;
    let line = facts::list_lines(&mut tx).await?.into_iter().next().map(|line| line.letter);
    Ok(line.unwrap_or_default())
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    Xlsx,
}

fn download(kind: Kind, format: Format, place: &str) -> Response {
    let (ending, kind_of_file, bytes) = match format {
        Format::Csv => ("csv", "text/csv; charset=utf-8", text(kind, place).into_bytes()),
        Format::Xlsx => (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            book::write(&rows(kind, place)),
        ),
    };
    let file = format!("attachment; filename=\"{}.{ending}\"", kind.name());
    ([(header::CONTENT_TYPE, kind_of_file.to_owned()), (header::CONTENT_DISPOSITION, file)], bytes)
        .into_response()
}

/// The headings and the row of a sample.
fn rows(kind: Kind, place: &str) -> [Vec<String>; 2] {
    let row = |cell: fn(Column, &str) -> String| {
        kind.columns().iter().map(|column| cell(*column, place)).collect::<Vec<String>>()
    };
    [row(|column, _| column.heading(Lang::Lv).to_owned()), row(example)]
}

/// The sample of a kind as text. The mark at its beginning lets office programs read the Latvian letters, and the
/// semicolon is what they part columns by here.
pub(crate) fn text(kind: Kind, place: &str) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";");
    let [headings, row] = rows(kind, place);
    format!("\u{feff}{}\r\n{}\r\n", line(&headings), line(&row))
}

fn example(column: Column, place: &str) -> String {
    match column {
        Column::Name => "Anna Bērziņa",
        Column::Email => "anna.berzina@example.lv",
        Column::Post => "Klientu apkalpošanas speciāliste",
        Column::Phone => "+371 20000000",
        Column::Branch | Column::Line => place,
        // What only the institution knows stays empty: an empty cell changes nothing.
        Column::Unit | Column::Supervisor | Column::Owner | Column::Skills => "",
        Column::Roles => "klientu apkalpošanas speciālists, kontaktpersona",
        Column::Levels => "1, 2",
        Column::Code => "PARAUGS-1",
        Column::Title => "Izziņa par dzīvesvietu",
        Column::EnglishTitle => "Statement of residence",
        Column::Deadline => "10",
        Column::DeadlineUnit => "darba dienas",
        Column::Price => "4,27",
        Column::Identity => "pārbauda vienmēr",
        Column::Minutes => "15",
        Column::Documents => "Pase vai personas apliecība; Iesniegums",
        Column::Description => "Izziņu sagatavo pašvaldība.",
    }
    .to_owned()
}

fn quoted(cell: &str) -> String {
    let plain = !cell.contains([';', ',', '"', '\n', '\t']);
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::file;

    #[test]
    fn the_workbook_and_the_text_of_a_sample_say_the_same() {
        for kind in Kind::ALL {
            // A workbook has no word for an empty cell at the end of a row.
            let cells = |bytes: &[u8]| {
                let rows = file::read(bytes).unwrap().into_iter();
                rows.map(|row| row.cells.join("|").trim_end_matches('|').to_owned()).collect::<Vec<_>>()
            };
            let workbook = book::write(&rows(kind, "A & \"B\" <C>"));
            assert_eq!(cells(&workbook), cells(text(kind, "A & \"B\" <C>").as_bytes()), "{kind:?}");
        }
    }
}
