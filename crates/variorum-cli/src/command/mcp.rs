//! `variorum mcp`: the Model Context Protocol over standard input and output, so that assistants answer with our cites.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, ServiceExt, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use variorum::contract::Collation;
use variorum::export::answer;
use variorum_desk::Desk;
use variorum_desk::input;
use variorum_desk::search::{self, Hit, Place};

use crate::arguments::{Collating, Mcp, Model};
use crate::{Outcome, collating};

/// What an assistant is told of the tools.
const INSTRUCTIONS: &str = "Variorum lays news reports of one event side by side: who claims what, on whose word, and \
     where they agree, differ or change over time. Call collate with files or folders of reports first, then story, \
     search or explain. Where a desk is kept, find its stories with search_desk and take one up with open_story. Every statement carries cites: the report, the place of the words in it (code points), and the \
     sentence. Quote the sentence and name the outlet; do not say which report is right: the tools do not judge that.";

/// Points and claims that `search` gives where nothing else is asked.
const LIMIT: usize = 10;

/// Serves until standard input ends.
pub fn run(arguments: &Mcp) -> anyhow::Result<Outcome> {
    let within = arguments.within.canonicalize().with_context(|| {
        format!("{}: can't be opened; name a folder of reports with --within", arguments.within.display())
    })?;
    let collating =
        Collating { one_story: false, threads: None, model: Model { path: arguments.model.path.clone() } };
    let stories = match arguments.paths.as_slice() {
        [] => Vec::new(),
        paths => collating::open(paths, &collating)?.0,
    };
    if let Some(desk) = &arguments.desk {
        Desk::open_to_read(desk)?;
    }
    let assistant = Assistant {
        within,
        desk: arguments.desk.clone(),
        model: arguments.model.path.clone(),
        stories: Mutex::new(stories),
        tool_router: Assistant::tool_router(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("could not start the server")?;
    runtime.block_on(async {
        // A client that goes away before it said hello asked for nothing.
        let Ok(service) = assistant.serve(rmcp::transport::stdio()).await else { return Ok(()) };
        service.waiting().await.map(|_| ()).context("the server stopped")
    })?;
    Ok(Outcome::Done)
}

/// The server: the stories that were collated last.
struct Assistant {
    within: PathBuf,
    desk: Option<PathBuf>,
    model: Option<PathBuf>,
    stories: Mutex<Vec<Collation>>,
    tool_router: ToolRouter<Assistant>,
}

/// What `collate` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Reports {
    /// Files or folders of reports (HTML, text, Markdown, JSON, JSON Lines), or JSON that `variorum collate` wrote;
    /// relative to the folder that the server was started with
    paths: Vec<PathBuf>,
    /// Take all reports for one story, even where they seem to tell of several events
    #[serde(default)]
    one_story: bool,
}

/// What `story` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct WhichStory {
    /// The number of the story, from 1 [default: 1, the largest]
    #[serde(default)]
    story: Option<usize>,
}

/// What `search` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Words {
    /// Words that a point or claim must hold, all of them; the beginning of a word finds it
    words: String,
    /// How many points and claims of each story to give at most [default: 10]
    #[serde(default)]
    limit: Option<usize>,
}

/// What `explain` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Item {
    /// The id of a point (p1), claim (c1), entity (e1), quantity (q1), time (t1) or origin (o1)
    id: String,
    /// The number of the story, from 1 [default: 1]
    #[serde(default)]
    story: Option<usize>,
}

/// What `search_desk` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Sought {
    /// Words sought together; "…" holds them in order, -word leaves out; outlet: source: entity: before: after: number:
    /// seek in one field, as in: dam "lower town" after:2026-03 number:>100 source:police
    words: String,
    /// How many points, claims and reports to give at most [default: 10]
    #[serde(default)]
    limit: Option<usize>,
}

/// What `open_story` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct Number {
    /// The number of a story of the desk, as search_desk gives it
    story: i64,
}

#[tool_router(router = tool_router)]
impl Assistant {
    /// Collates reports and keeps the result for the other tools.
    #[tool(
        description = "Collate news reports of an event: read files or folders and lay them side by side. Gives the stories found, each with its points in short; story, search and explain then speak of these stories."
    )]
    async fn collate(&self, Parameters(asked): Parameters<Reports>) -> Result<CallToolResult, String> {
        let named = asked.paths.iter().map(|path| self.inside(path)).collect::<Result<Vec<_>, _>>()?;
        if named.is_empty() {
            return Err("give at least one path: a file or a folder of reports".to_owned());
        }
        let (paths, left_out) = self.files(&named);
        if paths.is_empty() {
            return Err(format!("no report to read: {}", left_out.join("; ")));
        }
        let model = Model { path: self.model.clone() };
        let how = Collating { one_story: asked.one_story, threads: None, model };
        let (stories, outcome) = collating::open(&paths, &how).map_err(|error| format!("{error:#}"))?;
        let found: Vec<Value> =
            stories.iter().enumerate().map(|(index, story)| in_short(index + 1, story)).collect();
        *self.stories.lock().unwrap_or_else(PoisonError::into_inner) = stories;
        Ok(CallToolResult::structured(
            json!({ "stories": found, "reports_left_out": outcome == Outcome::LeftOut || !left_out.is_empty() }),
        ))
    }

    /// Tells a story with all its points.
    #[tool(
        description = "Tell a collated story: its reports, each point with its readings (agree, conflict, evolving, scope, single), who gives them, and the sentence behind each with its place; and which report draws on which."
    )]
    async fn story(&self, Parameters(asked): Parameters<WhichStory>) -> Result<CallToolResult, String> {
        self.told(asked.story, |story| Ok(answer::story(story)))
    }

    /// Finds points and claims.
    #[tool(
        description = "Search the points and claims of the collated stories by words. Each result has its report, place and sentence."
    )]
    async fn search(&self, Parameters(asked): Parameters<Words>) -> Result<CallToolResult, String> {
        let stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if stories.is_empty() {
            return Err(nothing_collated());
        }
        let limit = asked.limit.unwrap_or(LIMIT);
        let found = stories.iter().enumerate().map(|(index, story)| {
            let mut found = answer::search(story, &asked.words, limit);
            found["story"] = (index + 1).into();
            found
        });
        Ok(CallToolResult::structured(json!({ "stories": found.collect::<Vec<_>>() })))
    }

    /// Searches the desk.
    #[tool(
        description = "Search all stories of the desk by words and fields. Gives points, claims and reports, each with its story, outlet, day, place and sentence."
    )]
    async fn search_desk(&self, Parameters(asked): Parameters<Sought>) -> Result<CallToolResult, String> {
        let desk = self.desk()?;
        let (query, notes) = search::parse(&asked.words);
        let limit = asked.limit.unwrap_or(LIMIT);
        let find = |place| -> Result<Vec<Value>, String> {
            let hits = desk.search(&query, place, limit).map_err(|error| error.to_string())?;
            hits.iter().map(|hit| cited(&desk, hit)).collect()
        };
        let notes: Vec<String> = notes.into_iter().map(|note| note.message).collect();
        Ok(CallToolResult::structured(json!({
            "points": find(Place::Point)?, "claims": find(Place::Claim)?, "reports": find(Place::Report)?,
            "not_understood": notes,
        })))
    }

    /// Takes a story of the desk up.
    #[tool(
        description = "Take a story of the desk up by its number: story, search and explain then speak of it. Gives its points in short."
    )]
    async fn open_story(&self, Parameters(asked): Parameters<Number>) -> Result<CallToolResult, String> {
        let story = self.desk()?.collation(asked.story).map_err(|error| error.to_string())?;
        let story = story.ok_or("this story has no account yet; run `variorum desk rebuild --stale`")?;
        let told = in_short(1, &story);
        *self.stories.lock().unwrap_or_else(PoisonError::into_inner) = vec![story];
        Ok(CallToolResult::structured(json!({ "stories": [told] })))
    }

    /// Explains an item.
    #[tool(
        description = "Explain one point, claim, entity, quantity, time or origin by its id: its sentences in context, on whose word, and the rule that made it."
    )]
    async fn explain(&self, Parameters(asked): Parameters<Item>) -> Result<CallToolResult, String> {
        self.told(asked.story, |story| {
            answer::explain(story, &asked.id).ok_or_else(|| {
                format!("nothing has the id {}; search gives ids such as p1 (point) and c1 (claim)", asked.id)
            })
        })
    }
}

impl Assistant {
    fn desk(&self) -> Result<Desk, String> {
        let folder = self.desk.as_ref().ok_or("no desk is open; start the server with --desk DIR")?;
        Desk::open_to_read(folder).map_err(|error| error.to_string())
    }

    /// A path that an assistant may read: one within the folder that the user named.
    fn inside(&self, path: &Path) -> Result<PathBuf, String> {
        let shown = path.display();
        let real = self.within.join(path).canonicalize().map_err(|error| format!("{shown}: {error}"))?;
        if real.starts_with(&self.within) {
            Ok(real)
        } else {
            Err(format!("{shown}: outside of {}; start the server with --within", self.within.display()))
        }
    }

    /// The files at these paths, and why some are left out: a link in a folder may lead outside.
    fn files(&self, named: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
        let (mut files, mut left_out) = (Vec::new(), Vec::new());
        for found in named.iter().flat_map(|path| input::files(path)) {
            match found.map_err(|note| note.message).and_then(|file| self.inside(&file)) {
                Ok(file) => files.push(file),
                Err(why) => left_out.push(why),
            }
        }
        left_out.iter().for_each(|why| eprintln!("variorum: {why}"));
        (files, left_out)
    }

    fn told(
        &self,
        number: Option<usize>,
        tell: impl Fn(&Collation) -> Result<Value, String>,
    ) -> Result<CallToolResult, String> {
        let stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if stories.is_empty() {
            return Err(nothing_collated());
        }
        let number = number.unwrap_or(1);
        let story = number.checked_sub(1).and_then(|index| stories.get(index));
        let story = story.ok_or_else(|| format!("there are stories 1 to {}", stories.len()))?;
        tell(story).map(CallToolResult::structured)
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("variorum", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }
}

fn nothing_collated() -> String {
    "nothing is collated yet: call collate with files or folders of reports first".to_owned()
}

/// A hit with the sentence that stands at its place.
fn cited(desk: &Desk, hit: &Hit) -> Result<Value, String> {
    let sentence = desk.words(&hit.capture, hit.start, hit.end).map_err(|error| error.to_string())?;
    Ok(json!({
        "story": hit.story,
        "outlet": hit.outlet,
        "title": hit.title,
        "published": hit.published,
        "told": hit.detail,
        "report": hit.capture,
        "start": hit.start,
        "end": hit.end,
        "sentence": sentence,
    }))
}

/// A story without its sentences.
fn in_short(number: usize, story: &Collation) -> Value {
    let told = answer::story(story);
    let points: Vec<Value> = story
        .points
        .iter()
        .map(|point| {
            let values: Vec<&str> = point.readings.iter().map(|reading| reading.value.as_str()).collect();
            json!({ "id": point.id, "about": point.about, "relation": point.relation, "values": values })
        })
        .collect();
    json!({
        "story": number,
        "title": told["title"],
        "days": told["days"],
        "reports": story.reports.len(),
        "independent_reports": told["independent_reports"],
        "points": points,
    })
}
