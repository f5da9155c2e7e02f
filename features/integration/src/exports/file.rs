//! A table as a file, made while it is being sent.

use std::io::{self, Read as _, Seek as _, SeekFrom};

use axum::body::{Body, Bytes};
use futures_util::stream;
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use solits_db::DbError;
use solits_kernel::Timestamp;
use thiserror::Error;
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{cell::Cell, table::Reader};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A spreadsheet.
    Xlsx,
    /// RFC 4180.
    Csv,
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// The end of a file's name.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub(super) fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub(super) const fn media(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// Why a file could not be finished; whoever takes it sees that it broke off.
#[derive(Debug, Error)]
enum FileError {
    #[error("the database failed")]
    Db(#[from] DbError),
    #[error("the file could not be written")]
    Io(#[from] io::Error),
    #[error("the table could not be written")]
    Csv(#[from] csv::Error),
    #[error("the spreadsheet could not be written")]
    Xlsx(#[from] XlsxError),
    #[error("the writer is gone")]
    Writer(#[from] tokio::task::JoinError),
    /// Whoever asked has gone away: there is nothing to say to them.
    #[error("nobody reads any more")]
    Gone,
}

/// Pieces on their way to the network: a slow reader makes the table wait, and never fills the memory.
const PIECES: usize = 4;
/// Bytes of a piece of a finished spreadsheet.
const PIECE: usize = 64 * 1024;
/// Lines of one sheet with its head; a spreadsheet program takes no more.
const SHEET_LINES: u32 = 1_048_576;

type Out = mpsc::Sender<io::Result<Bytes>>;

/// The body of an answer, written while it is sent.
pub(super) fn body(reader: Reader, kind: Kind) -> Body {
    let (out, pieces) = mpsc::channel(PIECES);
    tokio::spawn(async move {
        let written = match kind {
            Kind::Csv => write_csv(reader, &out).await,
            Kind::Xlsx => write_xlsx(reader, &out).await,
        };
        match written {
            Ok(()) | Err(FileError::Gone) => {}
            Err(error) => {
                tracing::error!(%error, "an export broke off");
                let _ = out.send(Err(io::Error::other("the export broke off"))).await;
            }
        }
    });
    Body::from_stream(stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces))))
}

async fn send(out: &Out, piece: Vec<u8>) -> Result<(), FileError> {
    out.send(Ok(Bytes::from(piece))).await.map_err(|_| FileError::Gone)
}

async fn write_csv(mut reader: Reader, out: &Out) -> Result<(), FileError> {
    // The mark by which programs on Windows know the encoding.
    let mut first = "\u{feff}".as_bytes().to_vec();
    first.extend(lines([reader.head().into_iter().map(Cell::text).collect()].as_slice())?);
    send(out, first).await?;
    while let Some(page) = reader.next().await? {
        if !page.is_empty() {
            send(out, lines(&page)?).await?;
        }
    }
    Ok(())
}

/// Lines as RFC 4180 writes them.
fn lines(rows: &[Vec<Cell>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    for row in rows {
        writer.write_record(row.iter().map(Cell::plain))?;
    }
    Ok(writer.into_inner().unwrap_or_default())
}

async fn write_xlsx(mut reader: Reader, out: &Out) -> Result<(), FileError> {
    let mut book = Book::new(reader.head())?;
    while let Some(page) = reader.next().await? {
        if out.is_closed() {
            return Err(FileError::Gone);
        }
        // Writing a page to the sheet's own file is short; packing the whole is not.
        book.add(&page)?;
    }
    let mut file = spawn_blocking(move || book.finish()).await??;
    loop {
        let piece;
        (file, piece) = spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let count = file.read(&mut piece)?;
            piece.truncate(count);
            Ok::<_, io::Error>((file, piece))
        })
        .await??;
        if piece.is_empty() {
            return Ok(());
        }
        send(out, piece).await?;
    }
}

/// A spreadsheet on its way to a file: each line goes to the disk as it comes.
struct Book {
    workbook: Workbook,
    head: Vec<String>,
    /// The next line of the last sheet.
    line: u32,
    sheets: usize,
    formats: Formats,
    bold: Format,
}

/// How cells that are no words look.
struct Formats {
    moment: Format,
    day: Format,
    euros: Format,
}

impl Book {
    fn new(head: Vec<String>) -> Result<Self, XlsxError> {
        let formats = Formats {
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            euros: Format::new().set_num_format("0.00"),
        };
        let bold = Format::new().set_bold();
        let mut book = Self { workbook: Workbook::new(), head, line: 0, sheets: 0, formats, bold };
        book.begin_sheet()?;
        Ok(book)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, words) in (0_u16..).zip(&self.head) {
            sheet.set_column_width(column, 18)?;
            sheet.write_string_with_format(0, column, words, &self.bold)?;
        }
        self.line = 1;
        self.sheets += 1;
        Ok(())
    }

    fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        for row in rows {
            if self.line >= SHEET_LINES {
                self.begin_sheet()?;
            }
            let sheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
            write_row(sheet, self.line, row, &self.formats)?;
            self.line += 1;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<std::fs::File, FileError> {
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

fn write_row(sheet: &mut Worksheet, line: u32, row: &[Cell], formats: &Formats) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(row) {
        match cell {
            // Typed as text, so that nothing in it is computed and a telephone keeps its plus.
            Cell::Text(text) => {
                sheet.write_string(line, column, shortened(text))?;
            }
            Cell::Moment(at) => {
                sheet.write_datetime_with_format(line, column, &wall_clock(*at)?, &formats.moment)?;
            }
            Cell::Day(day) => {
                sheet.write_datetime_with_format(line, column, &midnight(*day)?, &formats.day)?;
            }
            Cell::Number(number) => {
                sheet.write(line, column, *number)?;
            }
            Cell::Euros(cents) => {
                #[expect(clippy::cast_precision_loss, reason = "sums of fees stay far below 2^52 cents")]
                let euros = *cents as f64 / 100.0;
                sheet.write_number_with_format(line, column, euros, &formats.euros)?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}

/// The longest text a cell takes.
const CELL: usize = 32_767;

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(CELL).collect()
}

/// A moment as a clock in Riga shows it; a spreadsheet knows no zones.
fn wall_clock(at: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let at = at.to_riga();
    midnight(at.date())?.and_hms(u16::from(part(at.hour())), part(at.minute()), f64::from(part(at.second())))
}

/// A day, without a time.
fn midnight(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

fn part(number: i8) -> u8 {
    u8::try_from(number).unwrap_or_default()
}
