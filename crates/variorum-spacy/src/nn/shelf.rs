//! Places for a bounded number of things, each known by a small number: the one not used for longest makes room.
//!
//! "Longest" is told by a clock hand that goes round the places and gives whatever was used since it last came by
//! a second chance (Corbató, "A Paging Experiment with the Multics System", 1968).

/// Which things have a place. The first place stands for none of them.
#[derive(Default)]
pub(super) struct Shelf {
    /// From a thing's number to its place, 0 for none.
    places: Vec<u32>,
    /// From a place to the number of the thing there.
    owners: Vec<u32>,
    uses: Vec<Use>,
    /// The places asked for since [`Shelf::begin`].
    held: Vec<u32>,
    hand: usize,
}

/// How a place was used.
#[derive(Clone, Copy, Default)]
struct Use {
    /// Asked for again after it was taken, since the hand last came by.
    again: bool,
    /// Asked for since [`Shelf::begin`].
    held: bool,
}

/// The answer to a question for a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The thing is there.
    Known(u32),
    /// The thing has a place from now on, and must be put there.
    Taken(u32),
}

impl Shelf {
    /// Lets go of the places that were held. Things are numbered below `things`, more than which there never were.
    pub(super) fn begin(&mut self, things: usize) {
        for place in self.held.drain(..) {
            self.uses[place as usize].held = false;
        }
        self.places.resize(self.places.len().max(things), 0);
        if self.owners.is_empty() {
            self.owners.push(0);
            self.uses.push(Use { again: true, held: true });
        }
    }

    /// The place of a thing. It is held until [`Shelf::begin`]. Once there are `limit` places, a thing that is not
    /// held loses its own; if all are held there will be more.
    pub(super) fn place(&mut self, thing: usize, limit: usize) -> Place {
        let known = self.places[thing];
        if known != 0 {
            let place = &mut self.uses[known as usize];
            place.again = true;
            if !place.held {
                place.held = true;
                self.held.push(known);
            }
            return Place::Known(known);
        }
        let place = self.free_place(limit);
        self.owners[place] = thing as u32;
        self.uses[place] = Use { again: false, held: true };
        self.places[thing] = place as u32;
        self.held.push(place as u32);
        Place::Taken(place as u32)
    }

    /// One more than the greatest place; 0 before [`Shelf::begin`].
    pub(super) fn len(&self) -> usize {
        self.owners.len()
    }

    /// Forgets all things.
    pub(super) fn clear(&mut self) {
        *self = Shelf::default();
    }

    fn free_place(&mut self, limit: usize) -> usize {
        // The first place is not among those held.
        let all_are_held = self.held.len() + 1 == self.owners.len();
        if self.owners.len() >= limit && !all_are_held {
            // In the first round all may have been used again, in the second only what is held was.
            for _ in 0..2 * self.owners.len() {
                self.hand = (self.hand + 1) % self.owners.len();
                let place = &mut self.uses[self.hand];
                if self.hand == 0 || place.held {
                    continue;
                }
                if place.again {
                    place.again = false;
                    continue;
                }
                self.places[self.owners[self.hand] as usize] = 0;
                return self.hand;
            }
        }
        self.owners.push(0);
        self.uses.push(Use::default());
        self.owners.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What became of each thing asked for: `k` known, `t` taken.
    fn ask(shelf: &mut Shelf, things: &[usize], limit: usize) -> String {
        shelf.begin(100);
        let known = |place| if matches!(place, Place::Known(_)) { 'k' } else { 't' };
        things.iter().map(|&thing| known(shelf.place(thing, limit))).collect()
    }

    #[test]
    fn what_is_used_again_stays() {
        let mut shelf = Shelf::default();
        assert_eq!(ask(&mut shelf, &[1, 2, 1, 3], 4), "ttkt");
        assert_eq!(ask(&mut shelf, &[4], 4), "t", "takes the place of 2");
        assert_eq!(ask(&mut shelf, &[1, 3], 4), "kk");
        assert_eq!(ask(&mut shelf, &[2], 4), "t");
        assert_eq!(shelf.len(), 4);
    }

    #[test]
    fn what_is_held_never_goes() {
        let mut shelf = Shelf::default();
        assert_eq!(ask(&mut shelf, &[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], 3), "tttttkkkkk");
        assert_eq!(shelf.len(), 6, "more places than the limit");
        let places: Vec<Place> = (1..=5).map(|thing| shelf.place(thing, 3)).collect();
        assert_eq!(places, (1..=5).map(Place::Known).collect::<Vec<_>>());
    }

    #[test]
    fn no_two_things_share_a_place() {
        let mut shelf = Shelf::default();
        for round in 0..200_usize {
            shelf.begin(100);
            let things: Vec<usize> = (0..7).map(|step| (round * round + step * step * 3) % 100).collect();
            let places: std::collections::BTreeMap<usize, u32> = things
                .iter()
                .map(|&thing| match shelf.place(thing, 20) {
                    Place::Known(place) | Place::Taken(place) => (thing, place),
                })
                .collect();
            let distinct: std::collections::BTreeSet<&u32> = places.values().collect();
            assert!(distinct.len() == places.len() && !distinct.contains(&0) && shelf.len() <= 20);
        }
    }
}
