//! Places the boxes of a directed graph in layers from left to right, with few crossings.

use crate::render::page::derivations::{BOX_HEIGHT, BOX_WIDTH};

/// Boxes by number, and lines between them.
pub(crate) struct Graph {
    pub(crate) nodes: usize,
    pub(crate) edges: Vec<(usize, usize)>,
}

/// Where each box stands (its upper left corner, in pixels), and the size of the whole.
pub(crate) struct Placed {
    pub(crate) at: Vec<(usize, usize)>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

const COLUMN: usize = BOX_WIDTH + 110;
const ROW: usize = BOX_HEIGHT + 18;
const SWEEPS: usize = 8;

/// Layers by longest path, then order within each by the mean place of its neighbours (Sugiyama, Tagawa and Toda 1981).
pub(crate) fn layout(graph: &Graph) -> Placed {
    let layer = layers(graph);
    let depth = layer.iter().max().map_or(0, |most| most + 1);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (node, &layer) in layer.iter().enumerate() {
        order[layer].push(node);
    }
    let mut place = vec![0.0; graph.nodes];
    seat(&order, &mut place);
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        for step in 0..depth {
            let at = if forward { step } else { depth - 1 - step };
            let mut keyed: Vec<(f64, usize)> =
                order[at].iter().map(|&node| (mean(graph, node, forward, &place), node)).collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            order[at] = keyed.into_iter().map(|(_, node)| node).collect();
            seat(&order, &mut place);
        }
    }
    let tallest = order.iter().map(Vec::len).max().unwrap_or(0);
    let mut at = vec![(0, 0); graph.nodes];
    for (layer, nodes) in order.iter().enumerate() {
        let top = (tallest - nodes.len()) * ROW / 2;
        for (row, &node) in nodes.iter().enumerate() {
            at[node] = (1 + layer * COLUMN, 1 + top + row * ROW);
        }
    }
    let width = depth.saturating_sub(1) * COLUMN + BOX_WIDTH + 2;
    Placed { at, width, height: tallest.saturating_sub(1) * ROW + BOX_HEIGHT + 2 }
}

/// The longest way to each box; a ring is cut after as many steps as there are boxes.
fn layers(graph: &Graph) -> Vec<usize> {
    let forward = without_rings(graph);
    let mut layer = vec![0; graph.nodes];
    for _ in 0..graph.nodes {
        let mut changed = false;
        for &(from, to) in &forward {
            if layer[to] <= layer[from] {
                layer[to] = layer[from] + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    layer
}

/// The edges without those that close a ring, in their order.
fn without_rings(graph: &Graph) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for &(from, to) in &graph.edges {
        if !leads(&kept, to, from) {
            kept.push((from, to));
        }
    }
    kept
}

fn leads(edges: &[(usize, usize)], from: usize, to: usize) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(&node) = reached.get(next) {
        if node == to {
            return true;
        }
        next += 1;
        for &(start, end) in edges {
            if start == node && !reached.contains(&end) {
                reached.push(end);
            }
        }
    }
    false
}

/// Gives each box its row, counted from the middle of its layer.
fn seat(order: &[Vec<usize>], place: &mut [f64]) {
    for nodes in order {
        for (row, &node) in nodes.iter().enumerate() {
            place[node] = row as f64 - nodes.len() as f64 / 2.0;
        }
    }
}

fn mean(graph: &Graph, node: usize, forward: bool, place: &[f64]) -> f64 {
    let near = graph.edges.iter().filter_map(|&(from, to)| match forward {
        true if to == node => Some(place[from]),
        false if from == node => Some(place[to]),
        _ => None,
    });
    let (sum, count) = near.fold((0.0, 0), |(sum, count), place| (sum + place, count + 1));
    if count == 0 { place[node] } else { sum / f64::from(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_to_the_right_and_do_not_cross_where_they_need_not() {
        let graph = Graph { nodes: 6, edges: vec![(0, 4), (1, 3), (2, 5), (3, 5)] };
        let placed = layout(&graph);
        for &(from, to) in &graph.edges {
            assert!(placed.at[from].0 < placed.at[to].0, "{from} stands left of {to}");
        }
        assert_eq!(
            placed.at[0].1 < placed.at[1].1,
            placed.at[4].1 < placed.at[3].1,
            "0-4 does not cross 1-3"
        );
    }

    #[test]
    fn rings_and_loops_find_a_place() {
        for edges in [vec![(0, 1), (1, 0)], vec![(0, 0)], vec![(0, 1), (1, 2), (2, 0)]] {
            let placed = layout(&Graph { nodes: 3, edges });
            assert_eq!(placed.at.len(), 3);
        }
        assert_eq!(layout(&Graph { nodes: 0, edges: vec![] }).height, BOX_HEIGHT + 2);
    }
}
