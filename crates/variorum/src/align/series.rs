//! Series: figures of one matter put together, before their values are compared.

use std::collections::BTreeMap;

use super::asof::Order;
use super::bridges::Bridges;
use super::context::Context;
use super::figure::{Figure, figures};
use super::kin::{Scene, is_common};
use super::lexicon;

/// How many members of a series a new figure is held against.
pub const REPRESENTATIVES: usize = 8;
/// Figures of one matter.
#[derive(Debug, Clone)]
pub struct Series {
    /// The figures in order of report and place; never empty.
    pub figures: Vec<Figure>,
    representatives: Vec<usize>,
    /// The figures of each report.
    of_report: BTreeMap<usize, Vec<usize>>,
}

/// Puts figures together: first by state and what is counted, then by what else they share.
pub fn all(context: &Context<'_>, bridges: &Bridges) -> Vec<Series> {
    let figures = figures(context, bridges);
    let scene = Scene::new(context, bridges, &figures);
    let mut by_kind: BTreeMap<(Option<String>, String), Vec<Series>> = BTreeMap::new();
    for figure in figures {
        let known = by_kind.entry((figure.measure.clone(), figure.counted.clone())).or_default();
        let scored = known
            .iter()
            .enumerate()
            .filter_map(|(index, series)| series.evidence(&scene, &figure).map(|evidence| (evidence, index)));
        match scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
            Some((_, index)) => known[index].add(context, figure),
            None => known.push(Series::of(figure)),
        }
    }
    let series = by_kind.into_values().flat_map(|series| merged(context, &scene, series)).collect();
    things(context, &scene, people(context, &scene, series))
}

/// Puts things without a state together with the same number of them in one: "two bridges collapsed", "the flood took
/// two bridges".
fn things(context: &Context<'_>, scene: &Scene<'_>, series: Vec<Series>) -> Vec<Series> {
    let (plain, mut kept): (Vec<Series>, Vec<Series>) = series.into_iter().partition(|series| {
        let first = &series.figures[0];
        first.measure.is_none() && !lexicon::is_person(&first.counted) && !is_common(&first.counted)
    });
    let mut apart = Vec::new();
    for series in plain {
        match kept.iter().position(|stated| stated.holds_same(scene, &series)) {
            Some(index) => {
                series.figures.into_iter().for_each(|figure| kept[index].add(context, figure));
                kept[index].figures.sort_by_key(|figure| (figure.claim, figure.quantity));
                kept[index].represent(context);
            }
            None => apart.push(series),
        }
    }
    kept.extend(apart);
    kept.sort_by_key(|series| series.figures[0].claim);
    kept
}

/// Puts the people of a state together with the workers, civilians or soldiers that they all are: the main figures of
/// both are one number, told by one report ("kills six" above, "six workers" beneath). Where one report tells of more
/// civilians than another does of people, the two contradict each other and are put together too; fewer may be a part.
fn people(context: &Context<'_>, scene: &Scene<'_>, series: Vec<Series>) -> Vec<Series> {
    let (mut anybody, special): (Vec<Series>, Vec<Series>) =
        series.into_iter().partition(|series| series.figures[0].counted == ANYBODY);
    let mut kept = Vec::new();
    for mut series in special {
        let same = lexicon::is_person(&series.figures[0].counted) && series.figures[0].measure.is_some();
        let mut join = |wanted: &dyn Fn(&Series, &Series) -> bool| {
            let found = anybody.iter().position(|people| same && wanted(&series, people));
            if let Some(index) = found {
                let people = anybody.remove(index);
                people.figures.into_iter().for_each(|figure| series.add(context, figure));
                series.figures.sort_by_key(|figure| (figure.claim, figure.quantity));
                series.represent(context);
            }
        };
        join(&|series, people| series.is_all_of(people) || series.is_headed_as(people));
        join(&|series, people| series.exceeds(people) && series.is_one_with(scene, people));
        kept.push(series);
    }
    kept.extend(anybody);
    kept.sort_by_key(|series| series.figures[0].claim);
    kept
}

/// The class of people of no special kind.
const ANYBODY: &str = "person";

const PASSENGER: &str = "passenger";

/// Puts series of one kind together whose main figures belong to one matter: each new figure joins the series that it
/// fits best, which leaves two where one report tells both numbers.
fn merged(context: &Context<'_>, scene: &Scene<'_>, series: Vec<Series>) -> Vec<Series> {
    let mut kept: Vec<Series> = Vec::new();
    for next in series {
        match kept.iter().position(|known| known.is_one_with(scene, &next)) {
            Some(index) => next.figures.into_iter().for_each(|figure| kept[index].add(context, figure)),
            None => kept.push(next),
        }
    }
    for series in &mut kept {
        series.figures.sort_by_key(|figure| (figure.claim, figure.quantity));
        series.represent(context);
    }
    kept
}

impl Series {
    fn of(figure: Figure) -> Series {
        let of_report = BTreeMap::from([(figure.claim.0, vec![0])]);
        Series { figures: vec![figure], representatives: vec![0], of_report }
    }

    fn add(&mut self, context: &Context<'_>, figure: Figure) {
        let group = |figure: &Figure| context.groups[figure.claim.0];
        let same = self.representatives.iter().position(|&index| {
            let known = &self.figures[index];
            known.value == figure.value && group(known) == group(&figure)
        });
        let next = self.figures.len();
        match same {
            // Of one number told twice in a report the main figure speaks for it.
            Some(place) if figure.main && !self.figures[self.representatives[place]].main => {
                self.representatives[place] = next;
            }
            Some(_) => {}
            None if self.representatives.len() < REPRESENTATIVES => self.representatives.push(next),
            None => {}
        }
        self.of_report.entry(figure.claim.0).or_default().push(next);
        self.figures.push(figure);
    }

    /// Chooses the members anew that new figures are held against.
    fn represent(&mut self, context: &Context<'_>) {
        let figures = std::mem::take(&mut self.figures);
        self.representatives.clear();
        self.of_report.clear();
        figures.into_iter().for_each(|figure| self.add(context, figure));
    }

    /// Whether main figures of both belong together, nothing keeps any two of them apart, and no voice gives two
    /// numbers.
    fn is_one_with(&self, scene: &Scene<'_>, other: &Series) -> bool {
        let held = |series: &Series| -> Vec<Figure> {
            series.representatives.iter().map(|&index| series.figures[index].clone()).collect()
        };
        let (own, others) = (held(self), held(other));
        let pairs = || own.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
        let main = || pairs().filter(|(a, b)| a.main && b.main);
        main().any(|(a, b)| a.claim.0 != b.claim.0 && scene.evidence(a, b).is_some())
            && main().all(|(a, b)| scene.compatible(a, b))
            && !other.figures.iter().any(|figure| self.holds_rival(scene.context, figure))
    }

    /// Whether the things here have a state and are as many as those of another series, so that these may be they.
    fn holds_same(&self, scene: &Scene<'_>, other: &Series) -> bool {
        let (own, others) = (&self.figures[0], &other.figures[0]);
        let alike = |a: &Figure, b: &Figure| {
            a.value.number == b.value.number && !a.value.vague && scene.compatible(a, b) && scene.alike(a, b)
        };
        let pairs = self.figures.iter().flat_map(|a| other.figures.iter().map(move |b| (a, b)));
        own.measure.is_some() && own.counted == others.counted && pairs.into_iter().all(|(a, b)| alike(a, b))
    }

    /// Whether the main figures here are as great as those of the people at least, and no report tells both.
    fn exceeds(&self, people: &Series) -> bool {
        let main = |series: &Series| -> Vec<f64> {
            let main = series.figures.iter().filter(|figure| figure.main && !figure.value.vague);
            main.map(|figure| figure.value.number).collect()
        };
        let (own, others) = (main(self), main(people));
        let part = self.figures.iter().any(|figure| figure.whole.is_some());
        let apart = self.of_report.keys().all(|report| !people.of_report.contains_key(report));
        let least = own.into_iter().fold(f64::INFINITY, f64::min);
        apart && !part && least.is_finite() && others.iter().all(|&number| number <= least)
    }

    /// Whether a number of passengers here is one of people there.
    fn is_headed_as(&self, people: &Series) -> bool {
        let of_passengers = self.figures[0].counted == PASSENGER;
        let one = |a: &Figure, b: &Figure| {
            a.measure == b.measure && a.value.number == b.value.number && !a.value.vague
        };
        of_passengers && self.figures.iter().any(|a| people.figures.iter().any(|b| one(a, b)))
    }

    /// Whether main figures of both give one number in one report.
    fn is_all_of(&self, people: &Series) -> bool {
        let one = |a: &Figure, b: &Figure| {
            a.measure == b.measure && a.main && b.main && a.value.number == b.value.number && !a.value.vague
        };
        let of_report = |report: usize| people.of_report.get(&report).into_iter().flatten();
        self.figures.iter().any(|a| of_report(a.claim.0).any(|&b| one(a, &people.figures[b])))
    }

    /// How strongly the figure belongs here; `None` where it does not.
    fn evidence(&self, scene: &Scene<'_>, figure: &Figure) -> Option<f64> {
        let mut known = self.representatives.iter().map(|&index| &self.figures[index]);
        if self.holds_rival(scene.context, figure)
            || !known.clone().all(|known| scene.compatible(known, figure))
        {
            return None;
        }
        let mut best: Option<f64> = None;
        for evidence in known.by_ref().filter_map(|known| scene.evidence(known, figure)) {
            best = Some(best.map_or(evidence, |best| best.max(evidence)));
        }
        best
    }

    /// Whether one voice of the same report already gives another number here: it then speaks of two matters.
    fn holds_rival(&self, context: &Context<'_>, figure: &Figure) -> bool {
        let of_report = self.of_report.get(&figure.claim.0).into_iter().flatten();
        of_report.map(|&index| &self.figures[index]).any(|known| {
            context.origin(known.claim) == context.origin(figure.claim)
                && !known.value.fits(figure.value)
                && known.as_of.order(figure.as_of) != Order::Different
        })
    }
}
