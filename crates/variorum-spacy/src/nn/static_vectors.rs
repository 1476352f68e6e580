//! The layer that brings static word vectors to the width of the network. A word without one gives zeros.

use std::sync::Arc;

use super::kernels::{Aligned, Input, Kernels, Panels};
use crate::Error;
use crate::model::Network;
use crate::strings::string_id;
use crate::word_vectors::WordVectors;

/// A linear layer over a pipeline's word vectors.
pub(crate) struct StaticVectors {
    kernels: Kernels,
    words: Arc<WordVectors>,
    layer: Panels,
    width: usize,
}

impl StaticVectors {
    /// The layer of a network, `None` if it has none; `words` are the pipeline's word vectors.
    pub(super) fn read(
        network: &Network<'_>,
        kernels: Kernels,
        words: Option<&Arc<WordVectors>>,
    ) -> Result<Option<StaticVectors>, Error> {
        if network.all("static_vectors").is_empty() {
            return Ok(None);
        }
        let node = network.only("static_vectors")?;
        let words = words.ok_or_else(|| Error::missing("vocab/vectors, which its networks read"))?;
        if !node.is_text("key_attr", "ORTH") {
            return Err(network.unsupported("it looks word vectors up by another attribute than ORTH"));
        }
        let [width, depth] = node.shape("W")?;
        if depth != words.width() || width == 0 {
            return Err(network.damaged("its layer `static_vectors` does not fit the table of word vectors"));
        }
        let layer = kernels.pack(depth, &node.floats("W", &[width, depth])?, &vec![0.0; width]);
        Ok(Some(StaticVectors { kernels, words: Arc::clone(words), layer, width }))
    }

    /// Floats in a row of the result that count.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Floats from one row of the result to the next.
    pub(super) fn stride(&self) -> usize {
        self.layer.width()
    }

    /// Writes a row for each word to `out`; `looked_up` is room for the vectors as they stand in the table.
    pub(super) fn project<'w>(
        &self,
        words: impl ExactSizeIterator<Item = &'w str>,
        looked_up: &mut Aligned,
        out: &mut Aligned,
    ) {
        let (count, depth) = (words.len(), self.words.width());
        let rows = self.kernels.padded(count);
        looked_up.resize(rows * depth);
        for (word, row) in words.zip(looked_up.chunks_exact_mut(depth)) {
            match self.words.get(string_id(word)) {
                Some(vector) => row.copy_from_slice(vector),
                None => row.fill(0.0),
            }
        }
        out.resize(rows * self.stride());
        self.kernels.affine(Input { floats: looked_up, stride: depth, count }, &self.layer, out);
    }
}
