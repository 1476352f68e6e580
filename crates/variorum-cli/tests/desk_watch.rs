//! `desk watch` and `ingest` against a server on this machine, from the command line to the report in its story.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Output};

#[path = "../../variorum-desk/tests/desk/server.rs"]
mod server;

use server::{Server, reply};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("variorum-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn desk(&self) -> String {
        let desk = self.0.join("desk").to_string_lossy().into_owned();
        assert!(variorum(&["desk", "init", &desk]).status.success());
        desk
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn variorum(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).output().expect("the program runs")
}

/// Runs a command that asks the network; `None`, said aloud, where the program was built without the model.
fn told(arguments: &[&str]) -> Option<(i32, Vec<serde_json::Value>)> {
    let network = ["--json", "--loopback", "--interval", "0", "--contact", "desk@example.org"];
    let output = variorum(&[arguments, &network].concat());
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("holds no model") {
        println!("skipped: no model; run `make model` first");
        return None;
    }
    assert!(!errors.contains("panicked"), "{errors}");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let events = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    Some((output.status.code().expect("it ended by itself"), events))
}

/// Event and origin of each, the origin without the address of the server.
fn short(events: &[serde_json::Value], server: &Server) -> Vec<String> {
    let mut short: Vec<String> = events
        .iter()
        .map(|event| {
            let what = event["origin"].as_str().or(event["message"].as_str()).unwrap_or_default();
            format!("{} {}", event["event"].as_str().unwrap_or_default(), what.replace(&server.address, ""))
        })
        .collect();
    short.sort();
    short
}

fn page(stream: &mut TcpStream, title: &str, text: &str) -> std::io::Result<()> {
    let html = format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text} The wall of the reservoir \
         above Dunmarsh gave way at dawn on Monday, and water ran through the lower town.</p></article></body></html>"
    );
    reply(stream, "200 OK\r\nContent-Type: text/html; charset=utf-8", html.as_bytes())
}

fn site(path: &str, head: &str, stream: &mut TcpStream) -> std::io::Result<()> {
    match path {
        "/robots.txt" => reply(stream, "200 OK", b"User-agent: *\nDisallow: /closed\n"),
        "/feed.xml" if head.contains("if-none-match: \"1\"") => reply(stream, "304 Not Modified", b""),
        "/feed.xml" => reply(
            stream,
            "200 OK\r\nETag: \"1\"",
            b"<rss version='2.0'><channel><title>Radio Aldra</title><item><title>Wall</title><link>/wall</link></item>\
              <item><title>Pumps</title><link>/pumps</link></item></channel></rss>",
        ),
        "/index.xml" => {
            let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().trim();
            let map = format!("<sitemapindex><sitemap><loc>http://{host}/news.xml</loc></sitemap></sitemapindex>");
            reply(stream, "200 OK", map.as_bytes())
        }
        "/news.xml" => {
            let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().trim();
            let page = |path: &str| format!("<url><loc>http://{host}{path}</loc><n:news><n:title>x</n:title></n:news></url>");
            let map = format!(
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
                 xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{}{}{}</urlset>",
                page("/wall"),
                page("/closed/letter"),
                page("/school")
            );
            reply(stream, "200 OK", map.as_bytes())
        }
        "/wall" => page(stream, "Wall breaks above Dunmarsh", "Twelve people were killed, Mayor Ida Falk said."),
        "/pumps" => page(stream, "Pumps sent to Dunmarsh", "Governor Ilse Haverkamp sent pumps and boats."),
        "/school" => page(stream, "School takes in families", "A school on the hill took in ninety families."),
        _ => reply(stream, "404 Not Found", b""),
    }
}

#[test]
fn a_watch_fetches_what_is_new_and_asks_no_more_than_it_must() {
    let server = Server::start(site);
    let folder = Folder::new("watch");
    let desk = folder.desk();
    let feed = format!("{}/feed.xml", server.address);
    let Some((code, events)) = told(&["desk", "watch", &desk, &feed, "--once"]) else { return };
    assert_eq!(
        (code, short(&events, &server)),
        (0, vec!["added /pumps".to_owned(), "added /wall".to_owned()])
    );
    assert_eq!(server.count("/robots.txt"), 1, "a site is asked once a run");
    assert!(server.asked().iter().all(|head| head.contains("(+desk@example.org)")), "{:?}", server.asked());

    // The feed is followed from now on. It is asked for once more, now that its pages are held, and then only whether
    // it changed.
    for _ in 0..2 {
        let (code, events) = told(&["desk", "watch", &desk, "--once"]).expect("it has a model");
        assert_eq!((code, events.len()), (0, 0));
    }
    assert_eq!((server.count("/feed.xml"), server.count("/wall"), server.count("/pumps")), (3, 1, 1));
    assert!(server.asked().last().is_some_and(|head| head.contains("if-none-match: \"1\"")));
}

#[test]
fn addresses_bring_their_pages_and_news_sitemaps_lead_to_theirs() {
    let server = Server::start(site);
    let folder = Folder::new("ingest-url");
    let desk = folder.desk();
    let wall = format!("{}/wall", server.address);
    let Some((code, events)) = told(&["ingest", "--desk", &desk, &wall]) else { return };
    assert_eq!((code, short(&events, &server)), (0, vec!["added /wall".to_owned()]));

    let index = format!("{}/index.xml", server.address);
    let (code, events) = told(&["ingest", "--desk", &desk, &index]).expect("it has a model");
    let host = server.address.trim_start_matches("http://");
    let expected = [
        "added /school".to_owned(),
        "known /wall".to_owned(),
        format!("noted /closed/letter: {host} asks robots not to fetch it"),
    ];
    assert_eq!((code, short(&events, &server)), (1, expected.to_vec()));
    assert_eq!(server.count("/closed/letter"), 0);

    // Without leave, this machine is not asked.
    let refused = variorum(&["ingest", "--desk", &desk, &wall]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && told.contains("not on the public network"), "{told}");
}

#[test]
fn versions_are_printed_as_their_schema_says() {
    let folder = Folder::new("versions");
    let desk = folder.desk();
    for (name, dead) in [("1.md", "Twelve"), ("2.md", "Nineteen")] {
        let text = format!(
            "---\nurl: https://radioaldra.example/wall\n---\n# Wall breaks\n\n{dead} people were killed, Mayor Ida Falk \
             said. A school on the hill took in families.\n"
        );
        let file = folder.0.join(name);
        std::fs::write(&file, text).expect("written");
        let output = variorum(&["ingest", "--desk", &desk, &file.to_string_lossy()]);
        if String::from_utf8_lossy(&output.stderr).contains("holds no model") {
            println!("skipped: no model; run `make model` first");
            return;
        }
    }
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = variorum(arguments);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("JSON: {output:?}"))
    };
    let found = json(&["search", "--desk", &desk, "--in", "reports", "--json", "nineteen"]);
    let capture = found["capture"].as_str().expect("a capture");
    let printed = json(&["desk", "versions", &desk, capture, "--json"]);
    assert_eq!(printed["schema"], "variorum.versions/1");
    let changes = &printed["versions"][1]["changes"];
    assert_eq!(changes.as_array().map(Vec::len), Some(1), "{printed}");
    assert_eq!(changes[0]["before"], "Twelve people were killed, Mayor Ida Falk said.");
    assert_eq!(changes[0]["after"], "Nineteen people were killed, Mayor Ida Falk said.");

    let schema = json(&["schema", "versions"]);
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    for (described, printed) in [
        (&schema["properties"], &printed),
        (&schema["$defs"]["Version"]["properties"], &printed["versions"][0]),
        (&schema["$defs"]["Edit"]["properties"], &changes[0]),
    ] {
        let (mut described, mut printed) = (keys(described), keys(printed));
        described.sort();
        printed.sort();
        assert_eq!(described, printed);
    }
}
