//! Packed messages: a message of any type, as bytes beside the name of its type.
//!
//! The protocol hangs extras ("annotations") on most of its messages in this form. A list of them holds
//! at most one of each type that matters; if there are more, the first counts.
//!
//! ```
//! use baton_proto::{any, connector::v2::{ExternalLink, OptInRequired}};
//!
//! let annotations = [any::pack(&OptInRequired {}), any::pack(&ExternalLink { url: "https://a.example".into() })];
//! assert_eq!(annotations[1].type_url, "type.googleapis.com/c1.connector.v2.ExternalLink");
//! let link = any::find::<ExternalLink>(&annotations).expect("there is one").expect("it decodes");
//! assert_eq!(link.url, "https://a.example");
//! ```

use prost::{Message, Name};
use prost_types::Any;

use crate::{Error, Result};

/// What stands before the full name in a type URL. Writers set it; readers ignore what it is.
pub const TYPE_URL_PREFIX: &str = "type.googleapis.com/";

/// Packs a message.
#[must_use]
pub fn pack<M: Message + Name>(message: &M) -> Any {
    Any { type_url: format!("{TYPE_URL_PREFIX}{}", M::full_name()), value: message.encode_to_vec() }
}

/// The full name of the packed message's type: what follows the last `/`, or everything if there is none.
#[must_use]
pub fn full_name(packed: &Any) -> &str {
    packed.type_url.rsplit_once('/').map_or(&packed.type_url, |(_, name)| name)
}

/// Whether the packed message says it is an `M`.
#[must_use]
pub fn is<M: Name>(packed: &Any) -> bool {
    full_name(packed) == M::full_name()
}

/// Unpacks a message; `None` if it says it is something else.
///
/// # Errors
///
/// [`Error::Unpack`] if it says it is an `M` and does not decode as one.
pub fn unpack<M: Message + Name + Default>(packed: &Any) -> Option<Result<M>> {
    is::<M>(packed).then(|| {
        M::decode(packed.value.as_slice())
            .map_err(|cause| Error::Unpack { type_url: packed.type_url.clone(), cause })
    })
}

/// Unpacks the first message of type `M` in a list; `None` if there is none.
///
/// # Errors
///
/// [`Error::Unpack`] if the first one does not decode. Later ones are not looked at.
pub fn find<M: Message + Name + Default>(annotations: &[Any]) -> Option<Result<M>> {
    annotations.iter().find_map(unpack)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::v2::{ExternalLink, RawId};

    fn link(url: &str) -> ExternalLink {
        ExternalLink { url: url.to_owned() }
    }

    #[test]
    fn the_first_of_the_type_is_found() {
        let list = [
            pack(&RawId { id: "7".to_owned() }),
            pack(&link("https://one.example")),
            pack(&link("https://two.example")),
        ];
        assert_eq!(find::<ExternalLink>(&list).unwrap().unwrap(), link("https://one.example"));
        assert!(find::<ExternalLink>(&list[..1]).is_none());
    }

    #[test]
    fn only_the_name_after_the_last_slash_counts() {
        let value = link("https://one.example").encode_to_vec();
        for type_url in [
            "c1.connector.v2.ExternalLink",
            "/c1.connector.v2.ExternalLink",
            "a.example/b/c1.connector.v2.ExternalLink",
        ] {
            let packed = Any { type_url: type_url.to_owned(), value: value.clone() };
            assert!(unpack::<ExternalLink>(&packed).unwrap().is_ok(), "{type_url}");
        }
        for type_url in ["", "ExternalLink", "type.googleapis.com/c1.connector.v2.ExternalLink2"] {
            let packed = Any { type_url: type_url.to_owned(), value: value.clone() };
            assert!(unpack::<ExternalLink>(&packed).is_none(), "{type_url}");
        }
    }

    #[test]
    fn broken_bytes_are_an_error_that_names_the_type() {
        let mut packed = pack(&link("https://one.example"));
        packed.value.truncate(3);
        let error = find::<ExternalLink>(&[packed, pack(&link("https://two.example"))]).unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`type.googleapis.com/c1.connector.v2.ExternalLink` holds bytes that are no such message"
        );
        assert!(error.hint().is_some());
    }
}
