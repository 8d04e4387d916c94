//! The README says what the code does.

use coupa_sandbox::{Operation, Switches, fault_list};

const README: &str = include_str!("../../README.md");

/// The rows that stand between two markers, as a set of lines would be compared: in order.
fn table(name: &str) -> Vec<&'static str> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
    let from = README.find(&begin).unwrap_or_else(|| panic!("README has no {begin}")) + begin.len();
    let to = README.find(&end).unwrap_or_else(|| panic!("README has no {end}"));
    README[from..to].lines().filter(|line| line.starts_with("| `")).collect()
}

#[test]
fn every_switch_is_in_the_table() {
    let rows: Vec<String> = Switches::list()
        .iter()
        .map(|info| format!("| `{}` | {} | `{}` | {} |", info.name, info.choices, info.default, info.about))
        .collect();
    assert_eq!(table("switches"), rows, "paste this:\n{}", rows.join("\n"));
}

#[test]
fn every_fault_is_in_the_table() {
    let rows: Vec<String> =
        fault_list().iter().map(|info| format!("| `{}` | {} |", info.form, info.about)).collect();
    assert_eq!(table("faults"), rows, "paste this:\n{}", rows.join("\n"));
}

#[test]
fn every_operation_is_named() {
    for operation in Operation::ALL {
        assert!(README.contains(&format!("`{operation}`")), "{operation} is not in the README");
    }
}

/// A switch or a fault without a test is a promise nobody keeps.
#[test]
fn every_switch_and_every_fault_is_exercised() {
    let tests = concat!(
        include_str!("access.rs"),
        include_str!("faults.rs"),
        include_str!("graphql.rs"),
        include_str!("limits.rs"),
        include_str!("oauth.rs"),
        include_str!("reading.rs"),
        include_str!("switches.rs"),
        include_str!("writing.rs"),
    );
    for info in Switches::list() {
        assert!(tests.contains(info.name), "no test turns `{}`", info.name);
    }
    for info in fault_list() {
        let name = info.form.split('=').next().unwrap();
        assert!(tests.contains(name), "no test lets `{name}` strike");
    }
}
