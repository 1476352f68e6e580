//! Reports join stories as they arrive.
//!
//! The features and the threshold are those of [`variorum::collate::pile`], which groups a pile at once. Here each
//! report is weighed against what came before it, so the answer depends on the order of arrival and on nothing else:
//! not on how arrivals are cut into batches, and not on when the program was restarted.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use variorum::collate::pile::{self, Counts, Kind, PILE, TOGETHER};

/// Words of a report that are kept for comparing: the rest weigh next to nothing.
const HEAVIEST: usize = 48;
/// Words by which stories are looked up that may be alike.
const LOOKED_UP: usize = 16;
/// Stories are looked up that hold a report of the same stretch of this many days, or of the one before or after.
const STRETCH: i64 = 14;
/// A word that so many stories of one stretch hold leads to none of them.
const CROWDED: usize = 400;
/// So many of the stories that share the weightiest words are compared, however many there are: with all of them a report of
/// Reuters-21578 cost three times as much at 10,000 reports as at 1,000.
const COMPARED: usize = 32;

/// The name of a story, given by whoever keeps the stories.
pub type StoryId = i64;

/// What is known of all reports so far.
#[derive(Debug, Default)]
pub struct Grouper {
    numbers: FxHashMap<(Kind, String), u32>,
    /// For each word, how many reports use it.
    holders: Vec<u32>,
    reports: usize,
    stories: Vec<Story>,
    /// The place of each story in `stories`.
    places: FxHashMap<StoryId, u32>,
    /// Stories, by their places, for each stretch of days and word.
    index: FxHashMap<(Stretch, u32), Vec<u32>>,
    /// The first reports, as long as they are too few to tell which words are rare.
    first: Vec<Early>,
}

/// Stretches are counted from the first day of the calendar; undated reports share one of their own.
type Stretch = Option<i64>;

#[derive(Debug)]
struct Story {
    id: StoryId,
    members: usize,
    /// Sum of the bags of its reports, by word.
    sum: Vec<(u32, f32)>,
}

#[derive(Debug)]
struct Early {
    counts: Counts,
    day: Option<Date>,
    story: StoryId,
}

/// Where a report goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// To this story.
    Joins(StoryId),
    /// To a story of its own.
    Founds,
    /// All reports so far are grouped anew: for each, in order of arrival, the number of its group.
    Regroups(Vec<usize>),
}

/// A report's heaviest words by number, the squares of the weights of all its words adding up to one; in order of the words.
pub type Bag = Vec<(u32, f32)>;

impl Grouper {
    /// Counts the words of a new report, and weighs them against all that came before. It is to be added to a story next.
    pub fn weigh(&mut self, counts: &Counts) -> Bag {
        let numbers: Vec<u32> = counts.keys().map(|word| self.number(word)).collect();
        numbers.iter().for_each(|number| self.holders[*number as usize] += 1);
        self.reports += 1;
        self.bag(counts, &numbers)
    }

    /// Where a report goes that was weighed; it is not added yet.
    pub fn place(&self, counts: &Counts, bag: &[(u32, f32)], day: Option<Date>) -> Placement {
        if self.reports <= PILE {
            return self.place_early(counts);
        }
        let best = self
            .candidates(bag, day)
            .into_iter()
            .map(|story| (likeness(bag, story), story.id))
            .filter(|(likeness, _)| *likeness >= TOGETHER)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map_or(Placement::Founds, |(_, story)| Placement::Joins(story))
    }

    /// Adds a report that was weighed to a story.
    pub fn add(&mut self, counts: &Counts, bag: &[(u32, f32)], day: Option<Date>, story: StoryId) {
        if self.reports < PILE {
            self.first.push(Early { counts: counts.clone(), day, story });
            return;
        }
        for early in std::mem::take(&mut self.first) {
            let numbers: Vec<u32> = early.counts.keys().map(|word| self.number(word)).collect();
            let bag = self.bag(&early.counts, &numbers);
            self.add_bag(&bag, early.day, early.story);
        }
        self.add_bag(bag, day, story);
    }

    /// Moves the first reports to other stories, after they were grouped anew; `stories` has one entry a report.
    pub fn reassign(&mut self, stories: &[StoryId]) {
        for (early, story) in self.first.iter_mut().zip(stories) {
            early.story = *story;
        }
    }

    /// How many reports there are.
    pub fn reports(&self) -> usize {
        self.reports
    }

    fn place_early(&self, counts: &Counts) -> Placement {
        let mut all: Vec<Counts> = self.first.iter().map(|early| early.counts.clone()).collect();
        all.push(counts.clone());
        let mut group_of = vec![0; all.len()];
        for (number, group) in pile::groups(&all).into_iter().enumerate() {
            group.into_iter().for_each(|place| group_of[place] = number);
        }
        Placement::Regroups(group_of)
    }

    fn add_bag(&mut self, bag: &[(u32, f32)], day: Option<Date>, story: StoryId) {
        let stretch = stretch(day);
        let place = self.place_of(story);
        for (word, _) in heaviest(bag, LOOKED_UP) {
            let listed = self.index.entry((stretch, word)).or_default();
            if !listed.contains(&place) && listed.len() < CROWDED {
                listed.push(place);
            }
        }
        let held = &mut self.stories[place as usize];
        held.members += 1;
        add(&mut held.sum, bag);
    }

    fn place_of(&mut self, story: StoryId) -> u32 {
        let next = self.stories.len() as u32;
        let place = *self.places.entry(story).or_insert(next);
        if place == next {
            self.stories.push(Story { id: story, members: 0, sum: Vec::new() });
        }
        place
    }

    fn number(&mut self, word: &(Kind, String)) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.holders.len() as u32;
        self.numbers.insert(word.clone(), number);
        self.holders.push(0);
        number
    }

    /// The bag of a report whose words are counted; `numbers` are those of its words.
    fn bag(&self, counts: &Counts, numbers: &[u32]) -> Bag {
        let weigh = |((word, &count), &number): ((&(Kind, String), &usize), &u32)| {
            (number, pile::weight(word.0, count, self.holders[number as usize] as usize, self.reports))
        };
        let mut bag: Vec<(u32, f64)> = counts.iter().zip(numbers).map(weigh).collect();
        let norm = bag.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        bag.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        bag.truncate(HEAVIEST);
        bag.sort_unstable_by_key(|(number, _)| *number);
        bag.into_iter().map(|(number, weight)| (number, (weight / norm) as f32)).collect()
    }

    /// The stories of about that day that share most of the heaviest words, by their weight.
    fn candidates(&self, bag: &[(u32, f32)], day: Option<Date>) -> Vec<&Story> {
        let own = stretch(day);
        let stretches = match own {
            Some(own) => vec![Some(own - 1), Some(own), Some(own + 1), None],
            None => vec![None],
        };
        let mut shared = vec![0.0_f32; self.stories.len()];
        let mut found: Vec<u32> = Vec::new();
        for (word, weight) in heaviest(bag, LOOKED_UP) {
            let lists = stretches.iter().filter_map(|stretch| self.index.get(&(*stretch, word)));
            for &place in lists.filter(|list| list.len() < CROWDED).flatten() {
                if shared[place as usize] == 0.0 {
                    found.push(place);
                }
                shared[place as usize] += weight * weight;
            }
        }
        found.sort_unstable_by(|a, b| shared[*b as usize].total_cmp(&shared[*a as usize]).then(a.cmp(b)));
        found.truncate(COMPARED);
        found.into_iter().map(|place| &self.stories[place as usize]).collect()
    }
}

/// The mean likeness of a report to those of a story.
fn likeness(bag: &[(u32, f32)], story: &Story) -> f64 {
    dot(bag, &story.sum) / story.members as f64
}

fn stretch(day: Option<Date>) -> Stretch {
    let first = Date::ZERO;
    day.and_then(|day| first.until(day).ok()).map(|length| i64::from(length.get_days()).div_euclid(STRETCH))
}

/// The heaviest `count` words of a bag, with their weights.
fn heaviest(bag: &[(u32, f32)], count: usize) -> Vec<(u32, f32)> {
    let mut bag = bag.to_vec();
    bag.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    bag.truncate(count);
    bag
}

/// The dot product of a bag and a sum of bags, both in order of their words. Most stories hold few reports, and walking both
/// is quicker than looking each word up; in the sum of a large story it is not.
fn dot(bag: &[(u32, f32)], sum: &[(u32, f32)]) -> f64 {
    let product = |weight: f32, held: f32| f64::from(weight) * f64::from(held);
    if sum.len() > WALKED * bag.len() {
        let found = bag.iter().filter_map(|&(number, weight)| {
            let place = sum.binary_search_by_key(&number, |entry| entry.0).ok()?;
            Some(product(weight, sum[place].1))
        });
        return found.sum();
    }
    let mut held = sum.iter().peekable();
    bag.iter()
        .filter_map(|&(number, weight)| {
            while held.next_if(|entry| entry.0 < number).is_some() {}
            Some(product(weight, held.next_if(|entry| entry.0 == number)?.1))
        })
        .sum()
}

/// A sum so many times as long as a bag is searched and not walked: looking a word up takes some ten steps.
const WALKED: usize = 10;

/// Adds a bag to a sum of bags; both are in order.
fn add(sum: &mut Vec<(u32, f32)>, bag: &[(u32, f32)]) {
    let known = sum.len();
    for &(number, weight) in bag {
        match sum[..known].binary_search_by_key(&number, |entry| entry.0) {
            Ok(place) => sum[place].1 += weight,
            Err(_) => sum.push((number, weight)),
        }
    }
    if sum.len() > known {
        sum.sort_by_key(|(number, _)| *number);
    }
}
