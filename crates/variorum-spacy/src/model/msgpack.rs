//! MessagePack as borrowed values: nothing is copied, and what is allocated is bounded by the input.

use rmp::Marker;

/// More values than this are refused: the largest table of a pipeline has some hundred thousand.
const MAX_VALUES: usize = 1 << 21;
const MAX_DEPTH: usize = 32;

/// One value of a MessagePack text, pointing into it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Nil,
    Bool(bool),
    Int(i64),
    /// Only whole numbers beyond `i64`.
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    Array(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads one value that fills `bytes`. The error is a sentence part that says what is wrong.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Value<'a>, String> {
        let mut reader = Reader { rest: bytes, values_left: MAX_VALUES };
        let value = reader.value(MAX_DEPTH)?;
        if reader.rest.is_empty() { Ok(value) } else { Err("bytes follow its end".to_owned()) }
    }

    /// The value under a text key of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        let Value::Map(pairs) = self else { return None };
        pairs.iter().find(|(known, _)| known.as_text() == Some(key)).map(|(_, value)| value)
    }

    /// The text, also where it is stored as bytes.
    pub(crate) fn as_text(&self) -> Option<&'a str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    pub(crate) fn as_bytes(&self) -> Option<&'a [u8]> {
        match self {
            Value::Text(text) => Some(text.as_bytes()),
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A whole number from 0 up.
    pub(crate) fn as_usize(&self) -> Option<usize> {
        match self {
            Value::Int(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Value<'a>]> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    values_left: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or("it is cut short")?;
        self.rest = rest;
        Ok(taken)
    }

    fn unsigned(&mut self, len: usize) -> Result<u64, String> {
        Ok(self.take(len)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    fn signed(&mut self, len: usize) -> Result<i64, String> {
        let unused = 64 - 8 * len as u32;
        Ok(((self.unsigned(len)? << unused) as i64) >> unused)
    }

    fn len(&mut self, len: usize) -> Result<usize, String> {
        Ok(self.unsigned(len)? as usize)
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, String> {
        self.values_left = self.values_left.checked_sub(1).ok_or("it holds too many values")?;
        let depth = depth.checked_sub(1).ok_or("it is nested too deep")?;
        match Marker::from_u8(self.take(1)?[0]) {
            Marker::Null => Ok(Value::Nil),
            Marker::True => Ok(Value::Bool(true)),
            Marker::False => Ok(Value::Bool(false)),
            Marker::FixPos(number) => Ok(Value::Int(number.into())),
            Marker::FixNeg(number) => Ok(Value::Int(number.into())),
            Marker::U8 => self.whole(1),
            Marker::U16 => self.whole(2),
            Marker::U32 => self.whole(4),
            Marker::U64 => self.whole(8),
            Marker::I8 => self.signed(1).map(Value::Int),
            Marker::I16 => self.signed(2).map(Value::Int),
            Marker::I32 => self.signed(4).map(Value::Int),
            Marker::I64 => self.signed(8).map(Value::Int),
            Marker::F32 => Ok(Value::Float(f32::from_bits(self.unsigned(4)? as u32).into())),
            Marker::F64 => Ok(Value::Float(f64::from_bits(self.unsigned(8)?))),
            Marker::FixStr(len) => self.text(len.into()),
            Marker::Str8 => self.len(1).and_then(|len| self.text(len)),
            Marker::Str16 => self.len(2).and_then(|len| self.text(len)),
            Marker::Str32 => self.len(4).and_then(|len| self.text(len)),
            Marker::Bin8 => self.len(1).and_then(|len| self.take(len)).map(Value::Bytes),
            Marker::Bin16 => self.len(2).and_then(|len| self.take(len)).map(Value::Bytes),
            Marker::Bin32 => self.len(4).and_then(|len| self.take(len)).map(Value::Bytes),
            Marker::FixArray(len) => self.array(len.into(), depth),
            Marker::Array16 => self.len(2).and_then(|len| self.array(len, depth)),
            Marker::Array32 => self.len(4).and_then(|len| self.array(len, depth)),
            Marker::FixMap(len) => self.map(len.into(), depth),
            Marker::Map16 => self.len(2).and_then(|len| self.map(len, depth)),
            Marker::Map32 => self.len(4).and_then(|len| self.map(len, depth)),
            other => Err(format!("it holds a value of an unknown kind ({other:?})")),
        }
    }

    fn whole(&mut self, len: usize) -> Result<Value<'a>, String> {
        let number = self.unsigned(len)?;
        Ok(i64::try_from(number).map_or(Value::Unsigned(number), Value::Int))
    }

    /// Older writers put arrays' bytes into the text type, so what is not UTF-8 becomes bytes.
    fn text(&mut self, len: usize) -> Result<Value<'a>, String> {
        let bytes = self.take(len)?;
        Ok(std::str::from_utf8(bytes).map_or(Value::Bytes(bytes), Value::Text))
    }

    fn array(&mut self, len: usize, depth: usize) -> Result<Value<'a>, String> {
        (0..len).map(|_| self.value(depth)).collect::<Result<_, _>>().map(Value::Array)
    }

    fn map(&mut self, len: usize, depth: usize) -> Result<Value<'a>, String> {
        let pairs = (0..len).map(|_| Ok((self.value(depth)?, self.value(depth)?)));
        pairs.collect::<Result<_, String>>().map(Value::Map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_kind_of_value() {
        let cases: &[(&[u8], Value<'_>)] = &[
            (b"\xc0", Value::Nil),
            (b"\xc3", Value::Bool(true)),
            (b"\x07", Value::Int(7)),
            (b"\xff", Value::Int(-1)),
            (b"\xd1\xff\x00", Value::Int(-256)),
            (b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", Value::Unsigned(u64::MAX)),
            (b"\xca\x3f\x80\x00\x00", Value::Float(1.0)),
            (b"\xa2hi", Value::Text("hi")),
            (b"\xc4\x02\xff\x00", Value::Bytes(&[255, 0])),
            (b"\x92\x01\xa1x", Value::Array(vec![Value::Int(1), Value::Text("x")])),
            (b"\x81\xa1k\xc2", Value::Map(vec![(Value::Text("k"), Value::Bool(false))])),
        ];
        for (bytes, value) in cases {
            assert_eq!(Value::parse(bytes).as_ref(), Ok(value));
        }
    }

    #[test]
    fn refuses_what_is_cut_short_or_too_deep() {
        assert_eq!(Value::parse(b"\xdd\xff\xff\xff\xff"), Err("it is cut short".to_owned()));
        assert_eq!(Value::parse(b"\xa5hi"), Err("it is cut short".to_owned()));
        assert_eq!(Value::parse(&[0x91; 100]), Err("it is nested too deep".to_owned()));
        assert_eq!(Value::parse(b"\x01\x01"), Err("bytes follow its end".to_owned()));
    }
}
