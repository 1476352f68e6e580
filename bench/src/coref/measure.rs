//! MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean, the CoNLL F1.

use std::collections::BTreeMap;

/// Scores in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conll {
    /// F1 over links.
    pub muc: f64,
    /// F1 over mentions.
    pub b3: f64,
    /// F1 over the best match of entities.
    pub ceaf_e: f64,
}

impl Conll {
    /// The mean of the three, to two places.
    pub fn conll(&self) -> f64 {
        percent((self.muc + self.b3 + self.ceaf_e) / 300.0)
    }
}

/// Groups of mentions.
type Clusters = Vec<Vec<usize>>;

/// Scores pairs of gold and found clusters, one pair a topic, all topics together. Both sides hold the same mentions.
pub fn conll(topics: &[(Clusters, Clusters)]) -> Conll {
    let (mut muc, mut b3, mut ceaf_e) = (Parts::default(), Parts::default(), Parts::default());
    for (gold, own) in topics {
        let common = common(gold, own);
        let links =
            |clusters: &Clusters| clusters.iter().map(|cluster| cluster.len() - 1).sum::<usize>() as f64;
        let kept = common.values().map(|&count| count - 1).sum::<usize>() as f64;
        muc.add(kept, links(own), kept, links(gold));
        let mentions = gold.iter().map(Vec::len).sum::<usize>() as f64;
        let squares = |size: &dyn Fn(usize, usize) -> usize| {
            common.iter().map(|(&(g, o), &count)| (count * count) as f64 / size(g, o) as f64).sum::<f64>()
        };
        b3.add(squares(&|_, o| own[o].len()), mentions, squares(&|g, _| gold[g].len()), mentions);
        let alike: BTreeMap<(usize, usize), f64> = common
            .iter()
            .map(|(&(g, o), &count)| ((g, o), 2.0 * count as f64 / (gold[g].len() + own[o].len()) as f64))
            .collect();
        let matched = matched(&alike);
        ceaf_e.add(matched, own.len() as f64, matched, gold.len() as f64);
    }
    Conll { muc: percent(muc.f1()), b3: percent(b3.f1()), ceaf_e: percent(ceaf_e.f1()) }
}

/// Sums behind precision and recall.
#[derive(Debug, Default)]
struct Parts {
    right_found: f64,
    found: f64,
    right_gold: f64,
    gold: f64,
}

impl Parts {
    fn add(&mut self, right_found: f64, found: f64, right_gold: f64, gold: f64) {
        self.right_found += right_found;
        self.found += found;
        self.right_gold += right_gold;
        self.gold += gold;
    }

    fn f1(&self) -> f64 {
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let (precision, recall) = (share(self.right_found, self.found), share(self.right_gold, self.gold));
        share(2.0 * precision * recall, precision + recall)
    }
}

fn percent(part: f64) -> f64 {
    (part * 10_000.0).round() / 100.0
}

/// How many mentions a gold and a found cluster share, where they share any.
fn common(gold: &Clusters, own: &Clusters) -> BTreeMap<(usize, usize), usize> {
    let mut of_mention: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, cluster) in own.iter().enumerate() {
        cluster.iter().for_each(|&mention| {
            of_mention.insert(mention, index);
        });
    }
    let mut common = BTreeMap::new();
    for (index, cluster) in gold.iter().enumerate() {
        for mention in cluster {
            if let Some(&found) = of_mention.get(mention) {
                *common.entry((index, found)).or_default() += 1;
            }
        }
    }
    common
}

/// The weight of the best one-to-one match, piece by piece of the graph.
fn matched(alike: &BTreeMap<(usize, usize), f64>) -> f64 {
    let mut left: Vec<(usize, usize)> = alike.keys().copied().collect();
    let mut sum = 0.0;
    while let Some(&(first, _)) = left.first() {
        let (mut rows, mut columns) = (vec![first], Vec::new());
        loop {
            let before = (rows.len(), columns.len());
            for &(row, column) in &left {
                match (rows.contains(&row), columns.contains(&column)) {
                    (true, false) => columns.push(column),
                    (false, true) => rows.push(row),
                    _ => {}
                }
            }
            if before == (rows.len(), columns.len()) {
                break;
            }
        }
        left.retain(|(row, _)| !rows.contains(row));
        let weight = |row: usize, column: usize| alike.get(&(row, column)).copied().unwrap_or(0.0);
        sum += if rows.len() <= columns.len() {
            assigned(rows.len(), columns.len(), |r, c| weight(rows[r], columns[c]))
        } else {
            assigned(columns.len(), rows.len(), |r, c| weight(rows[c], columns[r]))
        };
    }
    sum
}

/// The largest sum of weights that gives each row a column of its own; `rows` is at most `columns`. The Hungarian
/// method with potentials (Kuhn 1955, Munkres 1957), a row at a time along the shortest augmenting path.
fn assigned(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> f64) -> f64 {
    let mut row_potential = vec![0.0; rows + 1];
    let mut column_potential = vec![0.0; columns + 1];
    // The row that each column is given to; 0 is none, rows count from 1.
    let mut given = vec![0; columns + 1];
    for row in 1..=rows {
        given[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        let mut way = vec![0; columns + 1];
        while given[column] != 0 {
            used[column] = true;
            let (current, mut step, mut next) = (given[column], f64::INFINITY, 0);
            for other in (1..=columns).filter(|&other| !used[other]) {
                let cost = -weight(current - 1, other - 1) - row_potential[current] - column_potential[other];
                if cost < least[other] {
                    (least[other], way[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_potential[given[other]] += step;
                    column_potential[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            given[column] = given[way[column]];
            column = way[column];
        }
    }
    (1..=columns)
        .filter(|&column| given[column] != 0)
        .map(|column| weight(given[column] - 1, column - 1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_luo() {
        // Gold {1..5}, {6,7}, {8..12}; found {1..5}, {6..12}.
        let gold = vec![(1..6).collect(), vec![6, 7], (8..13).collect()];
        let own = vec![(1..6).collect(), (6..13).collect()];
        let score = conll(&[(gold.clone(), own)]);
        assert_eq!((score.muc, score.b3), (94.74, 86.49));
        // Matched: 1 and 10/12, of 3 gold and 2 found.
        assert_eq!(score.ceaf_e, 73.33);
        assert_eq!(conll(&[(gold.clone(), gold)]).conll(), 100.0);
    }
}
