//! A desk of our own invention, a server for it, and a plain client.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::oneshot;
use variorum_desk::{Desk, ingest, input};
use variorum_spacy::Pipeline;
use variorum_web::{Limits, Options, Server};

/// The pipeline that the program embeds; `None` where the model was not fetched, and then the test says so.
pub fn pipeline() -> Option<Arc<Pipeline>> {
    static LOADED: OnceLock<Option<Arc<Pipeline>>> = OnceLock::new();
    let loaded = LOADED.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/en_core_web_sm-3.8.0.zip");
        let bytes = fs::read(path).ok()?;
        Some(Arc::new(Pipeline::from_archive(bytes).expect("the fetched model is whole")))
    });
    if loaded.is_none() {
        println!("skipped: no model; run `make model` first");
    }
    loaded.clone()
}

/// A folder of its own, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("variorum-web-{}-{number}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder is made");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running server with a desk of its own.
pub struct Running {
    pub address: SocketAddr,
    pub desk: PathBuf,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _folder: Folder,
}

/// A server that has the sample story; `None` where there is no model.
pub fn serve(name: &str, change: impl FnOnce(&mut Options)) -> Option<Running> {
    let pipeline = pipeline()?;
    let folder = Folder::new(name);
    let desk = folder.0.join("desk");
    copy(sample_desk(&pipeline), &desk);
    let mut options = Options {
        desk: desk.clone(),
        address: "127.0.0.1:0".parse().expect("an address"),
        token: None,
        names: Vec::new(),
        limits: Limits::default(),
    };
    change(&mut options);
    let (stop, stopped) = oneshot::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads");
        runtime.block_on(async {
            let server = Server::bind(options, pipeline).await.expect("it listens");
            tell.send(server.address()).expect("the test waits");
            server.run(async { drop(stopped.await) }).await;
        });
    });
    let address = told.recv().expect("it listens");
    Some(Running { address, desk, stop: Some(stop), thread: Some(thread), _folder: folder })
}

impl Running {
    /// Stops it and waits until it ended.
    pub fn stop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it ends well");
        }
    }

    /// Asks for JSON.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path, &["accept: application/json"]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// Asks for a page.
    pub fn page(&self, path: &str) -> Answer {
        self.get(path, &["accept: text/html"])
    }

    /// Asks with `GET`.
    pub fn get(&self, path: &str, fields: &[&str]) -> Answer {
        self.ask("GET", path, fields, b"")
    }

    /// Sends JSON.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, &["content-type: application/json"], body.to_string().as_bytes())
    }

    /// Sends a form as one of the server's own pages does.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let origin = format!("origin: http://{}", self.address);
        let fields = ["content-type: application/x-www-form-urlencoded", &origin, "accept: text/html"];
        self.ask("POST", path, &fields, body.finish().as_bytes())
    }

    /// Asks; the host is the server's own unless a field names another.
    pub fn ask(&self, method: &str, path: &str, fields: &[&str], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !fields.iter().any(|field| field.starts_with("host:")) {
            head += &format!("host: {}\r\n", self.address);
        }
        fields.iter().for_each(|field| head += &format!("{field}\r\n"));
        if !body.is_empty() || method == "POST" {
            head += &format!("content-length: {}\r\n", body.len());
        }
        let mut stream = self.connect();
        let sent = [head.as_bytes(), b"\r\n", body].concat();
        // Who is refused early may not take all of it.
        let _ = stream.write_all(&sent);
        Answer::read(&mut stream)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a limit is set");
        stream
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A test that failed already tells why.
            let _ = thread.join();
        }
    }
}

/// An answer, read to the end of the connection.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn read(stream: &mut TcpStream) -> Answer {
        let mut bytes = Vec::new();
        // A connection that was broken off has told what it had to tell.
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |end| end + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = bytes[end..].to_vec();
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Answer { status, head, body: if chunked { unchunked(&body) } else { body } }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        let own = |line: &&str| line.split(':').next().is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.head.lines().skip(1).find(own)?.split_once(':').map(|(_, value)| value.trim())
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size =
            std::str::from_utf8(&rest[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let (Some(size), start) = (size, end + 2) else { break };
        body.extend_from_slice(rest.get(start..start + size).unwrap_or_default());
        rest = rest.get(start + size + 2..).unwrap_or_default();
    }
    body
}

/// The folder of a desk that holds the story that the program ships, made once.
fn sample_desk(pipeline: &Pipeline) -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-desk");
        // One that an earlier run left behind.
        let _ = fs::remove_dir_all(&folder);
        let mut desk = Desk::init(&folder).expect("a desk");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/dunmarsh");
        let turn = desk.turn().expect("the turn");
        let arrivals = input::arrivals(&[sample], Timestamp::UNIX_EPOCH);
        ingest::ingest(&mut desk, &turn, pipeline, arrivals, |_| ()).expect("it is added");
        desk.settle_stories(pipeline, |_| ()).expect("accounts are made");
        desk.settle().expect("it is sealed");
        folder
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder is made");
    for entry in fs::read_dir(from).expect("listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
