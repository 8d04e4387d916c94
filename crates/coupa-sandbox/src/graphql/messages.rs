//! The wording of GraphQL errors: the library's sentences in the form that Coupa's stack uses.

/// Rewords one message.
pub(super) fn reword(message: &str) -> String {
    let quoted: Vec<&str> = message.split('"').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [field, class, ..] if message.starts_with("Unknown field ") => {
            format!("Field '{field}' doesn't exist on type '{class}'")
        }
        [argument, field, ..]
            if message.starts_with("Unknown argument ") && message.contains(" on field ") =>
        {
            format!("Field '{field}' doesn't accept argument '{argument}'")
        }
        [class, ..] if message.starts_with("Unknown type ") => {
            format!("{class} isn't a defined type")
        }
        [field, class, ..] if message.contains(" must not have a selection since type ") => {
            format!("Selections can't be made on scalars (field '{field}' returns {class})")
        }
        [field, class, ..] if message.contains(" must have a selection of subfields") => {
            format!("Field must have selections (field '{field}' returns {class} but has no selections)")
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sentences_are_reworded_and_others_kept() {
        let check = |from: &str, to: &str| assert_eq!(reword(from), to);
        check(r#"Unknown field "nickname" on type "User"."#, "Field 'nickname' doesn't exist on type 'User'");
        check(
            r#"Unknown field "user" on type "Query". Did you mean "users"?"#,
            "Field 'user' doesn't exist on type 'Query'",
        );
        check(
            r#"Unknown argument "limit" on field "users" of type "Query"."#,
            "Field 'users' doesn't accept argument 'limit'",
        );
        check("Unknown attribute `nickname`", "Unknown attribute `nickname`");
    }
}
