//! Turns the text of a setting into a value, as the Go tools do.

use std::path::PathBuf;

use crate::cli::error::{CliError, Origin};
use crate::cli::flag::{Flag, Kind};

/// What a complaint about a boolean says.
pub(crate) const EXPECTED_BOOL: &str = "expected true or false";

/// A value of one of the kinds of [`Kind`].
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Bool(bool),
    Int(i64),
    Strings(Vec<String>),
    Path(PathBuf),
}

impl Value {
    /// What a setting is worth when nobody sets it and it has no default.
    pub(crate) fn zero(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(String::new()),
            Kind::Bool => Self::Bool(false),
            Kind::Int { .. } => Self::Int(0),
            Kind::Strings => Self::Strings(Vec::new()),
            Kind::Path => Self::Path(PathBuf::new()),
        }
    }

    /// Whether the value says nothing: empty text, false, zero, no item.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Bool(value) => !value,
            Self::Int(number) => *number == 0,
            Self::Strings(items) => items.is_empty(),
            Self::Path(path) => path.as_os_str().is_empty(),
        }
    }
}

/// Reads a value of the flag's kind, and checks its range and choices.
pub(crate) fn parse(flag: &Flag, text: &str, origin: &Origin) -> Result<Value, CliError> {
    let bad = |expected: &str| CliError::InvalidValue {
        origin: origin.clone(),
        word: (!flag.secret).then(|| text.to_owned()),
        expected: expected.to_owned(),
    };
    Ok(match flag.kind {
        Kind::Text => {
            let known = text.is_empty() || flag.choices.is_empty() || flag.choices.contains(&text);
            if !known {
                return Err(CliError::NotOneOf {
                    flag: flag.name,
                    choices: flag.choices,
                    word: (!flag.secret).then(|| text.to_owned()),
                });
            }
            Value::Text(text.to_owned())
        }
        Kind::Path => Value::Path(PathBuf::from(text)),
        Kind::Bool => Value::Bool(parse_bool(text).ok_or_else(|| bad(EXPECTED_BOOL))?),
        Kind::Int { min, max } => {
            let number = parse_int(text).ok_or_else(|| bad("expected a whole number"))?;
            if number > max {
                return Err(CliError::TooGreat { flag: flag.name, max, number });
            }
            if number < min {
                return Err(CliError::TooSmall { flag: flag.name, min, number });
            }
            Value::Int(number)
        }
        Kind::Strings => {
            Value::Strings(parse_list(text).ok_or_else(|| bad("a quotation mark is never closed"))?)
        }
    })
}

/// Reads the default that a program declares.
///
/// # Panics
///
/// If the declaration is wrong. It is part of the program, not input, and every test of the program
/// that parses anything meets it.
pub(crate) fn parse_default(flag: &Flag, text: &str) -> Value {
    match parse(flag, text, &Origin::Flag(flag.dashed())) {
        Ok(value) => value,
        Err(error) => panic!("the default of flag {} is wrong: {error}", flag.name),
    }
}

/// The words for true and false that Go's `strconv.ParseBool` knows.
pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// A whole number in decimal. Go also takes `0x10` and `1_000`; nobody configures workers that way.
fn parse_int(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Splits a list at its commas. An item in quotation marks may hold commas; a doubled mark inside
/// stands for one. Blank space around an unquoted item is dropped, and so are empty items.
///
/// Go keeps both, but no identifier or path we take begins with a blank, and `a, b` is a common slip.
///
/// Answers nothing if a quotation mark is never closed.
pub(crate) fn parse_list(text: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut item = String::new();
            let mut characters = quoted.char_indices().peekable();
            let end = loop {
                match characters.next()? {
                    (_, '"') if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                        characters.next();
                        item.push('"');
                    }
                    (position, '"') => break position + 1,
                    (_, other) => item.push(other),
                }
            };
            let tail = quoted[end..].trim_start();
            if !(tail.is_empty() || tail.starts_with(',')) {
                return None;
            }
            items.push(item);
            rest = tail;
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let item = rest[..end].trim();
            if !item.is_empty() {
                items.push(item.to_owned());
            }
            rest = &rest[end..];
        }
        match rest.strip_prefix(',') {
            Some(tail) => rest = tail,
            None => return Some(items),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_split_at_commas_outside_quotation_marks() {
        let check = |text: &str, expected: Option<&[&str]>| {
            let expected = expected.map(|items| items.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(parse_list(text), expected, "{text:?}");
        };
        check("", Some(&[]));
        check("user", Some(&["user"]));
        check("user,group", Some(&["user", "group"]));
        check(" user , group ,", Some(&["user", "group"]));
        check(r#""a,b",c"#, Some(&["a,b", "c"]));
        check(r#""say ""hi""" , x"#, Some(&[r#"say "hi""#, "x"]));
        check(r#"a"b"#, Some(&[r#"a"b"#]));
        check(r#""open"#, None);
        check(r#""shut"tail"#, None);
    }

    #[test]
    fn numbers_are_held_to_their_range() {
        let flag = Flag::int("http-timeout-seconds", 1, 1800);
        let origin = Origin::Flag(flag.dashed());
        let message = |text| parse(&flag, text, &origin).err().map(|error| error.to_string());
        assert_eq!(message("30"), None);
        insta::assert_snapshot!(message("5000").unwrap(),
            @"field http-timeout-seconds: value must be less than or equal to 1800 but got 5000");
        insta::assert_snapshot!(message("0").unwrap(),
            @"field http-timeout-seconds: value must be greater than or equal to 1 but got 0");
        insta::assert_snapshot!(message("soon").unwrap(),
            @r#"invalid value "soon" for --http-timeout-seconds: expected a whole number"#);
    }

    #[test]
    fn a_secret_is_not_repeated_in_a_complaint() {
        let flag = Flag::text("token").secret().choices(&["a"]);
        let error = parse(&flag, "hunter2", &Origin::Flag(flag.dashed())).err().unwrap();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }

    fn written(items: &[String]) -> String {
        let quoted: Vec<String> =
            items.iter().map(|item| format!("\"{}\"", item.replace('"', "\"\""))).collect();
        quoted.join(",")
    }

    proptest! {
        #[test]
        fn a_quoted_list_survives(items in proptest::collection::vec(".{0,6}", 0..5)) {
            prop_assert_eq!(parse_list(&written(&items)), Some(items));
        }

        #[test]
        fn any_text_splits_into_items_without_panic(text in ".{0,30}") {
            if let Some(items) = parse_list(&text) {
                prop_assert!(items.len() <= text.matches(',').count() + 1);
            }
        }

        #[test]
        fn only_the_words_of_go_are_booleans(word in "(?i)(true|false|t|f|1|0|yes|no|on|off|)") {
            let go = ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];
            prop_assert_eq!(parse_bool(&word).is_some(), go.contains(&word.as_str()));
        }

        #[test]
        fn numbers_in_range_are_taken_as_written(number in -5_i64..=5) {
            let flag = Flag::int("n", -5, 5);
            let value = parse(&flag, &number.to_string(), &Origin::Flag("--n".into()));
            prop_assert!(value.is_ok_and(|value| value == Value::Int(number)));
        }
    }
}
