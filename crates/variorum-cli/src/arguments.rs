//! What can be asked of the program.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use variorum::export;

pub mod desk;

pub use desk::{Desk, Ingest};

const EXIT_CODES: &str = "Example: variorum collate reports/ --html story.html\n\nExit codes: 0 done, 1 done with reports left out, 2 nothing could be done.";

/// Lays the reports of one event side by side: who claims what, on whose word, and where they differ.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Collate reports: print who says what and where they differ, or write it as JSON or as a page
    Collate(Collate),
    /// Print tokens, tags, parse and names of a text
    Annotate(Annotate),
    /// Prove that every quoted passage stands in its report, down to the bytes of the capture
    Verify(Verify),
    /// Show one claim, point or other item with its sentences and the rule that made it
    Explain(Explain),
    /// Write a story in the format of another tool: annotations, provenance, citations, tables, graphs
    Export(Export),
    /// Print the JSON Schema of the output
    #[command(after_help = "Example: variorum schema > variorum.schema.json")]
    Schema {
        /// Of what
        #[arg(value_enum, default_value_t = Contract::Collation)]
        of: Contract,
    },
    /// Keep a desk: a folder of captures, stories and corrections
    #[command(
        after_help = "Examples:\n  variorum desk init mydesk\n  variorum desk status mydesk\n  variorum desk story mydesk 3"
    )]
    Desk(Desk),
    /// Add reports to a desk
    Ingest(Ingest),
    /// Find reports, claims and points of a desk
    Search(Search),
    /// Serve a desk to browsers and programs: its stories, search, corrections
    Serve(Serve),
    /// Serve assistants over standard input and output (Model Context Protocol)
    Mcp(Mcp),
    /// Print completions for a shell
    #[command(
        after_help = "Examples:\n  variorum completions bash > ~/.local/share/bash-completion/completions/variorum\n  variorum completions zsh > ~/.zfunc/_variorum\n  variorum completions fish > ~/.config/fish/completions/variorum.fish"
    )]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual
    #[command(after_help = "Example: variorum man > ~/.local/share/man/man1/variorum.1")]
    Man,
}

/// What `variorum schema` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Contract {
    /// A story, as `collate --format json` prints it
    Collation,
    /// The versions of a report, as `desk versions --json` prints them
    Versions,
}

/// `variorum serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  variorum serve mydesk\n  VARIORUM_TOKEN=$(openssl rand -hex 16) variorum serve mydesk --address 0.0.0.0:7878 --host desk.example.org\n\nPages are at /, the API is described at /api and /openapi.json. Others can reach it only with the token; between you and them put a proxy that speaks TLS."
)]
pub struct Serve {
    /// The desk
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS:PORT")]
    pub address: SocketAddr,
    /// What readers must give; needed unless only this machine is listened to and no --host is given [default: the variable VARIORUM_TOKEN]
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
    /// A name that leads here, beside localhost and addresses in digits
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub model: Model,
}

/// `variorum mcp`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  variorum mcp --within ~/reports\n  variorum mcp --desk ~/mydesk\n\nAn assistant starts it by itself; in the settings of most:\n  { \"mcpServers\": { \"variorum\": { \"command\": \"variorum\", \"args\": [\"mcp\", \"--within\", \"/home/me/reports\"] } } }"
)]
pub struct Mcp {
    /// Reports, or what `variorum collate --format json` wrote, to begin with
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The folder that the assistant may read; nothing outside of it
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub within: PathBuf,
    /// A desk to search
    #[arg(long, value_name = "DIR")]
    pub desk: Option<PathBuf>,
    #[command(flatten)]
    pub model: Model,
}

/// `variorum search`.
#[derive(Debug, Args)]
#[command(
    after_help = "Fields: outlet: source: entity: before: after: number:\n\nExamples:\n  variorum search --desk mydesk 'dam \"lower town\" after:2026-03'\n  variorum search --desk mydesk --in claims 'killed source:police number:>100'"
)]
pub struct Search {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// The desk
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub desk: PathBuf,
    /// Where to look
    #[arg(long = "in", value_enum, default_value_t = SearchIn::All)]
    pub places: SearchIn,
    /// How many to show of each
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Where `search` looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchIn {
    /// In reports, claims and points
    All,
    /// In reports
    Reports,
    /// In what the reports claim
    Claims,
    /// In the points of stories
    Points,
}

/// `variorum collate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: variorum collate reports/ --html story.html\n\nExit codes: 0 done, 1 done with reports left out, 2 nothing could be done."
)]
pub struct Collate {
    /// Reports: HTML, text, Markdown, JSON or JSON Lines (each also as .gz), folders of these, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Also write a page that opens anywhere, offline
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, alias = "colour")]
    pub color: Colour,
    /// Columns of the account [default: the terminal's]
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
    #[command(flatten)]
    pub collating: Collating,
}

/// `variorum annotate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  echo 'Rain fell in Dunmarsh.' | variorum annotate -\n  variorum annotate --input jsonl --format jsonl - < texts.jsonl > annotated.jsonl\n\nExit codes: 0 done, 1 done with texts left out, 2 nothing could be done."
)]
pub struct Annotate {
    /// Files of text or JSON Lines (each also as .gz), or - for standard input
    #[arg(default_value = "-", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Annotation::Conllu)]
    pub format: Annotation,
    /// What is read [default: jsonl for files that end in .jsonl or .ndjson, else text]
    #[arg(long, value_enum)]
    pub input: Option<TextInput>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub model: Model,
}

/// `variorum verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: variorum collate reports/ --format json > story.json && variorum verify story.json"
)]
pub struct Verify {
    /// What `variorum collate --format json` printed, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `variorum explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example: variorum explain story.json p1")]
pub struct Explain {
    /// What `variorum collate --format json` printed, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The item: a claim (c1), point (p1), entity (e1), quantity (q1), time (t1) or origin (o1)
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print JSON Lines, one a story that has the item
    #[arg(long)]
    pub json: bool,
}

/// `variorum export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  variorum export reports/ --as csv --output points.csv\n  variorum export story.json --as web-annotation > claims.jsonld\n  variorum export --desk mydesk --story 12 --as acled > row.csv\n  variorum export --desk mydesk --as parquet --output tables/\n  variorum export --desk mydesk --story 12 --as wacz --output story.wacz\n\nExit codes: 0 done, 1 done with reports left out, 2 nothing could be done."
)]
pub struct Export {
    /// Reports as `collate` takes them, or what `variorum collate --format json` wrote; - for standard input
    #[arg(required_unless_present = "desk", conflicts_with = "desk", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The format
    #[arg(long = "as", value_name = "FORMAT", value_parser = export_format())]
    pub format: Exported,
    /// Write to a file, not to standard output; parquet writes several files, to a folder
    #[arg(long, short, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// Export stories of a desk
    #[arg(long, value_name = "DIR")]
    pub desk: Option<PathBuf>,
    /// The number of a story of the desk, as `variorum desk status` shows it [default: all stories]
    #[arg(long = "story", value_name = "STORY", requires = "desk")]
    pub stories: Vec<i64>,
    #[command(flatten)]
    pub collating: Collating,
}

/// How reports are collated.
#[derive(Debug, Args)]
pub struct Collating {
    /// Take all reports for one story, even where they seem to tell of several events
    #[arg(long)]
    pub one_story: bool,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub model: Model,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// A text.
    Text(export::Format),
    /// Tables, several files.
    Parquet,
    /// The captures themselves.
    Wacz,
}

fn export_format() -> impl TypedValueParser<Value = Exported> {
    let named = export::Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    let others = [
        PossibleValue::new("parquet")
            .help("reports, claims, points and derivations as tables for DuckDB, pandas, R"),
        PossibleValue::new("wacz")
            .help("the captures of a desk's stories as received, with hashes: a web archive"),
    ];
    PossibleValuesParser::new(named.into_iter().chain(others)).map(|name| match name.as_str() {
        "parquet" => Exported::Parquet,
        "wacz" => Exported::Wacz,
        name => Exported::Text(export::Format::named(name).unwrap_or(export::Format::Csv)),
    })
}

/// Which pipeline to use.
#[derive(Debug, Args)]
pub struct Model {
    /// A spaCy CNN pipeline to use instead of the built-in one: an unpacked folder or a wheel
    #[arg(long = "model", value_name = "PATH")]
    pub path: Option<PathBuf>,
}

/// What `collate` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// An account to read
    Text,
    /// One JSON object a story, one a line
    Json,
}

/// What `annotate` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Annotation {
    /// CoNLL-U
    Conllu,
    /// One JSON object a text, in the shape of spaCy's Doc.to_json
    Jsonl,
}

/// What `annotate` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextInput {
    /// Each file is one text; long ones are annotated in pieces
    Text,
    /// Each line is one text: a JSON string, or an object with `text` and, if there is one, `id`
    Jsonl,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
