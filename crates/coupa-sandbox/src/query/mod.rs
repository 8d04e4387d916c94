//! Coupa's query language: `attribute[operator]=value&...`.
//!
//! One parser serves REST query strings and the `query` argument of GraphQL. It splits names such as
//! `order_lines[account][code][in]` or `supplier[primary_address[city]]` into segments, takes dashes for
//! underscores, and skips empty segments between ampersands. What the segments mean is decided by
//! [`filter`] against the class that is listed.

mod filter;
mod listing;
mod selection;

pub(crate) use listing::{Listing, MAX_LIMIT, page};
pub(crate) use selection::Selection;

/// Something in a query that this instance refuses; the text goes into the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// One `name=value` of a query string, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The name split at its brackets, in snake case: `["supplier", "name", "starts_with"]`.
    pub(crate) segments: Vec<String>,
    pub(crate) value: String,
}

impl Pair {
    pub(crate) fn name(&self) -> String {
        let mut segments = self.segments.iter();
        let mut name = segments.next().cloned().unwrap_or_default();
        for segment in segments {
            name.push('[');
            name.push_str(segment);
            name.push(']');
        }
        name
    }
}

/// Splits a query string into its pairs.
pub(crate) fn parse(text: &str) -> Result<Vec<Pair>, Refusal> {
    let mut pairs = Vec::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
        if name.is_empty() && value.is_empty() {
            continue;
        }
        pairs.push(Pair { segments: split_name(&name)?, value: value.into_owned() });
    }
    Ok(pairs)
}

fn split_name(name: &str) -> Result<Vec<String>, Refusal> {
    let malformed = || Refusal::new(format!("`{name}` is not a valid attribute"));
    let mut segments = vec![String::new()];
    let mut open = 0_usize;
    let mut closed = false;
    for letter in name.chars() {
        match letter {
            '[' => {
                open += 1;
                closed = false;
                segments.push(String::new());
            }
            ']' => {
                open = open.checked_sub(1).ok_or_else(malformed)?;
                closed = true;
            }
            _ if closed => return Err(malformed()),
            '-' => segments.last_mut().ok_or_else(malformed)?.push('_'),
            _ => segments.last_mut().ok_or_else(malformed)?.push(letter),
        }
    }
    if open != 0 || segments.iter().any(|segment| segment.trim().is_empty()) {
        return Err(malformed());
    }
    Ok(segments.into_iter().map(|segment| segment.trim().to_owned()).collect())
}

/// `accountGroups` or `account-groups` as `account_groups`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter == '-' {
            snake.push('_');
        } else if letter.is_ascii_uppercase() {
            snake.push('_');
            snake.push(letter.to_ascii_lowercase());
        } else {
            snake.push(letter);
        }
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let pairs = parse(text).unwrap();
        let found: Vec<_> = pairs.iter().map(|pair| (pair.segments.join("."), pair.value.as_str())).collect();
        let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_split_at_brackets() {
        check("id=1", &[("id", "1")]);
        check("updated-at[gt]=2025-01-01", &[("updated_at.gt", "2025-01-01")]);
        check("order_lines[account][code]=a-c", &[("order_lines.account.code", "a-c")]);
        check("supplier[primary_address[city]]=Oslo", &[("supplier.primary_address.city", "Oslo")]);
        check("supplier%5Bname%5D%5Bstarts_with%5D=Ac+me%26", &[("supplier.name.starts_with", "Ac me&")]);
    }

    #[test]
    fn empty_segments_are_skipped() {
        check("&type[blank]=true", &[("type.blank", "true")]);
        check("&&id=1&&", &[("id", "1")]);
        check("", &[]);
    }

    #[test]
    fn an_empty_value_is_a_value() {
        check("description=", &[("description", "")]);
    }

    #[test]
    fn unbalanced_brackets_are_refused() {
        for text in ["a[b=1", "a]b=1", "a[]=1", "[a]=1", "a[b]c=1", "=1"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn camel_and_dashes_become_snake() {
        assert_eq!(snake_case("accountGroups"), "account_groups");
        assert_eq!(snake_case("coupa-navi-ai-agent-user"), "coupa_navi_ai_agent_user");
        assert_eq!(snake_case("id"), "id");
    }
}
