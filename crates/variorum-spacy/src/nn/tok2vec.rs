//! Token vectors: embedded attributes, mixed by a maxout layer, then convolved with their neighbours.
//!
//! Everything before the second convolution depends on one lexeme only, and is kept for each: the mixed vector and
//! its products with the three places of the first convolution's window.

use std::sync::Arc;

use super::batch::{Batch, TokenKey};
use super::embedding::HashEmbedding;
use super::kernels::{Aligned, Input, Kernels, LayerNorm, Panels};
use super::shelf::{Place, Shelf};
use super::static_vectors::StaticVectors;
use crate::Error;
use crate::lexeme::Lexemes;
use crate::model::{Archive, Network, Node};
use crate::word_vectors::WordVectors;

/// Pieces of each maxout layer.
const PIECES: usize = 3;
/// Rows a convolution looks at: a token and its neighbours.
const WINDOW: usize = 3;
/// What is kept of a lexeme: its vector and `WINDOW * PIECES` products, each as wide as a vector.
const PARTS: usize = 1 + WINDOW * PIECES;
/// Kept lexemes are allocated so many at a time.
const PAGE: usize = 128;
/// More lexemes than this are not kept from batch to batch: some 16 MB. They cover nearly nine tokens of ten of news.
const MAX_KEPT: usize = 4096;
/// New lexemes go through the layers so many at a time.
const LOT: usize = 128;

/// The network that turns tokens into vectors.
pub(crate) struct Tok2Vec {
    kernels: Kernels,
    width: usize,
    embeddings: Vec<HashEmbedding>,
    static_vectors: Option<StaticVectors>,
    mix: Layer,
    /// Products of a vector with each place and piece of the first convolution.
    first: Panels,
    /// Its bias, piece by piece.
    first_bias: Aligned,
    first_norm: LayerNorm,
    /// The second and later convolutions.
    rest: Vec<Layer>,
}

struct Layer {
    maxout: Panels,
    norm: LayerNorm,
}

/// A worker's room for token vectors, and what it keeps of the lexemes it has met.
///
/// It belongs to one [`Tok2Vec`] and one [`Lexemes`].
#[derive(Default)]
pub(crate) struct TokenVectors {
    current: Aligned,
    next: Aligned,
    width: usize,
    /// The places of the kept: a token's key is its thing. The first place is that of empty rows.
    shelf: Shelf,
    pages: Vec<Aligned>,
    /// Places of the rows of the batch.
    rows: Vec<u32>,
    /// Tokens that are not kept yet, and where they will be.
    missing: Vec<(TokenKey, u32)>,
    embedded: Aligned,
    looked_up: Aligned,
    projected: Aligned,
    mixed: Aligned,
    products: Aligned,
}

impl Tok2Vec {
    /// Whether a network makes token vectors, rather than reading those of another.
    pub(crate) fn is_in(network: &Network<'_>) -> bool {
        !network.all("expand_window").is_empty()
    }

    /// Reads the network's layers; others, such as a parser's, are left alone. `words` are the pipeline's word vectors.
    pub(crate) fn read(
        archive: &Archive,
        network: &Network<'_>,
        kernels: Kernels,
        words: Option<&Arc<WordVectors>>,
    ) -> Result<Tok2Vec, Error> {
        if !network.all("charembed").is_empty() {
            return Err(network.unsupported("it embeds single characters"));
        }
        let embeddings = HashEmbedding::read_all(archive, network)?;
        let static_vectors = StaticVectors::read(network, kernels, words)?;
        let (maxouts, norms) = (network.all("maxout"), network.all("layernorm"));
        let windows = network.all("expand_window");
        if maxouts.len() < 2 || norms.len() != maxouts.len() || windows.len() + 1 != maxouts.len() {
            return Err(network.unsupported("its token vectors are not embeddings followed by convolutions"));
        }
        for window in windows {
            if window.number("window_size")? != 1 {
                return Err(network.unsupported("its convolutions look further than the next token"));
            }
        }
        let [width, pieces, _] = maxouts[0].shape::<3>("W")?;
        if pieces != PIECES {
            return Err(
                network.unsupported(format!("its layers take the greatest of {pieces} pieces, not of 3"))
            );
        }
        if width == 0 || !width.is_multiple_of(16) {
            return Err(
                network.unsupported(format!("its vectors have {width} numbers, not a multiple of 16"))
            );
        }
        let embedded = embedded_width(&embeddings, static_vectors.as_ref());
        let mix = Layer::read(kernels, maxouts[0], norms[0], width, embedded)?;
        let (first, first_bias) = read_first(kernels, maxouts[1], width)?;
        let rest = maxouts[2..].iter().zip(&norms[2..]);
        Ok(Tok2Vec {
            kernels,
            width,
            embeddings,
            static_vectors,
            mix,
            first,
            first_bias,
            first_norm: read_norm(norms[1], width)?,
            rest: rest
                .map(|(maxout, norm)| Layer::read(kernels, maxout, norm, width, WINDOW * width))
                .collect::<Result<_, Error>>()?,
        })
    }

    /// Floats in a token vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Number of convolutions: how many empty rows must part the texts of a batch.
    pub(crate) fn depth(&self) -> usize {
        1 + self.rest.len()
    }

    /// Computes the vectors of a batch into `vectors`.
    pub(crate) fn run(&self, batch: &Batch, lexemes: &Lexemes, vectors: &mut TokenVectors) {
        self.find_places(batch, lexemes, vectors);
        // Blocks of rows may begin at any row of the batch and reach past its end.
        let rows = 2 * self.kernels.padded(1) + self.kernels.padded(batch.len());
        vectors.width = self.width;
        vectors.current.resize(rows * self.width);
        vectors.next.resize(rows * self.width);
        // The row before the first is never written: it stays zero.
        self.first_convolution(vectors);
        for layer in &self.rest {
            let input = Input { floats: &vectors.current, stride: self.width, count: batch.len() };
            let (residual, out) = (&vectors.current[self.width..], &mut vectors.next[self.width..]);
            self.kernels.maxout_norm(input, &layer.maxout, &layer.norm, Some(residual), out);
            std::mem::swap(&mut vectors.current, &mut vectors.next);
        }
    }

    fn first_convolution(&self, vectors: &mut TokenVectors) {
        let TokenVectors { current, pages, rows, .. } = vectors;
        let width = self.width;
        let kept = |row: Option<usize>| {
            let place = row.and_then(|row| rows.get(row)).map_or(0, |&place| place as usize);
            let start = place % PAGE * PARTS * width;
            &pages[place / PAGE][start..start + PARTS * width]
        };
        let part = |place: usize, row: Option<usize>| &kept(row)[(1 + place * PIECES) * width..];
        for (row, out) in current[width..].chunks_exact_mut(width).enumerate().take(rows.len()) {
            let parts = [part(0, row.checked_sub(1)), part(1, Some(row)), part(2, Some(row + 1))];
            self.kernels.window_norm(parts, &self.first_bias, &self.first_norm, kept(Some(row)), out);
        }
    }

    /// Fills `vectors.rows`, and keeps what the lexemes that are new need.
    fn find_places(&self, batch: &Batch, lexemes: &Lexemes, vectors: &mut TokenVectors) {
        vectors.rows.clear();
        vectors.missing.clear();
        if vectors.shelf.len() > MAX_KEPT {
            vectors.forget();
        }
        vectors.shelf.begin(2 * lexemes.len());
        let reads_whitespace = self.embeddings.iter().any(HashEmbedding::reads_whitespace);
        for row in batch.rows() {
            let Some(key) = row else {
                vectors.rows.push(0);
                continue;
            };
            let thing = 2 * key.lexeme.0 as usize + usize::from(key.whitespace && reads_whitespace);
            let place = match vectors.shelf.place(thing, MAX_KEPT) {
                Place::Known(place) => place,
                Place::Taken(place) => {
                    vectors.missing.push((*key, place));
                    place
                }
            };
            vectors.rows.push(place);
        }
        for _ in vectors.pages.len()..vectors.shelf.len().div_ceil(PAGE) {
            vectors.pages.push(Aligned::zeros(PAGE * PARTS * self.width));
        }
        let missing = std::mem::take(&mut vectors.missing);
        for lot in missing.chunks(LOT) {
            self.keep(lot, lexemes, vectors);
        }
        vectors.missing = missing;
    }

    fn keep(&self, missing: &[(TokenKey, u32)], lexemes: &Lexemes, vectors: &mut TokenVectors) {
        let count = missing.len();
        let embedded = embedded_width(&self.embeddings, self.static_vectors.as_ref());
        let rows = self.kernels.padded(count);
        vectors.embedded.resize(rows * embedded);
        vectors.mixed.resize(rows * self.width);
        vectors.products.resize(rows * self.first.width());
        for ((key, _), mut out) in missing.iter().zip(vectors.embedded.chunks_exact_mut(embedded)) {
            let attributes = &lexemes.get(key.lexeme).attributes;
            for embedding in &self.embeddings {
                let (own, others) = out.split_at_mut(embedding.width());
                embedding.embed(attributes, key.whitespace, own);
                out = others;
            }
        }
        if let Some(static_vectors) = &self.static_vectors {
            let words = missing.iter().map(|(key, _)| &*lexemes.get(key.lexeme).text);
            static_vectors.project(words, &mut vectors.looked_up, &mut vectors.projected);
            let rows = vectors.embedded.chunks_exact_mut(embedded);
            for (out, projected) in rows.zip(vectors.projected.chunks_exact(static_vectors.stride())) {
                let width = static_vectors.width();
                out[embedded - width..].copy_from_slice(&projected[..width]);
            }
        }
        let input = Input { floats: &vectors.embedded, stride: embedded, count };
        self.kernels.maxout_norm(input, &self.mix.maxout, &self.mix.norm, None, &mut vectors.mixed);
        let input = Input { floats: &vectors.mixed, stride: self.width, count };
        self.kernels.affine(input, &self.first, &mut vectors.products);
        self.store(missing, vectors);
    }

    fn store(&self, missing: &[(TokenKey, u32)], vectors: &mut TokenVectors) {
        let TokenVectors { pages, mixed, products, .. } = vectors;
        let width = self.width;
        let rows = mixed.chunks_exact(width).zip(products.chunks_exact(self.first.width()));
        for ((_, place), (vector, products)) in missing.iter().zip(rows) {
            let place = *place as usize;
            let start = place % PAGE * PARTS * width;
            let entry = &mut pages[place / PAGE][start..start + PARTS * width];
            entry[..width].copy_from_slice(vector);
            entry[width..].copy_from_slice(&products[..(PARTS - 1) * width]);
        }
    }
}

impl TokenVectors {
    /// The vectors of the last batch, row after row; rows added as padding follow.
    pub(crate) fn rows(&self) -> &[f32] {
        &self.current[self.width..]
    }

    /// Forgets the lexemes, as must be done when their numbers are void.
    pub(crate) fn forget(&mut self) {
        self.shelf.clear();
        self.pages.truncate(MAX_KEPT / PAGE);
    }
}

impl Layer {
    fn read(
        kernels: Kernels,
        maxout: &Node<'_>,
        norm: &Node<'_>,
        width: usize,
        depth: usize,
    ) -> Result<Layer, Error> {
        let weights = maxout.floats("W", &[width, PIECES, depth])?;
        let bias = maxout.floats("b", &[width, PIECES])?;
        Ok(Layer { maxout: kernels.pack_maxout(depth, &weights, &bias), norm: read_norm(norm, width)? })
    }
}

fn embedded_width(embeddings: &[HashEmbedding], static_vectors: Option<&StaticVectors>) -> usize {
    let hashed: usize = embeddings.iter().map(HashEmbedding::width).sum();
    hashed + static_vectors.map_or(0, StaticVectors::width)
}

fn read_norm(node: &Node<'_>, width: usize) -> Result<LayerNorm, Error> {
    Ok(LayerNorm::new(&node.floats("G", &[width])?, &node.floats("b", &[width])?))
}

/// The first convolution, ordered by place, piece and output, and its bias by piece and output.
fn read_first(kernels: Kernels, node: &Node<'_>, width: usize) -> Result<(Panels, Aligned), Error> {
    let depth = WINDOW * width;
    let weights = node.floats("W", &[width, PIECES, depth])?;
    let bias = node.floats("b", &[width, PIECES])?;
    let mut by_place = Vec::with_capacity(weights.len());
    let mut by_piece = Vec::with_capacity(bias.len());
    for place in 0..WINDOW {
        for piece in 0..PIECES {
            for output in 0..width {
                let start = (output * PIECES + piece) * depth + place * width;
                by_place.extend_from_slice(&weights[start..start + width]);
            }
        }
    }
    for piece in 0..PIECES {
        by_piece.extend((0..width).map(|output| bias[output * PIECES + piece]));
    }
    let no_bias = vec![0.0; WINDOW * PIECES * width];
    Ok((kernels.pack(width, &by_place, &no_bias), Aligned::from_slice(&by_piece)))
}
