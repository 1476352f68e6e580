//! What a client may not do: send too much, take too long, hold what others need.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::common::{Answer, serve};

#[test]
fn too_much_is_refused_with_its_kind() {
    let Some(server) = serve("much", |_| ()) else { return };
    let long = "x".repeat(5000);
    assert_eq!(server.get(&format!("/search?q={long}"), &[]).status, 414);
    assert_eq!(server.get(&format!("/{long}"), &[]).status, 414);
    assert_eq!(server.get("/stories", &[&format!("x-long: {}", "x".repeat(40_000))]).status, 431);
    assert_eq!(server.get(&format!("/search?q={}", "%C3%BC".repeat(501)), &[]).status, 400);
    let large = vec![b'x'; 10 << 20];
    for (path, kind) in [
        ("/corrections", "content-type: application/json"),
        ("/corrections/1/undo", "content-type: application/json"),
    ] {
        let answer = server.ask("POST", path, &[kind], &large);
        assert_eq!(answer.status, 413, "{path}: {}", answer.head);
    }
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    assert_eq!(server.ask("POST", "/corrections", &["content-type: application/json"], &deep).status, 400);
    assert_eq!(server.get("/stories", &[]).status, 200);
}

#[test]
fn slow_clients_hold_nothing_that_others_need() {
    let started = Instant::now();
    let server = serve("slow", |options| {
        options.limits.head_time = Duration::from_secs(1);
        options.limits.body_time = Duration::from_secs(1);
        options.limits.stall_time = Duration::from_secs(1);
        options.limits.working = 2;
        options.limits.connections = 64;
    });
    let Some(server) = server else { return };
    // Half a head, half a body, and answers that nobody reads.
    let mut slow: Vec<_> = (0..20).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /stories HTTP/1.1\r\nhost: localhost\r\nx-a:").expect("sent");
    }
    let mut half: Vec<_> = (0..20).map(|_| server.connect()).collect();
    for stream in &mut half {
        let head = b"POST /corrections HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{";
        stream.write_all(head).expect("sent");
    }
    let mut deaf: Vec<_> = (0..20).map(|_| server.connect()).collect();
    for stream in &mut deaf {
        for _ in 0..40 {
            let asked = b"GET /stories/1 HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\r\n";
            // It may be given up while this is still sent.
            if stream.write_all(asked).is_err() {
                break;
            }
        }
    }
    assert_eq!(server.get("/stories", &[]).status, 200, "others are served meanwhile");
    assert_eq!(Answer::read(&mut half[0]).status, 408);
    let mut rest = Vec::new();
    slow[0].read_to_end(&mut rest).expect("it was closed");
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&rest));
    // All of them are gone: as many connections as are allowed at all can be had again.
    std::thread::sleep(Duration::from_secs(3));
    let fresh: Vec<_> = (0..60).map(|_| server.connect()).collect();
    assert_eq!(server.get("/stories", &[]).status, 200);
    assert!(started.elapsed() < Duration::from_secs(100), "{:?}", started.elapsed());
    drop((slow, deaf, fresh));
}
