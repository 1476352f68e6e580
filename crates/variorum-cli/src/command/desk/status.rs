//! `variorum desk status`.

use variorum_desk::Desk;
use variorum_desk::status::Status as Numbers;
use variorum_desk::story::{Order, StoryLine};

use crate::arguments::desk::Status;
use crate::{Outcome, output};

/// Prints what a desk holds, and its stories.
pub fn run(arguments: &Status) -> anyhow::Result<Outcome> {
    let desk = Desk::open_to_read(&arguments.desk)?;
    let order = if arguments.largest { Order::Size } else { Order::Changed };
    let (numbers, stories) = (desk.status()?, desk.stories(order, arguments.limit, 0)?);
    output::print(&if arguments.json {
        json(&numbers, &stories)?
    } else {
        output::fitted(&shown(&numbers, &stories))
    })?;
    Ok(Outcome::Done)
}

fn json(numbers: &Numbers, stories: &[StoryLine]) -> anyhow::Result<String> {
    let mut text = serde_json::to_string(numbers)? + "\n";
    for story in stories {
        text += &(serde_json::to_string(story)? + "\n");
    }
    Ok(text)
}

fn shown(numbers: &Numbers, stories: &[StoryLine]) -> String {
    let mut text = format!(
        "{} reports in {} stories; {} older versions; {} claims, {} points, {} corrections\n",
        numbers.reports - numbers.older_versions,
        numbers.stories,
        numbers.older_versions,
        numbers.claims,
        numbers.points,
        numbers.corrections,
    );
    if numbers.stale > 0 {
        text += &format!(
            "{} stories wait for their account: run `variorum desk rebuild --stale`\n",
            numbers.stale
        );
    }
    if !stories.is_empty() {
        text += "\nstory  reports  origins  contested  days                     title\n";
    }
    for story in stories {
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "undated".to_owned());
        let days = if story.first_day == story.last_day {
            day(&story.first_day)
        } else {
            format!("{} to {}", day(&story.first_day), day(&story.last_day))
        };
        text += &format!(
            "{:>5}  {:>7}  {:>7}  {:>9}  {days:<24} {}\n",
            story.id, story.reports, story.origins, story.contested, story.title
        );
    }
    text
}
