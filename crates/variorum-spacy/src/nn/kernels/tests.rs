//! Every kind of register against the plain formulas in 64-bit arithmetic.

use super::*;
use crate::strings::murmur64a;

const WIDTH: usize = 32;
const DEPTH: usize = 3 * WIDTH;
const ROWS: usize = 13;
/// What the bits of [`convolve`] hash to: found with AVX2.
const CONVOLUTION_BITS: u64 = 0xe073_da11_7464_8443;

/// Numbers between -1 and 1 that look random but never change.
fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn product(row: &[f32], weights: &[f32], bias: f32) -> f64 {
    row.iter().zip(weights).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>() + f64::from(bias)
}

fn norm_of(values: &[f64], scale: &[f32], shift: &[f32], residual: &[f32]) -> Vec<f64> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count + 1e-8;
    let columns = scale.iter().zip(shift).zip(residual);
    values
        .iter()
        .zip(columns)
        .map(|(value, ((&scale, &shift), &residual))| {
            (value - mean) / variance.sqrt() * f64::from(scale) + f64::from(shift) + f64::from(residual)
        })
        .collect()
}

fn assert_close(kernels: Kernels, found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (index, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        let difference = (f64::from(found) - expected).abs();
        assert!(difference < 2e-5, "{kernels:?}, number {index}: {found} instead of {expected}");
    }
}

/// A window convolution of overlapping rows, by each kernel.
fn convolve(kernels: Kernels) -> (Vec<f32>, Vec<f64>) {
    let (weights, bias) = (numbers(1, 3 * WIDTH * DEPTH), numbers(2, 3 * WIDTH));
    let (scale, shift) = (numbers(3, WIDTH), numbers(4, WIDTH));
    let input = numbers(5, (kernels.padded(ROWS) + 2) * WIDTH);
    let residual = &input[WIDTH..];
    let layer = kernels.pack_maxout(DEPTH, &weights, &bias);
    let norm = LayerNorm::new(&scale, &shift);
    let mut out = vec![0.0; kernels.padded(ROWS) * WIDTH];
    let rows = Input { floats: &input, stride: WIDTH, count: ROWS };
    kernels.maxout_norm(rows, &layer, &norm, Some(residual), &mut out);
    out.truncate(ROWS * WIDTH);

    let mut expected = Vec::new();
    for row in 0..ROWS {
        let window = &input[row * WIDTH..][..DEPTH];
        let best = |output: usize| {
            let piece = |piece| {
                let index = output * 3 + piece;
                product(window, &weights[index * DEPTH..][..DEPTH], bias[index])
            };
            piece(0).max(piece(1)).max(piece(2))
        };
        let values: Vec<f64> = (0..WIDTH).map(best).collect();
        expected.extend(norm_of(&values, &scale, &shift, &residual[row * WIDTH..]));
    }
    (out, expected)
}

#[test]
fn convolutions_follow_the_formula() {
    for kernels in Kernels::all() {
        let (found, expected) = convolve(kernels);
        assert_close(kernels, &found, &expected);
    }
}

/// Whatever the processor: products are added with one rounding, sums in one order.
#[test]
fn all_registers_that_fuse_products_give_the_same_bits() {
    let fuses = |kernels: &Kernels| kernels.isa != Isa::Portable || cfg!(target_arch = "aarch64");
    for kernels in Kernels::all().into_iter().filter(fuses) {
        let bits =
            convolve(kernels).0.iter().flat_map(|value| value.to_bits().to_le_bytes()).collect::<Vec<_>>();
        assert_eq!(murmur64a(&bits, 0), CONVOLUTION_BITS, "{kernels:?}");
    }
}

#[test]
fn a_convolution_from_kept_products_is_the_same_convolution() {
    let parts: Vec<Vec<f32>> = (0..3).map(|place| numbers(place, 3 * WIDTH)).collect();
    let (bias, residual) = (numbers(4, 3 * WIDTH), numbers(5, WIDTH));
    let (scale, shift) = (numbers(6, WIDTH), numbers(7, WIDTH));
    let best = |output: usize| {
        let piece = |piece: usize| {
            let at = piece * WIDTH + output;
            parts.iter().map(|part| f64::from(part[at])).sum::<f64>() + f64::from(bias[at])
        };
        piece(0).max(piece(1)).max(piece(2))
    };
    let values: Vec<f64> = (0..WIDTH).map(best).collect();
    let expected = norm_of(&values, &scale, &shift, &residual);
    for kernels in Kernels::all() {
        let norm = LayerNorm::new(&scale, &shift);
        let mut out = vec![0.0; WIDTH];
        kernels.window_norm([&parts[0], &parts[1], &parts[2]], &bias, &norm, &residual, &mut out);
        assert_close(kernels, &out, &expected);
    }
}

#[test]
fn linear_layers_follow_the_formula() {
    let columns = 50;
    let (weights, bias) = (numbers(1, columns * WIDTH), numbers(2, columns));
    for kernels in Kernels::all() {
        let input = numbers(3, kernels.padded(ROWS) * WIDTH);
        let layer = kernels.pack(WIDTH, &weights, &bias);
        let mut out = vec![0.0; kernels.padded(ROWS) * layer.width()];
        kernels.affine(Input { floats: &input, stride: WIDTH, count: ROWS }, &layer, &mut out);
        for row in 0..ROWS {
            let found = &out[row * layer.width()..][..columns];
            let column = |column: usize| {
                product(&input[row * WIDTH..][..WIDTH], &weights[column * WIDTH..], bias[column])
            };
            assert_close(kernels, found, &(0..columns).map(column).collect::<Vec<_>>());
        }
    }
}

#[test]
fn scores_of_a_state_follow_the_formula() {
    let moves = 106;
    let features: Vec<Vec<f32>> = (0..3).map(|feature| numbers(feature, 2 * WIDTH)).collect();
    let bias = numbers(4, 2 * WIDTH);
    let (weights, upper_bias) = (numbers(5, moves * WIDTH), numbers(6, moves));
    let sum = |at: usize| features.iter().map(|part| part[at]).sum::<f32>() + bias[at];
    let hidden: Vec<f32> = (0..WIDTH).map(|unit| sum(unit).max(sum(WIDTH + unit))).collect();
    let expected: Vec<f64> = (0..moves)
        .map(|index| product(&hidden, &weights[index * WIDTH..][..WIDTH], upper_bias[index]))
        .collect();
    for kernels in Kernels::all() {
        let layer = kernels.pack_scores(WIDTH, &weights, &upper_bias);
        let mut scores = vec![0.0; layer.width()];
        kernels.step([&features[0], &features[1], &features[2]], &bias, &layer, &mut scores);
        assert_close(kernels, &scores[..moves], &expected);
    }
}
