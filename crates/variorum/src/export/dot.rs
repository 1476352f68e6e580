//! Derivations and citations for Graphviz.

use crate::derive::Direction;
use crate::export::escape::dot as escaped;
use crate::export::graph::{Edge, Graph, Node};
use crate::export::view::View;

/// Writes one graph.
pub(crate) fn write(views: &[View]) -> String {
    let graph = Graph::of(views);
    let nodes: String = graph.nodes.iter().map(node).collect();
    let edges: String = graph.edges.iter().map(edge).collect();
    format!("digraph variorum {{\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n{nodes}{edges}}}\n")
}

fn node(node: &Node) -> String {
    let shape = match node.kind {
        "report" => "box",
        "origin" => "ellipse",
        _ => "diamond",
    };
    let mut attributes = vec![("label", node.label.as_str()), ("shape", shape)];
    attributes.extend(node.published.as_deref().map(|day| ("tooltip", day)));
    attributes.extend(node.url.as_deref().map(|url| ("URL", url)));
    format!("  \"{}\" [{}];\n", escaped(&node.id), written(&attributes))
}

fn edge(edge: &Edge) -> String {
    let label = match edge.kind.as_str() {
        "cites" => format!("cites ({})", edge.weight),
        kind => format!("{} {:.0}%", kind.replace('_', " "), (edge.weight * 100.0).clamp(0.0, 100.0)),
    };
    let style = if edge.kind == "cites" { "dotted" } else { "solid" };
    let mut attributes = vec![("label", label.as_str()), ("style", style)];
    if edge.direction == Some(Direction::Unknown) {
        attributes.push(("dir", "none"));
    }
    format!("  \"{}\" -> \"{}\" [{}];\n", escaped(&edge.from), escaped(&edge.to), written(&attributes))
}

fn written(attributes: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        attributes.iter().map(|(key, value)| format!("{key}=\"{}\"", escaped(value))).collect();
    pairs.join(", ")
}
