//! From records to trees: which fields are shown, and how deep.

use super::Node;
use crate::clock::print_time;
use crate::query::{MAX_LIMIT, Selection};
use crate::schema::{Class, Field, Kind, Record, Show, Value, View};
use crate::scope::{ScopeSet, read_scope};
use crate::state::CustomValue;
use crate::switches::{CustomFieldsShape, NestedCap, NestedScope};

/// Prints the records of one answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer<'a> {
    pub(crate) view: &'a View,
    pub(crate) scopes: &'a ScopeSet,
}

impl Printer<'_> {
    pub(crate) fn list(&self, class: Class, records: &[Record], selection: &Selection) -> Node {
        let nodes = records.iter().map(|record| self.record(record, selection)).collect();
        Node::List(class.plural(), nodes)
    }

    pub(crate) fn record(&self, record: &Record, selection: &Selection) -> Node {
        let class = record.class();
        let mut entries = Vec::new();
        let mut add = |field: &'static Field, nested: &Selection, custom: Option<&[String]>| {
            if let Some(node) = self.field(record, field, nested, custom) {
                entries.push((field.name.into(), node));
            }
        };
        let known = class.known_fields(&self.view.switches);
        match selection {
            Selection::Nothing => {}
            Selection::Ids => known.filter(|field| field.kind == Kind::Id).for_each(|field| {
                add(field, &Selection::Ids, None);
            }),
            Selection::Keys => known.filter(|field| field.show == Show::Key).for_each(|field| {
                add(field, &Selection::Keys, None);
            }),
            Selection::Short => known.filter(|field| field.show <= Show::Short).for_each(|field| {
                add(field, &Selection::Keys, None);
            }),
            Selection::Shallow => known.filter(|field| field.show != Show::Query).for_each(|field| {
                add(field, &Selection::Keys, None);
            }),
            Selection::Full => known.filter(|field| field.show != Show::Query).for_each(|field| {
                add(field, &Selection::Short, None);
            }),
            Selection::Pick(picks) => {
                for pick in picks {
                    add(pick.field, &pick.nested, pick.custom.as_deref());
                }
            }
        }
        if let Record::User(user) = record
            && self.view.switches.custom_fields == CustomFieldsShape::TopLevel
            && matches!(selection, Selection::Full)
        {
            for (name, value) in &user.custom_fields {
                entries.push((name.clone().into(), custom_node(value)));
            }
        }
        Node::Object(class.singular(), entries)
    }

    fn field(
        &self,
        record: &Record,
        field: &Field,
        nested: &Selection,
        custom: Option<&[String]>,
    ) -> Option<Node> {
        if let Some(target) = field.kind.target()
            && self.view.switches.nested_scope == NestedScope::Each
            && !self.scopes.contains(read_scope(target))
        {
            return None;
        }
        Some(match field.value(self.view, record) {
            Value::Null | Value::One(None) => Node::Null,
            Value::Boolean(flag) => Node::Boolean(flag),
            Value::Integer(number) if field.kind == Kind::Id => Node::Id(u64::try_from(number).unwrap_or(0)),
            Value::Integer(number) => Node::Integer(number),
            Value::Text(text) => Node::Text(text.into_owned()),
            Value::Time(at) => Node::Time(print_time(at, self.view.clock.zone())),
            Value::One(Some(id)) => match field.kind.target().and_then(|target| self.view.get(target, id)) {
                Some(other) => self.record(&other, nested),
                None => Node::Null,
            },
            Value::Many(mut ids) => {
                let target = field.kind.target()?;
                if self.view.switches.nested_cap == NestedCap::Everywhere {
                    ids.truncate(MAX_LIMIT);
                }
                let others = self.view.many(target, &ids);
                let nodes = others.iter().map(|other| self.record(other, nested)).collect();
                Node::List(target.plural(), nodes)
            }
            Value::Custom(values) => {
                let shown: Vec<_> = values
                    .iter()
                    .filter(|(name, _)| custom.is_none_or(|names| names.contains(name)))
                    .map(|(name, value)| (name.clone().into(), custom_node(value)))
                    .collect();
                if shown.is_empty() && self.view.switches.custom_fields == CustomFieldsShape::Null {
                    Node::Null
                } else {
                    Node::Object("custom_fields", shown)
                }
            }
        })
    }
}

fn custom_node(value: &CustomValue) -> Node {
    match value {
        CustomValue::Text(text) => Node::Text(text.clone()),
        CustomValue::Flag(flag) => Node::Boolean(*flag),
        CustomValue::Lookup { id, name, external_ref_num } => Node::Object(
            "lookup_value",
            vec![
                ("id".into(), Node::Id(*id)),
                ("name".into(), Node::Text(name.clone())),
                ("external_ref_num".into(), external_ref_num.clone().map_or(Node::Null, Node::Text)),
            ],
        ),
    }
}
