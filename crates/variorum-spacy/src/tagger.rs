//! The tagger: one linear layer over the token vectors, the highest score taken.

use serde_json::Value as Json;

use crate::Error;
use crate::close_call::{Layer, Watch, margin};
use crate::model::Archive;
use crate::moves::MAX_LABELS;
use crate::nn::{Aligned, Input, Kernels, Panels, first_best};
use crate::stored::Stored;

/// A tagger with its weights.
pub(crate) struct Tagger {
    kernels: Kernels,
    layer: Panels,
    names: Vec<String>,
}

impl Tagger {
    /// Reads the component with its weights.
    pub(crate) fn read(stored: Stored<'_>) -> Result<Tagger, Error> {
        let Stored { archive, name, network, width, kernels } = stored;
        let names = read_labels(archive, name)?;
        let layer = network.only("softmax")?;
        let weights = layer.floats("W", &[names.len(), width])?;
        let bias = layer.floats("b", &[names.len()])?;
        Ok(Tagger { kernels, layer: kernels.pack(width, &weights, &bias), names })
    }

    /// The tags it gives, without an empty one.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Sets `tags` to the index among [`Tagger::names`] of each of `count` rows of vectors.
    pub(crate) fn tag(
        &self,
        vectors: &[f32],
        width: usize,
        count: usize,
        scores: &mut Aligned,
        tags: &mut Vec<u16>,
        watch: &mut impl Watch,
    ) {
        scores.resize(self.kernels.padded(count) * self.layer.width());
        self.kernels.affine(Input { floats: vectors, stride: width, count }, &self.layer, scores);
        tags.clear();
        for (index, row) in scores.chunks_exact(self.layer.width()).take(count).enumerate() {
            let row = &row[..self.names.len()];
            let best = first_best(row);
            watch.decided(Layer::Tag, index, || margin(row, best, 0..row.len()));
            tags.push(best as u16);
        }
    }
}

fn read_labels(archive: &Archive, component: &str) -> Result<Vec<String>, Error> {
    let file = format!("{component}/cfg");
    let bytes = archive.read(&file)?;
    let settings: Json =
        serde_json::from_slice(&bytes).map_err(|error| Error::damaged(&file, error.to_string()))?;
    let labels = settings
        .get("labels")
        .and_then(Json::as_array)
        .filter(|labels| !labels.is_empty() && labels.len() <= MAX_LABELS);
    let labels = labels.ok_or_else(|| Error::damaged(&file, "it has no list of labels"))?;
    let name = |label: &Json| label.as_str().map(str::to_owned);
    labels.iter().map(name).collect::<Option<_>>().ok_or_else(|| Error::damaged(&file, "a label is no text"))
}
