//! An HTML page as a flat list of text blocks, with what the page says about itself.

use dom_query::{Document, NodeRef};

use super::normal::squeeze;

/// What is read of a page before it is known which of its blocks make the report.
#[derive(Debug, Default)]
pub struct Page {
    /// The elements that hold text, parents before children.
    pub elements: Vec<Element>,
    /// The text blocks in the order of the page.
    pub blocks: Vec<Block>,
    /// The `meta` elements: name (or property, or itemprop) in lower case, and content.
    pub metas: Vec<(String, String)>,
    /// The contents of the JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// The `time` elements and others that carry a machine-readable date.
    pub times: Vec<TimeElement>,
    /// The `title` element.
    pub title: Option<String>,
    /// The address in `link rel=canonical`.
    pub canonical: Option<String>,
    /// The `lang` attribute of the page.
    pub language: Option<String>,
}

/// An element of a page.
#[derive(Debug)]
pub struct Element {
    /// The element around it.
    pub parent: Option<usize>,
    /// How many elements are around it.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Its classes, id, role, `itemprop` and `rel`, in lower case, parted by spaces.
    pub marks: String,
}

/// A run of text without a paragraph break.
#[derive(Debug)]
pub struct Block {
    /// The smallest element that holds it all.
    pub element: usize,
    /// The text, squeezed.
    pub text: String,
    /// How many bytes of it stand in links.
    pub linked: usize,
    /// Whether the page keeps it out of sight.
    pub hidden: bool,
}

impl Block {
    /// How much of it is linked, between 0 and 1.
    pub fn link_share(&self) -> f64 {
        // Squeezing takes spaces out of the text, not out of the count.
        (self.linked as f64 / self.text.len().max(1) as f64).min(1.0)
    }
}

/// An element with a machine-readable date.
#[derive(Debug)]
pub struct TimeElement {
    /// The date as given.
    pub value: String,
    /// The marks of the element and of the one around it.
    pub marks: String,
    /// How many blocks stand before it.
    pub blocks_before: usize,
}

impl Page {
    /// Reads HTML that is no more nested than the parser and this walk can bear (see [`super::limits`]).
    pub fn parse(html: &str) -> Page {
        let document = Document::from(html);
        let mut walk = Walk::default();
        let root = document.root();
        let mut next = Some((root, Step::Enter));
        while let Some((node, step)) = next {
            next = match step {
                Step::Enter if walk.enter(&node) => match node.first_child() {
                    Some(child) => Some((child, Step::Enter)),
                    None => Some((node, Step::Leave)),
                },
                Step::Enter => following(node),
                Step::Leave => {
                    walk.leave(&node);
                    following(node)
                }
            };
        }
        walk.finish()
    }

    /// The element and those around it, innermost first.
    pub fn around(&self, element: usize) -> impl Iterator<Item = &Element> {
        std::iter::successors(self.elements.get(element), |inner| {
            inner.parent.and_then(|parent| self.elements.get(parent))
        })
    }

    /// Whether `element` is `outer` or lies within it.
    pub fn within(&self, element: usize, outer: usize) -> bool {
        let mut current = Some(element);
        while let Some(index) = current {
            if index == outer {
                return true;
            }
            current = self.elements[index].parent;
        }
        false
    }
}

enum Step {
    Enter,
    Leave,
}

/// Where the walk goes once all of `node` has been seen.
fn following<'a>(node: NodeRef<'a>) -> Option<(NodeRef<'a>, Step)> {
    match node.next_sibling() {
        Some(sibling) => Some((sibling, Step::Enter)),
        None => node.parent().map(|parent| (parent, Step::Leave)),
    }
}

#[derive(Default)]
struct Walk {
    page: Page,
    /// The elements around the present place.
    open: Vec<usize>,
    links: usize,
    hidden: usize,
    /// The raw text of the block under way.
    text: String,
    linked: usize,
    element: Option<usize>,
    break_pending: bool,
    cell_pending: bool,
}

impl Walk {
    /// Sees the beginning of a node; whether its children are to be seen.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            self.add_text(&node.text());
            return false;
        }
        if !node.is_element() {
            return node.may_have_children() && !node.is_comment() && !node.is_doctype();
        }
        let name = node.node_name().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "meta" => self.add_meta(node),
            "link" => self.add_link(node),
            "script" => self.add_script(node),
            "title" => self.add_title(node),
            "br" => self.line_break(),
            "td" | "th" => self.cell_pending = true,
            _ => {}
        }
        if UNREAD.contains(&name.as_str()) {
            return false;
        }
        self.open_element(node, name);
        true
    }

    fn leave(&mut self, node: &NodeRef) {
        if !node.is_element() {
            return;
        }
        let Some(index) = self.open.pop() else { return };
        let name = self.page.elements[index].name.as_str();
        if name == "a" {
            self.links -= 1;
        }
        if is_hidden(node) {
            self.hidden -= 1;
        }
        if is_block(name) {
            self.end_block();
        }
    }

    fn open_element(&mut self, node: &NodeRef, name: String) {
        if name == "html" {
            self.page.language = attribute(node, "lang").or_else(|| attribute(node, "xml:lang"));
        }
        if is_block(&name) {
            self.end_block();
        }
        if is_hidden(node) {
            self.hidden += 1;
        }
        if name == "a" {
            self.links += 1;
        }
        let marks = marks(node);
        self.add_time(node, &name, &marks);
        self.page.elements.push(Element {
            parent: self.open.last().copied(),
            depth: self.open.len(),
            name,
            marks,
        });
        self.open.push(self.page.elements.len() - 1);
    }

    fn add_text(&mut self, text: &str) {
        let Some(&here) = self.open.last() else { return };
        if self.break_pending && !text.trim().is_empty() {
            if ends_sentence(&self.text) {
                self.end_block();
            }
            self.break_pending = false;
        }
        let trimmed = text.trim();
        if self.cell_pending && !trimmed.is_empty() {
            self.cell_pending = false;
            // A row of a table is one block, its cells parted.
            self.text.push_str(if self.text.trim().is_empty() { "" } else { " | " });
        }
        self.text.push_str(text);
        if trimmed.is_empty() {
            return;
        }
        if self.links > 0 {
            self.linked += trimmed.len();
        }
        self.element = Some(match self.element {
            Some(element) => self.common(element, here),
            None => here,
        });
    }

    /// One `br` parts lines, and paragraphs where a sentence ended; two in a row part paragraphs always.
    fn line_break(&mut self) {
        if self.break_pending {
            self.end_block();
        } else if !self.text.trim().is_empty() {
            self.break_pending = true;
        }
        self.text.push(' ');
    }

    fn end_block(&mut self) {
        self.break_pending = false;
        self.cell_pending = false;
        let text = squeeze(&self.text);
        self.text.clear();
        let linked = std::mem::take(&mut self.linked);
        if let (Some(element), false) = (self.element.take(), text.is_empty()) {
            self.page.blocks.push(Block { element, text, linked, hidden: self.hidden > 0 });
        }
    }

    /// The innermost element around both.
    fn common(&self, mut left: usize, mut right: usize) -> usize {
        let elements = &self.page.elements;
        while left != right {
            let deeper = if elements[left].depth >= elements[right].depth { &mut left } else { &mut right };
            match elements[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => return 0,
            }
        }
        left
    }

    fn add_meta(&mut self, node: &NodeRef) {
        let name =
            ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|key| attribute(node, key));
        if let (Some(name), Some(content)) = (name, attribute(node, "content")) {
            self.page.metas.push((name.to_ascii_lowercase(), content));
        }
    }

    fn add_link(&mut self, node: &NodeRef) {
        if self.page.canonical.is_none()
            && attribute(node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        {
            self.page.canonical = attribute(node, "href");
        }
    }

    fn add_script(&mut self, node: &NodeRef) {
        if attribute(node, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            self.page.json_ld.push(node.text().to_string());
        }
    }

    fn add_title(&mut self, node: &NodeRef) {
        if self.page.title.is_none() {
            self.page.title = Some(squeeze(&node.text())).filter(|title| !title.is_empty());
        }
    }

    fn add_time(&mut self, node: &NodeRef, name: &str, own_marks: &str) {
        let value = match name {
            "time" => attribute(node, "datetime").or_else(|| Some(squeeze(&node.text()))),
            _ if own_marks.contains("datepublished") || own_marks.contains("datemodified") => {
                attribute(node, "content").or_else(|| attribute(node, "datetime"))
            }
            _ => attribute(node, "datetime"),
        };
        if let Some(value) = value.filter(|value| !value.is_empty() && value.len() < 80) {
            let around = self.open.last().map_or("", |&parent| self.page.elements[parent].marks.as_str());
            self.page.times.push(TimeElement {
                value,
                marks: format!("{own_marks} {around}"),
                blocks_before: self.page.blocks.len(),
            });
        }
    }

    fn finish(mut self) -> Page {
        self.end_block();
        self.page
    }
}

fn attribute(node: &NodeRef, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn marks(node: &NodeRef) -> String {
    let mut marks = String::new();
    for key in ["class", "id", "role", "itemprop", "rel", "data-component", "data-testid"] {
        if let Some(value) = node.attr(key) {
            marks.push_str(&value.to_ascii_lowercase());
            marks.push(' ');
        }
    }
    marks
}

fn is_hidden(node: &NodeRef) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', '"', '”', '’', ')', '…'])
}

/// Elements whose text no reader of the page reads.
const UNREAD: [&str; 20] = [
    "meta", "link", "script", "title", "br", "style", "noscript", "template", "svg", "math", "iframe",
    "select", "button", "textarea", "audio", "video", "canvas", "object", "input", "datalist",
];

/// Whether an element of that name begins and ends a paragraph.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
