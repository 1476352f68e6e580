//! The kernels one by one, with matrices as large as those of `en_core_web_sm`, for timing.
//!
//! Nothing is measured here: whoever calls it has the clock.

use crate::nn::{Aligned, Input, Kernels, LayerNorm, Panels};

/// A kernel with something to compute.
pub struct Case {
    /// The instructions it is made of.
    pub instructions: &'static str,
    /// What it does.
    pub name: &'static str,
    /// Rows of the input, floats in each, and floats that a row of the product has. All are 0 for the peak.
    pub shape: [usize; 3],
    /// Operations on floats in one run; a fused multiply-add counts as two, norms and maxima are left out.
    pub operations: usize,
    run: Box<dyn FnMut()>,
}

/// The name of the case that only multiplies and adds in registers: what the processor can do at best.
pub const PEAK: &str = "multiply-add in registers";

const WIDTH: usize = 96;
const HIDDEN: usize = 64;
/// Tokens of a batch, and new words that are embedded together.
const BATCH: usize = 512;
const LOT: usize = 128;

impl Case {
    /// Computes it once.
    pub fn run(&mut self) {
        (self.run)();
    }
}

/// All cases for the instructions that this processor has, the best last; the first of each is [`PEAK`].
///
/// ```
/// use variorum_spacy::measure;
/// let peak = &mut measure::cases()[0];
/// assert_eq!(peak.name, measure::PEAK);
/// let begin = std::time::Instant::now();
/// peak.run();
/// println!("{:.1} GFLOP/s", peak.operations as f64 / begin.elapsed().as_secs_f64() / 1e9);
/// ```
pub fn cases() -> Vec<Case> {
    Kernels::all().into_iter().flat_map(cases_of).collect()
}

fn cases_of(kernels: Kernels) -> Vec<Case> {
    const ROUNDS: usize = 10_000;
    let peak = Case {
        instructions: kernels.name(),
        name: PEAK,
        shape: [0; 3],
        operations: kernels.peak(ROUNDS),
        run: Box::new(move || {
            kernels.peak(ROUNDS);
        }),
    };
    vec![
        peak,
        maxout(kernels, "convolution with norm and residual", [BATCH, 3 * WIDTH, 3 * WIDTH]),
        affine(kernels, "the same product alone", [BATCH, 3 * WIDTH, 3 * WIDTH]),
        maxout(kernels, "new words: mixing layer with norm", [LOT, 6 * WIDTH, 3 * WIDTH]),
        affine(kernels, "new words: parts of the first convolution", [LOT, WIDTH, 9 * WIDTH]),
        affine(kernels, "tagger", [BATCH, WIDTH, 50]),
        affine(kernels, "parser and recogniser: inputs", [BATCH, WIDTH, HIDDEN]),
        affine(kernels, "parser: parts of tokens", [8, HIDDEN, 8 * 2 * HIDDEN]),
        affine(kernels, "recogniser: parts of tokens", [8, HIDDEN, 3 * 2 * HIDDEN]),
        step::<8>(kernels, "parser: one state", 106),
        step::<3>(kernels, "recogniser: one state", 74),
    ]
}

fn affine(kernels: Kernels, name: &'static str, shape: [usize; 3]) -> Case {
    let [rows, depth, columns] = shape;
    let layer = kernels.pack(depth, &vec![0.5; depth * columns], &vec![0.5; columns]);
    let input = Aligned::from_slice(&vec![0.25; kernels.padded(rows) * depth]);
    let mut out = Aligned::zeros(kernels.padded(rows) * layer.width());
    let run = move || kernels.affine(Input { floats: &input, stride: depth, count: rows }, &layer, &mut out);
    product(kernels, name, shape, Box::new(run))
}

/// Rows overlap as those of a convolution do, as far as their length allows.
fn maxout(kernels: Kernels, name: &'static str, shape: [usize; 3]) -> Case {
    let [rows, depth, columns] = shape;
    let width = columns / 3;
    let is_window = depth == 3 * width;
    let stride = if is_window { width } else { depth };
    let layer: Panels = kernels.pack_maxout(depth, &vec![0.5; depth * columns], &vec![0.5; columns]);
    let norm = LayerNorm::new(&vec![0.5; width], &vec![0.5; width]);
    let input = Aligned::from_slice(&vec![0.25; kernels.padded(rows) * stride + depth]);
    let mut out = Aligned::zeros(kernels.padded(rows) * width);
    let run = move || {
        let residual = is_window.then(|| &input[width..]);
        let input = Input { floats: &input, stride, count: rows };
        kernels.maxout_norm(input, &layer, &norm, residual, &mut out);
    };
    product(kernels, name, shape, Box::new(run))
}

fn step<const FEATURES: usize>(kernels: Kernels, name: &'static str, moves: usize) -> Case {
    let layer = kernels.pack_scores(HIDDEN, &vec![0.5; HIDDEN * moves], &vec![0.5; moves]);
    let features: [Aligned; FEATURES] = std::array::from_fn(|_| Aligned::from_slice(&[0.25; 2 * HIDDEN]));
    let bias = Aligned::from_slice(&[0.5; 2 * HIDDEN]);
    let mut scores = Aligned::zeros(layer.width());
    let run = move || {
        let features: [&[f32]; FEATURES] = std::array::from_fn(|feature| &*features[feature]);
        kernels.step(features, &bias, &layer, &mut scores);
    };
    product(kernels, name, [1, HIDDEN, moves], Box::new(run))
}

fn product(kernels: Kernels, name: &'static str, shape: [usize; 3], run: Box<dyn FnMut()>) -> Case {
    let operations = 2 * shape.iter().product::<usize>();
    Case { instructions: kernels.name(), name, shape, operations, run }
}
