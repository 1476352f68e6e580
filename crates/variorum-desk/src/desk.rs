//! A desk: a folder with a store and captures, opened.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::{Error, Result};
use crate::seal::STORE;
use crate::{log, meta, schema, seal};

/// Held while reports are added or grouped, by one process at a time.
const LOCK: &str = "desk.lock";
/// How long a short write waits for another.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of the log of writes from which it is folded into the store.
const LONG_LOG: u64 = 64 << 20;

/// An open desk. Any number of processes may read one, and correct it, while one adds reports.
#[derive(Debug)]
pub struct Desk {
    /// The folder.
    pub folder: PathBuf,
    pub(crate) db: Connection,
}

/// The right to add reports and to group them, held by one process at a time; dropped, it is given back.
#[derive(Debug)]
pub struct Turn {
    folder: PathBuf,
    _lock: File,
}

impl Desk {
    /// Makes a desk in `folder`, which is made too if it is not there.
    ///
    /// # Errors
    /// If there is a desk already, or the folder can't be written.
    pub fn init(folder: impl Into<PathBuf>) -> Result<Desk> {
        let folder = folder.into();
        if folder.join(STORE).exists() {
            return Err(Error::other(format!("{}: there is a desk already", folder.display())));
        }
        fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, &error))?;
        let mut db = connect(&folder, OpenFlags::default())?;
        schema::migrate(&mut db)?;
        let desk = Desk { folder, db };
        desk.settle()?;
        Ok(desk)
    }

    /// Opens the desk in `folder` to read and to write; a store of an earlier format is brought to today's.
    ///
    /// # Errors
    /// If there is no desk, it can't be written, or a later program wrote it.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Desk> {
        let folder = existing(folder.into())?;
        let mut db = connect(&folder, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        if schema::format(&db)? < schema::FORMAT {
            schema::migrate(&mut db)?;
        }
        Ok(Desk { folder, db })
    }

    /// Opens the desk in `folder` to read only, also where nothing may be written.
    ///
    /// # Errors
    /// If there is no desk, it can't be read, or it is of another format than today's.
    pub fn open_to_read(folder: impl Into<PathBuf>) -> Result<Desk> {
        let folder = existing(folder.into())?;
        let db = match connect(&folder, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX) {
            // Without the right to write, the files that readers share can't be made; where nobody writes, none is needed.
            Err(error) if error.is_forbidden() => connect_unchanging(&folder)?,
            other => other?,
        };
        match schema::format(&db)? {
            schema::FORMAT => Ok(Desk { folder, db }),
            format => Err(Error::other(format!(
                "this desk has the format {format}; run `variorum desk status {}` once where it may be written",
                folder.display()
            ))),
        }
    }

    /// Takes the turn to add reports. What a run that was stopped left in the log of writes is proved, and folded in.
    ///
    /// # Errors
    /// If another process has it, or the log is damaged.
    pub fn turn(&self) -> Result<Turn> {
        let path = self.folder.join(LOCK);
        let lock = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = lock.map_err(|error| Error::file(&path, &error))?;
        match lock.try_lock() {
            Ok(()) => {
                self.settle()?;
                Ok(Turn { folder: self.folder.clone(), _lock: lock })
            }
            Err(TryLockError::WouldBlock) => Err(Error::busy(format!(
                "{}: another process is adding reports to this desk; wait for it, or stop it",
                self.folder.display()
            ))),
            Err(TryLockError::Error(error)) => Err(Error::file(&path, &error)),
        }
    }

    /// Writes in one transaction: all of it, or nothing. It is on the disk when this returns.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        meta::count_write(&transaction)?;
        transaction.commit()?;
        if fs::metadata(self.folder.join(log::LOG)).is_ok_and(|about| about.len() > LONG_LOG) {
            // The write is kept, whatever comes of this; a log that can't be folded in now is so later.
            let _ = self.settle();
        }
        Ok(result)
    }

    /// Folds the log of writes into the store and seals it. Does nothing while another process writes, or reads an
    /// earlier state.
    ///
    /// # Errors
    /// If the log is damaged, or the disk can't be written.
    pub fn settle(&self) -> Result<()> {
        let guard =
            connect(&self.folder, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        match seal::write(&self.db, &guard, &self.folder) {
            Err(error) if error.is_busy() => Ok(()),
            settled => settled,
        }
    }

    /// The file of the store.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.join(STORE)
    }
}

impl Turn {
    /// Whether the turn is for `desk`.
    pub(crate) fn is_for(&self, desk: &Desk) -> bool {
        self.folder == desk.folder
    }
}

fn existing(folder: PathBuf) -> Result<PathBuf> {
    if folder.join(STORE).is_file() {
        return Ok(folder);
    }
    Err(Error::unknown(format!(
        "{}: no desk here; make one with `variorum desk init {}`",
        folder.display(),
        folder.display()
    )))
}

fn connect(folder: &Path, flags: OpenFlags) -> Result<Connection> {
    let db = Connection::open_with_flags(folder.join(STORE), flags)?;
    db.busy_timeout(PATIENCE)?;
    let may_write = flags.intersects(OpenFlags::SQLITE_OPEN_READ_WRITE);
    if may_write {
        db.pragma_update(None, "journal_mode", "wal")?;
        // The log is flushed at every commit: what was acknowledged outlasts a loss of power.
        db.pragma_update(None, "synchronous", "full")?;
        // The log is folded in where the store is sealed, and nowhere else.
        db.pragma_update(None, "wal_autocheckpoint", 0)?;
    }
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    prepare(&db)?;
    Ok(db)
}

fn connect_unchanging(folder: &Path) -> Result<Connection> {
    if fs::metadata(folder.join(log::LOG)).is_ok_and(|about| about.len() > 0) {
        return Err(Error::other(format!(
            "{}: what was written last stands in a log that can’t be read here; run `variorum desk rebuild --stale {}` \
             once where the folder may be written",
            folder.display(),
            folder.display()
        )));
    }
    let path = folder.join(STORE);
    let path = path.canonicalize().map_err(|error| Error::file(&path, &error))?;
    let address = url::Url::from_file_path(&path)
        .map_err(|()| Error::other(format!("{}: this path can’t be opened", path.display())))?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(format!("{address}?immutable=1"), flags)?;
    prepare(&db)?;
    Ok(db)
}

fn prepare(db: &Connection) -> Result<()> {
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "cache_size", -65_536)?;
    db.pragma_update(None, "mmap_size", 1i64 << 30)?;
    db.set_prepared_statement_cache_capacity(64);
    // Reading the first page shows whether the file can be used at all.
    db.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0))?;
    Ok(())
}
