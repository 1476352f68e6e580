//! `collate`: how well points, their relations, their origins and the derivations agree with gold that readers marked.
//!
//! The gold files hold ids, places and labels, never text (`bench/gold/README.md`). The reports are read from where the
//! gold says they lie; a file whose reports are not at hand is left out, and said so.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::json;
use variorum::contract::Collation;
use variorum::flow;

use crate::model;
use score::{Scores, Tally};

mod gold;
mod peer;
mod score;
mod sources;
mod view;

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder of gold files.
    folder: PathBuf,
    /// A second reading of the same stories: tells how far the two readers agree, and measures nothing else.
    #[arg(long)]
    agreement: Option<PathBuf>,
    /// Leave out the peers, one of which needs packages from PyPI.
    #[arg(long)]
    no_peer: bool,
    /// Only the stories whose reports are part of the project.
    #[arg(long)]
    own: bool,
    /// Print what was missed, and what was found that is not in the gold.
    #[arg(long)]
    show: bool,
    /// Write each story's collations here as JSON Lines, for looking at them in full.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

/// Collates every story of the gold and prints how far that agrees with it.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let stories = gold::read(&arguments.folder)?;
    if let Some(other) = &arguments.agreement {
        return agreement(&stories, &gold::read(other)?);
    }
    let pipeline = model::load()?;
    let mut scores = Scores::default();
    let mut peers = peer::Peers::default();
    let mut read = 0;
    for story in stories.iter().filter(|story| !arguments.own || story.source.is_own()) {
        let Some(captures) = sources::captures(story)? else {
            println!("left out: {} (its reports are not at hand)", story.name);
            continue;
        };
        let readied = flow::ready(flow::read(&captures).reports, &pipeline);
        sources::check(story, &readied.reports)?;
        if !arguments.no_peer {
            peers.add(story, &readied.reports);
        }
        let collations = flow::collate(readied, "", false);
        if let Some(folder) = &arguments.keep {
            keep(folder, &story.name, &collations)?;
        }
        let views: Vec<view::View> = collations.into_iter().map(view::View::new).collect();
        scores.add(story, &views, arguments.show);
        read += 1;
    }
    if read == 0 {
        bail!("none of the {} stories is at hand", stories.len());
    }
    println!("{read} stories");
    scores.print();
    let mut figures = scores.figures();
    figures["stories"] = json!(read);
    if !arguments.no_peer {
        peers.print(&mut figures)?;
    }
    println!("{figures}");
    Ok(())
}

/// Writes the collations of a story as `variorum collate --format json` prints them.
fn keep(folder: &Path, name: &str, collations: &[Collation]) -> anyhow::Result<()> {
    let lines: Vec<String> = collations.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let path = folder.join(format!("{name}.jsonl"));
    fs::create_dir_all(folder).and_then(|()| fs::write(&path, lines.join("\n") + "\n"))?;
    Ok(())
}

/// Prints how far two readings agree: each story's second reading is scored against the first.
fn agreement(first: &[gold::Story], second: &[gold::Story]) -> anyhow::Result<()> {
    let (mut pairs, mut relations, mut origins, mut edges) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    let mut both = 0;
    for one in first {
        let Some(other) = second.iter().find(|other| other.name == one.name) else { continue };
        both += 1;
        let own: Vec<view::Point> =
            other.points.iter().filter(|point| point.sure).map(view::Point::of_gold).collect();
        let found = score::pairs(one, &own);
        pairs.add(found);
        for point in one.points.iter().filter(|point| point.sure) {
            let Some(other) = score::counterpart(point, &own) else { continue };
            if let (Some(a), Some(b)) = (point.relation, other.relation) {
                relations.judge(a == b);
            }
            if let (Some(a), Some(b)) = (point.origins, other.origins) {
                origins.judge(a == b);
            }
        }
        let (a, b) = (one.derivations.as_deref().unwrap_or(&[]), other.derivations.as_deref().unwrap_or(&[]));
        let same = a.iter().filter(|edge| b.contains(edge)).count();
        edges.add(Tally { gold: a.len(), found: b.len(), right: same });
    }
    println!("{both} stories read twice");
    println!("{:<34} {pairs}", "pairs of claims");
    println!("{:<34} {:.3} of {}", "same relation", relations.precision(), relations.found);
    println!("{:<34} {:.3} of {}", "same number of origins", origins.precision(), origins.found);
    println!("{:<34} {edges}", "derivations");
    println!(
        "{}",
        json!({"stories": both, "pairs_f1": score::round(pairs.f1()), "relation": score::round(relations.precision()),
               "origins": score::round(origins.precision()), "derivations_f1": score::round(edges.f1())})
    );
    Ok(())
}
