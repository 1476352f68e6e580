//! `variorum desk check`.

use std::path::Path;

use anyhow::bail;
use variorum_desk::Desk;
use variorum_desk::check::Checked;

use crate::{Outcome, output};

/// Proves that everything is as it was stored; fails if anything is not.
pub fn run(folder: &Path, json: bool) -> anyhow::Result<Outcome> {
    let checked = Desk::open_to_read(folder)?.check()?;
    output::print(&if json { serde_json::to_string(&checked)? + "\n" } else { shown(&checked) })?;
    match checked.damage.len() {
        0 => Ok(Outcome::Done),
        1 => bail!("{}: one thing is damaged", folder.display()),
        several => bail!("{}: {several} things are damaged", folder.display()),
    }
}

fn shown(checked: &Checked) -> String {
    let mut text = String::new();
    for damage in &checked.damage {
        text += &format!("{}: {}\n", damage.place, damage.what);
    }
    if checked.damage.is_empty() {
        text += "All is as it was stored";
    } else {
        text += "The rest is as it was stored";
    }
    text += &format!(": {} captures by their hashes, {} rows by their sums", checked.captures, checked.rows);
    text += &match checked.pages {
        0 => {
            ". The store was written since it was sealed, so its unused bytes were not compared.\n".to_owned()
        }
        pages => format!(", {pages} pages of the store by the seal.\n"),
    };
    if checked.strays > 0 {
        text +=
            &format!("{} files beside the captures belong to no report; they do no harm.\n", checked.strays);
    }
    text
}
