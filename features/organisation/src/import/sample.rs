//! A file to begin with: Latvian headings and one row that can be imported as it stands.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use solits_kernel::Lang;
use solits_web::{EmployeeCx, PageResult};

use super::table::{Column, Kind};
use crate::facts;

/// `GET /setup/import/employees.csv`
pub(crate) async fn employees(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let branch = facts::list_branches(&mut tx).await?.into_iter().next().map(|branch| branch.code);
    Ok(download(Kind::Employees, &branch.unwrap_or_default()))
}

/// `GET /setup/import/services.csv`
pub(crate) async fn services(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let line = facts::list_lines(&mut tx).await?.into_iter().next().map(|line| line.letter);
    Ok(download(Kind::Services, &line.unwrap_or_default()))
}

fn download(kind: Kind, place: &str) -> Response {
    let file = format!("attachment; filename=\"{}.csv\"", kind.name());
    let kind_of_file = "text/csv; charset=utf-8".to_owned();
    ([(header::CONTENT_TYPE, kind_of_file), (header::CONTENT_DISPOSITION, file)], text(kind, place))
        .into_response()
}

/// The sample of a kind. The mark at its beginning lets office programs read the Latvian letters, and the semicolon is
/// what they part columns by here.
pub(crate) fn text(kind: Kind, place: &str) -> String {
    let line = |cell: fn(Column, &str) -> String| {
        let cells: Vec<String> = kind.columns().iter().map(|column| quoted(&cell(*column, place))).collect();
        cells.join(";")
    };
    format!("\u{feff}{}\r\n{}\r\n", line(|column, _| column.heading(Lang::Lv).to_owned()), line(example))
}

fn example(column: Column, place: &str) -> String {
    match column {
        Column::Name => "Anna Bērziņa",
        Column::Email => "anna.berzina@example.lv",
        Column::Post => "Klientu apkalpošanas speciāliste",
        Column::Phone => "+371 20000000",
        Column::Branch | Column::Line => place,
        // What only the institution knows stays empty: an empty cell changes nothing.
        Column::Unit | Column::Supervisor | Column::Owner => "",
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
