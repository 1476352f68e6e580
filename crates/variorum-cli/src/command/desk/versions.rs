//! `variorum desk versions`.

use std::path::Path;

use anyhow::bail;
use variorum_desk::Desk;
use variorum_desk::version::{Version, Versions};

use crate::{Outcome, output};

/// Shows the versions of a report.
pub fn run(folder: &Path, report: &str, json: bool) -> anyhow::Result<Outcome> {
    let versions = Desk::open_to_read(folder)?.versions(report)?;
    if versions.is_empty() {
        bail!(
            "“{report}” names no report, or several; give more of the SHA-256, as `variorum search` shows it"
        );
    }
    output::print(&if json {
        serde_json::to_string(&Versions::new(versions))? + "\n"
    } else {
        shown(&versions)
    })?;
    Ok(Outcome::Done)
}

fn shown(versions: &[Version]) -> String {
    let mut text = String::new();
    for (number, version) in versions.iter().enumerate() {
        let title = version.title.as_deref().unwrap_or("Untitled");
        text +=
            &format!("{}. {}  received {}  {title}\n", number + 1, &version.capture[..12], version.received);
        for edit in &version.changes {
            for (mark, sentence) in [('-', &edit.before), ('+', &edit.after)] {
                if let Some(sentence) = sentence {
                    text += &format!("   {mark} {sentence}\n");
                }
            }
        }
    }
    text
}
