//! Static word vectors: a table of rows, and which word has which row.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::Error;
use crate::model::Archive;
use crate::strings::QuickMap;

const TABLE: &str = "vocab/vectors";
const KEYS: &str = "vocab/key2row";
const SETTINGS: &str = "vocab/vectors.cfg";

/// A pipeline's word vectors, as trained before and apart from it.
#[derive(Debug)]
pub(crate) struct WordVectors {
    width: usize,
    floats: Vec<f32>,
    /// From a word's string id to its row. Several words may share one.
    rows: QuickMap<u64, u32>,
}

impl WordVectors {
    /// Reads the table of a pipeline; `None` if it has none.
    pub(crate) fn read(archive: &Archive) -> Result<Option<WordVectors>, Error> {
        let Some(table) = archive.find(TABLE)? else { return Ok(None) };
        check_mode(archive)?;
        let (count, width, floats) = read_npy(&table).map_err(|what| Error::damaged(TABLE, what))?;
        // A pipeline trained without vectors stores a table of no rows.
        if floats.is_empty() {
            return Ok(None);
        }
        let keys = archive.read(KEYS)?;
        let rows = read_rows(&keys, count).map_err(|what| Error::damaged(KEYS, what))?;
        Ok(Some(WordVectors { width, floats, rows }))
    }

    /// Floats in a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The vector of the word with this string id.
    pub(crate) fn get(&self, word: u64) -> Option<&[f32]> {
        let row = *self.rows.get(&word)? as usize;
        self.floats.get(row * self.width..(row + 1) * self.width)
    }
}

fn check_mode(archive: &Archive) -> Result<(), Error> {
    let Some(settings) = archive.find(SETTINGS)? else { return Ok(()) };
    let settings: Json =
        serde_json::from_slice(&settings).map_err(|error| Error::damaged(SETTINGS, error.to_string()))?;
    match settings.get("mode").and_then(Json::as_str) {
        None | Some("default") => Ok(()),
        Some(mode) => Err(Error::unsupported(
            format!("the table of word vectors (mode `{mode}`)"),
            "this crate reads tables in which each word has one row",
        )),
    }
}

/// Rows of words that the table lacks are left out.
fn read_rows(keys: &[u8], count: usize) -> Result<QuickMap<u64, u32>, String> {
    let stored: HashMap<u64, i64> = rmp_serde::from_slice(keys).map_err(|error| error.to_string())?;
    let inside = |(word, row): (u64, i64)| {
        let row = u32::try_from(row).ok().filter(|&row| (row as usize) < count)?;
        Some((word, row))
    };
    Ok(stored.into_iter().filter_map(inside).collect())
}

/// Reads an array as numpy saves it (NPY format 1.0 to 3.0): rows, columns and the floats, row by row.
fn read_npy(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>), String> {
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or("it is no array of numpy")?;
    let (version, rest) = rest.split_at_checked(2).ok_or("it is cut short")?;
    let length_bytes = if version[0] == 1 { 2 } else { 4 };
    let (length, rest) = rest.split_at_checked(length_bytes).ok_or("it is cut short")?;
    let length = length.iter().rev().fold(0, |length, &byte| length << 8 | usize::from(byte));
    let (header, data) = rest.split_at_checked(length).ok_or("it is cut short")?;
    let header = std::str::from_utf8(header).map_err(|_| "its header is not UTF-8")?;
    if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
        return Err("it does not hold 32-bit floats, row by row".to_owned());
    }
    let [rows, columns] = shape(header).ok_or("it is not a table of rows and columns")?;
    let floats = rows.checked_mul(columns);
    let (numbers, rest) = data.as_chunks::<4>();
    if floats != Some(numbers.len()) || !rest.is_empty() {
        return Err(format!("it does not hold {rows} rows of {columns} numbers"));
    }
    Ok((rows, columns, numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()))
}

fn shape(header: &str) -> Option<[usize; 2]> {
    let (_, shape) = header.split_once("'shape': (")?;
    let (shape, _) = shape.split_once(')')?;
    let sizes: Option<Vec<usize>> = shape.split(',').map(|size| size.trim().parse().ok()).collect();
    sizes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(header: &str, floats: &[f32]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(floats.iter().flat_map(|float| float.to_le_bytes()));
        bytes
    }

    #[test]
    fn reads_the_arrays_of_numpy() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
        let floats = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(read_npy(&npy(header, &floats)), Ok((2, 3, floats.to_vec())));
        assert_eq!(read_npy(&npy(&header.replace("(2, 3)", "(0, 0)"), &[])), Ok((0, 0, Vec::new())));
        let cases = [
            (npy(header, &floats[..5]), "it does not hold 2 rows of 3 numbers"),
            (npy(&header.replace("(2, 3)", "(6,)"), &floats), "it is not a table of rows and columns"),
            (npy(&header.replace("f4", "f8"), &floats), "it does not hold 32-bit floats, row by row"),
            (npy(header, &floats)[..20].to_vec(), "it is cut short"),
            (b"PK".to_vec(), "it is no array of numpy"),
        ];
        for (bytes, what) in cases {
            assert_eq!(read_npy(&bytes), Err(what.to_owned()));
        }
    }

    #[test]
    fn words_whose_row_is_not_in_the_table_have_no_vector() {
        let keys = rmp_serde::to_vec(&std::collections::BTreeMap::from([(7_u64, 1_i64), (8, 2), (9, -1)]))
            .expect("plain data");
        let rows = read_rows(&keys, 2).expect("a table of rows");
        let vectors = WordVectors { width: 1, floats: vec![0.5, 0.25], rows };
        assert_eq!([7, 8, 9, 10].map(|word| vectors.get(word)), [Some(&[0.25][..]), None, None, None]);
        assert!(read_rows(b"\xdf\xff\xff\xff\xff", 2).is_err());
    }
}
