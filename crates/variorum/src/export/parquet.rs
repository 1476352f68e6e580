//! A table as an Apache Parquet file: one row group, each column one plain page, not compressed.
//!
//! <https://parquet.apache.org/docs/file-format/>

use crate::export::thrift::{Struct, varint};

/// The cells of a column, by their type; any may be missing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cells {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Truth(Vec<Option<bool>>),
    /// Days since 1 January 1970.
    Day(Vec<Option<i32>>),
}

/// A column with its name.
pub(crate) type Column = (&'static str, Cells);

const MAGIC: &[u8; 4] = b"PAR1";
const PLAIN: i32 = 0;
const RUN_LENGTH: i32 = 3;

/// Writes columns of one length.
pub(crate) fn write(columns: &[Column]) -> Vec<u8> {
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    let mut file = MAGIC.to_vec();
    let chunks: Vec<Struct> = columns.iter().map(|column| chunk(&mut file, column)).collect();
    let group = Struct::new().structs(1, chunks).i64(2, file.len() - MAGIC.len()).i64(3, rows);
    let root = Struct::new().text(4, "schema").i32(5, columns.len() as i32);
    let elements = std::iter::once(root).chain(columns.iter().map(element)).collect();
    let footer = Struct::new()
        .i32(1, 1)
        .structs(2, elements)
        .i64(3, rows)
        .structs(4, vec![group])
        .text(6, concat!("variorum ", env!("CARGO_PKG_VERSION")))
        .finish();
    file.extend_from_slice(&footer);
    file.extend_from_slice(&(footer.len() as u32).to_le_bytes());
    file.extend_from_slice(MAGIC);
    file
}

/// What the schema says of a column.
fn element((name, cells): &Column) -> Struct {
    const OPTIONAL: i32 = 1;
    const UTF8: i32 = 0;
    const DATE: i32 = 6;
    let element = Struct::new().i32(1, cells.kind()).i32(3, OPTIONAL).text(4, name);
    match cells {
        Cells::Text(_) => element.i32(6, UTF8).nested(10, Struct::new().nested(1, Struct::new())),
        Cells::Day(_) => element.i32(6, DATE).nested(10, Struct::new().nested(6, Struct::new())),
        Cells::Whole(_) | Cells::Number(_) | Cells::Truth(_) => element,
    }
}

/// Appends a column to the file; gives what the footer says of it.
fn chunk(file: &mut Vec<u8>, (name, cells): &Column) -> Struct {
    let start = file.len();
    let page = page(cells);
    let about = Struct::new().i32(1, cells.len() as i32).i32(2, PLAIN).i32(3, RUN_LENGTH).i32(4, RUN_LENGTH);
    let size = page.len() as i32;
    let head = Struct::new().i32(1, 0).i32(2, size).i32(3, size).nested(5, about).finish();
    file.extend_from_slice(&head);
    file.extend_from_slice(&page);
    let size = file.len() - start;
    let about = Struct::new()
        .i32(1, cells.kind())
        .i32s(2, &[PLAIN, RUN_LENGTH])
        .texts(3, &[name])
        .i32(4, 0)
        .i64(5, cells.len())
        .i64(6, size)
        .i64(7, size)
        .i64(9, start);
    Struct::new().i64(2, start).nested(3, about)
}

/// Which cells are there, then those that are.
fn page(cells: &Cells) -> Vec<u8> {
    let mut levels = Vec::new();
    for run in cells.present().chunk_by(|one, other| one == other) {
        varint(&mut levels, (run.len() as u64) << 1);
        levels.push(u8::from(run[0]));
    }
    let mut page = (levels.len() as u32).to_le_bytes().to_vec();
    page.extend_from_slice(&levels);
    match cells {
        Cells::Text(cells) => cells.iter().flatten().for_each(|text| {
            page.extend_from_slice(&(text.len() as u32).to_le_bytes());
            page.extend_from_slice(text.as_bytes());
        }),
        Cells::Whole(cells) => cells.iter().flatten().for_each(|cell| page.extend(cell.to_le_bytes())),
        Cells::Number(cells) => cells.iter().flatten().for_each(|cell| page.extend(cell.to_le_bytes())),
        Cells::Day(cells) => cells.iter().flatten().for_each(|cell| page.extend(cell.to_le_bytes())),
        Cells::Truth(cells) => {
            let held: Vec<bool> = cells.iter().flatten().copied().collect();
            let eight = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
            page.extend(held.chunks(8).map(eight));
        }
    }
    page
}

impl Cells {
    fn len(&self) -> usize {
        self.present().len()
    }

    fn present(&self) -> Vec<bool> {
        fn of<T>(cells: &[Option<T>]) -> Vec<bool> {
            cells.iter().map(Option::is_some).collect()
        }
        match self {
            Cells::Text(cells) => of(cells),
            Cells::Whole(cells) => of(cells),
            Cells::Number(cells) => of(cells),
            Cells::Truth(cells) => of(cells),
            Cells::Day(cells) => of(cells),
        }
    }

    /// The physical type.
    fn kind(&self) -> i32 {
        match self {
            Cells::Truth(_) => 0,
            Cells::Day(_) => 1,
            Cells::Whole(_) => 2,
            Cells::Number(_) => 5,
            Cells::Text(_) => 6,
        }
    }
}
