//! The numbers by which answers can be told apart: `X-Request-Id`, as the framework under Coupa sends it.
//!
//! Coupa's documents do not mention the header. A client may show it to people and must not rely on it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Makes ids that look like random UUIDs and are unique within a run. The same seed makes the same ones.
#[derive(Debug)]
pub(crate) struct RequestIds {
    seed: u64,
    last: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, last: AtomicU64::new(0) }
    }

    /// The next one, such as `1b671a64-40d5-491e-99b0-da01ff1f3341`.
    pub(crate) fn next(&self) -> String {
        let number = self.last.fetch_add(1, Ordering::SeqCst) + 1;
        // The first half is a one-to-one image of the number, so two of them never meet.
        let high = scramble(number ^ self.seed.rotate_left(32));
        let low = scramble(high ^ self.seed);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        )
    }
}

/// A permutation of all 64-bit numbers (the finisher of SplitMix64).
fn scramble(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_follow_from_the_seed() {
        let ids = RequestIds::new(7);
        let many: BTreeSet<String> = (0..10_000).map(|_| ids.next()).collect();
        assert_eq!(many.len(), 10_000);
        let lengths = |id: &String| id.split('-').map(str::len).collect::<Vec<_>>();
        assert!(many.iter().all(|id| lengths(id) == [8, 4, 4, 4, 12]));
        assert_eq!(RequestIds::new(7).next(), RequestIds::new(7).next());
        assert_ne!(RequestIds::new(7).next(), RequestIds::new(8).next());
    }
}
