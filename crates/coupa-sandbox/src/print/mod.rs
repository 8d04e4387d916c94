//! Printing: one tree per answer, written as JSON with dashed names or as XML.

mod json;
mod shape;
mod xml;

use std::borrow::Cow;

pub(crate) use json::to_json;
pub(crate) use shape::Printer;
pub(crate) use xml::{errors_to_xml, to_xml};

/// A printed value, before a format is chosen. Names are in snake case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Integer(i64),
    /// An id: a number or, by a switch, a string.
    Id(u64),
    Text(String),
    Time(String),
    /// An object with the element name it has in XML.
    Object(&'static str, Vec<(Cow<'static, str>, Self)>),
    /// A list with the plural element name it has in XML.
    List(&'static str, Vec<Self>),
}

/// `updated_at` as `updated-at`.
pub(crate) fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// `updated_at` as `updatedAt`; `segment_1_col` as `segment1Col`.
pub(crate) fn lower_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for letter in name.chars() {
        if letter == '_' {
            upper = true;
        } else if upper {
            camel.push(letter.to_ascii_uppercase());
            upper = false;
        } else {
            camel.push(letter);
        }
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_three_spellings() {
        assert_eq!(dashed("coupa_navi_ai_agent_user"), "coupa-navi-ai-agent-user");
        assert_eq!(lower_camel("coupa_navi_ai_agent_user"), "coupaNaviAiAgentUser");
        assert_eq!(lower_camel("segment_1_col"), "segment1Col");
        assert_eq!(lower_camel("id"), "id");
    }
}
