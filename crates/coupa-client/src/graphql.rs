//! GraphQL documents and answers.
//!
//! A document puts every field on a line of its own. Errors of a GraphQL server tell the line of
//! the field they complain about, so a field this instance does not know is found exactly, even
//! when the same name occurs at several depths.

use serde_json::Value;

use crate::selection::{Field, Path};

/// How many messages of one answer are told.
const MAX_MESSAGES: usize = 5;

/// A document with the paths of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) text: String,
    /// For each line (from 0) the path of the field on it; the empty path is the root field.
    lines: Vec<Option<Path>>,
}

impl Document {
    /// A document that asks one collection for `fields` of the records `query` selects.
    pub(crate) fn collection(root: &str, query: &str, fields: &[Field]) -> Self {
        let mut document = Self { text: String::new(), lines: Vec::new() };
        document.line(0, "query {", None);
        document.line(1, &format!("{root}(query: {}) {{", string_literal(query)), Some(String::new()));
        document.fields(2, "", fields);
        document.line(1, "}", None);
        document.line(0, "}", None);
        document
    }

    fn fields(&mut self, depth: usize, above: &str, fields: &[Field]) {
        for field in fields {
            let path =
                if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
            if field.children.is_empty() {
                self.line(depth, field.name, Some(path));
            } else {
                self.line(depth, &format!("{} {{", field.name), Some(path.clone()));
                self.fields(depth + 1, &path, &field.children);
                self.line(depth, "}", None);
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str, path: Option<Path>) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(path);
    }

    fn path_at(&self, line: u64) -> Option<&Path> {
        self.lines.get(usize::try_from(line).ok()?.checked_sub(1)?)?.as_ref()
    }

    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.lines.iter().flatten()
    }
}

/// A string as GraphQL writes it. JSON's escapes are a subset of GraphQL's.
pub(crate) fn string_literal(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// One entry of `errors`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GraphQlError {
    pub(crate) message: String,
    line: Option<u64>,
    path: Vec<PathPart>,
    code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum PathPart {
    Name(String),
    Index(usize),
}

/// An answer taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Envelope {
    /// `data`, with null as nothing.
    pub(crate) data: Option<Value>,
    pub(crate) errors: Vec<GraphQlError>,
}

impl Envelope {
    /// Takes an answer apart; `None` if it is not a GraphQL answer at all.
    pub(crate) fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else { return None };
        let errors = match map.remove("errors") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(entries)) => entries.iter().map(GraphQlError::read).collect(),
            Some(text @ Value::String(_)) => vec![GraphQlError::read(&text)],
            // REST's envelope, where `errors` is an object: not an answer of GraphQL.
            Some(_) => return None,
        };
        let data = map.remove("data");
        if data.is_none() && errors.is_empty() {
            return None;
        }
        Some(Self { data: data.filter(|data| !data.is_null()), errors })
    }

    /// The messages, joined.
    pub(crate) fn messages(&self) -> String {
        let mut messages: Vec<&str> = Vec::new();
        for error in &self.errors {
            if messages.len() < MAX_MESSAGES && !messages.contains(&error.message.as_str()) {
                messages.push(&error.message);
            }
        }
        match messages.as_slice() {
            [] => "no explanation was given".to_owned(),
            messages => messages.join("; "),
        }
    }

    /// Whether the document itself was refused, so that sending it again cannot help.
    pub(crate) fn is_refusal_of_document(&self) -> bool {
        self.errors.iter().any(GraphQlError::is_validation)
    }

    /// Whether somebody lacks a permission, as far as the text tells.
    pub(crate) fn is_permission(&self) -> bool {
        self.errors.iter().any(|error| {
            let message = error.message.to_ascii_lowercase();
            let code = error.code.as_deref().unwrap_or_default().to_ascii_lowercase();
            [
                "scope",
                "not authorized",
                "unauthorized",
                "not permitted",
                "permission",
                "forbidden",
                "access denied",
            ]
            .iter()
            .any(|word| message.contains(word) || code.contains(word))
        })
    }

    /// The paths of the fields the errors say this instance does not know. Empty if no error names
    /// one; the empty path means the collection itself.
    pub(crate) fn unknown_fields(&self, document: &Document) -> Vec<Path> {
        let mut unknown: Vec<Path> = Vec::new();
        for error in self.errors.iter().filter(|error| error.is_validation()) {
            for path in error.unknown_in(document) {
                if !unknown.contains(&path) {
                    unknown.push(path);
                }
            }
        }
        unknown
    }

    /// The indices of the records of `root` that errors belong to; `None` if some error belongs to
    /// no single record.
    pub(crate) fn affected(&self, root: &str) -> Option<Vec<usize>> {
        self.errors
            .iter()
            .map(|error| match error.path.as_slice() {
                [PathPart::Name(name), PathPart::Index(index), ..] if name == root => Some(*index),
                _ => None,
            })
            .collect()
    }
}

impl GraphQlError {
    fn read(value: &Value) -> Self {
        let message = match value {
            Value::String(text) => text.clone(),
            Value::Object(map) => match map.get("message") {
                Some(Value::String(text)) => text.clone(),
                _ => "an error without a message".to_owned(),
            },
            _ => "an error without a message".to_owned(),
        };
        let path = match value.get("path") {
            Some(Value::Array(parts)) => parts
                .iter()
                .filter_map(|part| match part {
                    Value::String(name) => Some(PathPart::Name(name.clone())),
                    Value::Number(index) => Some(PathPart::Index(usize::try_from(index.as_u64()?).ok()?)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let extension = |key: &str| value.get("extensions")?.get(key)?.as_str().map(str::to_owned);
        Self {
            message,
            line: value.get("locations").and_then(|list| list.get(0)?.get("line")?.as_u64()),
            path,
            code: extension("code").or_else(|| extension("type")),
        }
    }

    fn is_validation(&self) -> bool {
        let message = self.message.to_ascii_lowercase();
        let code = self.code.as_deref().unwrap_or_default().to_ascii_lowercase();
        // The wordings of graphql-ruby, graphql-js, graphql-java and async-graphql.
        [
            "doesn't exist on type",
            "does not exist on type",
            "cannot query field",
            "unknown field",
            "fieldundefined",
            "is undefined",
            "unknown argument",
            "doesn't accept argument",
            "parse error",
            "syntax error",
            "must have a selection",
            "must have selections",
            "selections can't be made on",
            "exceeds max complexity",
            "exceeds max depth",
            "too complex",
            "nested too deep",
        ]
        .iter()
        .any(|words| message.contains(words))
            || ["undefinedfield", "validation_failed", "parse_failed", "argumentnotaccepted"]
                .iter()
                .any(|word| code.contains(word))
    }

    /// The path of the field this error says is unknown.
    fn unknown_in(&self, document: &Document) -> Vec<Path> {
        let quoted = quoted_names(&self.message);
        let Some(name) = quoted.first() else { return Vec::new() };
        let is_named = |path: &Path| path.rsplit('.').next() == Some(name);
        // The line is exact, if it holds what the message names.
        if let Some(path) = self.line.and_then(|line| document.path_at(line)) {
            if is_named(path) {
                return vec![path.clone()];
            }
            if path.is_empty() && document.text.contains(&format!("{name}(query:")) {
                return vec![String::new()];
            }
        }
        // graphql-ruby tells the way through the document: `query users roles nickname`.
        let told: Vec<&str> = self
            .path
            .iter()
            .filter_map(|part| match part {
                PathPart::Name(name) => Some(name.as_str()),
                PathPart::Index(_) => None,
            })
            .collect();
        let by_path: Vec<Path> = document
            .paths()
            .filter(|path| is_named(path) && told.len() > 1 && told.join(".").ends_with(&format!(".{path}")))
            .max_by_key(|path| path.len())
            .cloned()
            .into_iter()
            .collect();
        if !by_path.is_empty() {
            return by_path;
        }
        // Several places may carry the name; without more to go by, all of them are left out.
        document.paths().filter(|path| is_named(path)).cloned().collect()
    }
}

/// The names in a message that stand between quotes or backticks, in order.
fn quoted_names(message: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = message;
    while let Some(start) = rest.find(['"', '\'', '`']) {
        let quote = rest[start..].chars().next().unwrap_or('"');
        let after = &rest[start + quote.len_utf8()..];
        let length = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, tail) = after.split_at(length);
        // An apostrophe within a word (`doesn't`) opens nothing.
        if !name.is_empty() && tail.starts_with(quote) {
            names.push(name);
            rest = &tail[quote.len_utf8()..];
        } else {
            rest = after;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn document() -> Document {
        Document::collection(
            "users",
            "id[gt]=0",
            &[
                Field::required("id"),
                Field::optional("description"),
                Field::required("roles").of(vec![Field::required("id"), Field::optional("description")]),
            ],
        )
    }

    #[test]
    fn a_document_has_a_field_per_line() {
        assert_eq!(
            document().text,
            "query {\n  users(query: \"id[gt]=0\") {\n    id\n    description\n    roles {\n      id\n      \
             description\n    }\n  }\n}\n"
        );
        assert_eq!(document().path_at(2), Some(&String::new()));
        assert_eq!(document().path_at(7), Some(&"roles.description".to_owned()));
        assert_eq!(document().path_at(8), None);
        assert_eq!(document().path_at(0), None);
    }

    #[track_caller]
    fn unknown(error: Value, expected: &[&str]) {
        let envelope = Envelope::read(json!({ "data": null, "errors": [error] })).unwrap();
        assert_eq!(envelope.unknown_fields(&document()), expected);
    }

    #[test]
    fn unknown_fields_are_found_in_the_wordings_of_common_servers() {
        unknown(
            json!({ "message": "Field 'description' doesn't exist on type 'Role'", "locations": [{ "line": 7, "column": 7 }] }),
            &["roles.description"],
        );
        unknown(
            json!({ "message": "Cannot query field \"description\" on type \"User\". Did you mean \"login\"?", "locations": [{ "line": 4 }] }),
            &["description"],
        );
        unknown(
            json!({ "message": "Field 'description' doesn't exist on type 'Role'", "path": ["query", "users", "roles", "description"] }),
            &["roles.description"],
        );
        unknown(
            json!({ "message": "Unknown field \"description\" on type \"X\"." }),
            &["description", "roles.description"],
        );
        unknown(
            json!({ "message": "Field 'users' doesn't exist on type 'Query'", "locations": [{ "line": 2 }] }),
            &[""],
        );
        unknown(json!({ "message": "Field 'nickname' doesn't exist on type 'User'" }), &[]);
        unknown(json!({ "message": "Something went wrong with 'description'" }), &[]);
    }

    #[test]
    fn errors_are_told_apart() {
        let read = |message: &str| {
            Envelope::read(json!({ "data": null, "errors": [{ "message": message }] })).unwrap()
        };
        assert!(read("Parse error on \"}\"").is_refusal_of_document());
        assert!(!read("Timeout on validation of x").is_refusal_of_document());
        assert!(read("insufficient scope: core.user.read").is_permission());
        assert!(!read("Internal error").is_permission());
    }

    #[test]
    fn partial_answers_name_the_records_hit() {
        let affected = |paths: Value| {
            let errors: Vec<Value> = paths
                .as_array()
                .unwrap()
                .iter()
                .map(|path| json!({ "message": "x", "path": path }))
                .collect();
            Envelope::read(json!({ "data": { "users": [] }, "errors": errors })).unwrap().affected("users")
        };
        assert_eq!(affected(json!([["users", 3, "roles"], ["users", 0]])), Some(vec![3, 0]));
        assert_eq!(affected(json!([["users", 3], ["users"]])), None);
        assert_eq!(affected(json!([["roles", 3]])), None);
    }

    #[test]
    fn names_are_taken_from_between_quotes() {
        assert_eq!(quoted_names("Field 'a' doesn't exist on type 'B'"), ["a", "B"]);
        assert_eq!(quoted_names("can't say `x_1` nor \"y z\""), ["x_1"]);
        assert!(quoted_names("'é' ''' \"").is_empty());
    }

    #[test]
    fn what_is_not_a_graphql_answer_is_none() {
        assert_eq!(Envelope::read(json!([1])), None);
        assert_eq!(Envelope::read(json!({ "users": [] })), None);
        assert_eq!(Envelope::read(json!({ "errors": { "user": ["is invalid"] } })), None);
        assert!(Envelope::read(json!({ "data": null })).is_some());
        assert!(Envelope::read(json!({ "errors": "broken" })).is_some());
    }

    proptest! {
        #[test]
        fn messages_never_panic(message in "\\PC{0,80}", line in any::<Option<u64>>()) {
            quoted_names(&message);
            let message = format!("Field {message} doesn't exist on type");
            let value = json!({ "errors": [{ "message": message, "locations": [{ "line": line }], "path": [message, line] }] });
            let envelope = Envelope::read(value).unwrap();
            envelope.unknown_fields(&document());
            envelope.affected("users");
        }

        #[test]
        fn a_string_literal_stays_one_string(text in "\\PC{0,40}") {
            let literal = string_literal(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&literal).unwrap(), text);
        }
    }
}
