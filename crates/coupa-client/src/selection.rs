//! What to ask of each record, written once and printed for GraphQL and for REST.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// How badly a field is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Without it the record is useless or the answer would be wrong.
    Required,
    /// Nice to have: an instance that does not know it is read without.
    Optional,
}

/// A field to ask for, with the fields below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Name in GraphQL. The REST name is the same words with underscores.
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) children: Vec<Field>,
}

/// A field by the names that lead to it: `roles.description`.
pub(crate) type Path = String;

impl Field {
    pub(crate) fn required(name: &'static str) -> Self {
        Self { name, need: Need::Required, children: Vec::new() }
    }

    pub(crate) fn optional(name: &'static str) -> Self {
        Self { name, need: Need::Optional, children: Vec::new() }
    }

    pub(crate) fn of(mut self, children: Vec<Field>) -> Self {
        self.children = children;
        self
    }
}

/// The fields without those in `dropped`. A parent left without fields goes too.
pub(crate) fn without(fields: &[Field], dropped: &BTreeSet<Path>) -> Vec<Field> {
    fn prune(fields: &[Field], dropped: &BTreeSet<Path>, above: &str) -> Vec<Field> {
        fields
            .iter()
            .filter_map(|field| {
                let path = join(above, field.name);
                if dropped.contains(&path) {
                    return None;
                }
                let children = prune(&field.children, dropped, &path);
                if children.is_empty() && !field.children.is_empty() {
                    return None;
                }
                Some(Field { name: field.name, need: field.need, children })
            })
            .collect()
    }
    prune(fields, dropped, "")
}

/// Calls `visit` for every field with its path.
pub(crate) fn walk<'a>(fields: &'a [Field], visit: &mut dyn FnMut(&Path, &'a Field)) {
    fn go<'a>(fields: &'a [Field], above: &str, visit: &mut dyn FnMut(&Path, &'a Field)) {
        for field in fields {
            let path = join(above, field.name);
            visit(&path, field);
            go(&field.children, &path, visit);
        }
    }
    go(fields, "", visit);
}

/// Whether losing the field at `path` loses something required: the field itself, or, for a
/// required field below an optional one, only the optional one would be lost.
pub(crate) fn need_at(fields: &[Field], path: &str) -> Option<Need> {
    let mut need = None;
    walk(fields, &mut |candidate, field| {
        if candidate == path {
            need = Some(field.need);
        }
    });
    need
}

fn join(above: &str, name: &str) -> Path {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}

/// The fields as the `fields` parameter of REST: names, and objects of lists for what is nested.
pub(crate) fn to_rest(fields: &[Field]) -> Value {
    Value::Array(
        fields
            .iter()
            .map(|field| {
                let name = snake(field.name);
                if field.children.is_empty() {
                    json!(name)
                } else {
                    json!({ name: to_rest(&field.children) })
                }
            })
            .collect(),
    )
}

/// `userGroups` as `user_groups`.
fn snake(camel: &str) -> String {
    let mut name = String::with_capacity(camel.len() + 4);
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LicenseFlag;

    fn sample() -> Vec<Field> {
        vec![
            Field::required("id"),
            Field::optional("ssoIdentifier"),
            Field::optional("manager").of(vec![Field::required("id"), Field::optional("login")]),
            Field::required("userGroups").of(vec![Field::required("id"), Field::optional("name")]),
        ]
    }

    #[test]
    fn rest_fields_are_nested_lists_of_underscored_names() {
        assert_eq!(
            to_rest(&sample()).to_string(),
            r#"["id","sso_identifier",{"manager":["id","login"]},{"user_groups":["id","name"]}]"#
        );
        for flag in LicenseFlag::ALL {
            assert_eq!(snake(flag.graphql_name()), flag.rest_name());
        }
    }

    #[test]
    fn dropping_a_field_keeps_the_others() {
        let dropped =
            BTreeSet::from(["ssoIdentifier".to_owned(), "manager.id".to_owned(), "manager.login".to_owned()]);
        let left = without(&sample(), &dropped);
        assert_eq!(to_rest(&left).to_string(), r#"["id",{"user_groups":["id","name"]}]"#);
        assert_eq!(need_at(&sample(), "userGroups.id"), Some(Need::Required));
        assert_eq!(need_at(&sample(), "manager.login"), Some(Need::Optional));
        assert_eq!(need_at(&sample(), "login"), None);
    }
}
