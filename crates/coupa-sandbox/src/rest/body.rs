//! The body of a write: one record, keys with dashes or underscores, JSON or XML.

use serde_json::{Map, Value as Json};

use crate::query::snake_case;
use crate::reply::{Format, Problem};
use crate::schema::Class;
use crate::state::{
    AccountGroupId, CURRENCIES, ContentGroupId, DepartmentId, GroupId, RoleId, State, UserId,
};
use crate::switches::{ListClear, Switches};

/// The attributes of users and user groups that are lists. In XML an element of such a name without content
/// is the empty list, even if nothing marks it as one.
const LISTS: [&str; 6] =
    ["roles", "user_groups", "account_groups", "content_groups", "business_groups", "users"];

/// A body with its keys in snake case, and the keys as they were spelled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) values: Vec<(String, String, Json)>,
}

impl Body {
    pub(crate) fn read(bytes: &[u8], format: Format) -> Result<Self, Problem> {
        let malformed = |text: &str| Problem::BadRequest(text.to_owned());
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self { values: Vec::new() });
        }
        let json = match format {
            Format::Json => {
                serde_json::from_slice(bytes).map_err(|_| malformed("The body is not valid JSON"))?
            }
            Format::Xml => read_xml(bytes).ok_or_else(|| malformed("The body is not valid XML"))?,
        };
        let Json::Object(object) = json else {
            return Err(malformed("The body must be one record"));
        };
        Ok(Self { values: read_object(object) })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.values.iter().find(|(key, _, _)| key == name).map(|(_, _, value)| value)
    }
}

fn read_object(object: Map<String, Json>) -> Vec<(String, String, Json)> {
    object.into_iter().map(|(key, value)| (key.replace('-', "_"), key, value)).collect()
}

/// The id that a reference such as `{"id": 4}`, `{"name": "Buyer"}` or `{"login": "x"}` points to.
pub(crate) fn reference_id(state: &State, class: Class, reference: &Json) -> Option<u64> {
    let Json::Object(object) = reference else {
        return number(reference).filter(|id| exists(state, class, *id));
    };
    let get = |name: &str| {
        object
            .iter()
            .find(|(key, _)| snake_case(key) == name)
            .map(|(_, value)| value)
            .filter(|v| !v.is_null())
    };
    if let Some(id) = get("id") {
        return number(id).filter(|id| exists(state, class, *id));
    }
    let text = |name: &str| get(name).and_then(Json::as_str).map(str::to_lowercase);
    let named = text("name");
    let is = |name: &str| named.as_deref() == Some(name.to_lowercase().as_str());
    match class {
        Class::User => {
            let (login, email) = (text("login"), text("email"));
            let number = get("employee_number").and_then(Json::as_str);
            state
                .users()
                .find(|user| {
                    login.as_deref() == Some(user.login.to_lowercase().as_str())
                        || login.is_none() && email.as_deref() == Some(user.email.to_lowercase().as_str())
                        || login.is_none()
                            && email.is_none()
                            && number.is_some()
                            && user.employee_number.as_deref() == number
                })
                .map(|user| user.id.0)
        }
        Class::Role => state.roles().find(|role| is(&role.name)).map(|role| role.id.0),
        Class::UserGroup => state.groups().find(|group| is(&group.name)).map(|group| group.id.0),
        Class::AccountGroup => state.account_groups().find(|group| is(&group.name)).map(|group| group.id.0),
        Class::ContentGroup => state.content_groups().find(|group| is(&group.name)).map(|group| group.id.0),
        Class::Department => state.departments().find(|entry| is(&entry.name)).map(|entry| entry.id.0),
        Class::Currency => {
            let code = text("code")?;
            CURRENCIES
                .iter()
                .find(|currency| currency.code.to_lowercase() == code)
                .map(|currency| currency.id)
        }
        Class::Membership | Class::AccountType => None,
    }
}

/// What a list without entries does to the list it is written to: `Some(true)` clears it, `Some(false)`
/// leaves it as it is, and `None` means that the value is not an empty list.
pub(crate) fn clears_list(value: &Json, switches: &Switches) -> Option<bool> {
    let (null, empty) = (value.is_null(), value.as_array().is_some_and(Vec::is_empty));
    (null || empty).then_some(match switches.list_clear {
        ListClear::Both => true,
        ListClear::Null => null,
        ListClear::Empty => empty,
    })
}

/// A number, or a string of digits.
pub(crate) fn number(json: &Json) -> Option<u64> {
    json.as_u64().or_else(|| json.as_str()?.trim().parse().ok())
}

/// True or false, also as text.
pub(crate) fn flag(json: &Json) -> Option<bool> {
    json.as_bool().or_else(|| match json.as_str()?.trim().to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    })
}

fn exists(state: &State, class: Class, id: u64) -> bool {
    match class {
        Class::User => state.user(UserId(id)).is_some(),
        Class::Role => state.role(RoleId(id)).is_some(),
        Class::UserGroup => state.group(GroupId(id)).is_some(),
        Class::AccountGroup => state.account_group(AccountGroupId(id)).is_some(),
        Class::ContentGroup => state.content_group(ContentGroupId(id)).is_some(),
        Class::Department => state.department(DepartmentId(id)).is_some(),
        Class::Currency => CURRENCIES.iter().any(|currency| currency.id == id),
        Class::Membership | Class::AccountType => false,
    }
}

/// Reads an XML record into the JSON that would say the same.
fn read_xml(bytes: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(bytes).ok()?;
    let document = roxmltree::Document::parse(text).ok()?;
    Some(read_element(document.root_element()))
}

fn read_element(element: roxmltree::Node<'_, '_>) -> Json {
    if element.attribute("nil") == Some("true") {
        return Json::Null;
    }
    let children: Vec<_> = element.children().filter(roxmltree::Node::is_element).collect();
    let list = element.attribute("type") == Some("array");
    let name = element.tag_name().name();
    let text = element.text().unwrap_or_default();
    if children.is_empty() && !list && text.trim().is_empty() && LISTS.contains(&snake_case(name).as_str()) {
        return Json::Array(Vec::new());
    }
    if children.is_empty() && !list {
        return text.into();
    }
    // A list is marked as one, or repeats one element name that is the singular of its own.
    let repeats = children.iter().all(|child| name.strip_suffix('s') == Some(child.tag_name().name()));
    if list || repeats {
        return children.into_iter().map(read_element).collect();
    }
    Json::Object(
        children.into_iter().map(|child| (child.tag_name().name().to_owned(), read_element(child))).collect(),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn xml_and_json_say_the_same() {
        let xml = "<user><first-name>Zo\u{eb} &amp; co</first-name><middlename nil=\"true\"/>\
                   <roles><role><id type=\"integer\">3</id></role></roles>\
                   <user-groups type=\"array\"/><account-groups/><manager><login>dking</login></manager></user>";
        let body = Body::read(xml.as_bytes(), Format::Xml).unwrap();
        assert_eq!(body.get("first_name"), Some(&json!("Zo\u{eb} & co")));
        assert_eq!(body.get("middlename"), Some(&Json::Null));
        assert_eq!(body.get("roles"), Some(&json!([{ "id": "3" }])));
        assert_eq!(body.get("user_groups"), Some(&json!([])));
        assert_eq!(body.get("account_groups"), Some(&json!([])), "an empty element is an empty list");
        assert_eq!(body.get("manager"), Some(&json!({ "login": "dking" })));
    }

    #[test]
    fn a_body_is_one_record() {
        assert!(Body::read(b"[]", Format::Json).is_err());
        assert!(Body::read(b"{", Format::Json).is_err());
        assert!(Body::read(b"<user>", Format::Xml).is_err());
        assert!(Body::read(b"  ", Format::Json).unwrap().values.is_empty());
    }
}
