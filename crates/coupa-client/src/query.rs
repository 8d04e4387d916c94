//! Coupa's query language, the same for REST and for the `query` argument of GraphQL:
//! `attribute[operator]=value`, joined by `&`, all of which must hold.

use url::form_urlencoded;

/// Conditions and arguments, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds `key=value`. The key may carry an operator: `id[gt]`.
    #[must_use]
    pub(crate) fn with(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.pairs.push((key.into(), value.to_string()));
        self
    }

    /// Only records with an id above `after`, and up to `through`.
    #[must_use]
    pub(crate) fn id_range(self, after: u64, through: Option<u64>) -> Self {
        let query = self.with("id[gt]", after);
        match through {
            Some(through) => query.with("id[lt_or_eq]", through),
            None => query,
        }
    }

    /// Lowest id first, said explicitly.
    #[must_use]
    pub(crate) fn ordered_by_id(self) -> Self {
        self.with("order_by", "id").with("dir", "asc")
    }

    pub(crate) fn extend(mut self, other: &Self) -> Self {
        self.pairs.extend(other.pairs.iter().cloned());
        self
    }

    /// As text for GraphQL's `query` argument. Values are numbers and words of our own, but what
    /// would end a condition or the argument is encoded all the same.
    pub(crate) fn to_text(&self) -> String {
        self.pairs
            .iter()
            .map(|(key, value)| format!("{key}={}", escape_value(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// As the query of a URL, everything encoded.
    pub(crate) fn to_url_query(&self) -> String {
        let mut serializer = form_urlencoded::Serializer::new(String::new());
        for (key, value) in &self.pairs {
            serializer.append_pair(key, value);
        }
        serializer.finish()
    }
}

/// Encodes what has a meaning in a query string; brackets, commas and dots stay readable.
fn escape_value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b',' | b'~' => {
                escaped.push(byte as char)
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_conditions_read_in_both_places() {
        let query = Query::new().with("type[blank]", true).id_range(50, Some(90)).ordered_by_id();
        assert_eq!(query.to_text(), "type[blank]=true&id[gt]=50&id[lt_or_eq]=90&order_by=id&dir=asc");
        assert_eq!(
            query.to_url_query(),
            "type%5Bblank%5D=true&id%5Bgt%5D=50&id%5Blt_or_eq%5D=90&order_by=id&dir=asc"
        );
    }

    #[test]
    fn a_value_cannot_add_a_condition() {
        let query = Query::new().with("login", "a&active=true\"}");
        assert_eq!(query.to_text(), "login=a%26active%3Dtrue%22%7D");
    }
}
