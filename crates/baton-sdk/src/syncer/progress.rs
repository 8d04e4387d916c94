//! What a sync tells about itself while it runs.

/// Somebody who watches a sync: a progress bar, or nobody.
///
/// Every method may be called from any task and must return at once.
pub trait Progress: Send + Sync {
    /// Something begins that has no pages: `checking the connection`.
    fn phase(&self, what: &str);
    /// The first page of a listing is about to be read.
    fn listing_started(&self, listing: &str);
    /// A page was stored. `fraction_done` is from 0 to 1, where the connector can tell.
    fn page(&self, listing: &str, n_resources: usize, n_grants: usize, fraction_done: Option<f64>);
    /// The listing was read to its end, or given up.
    fn listing_finished(&self, listing: &str, complete: bool);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn phase(&self, _what: &str) {}
    fn listing_started(&self, _listing: &str) {}
    fn page(&self, _listing: &str, _n_resources: usize, _n_grants: usize, _fraction_done: Option<f64>) {}
    fn listing_finished(&self, _listing: &str, _complete: bool) {}
}
