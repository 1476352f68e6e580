//! The highest of some scores.

const LANES: usize = 8;

/// The index of the highest score, the first of equals; 0 if there is none.
pub(crate) fn first_best(scores: &[f32]) -> usize {
    // Eight running maxima at once fit the registers of any processor; a single one would be a chain of waits.
    let mut highest = [f32::NEG_INFINITY; LANES];
    let (chunks, rest) = scores.as_chunks::<LANES>();
    for chunk in chunks {
        for (highest, &score) in highest.iter_mut().zip(chunk) {
            *highest = if score > *highest { score } else { *highest };
        }
    }
    let highest = highest.iter().chain(rest).fold(f32::NEG_INFINITY, |best, &score| best.max(score));
    scores.iter().position(|&score| score == highest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_first_of_equals() {
        let cases: [(&[f32], usize); 5] = [
            (&[], 0),
            (&[-1.0, 2.0, 2.0], 1),
            (&[0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.5], 1),
            (&[0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.5], 9),
            (&[f32::NAN, f32::NAN], 0),
        ];
        for (scores, best) in cases {
            assert_eq!(first_best(scores), best, "{scores:?}");
        }
    }
}
