//! The dependency parser: arc-eager transitions as spaCy makes them.

mod state;
mod tree;

use std::ops::Range;

use crate::Error;
use crate::close_call::{Layer, Watch, margin};
use crate::moves::{Move, read_moves};
use crate::nn::{StateScores, TransitionNetwork, first_best};
use crate::stored::Stored;
use state::State;
use tree::Decoration;
pub(crate) use tree::Tree;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;
/// Parts the two labels of an arc that stood elsewhere before the tree was made projective.
const DELIMITER: &str = "||";

/// A parser with its weights.
pub(crate) struct Parser {
    network: TransitionNetwork<8>,
    /// Which moves belong to each action.
    actions: [Range<usize>; 5],
    /// The label that each move gives, an index into the names below.
    labels: Vec<u16>,
    /// For labels past the plain ones: what they stand for.
    decorations: Vec<Decoration>,
    /// Plain labels; the first is empty.
    names: Vec<String>,
    root: u16,
}

/// A worker's room for parsing.
#[derive(Default)]
pub(crate) struct ParserRoom {
    scores: StateScores,
    state: State,
}

impl Parser {
    /// Reads the component with its weights.
    pub(crate) fn read(stored: Stored<'_>) -> Result<Parser, Error> {
        let Stored { archive, name, network, width, kernels } = stored;
        let moves = read_moves(archive, name)?;
        let network = TransitionNetwork::read(network, kernels, width, moves.len())?;
        let actions = action_ranges(&moves)
            .ok_or_else(|| Error::unsupported(name, "its moves are not grouped by action"))?;
        if actions[usize::from(SHIFT)].len() != 1 || actions[usize::from(REDUCE)].len() != 1 {
            return Err(Error::damaged(format!("{name}/moves"), "it lacks the moves of a parser"));
        }
        let (names, decorations, labels) = name_labels(&moves);
        let root = names.iter().position(|name| name == "ROOT").unwrap_or(0) as u16;
        Ok(Parser { network, actions, labels, decorations, names, root })
    }

    /// The dependency labels it gives; the first is empty.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Parses a text of `spaces.len()` tokens, whose vectors begin `vectors`; `spaces` says which are white space.
    pub(crate) fn parse(
        &self,
        vectors: &[f32],
        width: usize,
        spaces: &[bool],
        room: &mut ParserRoom,
        tree: &mut Tree,
        watch: &mut impl Watch,
    ) {
        let ParserRoom { scores, state } = room;
        state.start(spaces.len());
        if spaces.is_empty() {
            tree.clear();
            return;
        }
        self.network.prepare(vectors, width, spaces.len(), scores);
        while !state.is_final() {
            let scores = self.network.score(state.features(), scores);
            let found = self.best_move(state, scores);
            if let Some((_, best)) = found {
                let front = state.features()[0].map_or(spaces.len(), |token| token as usize);
                watch.decided(Layer::Parse, front, || margin(scores, best, self.allowed_moves(state)));
            }
            match found {
                Some((SHIFT, _)) => state.shift(),
                Some((REDUCE, _)) => state.reduce(),
                Some((LEFT, index)) => state.left_arc(self.labels[index]),
                Some((RIGHT, index)) => state.right_arc(self.labels[index]),
                Some((BREAK, _)) => state.start_sentence(),
                _ => state.give_up(),
            }
        }
        tree.finish(&state.heads, &state.labels, self.root, &self.decorations, self.names.len(), spaces);
    }

    /// The move of the highest score among those the state allows; the first of equals.
    fn best_move(&self, state: &State, scores: &[f32]) -> Option<(u8, usize)> {
        let allowed = allowed_actions(state);
        let mut best: Option<(u8, usize)> = None;
        for (action, range) in self.actions.iter().enumerate().filter(|&(action, _)| allowed[action]) {
            if range.start == range.end {
                continue;
            }
            let index = range.start + first_best(&scores[range.clone()]);
            if best.is_none_or(|(_, known)| scores[index] > scores[known]) {
                best = Some((action as u8, index));
            }
        }
        best
    }

    fn allowed_moves(&self, state: &State) -> impl Iterator<Item = usize> {
        let allowed = allowed_actions(state);
        let actions = self.actions.iter().zip(allowed).filter(|&(_, allowed)| allowed);
        actions.flat_map(|(range, _)| range.clone())
    }
}

/// Which actions a state allows.
fn allowed_actions(state: &State) -> [bool; 5] {
    let can_attach = state.can_attach();
    [state.can_shift(), state.can_reduce(), can_attach, can_attach, state.can_start_sentence()]
}

fn action_ranges(moves: &[Move]) -> Option<[Range<usize>; 5]> {
    let mut ranges: [Range<usize>; 5] = Default::default();
    for (index, known) in moves.iter().enumerate() {
        let range = ranges.get_mut(usize::from(known.action))?;
        if range.end == 0 {
            *range = index..index;
        }
        if range.end != index {
            return None;
        }
        range.end = index + 1;
    }
    Some(ranges)
}

/// Numbers the labels of all moves: plain names first, then decorated ones.
fn name_labels(moves: &[Move]) -> (Vec<String>, Vec<Decoration>, Vec<u16>) {
    let mut names = vec![String::new(), "ROOT".to_owned()];
    let mut decorated: Vec<&str> = Vec::new();
    for label in moves.iter().map(|known| known.label.as_str()) {
        match label.split_once(DELIMITER) {
            Some((own, head)) => {
                number(&mut names, own);
                number(&mut names, head);
                if !decorated.contains(&label) {
                    decorated.push(label);
                }
            }
            None => {
                number(&mut names, label);
            }
        }
    }
    let decorations: Vec<Decoration> = decorated
        .iter()
        .filter_map(|label| label.split_once(DELIMITER))
        .map(|(own, head)| Decoration { own: number(&mut names, own), head: number(&mut names, head) })
        .collect();
    let label = |known: &Move| match decorated.iter().position(|label| *label == known.label) {
        Some(position) => (names.len() + position) as u16,
        None => names.iter().position(|name| *name == known.label).unwrap_or(0) as u16,
    };
    let labels = moves.iter().map(label).collect();
    (names, decorations, labels)
}

fn number(names: &mut Vec<String>, name: &str) -> u16 {
    let position = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    position as u16
}
