//! The `fields` and `return_object` arguments: how much of each record an answer shows.

use serde_json::Value as Json;

use super::{Pair, Refusal, snake_case};
use crate::schema::{Class, Field, Kind, Show};
use crate::switches::{Switches, UnknownField};

/// How much of a record is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Selection {
    /// The id (`return_object=limited`).
    Ids,
    /// Natural keys, as associations are shown by `return_object=shallow`.
    Keys,
    /// Own short fields: how an association is shown by default.
    Short,
    /// Own fields, and the natural keys of associations (`return_object=shallow`).
    Shallow,
    /// Own fields, and associations in short.
    Full,
    /// Exactly these.
    Pick(Vec<Pick>),
    /// Nothing: an empty body (`return_object=none`, writes only).
    Nothing,
}

/// One entry of `fields`.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    pub(crate) field: &'static Field,
    /// How an association is shown.
    pub(crate) nested: Selection,
    /// Which custom fields are shown; `None` is all of them.
    pub(crate) custom: Option<Vec<String>>,
}

impl PartialEq for Pick {
    fn eq(&self, other: &Self) -> bool {
        self.field.name == other.field.name && self.nested == other.nested && self.custom == other.custom
    }
}

impl Selection {
    /// Reads the arguments of a request; `None` if it has none, so that the default applies.
    pub(crate) fn compile(
        pairs: &[Pair],
        class: Class,
        switches: &Switches,
        write: bool,
    ) -> Result<Option<Self>, Refusal> {
        let argument =
            |name: &str| pairs.iter().find(|pair| pair.segments.len() == 1 && pair.segments[0] == name);
        if let Some(pair) = argument("fields") {
            let json: Json = serde_json::from_str(&pair.value)
                .map_err(|_| Refusal::new("fields is not a valid JSON array"))?;
            return read_fields(&json, class, switches).map(Self::Pick).map(Some);
        }
        match argument("return_object").map(|pair| pair.value.as_str()) {
            None => Ok(None),
            Some("limited") => Ok(Some(Self::Ids)),
            Some("shallow") => Ok(Some(Self::Shallow)),
            Some("none") if write => Ok(Some(Self::Nothing)),
            Some(other) => Err(Refusal::new(format!("return_object cannot be `{other}` here"))),
        }
    }
}

fn read_fields(json: &Json, class: Class, switches: &Switches) -> Result<Vec<Pick>, Refusal> {
    let Json::Array(entries) = json else { return Err(Refusal::new("fields is not a valid JSON array")) };
    let mut picks = Vec::new();
    for entry in entries {
        match entry {
            Json::String(name) => picks.extend(read_pick(name, None, class, switches)?),
            Json::Object(nested) => {
                for (name, inner) in nested {
                    picks.extend(read_pick(name, Some(inner), class, switches)?);
                }
            }
            _ => return Err(Refusal::new("fields may hold names and objects only")),
        }
    }
    Ok(picks)
}

fn read_pick(
    name: &str,
    inner: Option<&Json>,
    class: Class,
    switches: &Switches,
) -> Result<Option<Pick>, Refusal> {
    let found = class.field(&snake_case(name), switches).filter(|field| field.show != Show::Query);
    let Some(field) = found else {
        return match switches.unknown_field {
            UnknownField::Ignore => Ok(None),
            UnknownField::Refuse => Err(Refusal::new(format!("Unknown field `{name}`"))),
        };
    };
    let (mut nested, mut custom) = (Selection::Short, None);
    match (field.kind, inner) {
        (Kind::One(target) | Kind::Many(target), Some(inner @ Json::Array(_))) => {
            nested = Selection::Pick(read_fields(inner, target, switches)?);
        }
        (Kind::Custom, Some(Json::Array(names))) => {
            custom = Some(names.iter().filter_map(Json::as_str).map(snake_case).collect());
        }
        _ => {}
    }
    Ok(Some(Pick { field, nested, custom }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(fields: &str) -> Result<Vec<String>, Refusal> {
        let query = format!("fields={fields}");
        let pairs = super::super::parse(&query).unwrap();
        match Selection::compile(&pairs, Class::User, &Switches::default(), false)? {
            Some(Selection::Pick(picks)) => Ok(picks.iter().map(show).collect()),
            other => panic!("{other:?}"),
        }
    }

    fn show(pick: &Pick) -> String {
        match &pick.nested {
            Selection::Pick(inner) => {
                format!("{}({})", pick.field.name, inner.iter().map(show).collect::<Vec<_>>().join(" "))
            }
            _ => pick.field.name.to_owned(),
        }
    }

    #[test]
    fn names_in_any_style_and_any_depth() {
        assert_eq!(
            names(r#"["id","user-groups","analyticsUser"]"#).unwrap(),
            ["id", "user_groups", "analytics_user"]
        );
        assert_eq!(
            names(r#"["id",{"roles":["id","name"]},{"manager":["login",{"department":["name"]}]}]"#).unwrap(),
            ["id", "roles(id name)", "manager(login department(name))"]
        );
    }

    #[test]
    fn unknown_names_are_ignored_and_bad_json_is_not() {
        assert_eq!(names(r#"["id","nickname","type"]"#).unwrap(), ["id"]);
        assert!(names("id,name").is_err());
        assert!(names("[1]").is_err());
    }
}
