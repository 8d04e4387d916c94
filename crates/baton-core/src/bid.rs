//! The escaped spelling of a resource's identity, `bid:r:TYPE/ID`, as used by `--sync-resources`.
//!
//! Inside each part `\` is written `\\`, `/` is `\/` and `:` is `\:`; any other escape is an error. A
//! resource with a parent has four segments: `bid:r:PARENT_TYPE/PARENT_ID/TYPE/ID`.
//! Source: the bid package of the Baton SDK.

use std::fmt;

use crate::{ResourceId, ResourceTypeId};

/// A resource, and where it has one its parent, in the escaped spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// The parent, where the resource has one.
    pub parent: Option<ResourceId>,
    /// The resource itself.
    pub resource: ResourceId,
}

/// Why a text is no [`Bid`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BidError {
    /// The text does not begin with `bid:r:`.
    #[error("`{text}` does not begin with `bid:r:`")]
    Prefix {
        /// What was given.
        text: String,
    },
    /// A backslash is followed by something other than `\`, `/` or `:`.
    #[error("`{text}` has an escape other than `\\\\`, `\\/` and `\\:`")]
    Escape {
        /// What was given.
        text: String,
    },
    /// The number of segments is neither two nor four, or one of them is empty.
    #[error("`{text}` must name `TYPE/ID`, or `PARENT_TYPE/PARENT_ID/TYPE/ID`, and no part may be empty")]
    Segments {
        /// What was given.
        text: String,
    },
}

impl Bid {
    /// Reads the spelling.
    ///
    /// # Errors
    ///
    /// [`BidError`] tells which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, BidError> {
        let owned = || text.to_owned();
        let body = text.strip_prefix("bid:r:").ok_or_else(|| BidError::Prefix { text: owned() })?;
        let mut segments = vec![String::new()];
        let mut characters = body.chars();
        while let Some(character) = characters.next() {
            match character {
                '/' => segments.push(String::new()),
                // An unescaped colon would end the resource part; a resource bid has nothing after it.
                ':' => return Err(BidError::Segments { text: owned() }),
                '\\' => match characters.next() {
                    Some(escaped @ ('\\' | '/' | ':')) => push(&mut segments, escaped),
                    _ => return Err(BidError::Escape { text: owned() }),
                },
                other => push(&mut segments, other),
            }
        }
        if segments.iter().any(String::is_empty) {
            return Err(BidError::Segments { text: owned() });
        }
        let mut parts = segments.into_iter();
        let mut pair = || Some(ResourceId::new(ResourceTypeId::new(parts.next()?), parts.next()?));
        match (pair(), pair(), parts.next()) {
            (Some(resource), None, None) if text_has_pairs(body) => Ok(Self { parent: None, resource }),
            (Some(parent), Some(resource), None) => Ok(Self { parent: Some(parent), resource }),
            _ => Err(BidError::Segments { text: owned() }),
        }
    }
}

/// Whether the unescaped slashes make an even number of segments; three segments are no bid.
fn text_has_pairs(body: &str) -> bool {
    let mut slashes = 0;
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '/' => slashes += 1,
            _ => {}
        }
    }
    slashes % 2 == 1
}

fn push(segments: &mut [String], character: char) {
    if let Some(last) = segments.last_mut() {
        last.push(character);
    }
}

impl fmt::Display for Bid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bid:r:")?;
        if let Some(parent) = &self.parent {
            write!(f, "{}/{}/", Escaped(parent.resource_type.as_str()), Escaped(&parent.id))?;
        }
        write!(f, "{}/{}", Escaped(self.resource.resource_type.as_str()), Escaped(&self.resource.id))
    }
}

struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        for character in self.0.chars() {
            if matches!(character, '\\' | '/' | ':') {
                f.write_char('\\')?;
            }
            f.write_char(character)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_published_example_is_spelled_as_published() {
        let bid = Bid { parent: None, resource: ResourceId::new(ResourceTypeId::new("us/er"), "geo/r\\ge") };
        assert_eq!(bid.to_string(), r"bid:r:us\/er/geo\/r\\ge");
    }

    #[test]
    fn what_is_no_bid_is_refused() {
        let prefix = |text: &str| BidError::Prefix { text: text.into() };
        let segments = |text: &str| BidError::Segments { text: text.into() };
        let escape = |text: &str| BidError::Escape { text: text.into() };
        for (text, expected) in [
            ("", prefix("")),
            ("user/17", prefix("user/17")),
            ("bid:e:role/4:member", prefix("bid:e:role/4:member")),
            ("bid:r:", segments("bid:r:")),
            ("bid:r:user", segments("bid:r:user")),
            ("bid:r:user/", segments("bid:r:user/")),
            ("bid:r:a/b/c", segments("bid:r:a/b/c")),
            ("bid:r:a/b/c/d/e", segments("bid:r:a/b/c/d/e")),
            ("bid:r:a/b/c/d/e/f", segments("bid:r:a/b/c/d/e/f")),
            ("bid:r:role/4:member", segments("bid:r:role/4:member")),
            (r"bid:r:user/\n", escape(r"bid:r:user/\n")),
            (r"bid:r:user/1\", escape(r"bid:r:user/1\")),
        ] {
            assert_eq!(Bid::parse(text), Err(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_resource_survives_the_round_trip(
            parts in proptest::collection::vec(".{1,8}", 2..=2),
            parent in proptest::option::of((".{1,8}", ".{1,8}")),
        ) {
            let id = |rtype: &str, id: &str| ResourceId::new(ResourceTypeId::new(rtype), id);
            let bid = Bid { parent: parent.map(|(a, b)| id(&a, &b)), resource: id(&parts[0], &parts[1]) };
            prop_assert_eq!(Bid::parse(&bid.to_string()), Ok(bid));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            if let Ok(bid) = Bid::parse(&text) {
                prop_assert_eq!(bid.to_string(), text);
            }
        }
    }
}
