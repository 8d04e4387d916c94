//! `/api/graphql`: reading, with any depth of nesting, by a real GraphQL library.
//!
//! The schema follows from the field tables and the switches. Before a document runs it is looked through:
//! which root fields it names decides the logical operations (for faults and counters) and the scopes it
//! needs.

mod analysis;
mod messages;
mod schema;

use std::sync::Arc;

use http::StatusCode;
use serde_json::json;

pub(crate) use analysis::{Analysis, GraphqlRequest};
pub(crate) use schema::GraphqlSchema;

use crate::fault::{Fault, FaultKind, FaultTarget};
use crate::instance::Instance;
use crate::reply::{Format, Problem, Reply};
use crate::schema::View;
use crate::scope::{ScopeSet, read_scope};
use crate::switches::{Graphql, GraphqlMessages, GraphqlScopeFailure};

/// What the resolvers of one document share.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) instance: Arc<Instance>,
    pub(crate) view: View,
    pub(crate) faults: Vec<Fault>,
}

impl Reading {
    /// The page faults that concern a list of this class.
    pub(crate) fn page_faults(&self, class: crate::schema::Class) -> Vec<FaultKind> {
        let operation = crate::operation::Operation::list_of(class);
        self.faults
            .iter()
            .filter(|fault| match fault.target {
                FaultTarget::Operation(target) => target == operation,
                _ => true,
            })
            .map(|fault| fault.kind.clone())
            .collect()
    }
}

/// Answers a document whose token has been checked.
pub(crate) async fn answer(
    instance: &Arc<Instance>,
    request: &GraphqlRequest,
    analysis: &Analysis,
    scopes: &ScopeSet,
    faults: Vec<Fault>,
) -> Result<Reply, Problem> {
    let view = instance.view();
    let switches = Arc::clone(&view.switches);
    match switches.graphql {
        Graphql::On => {}
        Graphql::NotFound => return Err(Problem::NoPath),
        Graphql::Forbidden => return Err(Problem::Forbidden("GraphQL is not enabled".to_owned())),
    }
    if let Some(missing) = analysis.scopes(&switches).into_iter().find(|scope| !scopes.contains(*scope)) {
        return match switches.graphql_scope_failure {
            GraphqlScopeFailure::Forbidden => Err(Problem::Scope(missing.to_owned())),
            GraphqlScopeFailure::Errors => {
                let message = format!("The access token lacks the scope {missing}");
                Ok(Reply::json(
                    StatusCode::OK,
                    &json!({
                        "data": null,
                        "errors": [{ "message": message, "extensions": { "code": "insufficient_scope" } }],
                    }),
                ))
            }
        };
    }
    if let Some(message) = analysis.exceeds(&switches, request.query.len()) {
        return Ok(errors(&message));
    }
    if request.query.trim().is_empty() {
        return Ok(errors("No query string was present"));
    }
    let mut execution = async_graphql::Request::new(&request.query)
        .variables(async_graphql::Variables::from_json(request.variables.clone()));
    if let Some(name) = &request.operation_name {
        execution = execution.operation_name(name);
    }
    let partial = faults.iter().any(|fault| fault.kind == FaultKind::GraphqlErrors { partial: true });
    let reading = Reading { instance: Arc::clone(instance), view, faults };
    let mut response = instance.schema().execute(execution.data(reading)).await;
    if switches.graphql_messages == GraphqlMessages::Coupa {
        for error in &mut response.errors {
            error.message = messages::reword(&error.message);
        }
    }
    if partial {
        spoil(&mut response);
    }
    // Written straight from the response: root fields keep the order of the document.
    let body = serde_json::to_string(&response)
        .unwrap_or_else(|_| r#"{"data":null,"errors":[{"message":"Internal server error"}]}"#.to_owned());
    Ok(Reply::new(StatusCode::OK, Format::Json.content_type(), body))
}

/// Status 200, no data, one message.
pub(crate) fn errors(message: &str) -> Reply {
    Reply::json(StatusCode::OK, &json!({ "data": null, "errors": [{ "message": message }] }))
}

/// Takes the last root field away and says so, as if its resolver had failed.
fn spoil(response: &mut async_graphql::Response) {
    let mut error = async_graphql::ServerError::new("Internal server error", None);
    if let async_graphql::Value::Object(data) = &mut response.data
        && let Some((name, value)) = data.last_mut()
    {
        error.path = vec![async_graphql::PathSegment::Field(name.to_string())];
        *value = async_graphql::Value::Null;
    }
    response.errors.push(error);
}

impl Analysis {
    /// The scopes the document needs.
    fn scopes(&self, switches: &crate::switches::Switches) -> Vec<&'static str> {
        let nested = switches.nested_scope == crate::switches::NestedScope::Each;
        let classes = self.root_classes.iter().chain(self.nested_classes.iter().filter(|_| nested));
        classes.map(|class| read_scope(*class)).collect()
    }
}
