//! A sound pipeline, one file of which is replaced by any bytes: the first byte chooses the file.
//!
//! Set `VARIORUM_MODEL` to an unpacked pipeline; its files are read once.

#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use variorum_spacy::Pipeline;

/// The files whose content is in doubt.
const FILES: [&str; 12] = [
    "config.cfg",
    "meta.json",
    "tokenizer",
    "vocab/lookups.bin",
    "tok2vec/model",
    "tagger/model",
    "tagger/cfg",
    "parser/model",
    "parser/moves",
    "ner/moves",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
];

/// A copy of the pipeline in which one file at a time is changed.
struct Copy {
    folder: PathBuf,
    sound: BTreeMap<&'static str, Vec<u8>>,
}

static COPY: LazyLock<Copy> = LazyLock::new(|| {
    let model = std::env::var_os("VARIORUM_MODEL").expect("VARIORUM_MODEL names an unpacked pipeline");
    let folder = std::env::temp_dir().join(format!("variorum-fuzz-{}", std::process::id()));
    copy(Path::new(&model), &folder);
    let sound = FILES.map(|file| (file, fs::read(folder.join(file)).expect("a file of the pipeline")));
    Copy { folder, sound: sound.into() }
});

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder is made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file is copied");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, content)) = bytes.split_first() else { return };
    let file = FILES[usize::from(choice) % FILES.len()];
    let sound = &COPY.sound[file];
    // A change in the midst of the sound content reaches further than bytes at random.
    let mut changed = sound.clone();
    let at = content.first().map_or(0, |&place| sound.len() * usize::from(place) / 256);
    for (slot, &byte) in changed[at..].iter_mut().zip(content) {
        *slot ^= byte;
    }
    for content in [content, &changed] {
        fs::write(COPY.folder.join(file), content).expect("the file is changed");
        if let Ok(pipeline) = Pipeline::load(&COPY.folder) {
            let doc = pipeline.annotate("The mayor of Port Ellery, Ada Brandt, said on Friday that rain fell.");
            assert!(doc.iter().all(|token| token.head().index < doc.len()));
        }
    }
    fs::write(COPY.folder.join(file), sound).expect("the file is mended");
});
