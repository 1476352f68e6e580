//! Feeds are followed politely: they are asked whether they changed, and left alone for longer each time they fail.

use std::net::TcpStream;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use variorum_desk::Desk;
use variorum_desk::fetch::{Fetcher, Policy};
use variorum_desk::web::Followed;

use super::common::{Folder, pipeline};
use super::server::{Server, reply};

fn site(path: &str, head: &str, stream: &mut TcpStream) -> std::io::Result<()> {
    match path {
        "/feed.xml" if head.contains("if-none-match: \"a\"") => reply(stream, "304 Not Modified", b""),
        "/feed.xml" => reply(
            stream,
            "200 OK\r\nETag: \"a\"",
            b"<rss version='2.0'><channel><title>Radio Aldra</title><item><title>Wall</title><link>/wall</link>\
              </item></channel></rss>",
        ),
        "/changed.xml" => reply(
            stream,
            "200 OK",
            b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Radio Aldra</title><entry><title>Wall</title>\
              <link href='/wall'/><updated>2026-03-02T12:00:00Z</updated></entry></feed>",
        ),
        "/wall" => reply(
            stream,
            "200 OK\r\nContent-Type: text/html",
            b"<html><title>Wall breaks</title><article><p>The wall above Dunmarsh gave way at dawn and water ran \
              through the lower town, Ida Falk, the mayor, said on Monday.</p></article></html>",
        ),
        "/down.xml" => reply(stream, "503 Service Unavailable", b""),
        _ => reply(stream, "404 Not Found", b""),
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(Policy { permit_loopback: true, interval: Duration::ZERO, ..Policy::default() })
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn only(desk: &Desk) -> Followed {
    desk.followed().expect("listed").remove(0)
}

#[test]
fn a_feed_is_asked_whether_it_changed_once_all_of_its_pages_are_held() {
    let Some(pipeline) = pipeline() else { return };
    let server = Server::start(site);
    let folder = Folder::new("watch");
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    desk.follow(&format!("{}/feed.xml", server.address)).expect("followed");
    let now = moment("2026-03-02T10:00:00Z");
    let wall = format!("{}/wall", server.address);
    // Whoever was stopped before the page was fetched finds it again.
    for _ in 0..2 {
        let (wanted, notes) = desk.look(&only(&desk), &mut fetcher(), now).expect("looked");
        assert_eq!((wanted, notes.len()), (vec![wall.clone()], 0));
    }
    let turn = desk.turn().expect("the turn");
    let arrivals = variorum_desk::web::arrivals(vec![wall], fetcher(), now);
    let tally = variorum_desk::ingest::ingest(&mut desk, &turn, pipeline, arrivals, |_| ()).expect("added");
    assert_eq!(tally.added, 1);
    for _ in 0..2 {
        let (wanted, notes) = desk.look(&only(&desk), &mut fetcher(), now).expect("looked");
        assert_eq!((wanted, notes.len()), (Vec::new(), 0));
    }
    let asked = server.asked();
    assert!(asked.last().is_some_and(|head| head.contains("if-none-match: \"a\"")), "{asked:?}");
    assert_eq!(server.count("/wall"), 1);

    // Another feed tells that the page was changed at noon.
    desk.follow(&format!("{}/changed.xml", server.address)).expect("followed");
    let (wanted, _) = desk.look(&only(&desk), &mut fetcher(), now).expect("looked");
    assert_eq!(wanted.len(), 1, "it was received at ten");
}

#[test]
fn a_feed_that_fails_is_left_alone_for_longer_each_time_and_for_a_day_at_most() {
    let server = Server::start(site);
    let folder = Folder::new("backoff");
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    desk.follow(&format!("{}/down.xml", server.address)).expect("followed");
    let now = moment("2026-03-02T10:00:00Z");
    assert!(only(&desk).is_due(now));
    for minutes in [30, 60, 120, 240, 480, 960, 1440, 1440] {
        let (wanted, notes) = desk.look(&only(&desk), &mut fetcher(), now).expect("looked");
        assert!(wanted.is_empty() && notes[0].message.contains("503"), "{notes:?}");
        let feed = only(&desk);
        let due = now + SignedDuration::from_mins(minutes);
        assert_eq!(feed.next, Some(due));
        assert!(!feed.is_due(due - SignedDuration::from_secs(1)) && feed.is_due(due));
    }
    // A clock that ran ten years ahead, and was put right.
    desk.look(&only(&desk), &mut fetcher(), moment("2036-03-02T10:00:00Z")).expect("looked");
    assert!(only(&desk).is_due(now));
    assert_eq!(desk.check().expect("checked").damage, []);
}
