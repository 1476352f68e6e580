//! What comes in: captures, one a report, before anybody read them.

use jiff::Timestamp;
use variorum::capture::Capture;
use variorum::extract;
use variorum::note::Note;

/// A capture on its way into the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The bytes, and the path or address that they came from.
    pub capture: Capture,
    /// The address of the page, where whoever fetched it knows it.
    pub url: Option<String>,
    /// When it was received, by the clock of whoever fetched it.
    pub received: Timestamp,
}

/// One thing that a source gives: something to read, or why there is nothing.
pub type Given = Result<Arrival, Note>;

impl Arrival {
    /// A capture that was received at `received`.
    pub fn new(capture: Capture, received: Timestamp) -> Arrival {
        Arrival { capture, url: None, received }
    }

    /// The records it holds, each for itself: a file of JSON Lines brings many reports.
    pub fn records(self) -> impl Iterator<Item = Arrival> {
        let Arrival { capture, url, received } = self;
        extract::records(capture).into_iter().map(move |capture| Arrival {
            capture,
            url: url.clone(),
            received,
        })
    }
}
