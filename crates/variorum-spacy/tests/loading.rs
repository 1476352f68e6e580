//! What a user sees when a pipeline cannot be loaded.

use std::fs;
use std::path::PathBuf;

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;
use variorum_spacy::Pipeline;

/// The packed model that `models/fetch.py` makes, or `None`, said aloud, if it has not been fetched.
fn model() -> Option<Vec<u8>> {
    let path = std::env::var_os("VARIORUM_MODEL").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/en_core_web_sm-3.8.0.zip"),
        PathBuf::from,
    );
    let bytes = fs::read(path).ok();
    if bytes.is_none() {
        eprintln!("skipped: no model; run `python3 models/fetch.py` first");
    }
    bytes
}

/// A zip archive of these files.
fn zip(files: &[(&str, &[u8])], deflated: bool) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let mut crc = Crc::new();
        crc.update(content);
        let packed = if deflated { deflate(content) } else { content.to_vec() };
        let method: u16 = if deflated { 8 } else { 0 };
        let header = archive.len() as u32;
        let mut common = vec![20, 0, 0, 0];
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        for number in [crc.sum(), packed.len() as u32, content.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(header.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = archive.len() as u32;
    let count = (files.len() as u16).to_le_bytes();
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn message(archive: Vec<u8>) -> String {
    Pipeline::from_archive(archive).unwrap_err().to_string()
}

#[test]
fn parts_that_cannot_be_run_are_refused_by_name() {
    let config = |pipeline: &str, sections: &str| {
        format!("[nlp]\nlang = \"en\"\npipeline = {pipeline}\ndisabled = []\n{sections}")
    };
    let cases = [
        (
            config("[\"transformer\",\"ner\"]", "[components.transformer]\nfactory = \"transformer\"\n"),
            "the component `transformer` (factory `transformer`) is not supported: it is a transformer",
        ),
        (
            config("[\"topics\"]", "[components.topics]\nfactory = \"textcat\"\n"),
            "the component `topics` (factory `textcat`) is not supported",
        ),
        (
            config("[\"attribute_ruler\",\"tagger\"]", ""),
            "the component `attribute_ruler` before `tagger` is not supported: this crate runs them in the other",
        ),
        (
            config(
                "[\"ner\"]",
                "[components.ner]\nfactory = \"ner\"\n[components.ner.model.tok2vec]\n\
                 @architectures = \"spacy-transformers.TransformerListener.v1\"\n",
            ),
            "it reads a transformer",
        ),
    ];
    for (config, expected) in cases {
        let archive = zip(&[("some_pipeline-1.0/config.cfg", config.as_bytes())], false);
        let error = Pipeline::from_archive(archive).unwrap_err();
        assert!(error.is_unsupported() && error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn missing_and_damaged_files_are_named() {
    let config = b"[nlp]\npipeline = [\"tok2vec\"]\n[components.tok2vec]\nfactory = \"tok2vec\"\n";
    let packed = zip(&[("a/config.cfg", config)], true);
    assert_eq!(message(packed.clone()), "the pipeline has no tok2vec/model");
    assert_eq!(
        message(zip(&[("config.cfg", config), ("tok2vec/model", b"\x81")], false)),
        "tok2vec/model is damaged: it is cut short"
    );
    assert_eq!(
        message(zip(&[("config.cfg", b"pipeline is broken")], false)),
        "config.cfg is damaged: line 1 is neither a section nor a setting"
    );
    assert_eq!(
        message(zip(&[("notes.txt", b"")], false)),
        "the pipeline has no config.cfg in the pipeline in memory"
    );
    assert_eq!(
        message(b"no archive".to_vec()),
        "the pipeline in memory is damaged: it is neither a folder nor a wheel or zip archive"
    );
    assert_eq!(
        message(zip(&[("config.cfg", &[b'#'; 4_000_000])], true)),
        "config.cfg is damaged: it would grow more than a hundredfold when unpacked"
    );
    let cut = packed[..packed.len() - 5].to_vec();
    assert!(message(cut).contains("its directory cannot be read"));
    let mut changed = packed;
    changed[50] ^= 0x10;
    assert!(message(changed).starts_with("config.cfg is damaged: it"));

    let error = Pipeline::load("no/such/model.whl").unwrap_err();
    assert!(error.is_io() && error.to_string().starts_with("cannot read no/such/model.whl: "));
}

#[test]
fn a_damaged_model_gives_an_error_or_a_pipeline_but_no_panic() {
    let Some(whole) = model() else { return };
    for part in 0..40 {
        let cut = whole[..whole.len() / 40 * part].to_vec();
        assert!(Pipeline::from_archive(cut).is_err());
    }
    for part in 0..60 {
        let mut changed = whole.clone();
        let at = changed.len() / 60 * part + 77;
        changed[at] ^= 1 << (part % 8);
        // Every byte of a file is covered by a checksum; a changed date or comment does no harm.
        if let Ok(pipeline) = Pipeline::from_archive(changed) {
            assert_eq!(pipeline.annotate("Rain fell on Port Ellery.").len(), 6);
        }
    }
}

#[test]
fn a_damaged_file_of_an_unpacked_model_gives_an_error_or_a_pipeline_but_no_panic() {
    let Some(whole) = model() else { return };
    let folder = std::env::temp_dir().join(format!("variorum-damage-{}", std::process::id()));
    let files = unpack(&whole);
    for (name, content) in &files {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), content).unwrap();
    }
    assert_eq!(Pipeline::load(&folder).unwrap().name(), "en_core_web_sm 3.8.0");
    for (name, content) in files.iter().filter(|(name, _)| !name.starts_with("LICENSE")) {
        for round in 0..6 {
            // The structure of a file stands at its beginning, so that is where changes do most.
            let at = [0, 3, content.len() / 7, 701, 5003, content.len() - 1][round].min(content.len() - 1);
            let mut changed = content.clone();
            changed[at] ^= 1 << round;
            fs::write(folder.join(name), &changed).unwrap();
            annotate_if_loaded(&folder);
            fs::write(folder.join(name), &content[..at]).unwrap();
            annotate_if_loaded(&folder);
        }
        fs::write(folder.join(name), content).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn annotate_if_loaded(folder: &std::path::Path) {
    if let Ok(pipeline) = Pipeline::load(folder) {
        let doc = pipeline.annotate("The mayor of Port Ellery, Ada Brandt, said on Friday that rain fell.");
        assert!(doc.iter().all(|token| token.head().index < doc.len()));
    }
}

/// The files of an archive whose entries are stored.
fn unpack(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number =
        |at: usize, size: usize| archive[at..at + size].iter().rev().fold(0, |n, &b| n << 8 | b as usize);
    let mut files = Vec::new();
    let mut at = 0;
    while archive[at..].starts_with(b"PK\x03\x04") {
        let (size, name, extra) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let start = at + 30 + name + extra;
        let path = std::str::from_utf8(&archive[at + 30..at + 30 + name]).unwrap().to_owned();
        files.push((path, archive[start..start + size].to_vec()));
        at = start + size;
    }
    files
}

#[test]
fn batches_threads_and_history_do_not_change_the_result() {
    let Some(bytes) = model() else { return };
    let pipeline = Pipeline::from_archive(bytes).unwrap();
    let texts: Vec<String> = (0..60)
        .map(|day| {
            format!(
                "On day {day} the council of Port Ellery met.\n\n\"We can't wait,\" said Ada Brandt of the \
                 Harbour Trust, which lost {}% of its boats. Officials weren't sure.",
                day * 3 % 41
            )
        })
        .chain(["".to_owned(), " ".to_owned(), "Rain.".to_owned()])
        .collect();
    let view = |doc: &variorum_spacy::Doc| format!("{:?} {:?} {}", doc.tokens, doc.entities, doc.lemmas);
    let one_by_one: Vec<String> = texts.iter().map(|text| view(&pipeline.annotate(text))).collect();
    let together: Vec<String> = pipeline.annotate_many(&texts).iter().map(view).collect();
    assert_eq!(one_by_one, together);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| pipeline.annotate_many(&texts).iter().map(view).collect()))
            .collect();
        for thread in threads {
            let found: Vec<String> = thread.join().unwrap();
            assert_eq!(found, one_by_one);
        }
    });
}

#[test]
fn a_text_longer_than_the_limit_is_annotated_whole() {
    let Some(bytes) = model() else { return };
    let pipeline = Pipeline::from_archive(bytes).unwrap();
    let sentence = "The ferry from Port Ellery was late again, officials said.\n";
    let text = sentence.repeat(250_000 / sentence.len());
    let doc = pipeline.annotate(&text);
    assert_eq!(doc.text, text);
    assert_eq!(doc.len(), pipeline.annotate(sentence).len() * (250_000 / sentence.len()));
    assert_eq!(doc.tokens.last().map(|token| token.end as usize), Some(text.len()));
}
