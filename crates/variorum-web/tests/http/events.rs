//! What happens, as it happens.

use std::io::{BufRead, BufReader, Write};

use super::common::serve;
use serde_json::json;

#[test]
fn events_come_as_they_happen_and_after_the_last_that_was_seen() {
    let Some(server) = serve("events", |_| ()) else { return };
    let open = |fields: &str| {
        let mut stream = server.connect();
        let asked = format!("GET /events HTTP/1.1\r\nhost: localhost\r\n{fields}\r\n");
        stream.write_all(asked.as_bytes()).expect("sent");
        BufReader::new(stream).lines().map(|line| line.expect("it goes on"))
    };
    let mut lines = open("");
    assert!(lines.by_ref().any(|line| line == "content-type: text/event-stream"));
    lines.by_ref().find(|line| line.starts_with("retry:")).expect("it begins");
    let capture = server.json("/stories/1")["reports"][0]["sha256"].as_str().expect("a hash").to_owned();
    let note =
        json!({"author": "Ana", "correction": {"kind": "note", "capture": capture, "text": "ask again"}});
    assert_eq!(server.post("/corrections", &note).status, 201);
    assert!(lines.by_ref().any(|line| line == "event: correction"));
    let data = lines.by_ref().find(|line| line.starts_with("data: ")).expect("data");
    let change: serde_json::Value = serde_json::from_str(&data["data: ".len()..]).expect("JSON");
    assert_eq!((&change["kind"], &change["story"]), (&json!("correction"), &json!(1)));

    let before = change["id"].as_i64().expect("a number") - 1;
    let mut again = open(&format!("last-event-id: {before}\r\n"));
    assert!(
        again.by_ref().any(|line| line == format!("id: {}", before + 1)),
        "nothing is lost between two connections"
    );
    let listed = server.json(&format!("/changes?after={before}"));
    assert_eq!(listed["changes"][0], change);
}

#[test]
fn only_so_many_follow() {
    let Some(server) = serve("followers", |options| options.limits.followers = 2) else { return };
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("sent");
            let mut lines = BufReader::new(stream).lines();
            lines.by_ref().find(|line| line.as_ref().is_ok_and(|line| line.starts_with("retry:")));
            lines
        })
        .collect();
    let refused = server.get("/events", &[]);
    assert_eq!(refused.status, 503);
    assert!(refused.field("retry-after").is_some());
    drop(held);
}
