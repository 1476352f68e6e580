//! Who is let in.

use super::common::{pipeline, serve};
use variorum_web::{Limits, Options, Server};

const TOKEN: &str = "0123456789abcdef";

#[test]
fn without_the_token_nothing_is_readable() {
    let Some(server) = serve("token", |options| options.token = Some(TOKEN.to_owned())) else { return };
    let bearer = format!("authorization: Bearer {TOKEN}");
    let document = server.get("/openapi.json", &[&bearer]);
    let document: serde_json::Value = serde_json::from_slice(&document.body).expect("JSON");
    let described = document["paths"].as_object().expect("paths").keys().map(String::as_str);
    for path in described.chain(["/", "/api", "/openapi.json", "/schema.json", "/.json", "/nowhere"]) {
        let filled = path.replace("{story}", "1").replace("{capture}", "00000000").replace("{number}", "1");
        let answer = server.get(&filled, &[]);
        assert_eq!(answer.status, 401, "{path}: {}", answer.text());
        assert!(!answer.text().contains("Dunmarsh"), "{path}");
        assert_eq!(server.ask("POST", &filled, &[], b"").status, 401, "{path}");
    }
    assert_eq!(server.get("/stories", &[&bearer]).status, 200);
    let way = server.page("/stories/1?x");
    assert_eq!((way.status, way.field("location")), (303, Some("/login?next=%2Fstories%2F1%3Fx")));
    let login = server.form("/login", &[("token", TOKEN), ("next", "/stories/1")]);
    assert_eq!((login.status, login.field("location")), (303, Some("/stories/1")));
    let cookie = login.field("set-cookie").expect("a cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite") && !cookie.contains(TOKEN),
        "{cookie}"
    );
    let cookie = format!("cookie: {}", cookie.split(';').next().expect("its value"));
    assert_eq!(server.get("/stories/1", &[&cookie, "accept: text/html"]).status, 200);
    let evil = server.form("/login", &[("token", TOKEN), ("next", "https://evil.example/")]);
    assert_eq!(evil.field("location"), Some("/"));
}

#[test]
fn wrong_tokens_are_slowed() {
    let Some(server) = serve("guess", |options| options.token = Some(TOKEN.to_owned())) else { return };
    let statuses: Vec<u16> = (0..12)
        .map(|guess| server.get("/stories", &[&format!("authorization: Bearer {guess}")]).status)
        .collect();
    assert_eq!(statuses[0], 401);
    assert!(statuses.contains(&429), "{statuses:?}");
    let barred = server.get("/stories", &[&format!("authorization: Bearer {TOKEN}")]);
    assert_eq!(barred.status, 429, "the right one too, so that nobody learns that it is");
    assert!(barred.field("retry-after").is_some());
}

#[test]
fn others_reach_it_only_with_a_token_that_can_not_be_guessed() {
    let Some(pipeline) = pipeline() else { return };
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    for (address, name, token, told) in [
        ("0.0.0.0:0", None, None, "VARIORUM_TOKEN"),
        ("0.0.0.0:0", None, Some("secret"), "openssl rand"),
        ("127.0.0.1:0", Some("desk.example"), None, "desk.example"),
    ] {
        let options = Options {
            desk: std::env::temp_dir(),
            address: address.parse().expect("an address"),
            token: token.map(str::to_owned),
            names: name.map(str::to_owned).into_iter().collect(),
            limits: Limits::default(),
        };
        let refused = runtime.block_on(Server::bind(options, pipeline.clone())).err().expect("it is refused");
        assert!(refused.to_string().contains(told), "{refused}");
    }
}

#[test]
fn other_names_and_other_sites_are_refused() {
    let named = |options: &mut Options| {
        options.names = vec!["desk.example".to_owned()];
        options.token = Some(TOKEN.to_owned());
    };
    let Some(server) = serve("origin", named) else { return };
    let bearer = format!("authorization: Bearer {TOKEN}");
    for (host, status) in [("evil.example", 421), ("desk.example", 200), ("localhost:7878", 200)] {
        assert_eq!(server.get("/stories", &[&bearer, &format!("host: {host}")]).status, status, "{host}");
    }
    let body = br#"{"author": "eve", "correction": {"kind": "note", "capture": "x", "text": "x"}}"#;
    for (field, status) in [
        ("origin: https://evil.example", 403),
        ("origin: null", 403),
        ("sec-fetch-site: cross-site", 403),
        // Let in, and then told that there is no such capture.
        ("sec-fetch-site: same-origin", 404),
    ] {
        let answer =
            server.ask("POST", "/corrections", &[&bearer, "content-type: application/json", field], body);
        assert_eq!(answer.status, status, "{field}: {}", answer.text());
    }
    let form = [bearer.as_str(), "content-type: application/x-www-form-urlencoded"];
    assert_eq!(
        server.ask("POST", "/corrections", &form, b"kind=note").status,
        403,
        "a form without an origin"
    );
    let read = server.get("/stories", &[&bearer, "sec-fetch-site: cross-site", "sec-fetch-mode: cors"]);
    assert_eq!(read.status, 403);
    assert_eq!(read.field("access-control-allow-origin"), None);
}
