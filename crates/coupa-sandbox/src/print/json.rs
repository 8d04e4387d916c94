//! JSON as Coupa prints it: dashed names, no root, numbers as numbers.

use super::{Node, dashed};

/// Writes a tree as JSON; ids become strings when `ids_as_text` is set.
pub(crate) fn to_json(node: &Node, ids_as_text: bool) -> String {
    let mut text = String::with_capacity(1024);
    write(node, ids_as_text, &mut text);
    text
}

fn write(node: &Node, ids_as_text: bool, text: &mut String) {
    match node {
        Node::Null => text.push_str("null"),
        Node::Boolean(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Node::Integer(number) => text.push_str(&number.to_string()),
        Node::Id(id) if ids_as_text => {
            text.push('"');
            text.push_str(&id.to_string());
            text.push('"');
        }
        Node::Id(id) => text.push_str(&id.to_string()),
        Node::Text(content) | Node::Time(content) => write_text(content, text),
        Node::Object(_, entries) => {
            text.push('{');
            for (place, (name, value)) in entries.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write_text(&dashed(name), text);
                text.push(':');
                write(value, ids_as_text, text);
            }
            text.push('}');
        }
        Node::List(_, entries) => {
            text.push('[');
            for (place, value) in entries.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(value, ids_as_text, text);
            }
            text.push(']');
        }
    }
}

fn write_text(content: &str, text: &mut String) {
    text.push_str(&serde_json::Value::from(content).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_written_in_its_own_order() {
        let node = Node::List(
            "users",
            vec![
                Node::Object(
                    "user",
                    vec![
                        ("id".into(), Node::Id(7)),
                        ("full_name".into(), Node::Text("Zoë \"Z\" O'Neil\n".to_owned())),
                        ("active".into(), Node::Boolean(true)),
                        ("manager".into(), Node::Null),
                        ("limit".into(), Node::Integer(-3)),
                    ],
                ),
                Node::Null,
            ],
        );
        let expected =
            r#"[{"id":7,"full-name":"Zoë \"Z\" O'Neil\n","active":true,"manager":null,"limit":-3},null]"#;
        assert_eq!(to_json(&node, false), expected);
        assert_eq!(to_json(&node, true), expected.replace(":7,", ":\"7\","));
        assert!(serde_json::from_str::<serde_json::Value>(&to_json(&node, false)).is_ok());
    }
}
