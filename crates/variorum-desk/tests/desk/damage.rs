//! Whatever happens to a desk is told clearly, and what was kept stays whole.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use variorum_desk::Desk;
use variorum_desk::correction::Correction;

use super::common::{Folder, ingest, pipeline, sample};

/// A generator of numbers that is the same each time (xorshift, Marsaglia 2003).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn filled(folder: &Folder) -> Option<PathBuf> {
    let pipeline = pipeline()?;
    let path = folder.path("desk");
    let mut desk = Desk::init(&path).expect("a desk");
    ingest(&mut desk, pipeline, &[sample()]);
    Some(path)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("listed").flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
}

/// Opens and checks; what could not be opened is damage too.
fn damage(desk: &Path) -> Vec<String> {
    match Desk::open_to_read(desk).and_then(|desk| desk.check()) {
        Ok(checked) => {
            checked.damage.iter().map(|damage| format!("{}: {}", damage.place, damage.what)).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    let folder = Folder::new("flip");
    let Some(desk) = filled(&folder) else { return };
    assert_eq!(damage(&desk), Vec::<String>::new());
    let mut all = Vec::new();
    files(&desk, &mut all);
    all.retain(|file| {
        let is_empty = fs::metadata(file).is_ok_and(|about| about.len() == 0);
        // The memory that processes share holds nothing that is kept.
        !is_empty && file.extension().is_none_or(|ending| ending != "db-shm")
    });
    assert!(all.len() >= 10, "{all:?}");
    let mut state = 0x9e37_79b9;
    for round in 0..160 {
        // Every other round in the store, which is one file among many.
        let file = if round % 2 == 0 { desk.join("desk.db") } else { all[round / 2 % all.len()].clone() };
        let whole = fs::read(&file).expect("read");
        let place = (next(&mut state) % whole.len() as u64) as usize;
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (next(&mut state) % 8);
        fs::write(&file, &damaged).expect("written");
        let told = damage(&desk);
        fs::write(&file, &whole).expect("written");
        assert!(!told.is_empty(), "byte {place} of {} was flipped, and nobody saw it", file.display());
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let is_named = told.iter().any(|told| told.contains(&name) || told.contains("desk"));
        assert!(is_named, "{name}: {told:?}");
    }
    assert_eq!(damage(&desk), Vec::<String>::new());
}

#[test]
fn a_missing_capture_is_named_and_a_rebuild_keeps_its_report() {
    let folder = Folder::new("missing");
    let Some(path) = filled(&folder) else { return };
    let mut desk = Desk::open(&path).expect("opened");
    let capture = desk.captures_of(1).expect("captures").remove(0);
    let mut all = Vec::new();
    files(&path.join("captures"), &mut all);
    let file = all.iter().find(|file| file.to_string_lossy().contains(&capture)).expect("its file");
    fs::remove_file(file).expect("removed");
    let told = damage(&path);
    assert!(told.len() == 1 && told[0].contains(&capture) && told[0].contains("missing"), "{told:?}");
    assert!(desk.capture(&capture).expect_err("missing").is_damaged());
    let before = desk.account(1).expect("readable");
    let turn = desk.turn().expect("the turn");
    let pipeline = pipeline().expect("it was there before");
    let rebuilt = desk.rebuild(&turn, pipeline, |_| ()).expect("rebuilt");
    assert_eq!(rebuilt.kept.len(), 1);
    assert_eq!(desk.account(1).expect("readable"), before);
}

#[test]
fn a_second_writer_waits_its_turn_and_readers_do_not() {
    let folder = Folder::new("second");
    let Some(path) = filled(&folder) else { return };
    let one = Desk::open(&path).expect("opened");
    let turn = one.turn().expect("the turn");
    let two = Desk::open(&path).expect("opened");
    let error = two.turn().expect_err("one at a time");
    assert!(error.is_busy() && error.to_string().contains("another process"), "{error}");
    assert_eq!(two.status().expect("read").reports, 8);
    drop(turn);
    two.turn().expect("now it is free");
}

#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_can_be_read_and_says_why_it_can_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("readonly");
    let Some(path) = filled(&folder) else { return };
    let permit = |mode: u32| {
        for name in ["", "desk.db", "desk.lock"] {
            let mode = if name.is_empty() { mode | 0o111 } else { mode };
            fs::set_permissions(path.join(name), fs::Permissions::from_mode(mode))
                .expect("permissions change");
        }
    };
    permit(0o444);
    if fs::write(path.join("probe"), "x").is_ok() {
        permit(0o644);
        println!("skipped: this user may write everywhere");
        return;
    }
    assert_eq!(Desk::open_to_read(&path).expect("read").status().expect("read").reports, 8);
    let error = Desk::open(&path).and_then(|desk| desk.turn().map(|_| ())).expect_err("not to be written");
    assert!(error.to_string().contains("permission"), "{error}");
    permit(0o644);
}

#[test]
fn what_is_no_desk_is_told_and_left_alone() {
    let folder = Folder::new("none");
    let error = Desk::open(folder.path("")).expect_err("no desk");
    assert!(error.to_string().contains("variorum desk init"), "{error}");
    folder.write(
        "other/desk.db",
        "not a database, and longer than a header of one hundred bytes would have to be, ok",
    );
    assert!(Desk::open(folder.path("other")).is_err());
    let text = fs::read_to_string(folder.path("other/desk.db")).expect("still there");
    assert!(text.starts_with("not a database"));
    let again = Desk::init(folder.path("twice")).and_then(|desk| Desk::init(desk.folder));
    assert!(again.expect_err("only once").to_string().contains("a desk already"));
}

#[test]
fn a_clock_that_jumps_changes_no_order() {
    let folder = Folder::new("clock");
    let Some(pipeline) = pipeline() else { return };
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    let turn = desk.turn().expect("the turn");
    for (name, moment) in
        [("a", "2030-01-01T00:00:00Z"), ("b", "1999-01-01T00:00:00Z"), ("c", "2026-03-02T00:00:00Z")]
    {
        let file = folder
            .write(&format!("{name}.txt"), format!("Report {name}\n\nRain fell on the town of {name}."));
        let arrivals = variorum_desk::input::arrivals(&[file], moment.parse().expect("a moment"));
        variorum_desk::ingest::ingest(&mut desk, &turn, pipeline, arrivals, |_| ()).expect("added");
    }
    let reports: Vec<i64> =
        desk.changes(0, 100).expect("changes").into_iter().filter_map(|change| change.report).collect();
    assert_eq!(reports, [1, 2, 3]);
    let ids: Vec<i64> = desk.changes(0, 100).expect("changes").into_iter().map(|change| change.id).collect();
    assert!(ids.is_sorted());
}

/// The desk as a kill leaves it: what was written last stands in the log, and no seal tells of it.
fn killed(desk: &Path, to: &Path) {
    let mut open = Desk::open(desk).expect("opened");
    let capture = open.captures_of(1).expect("captures").remove(0);
    for text in ["asked on Monday", "asked again", "no answer"] {
        let note = Correction::Note { capture: capture.clone(), text: text.into() };
        open.correct(&note, "editor", Timestamp::UNIX_EPOCH).expect("kept");
    }
    let mut all = Vec::new();
    files(desk, &mut all);
    for file in all.iter().filter(|file| file.extension().is_none_or(|ending| ending != "db-shm")) {
        let copy = to.join(file.strip_prefix(desk).expect("it lies in the desk"));
        fs::create_dir_all(copy.parent().expect("a folder")).expect("made");
        fs::copy(file, copy).expect("copied");
    }
}

#[test]
fn what_a_kill_left_unsealed_is_proved_by_a_check_and_at_the_next_start() {
    let folder = Folder::new("unsealed");
    let Some(desk) = filled(&folder) else { return };
    let copy = folder.path("copy");
    killed(&desk, &copy);
    let (store, log) = (copy.join("desk.db"), copy.join("desk.db-wal"));
    assert!(fs::metadata(&log).is_ok_and(|about| about.len() > 3 * 4096), "three writes stand in the log");
    let mut state = 0x1234_5678;
    for round in 0..120 {
        let file = if round % 3 == 0 { &store } else { &log };
        let whole = fs::read(file).expect("read");
        // The last bytes too: nothing stands behind them that could tell.
        let place = match round {
            1 => whole.len() - 1,
            2 => whole.len() - 4096 - 24,
            _ => (next(&mut state) % whole.len() as u64) as usize,
        };
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (next(&mut state) % 8);
        fs::write(file, &damaged).expect("written");
        let told = damage(&copy);
        fs::write(file, &whole).expect("written");
        // A check folds nothing in, and leaves behind only the memory that readers share.
        let _ = fs::remove_file(copy.join("desk.db-shm"));
        assert!(!told.is_empty(), "byte {place} of {} was flipped, and nobody saw it", file.display());
    }
    let checked = Desk::open_to_read(&copy).and_then(|desk| desk.check()).expect("checked");
    assert!(checked.damage.is_empty() && checked.pages > 0, "{checked:?}");

    // The next start proves the log before anything is added, and folds it in.
    let whole = fs::read(&log).expect("read");
    let mut damaged = whole.clone();
    damaged[4096] ^= 1;
    fs::write(&log, damaged).expect("written");
    let error = Desk::open(&copy).and_then(|desk| desk.turn().map(|_| ())).expect_err("damaged");
    assert!(error.is_damaged() && error.to_string().contains("desk.db-wal: byte 32:"), "{error}");
    fs::write(&log, whole).expect("written");
    let _ = fs::remove_file(copy.join("desk.db-shm"));
    let open = Desk::open(&copy).expect("opened");
    open.turn().expect("the turn");
    assert_eq!(fs::metadata(&log).map(|about| about.len()).ok(), Some(0));
    assert_eq!(open.corrections().expect("listed").len(), 3);
    let checked = open.check().expect("checked");
    assert!(checked.damage.is_empty() && checked.pages > 0, "{checked:?}");
}

#[test]
fn a_damaged_row_is_named_and_the_rest_can_be_read() {
    let folder = Folder::new("row");
    let Some(path) = filled(&folder) else { return };
    let before = Desk::open(&path).expect("opened");
    let capture = before.captures_of(1).expect("captures").remove(2);
    let whole = before.account(1).expect("read");
    drop(before);
    let store = rusqlite::Connection::open(path.join("desk.db")).expect("opened");
    store.execute("UPDATE report SET body = x'00' WHERE capture = ?1", [&capture]).expect("damaged");
    store.execute("UPDATE memo SET value = x'00' WHERE stage LIKE 'account/%'", []).expect("damaged");
    drop(store);
    let mut desk = Desk::open(&path).expect("opened");
    let error = desk.words(&capture, 0, 10).expect_err("it is damaged");
    assert!(error.is_damaged() && error.to_string().contains("report 3"), "{error}");
    assert_eq!(desk.status().expect("read").reports, 8);
    let told = damage(&path);
    for row in ["report 3", "memo "] {
        assert!(told.iter().any(|told| told.starts_with(row)), "{told:?}");
    }
    // What can be drawn again is drawn again.
    let error = desk.account(1).expect_err("it is damaged");
    assert!(error.is_damaged() && error.to_string().contains("variorum desk rebuild"), "{error}");
    let turn = desk.turn().expect("the turn");
    let pipeline = pipeline().expect("it was there before");
    let rebuilt = desk.rebuild(&turn, pipeline, |_| ()).expect("rebuilt");
    assert_eq!((rebuilt.reports, rebuilt.changed, rebuilt.kept.len()), (8, 1, 0));
    assert_eq!(desk.account(1).expect("read"), whole);
    desk.settle().expect("sealed");
    assert_eq!(damage(&path), Vec::<String>::new());
}
