//! The schema of all settings, as `config` prints it.
//!
//! Shape: protojson of `c1.config.v1.Configuration`. Fields come in the order of their numbers, what
//! is empty is left out, and 64-bit numbers are strings.

use serde::Serialize;

use crate::cli::flag::{Export, Flag, Kind};
use crate::cli::relationship::{Relationship, Rule};
use crate::cli::value::{Value, parse_default};
use crate::cli::{Program, builtin};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Configuration<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    constraints: Vec<Constraint>,
    #[serde(skip_serializing_if = "str::is_empty")]
    display_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    help_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    icon_url: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    is_directory: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    catalog_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    field_groups: Vec<FieldGroup>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    display_name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    placeholder: &'static str,
    #[serde(skip_serializing_if = "is_false")]
    is_required: bool,
    #[serde(skip_serializing_if = "is_false")]
    is_ops: bool,
    #[serde(skip_serializing_if = "is_false")]
    is_secret: bool,
    #[serde(flatten)]
    arm: Arm,
}

/// The arm of the `field` choice.
#[derive(Serialize)]
enum Arm {
    #[serde(rename = "stringField")]
    Text(Typed),
    #[serde(rename = "intField")]
    Int(Typed),
    #[serde(rename = "boolField")]
    Bool(Typed),
    #[serde(rename = "stringSliceField")]
    Strings(Typed),
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Typed {
    #[serde(skip_serializing_if = "Option::is_none")]
    default_value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<Rules>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Rules {
    #[serde(skip_serializing_if = "Option::is_none")]
    lte: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gte: Option<String>,
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<&'static str>,
    #[serde(skip_serializing_if = "is_false")]
    is_required: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Choice {
    name: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Constraint {
    kind: &'static str,
    field_names: &'static [&'static str],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    secondary_field_names: &'static [&'static str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldGroup {
    name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    display_name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    help_text: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fields: &'static [&'static str],
    #[serde(skip_serializing_if = "is_false")]
    default: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serializer passes references")]
fn is_false(value: &bool) -> bool {
    !value
}

/// The schema of a program, indented by two spaces.
pub(super) fn render(program: &Program) -> String {
    let ops = builtin::OPS_ORDER.iter().filter_map(|name| builtin::find(name));
    let fields: Vec<Field> = ops.chain(&program.flags).filter(|flag| is_exported(flag)).map(field).collect();
    let known = |name: &str| fields.iter().any(|field| field.name == name);
    let constraints = program
        .relationships
        .iter()
        .filter(|rule| rule.flags.iter().chain(rule.needs).all(|name| known(name)))
        .map(constraint)
        .collect();
    let field_groups = program
        .groups
        .iter()
        .map(|group| FieldGroup {
            name: group.name,
            display_name: group.display_name,
            help_text: group.help,
            fields: group.flags,
            default: group.is_default,
        })
        .collect();
    let configuration = Configuration {
        fields,
        constraints,
        display_name: &program.listing.display_name,
        help_url: &program.listing.help_url,
        icon_url: &program.listing.icon_url,
        is_directory: program.listing.is_directory,
        catalog_id: &program.listing.catalog_id,
        field_groups,
    };
    serde_json::to_string_pretty(&configuration).unwrap_or_default()
}

/// Leaves out what is meant for the command line only.
fn is_exported(flag: &Flag) -> bool {
    matches!(flag.export, Export::Gui | Export::Ops)
}

fn field(flag: &Flag) -> Field {
    let default_value = flag.default.and_then(|text| match parse_default(flag, text) {
        Value::Text(text) => Some(text.into()),
        Value::Path(path) => Some(path.to_string_lossy().into()),
        Value::Bool(value) => value.then(|| true.into()),
        Value::Int(number) => (number != 0).then(|| number.to_string().into()),
        Value::Strings(items) => Some(items.into()),
    });
    let mut typed = Typed { default_value, ..Typed::default() };
    let arm = match flag.kind {
        Kind::Text | Kind::Path => {
            typed.options =
                flag.choices.iter().map(|choice| Choice { name: choice, value: choice }).collect();
            let rules =
                Rules { one_of: flag.choices.to_vec(), is_required: flag.required, ..Rules::default() };
            typed.rules = (flag.required || !flag.choices.is_empty()).then_some(rules);
            Arm::Text(typed)
        }
        Kind::Int { min, max } => {
            // The Go SDK declares a range for one operator's field only; ours repeats it exactly.
            let ranged = flag.name == builtin::HTTP_TIMEOUT_SECONDS.name || flag.export == Export::Gui;
            typed.rules = (ranged || flag.required).then(|| Rules {
                lte: ranged.then(|| max.to_string()),
                gte: ranged.then(|| min.to_string()),
                is_required: flag.required,
                ..Rules::default()
            });
            Arm::Int(typed)
        }
        Kind::Bool => Arm::Bool(typed),
        Kind::Strings => {
            typed.rules = flag.required.then(|| Rules { is_required: true, ..Rules::default() });
            Arm::Strings(typed)
        }
    };
    Field {
        name: flag.name,
        display_name: flag.display_name,
        description: flag.help,
        placeholder: flag.placeholder,
        is_required: flag.required,
        is_ops: flag.export == Export::Ops,
        is_secret: flag.secret,
        arm,
    }
}

fn constraint(rule: &Relationship) -> Constraint {
    Constraint {
        kind: match rule.rule {
            Rule::Together => "CONSTRAINT_KIND_REQUIRED_TOGETHER",
            Rule::AtLeastOne => "CONSTRAINT_KIND_AT_LEAST_ONE",
            Rule::AtMostOne => "CONSTRAINT_KIND_MUTUALLY_EXCLUSIVE",
            Rule::DependsOn => "CONSTRAINT_KIND_DEPENDENT_ON",
        },
        field_names: rule.flags,
        secondary_field_names: rule.needs,
    }
}
