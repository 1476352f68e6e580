//! Feeds, web archives and sitemaps bring the reports that they hold, and nothing that they should not.

use std::io::Write;

use super::common::{Folder, ingest, pipeline};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use variorum_desk::source::{feed, http, sitemap, warc};
use variorum_desk::story::Order;
use variorum_desk::{Desk, input};

const STORY: &str = "The wall of the reservoir above Dunmarsh gave way at dawn on Monday, and 12 people died, the governor \
    said. Firefighters brought families to the school on the hill.";

fn rss() -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Radio Aldra</title>\
         <item><title>Wall breaks</title><link>https://radioaldra.example/wall</link>\
         <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item>\
         <item><title>Only a headline</title><link>https://radioaldra.example/short</link></item></channel></rss>"
    )
}

fn atom() -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Meridian Post</title><id>u:1</id>\
         <updated>2026-03-03T08:00:00Z</updated><entry><title>Wall breaks above the town</title><id>u:2</id>\
         <link href='https://meridianpost.example/wall'/><updated>2026-03-03T08:00:00Z</updated>\
         <author><name>Ida Falk</name></author><content type='html'>&lt;p&gt;{STORY} She spoke later.&lt;/p&gt;</content>\
         </entry></feed>"
    )
}

fn json_feed() -> String {
    format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "Eastern Ledger", "items": [{{"id": "1",
        "url": "https://easternledger.example/wall", "title": "Reservoir fails",
        "content_html": "<p>{STORY} It was reported from the east.</p>", "date_published": "2026-03-02T09:00:00Z"}}]}}"#
    )
}

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
    bytes.extend(body);
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

fn html(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{STORY}</p></article></body></html>"
    )
}

/// Record by record, as archives are written: plain, chunked and compressed pages, and what is no page.
fn archive() -> Vec<u8> {
    let page = html("Wall breaks at dawn");
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let records = [
        record("warcinfo", "", b"software: test"),
        record(
            "response",
            "https://a.example/1",
            &response("200 OK\r\nContent-Type: text/html", page.as_bytes()),
        ),
        record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://a.example/2",
            &response("200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        ),
        record(
            "response",
            "https://a.example/3",
            &response(
                "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
                &gzip(html("Third").as_bytes()),
            ),
        ),
        record(
            "response",
            "https://a.example/4",
            &response("404 Not Found\r\nContent-Type: text/html", page.as_bytes()),
        ),
        record(
            "response",
            "https://a.example/5.png",
            &response("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        ),
    ];
    records.iter().flat_map(|record| gzip(record)).collect()
}

fn urls(bytes: &[u8]) -> Vec<String> {
    warc::pages(std::io::Cursor::new(bytes.to_vec()), "a.warc", Timestamp::UNIX_EPOCH)
        .map(|given| given.map_or_else(|note| note.message, |arrival| arrival.url.unwrap_or_default()))
        .collect()
}

#[test]
fn feeds_of_each_kind_bring_the_texts_that_they_hold() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("feeds");
    let files = [
        folder.write("in/aldra.rss", rss()),
        folder.write("in/post.atom", atom()),
        folder.write("in/ledger.json", json_feed()),
    ];
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    let (tally, events) = ingest(&mut desk, pipeline, &files);
    assert_eq!((tally.added, tally.left_out), (3, 0), "{events:?}");
    let stories = desk.stories(Order::Size, 10, 0).expect("listed");
    let collation = desk.collation(stories[0].id).expect("readable").expect("made");
    let mut told: Vec<_> = collation
        .reports
        .iter()
        .map(|report| {
            (report.outlet.clone().unwrap_or_default(), report.published.clone().unwrap_or_default())
        })
        .collect();
    told.sort();
    let expected =
        [("Eastern Ledger", "2026-03-02"), ("Meridian Post", "2026-03-03"), ("Radio Aldra", "2026-03-02")];
    assert_eq!(told, expected.map(|(outlet, day)| (outlet.to_owned(), day.to_owned())));
}

#[test]
fn archives_bring_their_pages_and_nothing_else() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("archives");
    let file = folder.write("crawl.warc.gz", archive());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, url) in
        [("archive/data.warc", "https://b.example/1"), ("../../climbs.warc", "https://b.example/2")]
    {
        zip.start_file(name, options).expect("a file");
        let block = response("200 OK\r\nContent-Type: text/html", html("From the archive").as_bytes());
        zip.write_all(&record("response", url, &block)).expect("written");
    }
    let wacz = folder.write("crawl.wacz", zip.finish().expect("zipped").into_inner());
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    // Two of the three pages have the same bytes.
    let (tally, events) = ingest(&mut desk, pipeline, &[file, wacz]);
    assert_eq!((tally.added, tally.known, tally.left_out), (3, 1, 0), "{events:?}");
    assert!(!folder.path("climbs.warc").exists());
    let shown = format!("{events:?}");
    assert!(!shown.contains("b.example/2"), "{shown}");
}

#[test]
fn a_damaged_archive_gives_the_pages_before_the_damage() {
    let whole: Vec<u8> = archive();
    assert_eq!(urls(&whole), ["https://a.example/1", "https://a.example/2", "https://a.example/3"]);
    let cut = urls(&whole[..whole.len() / 2]);
    assert_eq!(cut[0], "https://a.example/1");
    assert!(cut.last().is_some_and(|last| last.contains("damaged")), "{cut:?}");
    let lies = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx";
    assert!(urls(lies)[0].contains("ends within a record"), "{:?}", urls(lies));
    assert!(urls(b"nothing of the kind")[0].contains("WARC/"), "{:?}", urls(b"nothing of the kind"));
}

#[test]
fn entities_of_xml_are_never_followed_and_never_grow() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\
        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>";
    let feed_file = format!(
        "{bomb}<rss version='2.0'><channel><title>T&c;</title><item><title>&f;</title>\
         <link>https://a.example/&c;</link><description>&c;&f;</description></item></channel></rss>"
    );
    // It may be refused or read; what it holds must not have grown, and must not be the file.
    if let Ok(feed) = feed::read(feed_file.as_bytes(), "bomb.xml") {
        let shown = format!("{feed:?}");
        assert!(shown.len() < 2000 && !shown.contains("root:") && !shown.contains("aaaaaaaaaa"), "{shown}");
    }
    let map = format!(
        "{bomb}<urlset><url><loc>https://a.example/&c;</loc></url><url><loc>&f;</loc></url></urlset>"
    );
    let map = sitemap::read(map.as_bytes(), "map.xml").expect("read");
    assert_eq!(map.pages, ["https://a.example/"]);
}

#[test]
fn a_news_sitemap_leads_to_its_pages() {
    let map = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
        xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc> https://a.example/1?a=1&amp;b=2 </loc>\
        <news:news><news:title>Wall</news:title></news:news></url><url><loc>file:///etc/passwd</loc></url></urlset>";
    assert!(sitemap::is_sitemap(map.as_bytes()));
    assert_eq!(sitemap::read(map.as_bytes(), "m").expect("read").pages, ["https://a.example/1?a=1&b=2"]);
    let index = "<sitemapindex><sitemap><loc>https://a.example/m.xml</loc></sitemap></sitemapindex>";
    assert_eq!(sitemap::read(index.as_bytes(), "m").expect("read").sitemaps, ["https://a.example/m.xml"]);
}

#[test]
fn a_response_that_swells_is_refused() {
    let bomb = response("200 OK\r\nContent-Encoding: gzip", &gzip(&vec![b' '; 5_000_000]));
    assert!(http::response(&bomb, 1_000_000).is_none());
    assert!(http::response(&bomb, 6_000_000).is_some());
}

#[test]
fn a_page_seen_again_with_another_text_is_a_newer_version_of_the_same_report() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("versions");
    let page = |name: &str, body: &str| {
        let text = format!("---\nurl: https://radioaldra.example/wall\ntitle: Wall breaks\n---\n{body}\n");
        folder.write(name, text)
    };
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    ingest(&mut desk, pipeline, &[page("1.txt", STORY)]);
    let (again, _) = ingest(&mut desk, pipeline, &[page("2.txt", &STORY.replace(", and", " and"))]);
    assert_eq!((again.added, again.known), (0, 1), "a comma makes no version");
    let (newer, _) = ingest(&mut desk, pipeline, &[page("3.txt", &STORY.replace("12 people", "19 people"))]);
    assert_eq!((newer.added, newer.versions), (1, 1));
    let stories = desk.stories(Order::Size, 10, 0).expect("listed");
    assert_eq!((stories.len(), stories[0].reports), (1, 1), "{stories:?}");
    let capture = desk.captures_of(stories[0].id).expect("captures").remove(0);
    let versions = desk.versions(&capture).expect("versions");
    assert_eq!(versions.len(), 2);
    let edit = &versions[1].changes[0];
    assert!(edit.before.as_deref().is_some_and(|text| text.contains("12 people")), "{edit:?}");
    assert!(edit.after.as_deref().is_some_and(|text| text.contains("19 people")), "{edit:?}");
    assert_eq!(desk.check().expect("checked").damage, []);
    let listed: Vec<_> = input::arrivals(&[folder.path("none")], Timestamp::UNIX_EPOCH).collect();
    assert!(listed[0].is_err());
}
