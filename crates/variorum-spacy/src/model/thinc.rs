//! The networks of a pipeline as thinc stores them: nodes in breadth-first order with attributes and parameters.

use super::msgpack::Value;
use crate::Error;

/// One stored network.
pub(crate) struct Network<'a> {
    /// The file it came from, for messages.
    file: String,
    nodes: Vec<Node<'a>>,
}

/// One layer of a network.
pub(crate) struct Node<'a> {
    file: String,
    name: &'a str,
    attrs: Value<'a>,
    params: Value<'a>,
}

/// An array of 32-bit floats, still as stored.
struct Tensor<'a> {
    shape: Vec<usize>,
    data: &'a [u8],
}

impl<'a> Network<'a> {
    /// Reads the network in `bytes`, the content of `file`.
    pub(crate) fn parse(file: &str, bytes: &'a [u8]) -> Result<Network<'a>, Error> {
        let damaged = |what: &str| Error::damaged(file, what);
        let Value::Map(mut parts) = Value::parse(bytes).map_err(|what| Error::damaged(file, what))? else {
            return Err(damaged("it is not a network"));
        };
        let mut take = |key: &str| {
            let found = parts.iter_mut().find(|(known, _)| known.as_text() == Some(key));
            match found.map(|(_, value)| std::mem::replace(value, Value::Nil)) {
                Some(Value::Array(items)) => Ok(items),
                _ => Err(Error::damaged(file, format!("it has no list of {key}"))),
            }
        };
        let (nodes, attrs, params) = (take("nodes")?, take("attrs")?, take("params")?);
        if attrs.len() != nodes.len() || params.len() != nodes.len() {
            return Err(damaged("its lists differ in length"));
        }
        let nodes = nodes.into_iter().zip(attrs).zip(params).map(|((node, attrs), params)| {
            let name =
                node.get("name").and_then(Value::as_text).ok_or_else(|| damaged("a layer has no name"))?;
            Ok(Node { file: file.to_owned(), name, attrs, params })
        });
        Ok(Network { file: file.to_owned(), nodes: nodes.collect::<Result<_, Error>>()? })
    }

    /// All layers of that name, in stored order.
    pub(crate) fn all(&self, name: &str) -> Vec<&Node<'a>> {
        self.nodes.iter().filter(|node| node.name == name).collect()
    }

    /// The one layer of that name.
    pub(crate) fn only(&self, name: &str) -> Result<&Node<'a>, Error> {
        match self.all(name)[..] {
            [node] => Ok(node),
            [] => Err(self.damaged(format!("it has no layer `{name}`"))),
            _ => Err(self.damaged(format!("it has more than one layer `{name}`"))),
        }
    }

    /// An error about this network.
    pub(crate) fn damaged(&self, what: impl Into<String>) -> Error {
        Error::damaged(&self.file, what)
    }

    /// An error about this network that is not its fault.
    pub(crate) fn unsupported(&self, why: impl Into<String>) -> Error {
        Error::unsupported(format!("the network in {}", self.file), why)
    }
}

impl<'a> Node<'a> {
    /// A whole-number attribute.
    pub(crate) fn number(&self, key: &str) -> Result<usize, Error> {
        let number = self.attribute(key).and_then(|value| value.as_usize());
        number.ok_or_else(|| self.damaged(format!("lacks the number `{key}`")))
    }

    /// A yes-or-no attribute; no when it is absent.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.attribute(key) == Some(Value::Bool(true))
    }

    /// Whether an attribute is this text.
    pub(crate) fn is_text(&self, key: &str, text: &str) -> bool {
        self.attribute(key).is_some_and(|value| value.as_text() == Some(text))
    }

    /// An attribute that is a list of texts.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&'a str>, Error> {
        let list = self.attribute(key).and_then(|value| {
            value.as_array().and_then(|items| items.iter().map(Value::as_text).collect::<Option<Vec<_>>>())
        });
        list.ok_or_else(|| self.damaged(format!("lacks the list `{key}`")))
    }

    /// The sizes of a parameter, checked to be `RANK` many.
    pub(crate) fn shape<const RANK: usize>(&self, param: &str) -> Result<[usize; RANK], Error> {
        let shape = self.tensor(param)?.shape;
        shape.try_into().map_err(|_| self.damaged(format!("has a `{param}` of the wrong rank")))
    }

    /// The numbers of a parameter, checked to have `shape`.
    pub(crate) fn floats(&self, param: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let (numbers, _) = self.stored_floats(param, shape)?.as_chunks::<4>();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// The numbers of a parameter as they are stored: the bytes of each, the lowest first.
    pub(crate) fn stored_floats(&self, param: &str, shape: &[usize]) -> Result<&'a [u8], Error> {
        let tensor = self.tensor(param)?;
        if tensor.shape != shape {
            let what = format!("has a `{param}` of {:?} numbers instead of {shape:?}", tensor.shape);
            return Err(self.damaged(what));
        }
        Ok(tensor.data)
    }

    /// Attributes are themselves packed.
    fn attribute(&self, key: &str) -> Option<Value<'a>> {
        Value::parse(self.attrs.get(key)?.as_bytes()?).ok()
    }

    fn tensor(&self, param: &str) -> Result<Tensor<'a>, Error> {
        let value =
            self.params.get(param).ok_or_else(|| self.damaged(format!("lacks the parameter `{param}`")))?;
        read_tensor(value)
            .ok_or_else(|| self.damaged(format!("has a parameter `{param}` of an unknown form")))
    }

    fn damaged(&self, what: impl std::fmt::Display) -> Error {
        Error::damaged(&self.file, format!("its layer `{}` {what}", self.name))
    }
}

/// Arrays are maps as the msgpack-numpy package writes them.
fn read_tensor<'a>(value: &Value<'a>) -> Option<Tensor<'a>> {
    if value.get("type")?.as_text()? != "<f4" {
        return None;
    }
    let shape: Vec<usize> =
        value.get("shape")?.as_array()?.iter().map(Value::as_usize).collect::<Option<_>>()?;
    let data = value.get("data")?.as_bytes()?;
    let bytes = shape.iter().try_fold(4_usize, |bytes, &size| bytes.checked_mul(size))?;
    (bytes == data.len()).then_some(Tensor { shape, data })
}
