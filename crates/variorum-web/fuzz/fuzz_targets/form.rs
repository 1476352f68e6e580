//! Any bytes as a form of a page: of a story with one report and one claim. What is meant names only what the story has.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::contract::Collation;
use variorum_desk::story::StoryLine;
use variorum_web::form::Form;
use variorum_web::meant;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::read(bytes) else { return };
    let (line, story) = story();
    if let Ok(correction) = meant(&form, &line, &story, |_| Ok(vec!["b".repeat(64)])) {
        assert!(!correction.captures().is_empty());
        let written = serde_json::to_string(&correction).expect("it is written");
        assert!(serde_json::from_str(&written).is_ok_and(|read: variorum_desk::correction::Correction| read == correction));
    }
});

fn story() -> (StoryLine, Collation) {
    let capture = "a".repeat(64);
    let span = serde_json::json!({"report": "a", "start": 0, "end": 4, "text": "Rain"});
    let report = serde_json::json!({
        "id": "a", "path": "a.txt", "url": null, "sha256": capture, "outlet": "Radio Aldra", "title": null, "byline": [],
        "published": null, "published_from": null, "modified": null, "language": null, "text": "Rain", "sections": [],
        "notes": [],
    });
    let claim = serde_json::json!({
        "id": "c1", "report": "a", "span": span, "content": [span], "attribution": [], "origin": "o1", "negated": false,
        "modality": "asserted", "entities": [], "quantities": [], "times": [], "by": "rule",
    });
    let story = serde_json::json!({
        "schema": variorum::contract::SCHEMA, "generator": {"name": "variorum", "version": "0", "model": "none"},
        "reports": [report], "entities": [], "quantities": [], "times": [], "claims": [claim], "origins": [], "points": [],
        "derivations": [], "timeline": [], "silences": [], "wording": [],
    });
    let line = StoryLine {
        id: 1, title: "Rain".into(), reports: 1, origins: 1, contested: 0, first_day: None, last_day: None, changed: 7,
        received: None, is_stale: false,
    };
    (line, serde_json::from_value(story).expect("a story by the contract"))
}
