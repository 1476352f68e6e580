//! The syntax of Python's `re`, as far as tokenizer patterns use it.

use std::iter::Peekable;
use std::str::Chars;

use super::class::{Class, Named};

/// The tree of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Class(Class),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        greedy: bool,
    },
    Start,
    /// `$`: the end, or before a line feed that ends the text.
    End,
    /// `\Z`
    VeryEnd,
    Look {
        ahead: bool,
        negated: bool,
        node: Box<Node>,
    },
}

/// Groups within groups; no real pattern comes near, and a damaged one cannot exhaust the stack.
const MAX_DEPTH: usize = 100;

pub(super) fn parse(source: &str) -> Result<Node, String> {
    let mut parser = Parser { rest: source.chars().peekable(), depth: 0 };
    let node = parser.either()?;
    match parser.rest.next() {
        None => Ok(node),
        Some(c) => Err(format!("`{c}` without its opening bracket in a pattern")),
    }
}

struct Parser<'s> {
    rest: Peekable<Chars<'s>>,
    depth: usize,
}

impl Parser<'_> {
    fn either(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence()?];
        while self.rest.next_if_eq(&'|').is_some() {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut parts = Vec::new();
        while let Some(&c) = self.rest.peek() {
            if c == '|' || c == ')' {
                break;
            }
            self.rest.next();
            let Some(part) = self.atom(c)? else { continue };
            parts.push(self.quantified(part)?);
        }
        Ok(Node::Sequence(parts))
    }

    fn atom(&mut self, c: char) -> Result<Option<Node>, String> {
        Ok(Some(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Class(Class::any()),
            '[' => Node::Class(self.class()?),
            '(' => return self.group(),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(format!("`{c}` repeats nothing in a pattern")),
            _ => Node::Class(Class::one(c)),
        }))
    }

    fn group(&mut self) -> Result<Option<Node>, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("a pattern nests groups more than {MAX_DEPTH} deep"));
        }
        let mut look = None;
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next() {
                Some(':') => {}
                Some('=') => look = Some((true, false)),
                Some('!') => look = Some((true, true)),
                Some('<') if self.rest.next_if_eq(&'=').is_some() => look = Some((false, false)),
                Some('<') if self.rest.next_if_eq(&'!').is_some() => look = Some((false, true)),
                Some('P') if self.rest.next_if_eq(&'<').is_some() => while self.take()? != '>' {},
                Some('u') if self.rest.next_if_eq(&')').is_some() => {
                    self.depth -= 1;
                    return Ok(None);
                }
                other => return Err(format!("a pattern uses the group `(?{}`", other.unwrap_or(' '))),
            }
        }
        let node = self.either()?;
        if self.rest.next() != Some(')') {
            return Err("a group of a pattern is not closed".to_owned());
        }
        self.depth -= 1;
        Ok(Some(match look {
            None => node,
            Some((ahead, negated)) => Node::Look { ahead, negated, node: Box::new(node) },
        }))
    }

    fn quantified(&mut self, node: Node) -> Result<Node, String> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.rest.next();
        if most.is_some_and(|most| most < least) {
            return Err(format!("a pattern repeats at least {least} and at most fewer times"));
        }
        if matches!(self.rest.peek(), Some('+' | '*' | '{')) {
            return Err("a pattern uses a possessive or double quantifier".to_owned());
        }
        let greedy = self.rest.next_if_eq(&'?').is_none();
        Ok(Node::Repeat { node: Box::new(node), least, most, greedy })
    }

    /// Reads `{2,5}` up to the closing bracket, or nothing when the bracket is an ordinary character.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let mut ahead = self.rest.clone();
        ahead.next();
        let least = number(&mut ahead);
        let counts = if ahead.next_if_eq(&',').is_some() {
            let most = number(&mut ahead);
            (least.unwrap_or(0), most)
        } else {
            (least?, least)
        };
        if ahead.peek() != Some(&'}') {
            return None;
        }
        self.rest = ahead;
        Some(counts)
    }

    fn escape(&mut self) -> Result<Node, String> {
        let c = self.take()?;
        if let Some((name, negated)) = named(c) {
            return Ok(Node::Class(Class::named(name, negated)));
        }
        match c {
            'A' => Ok(Node::Start),
            'Z' => Ok(Node::VeryEnd),
            'b' | 'B' | '1'..='9' => Err(format!("a pattern uses `\\{c}`")),
            _ => Ok(Node::Class(Class::one(self.escaped_char(c)?))),
        }
    }

    fn class(&mut self) -> Result<Class, String> {
        let mut class = Class::default();
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut first_item = true;
        loop {
            let c = self.take()?;
            if c == ']' && !first_item {
                return Ok(class.finish(negated));
            }
            first_item = false;
            let Some(first) = self.class_char(c, &mut class)? else { continue };
            let last = self.range_end(first)?;
            if last < first {
                return Err(format!("a pattern has the empty range {first}-{last}"));
            }
            class.add_range(first, last);
        }
    }

    /// The character that an item of a class stands for, or `None` when the item was a class by letter.
    fn class_char(&mut self, c: char, class: &mut Class) -> Result<Option<char>, String> {
        if c != '\\' {
            return Ok(Some(c));
        }
        let escaped = self.take()?;
        if let Some((name, negated)) = named(escaped) {
            class.add_named(name, negated);
            return Ok(None);
        }
        self.escaped_char(escaped).map(Some)
    }

    fn range_end(&mut self, first: char) -> Result<char, String> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), None | Some(']')) {
            return Ok(first);
        }
        self.rest.next();
        match self.take()? {
            '\\' => {
                let escaped = self.take()?;
                self.escaped_char(escaped)
            }
            last => Ok(last),
        }
    }

    fn escaped_char(&mut self, c: char) -> Result<char, String> {
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'f' => return Ok('\u{c}'),
            'v' => return Ok('\u{b}'),
            'a' => return Ok('\u{7}'),
            '0' => return Ok('\0'),
            _ if c.is_ascii_alphanumeric() => return Err(format!("a pattern uses `\\{c}`")),
            _ => return Ok(c),
        };
        let mut code = 0u32;
        for _ in 0..digits {
            let digit = self.take()?.to_digit(16).ok_or("a pattern has a malformed character number")?;
            code = code.wrapping_mul(16).wrapping_add(digit);
        }
        char::from_u32(code).ok_or(format!("a pattern names U+{code:04X}, which is no character"))
    }

    fn take(&mut self) -> Result<char, String> {
        self.rest.next().ok_or("a pattern ends too early".to_owned())
    }
}

fn number(rest: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut value = None;
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
        rest.next();
        value = Some(value.unwrap_or(0u32).saturating_mul(10).saturating_add(digit));
    }
    value
}

fn named(c: char) -> Option<(Named, bool)> {
    Some(match c {
        'd' => (Named::Decimal, false),
        'D' => (Named::Decimal, true),
        'w' => (Named::Word, false),
        'W' => (Named::Word, true),
        's' => (Named::Space, false),
        'S' => (Named::Space, true),
        _ => return None,
    })
}
