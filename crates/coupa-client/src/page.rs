//! Pages of records, and the proof that a page is what was asked for.
//!
//! Listings go by id: each page is asked for by `id[gt]=` the last id seen. Coupa tells neither
//! totals nor a cursor, so the only sign of the end is an empty page, and the only defence
//! against losing records is to look closely at every page, and not to take the empty one at its
//! word: the highest id has to lie behind.

/// A stretch of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdRange {
    /// Only ids above this. 0 for the start.
    pub after: u64,
    /// Only ids up to and including this, if given.
    pub through: Option<u64>,
}

impl IdRange {
    /// Everything above `after`.
    #[must_use]
    pub fn after(after: u64) -> Self {
        Self { after, through: None }
    }

    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self::after(0)
    }

    fn contains(self, id: u64) -> bool {
        id > self.after && self.through.is_none_or(|through| id <= through)
    }
}

impl std::fmt::Display for IdRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.through {
            Some(through) => write!(f, "ids above {} through {through}", self.after),
            None => write!(f, "ids above {}", self.after),
        }
    }
}

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The records, by ascending id. May be shorter than other pages anywhere in the listing.
    pub items: Vec<T>,
    /// `after` of the next page; `None` when the end was reached.
    pub next: Option<u64>,
    /// Records of this page that could not be read. Not empty means not complete.
    pub skipped: Vec<BadRecord>,
}

/// A record that could not be read, kept apart from its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// Its id, if that much could be read.
    pub id: Option<u64>,
    /// What is wrong with it.
    pub reason: String,
}

/// What is wrong with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageFault {
    /// An id that was not asked for.
    Outside(u64),
    /// The same id twice.
    Repeated(u64),
    /// All were asked for, but a later one comes before this one.
    Unordered(u64),
    /// Records, but not one readable id to go on from.
    NoIds,
    /// No records, although the one with this id was still to come.
    TooEarly(u64),
    /// No records, and none before either, although there were or must be some.
    AllGone,
}

impl std::fmt::Display for PageFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outside(id) => write!(f, "a page with id {id}, which was not asked for"),
            Self::Repeated(id) => write!(f, "a page that lists id {id} twice"),
            Self::Unordered(id) => write!(f, "a page where id {id} comes after a higher one"),
            Self::NoIds => f.write_str("a page without a single readable id"),
            Self::TooEarly(id) => write!(f, "an empty page, although id {id} exists"),
            Self::AllGone => f.write_str("an empty page, and no sign of the records that must be there"),
        }
    }
}

/// Checks the ids of a page, in the order they came, and tells the last.
///
/// `None` stands for a record without a readable id. `Ok(None)` is the empty page.
pub(crate) fn check_ids(ids: &[Option<u64>], range: IdRange) -> Result<Option<u64>, PageFault> {
    let known: Vec<u64> = ids.iter().copied().flatten().collect();
    // What was not asked for is told before mere disorder: it means the filter was ignored.
    if let Some(outside) = known.iter().find(|id| !range.contains(**id)) {
        return Err(PageFault::Outside(*outside));
    }
    let mut sorted = known.clone();
    sorted.sort_unstable();
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(PageFault::Repeated(pair[0]));
    }
    if let Some(pair) = known.windows(2).find(|pair| pair[0] > pair[1]) {
        return Err(PageFault::Unordered(pair[1]));
    }
    match (ids.is_empty(), known.last()) {
        (true, _) => Ok(None),
        (false, Some(last)) => Ok(Some(*last)),
        (false, None) => Err(PageFault::NoIds),
    }
}

/// Where the listing goes on after `last`; `None` when nothing can be left.
pub(crate) fn next_after(last: Option<u64>, range: IdRange) -> Option<u64> {
    last.filter(|last| range.through.is_none_or(|through| *last < through))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pages_are_looked_at_closely() {
        let range = IdRange { after: 10, through: Some(20) };
        let check = |ids: &[u64], expected| {
            let ids: Vec<Option<u64>> = ids.iter().copied().map(Some).collect();
            assert_eq!(check_ids(&ids, range), expected, "{ids:?}");
        };
        check(&[], Ok(None));
        check(&[11, 15, 20], Ok(Some(20)));
        check(&[10, 11], Err(PageFault::Outside(10)));
        check(&[11, 21], Err(PageFault::Outside(21)));
        check(&[11, 11, 12], Err(PageFault::Repeated(11)));
        check(&[12, 11], Err(PageFault::Unordered(11)));
        assert_eq!(check_ids(&[None], range), Err(PageFault::NoIds));
        assert_eq!(check_ids(&[Some(12), None], range), Ok(Some(12)));
    }

    #[test]
    fn a_stretch_ends_at_its_end() {
        let range = IdRange { after: 0, through: Some(20) };
        assert_eq!(next_after(Some(19), range), Some(19));
        assert_eq!(next_after(Some(20), range), None);
        assert_eq!(next_after(None, range), None);
        assert_eq!(next_after(Some(20), IdRange::all()), Some(20));
    }

    proptest! {
        #[test]
        fn an_accepted_page_is_exactly_ascending_and_inside(
            ids in prop::collection::vec(prop::option::weighted(0.9, 0_u64..40), 0..8),
            after in 0_u64..20,
            through in prop::option::of(0_u64..40),
        ) {
            let range = IdRange { after, through };
            let known: Vec<u64> = ids.iter().copied().flatten().collect();
            let proper = known.windows(2).all(|pair| pair[0] < pair[1])
                && known.iter().all(|id| *id > after && through.is_none_or(|through| *id <= through));
            match check_ids(&ids, range) {
                Ok(last) => {
                    prop_assert!(proper);
                    prop_assert_eq!(last, known.last().copied());
                }
                Err(PageFault::NoIds) => prop_assert!(known.is_empty() && !ids.is_empty()),
                Err(_) => prop_assert!(!proper),
            }
        }
    }
}
