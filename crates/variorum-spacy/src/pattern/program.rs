//! A pattern as instructions for the matcher, with what a search can know beforehand.

use super::class::Class;
use super::parse::Node;

/// One step of a thread.
#[derive(Debug)]
pub(super) enum Inst {
    /// Reads one character of the class with this number and goes on.
    Read(u32),
    /// Goes on in both places, the first one preferred.
    Split(u32, u32),
    Jump(u32),
    Start,
    End,
    VeryEnd,
    /// Goes on if the look-around with this number holds.
    Look(u32),
    Match,
}

/// A condition on the text around a position.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) negated: bool,
    /// How many characters before the position the program starts; `None` looks ahead.
    pub(super) back: Option<u32>,
    pub(super) condition: Condition,
}

/// What a look-around asks. Nearly all ask for one character.
#[derive(Debug)]
pub(super) enum Condition {
    One(Class),
    Program(Program),
}

/// Instructions and tables of one pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) insts: Vec<Inst>,
    pub(super) classes: Vec<Class>,
    pub(super) looks: Vec<Look>,
    /// Where each alternative of the pattern starts.
    pub(super) entries: Vec<u32>,
    /// For each ASCII character, the entries that can start with it.
    pub(super) by_ascii: Vec<Box<[u32]>>,
    /// The entries that can start with a character beyond ASCII.
    pub(super) by_other: Box<[u32]>,
    /// The entries that can match nothing.
    pub(super) nullable: Box<[u32]>,
    /// Whether a match can start at the start of the text only.
    pub(super) at_start: bool,
    /// For patterns of which every alternative ends with `$`: how far from the end a match can start.
    pub(super) tail: Option<Tail>,
    /// How many instructions may still be added, look-arounds included.
    budget: usize,
}

/// The end of a text in which matches of a pattern that ends with `$` start.
#[derive(Debug)]
pub(super) struct Tail {
    /// The longest match, in characters, of the alternatives that have one.
    pub(super) width: u32,
    /// What the other alternatives read: their matches lie within the last run of such characters.
    pub(super) alphabets: Vec<Vec<Class>>,
}

/// Far above any real pattern: those of spaCy's pipelines take under 2,000 instructions.
const BUDGET: usize = 50_000;

/// What a look-around takes from the budget, for its tables.
const LOOK_COST: usize = 100;

impl Program {
    pub(super) fn new(tree: &Node) -> Result<Program, String> {
        Program::within(tree, BUDGET)
    }

    fn within(tree: &Node, budget: usize) -> Result<Program, String> {
        let mut program = Program {
            insts: Vec::new(),
            classes: Vec::new(),
            looks: Vec::new(),
            entries: Vec::new(),
            by_ascii: vec![Box::default(); 128],
            by_other: Box::default(),
            nullable: Box::default(),
            at_start: false,
            tail: None,
            budget,
        };
        let alternatives = alternatives(tree);
        for alternative in &alternatives {
            program.entries.push(program.here());
            program.emit(alternative)?;
            program.push(Inst::Match)?;
        }
        program.dispatch(&alternatives);
        program.at_start = alternatives.iter().all(|node| starts_at_start(node));
        program.tail = tail(&alternatives);
        Ok(program)
    }

    fn here(&self) -> u32 {
        self.insts.len() as u32
    }

    fn push(&mut self, inst: Inst) -> Result<u32, String> {
        self.spend(1)?;
        self.insts.push(inst);
        Ok(self.here() - 1)
    }

    fn spend(&mut self, cost: usize) -> Result<(), String> {
        self.budget = self.budget.checked_sub(cost).ok_or("a pattern is too long")?;
        Ok(())
    }

    fn emit(&mut self, node: &Node) -> Result<(), String> {
        match node {
            Node::Class(class) => {
                let number = match self.classes.iter().position(|known| known == class) {
                    Some(known) => known,
                    None => {
                        self.classes.push(class.clone());
                        self.classes.len() - 1
                    }
                };
                self.push(Inst::Read(number as u32))?;
            }
            Node::Sequence(parts) => parts.iter().try_for_each(|part| self.emit(part))?,
            Node::Either(branches) => self.emit_either(branches)?,
            Node::Repeat { node, least, most, greedy } => self.emit_repeat(node, *least, *most, *greedy)?,
            Node::Start => drop(self.push(Inst::Start)?),
            Node::End => drop(self.push(Inst::End)?),
            Node::VeryEnd => drop(self.push(Inst::VeryEnd)?),
            Node::Look { ahead, negated, node } => {
                let back = if *ahead { None } else { Some(fixed_width(node)?) };
                let condition = match one_class(node) {
                    Some(class) => Condition::One(class.clone()),
                    None => {
                        self.spend(LOOK_COST)?;
                        let program = Program::within(node, self.budget)?;
                        self.budget = program.budget;
                        Condition::Program(program)
                    }
                };
                self.looks.push(Look { negated: *negated, back, condition });
                self.push(Inst::Look(self.looks.len() as u32 - 1))?;
            }
        }
        Ok(())
    }

    fn emit_either(&mut self, branches: &[Node]) -> Result<(), String> {
        let mut ends = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            if index + 1 == branches.len() {
                self.emit(branch)?;
                break;
            }
            let split = self.push(Inst::Split(0, 0))?;
            self.emit(branch)?;
            ends.push(self.push(Inst::Jump(0))?);
            self.insts[split as usize] = Inst::Split(split + 1, self.here());
        }
        let here = self.here();
        for end in ends {
            self.insts[end as usize] = Inst::Jump(here);
        }
        Ok(())
    }

    fn emit_repeat(
        &mut self,
        node: &Node,
        least: u32,
        most: Option<u32>,
        greedy: bool,
    ) -> Result<(), String> {
        for _ in 0..least {
            self.emit_counted(node)?;
        }
        let Some(most) = most else {
            let split = self.push(Inst::Split(0, 0))?;
            self.emit(node)?;
            self.push(Inst::Jump(split))?;
            self.aim(split, greedy);
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.push(Inst::Split(0, 0))?);
            self.emit_counted(node)?;
        }
        for split in splits {
            self.aim(split, greedy);
        }
        Ok(())
    }

    /// Emits one of many copies; an empty one would repeat without reaching the limit on instructions.
    fn emit_counted(&mut self, node: &Node) -> Result<(), String> {
        let before = self.here();
        self.emit(node)?;
        if self.here() == before {
            self.push(Inst::Jump(before + 1))?;
        }
        Ok(())
    }

    /// Makes a split choose between what follows it and here.
    fn aim(&mut self, split: u32, greedy: bool) {
        let here = self.here();
        self.insts[split as usize] =
            if greedy { Inst::Split(split + 1, here) } else { Inst::Split(here, split + 1) };
    }

    fn dispatch(&mut self, alternatives: &[&Node]) {
        let mut by_ascii = vec![Vec::new(); 128];
        let mut by_other = Vec::new();
        let mut nullable = Vec::new();
        for (node, &entry) in alternatives.iter().zip(&self.entries) {
            let mut first = Vec::new();
            if first_classes(node, &mut first) {
                nullable.push(entry);
            }
            for byte in 0u8..128 {
                if first.iter().any(|class| class.contains(char::from(byte))) {
                    by_ascii[usize::from(byte)].push(entry);
                }
            }
            if first.iter().any(|class| class.beyond_ascii()) {
                by_other.push(entry);
            }
        }
        // An entry that can match nothing is tried everywhere, in its place among the others.
        for list in by_ascii.iter_mut().chain([&mut by_other]) {
            list.extend_from_slice(&nullable);
            list.sort_unstable();
            list.dedup();
        }
        self.by_ascii = by_ascii.into_iter().map(Vec::into_boxed_slice).collect();
        self.by_other = by_other.into();
        self.nullable = nullable.into();
    }
}

fn alternatives(tree: &Node) -> Vec<&Node> {
    match tree {
        Node::Either(branches) => branches.iter().collect(),
        Node::Sequence(parts) if parts.len() == 1 => alternatives(&parts[0]),
        _ => vec![tree],
    }
}

/// Collects what a match can read first; says whether it can match without reading.
fn first_classes<'n>(node: &'n Node, classes: &mut Vec<&'n Class>) -> bool {
    match node {
        Node::Class(class) => {
            classes.push(class);
            false
        }
        Node::Sequence(parts) => parts.iter().all(|part| first_classes(part, classes)),
        Node::Either(branches) => {
            branches.iter().fold(false, |nullable, branch| first_classes(branch, classes) | nullable)
        }
        Node::Repeat { node, least, .. } => first_classes(node, classes) | (*least == 0),
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => true,
    }
}

fn starts_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(parts) => parts.first().is_some_and(starts_at_start),
        Node::Either(branches) => branches.iter().all(starts_at_start),
        _ => false,
    }
}

fn tail(alternatives: &[&Node]) -> Option<Tail> {
    let mut tail = Tail { width: 0, alphabets: Vec::new() };
    for node in alternatives {
        let Node::Sequence(parts) = node else { return None };
        if !matches!(parts.last(), Some(Node::End | Node::VeryEnd)) {
            return None;
        }
        match max_width(node) {
            Some(width) => tail.width = tail.width.max(width),
            None => {
                let mut alphabet = Vec::new();
                all_classes(node, &mut alphabet);
                tail.alphabets.push(alphabet);
            }
        }
    }
    Some(tail)
}

/// The longest match in characters, or `None` where there is no limit.
fn max_width(node: &Node) -> Option<u32> {
    match node {
        Node::Class(_) => Some(1),
        Node::Sequence(parts) => parts.iter().try_fold(0u32, |sum, part| sum.checked_add(max_width(part)?)),
        Node::Either(branches) => branches.iter().try_fold(0, |most, part| Some(max_width(part)?.max(most))),
        Node::Repeat { node, most, .. } => max_width(node)?.checked_mul((*most)?),
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => Some(0),
    }
}

fn min_width(node: &Node) -> u32 {
    match node {
        Node::Class(_) => 1,
        Node::Sequence(parts) => parts.iter().fold(0, |sum, part| sum.saturating_add(min_width(part))),
        Node::Either(branches) => branches.iter().map(min_width).min().unwrap_or(0),
        Node::Repeat { node, least, .. } => min_width(node).saturating_mul(*least),
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => 0,
    }
}

fn fixed_width(node: &Node) -> Result<u32, String> {
    let least = min_width(node);
    if max_width(node) == Some(least) {
        Ok(least)
    } else {
        Err("a pattern looks back at a text of no fixed length".to_owned())
    }
}

fn all_classes(node: &Node, classes: &mut Vec<Class>) {
    match node {
        Node::Class(class) => classes.push(class.clone()),
        Node::Sequence(parts) | Node::Either(parts) => {
            parts.iter().for_each(|part| all_classes(part, classes));
        }
        Node::Repeat { node, .. } => all_classes(node, classes),
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => {}
    }
}

fn one_class(node: &Node) -> Option<&Class> {
    match node {
        Node::Class(class) => Some(class),
        Node::Sequence(parts) if parts.len() == 1 => one_class(&parts[0]),
        _ => None,
    }
}
