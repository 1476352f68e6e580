//! `serve`: readers over real HTTP while reports are added: errors, times, memory of the server, and whether the writer
//! gets its turn.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum_desk::arrival::Arrival;
use variorum_desk::{Desk, ingest};

use crate::desk::{arrivals, perturbed};
use crate::model;

/// `variorum-bench serve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Reports: a file or a folder, as `variorum ingest` takes them.
    path: PathBuf,
    /// The program whose `serve` is measured [default: `variorum` beside this program].
    #[arg(long)]
    program: Option<PathBuf>,
    /// Readers at a time.
    #[arg(long, default_value_t = 64)]
    readers: usize,
    /// How long they read.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// How long each waits after an answer, in milliseconds.
    #[arg(long, default_value_t = 100)]
    think: u64,
    /// Reports that the desk holds at the start.
    #[arg(long, default_value_t = 300)]
    held: usize,
}

/// Reports that are added at a time.
const BATCH: usize = 50;
/// How often the server's memory is read, and a person corrects.
const EVERY: Duration = Duration::from_secs(2);
const QUERIES: [&str; 4] = ["police", "%22two%20people%22", "killed%20number:%3E10", "source:spokesman"];

/// Runs the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("variorum"),
    };
    let folder = std::env::temp_dir().join(format!("variorum-bench-serve-{}", std::process::id()));
    let given = arrivals(&arguments.path, arguments.held.max(BATCH), None)?;
    let measured = measure(&folder, &program, &given, arguments);
    // Whatever came of it, nothing is left behind.
    let removed = std::fs::remove_dir_all(&folder);
    println!("{}", measured?);
    removed.with_context(|| folder.display().to_string())
}

fn measure(folder: &Path, program: &Path, given: &[Arrival], arguments: &Arguments) -> anyhow::Result<Value> {
    let pipeline = model::load()?;
    let mut desk = Desk::init(folder)?;
    let turn = desk.turn()?;
    ingest::ingest(&mut desk, &turn, &pipeline, given.iter().cloned().map(Ok), |_| ())?;
    desk.settle_stories(&pipeline, |_| ())?;
    let stories: Vec<i64> =
        desk.stories(variorum_desk::story::Order::Size, 200, 0)?.into_iter().map(|story| story.id).collect();
    let capture =
        desk.captures_of(stories[0])?.into_iter().next().context("the largest story has a report")?;
    let mut server = Server::start(program, folder)?;
    let address = server.address.clone();
    let over = AtomicBool::new(false);
    let begun = Instant::now();
    let measured = std::thread::scope(|scope| -> anyhow::Result<_> {
        let readers: Vec<_> = (0..arguments.readers)
            .map(|number| {
                let (address, stories, over) = (&address, &stories, &over);
                let think = Duration::from_millis(arguments.think);
                scope.spawn(move || Reader::new(address, number).read(stories, think, over))
            })
            .collect();
        let person = {
            let (address, capture, over) = (&address, &capture, &over);
            scope.spawn(move || correct(address, capture, over))
        };
        let pid = server.child.id();
        let memory = {
            let over = &over;
            scope.spawn(move || watch_memory(pid, over))
        };
        let mut added = Vec::new();
        let mut round = 1;
        while begun.elapsed().as_secs() < arguments.seconds {
            for batch in given.chunks(BATCH) {
                if begun.elapsed().as_secs() >= arguments.seconds {
                    break;
                }
                let more = batch.iter().map(|arrival| Ok(perturbed(arrival, round)));
                let tally = ingest::ingest(&mut desk, &turn, &pipeline, more, |_| ())?;
                desk.settle_stories(&pipeline, |_| ())?;
                added.push((begun.elapsed().as_secs_f64(), tally.added));
            }
            round += 1;
        }
        over.store(true, Ordering::Relaxed);
        let read: Vec<Seen> = readers.into_iter().filter_map(|reader| reader.join().ok()).collect();
        Ok((read, person.join().unwrap_or_default(), memory.join().unwrap_or_default(), added))
    });
    let (read, corrections, memory, added) = measured?;
    server.stop()?;
    let kept = desk.corrections()?.len();
    Ok(summary(&read, &corrections, kept, &memory, &added, arguments))
}

fn summary(
    read: &[Seen],
    corrections: &Corrections,
    kept: usize,
    memory: &[f64],
    added: &[(f64, usize)],
    arguments: &Arguments,
) -> Value {
    let mut times: Vec<f64> = read.iter().flat_map(|read| &read.times).copied().collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or(0.0);
    let errors: Vec<&String> = read.iter().flat_map(|read| &read.errors).chain(&corrections.errors).collect();
    let half = arguments.seconds as f64 / 2.0;
    let rate = |late: bool| {
        let batches = added.iter().filter(|(at, _)| (*at > half) == late);
        batches.map(|(_, count)| count).sum::<usize>() as f64 / half
    };
    let third = memory.len() / 3;
    let peak = |part: &[f64]| part.iter().fold(0.0, |a: f64, b| a.max(*b)).round();
    json!({
        "readers": read.len(), "seconds": arguments.seconds, "think_ms": arguments.think,
        "requests": times.len(), "per_s": times.len() as f64 / arguments.seconds as f64,
        "errors": errors.len(), "first_errors": errors.iter().take(5).collect::<Vec<_>>(),
        "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": times.last().copied().unwrap_or(0.0),
        "added_per_s": [rate(false), rate(true)],
        "corrections": corrections.answered, "corrections_kept": kept, "correction_max_ms": corrections.slowest,
        "memory_mb": {"first_third": peak(&memory[..third]), "middle_third": peak(&memory[third..2 * third]),
                      "last_third": peak(&memory[2 * third..])},
    })
}

/// A running `variorum serve`.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(program: &Path, desk: &Path) -> anyhow::Result<Server> {
        let mut child = Command::new(program)
            .args(["serve", "--json", "--address", "127.0.0.1:0"])
            .arg(desk)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{}: build it first, or name it with --program", program.display()))?;
        let mut line = String::new();
        let told = child.stdout.take().context("it tells where it listens")?;
        BufReader::new(told).read_line(&mut line)?;
        let told: Value = serde_json::from_str(&line).context("it tells where it listens")?;
        let address = told["address"].as_str().unwrap_or_default();
        let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Server { child, address })
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

/// What a reader saw.
#[derive(Default)]
struct Seen {
    /// Milliseconds of each answer.
    times: Vec<f64>,
    errors: Vec<String>,
}

/// A reader with a connection that it keeps.
struct Reader<'a> {
    address: &'a str,
    stream: Option<BufReader<TcpStream>>,
    dice: u64,
}

impl<'a> Reader<'a> {
    fn new(address: &'a str, number: usize) -> Reader<'a> {
        Reader { address, stream: None, dice: number as u64 + 1 }
    }

    fn read(mut self, stories: &[i64], think: Duration, over: &AtomicBool) -> Seen {
        let mut read = Seen::default();
        while !over.load(Ordering::Relaxed) {
            let path = self.choose(stories);
            let begun = Instant::now();
            match self.ask(&path) {
                Ok(200) => read.times.push(1000.0 * begun.elapsed().as_secs_f64()),
                Ok(status) => read.errors.push(format!("{path}: {status}")),
                Err(error) => {
                    self.stream = None;
                    read.errors.push(format!("{path}: {error:#}"));
                }
            }
            std::thread::sleep(think);
        }
        read
    }

    /// Mostly pages of stories, as people read.
    fn choose(&mut self, stories: &[i64]) -> String {
        // Multiplier and increment of Knuth's MMIX generator.
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let dice = (self.dice >> 33) as usize;
        let story = stories[dice / 10 % stories.len()];
        match dice % 10 {
            0 => "/".to_owned(),
            1 => "/stories.json?order=size".to_owned(),
            2 | 3 => format!("/search?q={}", QUERIES[dice / 10 % QUERIES.len()]),
            4 | 5 => format!("/stories/{story}.json"),
            _ => format!("/stories/{story}"),
        }
    }

    fn ask(&mut self, path: &str) -> anyhow::Result<u16> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(connect(self.address)?),
        };
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\r\n");
        stream.get_mut().write_all(head.as_bytes())?;
        answer(stream)
    }
}

fn connect(address: &str) -> anyhow::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(BufReader::new(stream))
}

/// Reads an answer to its end; gives its status.
fn answer(stream: &mut BufReader<TcpStream>) -> anyhow::Result<u16> {
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if line.starts_with("http/1.1 ") {
            status = line[9..12].parse()?;
        } else if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse()?;
        }
    }
    std::io::copy(&mut stream.take(length), &mut std::io::sink())?;
    Ok(status)
}

/// What came of the corrections of one person.
#[derive(Default)]
struct Corrections {
    answered: usize,
    slowest: f64,
    errors: Vec<String>,
}

/// Corrects again and again: what was answered must be kept.
fn correct(address: &str, capture: &str, over: &AtomicBool) -> Corrections {
    let mut corrections = Corrections::default();
    while !over.load(Ordering::Relaxed) {
        let text = format!("note {}", corrections.answered);
        let body =
            json!({"author": "reader", "correction": {"kind": "note", "capture": capture, "text": text}});
        let begun = Instant::now();
        match post(address, &body.to_string()) {
            Ok(201) => corrections.answered += 1,
            Ok(status) => corrections.errors.push(format!("correction: {status}")),
            Err(error) => corrections.errors.push(format!("correction: {error:#}")),
        }
        corrections.slowest = corrections.slowest.max(1000.0 * begun.elapsed().as_secs_f64());
        std::thread::sleep(EVERY);
    }
    corrections
}

fn post(address: &str, body: &str) -> anyhow::Result<u16> {
    let mut stream = connect(address)?;
    let head = format!(
        "POST /corrections HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.get_mut().write_all(head.as_bytes())?;
    answer(&mut stream)
}

/// Megabytes that the process holds, every few seconds, where the system tells it.
fn watch_memory(pid: u32, over: &AtomicBool) -> Vec<f64> {
    let mut held = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        held.extend(kilobytes.map(|kilobytes| kilobytes * 1024.0 / 1e6));
        std::thread::sleep(EVERY);
    }
    held
}
