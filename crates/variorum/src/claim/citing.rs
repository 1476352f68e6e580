//! "Citing" beside an attribution: one more link of its chain, and not something said of its own.

use std::ops::Range;

use super::frame::{Frame, without};
use super::scene::Scene;
use super::{phrase, rule, source};

/// Turns each "citing officials" into a frame whose source is whoever is cited and whose content is what the
/// attribution around it reports. The phrase itself leaves all contents.
pub(super) fn relate(scene: &Scene<'_>, frames: &mut [Frame]) {
    for index in 0..frames.len() {
        let cited = frames[index].head.and_then(|head| phrase::citing(scene, head));
        let Some(mut cited) = cited
            .filter(|cited| cited.source.as_ref().is_some_and(|source| source::may_speak(scene, source)))
        else {
            continue;
        };
        let (Some(cue), Some(source)) = (cited.cue.clone(), cited.source.clone()) else { continue };
        let phrase = cue.start..source.end;
        let governor = scene.parse.head(cue.start);
        let host = frames.iter().position(|frame| frame.asserts && frame.head == Some(governor));
        if let Some(host) = host.filter(|&host| host != index) {
            cited.content = frames[host].content.clone();
        }
        cited.settle(scene);
        frames[index] = cited;
        for frame in frames.iter_mut().filter(|frame| frame.asserts) {
            drop_phrase(scene, frame, &phrase);
        }
    }
}

/// Whether `frame` is a further link that [`relate`] made.
pub(super) fn is_link(frame: &Frame) -> bool {
    frame.by == rule::CITING
}

fn drop_phrase(scene: &Scene<'_>, frame: &mut Frame, phrase: &Range<usize>) {
    if !frame.covers(phrase.start) {
        return;
    }
    let parts = std::mem::take(&mut frame.content);
    frame.content = parts.into_iter().flat_map(|part| without(part, phrase)).collect();
    frame.settle(scene);
}
