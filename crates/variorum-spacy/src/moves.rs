//! The moves of a transition system, in the order in which its network scores them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::Error;
use crate::model::{Archive, Value};

/// More labels than this are taken for damage; they are counted in 16 bits.
pub(crate) const MAX_LABELS: usize = 20_000;

/// One move: an action, numbered as spaCy stores it, and the label it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) action: u8,
    pub(crate) label: String,
}

/// Reads the moves of a component, after making sure that it decodes greedily.
pub(crate) fn read_moves(archive: &Archive, component: &str) -> Result<Vec<Move>, Error> {
    refuse_beam(archive, component)?;
    let file = format!("{component}/moves");
    let bytes = archive.read(&file)?;
    let packed = Value::parse(&bytes).map_err(|what| Error::damaged(&file, what))?;
    let actions = packed.get("moves").and_then(Value::as_text).and_then(parse_actions);
    let moves = order_moves(&actions.ok_or_else(|| Error::damaged(&file, "it has no table of moves"))?);
    if moves.len() > MAX_LABELS {
        return Err(Error::damaged(&file, "it has too many moves"));
    }
    if moves.iter().any(|known| known.label == "subtok") {
        return Err(Error::unsupported(component, "it merges tokens (its label `subtok`)"));
    }
    Ok(moves)
}

fn refuse_beam(archive: &Archive, component: &str) -> Result<(), Error> {
    let file = format!("{component}/cfg");
    let Some(bytes) = archive.find(&file)? else { return Ok(()) };
    let settings: Json =
        serde_json::from_slice(&bytes).map_err(|error| Error::damaged(&file, error.to_string()))?;
    match settings.get("beam_width").and_then(Json::as_u64) {
        None | Some(1) => Ok(()),
        Some(width) => Err(Error::unsupported(component, format!("it searches with a beam of {width}"))),
    }
}

/// Each action's labels and how often each was seen in training.
type Actions = BTreeMap<String, BTreeMap<String, i64>>;

fn parse_actions(json: &str) -> Option<Actions> {
    serde_json::from_str(json).ok()
}

/// Labels by falling frequency, then falling name; those with a negative one were added later and come last.
fn order_moves(actions: &Actions) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut added = Vec::new();
    for (action, labels) in actions {
        let Ok(action) = action.parse::<u8>() else { continue };
        let mut labels: Vec<(i64, &String)> = labels.iter().map(|(label, &count)| (count, label)).collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        for (count, label) in labels {
            let to = if count < 0 { &mut added } else { &mut moves };
            to.push((count, Move { action, label: label.clone() }));
        }
    }
    added.sort_by(|(a_count, a), (b_count, b)| (b_count, &b.label).cmp(&(a_count, &a.label)));
    moves.into_iter().chain(added).map(|(_, known)| known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_action_then_frequency_then_name() {
        let actions = parse_actions(r#"{"3":{"x":5},"2":{"a":1,"b":9,"c":1,"late":-1},"0":{"":7}}"#).unwrap();
        let ordered: Vec<String> =
            order_moves(&actions).iter().map(|known| format!("{}-{}", known.action, known.label)).collect();
        assert_eq!(ordered, ["0-", "2-b", "2-c", "2-a", "3-x", "2-late"]);
    }
}
