//! Average linkage over a matrix of likelihoods (Sokal and Michener 1958).

/// Puts `count` things into groups: the two groups that are most likely one in the mean of their pairs are put together
/// first, as long as that mean is `least` or more. Gives for each thing its group, known by its least member.
pub(super) fn grouped(count: usize, least: f64, likely: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut means = vec![0.0; count * count];
    for one in 0..count {
        for other in one + 1..count {
            let likelihood = likely(one, other);
            (means[one * count + other], means[other * count + one]) = (likelihood, likelihood);
        }
    }
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut open: Vec<(usize, f64)> = (0..count).map(|group| (group, 1.0)).collect();
    while let Some((one, other)) = likeliest(&open, &means, count, least) {
        let ((into, size), (from, other_size)) = (open[one], open[other]);
        for &(third, _) in &open {
            let sum = size * means[into * count + third] + other_size * means[from * count + third];
            let mean = sum / (size + other_size);
            (means[into * count + third], means[third * count + into]) = (mean, mean);
        }
        open[one].1 += other_size;
        open.remove(other);
        group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = into);
    }
    group_of
}

/// The places of the two groups whose mean is highest, the first of equals.
fn likeliest(open: &[(usize, f64)], means: &[f64], count: usize, least: f64) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (place, &(one, _)) in open.iter().enumerate() {
        for (later, &(other, _)) in open.iter().enumerate().skip(place + 1) {
            let mean = means[one * count + other];
            if mean >= least && best.is_none_or(|(known, _, _)| mean > known) {
                best = Some((mean, place, later));
            }
        }
    }
    best.map(|(_, place, later)| (place, later))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_like_one_of_a_group_only_stays_apart() {
        let likely = |one: usize, other: usize| match (one.min(other), one.max(other)) {
            (0, 1) => 0.9,
            (1, 2) => 0.6,
            _ => 0.0,
        };
        assert_eq!(grouped(3, 0.4, likely), [0, 0, 2]);
        assert_eq!(grouped(3, 0.3, likely), [0, 0, 0]);
        assert!(grouped(0, 0.4, likely).is_empty());
    }
}
