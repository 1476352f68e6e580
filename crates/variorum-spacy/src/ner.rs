//! The entity recogniser: one move a token, in the BILUO scheme.

use crate::close_call::{Layer, Watch, margin};
use crate::moves::{Move, read_moves};
use crate::nn::{StateScores, TransitionNetwork};
use crate::stored::Stored;
use crate::{EntityData, Error};

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// An entity recogniser with its weights.
pub(crate) struct EntityRecognizer {
    network: TransitionNetwork<3>,
    /// For each label but the empty one, its index among the moves of each action.
    labels: Vec<LabelMoves>,
    /// Moves that may begin while no entity is open, in the order of their scores.
    closed: Vec<ClosedMove>,
    /// Labels; the first is empty.
    names: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct LabelMoves {
    inside: Option<usize>,
    last: Option<usize>,
}

#[derive(Clone, Copy)]
struct ClosedMove {
    index: usize,
    action: u8,
    label: u16,
}

/// What entities depend on besides the vectors: one entry a token.
pub(crate) struct Boundaries<'a> {
    /// Whether it is white space.
    pub(crate) spaces: &'a [bool],
    /// Whether it begins a sentence; none where entities are found before sentences.
    pub(crate) starts: &'a [bool],
}

impl EntityRecognizer {
    /// Reads the component with its weights.
    pub(crate) fn read(stored: Stored<'_>) -> Result<Self, Error> {
        let Stored { archive, name, network, width, kernels } = stored;
        let moves = read_moves(archive, name)?;
        let network = TransitionNetwork::read(network, kernels, width, moves.len())?;
        let names = name_labels(&moves);
        let (labels, closed) = sort_moves(&moves, &names);
        let incomplete = labels.iter().skip(1).any(|label| label.inside.is_none() || label.last.is_none());
        if incomplete || !closed.iter().any(|known| known.action == OUT) {
            return Err(Error::damaged(format!("{name}/moves"), "it lacks the moves of a recogniser"));
        }
        Ok(EntityRecognizer { network, labels, closed, names })
    }

    /// The entity labels it gives; the first is empty.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds the entities of a text whose token vectors begin `vectors`.
    pub(crate) fn find(
        &self,
        vectors: &[f32],
        width: usize,
        text: &Boundaries<'_>,
        room: &mut StateScores,
        entities: &mut Vec<EntityData>,
        watch: &mut impl Watch,
    ) {
        let count = text.spaces.len();
        self.network.prepare(vectors, width, count, room);
        let mut open: Option<EntityData> = None;
        for token in 0..count {
            let front = Some(token as u32);
            let begin = open.map(|entity| entity.start);
            let previous = open.map(|_| token as u32 - 1);
            let scores = self.network.score([front, begin, previous], room);
            let cut = token + 1 == count || text.starts.get(token + 1).is_some_and(|&starts| starts);
            watch.decided(Layer::Entity, token, || match open {
                Some(entity) => self.margin_inside(entity.label, cut, scores),
                None => self.margin_outside(text.spaces[token], cut, scores),
            });
            match open {
                Some(entity) if !self.closes(entity.label, cut, scores) => {}
                Some(entity) => {
                    entities.push(EntityData { end: token as u32 + 1, ..entity });
                    open = None;
                }
                None => {
                    let entity = |label| EntityData { start: token as u32, end: token as u32 + 1, label };
                    match self.best_closed(text.spaces[token], cut, scores) {
                        (BEGIN, label) => open = Some(entity(label)),
                        (UNIT, label) => entities.push(entity(label)),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Whether the open entity ends with this token. It must where a sentence or the text ends.
    fn closes(&self, label: u16, cut: bool, scores: &[f32]) -> bool {
        match self.labels[usize::from(label)] {
            LabelMoves { inside: Some(inside), last: Some(last) } if !cut => {
                if inside < last {
                    scores[last] > scores[inside]
                } else {
                    scores[last] >= scores[inside]
                }
            }
            _ => true,
        }
    }

    fn margin_inside(&self, label: u16, cut: bool, scores: &[f32]) -> f32 {
        match self.labels[usize::from(label)] {
            LabelMoves { inside: Some(inside), last: Some(last) } if !cut => {
                (scores[inside] - scores[last]).abs()
            }
            _ => f32::INFINITY,
        }
    }

    fn margin_outside(&self, space: bool, cut: bool, scores: &[f32]) -> f32 {
        let moves =
            || self.closed.iter().filter(|known| known.is_allowed(space, cut)).map(|known| known.index);
        let best = moves().max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        best.map_or(f32::INFINITY, |best| margin(scores, best, moves()))
    }

    /// The best move while no entity is open; the first of equals. White space begins none.
    fn best_closed(&self, space: bool, cut: bool, scores: &[f32]) -> (u8, u16) {
        let mut best: Option<ClosedMove> = None;
        for known in &self.closed {
            if known.is_allowed(space, cut)
                && best.is_none_or(|best| scores[known.index] > scores[best.index])
            {
                best = Some(*known);
            }
        }
        best.map_or((OUT, 0), |best| (best.action, best.label))
    }
}

impl ClosedMove {
    fn is_allowed(self, space: bool, cut: bool) -> bool {
        match self.action {
            BEGIN => !cut && !space,
            UNIT => !space,
            _ => true,
        }
    }
}

fn name_labels(moves: &[Move]) -> Vec<String> {
    let mut names = vec![String::new()];
    for known in moves {
        if !names.contains(&known.label) {
            names.push(known.label.clone());
        }
    }
    names
}

fn sort_moves(moves: &[Move], names: &[String]) -> (Vec<LabelMoves>, Vec<ClosedMove>) {
    let mut labels = vec![LabelMoves::default(); names.len()];
    let mut closed = Vec::new();
    for (index, known) in moves.iter().enumerate() {
        let label = names.iter().position(|name| *name == known.label).unwrap_or(0);
        match known.action {
            IN => labels[label].inside = Some(index),
            LAST => labels[label].last = Some(index),
            BEGIN | UNIT if label == 0 => {}
            BEGIN | UNIT | OUT => {
                closed.push(ClosedMove { index, action: known.action, label: label as u16 })
            }
            _ => {}
        }
    }
    (labels, closed)
}
