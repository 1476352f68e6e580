//! A stop loses nothing that was acknowledged.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::common::serve;
use serde_json::json;
use variorum_desk::Desk;

#[test]
fn every_correction_that_was_answered_is_kept() {
    let Some(mut server) = serve("stop", |_| ()) else { return };
    let capture = server.json("/stories/1")["reports"][0]["sha256"].as_str().expect("a hash").to_owned();
    let answered = AtomicUsize::new(0);
    let (desk, address) = (server.desk.clone(), server.address);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (capture, answered) = (&capture, &answered);
            scope.spawn(move || {
                for number in 0.. {
                    let note = json!({"author": "Ana", "correction":
                        {"kind": "note", "capture": capture, "text": format!("{writer} {number}")}});
                    match post(address, &note.to_string()) {
                        Some(201) => answered.fetch_add(1, Ordering::SeqCst),
                        _ => return,
                    };
                }
            });
        }
        let started = Instant::now();
        while answered.load(Ordering::SeqCst) < 8 && started.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
        }
        server.stop();
    });
    let answered = answered.into_inner();
    let kept = Desk::open(&desk).expect("a desk").corrections().expect("listed").len();
    assert!(answered >= 8 && kept >= answered, "{answered} answered, {kept} kept");
}

/// The status of the answer; `None` where none came.
fn post(address: std::net::SocketAddr, body: &str) -> Option<u16> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    let head = format!(
        "POST /corrections HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}
