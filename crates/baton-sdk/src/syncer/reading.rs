//! Reading the listings of a stage side by side, each from its first page along every token to its end.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use tokio::task::{Id, JoinSet};
use tracing::{debug, warn};

use super::{Sync, panicked, report::Failure, store::Store};
use crate::{
    connector::{ConnectorError, Listing, Page, PageToken, Stage, Unreadable},
    error::{Error, Result},
};

/// How many examples of unreadable records a message shows.
const MAX_UNREADABLE_SHOWN: usize = 5;

/// How far a listing is.
struct Reading {
    listing: Arc<dyn Listing>,
    /// Every token it gave.
    seen: BTreeSet<PageToken>,
    /// Pages that are waiting or being read.
    n_open: usize,
    /// Why a part of it could not be read.
    errors: Vec<Error>,
    unreadable: UnreadableRecords,
}

/// How many records could not be understood, and the first of them.
#[derive(Default)]
pub(super) struct UnreadableRecords {
    n_records: usize,
    examples: Vec<String>,
}

impl Reading {
    fn new(listing: Arc<dyn Listing>) -> Self {
        Self {
            listing,
            seen: BTreeSet::new(),
            n_open: 1,
            errors: Vec::new(),
            unreadable: UnreadableRecords::default(),
        }
    }

    /// Takes the tokens that the listing has not given before. Following another would never end.
    fn follow(&mut self, tokens: Vec<PageToken>) -> Vec<PageToken> {
        let mut fresh = Vec::with_capacity(tokens.len());
        for token in tokens {
            if self.seen.insert(token.clone()) {
                fresh.push(token);
            } else {
                let what = self.listing.name().to_owned();
                self.errors.push(Error::RepeatedToken { what, token });
            }
        }
        self.n_open += fresh.len();
        fresh
    }

    /// Everything that went wrong with the listing so far.
    fn take_errors(&mut self) -> Vec<Error> {
        let mut errors = std::mem::take(&mut self.errors);
        errors.extend(std::mem::take(&mut self.unreadable).into_error(self.listing.name()));
        errors
    }
}

impl UnreadableRecords {
    pub(super) fn add(&mut self, listing: &str, records: Vec<Unreadable>) {
        for Unreadable { record, reason } in records {
            warn!(listing, record, reason, "a record could not be understood");
            self.n_records += 1;
            if self.examples.len() < MAX_UNREADABLE_SHOWN {
                self.examples.push(format!("{record}: {reason}"));
            }
        }
    }

    pub(super) fn into_error(self, listing: &str) -> Option<Error> {
        let Self { n_records, examples } = self;
        let what = listing.to_owned();
        (n_records > 0).then(|| Error::UnreadableRecords { what, n_records, examples: examples.join("; ") })
    }
}

impl Sync {
    /// Reads every listing of a stage to its end.
    ///
    /// Each token leads to a part of its listing, and a part that cannot be read takes nothing from the
    /// others: so what is in the file never depends on the order in which pages arrive.
    pub(super) async fn read_stage(&mut self, stage: Stage, store: &Store) -> Result<()> {
        let concurrency = self.options.concurrency.max(1);
        let mut readings: Vec<Reading> = stage.into_iter().map(Reading::new).collect();
        let mut waiting: VecDeque<(usize, Option<PageToken>)> =
            (0..readings.len()).map(|index| (index, None)).collect();
        let mut running = JoinSet::new();
        let mut index_of: HashMap<Id, usize> = HashMap::new();

        loop {
            while running.len() < concurrency {
                let Some((index, token)) = waiting.pop_front() else { break };
                let listing = Arc::clone(&readings[index].listing);
                if token.is_none() {
                    self.progress.listing_started(listing.name());
                }
                let view = store.view();
                let task = running.spawn(async move { listing.page(token.as_ref(), &view).await });
                index_of.insert(task.id(), index);
            }
            let Some(joined) = running.join_next_with_id().await else { break };
            let id = joined.as_ref().map_or_else(tokio::task::JoinError::id, |(id, _)| *id);
            let Some(index) = index_of.remove(&id) else { continue };
            let reading = &mut readings[index];
            let result = match joined {
                Ok((_, result)) => result,
                Err(error) => return Err(panicked(reading.listing.name(), error)),
            };
            let tokens = self.take_page(reading, result, store).await?;
            waiting.extend(tokens.into_iter().map(|token| (index, Some(token))));
            if reading.n_open == 0 {
                self.end_listing(reading);
            }
        }
        Ok(())
    }

    /// Stores what a page holds, and answers where its listing goes on.
    async fn take_page(
        &mut self,
        reading: &mut Reading,
        result: Result<Page, ConnectorError>,
        store: &Store,
    ) -> Result<Vec<PageToken>> {
        reading.n_open -= 1;
        let name = reading.listing.name().to_owned();
        let tokens = match result {
            Ok(mut page) => {
                self.gate.admit(&mut page);
                let Page { resources, entitlements, grants, next, unreadable, fraction_done } = page;
                let (n_resources, n_grants) = (resources.len(), grants.len());
                store.put(resources, entitlements, grants).await?;
                self.progress.page(&name, n_resources, n_grants, fraction_done);
                debug!(listing = name, resources = n_resources, grants = n_grants, "stored a page");
                reading.unreadable.add(&name, unreadable);
                reading.follow(next)
            }
            Err(source) => {
                reading.errors.push(Error::List { what: name, source });
                Vec::new()
            }
        };
        if !self.options.keep_going
            && let Some(error) = reading.take_errors().into_iter().next()
        {
            return Err(error);
        }
        Ok(tokens)
    }

    /// Records what of a listing could not be read.
    fn end_listing(&mut self, reading: &mut Reading) {
        let errors = reading.take_errors();
        let listing = &reading.listing;
        self.progress.listing_finished(listing.name(), errors.is_empty());
        let mut told = BTreeSet::new();
        for error in errors {
            let failure = Failure {
                listing: listing.name().to_owned(),
                resource_types: listing.resource_types(),
                error,
            };
            let chain = failure.chain();
            // Parts that failed alike are one failure to whoever reads about it.
            if !told.contains(&chain) {
                warn!(listing = listing.name(), error = %chain, "could not be read; going on without it");
                told.insert(chain);
                self.failures.push(failure);
            }
        }
    }
}
