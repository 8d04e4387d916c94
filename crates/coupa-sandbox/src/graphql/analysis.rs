//! Looking through a document before it runs: what it wants and how large it is.

use std::collections::{BTreeSet, HashMap};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    DocumentOperations, Field, FragmentDefinition, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Name, Positioned, Value};
use serde_json::Value as Json;

use super::schema::{collection_class, single_class};
use crate::operation::Operation;
use crate::print::lower_camel;
use crate::schema::Class;
use crate::switches::Switches;

/// Deeper documents are not looked into: fragments may refer to each other in a circle, which the library
/// refuses later.
const MAX_LOOK: usize = 64;

/// The body of a GraphQL request.
#[derive(Debug, Clone, Default)]
pub(crate) struct GraphqlRequest {
    pub(crate) query: String,
    pub(crate) variables: Json,
    pub(crate) operation_name: Option<String>,
}

impl GraphqlRequest {
    /// Reads a JSON body; `None` if it is not a JSON object.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let json: Json = serde_json::from_slice(body).ok()?;
        let object = json.as_object()?;
        let text = |name: &str| object.get(name).and_then(Json::as_str).map(ToOwned::to_owned);
        Some(Self {
            query: text("query").unwrap_or_default(),
            variables: object.get("variables").cloned().unwrap_or(Json::Null),
            operation_name: text("operationName"),
        })
    }
}

/// What a document wants.
#[derive(Debug, Clone, Default)]
pub(crate) struct Analysis {
    pub(crate) operations: Vec<Operation>,
    pub(crate) root_classes: BTreeSet<Class>,
    pub(crate) nested_classes: BTreeSet<Class>,
    /// The `query` arguments of the root fields, by field name.
    pub(crate) arguments: Vec<(String, String)>,
    root_fields: u64,
    fields: u64,
    depth: u64,
}

impl Analysis {
    pub(crate) fn of(request: &GraphqlRequest) -> Self {
        let mut analysis = Self::default();
        if let Ok(document) = parse_query(&request.query)
            && let Some(operation) = choose(&document.operations, request.operation_name.as_deref())
            && operation.ty == OperationType::Query
        {
            let variables = variables_of(operation, &request.variables);
            let mut walk =
                Walk { analysis: &mut analysis, fragments: &document.fragments, variables: &variables };
            walk.root(&operation.selection_set.node, 0);
        }
        if analysis.operations.is_empty() {
            analysis.operations.push(Operation::Other);
        }
        analysis
    }

    /// Why the document is too large for this instance, if it is.
    pub(crate) fn exceeds(&self, switches: &Switches, document_bytes: usize) -> Option<String> {
        let over = |value: u64, max: Option<u64>| max.filter(|max| value > *max);
        if let Some(max) = over(document_bytes as u64, switches.graphql_max_document_bytes) {
            return Some(format!("Query is larger than {max} bytes"));
        }
        if let Some(max) = over(self.root_fields, switches.graphql_max_root_fields) {
            return Some(format!("Query has {} root fields, which exceeds max of {max}", self.root_fields));
        }
        if let Some(max) = over(self.fields, switches.graphql_max_complexity) {
            return Some(format!(
                "Query has complexity of {}, which exceeds max complexity of {max}",
                self.fields
            ));
        }
        let max = over(self.depth, switches.graphql_max_depth)?;
        Some(format!("Query has depth of {}, which exceeds max depth of {max}", self.depth))
    }
}

fn choose<'a>(operations: &'a DocumentOperations, name: Option<&str>) -> Option<&'a OperationDefinition> {
    match (operations, name) {
        (DocumentOperations::Single(operation), _) => Some(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next().map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(_), None) => None,
    }
}

/// The variables of a request, with the defaults of those it does not send.
fn variables_of(operation: &OperationDefinition, sent: &Json) -> HashMap<String, String> {
    let mut variables = HashMap::new();
    for definition in &operation.variable_definitions {
        let name = definition.node.name.node.as_str();
        let default = definition.node.default_value.as_ref().and_then(|value| match &value.node {
            async_graphql::Value::String(text) => Some(text.clone()),
            _ => None,
        });
        let value = sent.get(name).and_then(Json::as_str).map(ToOwned::to_owned).or(default);
        variables.extend(value.map(|value| (name.to_owned(), value)));
    }
    variables
}

struct Walk<'a> {
    analysis: &'a mut Analysis,
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    variables: &'a HashMap<String, String>,
}

impl Walk<'_> {
    fn root(&mut self, selections: &SelectionSet, depth: usize) {
        if depth > MAX_LOOK {
            return;
        }
        let fragments = self.fragments;
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) => self.root_field(&field.node),
                Selection::InlineFragment(fragment) => {
                    self.root(&fragment.node.selection_set.node, depth + 1)
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = fragments.get(&spread.node.fragment_name.node) {
                        self.root(&fragment.node.selection_set.node, depth + 1);
                    }
                }
            }
        }
    }

    fn root_field(&mut self, field: &Field) {
        let name = field.name.node.as_str();
        if name == "__typename" {
            return;
        }
        self.analysis.root_fields += 1;
        self.analysis.fields += 1;
        let (operation, class) = if let Some(class) = collection_class(name) {
            (Operation::list_of(class), Some(class))
        } else if let Some(class) = single_class(name) {
            (Operation::show_of(class), Some(class))
        } else if name == "__schema" || name == "__type" {
            (Operation::Introspection, None)
        } else {
            (Operation::Other, None)
        };
        if let Some((_, argument)) =
            field.arguments.iter().find(|(argument, _)| argument.node.as_str() == "query")
        {
            let known = argument.node.clone().into_const_with(|variable| {
                self.variables.get(variable.as_str()).map(|text| Value::String(text.clone())).ok_or(())
            });
            if let Ok(Value::String(text)) = known {
                self.analysis.arguments.push((name.to_owned(), text));
            }
        }
        self.analysis.operations.push(operation);
        self.analysis.root_classes.extend(class);
        self.analysis.depth = self.analysis.depth.max(1);
        if !field.selection_set.node.items.is_empty() {
            self.nested(&field.selection_set.node, class, 2);
        }
    }

    fn nested(&mut self, selections: &SelectionSet, class: Option<Class>, depth: usize) {
        if depth > MAX_LOOK {
            return;
        }
        let fragments = self.fragments;
        self.analysis.depth = self.analysis.depth.max(depth as u64);
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) => {
                    self.analysis.fields += 1;
                    let name = field.node.name.node.as_str();
                    let target = class.and_then(|class| {
                        class.fields().iter().find(|known| lower_camel(known.name) == name)?.kind.target()
                    });
                    self.analysis.nested_classes.extend(target);
                    if !field.node.selection_set.node.items.is_empty() {
                        self.nested(&field.node.selection_set.node, target, depth + 1);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    self.nested(&fragment.node.selection_set.node, class, depth + 1);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = fragments.get(&spread.node.fragment_name.node) {
                        self.nested(&fragment.node.selection_set.node, class, depth + 1);
                    }
                }
            }
        }
    }
}
