//! Reads bodies that come from the wire: JSON where it should be, Coupa's explanations where
//! something went wrong, and what else may be sitting in Coupa's place.
//!
//! Everything here is a pure function of foreign bytes; nothing here may panic.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::error::BodyKind;
use crate::secret::Secret;

/// How much of an explanation is kept, in characters. Coupa's validation messages are a line each.
pub const MAX_TEXT_CHARS: usize = 600;

/// How many messages of one answer are kept.
const MAX_MESSAGES: usize = 10;

/// How much of an explanation is looked at before it is shortened. More than the largest token we
/// carry, so that one repeated in an answer is found whole and taken out.
const MAX_LOOK_BYTES: usize = 512 * 1024;

/// How many replaced secrets are remembered: tokens follow each other during a long run, and an
/// answer may still mention the one before.
const MAX_REMEMBERED_TOKENS: usize = 8;

/// Why a body is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonProblem {
    NotUtf8 { position: usize },
    Truncated,
    NotJson(BodyKind),
}

/// Parses a body as JSON.
pub(crate) fn parse_json(body: &[u8]) -> Result<Value, JsonProblem> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        // Cut off within a character: that is a truncation, not another encoding.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return Err(JsonProblem::Truncated);
        }
        Err(error) => return Err(JsonProblem::NotUtf8 { position: error.valid_up_to() }),
    };
    serde_json::from_str(text).map_err(|error| {
        let kind = body_kind(text);
        if kind == BodyKind::Other && error.is_eof() {
            JsonProblem::Truncated
        } else {
            JsonProblem::NotJson(kind)
        }
    })
}

/// What a text that is not JSON looks like.
fn body_kind(text: &str) -> BodyKind {
    let start = text.trim_start();
    if start.is_empty() {
        return BodyKind::Empty;
    }
    let look = prefix(start, MAX_LOOK_BYTES);
    let lower = look.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.contains("<html") || lower.contains("<head") {
        return BodyKind::Html { title: between(look, &lower, "<title", "</title") };
    }
    if lower.starts_with('<') { BodyKind::Xml } else { BodyKind::Other }
}

/// The text of the first element `open ... close`. `lower` is `text` in ASCII lower case.
fn between(text: &str, lower: &str, open: &str, close: &str) -> Option<String> {
    let start = lower.find(open)?;
    let start = start + lower.get(start..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find(close)?;
    let inner = unescape(text.get(start..end)?);
    let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    (!inner.is_empty()).then_some(inner)
}

/// The five entities every XML writer uses, and the apostrophe of HTML.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The longest start of `text` of at most `max_bytes` that ends between characters.
fn prefix(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Coupa's explanation of an error, from a body of any shape.
///
/// In JSON, `errors` may be an object of lists, an object of texts, a list or a text, with
/// `warnings` beside them, which are left out; the token endpoint has `error` and
/// `error_description`. XML has `<error>` elements. Of a web page the title is told. Never empty,
/// at most [`MAX_TEXT_CHARS`] and an ellipsis.
#[must_use]
pub fn parse_error_body(body: &[u8]) -> String {
    shorten(&error_text(body))
}

/// The whole explanation, for [`Redactor::clean`], which must see secrets before they are cut.
pub(crate) fn error_text(body: &[u8]) -> String {
    error_messages(body).map_or_else(|instead| instead, |messages| messages.join("; "))
}

/// The messages of an explanation, each for itself and whole; at least one. If there is none, what
/// came instead, in our words.
pub(crate) fn error_messages(body: &[u8]) -> Result<Vec<String>, String> {
    let text = String::from_utf8_lossy(body);
    let mut messages: Vec<String> = Vec::new();
    let without = if let Ok(value) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        collect_json(&value, &mut messages);
        "no explanation was given"
    } else {
        match body_kind(&text) {
            BodyKind::Empty => return Err("the answer has no body".to_owned()),
            BodyKind::Html { title: Some(title) } => {
                return Err(format!("a web page titled \"{title}\" came"));
            }
            BodyKind::Html { title: None } => return Err("a web page without a title came".to_owned()),
            BodyKind::Xml => collect_xml(prefix(&text, MAX_LOOK_BYTES), &mut messages),
            _ => messages.push(prefix(text.trim(), MAX_LOOK_BYTES).to_owned()),
        }
        "an XML document without an explanation came"
    };
    if messages.is_empty() { Err(without.to_owned()) } else { Ok(messages) }
}

fn collect_json(value: &Value, messages: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let mut told = false;
            for key in ["errors", "error", "error_description", "error-description", "message"] {
                if let Some(inner) = map.get(key) {
                    told = true;
                    flatten(inner, messages, 0);
                }
            }
            if !told {
                flatten(value, messages, 0);
            }
        }
        other => flatten(other, messages, 0),
    }
}

/// Deepest nesting of messages. Coupa nests two levels; the rest is somebody else's document.
const MAX_MESSAGE_DEPTH: usize = 6;

fn flatten(value: &Value, messages: &mut Vec<String>, depth: usize) {
    if messages.len() >= MAX_MESSAGES || depth > MAX_MESSAGE_DEPTH {
        return;
    }
    match value {
        Value::String(text) => {
            let text = text.trim();
            if !text.is_empty() && messages.iter().all(|known| known != text) {
                messages.push(prefix(text, MAX_LOOK_BYTES).to_owned());
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| flatten(entry, messages, depth + 1)),
        Value::Object(map) => {
            if let Some(message @ Value::String(_)) = map.get("message") {
                flatten(message, messages, depth + 1);
                return;
            }
            for (key, entry) in map {
                if key != "warnings" {
                    flatten(entry, messages, depth + 1);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn collect_xml(text: &str, messages: &mut Vec<String>) {
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while messages.len() < MAX_MESSAGES {
        // `<errors>` is skipped because the name must end here.
        let Some(found) = lower.get(from..).and_then(|rest| rest.find("<error")) else { return };
        let after = from + found + "<error".len();
        from = after;
        let Some(next) = lower.as_bytes().get(after) else { return };
        if !matches!(next, b'>' | b' ' | b'\t' | b'\r' | b'\n') {
            continue;
        }
        let start = from + found_len(&lower, from);
        let Some(length) = lower.get(start..).and_then(|rest| rest.find("</error")) else { return };
        if let Some(inner) = text.get(start..start + length) {
            let inner = unescape(inner).split_whitespace().collect::<Vec<_>>().join(" ");
            if !inner.is_empty() {
                messages.push(inner);
            }
        }
        from = start + length;
    }
}

/// Distance from `from` to just behind the next `>`.
fn found_len(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('>')).map_or(0, |position| position + 1)
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= MAX_TEXT_CHARS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MAX_TEXT_CHARS).collect();
    short.push('…');
    short
}

/// Takes secrets and control characters out of foreign text before it reaches a person or a log.
#[derive(Debug, Default)]
pub(crate) struct Redactor {
    /// Secrets that stay for the whole run, in every form they travel in.
    lasting: Vec<Secret>,
    tokens: Mutex<Vec<Arc<Secret>>>,
}

impl Redactor {
    pub(crate) fn new(lasting: Vec<Secret>) -> Self {
        // A secret of a letter or two would blacken every text.
        let lasting = lasting.into_iter().filter(|secret| secret.expose().len() >= 4).collect();
        Self { lasting, tokens: Mutex::new(Vec::new()) }
    }

    /// Remembers a token.
    pub(crate) fn remember(&self, token: Arc<Secret>) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= MAX_REMEMBERED_TOKENS {
            tokens.remove(0);
        }
        tokens.push(token);
    }

    /// The text on one line, without secrets, at most [`MAX_TEXT_CHARS`] long.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        for secret in &self.lasting {
            if text.contains(secret.expose()) {
                text = text.replace(secret.expose(), "[redacted]");
            }
        }
        for token in self.tokens.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if !token.is_empty() && text.contains(token.expose()) {
                text = text.replace(token.expose(), "[redacted]");
            }
        }
        shorten(&hide_bearers(&text))
    }
}

/// Hides what follows `Bearer` or looks like a token by itself, even if we did not issue it: an
/// explanation may have been cut within our token.
fn hide_bearers(text: &str) -> String {
    let mut after_bearer = false;
    text.split(' ')
        .map(|word| {
            // Words of this length are no words.
            let hide = word.len() >= 20 && (after_bearer || word.contains("eyJ"));
            let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            after_bearer = bare.eq_ignore_ascii_case("bearer") || bare.eq_ignore_ascii_case("basic");
            if hide { "[redacted]" } else { word }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn tells(body: &str, expected: &str) {
        assert_eq!(parse_error_body(body.as_bytes()), expected, "{body}");
    }

    #[test]
    fn explanations_are_found_in_every_shape() {
        tells(
            r#"{"errors":{"user":["Login has already been taken","Email is invalid"],"warnings":null}}"#,
            "Login has already been taken; Email is invalid",
        );
        tells(
            r#"{"errors":{"error":"rate limit exceeded","warnings":["slow down"]}}"#,
            "rate limit exceeded",
        );
        tells(r#"{"errors":["a","b","a"]}"#, "a; b");
        tells(r#"{"errors":"plain"}"#, "plain");
        tells(
            r#"{"errors":[{"message":"Field 'x' doesn't exist","path":["q"]}]}"#,
            "Field 'x' doesn't exist",
        );
        tells(
            r#"{"error":"invalid_scope","error_description":"scope core.contract.read is not granted"}"#,
            "invalid_scope; scope core.contract.read is not granted",
        );
        tells(r#"["one"]"#, "one");
        tells(r#""text""#, "text");
        tells("{}", "no explanation was given");
        tells(
            "<?xml version=\"1.0\"?>\n<errors>\n <error>Name can&apos;t be blank</error><error lang='en'>B &amp; C</error></errors>",
            "Name can't be blank; B & C",
        );
        tells("<errors/>", "an XML document without an explanation came");
        tells("<!DOCTYPE html><html><head><title> Sign\n in </title>", "a web page titled \"Sign in\" came");
        tells("<html><body>x", "a web page without a title came");
        tells("Service Unavailable\r\n", "Service Unavailable");
        tells("", "the answer has no body");
    }

    #[test]
    fn explanations_have_a_length() {
        let long = "é".repeat(5_000);
        let text = parse_error_body(format!(r#"{{"errors":["{long}"]}}"#).as_bytes());
        assert_eq!(text.chars().count(), MAX_TEXT_CHARS + 1);
        let many: Vec<String> =
            (0..200).map(|n| format!("\"message number {n} {}\"", "x".repeat(100))).collect();
        let text = parse_error_body(format!("[{}]", many.join(",")).as_bytes());
        assert_eq!(text.chars().count(), MAX_TEXT_CHARS + 1);
    }

    #[test]
    fn a_secret_is_found_before_the_text_is_cut() {
        let token = "t0ken".repeat(4_000);
        let redactor = Redactor::new(Vec::new());
        redactor.remember(Arc::new(Secret::new(token.clone())));
        let text = redactor.clean(&error_text(format!(r#"{{"errors":["got {token}!"]}}"#).as_bytes()));
        assert_eq!(text, "got [redacted]!");
    }

    #[test]
    fn bodies_that_are_not_json_are_told_apart() {
        let check = |body: &[u8], expected: JsonProblem| assert_eq!(parse_json(body), Err(expected));
        check(b"", JsonProblem::NotJson(BodyKind::Empty));
        check(b"<users type=\"array\"/>", JsonProblem::NotJson(BodyKind::Xml));
        check(
            b"<html><title>Login &amp; more</title>",
            JsonProblem::NotJson(BodyKind::Html { title: Some("Login & more".to_owned()) }),
        );
        check(b"[{\"id\":1},{\"id", JsonProblem::Truncated);
        check(b"{\"a\":\"\xc3", JsonProblem::Truncated);
        check(b"{\"a\":\"\xff\xfe\"}", JsonProblem::NotUtf8 { position: 6 });
        check(b"oops", JsonProblem::NotJson(BodyKind::Other));
        assert!(parse_json("\u{feff}[]".as_bytes()).is_ok());
    }

    #[test]
    fn secrets_leave_a_text() {
        let redactor = Redactor::new(vec![Secret::new("hunter2hunter2")]);
        redactor.remember(Arc::new(Secret::new("tok-12345678")));
        let text = redactor.clean(
            "secret hunter2hunter2, token tok-12345678.\nBearer abcdefghijklmnop1234 eyJhbGciOiJSUzI1NiJ9.x",
        );
        assert_eq!(text, "secret [redacted], token [redacted]. Bearer [redacted] [redacted]");
        assert_eq!(redactor.clean("Bearer authentication required"), "Bearer authentication required");
        assert!(!format!("{redactor:?}").contains("hunter2"));
    }

    proptest! {
        #[test]
        fn foreign_bytes_never_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
            let text = parse_error_body(&body);
            prop_assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS + 1);
            let _ = parse_json(&body);
        }

        #[test]
        fn almost_markup_never_panics(body in "(<(errors?|ERROR|title|html|!doctype html)( |>|/>)?|</error>|</title>|[a-zé&;\"{}\\[\\]:]){0,30}") {
            prop_assert!(!parse_error_body(body.as_bytes()).is_empty());
            let _ = parse_json(body.as_bytes());
        }
    }
}
