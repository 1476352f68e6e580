//! Values in the compact protocol of Apache Thrift, as far as the footer of a Parquet file needs it.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// A structure under construction: its fields in the order of their numbers.
#[derive(Default)]
pub(crate) struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

impl Struct {
    pub(crate) fn new() -> Struct {
        Struct::default()
    }

    pub(crate) fn i32(mut self, field: u8, value: i32) -> Struct {
        self.begin(field, I32);
        varint(&mut self.bytes, zigzag(i64::from(value)));
        self
    }

    pub(crate) fn i64(mut self, field: u8, value: usize) -> Struct {
        self.begin(field, I64);
        varint(&mut self.bytes, zigzag(value as i64));
        self
    }

    pub(crate) fn text(mut self, field: u8, value: &str) -> Struct {
        self.begin(field, BINARY);
        binary(&mut self.bytes, value);
        self
    }

    pub(crate) fn nested(mut self, field: u8, value: Struct) -> Struct {
        self.begin(field, STRUCT);
        self.bytes.extend(value.finish());
        self
    }

    pub(crate) fn structs(mut self, field: u8, values: Vec<Struct>) -> Struct {
        self.begin(field, LIST);
        list(&mut self.bytes, STRUCT, values.len());
        values.into_iter().for_each(|value| self.bytes.extend(value.finish()));
        self
    }

    pub(crate) fn i32s(mut self, field: u8, values: &[i32]) -> Struct {
        self.begin(field, LIST);
        list(&mut self.bytes, I32, values.len());
        values.iter().for_each(|value| varint(&mut self.bytes, zigzag(i64::from(*value))));
        self
    }

    pub(crate) fn texts(mut self, field: u8, values: &[&str]) -> Struct {
        self.begin(field, LIST);
        list(&mut self.bytes, BINARY, values.len());
        values.iter().for_each(|value| binary(&mut self.bytes, value));
        self
    }

    /// The bytes.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    /// Fields are named by how much further their number is; none here is further than 15.
    fn begin(&mut self, field: u8, kind: u8) {
        self.bytes.push((field - self.last) << 4 | kind);
        self.last = field;
    }
}

fn list(bytes: &mut Vec<u8>, kind: u8, length: usize) {
    if length < 15 {
        bytes.push((length as u8) << 4 | kind);
    } else {
        bytes.push(0xF0 | kind);
        varint(bytes, length as u64);
    }
}

fn binary(bytes: &mut Vec<u8>, text: &str) {
    varint(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// A whole number in groups of seven bits, the lowest first.
pub(crate) fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_specification() {
        for (value, bytes) in [(0, vec![0]), (-1, vec![1]), (1, vec![2]), (150, vec![0xAC, 2])] {
            let mut written = Vec::new();
            varint(&mut written, zigzag(value));
            assert_eq!(written, bytes, "{value}");
        }
        assert_eq!(Struct::new().i32(1, 1).text(4, "a").finish(), [0x15, 2, 0x38, 1, b'a', 0]);
    }
}
