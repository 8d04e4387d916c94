//! Rules among flags: which go together, which exclude each other, which need another.

use crate::cli::error::CliError;

/// What a rule asks of its flags.
///
/// Source: `Relationship` of the Go SDK and `ConstraintKind` of `c1.config.v1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// All of them or none.
    Together,
    /// No more than one.
    AtMostOne,
    /// One or more. Checked only where a sync is asked for.
    AtLeastOne,
    /// If one of them is set, all of `needs` are.
    DependsOn,
}

/// A rule and the flags it speaks of, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relationship {
    /// What is asked.
    pub rule: Rule,
    /// Of whom.
    pub flags: &'static [&'static str],
    /// The flags that [`Rule::DependsOn`] asks for; empty otherwise.
    pub needs: &'static [&'static str],
}

/// All of these flags or none.
#[must_use]
pub const fn together(flags: &'static [&'static str]) -> Relationship {
    Relationship { rule: Rule::Together, flags, needs: &[] }
}

/// No more than one of these flags.
#[must_use]
pub const fn at_most_one(flags: &'static [&'static str]) -> Relationship {
    Relationship { rule: Rule::AtMostOne, flags, needs: &[] }
}

/// One or more of these flags.
#[must_use]
pub const fn at_least_one(flags: &'static [&'static str]) -> Relationship {
    Relationship { rule: Rule::AtLeastOne, flags, needs: &[] }
}

/// If one of `flags` is set, all of `needs` must be.
#[must_use]
pub const fn depends_on(flags: &'static [&'static str], needs: &'static [&'static str]) -> Relationship {
    Relationship { rule: Rule::DependsOn, flags, needs }
}

/// Who declared a rule; the Go tools word their complaint accordingly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// The runtime: worded as the command-line library of the Go tools does.
    Builtin,
    /// The connector: worded as the schema checker of the Go SDK does.
    Connector,
}

impl Relationship {
    /// Checks the rule against the flags that are set.
    pub(crate) fn check(&self, declared: Declared, is_set: impl Fn(&str) -> bool) -> Result<(), CliError> {
        let names = |wanted: bool, among: &'static [&'static str]| -> Vec<&'static str> {
            among.iter().copied().filter(|name| is_set(name) == wanted).collect()
        };
        let set = names(true, self.flags);
        let missing = names(false, self.flags);
        match self.rule {
            Rule::Together if !set.is_empty() && !missing.is_empty() => {
                Err(CliError::Together { declared, group: self.flags, missing })
            }
            Rule::AtMostOne if set.len() > 1 => Err(CliError::AtMostOne { declared, group: self.flags, set }),
            Rule::AtLeastOne if set.is_empty() => Err(CliError::AtLeastOne { group: self.flags }),
            Rule::DependsOn if !set.is_empty() => {
                let missing = names(false, self.needs);
                if missing.is_empty() { Ok(()) } else { Err(CliError::DependsOn { set, missing }) }
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(rule: Relationship, declared: Declared, set: &[&str]) -> Option<String> {
        rule.check(declared, |name| set.contains(&name)).err().map(|error| error.to_string())
    }

    #[test]
    fn built_in_rules_complain_in_the_words_of_the_go_tools() {
        let pair = together(&["client-id", "client-secret"]);
        assert_eq!(complaint(pair, Declared::Builtin, &[]), None);
        assert_eq!(complaint(pair, Declared::Builtin, &["client-id", "client-secret"]), None);
        insta::assert_snapshot!(complaint(pair, Declared::Builtin, &["client-id"]).unwrap(),
            @"if any flags in the group [client-id client-secret] are set they must all be set; missing [client-secret]");

        let one = at_most_one(&["a", "b", "c"]);
        assert_eq!(complaint(one, Declared::Builtin, &["b"]), None);
        insta::assert_snapshot!(complaint(one, Declared::Builtin, &["a", "c"]).unwrap(),
            @"if any flags in the group [a b c] are set none of the others can be; [a c] were all set");
    }

    #[test]
    fn connector_rules_complain_in_the_words_of_the_schema_checker() {
        let declared = Declared::Connector;
        insta::assert_snapshot!(complaint(together(&["a", "b"]), declared, &["a"]).unwrap(),
            @"fields marked as needed together are missing: ('b')");
        insta::assert_snapshot!(complaint(at_most_one(&["a", "b"]), declared, &["a", "b"]).unwrap(),
            @"fields marked as mutually exclusive were set: ('a' and 'b')");
        insta::assert_snapshot!(complaint(at_least_one(&["a", "b"]), declared, &[]).unwrap(),
            @"at least one field was expected, any of: ('a' and 'b')");
        assert_eq!(complaint(at_least_one(&["a", "b"]), declared, &["b"]), None);
        insta::assert_snapshot!(complaint(depends_on(&["a"], &["b", "c"]), declared, &["a", "c"]).unwrap(),
            @"set fields ('a') are dependent on ('b') being set");
        assert_eq!(complaint(depends_on(&["a"], &["b"]), declared, &["b"]), None);
    }
}
