//! Reads one page of any collection: by GraphQL where the instance can, else by REST, and checks
//! that the page is what was asked for.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use url::Url;

use super::end::End;
use crate::client::Client;
use crate::error::{BodyKind, Cause, Error, Result};
use crate::graphql::{Document, Envelope};
use crate::model::record::{Reason, Record, plain_key, read_id};
use crate::page::{BadRecord, IdRange, Page, PageFault, check_ids, next_after};
use crate::query::Query;
use crate::retry::{Safety, Trouble};
use crate::schema::Route;
use crate::scope::Scope;
use crate::selection::{self, Field, Need, Path};
use crate::transport::{Call, Effort, JSON, Operation};

/// Largest page REST gives (Coupa's documentation of `limit`).
pub(crate) const PAGE_LIMIT: usize = 50;

/// How often a page that is not what was asked for is asked again before the listing fails.
/// Twice sorts out a mixed-up cache; more would only hide a fault.
const MAX_WRONG_PAGES: u32 = 3;

/// How often a document is made smaller for one page. Some servers name one unknown field at a
/// time, and there are some forty fields to name.
const MAX_PRUNES: u32 = 60;

/// How often an answer with GraphQL errors that may pass is asked for again.
const MAX_TRANSIENT_ERRORS: u32 = 1;

/// A collection of records of one kind.
#[derive(Debug)]
pub(crate) struct Collection {
    /// Root field in GraphQL.
    pub(crate) graphql: &'static str,
    /// Name of the record's type in GraphQL.
    pub(crate) type_name: &'static str,
    /// Last part of the path in REST.
    pub(crate) rest: &'static str,
    /// Whether every instance has some, so that a 404 for all of them means something else.
    pub(crate) never_empty: bool,
}

/// What to list.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    pub(crate) collection: &'static Collection,
    pub(crate) operation: Operation,
    pub(crate) fields: Vec<Field>,
    pub(crate) conditions: Query,
}

/// The records of one answer, before anyone looked at them.
struct Fetched {
    records: Vec<Value>,
    /// Records the answer itself calls faulty, by index, with Coupa's words.
    spoiled: BTreeMap<usize, String>,
}

impl Listing {
    pub(crate) fn new(
        collection: &'static Collection,
        name: &'static str,
        scopes: &[Scope],
        fields: Vec<Field>,
    ) -> Self {
        Self { collection, operation: Operation::new(name, scopes), fields, conditions: Query::new() }
    }

    pub(crate) fn matching(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.conditions = self.conditions.with(key, value);
        self
    }
}

impl Client {
    /// One page of a listing.
    pub(crate) async fn page<T>(
        &self,
        listing: &Listing,
        range: IdRange,
        read: impl Fn(&Record<'_>) -> Result<T, Reason>,
    ) -> Result<Page<T>> {
        let knowledge = &self.inner.knowledge;
        let transport = self.inner.session.transport();
        let root = listing.collection.graphql;
        let mut effort = Effort::start();
        let (mut distrusted, mut said_again) = (false, false);
        let mut failed: Option<Error> = None;
        loop {
            let route = if distrusted { Route::Rest } else { knowledge.route(root) };
            let fetched = match route {
                Route::Rest => match (self.fetch_rest(listing, range).await, failed.take()) {
                    (Ok(fetched), None) => fetched,
                    (Ok(fetched), Some(graphql)) => {
                        let why = graphql.cause().map(ToString::to_string).unwrap_or_default();
                        knowledge.set_rest_only(root, &why);
                        fetched
                    }
                    // Neither works; the first reason is the one to act on.
                    (Err(_), Some(graphql)) => return Err(graphql),
                    (Err(rest), None) => return Err(rest),
                },
                Route::GraphQl | Route::GraphQlOrdered => {
                    match self.fetch_graphql(listing, range, route == Route::GraphQlOrdered).await {
                        Ok(Some(fetched)) => fetched,
                        // The collection turned out to be readable by REST only.
                        Ok(None) => continue,
                        // Whatever GraphQL has against the question, REST may answer it.
                        Err(error) if matches!(error.cause(), Some(Cause::GraphQl { .. })) => {
                            failed = Some(error);
                            distrusted = true;
                            continue;
                        }
                        Err(error) => return Err(error),
                    }
                }
            };
            effort.tries += 1;
            let ids: Vec<Option<u64>> =
                fetched.records.iter().map(|record| read_id(id_value(record)?)).collect();
            let fault = match check_ids(&ids, range) {
                Ok(None) if range.through.is_none() => match self.end(listing, range, route).await? {
                    End::Proven => return Ok(finish(fetched, &ids, None, read)),
                    End::Untold if said_again => return Ok(finish(fetched, &ids, None, read)),
                    End::Untold => {
                        // Nobody can prove it, so it is at least said twice.
                        said_again = true;
                        continue;
                    }
                    End::Refuted(fault) => fault,
                },
                Ok(last) => return Ok(finish(fetched, &ids, next_after(last, range), read)),
                Err(fault) => fault,
            };
            // What GraphQL leaves out, REST may still show.
            distrusted |= matches!(fault, PageFault::TooEarly(_));
            match (fault, route) {
                (PageFault::Unordered(_), Route::GraphQl) => {
                    knowledge.set_ordered(root);
                    continue;
                }
                (PageFault::Unordered(_), Route::GraphQlOrdered) => {
                    knowledge.set_rest_only(root, "pages stay out of order");
                    continue;
                }
                _ => {}
            }
            if effort.tries >= MAX_WRONG_PAGES {
                let cause = Cause::WrongPage { asked: range.to_string(), came: fault.to_string() };
                return Err(transport.error(&listing.operation, effort, cause));
            }
            tracing::warn!(operation = listing.operation.words(), %range, %fault, "asking again for a wrong page");
            let wait = transport.retry_policy().delay(Trouble::Garbled, effort.tries, None);
            transport.tally().retry();
            transport.wait(wait).await;
        }
    }

    /// Asks by GraphQL. `None` when it turns out that only REST can tell.
    async fn fetch_graphql(
        &self,
        listing: &Listing,
        range: IdRange,
        ordered: bool,
    ) -> Result<Option<Fetched>> {
        let knowledge = &self.inner.knowledge;
        let session = &self.inner.session;
        let transport = session.transport();
        let collection = listing.collection;
        let root = collection.graphql;
        let mut effort = Effort::start();
        let (mut prunes, mut transient, mut introspected) = (0, 0, false);
        loop {
            let mut query = Query::new().id_range(range.after, range.through).extend(&listing.conditions);
            if ordered {
                query = query.ordered_by_id();
            }
            let fields = selection::without(&listing.fields, &knowledge.dropped(root));
            if let Some(lost) = lost_requirement(&listing.fields, &fields) {
                knowledge.set_rest_only(root, &format!("GraphQL does not know `{lost}`, which is needed"));
                return Ok(None);
            }
            let document = Document::collection(root, &query.to_text(), &fields);
            effort.tries += 1;
            let Some(mut envelope) = self.graphql(&listing.operation, &document.text).await? else {
                return Ok(None);
            };
            let records = envelope.data.as_mut().and_then(|data| data.get_mut(root)).map(Value::take);
            if envelope.errors.is_empty() {
                if let Some(Value::Array(records)) = records {
                    return Ok(Some(Fetched { records, spoiled: BTreeMap::new() }));
                }
            } else if envelope.is_refusal_of_document() {
                prunes += 1;
                let mut drops = drops_for(&listing.fields, &envelope.unknown_fields(&document));
                if drops.as_ref().is_some_and(Vec::is_empty) && !introspected {
                    introspected = true;
                    drops = self.fields_not_in_schema(listing, &fields).await?;
                }
                match drops {
                    Some(paths) if !paths.is_empty() && prunes < MAX_PRUNES => {
                        for path in &paths {
                            knowledge.drop_field(root, path);
                        }
                        continue;
                    }
                    _ => {
                        let text = transport.redactor().clean(&envelope.messages());
                        knowledge.set_rest_only(root, &format!("GraphQL refuses the question ({text})"));
                        return Ok(None);
                    }
                }
            } else if envelope.is_permission() {
                let missing = session.missing_for(&listing.operation, None).await;
                let text = transport.redactor().clean(&envelope.messages());
                let cause = Cause::Forbidden { status: 200, missing, text };
                return Err(transport.error(&listing.operation, effort, cause));
            }
            if transient < MAX_TRANSIENT_ERRORS {
                transient += 1;
                transport.tally().retry();
                let wait = transport.retry_policy().delay(Trouble::Garbled, transient, None);
                tracing::warn!(
                    operation = listing.operation.words(),
                    text = transport.redactor().clean(&envelope.messages()),
                    "asking again after GraphQL errors"
                );
                transport.wait(wait).await;
                continue;
            }
            let text = transport.redactor().clean(&envelope.messages());
            // Errors that each belong to one record spoil those records, not the page.
            if let (Some(Value::Array(records)), Some(affected)) = (records, envelope.affected(root))
                && !affected.is_empty()
                && affected.iter().all(|index| *index < records.len())
            {
                let spoiled = affected.into_iter().map(|index| (index, text.clone())).collect();
                return Ok(Some(Fetched { records, spoiled }));
            }
            return Err(transport.error(&listing.operation, effort, Cause::GraphQl { messages: text }));
        }
    }

    /// Sends a document. `None` when this instance has no GraphQL for us.
    pub(crate) async fn graphql(&self, operation: &Operation, document: &str) -> Result<Option<Envelope>> {
        let session = &self.inner.session;
        let transport = session.transport();
        let call = Call {
            method: Method::POST,
            url: session.instance().url(&["api", "graphql"]),
            content_type: JSON,
            body: Some(Bytes::from(json!({ "query": document }).to_string())),
            safety: Safety::Read,
        };
        let key = session.uses_api_key();
        let tolerated = move |status| {
            matches!(status, 400 | 403 | 404 | 405 | 406 | 415 | 422 | 501) || (key && status == 401)
        };
        let effort = Effort::start();
        let reply = session.call(operation, &call, tolerated).await?;
        let fail = |cause| transport.error(operation, effort, cause);
        match reply.status {
            403 => {
                let missing = session.missing_for(operation, Some(&reply)).await;
                let text = reply.text(transport.redactor());
                if !missing.is_empty() {
                    return Err(fail(Cause::Forbidden { status: 403, missing, text }));
                }
                self.inner.knowledge.set_graphql_absent(&format!("GraphQL answers 403 ({text})"));
                Ok(None)
            }
            400 | 422 => serde_json::from_slice(&reply.body)
                .ok()
                .and_then(Envelope::read)
                .map(Some)
                .ok_or_else(|| fail(reply.refusal(transport.redactor()))),
            status if !(200..300).contains(&status) => {
                self.inner.knowledge.set_graphql_absent(&format!("GraphQL answers {status}"));
                Ok(None)
            }
            status => {
                let explained = reply
                    .json
                    .as_ref()
                    .is_some_and(|json| json.get("data").is_none() && json.get("errors").is_some());
                let text = if explained { reply.text(transport.redactor()) } else { String::new() };
                reply.json.and_then(Envelope::read).map(Some).ok_or_else(|| {
                    fail(if explained {
                        Cause::GraphQl { messages: text }
                    } else {
                        Cause::NotJson { status, seen: BodyKind::OtherJson }
                    })
                })
            }
        }
    }

    /// The optional fields that the schema of this instance does not list. `None` if the schema
    /// does not tell, or lacks something required.
    async fn fields_not_in_schema(&self, listing: &Listing, fields: &[Field]) -> Result<Option<Vec<Path>>> {
        let type_name = listing.collection.type_name;
        let document = format!(
            "query {{\n  __type(name: \"{type_name}\") {{\n    fields {{\n      name\n    }}\n  }}\n}}\n"
        );
        let Some(envelope) = self.graphql(&listing.operation, &document).await? else { return Ok(None) };
        let known: Option<Vec<String>> =
            envelope.data.as_ref().and_then(|data| data.get("__type")?.get("fields")?.as_array()).map(
                |fields| {
                    fields.iter().filter_map(|field| Some(field.get("name")?.as_str()?.to_owned())).collect()
                },
            );
        let Some(known) = known else { return Ok(None) };
        let unknown: Vec<Path> = fields
            .iter()
            .filter(|field| !known.iter().any(|name| name == field.name))
            .map(|field| field.name.to_owned())
            .collect();
        Ok(drops_for(&listing.fields, &unknown))
    }

    async fn fetch_rest(&self, listing: &Listing, range: IdRange) -> Result<Fetched> {
        let collection = listing.collection;
        let query = Query::new()
            .with("fields", selection::to_rest(&listing.fields))
            .with("limit", PAGE_LIMIT)
            .ordered_by_id()
            .id_range(range.after, range.through)
            .extend(&listing.conditions);
        let url = self.rest_url(&[collection.rest], &query);
        let records = match self.rest_list(&listing.operation, url.clone()).await? {
            Some(records) => records,
            None => {
                // A 404 is one of the two forms of an empty list. It is also what a passing
                // fault looks like, and an end too early would lose records: so it is asked twice.
                match self.rest_list(&listing.operation, url).await? {
                    Some(records) => records,
                    None if collection.never_empty && range == IdRange::all() => {
                        let cause =
                            Cause::NotFound { text: format!("`/api/{}` does not exist", collection.rest) };
                        return Err(self.inner.session.transport().error(
                            &listing.operation,
                            Effort::start(),
                            cause,
                        ));
                    }
                    None => {
                        tracing::debug!(
                            operation = listing.operation.words(),
                            "a 404 is taken for the empty list"
                        );
                        Vec::new()
                    }
                }
            }
        };
        self.note_absent_fields(listing, &records);
        Ok(Fetched { records, spoiled: BTreeMap::new() })
    }

    /// An address below `/api` with a query.
    pub(crate) fn rest_url(&self, segments: &[&str], query: &Query) -> Url {
        let mut path = vec!["api"];
        path.extend(segments);
        let mut url = self.inner.session.instance().url(&path);
        let query = query.to_url_query();
        url.set_query((!query.is_empty()).then_some(&*query));
        url
    }

    /// Gets a list by REST; `None` for a 404.
    pub(crate) async fn rest_list(&self, operation: &Operation, url: Url) -> Result<Option<Vec<Value>>> {
        let effort = Effort::start();
        match self.rest_get(operation, url).await? {
            None => Ok(None),
            Some(Value::Array(records)) => Ok(Some(records)),
            Some(_) => Err(self.other_json(operation, effort)),
        }
    }

    /// Gets one record by REST; `None` for a 404.
    pub(crate) async fn rest_get(&self, operation: &Operation, url: Url) -> Result<Option<Value>> {
        let reply = self.inner.session.call(operation, &Call::read(url), |status| status == 404).await?;
        Ok(reply.json)
    }

    pub(crate) fn other_json(&self, operation: &Operation, mut effort: Effort) -> Error {
        effort.tries = 1;
        let cause = Cause::NotJson { status: 200, seen: BodyKind::OtherJson };
        self.inner.session.transport().error(operation, effort, cause)
    }

    /// Takes note of optional fields that REST leaves out of every record of a page.
    fn note_absent_fields(&self, listing: &Listing, records: &[Value]) {
        let keys: Vec<Vec<String>> = records
            .iter()
            .filter_map(|record| Some(record.as_object()?.keys().map(|key| plain_key(key)).collect()))
            .collect();
        if keys.is_empty() {
            return;
        }
        for field in listing.fields.iter().filter(|field| field.need == Need::Optional) {
            let name = plain_key(field.name);
            if keys.iter().all(|keys| !keys.contains(&name)) {
                self.inner.knowledge.note_absent(listing.collection.graphql, field.name);
            }
        }
    }
}

fn id_value(record: &Value) -> Option<&Value> {
    record.as_object()?.get("id")
}

/// Reads the records of a checked page, each for itself.
fn finish<T>(
    fetched: Fetched,
    ids: &[Option<u64>],
    next: Option<u64>,
    read: impl Fn(&Record<'_>) -> Result<T, Reason>,
) -> Page<T> {
    let mut page = Page { items: Vec::with_capacity(fetched.records.len()), next, skipped: Vec::new() };
    for (index, value) in fetched.records.iter().enumerate() {
        let outcome = match fetched.spoiled.get(&index) {
            Some(text) => Err(text.clone()),
            None => Record::new(value).and_then(|record| read(&record)),
        };
        match outcome {
            Ok(item) => page.items.push(item),
            Err(reason) => {
                let id = ids.get(index).copied().flatten();
                tracing::warn!(id, reason, "a record cannot be read");
                page.skipped.push(BadRecord { id, reason });
            }
        }
    }
    page
}

/// What to leave out so that the unknown fields are not asked for: each itself if it is optional,
/// else the optional field above it. `None` if a field that must be read is unknown.
fn drops_for(fields: &[Field], unknown: &[Path]) -> Option<Vec<Path>> {
    let mut drops = Vec::new();
    for path in unknown {
        let mut candidate = path.as_str();
        loop {
            match selection::need_at(fields, candidate) {
                Some(Need::Optional) => break,
                Some(Need::Required) | None => candidate = candidate.rsplit_once('.')?.0,
            }
        }
        drops.push(candidate.to_owned());
    }
    Some(drops)
}

/// A required field that got lost from a pruned selection.
fn lost_requirement(all: &[Field], left: &[Field]) -> Option<Path> {
    all.iter()
        .filter(|field| field.need == Need::Required)
        .find(|field| left.iter().all(|other| other.name != field.name))
        .map(|field| field.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_leave_out_is_the_smallest_optional_thing() {
        let fields = [
            Field::required("id"),
            Field::optional("manager").of(vec![Field::required("id"), Field::optional("login")]),
            Field::required("roles").of(vec![Field::required("id"), Field::optional("name")]),
        ];
        let drops = |paths: &[&str]| {
            drops_for(&fields, &paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(drops(&["manager.login"]), Some(vec!["manager.login".to_owned()]));
        assert_eq!(drops(&["manager.id"]), Some(vec!["manager".to_owned()]));
        assert_eq!(
            drops(&["roles.name", "manager"]),
            Some(vec!["roles.name".to_owned(), "manager".to_owned()])
        );
        assert_eq!(drops(&["roles.id"]), None);
        assert_eq!(drops(&["id"]), None);
        assert_eq!(drops(&[""]), None);
        assert_eq!(drops(&[]), Some(Vec::new()));
    }
}
