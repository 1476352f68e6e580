//! Hash embeddings: the vector of an attribute is the sum of four rows that hashes of its value choose.
//!
//! The scheme is thinc's `HashEmbed` (Svenstrup et al., "Hash Embeddings for Efficient Word Representations",
//! 2017, without the weights); the hash is the 128-bit MurmurHash3 of eight bytes.

use std::borrow::Cow;

use crate::Error;
use crate::lexeme::TokenAttributes;
use crate::model::{Archive, Network, Node};

/// An attribute of tokens that an embedding reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

/// The rows for one attribute.
pub(crate) struct HashEmbedding {
    attribute: Attribute,
    seed: u32,
    /// Number of rows; at least one.
    rows: usize,
    width: usize,
    /// The rows as they are stored: few of them are ever looked at, so they stay where they are.
    weights: Cow<'static, [u8]>,
}

/// Bytes of a stored float.
const FLOAT: usize = 4;

impl HashEmbedding {
    /// The embeddings of a network in the order in which their vectors are put together.
    pub(crate) fn read_all(archive: &Archive, network: &Network<'_>) -> Result<Vec<HashEmbedding>, Error> {
        let columns = network.only("extract_features")?.texts("columns")?;
        let nodes = network.all("hashembed");
        if nodes.is_empty() {
            return Err(network.damaged("it has no layer `hashembed`"));
        }
        nodes.into_iter().map(|node| HashEmbedding::read(archive, network, node, &columns)).collect()
    }

    fn read(
        archive: &Archive,
        network: &Network<'_>,
        node: &Node<'_>,
        columns: &[&str],
    ) -> Result<HashEmbedding, Error> {
        let column = columns.get(node.number("column")?);
        let column =
            column.ok_or_else(|| network.damaged("an embedding reads a column that there is not"))?;
        let attribute = Attribute::from_name(column)
            .ok_or_else(|| network.unsupported(format!("it reads the attribute {column} of tokens")))?;
        let [rows, width] = node.shape("E")?;
        if rows == 0 || width == 0 {
            return Err(network.damaged("an embedding has no rows"));
        }
        Ok(HashEmbedding {
            attribute,
            seed: node.number("seed")? as u32,
            rows,
            width,
            weights: archive.keep(node.stored_floats("E", &[rows, width])?),
        })
    }

    /// Floats in a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Whether the vector depends on the space after a token, so on more than the lexeme.
    pub(crate) fn reads_whitespace(&self) -> bool {
        self.attribute == Attribute::Spacy
    }

    /// Writes the vector for a token's attribute.
    pub(crate) fn embed(&self, attributes: &TokenAttributes, whitespace: bool, out: &mut [f32]) {
        let value = self.attribute.of(attributes, whitespace);
        out.fill(0.0);
        for hash in hashes(value, self.seed) {
            let start = hash as usize % self.rows * self.width * FLOAT;
            let (row, _) = self.weights[start..start + self.width * FLOAT].as_chunks::<FLOAT>();
            for (slot, weight) in out.iter_mut().zip(row) {
                *slot += f32::from_le_bytes(*weight);
            }
        }
    }
}

impl Attribute {
    fn from_name(name: &str) -> Option<Attribute> {
        Some(match name {
            "NORM" => Attribute::Norm,
            "PREFIX" => Attribute::Prefix,
            "SUFFIX" => Attribute::Suffix,
            "SHAPE" => Attribute::Shape,
            "SPACY" => Attribute::Spacy,
            "IS_SPACE" => Attribute::IsSpace,
            _ => return None,
        })
    }

    fn of(self, attributes: &TokenAttributes, whitespace: bool) -> u64 {
        match self {
            Attribute::Norm => attributes.norm,
            Attribute::Prefix => attributes.prefix,
            Attribute::Suffix => attributes.suffix,
            Attribute::Shape => attributes.shape,
            Attribute::Spacy => u64::from(whitespace),
            Attribute::IsSpace => attributes.is_space,
        }
    }
}

/// MurmurHash3 (x64, 128 bits) of a number's eight bytes, as four numbers.
fn hashes(value: u64, seed: u32) -> [u32; 4] {
    let mixed = value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let seed = u64::from(seed);
    let length = 8;
    let (mut low, mut high) = (mixed ^ seed ^ length, seed ^ length);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    low = avalanche(low);
    high = avalanche(high);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32]
}

fn avalanche(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}
