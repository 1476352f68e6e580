//! What is read: pages, and the same as JSON.

use super::common::serve;
use serde_json::Value;
use variorum_desk::Desk;

#[test]
fn a_page_and_its_json_tell_the_same() {
    let Some(server) = serve("pages", |_| ()) else { return };
    let stories = server.json("/stories");
    let title = stories["stories"][0]["title"].as_str().expect("a title").to_owned();
    assert_eq!(stories["stories"][0]["reports"], 8);
    assert_eq!(server.json("/.json"), stories, "an ending asks for JSON");
    assert_eq!(server.get("/stories", &[]).text(), stories.to_string(), "who asks for nothing gets JSON");
    let front = server.page("/").text();
    assert!(front.contains(&title) && front.contains(r#"href="/stories/1""#), "{front}");

    let account = Desk::open_to_read(&server.desk).expect("a desk").account(1).expect("read").expect("made");
    assert_eq!(server.get("/stories/1.json", &["accept: text/html"]).text(), account);
    let story = server.page("/stories/1").text();
    assert!(
        story.contains(&title) && story.contains(r#"id="derivations""#) && story.contains(r#"id="correct""#)
    );

    let found = server.json("/search?q=reservoir&in=claims");
    let hit = &found["claims"][0];
    assert!(found["reports"].as_array().is_some_and(Vec::is_empty), "only claims were asked for");
    let report = format!(
        "/reports/{}?start={}&end={}",
        hit["capture"].as_str().expect("a hash"),
        hit["start"],
        hit["end"]
    );
    let way = server.page(&report);
    assert_eq!(way.status, 303);
    let (page, fragment) = way.field("location").and_then(|place| place.split_once('#')).expect("a place");
    assert_eq!(page, "/stories/1");
    assert!(story.contains(&format!(r#"id="{fragment}""#)), "{fragment} stands in the page");
    let told = server.json(&report);
    let words: String =
        hit["snippet"].as_array().into_iter().flatten().filter_map(|piece| piece["text"].as_str()).collect();
    assert!(
        words.contains(told["words"].as_str().expect("words"))
            || told["words"].as_str().expect("words").contains(words.trim_matches('…'))
    );
    assert!(server.page("/search?q=reservoir").text().contains("<mark>reservoir</mark>"));

    let capture = hit["capture"].as_str().expect("a hash");
    let bytes = server.get(&format!("/reports/{capture}/bytes"), &[]);
    assert_eq!(variorum::capture::Capture::new("", bytes.body.clone()).sha256(), capture);
    assert!(bytes.field("content-disposition").is_some_and(|how| how.starts_with("attachment")));
    let csv = server.get("/stories/1/exports/csv", &[]);
    assert!(csv.text().starts_with("story,point,about,"), "{}", csv.head);
    let archive = server.get("/stories/1/exports/wacz", &[]);
    assert!(archive.body.starts_with(b"PK"), "{}", archive.head);
    assert!(archive.field("content-disposition").is_some_and(|how| how.contains("story-1.wacz")));
    let tables = server.get("/stories/1/exports/parquet", &[]);
    let names = String::from_utf8_lossy(&tables.body).into_owned();
    assert!(
        ["reports", "claims", "points", "derivations"]
            .iter()
            .all(|name| names.contains(&format!("{name}.parquet")))
    );
    assert!(tables.field("content-disposition").is_some_and(|how| how.contains("story-1-parquet.zip")));
    assert_eq!(server.json("/status")["stories"], 1);
    assert!(server.page("/api").text().contains("GET /stories/{story}"));
    let held = server.page("/stories/1");
    let tag = format!("if-none-match: {}", held.field("etag").expect("a tag"));
    assert_eq!(server.get("/stories/1", &["accept: text/html", &tag]).status, 304);
}

#[test]
fn no_page_has_anything_inline_and_every_answer_has_the_policy() {
    let Some(server) = serve("policy", |_| ()) else { return };
    for path in [
        "/",
        "/stories/1",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/corrections",
        "/api",
        "/login",
        "/nowhere",
        "/stories/99",
    ] {
        let answer = server.page(path);
        let policy = answer.field("content-security-policy").expect("a policy");
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.field("x-content-type-options"), Some("nosniff"), "{path}");
        let page = answer.text();
        for tag in ["<script", "<style", " style=", " onclick=", "javascript:"] {
            let inline: Vec<&str> = page
                .match_indices(tag)
                .map(|(at, _)| &page[at..(at + 40).min(page.len())])
                .filter(|found| !found.starts_with("<script src=\"/assets/"))
                .collect();
            assert!(inline.is_empty(), "{path}: {inline:?}");
        }
    }
    for asset in ["page.css", "page.js", "desk.css", "desk.js"] {
        assert_eq!(server.get(&format!("/assets/{asset}"), &[]).status, 200, "{asset}");
    }
}

#[test]
fn what_is_not_there_is_told_with_its_kind() {
    let Some(server) = serve("missing", |_| ()) else { return };
    for (method, path, status) in [
        ("GET", "/stories/99", 404),
        ("GET", "/stories/one", 404),
        ("GET", "/stories/-1", 404),
        ("GET", "/stories/99999999999999999999", 404),
        ("GET", "/stories?limit=0", 400),
        ("GET", "/stories?limit=1000", 400),
        ("GET", "/stories?colour=red", 400),
        ("GET", "/stories?order=age", 400),
        ("GET", "/search?limit=x", 400),
        ("GET", "/reports/zz", 404),
        ("GET", "/reports/00000000", 404),
        ("GET", "/reports/..%2f..%2fetc", 404),
        ("GET", "/assets/..%2fCargo.toml", 404),
        ("GET", "/stories/1/exports/xlsx", 404),
        ("GET", "/corrections/1", 404),
        ("DELETE", "/stories/1", 405),
        ("POST", "/corrections/1/undo", 415),
        ("GET", "/nowhere", 404),
    ] {
        let answer = server.ask(method, path, &[], b"");
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        let problem: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(problem["status"], status, "{path}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{problem}");
        assert_eq!(answer.field("content-type"), Some("application/problem+json"));
    }
}

#[test]
fn the_description_has_every_path_that_is_served() {
    let Some(server) = serve("description", |_| ()) else { return };
    let document = server.json("/openapi.json");
    assert_eq!(document, variorum_web::document());
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let filled = path
            .replace("{story}", "1")
            .replace("{capture}", "00000000")
            .replace("{number}", "1")
            .replace("{format}", "csv");
        for method in ["GET", "POST", "PUT"] {
            if (path.as_str(), method) == ("/events", "GET") {
                continue;
            }
            let status = server.ask(method, &filled, &[], b"").status;
            let described = methods.get(method.to_lowercase()).is_some();
            assert_eq!(status != 405, described, "{method} {path}: {status}");
        }
    }
    let references = serde_json::to_string(&document).expect("JSON");
    for name in references.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next())
    {
        assert!(document["components"]["schemas"][name].is_object(), "{name} is described");
    }
}
