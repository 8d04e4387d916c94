//! XML as Coupa prints it: a root element, typed leaves, lists with `type="array"`.

use super::{Node, dashed};

/// Writes a tree as an XML document.
pub(crate) fn to_xml(node: &Node) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let root = match node {
        Node::Object(name, _) | Node::List(name, _) => name,
        _ => "value",
    };
    write(&dashed(root), node, 0, &mut text);
    text
}

/// Writes messages as the error document.
pub(crate) fn errors_to_xml(messages: &[String]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<errors>\n");
    for message in messages {
        text.push_str("  <error>");
        escape(message, &mut text);
        text.push_str("</error>\n");
    }
    text.push_str("</errors>\n");
    text
}

fn write(name: &str, node: &Node, depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("  ", depth));
    text.push('<');
    text.push_str(name);
    let mut leaf = |kind: &str, content: &str| {
        if !kind.is_empty() {
            text.push_str(" type=\"");
            text.push_str(kind);
            text.push('"');
        }
        text.push('>');
        escape(content, text);
        text.push_str("</");
        text.push_str(name);
        text.push_str(">\n");
    };
    match node {
        Node::Null => text.push_str(" nil=\"true\"/>\n"),
        Node::Boolean(flag) => leaf("boolean", if *flag { "true" } else { "false" }),
        Node::Integer(number) => leaf("integer", &number.to_string()),
        Node::Id(id) => leaf("integer", &id.to_string()),
        Node::Text(content) => leaf("", content),
        Node::Time(content) => leaf("datetime", content),
        Node::Object(_, entries) => {
            text.push_str(">\n");
            for (name, value) in entries {
                write(&dashed(name), value, depth + 1, text);
            }
            close(name, depth, text);
        }
        Node::List(_, entries) => {
            text.push_str(" type=\"array\">\n");
            for value in entries {
                let name = if let Node::Object(name, _) = value { dashed(name) } else { "entry".to_owned() };
                write(&name, value, depth + 1, text);
            }
            close(name, depth, text);
        }
    }
}

fn close(name: &str, depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("  ", depth));
    text.push_str("</");
    text.push_str(name);
    text.push_str(">\n");
}

fn escape(content: &str, text: &mut String) {
    for letter in content.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            _ => text.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_carry_their_type_and_lists_say_so() {
        let node = Node::List(
            "user_groups",
            vec![Node::Object(
                "user_group",
                vec![
                    ("id".into(), Node::Id(77)),
                    ("name".into(), Node::Text("FP&A".to_owned())),
                    ("can_approve".into(), Node::Boolean(true)),
                    ("owner".into(), Node::Null),
                    ("users".into(), Node::List("users", Vec::new())),
                ],
            )],
        );
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <user-groups type=\"array\">\n  <user-group>\n    <id type=\"integer\">77</id>\n    \
            <name>FP&amp;A</name>\n    <can-approve type=\"boolean\">true</can-approve>\n    \
            <owner nil=\"true\"/>\n    <users type=\"array\">\n    </users>\n  </user-group>\n</user-groups>\n";
        assert_eq!(to_xml(&node), expected);
    }

    #[test]
    fn errors_are_a_document_of_their_own() {
        let text = errors_to_xml(&["Name can't be <blank>".to_owned()]);
        assert!(
            text.ends_with("<errors>\n  <error>Name can't be &lt;blank&gt;</error>\n</errors>\n"),
            "{text}"
        );
    }
}
