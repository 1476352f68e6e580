//! Fetching refuses what it must: each danger has a test of its own, against a server on this machine.

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use variorum_desk::fetch::{Fetched, Fetcher, Policy, Validators};

use super::server::{Server, reply};

fn fetch(server: &Server, path: &str) -> Result<Fetched, String> {
    fetcher().fetch(&format!("{}{path}", server.address), &Validators::default()).map_err(|note| note.message)
}

fn policy() -> Policy {
    Policy {
        permit_loopback: true,
        interval: Duration::ZERO,
        max_bytes: 100_000,
        deadline: Duration::from_secs(2),
        ..Policy::default()
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(policy())
}

fn site(path: &str, head: &str, stream: &mut TcpStream) -> std::io::Result<()> {
    match path {
        "/robots.txt" => reply(stream, "200 OK", b"User-agent: *\nDisallow: /closed"),
        "/page" if head.contains("if-none-match: \"v1\"") => reply(stream, "304 Not Modified", b""),
        "/page" => {
            reply(stream, "200 OK\r\nETag: \"v1\"\r\nContent-Type: text/html; charset=utf-8", b"<p>Rain.</p>")
        }
        "/away" => reply(stream, "302 Found\r\nLocation: /page", b""),
        "/round" => reply(stream, "302 Found\r\nLocation: /round", b""),
        "/inside" => reply(stream, "302 Found\r\nLocation: http://169.254.169.254/latest/meta-data", b""),
        "/file" => reply(stream, "302 Found\r\nLocation: file:///etc/passwd", b""),
        "/large" => reply(stream, "200 OK", &vec![b'x'; 200_000]),
        "/bomb" => {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            packer.write_all(&vec![b' '; 10_000_000])?;
            reply(stream, "200 OK\r\nContent-Encoding: gzip", &packer.finish()?)
        }
        "/drip" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")?;
            for _ in 0..100 {
                stream.write_all(b"x")?;
                stream.flush()?;
                thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        _ => reply(stream, "404 Not Found", b""),
    }
}

#[test]
fn a_page_is_fetched_once_and_then_only_if_it_changed() {
    let server = Server::start(site);
    let mut fetcher = fetcher();
    let address = format!("{}/away", server.address);
    let first = fetcher.fetch(&address, &Validators::default()).expect("fetched");
    let Fetched::Body { url, bytes, content_type, validators } = first else { panic!("a body") };
    assert_eq!((url, bytes.as_slice()), (format!("{}/page", server.address), b"<p>Rain.</p>".as_slice()));
    assert_eq!((content_type.as_str(), validators.etag.as_deref()), ("text/html", Some("\"v1\"")));
    let again = fetcher.fetch(&format!("{}/page", server.address), &validators).expect("asked");
    assert_eq!(again, Fetched::Unchanged);
    let asked = server.asked();
    assert_eq!(server.count("/robots.txt"), 1, "{asked:?}");
    assert!(asked.iter().all(|head| head.contains("user-agent: variorum/")), "{asked:?}");
}

#[test]
fn what_must_not_be_fetched_is_refused_and_says_why() {
    let server = Server::start(site);
    let cases = [
        ("/closed/x", "asks robots not to fetch it"),
        ("/round", "more than 5 redirects"),
        ("/inside", "not on the public network"),
        ("/file", "only http and https"),
        ("/large", "larger than 100000 bytes"),
        ("/bomb", "larger than 100000 bytes when unpacked"),
        ("/nothing", "answers 404"),
    ];
    for (path, why) in cases {
        let told = fetch(&server, path).expect_err(path);
        assert!(told.contains(why), "{path}: {told}");
    }
    assert!(!server.asked().iter().any(|head| head.starts_with("get /closed")), "it was not even asked for");
}

#[test]
fn a_slow_drip_ends_at_the_deadline() {
    let server = Server::start(site);
    let begun = Instant::now();
    let told = fetch(&server, "/drip").expect_err("too slow");
    assert!(told.contains("longer than 2 seconds"), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn addresses_that_are_not_public_are_refused_by_number_and_by_name() {
    let server = Server::start(site);
    let port = server.address.rsplit(':').next().expect("a port").to_owned();
    let mut strict = Fetcher::new(Policy { permit_loopback: false, ..policy() });
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "10.0.0.1"]
    {
        let told =
            strict.fetch(&format!("http://{host}:{port}/page"), &Validators::default()).expect_err(host);
        assert!(told.message.contains("not on the public network"), "{told:?}");
    }
    assert_eq!(server.asked(), Vec::<String>::new(), "nobody connected");
    for address in ["ftp://example.org/x", "file:///etc/passwd", "gopher://example.org", "nothing"] {
        strict.fetch(address, &Validators::default()).expect_err(address);
    }
}

#[test]
fn a_host_is_not_asked_more_often_than_the_policy_says() {
    let server = Server::start(site);
    let mut fetcher = Fetcher::new(Policy { interval: Duration::from_millis(300), ..policy() });
    let begun = Instant::now();
    for _ in 0..3 {
        fetcher.fetch(&format!("{}/page", server.address), &Validators::default()).expect("fetched");
    }
    assert!(begun.elapsed() >= Duration::from_millis(600), "{:?}", begun.elapsed());
}
