//! Prints the points of stories: `points FILE.jsonl [STORY]`.
use std::collections::BTreeMap;
use variorum::annotate;
use variorum::report::{Report, Section, SectionKind, Stamp};
use variorum::text::Span;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = std::env::var("MODEL").unwrap_or("/work/main/models/en_core_web_sm-3.8.0.zip".into());
    let pipeline = variorum_spacy::Pipeline::load(model).unwrap();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let mut stories: BTreeMap<String, Vec<annotate::Annotated>> = BTreeMap::new();
    let mode = args.get(3).map(String::as_str).unwrap_or("points");
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let s = |k: &str| v[k].as_str().map(str::to_owned);
        let story = s("story").unwrap_or_default();
        if let Some(only) = args.get(2).filter(|o| *o != "*") {
            if !only.split('|').any(|only| *only == story) {
                continue;
            }
        }
        let mut report =
            Report { id: s("id").unwrap(), outlet: s("outlet"), title: s("title"), ..Report::default() };
        report.published = s("published").and_then(|d| d.parse().ok()).map(Stamp::day);
        let mut add = |kind, line: &str, report: &mut Report| {
            let line = line.trim();
            if line.is_empty() {
                return;
            }
            if !report.text.is_empty() {
                report.text.push('\n');
            }
            let start = report.text.len();
            report.text.push_str(line);
            report.sections.push(Section { kind, span: Span::new(start, report.text.len()) });
        };
        if let Some(title) = s("title") {
            add(SectionKind::Headline, &title, &mut report);
        }
        for line in s("text").unwrap().lines() {
            add(SectionKind::Body, line, &mut report);
        }
        let parts: Vec<_> =
            annotate::content_sections(&report).map(|(i, t)| (i, pipeline.annotate(t))).collect();
        stories.entry(story).or_default().push(annotate::from_docs(report, parts));
    }
    if mode == "pile" {
        let names: Vec<String> = stories.iter().flat_map(|(n, r)| r.iter().map(move |_| n.clone())).collect();
        if args.get(4).is_some() {
            for (name, reports) in &stories {
                let parts = variorum::collate::stories(reports);
                if parts.len() > 1 {
                    println!("SPLIT {name}: {:?}", parts.iter().map(Vec::len).collect::<Vec<_>>());
                }
            }
        }
        let all: Vec<_> = stories.into_values().flatten().collect();
        let parts = variorum::collate::stories(&all);
        let (mut p, mut r) = (0.0, 0.0);
        for part in &parts {
            for &i in part {
                let same = part.iter().filter(|&&j| names[j] == names[i]).count() as f64;
                p += same / part.len() as f64;
                r += same / names.iter().filter(|n| **n == names[i]).count() as f64;
            }
        }
        let (p, r) = (p / names.len() as f64, r / names.len() as f64);
        println!(
            "{} reports, {} stories, bcubed p {:.3} r {:.3} f {:.3}",
            names.len(),
            parts.len(),
            p,
            r,
            2.0 * p * r / (p + r)
        );
        return;
    }
    for (name, reports) in stories {
        let claims: Vec<_> = reports.iter().map(variorum::claim::claims).collect();
        let start = std::time::Instant::now();
        let generator =
            variorum::contract::Generator { name: "x".into(), version: "0".into(), model: "m".into() };
        let c = variorum::collate::collate(reports, claims, generator);
        if mode == "json" {
            println!("{}", serde_json::to_string(&c).unwrap());
            continue;
        }
        println!(
            "##### {name}: {} reports, {} claims, {} origins, {} points, {:?}",
            c.reports.len(),
            c.claims.len(),
            c.origins.len(),
            c.points.len(),
            start.elapsed()
        );
        let claim: BTreeMap<&str, &variorum::contract::Claim> =
            c.claims.iter().map(|c| (c.id.as_str(), c)).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for p in &c.points {
            *counts.entry(format!("{:?}/{:?}", p.relation, p.dimension)).or_default() += 1;
        }
        println!("{counts:?}");
        println!("{:?}", variorum::account::Account::of(&c));
        for p in &c.points {
            println!("- {} {:?} {:?} «{}»\n    why: {}", p.id, p.relation, p.dimension, p.about, p.why);
            for r in &p.readings {
                println!("    = {}   {:?} origins {:?}", r.value, r.reports, r.origins);
                if mode == "full" {
                    for id in &r.claims {
                        println!(
                            "        {} {}: {}",
                            id,
                            claim[id.as_str()].report,
                            claim[id.as_str()].span.text
                        );
                    }
                }
            }
        }
        if mode == "full" || mode == "rest" {
            for t in &c.timeline {
                println!("T {} {} {:?} {} {}", t.start, t.end, t.precision, t.points.len(), t.claims.len());
            }
            for s in &c.silences {
                println!("S {} {:?}", s.report, s.points);
            }
            for w in &c.wording {
                println!(
                    "W {:?} {} {:?}",
                    w.entity,
                    w.about,
                    w.terms
                        .iter()
                        .map(|t| format!("{}{} {}", t.term, if t.loaded { "*" } else { "" }, t.spans.len()))
                        .collect::<Vec<_>>()
                );
            }
            for d in &c.derivations {
                println!("D {:?} {:?} {} {:?} {:.2}", d.from, d.source, d.to, d.kind, d.coverage);
            }
            for o in &c.origins {
                println!("O {} {} {:?}", o.id, o.name, o.kind);
            }
            for e in c.entities.iter().take(40) {
                println!("E {} {} {:?} {:?} {}", e.id, e.name, e.kind, e.aliases, e.mentions.len());
            }
        }
    }
}
