//! A file becomes rows of text, whatever program wrote it. Nothing in it is evaluated: of a formula only the text that
//! was stored with it is read, and macros are never opened.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read as _},
};

use calamine::{DataRef, Reader as _, Xlsx};
use encoding_rs::{Encoding, WINDOWS_1257};
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

/// The largest file that is read, in bytes.
pub(crate) const MOST_BYTES: usize = 5 * 1024 * 1024;
/// The most rows under the headings.
pub(crate) const MOST_ROWS: usize = 10_000;
/// Columns further to the right are not looked at.
const MOST_COLUMNS: usize = 100;
/// A workbook is packed; one that unpacks to more bytes than this was made to hurt.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why a file cannot be looked at at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileError {
    /// More than [`MOST_BYTES`], packed or unpacked.
    TooBig,
    /// More than [`MOST_ROWS`].
    TooManyRows,
    /// Neither text in columns nor a workbook.
    NotUnderstood,
    /// No row under the headings.
    Empty,
}

/// A row with the number a spreadsheet shows beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) cells: Vec<String>,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a file that hold anything, headings first.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooBig);
    }
    let rows = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { text(bytes)? };
    checked(rows)
}

/// The same rows without the blank ones, if they are not too many.
pub(crate) fn checked(mut rows: Vec<Row>) -> Result<Vec<Row>, FileError> {
    rows.retain(|row| !row.is_blank());
    match rows.len() {
        0 | 1 => Err(FileError::Empty),
        count if count > MOST_ROWS + 1 => Err(FileError::TooManyRows),
        _ => Ok(rows),
    }
}

fn text(bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(FileError::NotUnderstood);
    }
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut counted, mut line, mut inside) = (0, 1, 0);
    let mut record = csv::StringRecord::new();
    while records.read_record(&mut record).map_err(|_| FileError::NotUnderstood)? {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        // The reader passes over blank lines, yet a spreadsheet counts them; a line break within a cell it does not.
        let blank = text.as_bytes()[start..].iter().take_while(|byte| **byte == b'\n').count();
        line += text[counted..start + blank].matches('\n').count();
        counted = start + blank;
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
        rows.push(Row { number: line - inside, cells });
        inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        if rows.len() > MOST_ROWS + 1 {
            return Err(FileError::TooManyRows);
        }
    }
    Ok(rows)
}

/// A mark at the beginning says how the file is written; without one it is UTF-8, or else what office programs here
/// wrote before that.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    std::str::from_utf8(bytes)
        .map_or_else(|_| WINDOWS_1257.decode_without_bom_handling(bytes).0.into_owned(), str::to_owned)
}

/// What stands between the columns: the sign that the first line has most of outside quotes. Where two are alike it is
/// the semicolon, because a heading may hold a comma.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b';', |(sign, _)| *sign)
}

/// The first sheet of a workbook.
fn workbook(bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    refuse_bomb(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileError::NotUnderstood)?;
    let sheet = book.sheet_names().first().cloned().ok_or(FileError::NotUnderstood)?;
    // Cell by cell: the whole area at once would be as large as the farthest cell says.
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(|_| FileError::NotUnderstood)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut length = 0;
    while let Some(cell) = reader.next_cell().map_err(|_| FileError::NotUnderstood)? {
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = cell_text(cell.get_value());
        if column >= MOST_COLUMNS || text.is_empty() {
            continue;
        }
        length += text.len();
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if length > MOST_BYTES {
            return Err(FileError::TooBig);
        }
        if rows.len() > MOST_ROWS + 1 {
            return Err(FileError::TooManyRows);
        }
    }
    let number = |row: u32| usize::try_from(row).unwrap_or(usize::MAX - 1) + 1;
    Ok(rows.into_iter().map(|(row, cells)| Row { number: number(row), cells }).collect())
}

/// Unpacks a workbook into nothing, to know beforehand that it fits.
fn refuse_bomb(bytes: &[u8]) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::NotUnderstood)?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| FileError::NotUnderstood)?;
        let size =
            io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| FileError::NotUnderstood)?;
        left = left.checked_sub(size).ok_or(FileError::TooBig)?;
    }
    Ok(())
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => moment.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes).unwrap().into_iter().map(|row| row.cells).collect()
    }

    /// A workbook with these rows of the first sheet as they are written inside.
    pub(crate) fn book(rows: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        for (name, text) in [
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Lapa" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
            ),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn the_sign_between_columns_is_found_out() {
        let expected = vec![vec!["Kods", "Nosaukums"], vec!["A1", "Izziņa, maksas"]];
        for text in [
            "Kods;Nosaukums\nA1;Izziņa, maksas\n",
            "Kods,Nosaukums\r\nA1,\"Izziņa, maksas\"\r\n",
            "Kods\tNosaukums\rA1\tIzziņa, maksas",
        ] {
            assert_eq!(cells(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_comma_in_a_heading_does_not_part_columns() {
        assert_eq!(cells("Vārds, uzvārds;E-pasts\nA;B".as_bytes())[0], ["Vārds, uzvārds", "E-pasts"]);
    }

    #[test]
    fn the_way_letters_are_written_is_found_out() {
        let text = "Kods;Nosaukums\nA1;Ķēde";
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend(text.as_bytes());
        assert_eq!(cells(&marked)[1][1], "Ķēde");
        assert_eq!(cells(text.as_bytes())[1][1], "Ķēde");
        assert_eq!(cells(&WINDOWS_1257.encode(text).0)[1][1], "Ķēde");
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(cells(&wide)[1][1], "Ķēde");
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let rows = read(b"a;b\n\n\"one\ntwo\";x\n;\nlast;y\n").unwrap();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 5]);
    }

    #[test]
    fn a_workbook_is_read_as_text_and_a_formula_is_not_evaluated() {
        let rows = read(&book(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Kods</t></is></c><c r="B1" t="inlineStr"><is><t>Dienas</t></is></c></row>
               <row r="4"><c r="A4" t="inlineStr"><is><t>=1+1</t></is></c><c r="B4"><v>10</v></c></row>
               <row r="5"><c r="A5"><f>2+2</f><v>7</v></c><c r="B5"><v>4.5</v></c></row>"#,
        ))
        .unwrap();
        let expected = [(1, ["Kods", "Dienas"]), (4, ["=1+1", "10"]), (5, ["7", "4.5"])];
        assert_eq!(rows.len(), 3);
        for (row, (number, cells)) in rows.iter().zip(expected) {
            assert_eq!(
                (row.number, row.cells.iter().map(String::as_str).collect()),
                (number, cells.to_vec())
            );
        }
    }

    #[test]
    fn a_cell_at_the_far_end_of_a_sheet_costs_nothing() {
        let far = book(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>"#,
        );
        assert_eq!(
            read(&far).unwrap().last().unwrap(),
            &Row { number: 1_048_576, cells: vec!["1".to_owned()] }
        );
    }

    #[test]
    fn what_is_too_much_is_refused() {
        assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]), Err(FileError::TooBig));
        assert_eq!(read("a\n".repeat(MOST_ROWS + 1).as_bytes()).map(|rows| rows.len()), Ok(MOST_ROWS + 1));
        assert_eq!(read("a\n".repeat(MOST_ROWS + 2).as_bytes()), Err(FileError::TooManyRows));
        let bomb = book(&" ".repeat(65 * 1024 * 1024));
        assert!(bomb.len() < MOST_BYTES);
        assert_eq!(read(&bomb), Err(FileError::TooBig));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b""), Err(FileError::Empty));
        assert_eq!(read(b"Kods;Nosaukums\n;;\n"), Err(FileError::Empty));
        assert_eq!(read(b"PK\x03\x04 something else"), Err(FileError::NotUnderstood));
        assert_eq!(read(b"\xd0\xcf\x11\xe0\0\0"), Err(FileError::NotUnderstood));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_damage_to_a_workbook_makes_it_fail(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut bytes = book(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }
}
