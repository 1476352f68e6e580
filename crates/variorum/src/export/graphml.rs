//! Derivations and citations as GraphML, for Gephi, yEd, igraph and networkx.

use crate::export::escape::markup;
use crate::export::graph::{Edge, Graph, Node};
use crate::export::view::{View, word};

/// Names and types of the data: for nodes, then for edges.
const KEYS: [(&str, &str, &str); 7] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "published", "string"),
    ("node", "url", "string"),
    ("edge", "kind", "string"),
    ("edge", "weight", "double"),
    ("edge", "direction", "string"),
];

/// Writes one graph.
pub(crate) fn write(views: &[View]) -> String {
    let graph = Graph::of(views);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (owner, name, kind) in KEYS {
        text += &format!(
            "  <key id=\"{owner}-{name}\" for=\"{owner}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        );
    }
    text += "  <graph id=\"variorum\" edgedefault=\"directed\">\n";
    for shown in &graph.nodes {
        text += &node(shown);
    }
    for (index, shown) in graph.edges.iter().enumerate() {
        text += &edge(index, shown);
    }
    text + "  </graph>\n</graphml>\n"
}

fn node(node: &Node) -> String {
    let data = [
        ("node-label", Some(node.label.as_str())),
        ("node-kind", Some(node.kind)),
        ("node-published", node.published.as_deref()),
        ("node-url", node.url.as_deref()),
    ];
    format!("    <node id=\"{}\">{}</node>\n", markup(&node.id), written(&data))
}

fn edge(index: usize, edge: &Edge) -> String {
    let weight = edge.weight.to_string();
    let direction = edge.direction.map(word);
    let data = [
        ("edge-kind", Some(edge.kind.as_str())),
        ("edge-weight", Some(weight.as_str())),
        ("edge-direction", direction.as_deref()),
    ];
    format!(
        "    <edge id=\"edge{index}\" source=\"{}\" target=\"{}\">{}</edge>\n",
        markup(&edge.from),
        markup(&edge.to),
        written(&data)
    )
}

fn written(data: &[(&str, Option<&str>)]) -> String {
    let known = data.iter().filter_map(|(key, value)| Some((key, (*value)?)));
    known.map(|(key, value)| format!("<data key=\"{key}\">{}</data>", markup(value))).collect()
}
