//! What can be asked of a desk.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Colour, Format, Model};

/// `variorum desk`.
#[derive(Debug, Args)]
pub struct Desk {
    /// What to do.
    #[command(subcommand)]
    pub command: DeskCommand,
}

/// The commands of `variorum desk`.
#[derive(Debug, Subcommand)]
pub enum DeskCommand {
    /// Make a desk
    #[command(after_help = "Example: variorum desk init mydesk")]
    Init {
        /// The folder; it is made if it is not there
        #[arg(value_name = "DIR")]
        desk: PathBuf,
    },
    /// Follow feeds: fetch what is new, politely, until stopped
    Watch(Watch),
    /// List the stories of a desk, and what it holds in numbers
    Status(Status),
    /// Print the account of a story
    Story(Story),
    /// Put the reports of one story to another
    #[command(after_help = "Example: variorum desk merge mydesk 1 2")]
    Merge {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// The story that stays
        #[arg(value_name = "STORY")]
        into: i64,
        /// The story that goes
        #[arg(value_name = "OTHER")]
        other: i64,
        #[command(flatten)]
        person: Person,
    },
    /// Make a story of its own of some reports
    #[command(after_help = "Example: variorum desk split mydesk 589a831c4e03")]
    Split {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// The reports that leave: SHA-256 of their captures, or the beginning of it
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<String>,
        #[command(flatten)]
        person: Person,
    },
    /// Show how the stories would be, were all reports grouped now
    #[command(after_help = "Example: variorum desk regroup mydesk --apply")]
    Regroup {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// Also move the reports so
        #[arg(long)]
        apply: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        model: Model,
    },
    /// Show the versions of a report, and what changed from each to the next
    #[command(after_help = "Example: variorum desk versions mydesk 589a831c4e03")]
    Versions {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// SHA-256 of the capture of one of them, or the beginning of it
        #[arg(value_name = "REPORT")]
        report: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Correct what was computed; a correction outlasts every rebuild, and can be undone
    Correct(Correct),
    /// Take a correction back
    #[command(after_help = "Example: variorum desk undo mydesk 1")]
    Undo {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// The number of the correction
        #[arg(value_name = "NUMBER")]
        correction: i64,
        #[command(flatten)]
        person: Person,
    },
    /// List corrections, or carry them to and from a text file
    #[command(after_help = "Example: variorum desk corrections mydesk export > corrections.jsonl")]
    Corrections {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// What to do with them
        #[arg(value_enum, default_value_t = CorrectionsCommand::List)]
        command: CorrectionsCommand,
        /// The file to import, or - for standard input
        #[arg(default_value = "-", value_name = "FILE")]
        file: PathBuf,
    },
    /// Draw every report from its capture again, and make everything anew that is derived of it
    Rebuild(Rebuild),
    /// Prove that everything is as it was stored, down to the byte
    #[command(after_help = "Example: variorum desk check mydesk")]
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        desk: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Who corrects.
#[derive(Debug, Args)]
pub struct Person {
    /// Who says so
    #[arg(long, default_value = "me", value_name = "NAME")]
    pub author: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What to do with corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CorrectionsCommand {
    /// Show them
    List,
    /// Print them as JSON Lines
    Export,
    /// Add those of a file that `export` printed
    Import,
}

/// `variorum desk correct`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  variorum desk correct mydesk date 589a831c4e03 2026-03-05\n  variorum desk correct mydesk reject 589a831c4e03:726-800\n\nA report is named by the SHA-256 of its capture or the beginning of it, a claim by its report and its place, as `variorum search` shows them."
)]
pub struct Correct {
    /// The folder
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    #[command(flatten)]
    pub person: Person,
    /// What is wrong
    #[command(subcommand)]
    pub what: What,
}

/// What `correct` corrects.
#[derive(Debug, Subcommand)]
pub enum What {
    /// The day on which a report was published; `none` if nobody knows
    #[command(after_help = "Example: variorum desk correct mydesk date 589a831c4e03 2026-03-05")]
    Date { report: String, day: String },
    /// Who published a report
    #[command(after_help = "Example: variorum desk correct mydesk outlet 589a831c4e03 'Radio Aldra'")]
    Outlet { report: String, outlet: String },
    /// Who says what a claim tells; without a name the outlet itself
    #[command(
        after_help = "Example: variorum desk correct mydesk speaker 589a831c4e03:726-800 'Ilse Haverkamp'"
    )]
    Speaker { claim: String, name: Option<String> },
    /// A claim does not belong to a point
    #[command(after_help = "Example: variorum desk correct mydesk reject 589a831c4e03:726-800")]
    Reject {
        claim: String,
        /// What the point is about; without it the claim is taken out of every point
        #[arg(long)]
        about: Option<String>,
    },
    /// A claim belongs beside another
    #[command(
        after_help = "Example: variorum desk correct mydesk add 589a831c4e03:726-800 0aef3c10d2b7:48-261"
    )]
    Add { claim: String, beside: String },
    /// Two names mean one and the same in the story of a report
    #[command(
        after_help = "Example: variorum desk correct mydesk merge-names 589a831c4e03 'Ilse Haverkamp' 'the governor'"
    )]
    MergeNames { report: String, one: String, other: String },
    /// Who is called so in the story of a report is somebody else
    #[command(after_help = "Example: variorum desk correct mydesk split-name 589a831c4e03 Arvel")]
    SplitName { report: String, name: String },
    /// One report draws on another: copy, rewrite, quotes, shared-source; or none
    #[command(
        after_help = "Example: variorum desk correct mydesk derivation 0aef3c10d2b7 589a831c4e03 rewrite"
    )]
    Derivation { from: String, to: String, how: String },
    /// A private note on a report
    #[command(
        after_help = "Example: variorum desk correct mydesk note 589a831c4e03 'asked the outlet on Monday'"
    )]
    Note { report: String, text: String },
    /// A correction as JSON, as `corrections export` writes it
    #[command(after_help = "Example: variorum desk correct mydesk json \"$(head -1 corrections.jsonl)\"")]
    Json { body: String },
}

/// `variorum desk status`.
#[derive(Debug, Args)]
#[command(after_help = "Example: variorum desk status mydesk --largest")]
pub struct Status {
    /// The folder
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    /// How many stories to list
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// List the largest first, not what changed last
    #[arg(long)]
    pub largest: bool,
    /// Print JSON Lines: the numbers first, then one story a line
    #[arg(long)]
    pub json: bool,
}

/// `variorum desk rebuild`.
#[derive(Debug, Args)]
#[command(after_help = "Example: variorum desk rebuild mydesk --stale")]
pub struct Rebuild {
    /// The folder
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    /// Only make the accounts of stories that changed since they were last made
    #[arg(long)]
    pub stale: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub model: Model,
}

/// `variorum desk story`.
#[derive(Debug, Args)]
#[command(after_help = "Example: variorum desk story mydesk 12 --html story.html")]
pub struct Story {
    /// The folder
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    /// The number of the story, as `variorum desk status` shows it
    #[arg(value_name = "STORY")]
    pub story: i64,
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
}

/// How the network is asked.
#[derive(Debug, Args)]
pub struct Network {
    /// How a site reaches you: an address of mail or of a page, told with every request
    #[arg(long, value_name = "ADDRESS")]
    pub contact: Option<String>,
    /// Seconds between two fetches from one host
    #[arg(long, default_value_t = 2, value_name = "SECONDS")]
    pub interval: u64,
    /// Also fetch from this machine's own addresses, such as those of a program that makes feeds
    #[arg(long)]
    pub loopback: bool,
}

/// `variorum desk watch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: variorum desk watch mydesk https://radioaldra.example/feed.xml --contact desk@example.org"
)]
pub struct Watch {
    /// The folder
    #[arg(value_name = "DIR")]
    pub desk: PathBuf,
    /// Feeds and sitemaps to follow from now on, beside those that are followed already
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Look at each once, and end
    #[arg(long)]
    pub once: bool,
    /// Print JSON Lines: one object for each thing that was added or left out
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub network: Network,
    #[command(flatten)]
    pub model: Model,
}

/// `variorum ingest`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: variorum ingest --desk mydesk reports/\n\nExit codes: 0 done, 1 done with something left out, 2 failed; what was told as added stays."
)]
pub struct Ingest {
    /// Files and folders as `collate` takes them, feeds, web archives (WARC, WACZ), - for standard input; addresses of
    /// pages, feeds and sitemaps (http, https) are fetched
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    #[command(flatten)]
    pub network: Network,
    /// The desk
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub desk: PathBuf,
    /// Print JSON Lines: one object for each thing that was added or left out
    #[arg(long)]
    pub json: bool,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub model: Model,
}
