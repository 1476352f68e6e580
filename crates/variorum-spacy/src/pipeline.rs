//! A loaded pipeline, and the annotation of texts with it.

mod components;
mod parts;
mod worker;

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::close_call::CloseCalls;
use crate::model::Archive;
use crate::nn::Kernels;
use crate::{CloseCall, Doc, Error, Labels};
use parts::Parts;
use worker::Worker;

/// Rows of tokens that go through the networks together: enough to keep the arithmetic busy, few enough to stay
/// in the processor's cache.
const BATCH_TOKENS: usize = 512;

/// Longer texts are annotated in pieces, so that memory stays bounded. spaCy refuses texts five times as long.
const MAX_TEXT_BYTES: usize = 200_000;

/// A spaCy pipeline, ready to annotate.
///
/// It never changes, so threads may share it. What it learns about words while it runs is kept in rooms that one
/// thread at a time uses; results do not depend on them.
///
/// ```no_run
/// let pipeline = variorum_spacy::Pipeline::load("en_core_web_sm-3.8.0.whl")?;
/// let doc = pipeline.annotate("The mayor of Port Ellery resigned on Friday.");
/// for token in doc.iter() {
///     println!("{}\t{}\t{}\t{}", token.text(), token.tag(), token.dep(), token.head().text());
/// }
/// # Ok::<(), variorum_spacy::Error>(())
/// ```
pub struct Pipeline {
    parts: Parts,
    idle: Mutex<Vec<Worker>>,
}

impl Pipeline {
    /// Loads a pipeline from a wheel, another zip archive, or the folder that holds its `config.cfg` (at most
    /// three levels down).
    ///
    /// # Errors
    /// If a file cannot be read, is damaged, or uses something that this crate does not run. The message names
    /// the file or part.
    pub fn load(path: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Pipeline::from_files(&Archive::open(path.as_ref())?, Kernels::detect())
    }

    /// As [`Pipeline::load`], but without the vector instructions that only some processors have: slower, and meant for
    /// making sure that decisions do not hang on them.
    ///
    /// # Errors
    /// As for [`Pipeline::load`].
    pub fn load_portable(path: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Pipeline::from_files(&Archive::open(path.as_ref())?, Kernels::portable())
    }

    /// Loads a pipeline from a wheel or other zip archive in memory. Files that are stored unpacked are read in
    /// place.
    ///
    /// # Errors
    /// As for [`Pipeline::load`].
    pub fn from_archive(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Pipeline, Error> {
        Pipeline::from_files(&Archive::from_bytes(bytes.into(), "the pipeline in memory")?, Kernels::detect())
    }

    fn from_files(archive: &Archive, kernels: Kernels) -> Result<Pipeline, Error> {
        Ok(Pipeline { parts: Parts::read(archive, kernels)?, idle: Mutex::default() })
    }

    /// Name and version: `en_core_web_sm 3.8.0`.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// The texts of the licences that came with the pipeline; empty if there are none.
    pub fn notices(&self) -> &str {
        &self.parts.notices
    }

    /// The names of tags, morphology, dependency and entity labels that its documents use.
    pub fn labels(&self) -> &Arc<Labels> {
        &self.parts.labels
    }

    /// Annotates one text.
    ///
    /// A text of more than 200,000 bytes is annotated in pieces, cut after a line break or, failing that, a space.
    pub fn annotate(&self, text: &str) -> Doc {
        self.annotate_many(&[text]).pop().unwrap_or_default()
    }

    /// Annotates texts, each for itself; the documents come in the order of the texts.
    ///
    /// The result is the same as that of annotating one after another, but takes less time, as long as the texts
    /// are short: paragraphs, say.
    pub fn annotate_many<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Doc> {
        let mut worker = self.take_worker();
        let mut docs = Vec::with_capacity(texts.len());
        for text in texts.iter().map(T::as_ref) {
            if text.len() > MAX_TEXT_BYTES {
                worker.finish(&self.parts, &mut docs);
                docs.push(self.annotate_long(&mut worker, text));
                continue;
            }
            worker.add(&self.parts, text);
            if worker.waiting_tokens() >= BATCH_TOKENS {
                worker.finish(&self.parts, &mut docs);
            }
        }
        worker.finish(&self.parts, &mut docs);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        docs
    }

    /// The decisions about a text whose two best scores are at most `tolerance` apart, in the order in which they are
    /// made: tags, then the parse, then entities. For explaining why two programs annotate a text differently.
    ///
    /// ```no_run
    /// # let pipeline = variorum_spacy::Pipeline::load("en_core_web_sm-3.8.0.whl")?;
    /// for call in pipeline.close_calls("They saw her duck.", 0.1) {
    ///     println!("{:?} of token {}: won by {}", call.layer, call.token, call.margin);
    /// }
    /// # Ok::<(), variorum_spacy::Error>(())
    /// ```
    pub fn close_calls(&self, text: &str, tolerance: f32) -> Vec<CloseCall> {
        let mut worker = self.take_worker();
        let mut calls = Vec::new();
        let mut tokens = 0;
        for piece in pieces(text) {
            worker.add(&self.parts, piece);
            let (mut docs, mut watch) = (Vec::new(), CloseCalls { tolerance, found: Vec::new() });
            worker.finish_watched(&self.parts, &mut docs, &mut watch);
            calls.extend(watch.found.iter().map(|call| CloseCall { token: call.token + tokens, ..*call }));
            tokens += docs.iter().map(Doc::len).sum::<usize>();
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        calls
    }

    fn annotate_long(&self, worker: &mut Worker, text: &str) -> Doc {
        let mut whole = Doc { text: text.to_owned(), ..Doc::default() };
        let mut start = 0;
        for piece in pieces(text) {
            worker.add(&self.parts, piece);
            let mut docs = Vec::new();
            worker.finish(&self.parts, &mut docs);
            for doc in &docs {
                whole.append(doc, start);
            }
            start += piece.len();
        }
        whole
    }

    fn take_worker(&self) -> Worker {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("name", &self.parts.name).finish_non_exhaustive()
    }
}

/// Cuts a long text after line breaks or spaces.
fn pieces(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let longest = MAX_TEXT_BYTES.min(rest.len());
        let reach = (0..=longest).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(longest);
        let cut = if reach == rest.len() {
            reach
        } else {
            let window = &rest[..reach];
            window.rfind('\n').or_else(|| window.rfind(' ')).map_or(reach, |at| at + 1)
        };
        let (piece, after) = rest.split_at(cut);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_after_line_breaks_or_spaces() {
        let lines = "one two\n".repeat(MAX_TEXT_BYTES / 5);
        assert!(pieces(&lines).all(|piece| piece.ends_with('\n') && piece.len() <= MAX_TEXT_BYTES));
        assert_eq!(pieces(&lines).collect::<String>(), lines);
        let solid = "é".repeat(MAX_TEXT_BYTES);
        assert_eq!(pieces(&solid).map(str::len).collect::<Vec<_>>(), [MAX_TEXT_BYTES, MAX_TEXT_BYTES]);
        assert_eq!(pieces("").count(), 0);
    }
}
