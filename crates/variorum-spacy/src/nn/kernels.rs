//! The arithmetic of the networks, on the widest registers that the processor has.
//!
//! This is the only module with `unsafe` code. Its public functions are safe: they check every length before a
//! loop runs, and [`Kernels`] can only be made for instructions that the processor has.

mod aligned;
mod lanes;
mod loops;

pub(crate) use aligned::Aligned;
use loops::{GROUP, Matrix, Rows, SCORE_GROUP};

/// The most hidden units of a transition system.
pub(crate) const MAX_HIDDEN: usize = 256;

/// A kind of register, known to be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kernels {
    isa: Isa,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Isa {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

/// A matrix and its bias, laid out in panels for one kind of register.
pub(crate) struct Panels {
    weights: Aligned,
    bias: Aligned,
    depth: usize,
    panels: usize,
    /// Floats in a row of the result, padding included.
    width: usize,
}

/// The weights of a layer norm.
pub(crate) struct LayerNorm {
    scale: Aligned,
    shift: Aligned,
}

/// Rows of an input: the first begins at the start of `floats`, each next one `stride` further on.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) floats: &'a [f32],
    pub(crate) stride: usize,
    /// How many rows to compute; see [`Kernels::padded`].
    pub(crate) count: usize,
}

macro_rules! per_isa {
    ($self:ident, $name:ident $args:tt) => {
        match $self.isa {
            // SAFETY: lengths are checked above; `Kernels::detect` and `Kernels::all` are the only makers of an
            // `Isa`, and both ask the processor first.
            Isa::Portable => unsafe { portable::$name $args },
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2::$name $args },
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512::$name $args },
            #[cfg(target_arch = "aarch64")]
            Isa::Neon => unsafe { neon::$name $args },
        }
    };
}

impl Kernels {
    /// Those that every processor has.
    pub(crate) fn portable() -> Kernels {
        Kernels { isa: Isa::Portable }
    }

    /// The best that this processor has.
    pub(crate) fn detect() -> Kernels {
        let best = Kernels::all().pop();
        best.unwrap_or(Kernels::portable())
    }

    /// All that this processor has, the best last.
    pub(crate) fn all() -> Vec<Kernels> {
        let mut all = vec![Isa::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Isa::Avx2);
                if is_x86_feature_detected!("avx512f") {
                    all.push(Isa::Avx512);
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            all.push(Isa::Neon);
        }
        all.into_iter().map(|isa| Kernels { isa }).collect()
    }

    fn lanes(self) -> usize {
        match self.isa {
            Isa::Portable => 8,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => 8,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => 16,
            #[cfg(target_arch = "aarch64")]
            Isa::Neon => 8,
        }
    }

    /// `rows` rounded up to whole blocks: inputs and outputs must have room for so many.
    pub(crate) fn padded(self, rows: usize) -> usize {
        rows.next_multiple_of(8)
    }

    /// Packs a layer `x * weights + bias`. `weights` has a row of `depth` floats for each of `bias.len()` outputs.
    pub(crate) fn pack(self, depth: usize, weights: &[f32], bias: &[f32]) -> Panels {
        self.pack_columns(GROUP, depth, bias.len(), weights, bias, |column| column)
    }

    /// Packs the last layer of a transition system, for [`Kernels::step`].
    pub(crate) fn pack_scores(self, depth: usize, weights: &[f32], bias: &[f32]) -> Panels {
        self.pack_columns(SCORE_GROUP, depth, bias.len(), weights, bias, |column| column)
    }

    /// Packs a maxout layer of three pieces. `weights` has a row of `depth` floats for each output and piece,
    /// the pieces of an output next to each other.
    pub(crate) fn pack_maxout(self, depth: usize, weights: &[f32], bias: &[f32]) -> Panels {
        let lanes = self.lanes();
        let mut packed = self.pack_columns(GROUP, depth, bias.len(), weights, bias, |column| {
            let (panel, within) = (column / (GROUP * lanes), column % (GROUP * lanes));
            (panel * lanes + within % lanes) * GROUP + within / lanes
        });
        packed.width = bias.len() / GROUP;
        packed
    }

    fn pack_columns(
        self,
        group: usize,
        depth: usize,
        columns: usize,
        weights: &[f32],
        bias: &[f32],
        source: impl Fn(usize) -> usize,
    ) -> Panels {
        assert_eq!(weights.len(), depth * columns, "a matrix of another size");
        let group = group * self.lanes();
        let panels = columns.div_ceil(group);
        let width = panels * group;
        let mut packed = Panels {
            weights: Aligned::zeros(width * depth),
            bias: Aligned::zeros(width),
            depth,
            panels,
            width,
        };
        for column in (0..width).filter(|&column| column < columns) {
            let source = source(column);
            packed.bias[column] = bias[source];
            let start = column / group * group * depth + column % group;
            let row = &weights[source * depth..(source + 1) * depth];
            for (slot, &weight) in packed.weights[start..].iter_mut().step_by(group).zip(row) {
                *slot = weight;
            }
        }
        packed
    }

    /// Writes `input * layer`, rows of [`Panels::width`] floats.
    pub(crate) fn affine(self, input: Input<'_>, layer: &Panels, out: &mut [f32]) {
        let rows = self.rows(input, layer);
        assert!(out.len() >= rows.count * layer.width, "too little room for the rows");
        per_isa!(self, affine(rows, layer.matrix(), out.as_mut_ptr()));
    }

    /// Writes the normalised maxout of `input * layer`, plus the residual rows if given.
    pub(crate) fn maxout_norm(
        self,
        input: Input<'_>,
        layer: &Panels,
        norm: &LayerNorm,
        residual: Option<&[f32]>,
        out: &mut [f32],
    ) {
        let rows = self.rows(input, layer);
        let floats = rows.count * layer.width;
        assert!(
            norm.scale.len() == layer.width && layer.panels * self.lanes() == layer.width,
            "widths differ"
        );
        assert!(out.len() >= floats, "too little room for the rows");
        assert!(residual.is_none_or(|rows| rows.len() >= floats), "too few residual rows");
        let residual = residual.map(<[f32]>::as_ptr);
        per_isa!(self, maxout_norm(rows, layer.matrix(), norm.view(), residual, out.as_mut_ptr()));
    }

    /// Writes one row of a window convolution from the known products of its three places.
    ///
    /// `parts` and `bias` hold the three pieces after one another.
    pub(crate) fn window_norm(
        self,
        parts: [&[f32]; 3],
        bias: &[f32],
        norm: &LayerNorm,
        residual: &[f32],
        out: &mut [f32],
    ) {
        let width = norm.scale.len();
        assert!(
            parts.iter().all(|part| part.len() >= GROUP * width) && bias.len() >= GROUP * width,
            "short parts"
        );
        assert!(residual.len() >= width && out.len() >= width, "short rows");
        let parts = parts.map(<[f32]>::as_ptr);
        per_isa!(self, window_norm(parts, bias.as_ptr(), norm.view(), residual.as_ptr(), out.as_mut_ptr()));
    }

    /// Writes the scores of a transition system's moves in one state, from the parts that its features give.
    pub(crate) fn step<const FEATURES: usize>(
        self,
        features: [&[f32]; FEATURES],
        bias: &[f32],
        layer: &Panels,
        scores: &mut [f32],
    ) {
        let hidden = layer.depth;
        assert!(hidden <= MAX_HIDDEN && hidden.is_multiple_of(16), "an odd number of hidden units");
        let pieces = bias.len() / hidden.max(1);
        assert!(matches!(pieces, 2 | 3), "an odd number of pieces");
        assert!(features.iter().all(|part| part.len() >= pieces * hidden), "short features");
        assert!(scores.len() >= layer.width, "too little room for the scores");
        let features = features.map(<[f32]>::as_ptr);
        per_isa!(self, step(&features, bias.as_ptr(), pieces, layer.matrix(), scores.as_mut_ptr()));
    }

    /// Multiplies and adds in registers alone, `rounds` times over; gives how many operations on floats that takes.
    pub(crate) fn peak(self, rounds: usize) -> usize {
        let mut sum = [0.0; 16];
        let registers = per_isa!(self, peak(rounds, sum.as_mut_ptr()));
        std::hint::black_box(sum);
        2 * rounds * registers * self.lanes()
    }

    /// What the instructions are called.
    pub(crate) fn name(self) -> &'static str {
        match self.isa {
            Isa::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => "AVX-512",
            #[cfg(target_arch = "aarch64")]
            Isa::Neon => "NEON",
        }
    }

    fn rows(self, input: Input<'_>, layer: &Panels) -> Rows {
        let count = self.padded(input.count);
        let needed = count.checked_sub(1).map_or(0, |last| last * input.stride + layer.depth);
        assert!(input.floats.len() >= needed, "too few rows");
        Rows { start: input.floats.as_ptr(), stride: input.stride, count }
    }
}

impl Panels {
    /// Floats in a row of the result, padding included.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    fn matrix(&self) -> Matrix {
        Matrix {
            weights: self.weights.as_ptr(),
            bias: self.bias.as_ptr(),
            depth: self.depth,
            panels: self.panels,
        }
    }
}

impl LayerNorm {
    /// The weights of a layer norm, equally many of both, a multiple of 16.
    pub(crate) fn new(scale: &[f32], shift: &[f32]) -> LayerNorm {
        assert!(scale.len() == shift.len() && scale.len().is_multiple_of(16), "an odd width");
        LayerNorm { scale: Aligned::from_slice(scale), shift: Aligned::from_slice(shift) }
    }

    fn view(&self) -> loops::Norm {
        loops::Norm { scale: self.scale.as_ptr(), shift: self.shift.as_ptr(), width: self.scale.len() }
    }
}

macro_rules! instances {
    ($module:ident, $lanes:ident, $rows:literal, $(#[$feature:meta])?) => {
        mod $module {
            use super::lanes::$lanes as Register;
            use super::loops::{self, Matrix, Norm, Rows};

            // SAFETY, for all: the caller has checked the lengths and the processor.
            $(#[$feature])?
            pub(super) unsafe fn affine(rows: Rows, matrix: Matrix, out: *mut f32) {
                unsafe { loops::affine::<Register, $rows>(rows, matrix, out) }
            }

            $(#[$feature])?
            pub(super) unsafe fn maxout_norm(
                rows: Rows,
                matrix: Matrix,
                norm: Norm,
                residual: Option<*const f32>,
                out: *mut f32,
            ) {
                unsafe { loops::maxout_norm::<Register, $rows>(rows, matrix, norm, residual, out) }
            }

            $(#[$feature])?
            pub(super) unsafe fn window_norm(
                parts: [*const f32; 3],
                bias: *const f32,
                norm: Norm,
                residual: *const f32,
                out: *mut f32,
            ) {
                unsafe { loops::window_norm::<Register>(parts, bias, norm, residual, out) }
            }

            $(#[$feature])?
            pub(super) unsafe fn step(
                features: &[*const f32],
                bias: *const f32,
                pieces: usize,
                matrix: Matrix,
                scores: *mut f32,
            ) {
                unsafe { loops::step::<Register>(features, bias, pieces, matrix, scores) }
            }

            $(#[$feature])?
            pub(super) unsafe fn peak(rounds: usize, out: *mut f32) -> usize {
                unsafe { loops::peak::<Register, { 3 * $rows }>(rounds, out) }
            }
        }
    };
}

instances!(portable, Portable, 4,);
#[cfg(target_arch = "x86_64")]
instances!(avx2, Avx2, 4, #[target_feature(enable = "avx2,fma")]);
#[cfg(target_arch = "x86_64")]
instances!(avx512, Avx512, 8, #[target_feature(enable = "avx512f,avx2,fma")]);
#[cfg(target_arch = "aarch64")]
instances!(neon, Neon, 4, #[target_feature(enable = "neon")]);

#[cfg(test)]
mod tests;
