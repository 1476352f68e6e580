//! The loops themselves, written once over [`Lanes`] and built for each kind of register.
//!
//! Each row of a result is computed by the same steps wherever it stands among the rows, so results do not depend
//! on how texts are put together into batches.

use super::lanes::Lanes;

/// Registers of columns that one step over the rows computes: the three pieces of a maxout.
pub(super) const GROUP: usize = 3;
/// Registers of scores that one step of a transition system computes.
pub(super) const SCORE_GROUP: usize = 8;
const VARIANCE_FLOOR: f32 = 1e-8;

/// A packed matrix as the loops see it.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    pub weights: *const f32,
    pub bias: *const f32,
    pub depth: usize,
    pub panels: usize,
}

/// Scale and shift of a layer norm.
#[derive(Clone, Copy)]
pub(super) struct Norm {
    pub scale: *const f32,
    pub shift: *const f32,
    pub width: usize,
}

/// Rows that start `stride` floats after one another.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub start: *const f32,
    pub stride: usize,
    /// A multiple of the rows that one step computes.
    pub count: usize,
}

/// Writes `rows * matrix + bias`, rows of `panels * GROUP` registers.
///
/// # Safety
/// The processor has the instructions of `L`; every pointer is good for the sizes it comes with; `out` does not
/// overlap the rest.
#[inline(always)]
pub(super) unsafe fn affine<L: Lanes, const ROWS: usize>(rows: Rows, matrix: Matrix, out: *mut f32) {
    let group = GROUP * L::COUNT;
    let width = matrix.panels * group;
    for first in (0..rows.count).step_by(ROWS) {
        for panel in 0..matrix.panels {
            // SAFETY: `first + ROWS` rows and `panel + 1` panels exist, as the caller has made sure.
            unsafe {
                let sums = block::<L, ROWS>(rows, first, matrix, panel);
                for (row, sums) in sums.iter().enumerate() {
                    for (piece, &sum) in sums.iter().enumerate() {
                        let column = panel * group + piece * L::COUNT;
                        let to = out.add((first + row) * width + column);
                        L::store(to, L::add(sum, L::load(matrix.bias.add(column))));
                    }
                }
            }
        }
    }
}

/// Writes the layer norm of the maxout of `rows * matrix + bias`, plus the residual row if there are residuals.
///
/// # Safety
/// As for [`affine`]; residuals have the layout of `out`.
#[inline(always)]
pub(super) unsafe fn maxout_norm<L: Lanes, const ROWS: usize>(
    rows: Rows,
    matrix: Matrix,
    norm: Norm,
    residual: Option<*const f32>,
    out: *mut f32,
) {
    let width = norm.width;
    for first in (0..rows.count).step_by(ROWS) {
        for panel in 0..matrix.panels {
            // SAFETY: as in `affine`; a panel gives one register of outputs, and `panels` of them make a row.
            unsafe {
                let sums = block::<L, ROWS>(rows, first, matrix, panel);
                let bias = matrix.bias.add(panel * GROUP * L::COUNT);
                for (row, sums) in sums.iter().enumerate() {
                    let best = maxout::<L>(*sums, bias);
                    L::store(out.add((first + row) * width + panel * L::COUNT), best);
                }
            }
        }
        for row in first..first + ROWS {
            // SAFETY: the row was written just now.
            unsafe {
                let values = out.add(row * width);
                normalize::<L>(values, norm, residual.map(|start| start.add(row * width)));
            }
        }
    }
}

/// Writes the layer norm of the maxout of `left + middle + right + bias`, plus `residual`: a window convolution
/// whose products are known for each of the three places.
///
/// # Safety
/// As for [`affine`]; each part holds the three pieces after one another, each `norm.width` floats.
#[inline(always)]
pub(super) unsafe fn window_norm<L: Lanes>(
    parts: [*const f32; 3],
    bias: *const f32,
    norm: Norm,
    residual: *const f32,
    out: *mut f32,
) {
    for column in (0..norm.width).step_by(L::COUNT) {
        // SAFETY: `column` lies within the width, and each part has `GROUP` pieces of it.
        unsafe {
            let mut best = None;
            for piece in 0..GROUP {
                let at = piece * norm.width + column;
                let [left, middle, right] = parts.map(|part| L::load(part.add(at)));
                let value = L::add(L::add(L::add(left, middle), right), L::load(bias.add(at)));
                best = Some(best.map_or(value, |known| L::max(known, value)));
            }
            if let Some(best) = best {
                L::store(out.add(column), best);
            }
        }
    }
    // SAFETY: the row was written just now.
    unsafe { normalize::<L>(out, norm, Some(residual)) }
}

/// Writes the scores of one state of a transition system: the features summed, the greatest of two or three
/// pieces taken, and the last layer applied.
///
/// # Safety
/// As for [`affine`]; `features` and `bias` hold `pieces` pieces of `hidden` floats, `hidden` at most 256 and a
/// multiple of 16; a panel of `matrix` has `SCORE_GROUP` registers.
#[inline(always)]
pub(super) unsafe fn step<L: Lanes>(
    features: &[*const f32],
    bias: *const f32,
    pieces: usize,
    matrix: Matrix,
    scores: *mut f32,
) {
    let mut hidden = [0_f32; 256];
    for column in (0..matrix.depth).step_by(L::COUNT) {
        // SAFETY: `column` lies within each piece.
        unsafe {
            let piece = |piece: usize| {
                let at = piece * matrix.depth + column;
                let sum =
                    features.iter().fold(L::splat(0.0), |sum, feature| L::add(sum, L::load(feature.add(at))));
                L::add(sum, L::load(bias.add(at)))
            };
            let two = L::max(piece(0), piece(1));
            let best = if pieces == 3 { L::max(two, piece(2)) } else { two };
            L::store(hidden.as_mut_ptr().add(column), best);
        }
    }
    let group = SCORE_GROUP * L::COUNT;
    for panel in 0..matrix.panels {
        // SAFETY: `panel` is one of the panels, each `depth` groups long.
        unsafe {
            let weights = matrix.weights.add(panel * matrix.depth * group);
            let mut sums = [L::splat(0.0); SCORE_GROUP];
            for (k, &value) in hidden.iter().enumerate().take(matrix.depth) {
                let value = L::splat(value);
                for (register, sum) in sums.iter_mut().enumerate() {
                    let weight = L::load(weights.add(k * group + register * L::COUNT));
                    *sum = L::mul_add(value, weight, *sum);
                }
            }
            for (register, sum) in sums.into_iter().enumerate() {
                let column = panel * group + register * L::COUNT;
                L::store(scores.add(column), L::add(sum, L::load(matrix.bias.add(column))));
            }
        }
    }
}

/// Multiplies and adds in `REGISTERS` registers, `rounds` times, and stores their sum; gives their number.
///
/// # Safety
/// The processor has the instructions of `L`; `out` is good for a register.
#[inline(always)]
pub(super) unsafe fn peak<L: Lanes, const REGISTERS: usize>(rounds: usize, out: *mut f32) -> usize {
    // SAFETY: arithmetic alone, but for the store.
    unsafe {
        let factor = L::splat(std::hint::black_box(0.5));
        let mut sums = [L::splat(std::hint::black_box(1.0)); REGISTERS];
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = L::mul_add(*sum, factor, factor);
            }
        }
        L::store(out, sums.into_iter().fold(L::splat(0.0), |total, sum| L::add(total, sum)));
    }
    REGISTERS
}

/// The products of `ROWS` rows with one panel.
///
/// # Safety
/// As for [`affine`]; rows from `first` and the panel exist.
#[inline(always)]
unsafe fn block<L: Lanes, const ROWS: usize>(
    rows: Rows,
    first: usize,
    matrix: Matrix,
    panel: usize,
) -> [[L::V; GROUP]; ROWS] {
    let group = GROUP * L::COUNT;
    // SAFETY: each row has `depth` floats, each panel `depth` groups.
    unsafe {
        // A pointer for each row keeps the arithmetic of addresses out of the loop.
        let starts: [*const f32; ROWS] =
            std::array::from_fn(|row| rows.start.add((first + row) * rows.stride));
        let mut column = matrix.weights.add(panel * matrix.depth * group);
        let mut sums = [[L::splat(0.0); GROUP]; ROWS];
        for k in 0..matrix.depth {
            let weights: [L::V; GROUP] = std::array::from_fn(|piece| L::load(column.add(piece * L::COUNT)));
            column = column.add(group);
            for (start, sums) in starts.iter().zip(&mut sums) {
                let value = L::splat(*start.add(k));
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = L::mul_add(value, weight, *sum);
                }
            }
        }
        sums
    }
}

/// # Safety
/// As for [`affine`]; `bias` holds a group.
#[inline(always)]
unsafe fn maxout<L: Lanes>(sums: [L::V; GROUP], bias: *const f32) -> L::V {
    // SAFETY: three registers make a group.
    unsafe {
        let [first, second, third] = sums;
        let first = L::add(first, L::load(bias));
        let second = L::add(second, L::load(bias.add(L::COUNT)));
        let third = L::add(third, L::load(bias.add(2 * L::COUNT)));
        L::max(L::max(first, second), third)
    }
}

/// Normalises a row in place.
///
/// # Safety
/// As for [`affine`]; the width is a multiple of 16.
#[inline(always)]
unsafe fn normalize<L: Lanes>(values: *mut f32, norm: Norm, residual: Option<*const f32>) {
    // SAFETY: all columns lie within the width.
    unsafe {
        let count = norm.width as f32;
        let mean = L::splat(sum_of::<L>(norm.width, |column| L::load(values.add(column))) / count);
        let squares = sum_of::<L>(norm.width, |column| {
            let difference = L::sub(L::load(values.add(column)), mean);
            L::mul(difference, difference)
        });
        let spread = L::splat(1.0 / (squares / count + VARIANCE_FLOOR).sqrt());
        for column in (0..norm.width).step_by(L::COUNT) {
            let value = L::mul(L::sub(L::load(values.add(column)), mean), spread);
            let value = L::mul(value, L::load(norm.scale.add(column)));
            let value = L::add(value, L::load(norm.shift.add(column)));
            let value = residual.map_or(value, |start| L::add(value, L::load(start.add(column))));
            L::store(values.add(column), value);
        }
    }
}

/// # Safety
/// The processor has the instructions of `L`; `width` is a multiple of 16.
#[inline(always)]
unsafe fn sum_of<L: Lanes>(width: usize, value: impl Fn(usize) -> L::V) -> f32 {
    // SAFETY: arithmetic alone.
    unsafe {
        let (mut low, mut high) = (L::splat(0.0), L::splat(0.0));
        for column in (0..width).step_by(16) {
            low = L::add(low, value(column));
            if L::COUNT < 16 {
                high = L::add(high, value(column + L::COUNT));
            }
        }
        L::sum(low, high)
    }
}
