//! A compact set of words.

use crate::strings::murmur64a;

/// A set of words in one piece of memory, made once: an English lemmatizer has 90,000 and should load quickly.
#[derive(Debug, Default)]
pub(super) struct WordSet {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// Numbers of words plus one, by hash; 0 is free. Its length is a power of two.
    slots: Vec<u32>,
}

impl WordSet {
    /// The set of these words. Words beyond 4 GiB of text are left out.
    pub(super) fn new(words: &[&str]) -> WordSet {
        let length = words.iter().map(|word| word.len()).sum();
        let mut set = WordSet {
            text: String::with_capacity(length),
            ends: Vec::with_capacity(words.len()),
            slots: vec![0; (words.len() * 2).next_power_of_two()],
        };
        for word in words {
            let Err(slot) = set.find(word) else { continue };
            let Ok(end) = u32::try_from(set.text.len() + word.len()) else { break };
            set.text.push_str(word);
            set.ends.push(end);
            set.slots[slot] = set.ends.len() as u32;
        }
        set
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        !self.is_empty() && self.find(word).is_ok()
    }

    /// The slot of a word, or the free one where it belongs.
    fn find(&self, word: &str) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = murmur64a(word.as_bytes(), 0) as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.word(number as usize) == word {
                return Ok(slot);
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn holds_its_words_and_no_other() {
        let words: Vec<String> = (0..1000).map(|number| format!("w{number}")).collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.extend(["", "w1", "été"]);
        let set = WordSet::new(&words);
        assert!(words.iter().all(|word| set.contains(word)));
        assert!(["w1000", "w", "ét"].iter().all(|word| !set.contains(word)));
        assert!(!WordSet::new(&[]).contains("") && WordSet::new(&[]).is_empty());
    }
}
