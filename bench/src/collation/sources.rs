//! The reports of a gold file, from where they lie.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;
use variorum::annotate::Annotated;
use variorum::capture::Capture;

use super::gold::{Source, Story};

/// The captures of a story; `None` where its reports are not at hand.
///
/// # Errors
/// If they are there and can't be read.
pub fn captures(story: &Story) -> anyhow::Result<Option<Vec<Capture>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match &story.source {
        Source::File(path) => {
            let path = data().join(path);
            path.is_file().then(|| lines(&path, story)).transpose()
        }
        Source::Suite(path) => {
            let path = root.join(path);
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Some(reports(&text)))
        }
        Source::Folder(path) => {
            let folder = root.join(path);
            let entries =
                fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
            let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            paths.sort();
            let capture = |path: &PathBuf| Ok(Capture::new(path.to_string_lossy(), fs::read(path)?));
            paths.iter().map(capture).collect::<anyhow::Result<_>>().map(Some)
        }
    }
}

/// The folder of the evaluation data: beside the workspace, or where `VARIORUM_SHARED` says.
fn data() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    std::env::var_os("VARIORUM_SHARED").map_or(beside, PathBuf::from).join("data")
}

/// One capture of those lines of a file that hold the story's reports.
fn lines(path: &Path, story: &Story) -> anyhow::Result<Vec<Capture>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut kept = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line).with_context(|| format!("{}", path.display()))?;
        if story.reports.iter().any(|(id, _)| value["id"].as_str() == Some(id)) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    Ok(vec![Capture::new("reports.jsonl", kept.into_bytes())])
}

/// The reports written out in a story of the suite.
fn reports(text: &str) -> Vec<Capture> {
    let above = text.split("## Account").next().unwrap_or(text);
    let blocks = above.split("````report ").skip(1).filter_map(|block| {
        let (name, rest) = block.split_once('\n')?;
        let end = rest.find("\n````")? + 1;
        Some(Capture::new(name.trim(), rest.as_bytes()[..end].to_vec()))
    });
    blocks.collect()
}

/// Proves that the reports are those that the gold was marked in.
///
/// # Errors
/// If one is missing or its text has another length.
pub fn check(story: &Story, reports: &[Annotated]) -> anyhow::Result<()> {
    for (id, length) in &story.reports {
        let Some(found) = reports.iter().find(|annotated| &annotated.report.id == id) else {
            bail!("{}: no report {id} there", story.name);
        };
        let own = found.report.text.chars().count();
        if own != *length {
            bail!(
                "{}: the text of {id} has {own} code points, and had {length} when it was marked",
                story.name
            );
        }
    }
    Ok(())
}
