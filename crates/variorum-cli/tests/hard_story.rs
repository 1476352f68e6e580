//! Stories that are hard by their shape: forty reports without a date, the entries of a live blog, a report that
//! contradicts itself. What a user sees must still be true.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Collates reports given as JSON Lines; one collation a story.
fn collate(name: &str, reports: &[Value]) -> Vec<Value> {
    let path: PathBuf =
        std::env::temp_dir().join(format!("variorum-hard-{}-{name}.jsonl", std::process::id()));
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    fs::write(&path, lines.join("\n")).expect("a file is written");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--format", "json"])
        .arg(&path)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    // What is left in the folder for temporary files does no harm.
    let _ = fs::remove_file(&path);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is a collation"))
        .collect()
}

/// The point about the number killed that most reports give.
fn killed(collation: &Value) -> &Value {
    let points = collation["points"].as_array().expect("points are a list");
    let told = |point: &&Value| {
        let readings = point["readings"].as_array().into_iter().flatten();
        readings.map(|reading| reading["reports"].as_array().map_or(0, Vec::len)).sum::<usize>()
    };
    let of_killed = points.iter().filter(|point| {
        point["dimension"] == "quantity"
            && point["about"].as_str().is_some_and(|about| about.contains("killed"))
    });
    of_killed.max_by_key(told).unwrap_or_else(|| panic!("nobody killed in {points:?}"))
}

#[test]
fn forty_reports_without_a_date_stay_undated() {
    let reports: Vec<Value> = (0..40)
        .map(|number| {
            let text = format!(
                "A mudslide in Corva killed {} people on Tuesday, the mayor said. Helper {number} dug all night.",
                10 + number / 10
            );
            json!({"id": format!("u{number:02}"), "outlet": format!("Outlet {number}"), "text": text})
        })
        .collect();
    let stories = collate("undated", &reports);
    assert_eq!(stories.len(), 1);
    assert_eq!(stories[0]["reports"].as_array().map(Vec::len), Some(40));
    let anchored = stories[0]["times"].as_array().into_iter().flatten();
    for time in anchored {
        let value = time["value"].as_str().unwrap_or_default();
        assert!(!value.starts_with("20"), "a weekday without a date was given the day {value}");
    }
    let point = killed(&stories[0]);
    assert_ne!(point["relation"], "evolving", "nothing tells which figure came first: {point}");
    assert_eq!(point["readings"].as_array().map(Vec::len), Some(4), "{point}");
}

#[test]
fn three_hundred_entries_of_a_live_blog_are_one_outlets_word() {
    let voices = ["Police", "The fire brigade", "The mayor"];
    let reports: Vec<Value> = (0..300)
        .map(|number| {
            let text = format!(
                "{} said {} people were killed in the blast at Ostrel harbour.",
                voices[number % 3],
                5 + number / 60
            );
            json!({"id": format!("l{number:03}"), "outlet": "Live Desk", "text": text,
                   "published": format!("2026-03-02T{:02}:{:02}:00Z", 8 + number / 30, number * 2 % 60)})
        })
        .collect();
    let stories = collate("live", &reports);
    let kept: usize = stories.iter().map(|story| story["reports"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(kept, 300);
    let point = killed(&stories[0]);
    let origins: std::collections::BTreeSet<&str> = point["readings"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|reading| reading["origins"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    assert!(origins.len() <= voices.len() + 1, "300 entries rest on {} origins", origins.len());
}

#[test]
fn a_report_that_contradicts_itself_shows_both_figures() {
    let reports = [
        json!({"id": "s", "outlet": "Echo", "published": "2026-03-02",
               "text": "The fire in Varn killed nine people, police said.\n\nFourteen people were killed in the fire in Varn, police said."}),
        json!({"id": "t", "outlet": "Dial", "published": "2026-03-02",
               "text": "The fire in Varn killed nine people, the fire brigade said."}),
    ];
    let stories = collate("self", &reports);
    let values: Vec<&str> = stories[0]["points"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|point| point["readings"].as_array().into_iter().flatten())
        .filter_map(|reading| reading["value"].as_str())
        .collect();
    for figure in ["9", "14"] {
        assert!(values.iter().any(|value| value.starts_with(figure)), "{figure} is not shown: {values:?}");
    }
}
