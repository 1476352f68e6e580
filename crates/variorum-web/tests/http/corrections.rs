//! What people correct, from pages and from programs.

use super::common::serve;
use serde_json::json;
use variorum_desk::Desk;

#[test]
fn a_program_corrects_and_takes_it_back() {
    let Some(mut server) = serve("program", |_| ()) else { return };
    let before = server.json("/stories/1");
    let capture = before["reports"][0]["sha256"].as_str().expect("a hash").to_owned();
    let fix = json!({"author": "Ana", "correction": {"kind": "fix_date", "capture": capture, "published": "2026-03-09"}});
    let made = server.post("/corrections", &fix);
    assert_eq!((made.status, made.field("location")), (201, Some("/corrections/1")), "{}", made.text());
    assert_eq!(server.json("/corrections/1")["author"], "Ana");
    let after = server.json("/stories/1");
    let fixed = after["reports"].as_array().into_iter().flatten().find(|report| report["sha256"] == *capture);
    assert_eq!(fixed.expect("it is there")["published"], "2026-03-09");
    assert!(server.page("/stories/1").text().contains("Ana"), "shown as a person's");
    let undone = server.post("/corrections/1/undo", &json!({"author": "Ben"}));
    assert_eq!(undone.status, 201, "{}", undone.text());
    assert_eq!(server.json("/stories/1"), before);
    assert_eq!(server.post("/corrections/1/undo", &json!({"author": "Ben"})).status, 409, "only once");
    for (body, status) in [
        (json!({"author": "", "correction": fix["correction"]}), 400),
        (json!({"author": "x".repeat(101), "correction": fix["correction"]}), 400),
        (
            json!({"author": "Ana", "correction": {"kind": "fix_date", "capture": "00", "published": null}}),
            404,
        ),
        (json!({"author": "Ana", "correction": {"kind": "praise"}}), 400),
        (json!({"author": "Ana", "correction": fix["correction"], "more": 1}), 400),
        (json!([]), 400),
    ] {
        let answer = server.post("/corrections", &body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    server.stop();
    let kept = Desk::open(&server.desk).expect("a desk").corrections().expect("listed");
    assert_eq!(kept.len(), 2);
    assert_eq!((kept[1].author.as_str(), kept[1].undoes), ("Ben", Some(1)));
}

#[test]
fn a_person_corrects_from_the_page() {
    let Some(server) = serve("person", |_| ()) else { return };
    let before = server.json("/stories/1");
    let entities = before["entities"].as_array().expect("entities");
    let [one, other] = [0, 1].map(|place| entities[place]["name"].as_str().expect("a name").to_owned());
    let hostile = "<script>alert('x')</script>";
    let merge =
        [("kind", "merge_entities"), ("story", "1"), ("author", hostile), ("one", &one), ("other", &other)];
    let answer = server.form("/corrections", &merge);
    assert_eq!(
        (answer.status, answer.field("location")),
        (303, Some("/stories/1#correct")),
        "{}",
        answer.text()
    );
    assert_ne!(server.json("/stories/1")["entities"], before["entities"]);
    let page = server.page("/stories/1").text();
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)") && !page.contains("<script>alert"));
    assert!(page.contains(&format!("“{other}” is “{one}”")));

    let changed = server.json("/stories")["stories"][0]["changed"].to_string();
    let claim = [("kind", "reject_claim"), ("story", "1"), ("author", "Ana"), ("claim", "c1")];
    let late = server.form("/corrections", &claim);
    assert_eq!(late.status, 409, "c1 of a page that is out of date could be another claim");
    assert!(late.text().contains("reload"), "{}", late.text());
    let now = [claim.as_slice(), &[("changed", changed.as_str())]].concat();
    assert_eq!(server.form("/corrections", &now).status, 303);
    assert!(server.page("/corrections").text().contains("belongs to no point"));
    assert_eq!(server.form("/corrections/1/undo", &[("story", "1")]).status, 303);
    assert_eq!(server.json("/corrections")["corrections"][0]["undone_by"], 3);
    for (fields, status) in [
        (vec![("kind", "merge_entities"), ("story", "1"), ("one", "a")], 400),
        (vec![("kind", "merge_stories"), ("story", "1"), ("other", "1")], 400),
        (vec![("kind", "merge_stories"), ("story", "1"), ("other", "77")], 404),
        (vec![("kind", "split_story"), ("story", "1")], 400),
        (vec![("kind", "fix_date"), ("story", "1"), ("report", "x"), ("published", "yesterday")], 400),
        (vec![("kind", "note"), ("story", "77")], 404),
        (vec![], 400),
    ] {
        assert_eq!(server.form("/corrections", &fields).status, status, "{fields:?}");
    }
}

#[test]
fn reports_that_leave_make_a_story_and_come_back() {
    let Some(server) = serve("split", |_| ()) else { return };
    let before = server.json("/stories/1");
    let capture = before["reports"][2]["sha256"].as_str().expect("a hash").to_owned();
    let split = [("kind", "split_story"), ("story", "1"), ("author", "Ana"), ("report", &capture)];
    assert_eq!(server.form("/corrections", &split).status, 303);
    assert_eq!(server.json("/stories")["stories"].as_array().map(Vec::len), Some(2));
    assert_eq!(server.json("/stories/1")["reports"].as_array().map(Vec::len), Some(7));
    assert_eq!(server.json("/stories/2")["reports"][0]["sha256"], *capture);
    let merge = [("kind", "merge_stories"), ("story", "1"), ("author", "Ana"), ("other", "2")];
    assert_eq!(server.form("/corrections", &merge).status, 303);
    assert_eq!(server.json("/stories/1")["reports"].as_array().map(Vec::len), Some(8));
    assert_eq!(server.get("/stories/2", &[]).status, 404);
}
