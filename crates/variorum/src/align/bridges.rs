//! Places that the reports themselves put within one another: "Khan Sheikhoun in Idlib province".

use std::collections::BTreeSet;

use super::Story;
use crate::annotate::EntityKind;

/// Pairs of places of which one lies in the other, by the reports' word.
#[derive(Debug, Clone, Default)]
pub struct Bridges {
    pairs: BTreeSet<(usize, usize)>,
}

/// The words that may stand between a place and the place it lies in.
const BETWEEN: usize = 4;

impl Bridges {
    /// Reads them from all places of a story that stand side by side in a sentence, parted by a comma or by "in".
    pub fn of(story: &Story<'_>) -> Bridges {
        let mut pairs = BTreeSet::new();
        for (report, annotated) in story.reports.iter().enumerate() {
            let place = |mention: usize| {
                let entity = (*story.entities.of_mention.get(report)?.get(mention)?)?;
                (story.entities.entities.get(entity)?.kind == EntityKind::Place).then_some(entity)
            };
            let places: Vec<(usize, usize)> =
                (0..annotated.mentions.len()).filter_map(|index| Some((index, place(index)?))).collect();
            for pair in places.windows(2) {
                let [(first, one), (second, other)] = pair else { continue };
                let (left, right) = (&annotated.mentions[*first], &annotated.mentions[*second]);
                let gap = left.tokens.end..right.tokens.start;
                if one == other
                    || left.sentence != right.sentence
                    || gap.len() > BETWEEN
                    || gap.start > gap.end
                {
                    continue;
                }
                let words: Vec<&str> = gap.map(|token| annotated.doc.token(token).text()).collect();
                if words.is_empty() || words == [","] || words.contains(&"in") || words.contains(&"of") {
                    pairs.insert((*one.min(other), *one.max(other)));
                }
            }
        }
        Bridges { pairs }
    }

    /// Whether two sets of places share one, or one of the first lies in or around one of the second.
    pub fn meet(&self, a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> bool {
        a.iter().any(|one| {
            b.iter().any(|other| one == other || self.pairs.contains(&(*one.min(other), *one.max(other))))
        })
    }
}
