//! What a site asks robots not to fetch: robots.txt by RFC 9309.

/// More of the file is not read (RFC 9309, section 2.5, asks for at least 500 KiB).
const MAX_BYTES: usize = 512 << 10;

/// The rules of one site for one robot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Seconds between fetches that the site asks for (`Crawl-delay`, in use though not in the RFC).
    pub delay: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: String,
    allows: bool,
}

impl Robots {
    /// The rules that a file has for the robot of this name.
    ///
    /// ```
    /// use variorum_desk::fetch::Robots;
    /// let robots = Robots::read(b"User-agent: *\nDisallow: /drafts/\nAllow: /drafts/open$", "variorum");
    /// assert!(!robots.allows("/drafts/a"));
    /// assert!(robots.allows("/drafts/open"));
    /// ```
    pub fn read(file: &[u8], robot: &str) -> Robots {
        let file = String::from_utf8_lossy(&file[..file.len().min(MAX_BYTES)]);
        let (mut own, mut general) = (None, Robots::default());
        let mut named: Vec<String> = Vec::new();
        let mut is_naming = false;
        for line in file.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !is_naming {
                    named.clear();
                }
                is_naming = true;
                named.push(value.to_ascii_lowercase());
                if named.iter().any(|name| name == robot) {
                    own.get_or_insert_with(Robots::default);
                }
                continue;
            }
            is_naming = false;
            if named.iter().any(|name| name == robot) {
                own.get_or_insert_with(Robots::default).add(&key, value);
            }
            if named.iter().any(|name| name == "*") {
                general.add(&key, value);
            }
        }
        own.unwrap_or(general)
    }

    /// The rules of a site that could not be asked: nothing may be fetched.
    pub fn nothing() -> Robots {
        Robots { rules: vec![Rule { pattern: "/".to_owned(), allows: false }], delay: None }
    }

    /// Whether the path of an address, with its query, may be fetched. The longest rule that fits decides; of two as
    /// long, the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }

    fn add(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push(Rule { pattern: value.to_owned(), allows: key == "allow" });
            }
            "crawl-delay" => {
                self.delay = value.parse::<f64>().ok().map(|seconds| seconds.clamp(0.0, 600.0) as u64)
            }
            _ => {}
        }
    }
}

/// Whether a pattern fits the beginning of a path: `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return !to_end || rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    if to_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_the_rfc_has_them() {
        let file =
            b"# a comment\nUser-agent: other\nDisallow: /\n\nUser-agent: Variorum\nUser-agent: third\n\
            Disallow: /private # not for robots\nAllow: /private/open\nDisallow: /*.pdf$\nCrawl-delay: 3\n\n\
            User-agent: *\nDisallow: /all\n";
        let robots = Robots::read(file, "variorum");
        let cases = [
            ("/", true),
            ("/private/x", false),
            ("/private/open/y", true),
            ("/a/b.pdf", false),
            ("/a/b.pdf?x", true),
            ("/all", true),
        ];
        for (path, allowed) in cases {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(3));
        assert!(!Robots::read(file, "nobody").allows("/all/x"));
        assert!(Robots::read(b"", "variorum").allows("/x"));
        assert!(!Robots::nothing().allows("/x"));
    }
}
