//! Conditions of a query, checked against the class that is listed and evaluated on its records.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Pair, Refusal};
use crate::schema::{Class, Field, Kind, Record, Value, View};
use crate::switches::{AccountGroupFilter, Switches, TextMatch, UnknownAttribute};

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Contains,
    StartsWith,
    EndsWith,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    NotIn,
    Blank,
}

impl Operator {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "not_eq" => Self::NotEqual,
            "contains" => Self::Contains,
            "starts_with" => Self::StartsWith,
            "ends_with" => Self::EndsWith,
            "gt" => Self::Greater,
            "gt_or_eq" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "lt_or_eq" => Self::LessOrEqual,
            "in" => Self::In,
            "not_in" => Self::NotIn,
            "blank" => Self::Blank,
            _ => return None,
        })
    }

    fn is_for_text_only(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith)
    }
}

/// What an attribute is compared with.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Flag(bool),
    Number(i64),
    Numbers(Vec<i64>),
    Text(String),
    Texts(Vec<String>),
    Time(Timestamp),
    Times(Vec<Timestamp>),
}

/// One condition of a query.
#[derive(Debug)]
pub(crate) struct Condition {
    path: Vec<&'static Field>,
    leaf: &'static Field,
    operator: Operator,
    operand: Operand,
    sensitive: bool,
    never: bool,
}

impl Condition {
    /// Reads a pair as a condition on a class; `None` if the switches say that it does not count.
    pub(crate) fn compile(pair: &Pair, class: Class, switches: &Switches) -> Result<Option<Self>, Refusal> {
        let unknown = |name: &str| match switches.unknown_attribute {
            UnknownAttribute::Refuse => Err(Refusal::new(format!("Unknown attribute `{name}`"))),
            UnknownAttribute::Ignore => Ok(None),
        };
        let mut segments = pair.segments.as_slice();
        let mut operator = Operator::Equal;
        if segments.len() > 1
            && let Some(found) = segments.last().and_then(|last| Operator::from_name(last))
        {
            operator = found;
            segments = &segments[..segments.len() - 1];
        }
        let mut never = false;
        if class == Class::User && segments.len() > 1 && super::snake_case(&segments[0]) == "account_groups" {
            match switches.account_group_filter {
                AccountGroupFilter::Refuse => {
                    return Err(Refusal::new(format!("Unknown attribute `{}`", pair.name())));
                }
                AccountGroupFilter::Ignored => return Ok(None),
                AccountGroupFilter::Nothing => never = true,
                AccountGroupFilter::Works => {}
            }
        }
        let mut fields: Vec<&'static Field> = Vec::new();
        let mut at = class;
        for (place, segment) in segments.iter().enumerate() {
            let name = if never || place == 0 && segment == "accountGroups" {
                super::snake_case(segment)
            } else {
                segment.clone()
            };
            let Some(field) = at.field(&name, switches) else { return unknown(&pair.name()) };
            if matches!(field.kind, Kind::Custom) {
                return unknown(&pair.name());
            }
            fields.push(field);
            match field.kind.target() {
                Some(target) => at = target,
                None if place + 1 < segments.len() => return unknown(&pair.name()),
                None => {}
            }
        }
        let Some(leaf) = fields.pop() else { return unknown(&pair.name()) };
        let operand = read_operand(pair, leaf, operator)?;
        let sensitive = switches.text_match == TextMatch::Sensitive;
        let operand = if sensitive { operand } else { operand.lowered() };
        Ok(Some(Self { path: fields, leaf, operator, operand, sensitive, never }))
    }

    /// The ids this condition allows, if it is a plain bound on the record's own id.
    pub(crate) fn id_bounds(&self) -> Option<(u64, u64)> {
        if !self.path.is_empty() || self.leaf.kind != Kind::Id {
            return None;
        }
        let bound = |number: i64| u64::try_from(number).unwrap_or(0);
        match (&self.operand, self.operator) {
            (Operand::Number(number), _) if *number < 0 => None,
            (Operand::Number(number), Operator::Equal) => Some((bound(*number), bound(*number))),
            (Operand::Number(number), Operator::Greater) => Some((bound(*number) + 1, u64::MAX)),
            (Operand::Number(number), Operator::GreaterOrEqual) => Some((bound(*number), u64::MAX)),
            (Operand::Number(0), Operator::Less) => Some((1, 0)),
            (Operand::Number(number), Operator::Less) => Some((0, bound(*number) - 1)),
            (Operand::Number(number), Operator::LessOrEqual) => Some((0, bound(*number))),
            (Operand::Numbers(numbers), Operator::In) => {
                let low = numbers.iter().copied().min()?;
                let high = numbers.iter().copied().max()?;
                Some((bound(low), bound(high)))
            }
            _ => None,
        }
    }

    pub(crate) fn matches(&self, view: &View, record: &Record) -> bool {
        !self.never && self.any(view, record, &self.path)
    }

    fn any(&self, view: &View, record: &Record, path: &[&'static Field]) -> bool {
        let Some((field, rest)) = path.split_first() else {
            return self.test(&self.leaf.value(view, record));
        };
        let Some(target) = field.kind.target() else { return false };
        let ids = match field.value(view, record) {
            Value::One(id) => id.into_iter().collect(),
            Value::Many(ids) => ids,
            _ => return false,
        };
        if ids.is_empty() && self.operator == Operator::Blank {
            return self.operand == Operand::Flag(true);
        }
        if rest.is_empty() && self.leaf.kind == Kind::Id {
            // The commonest association filter, `roles[id]=4`, needs no look at the other record.
            return ids
                .into_iter()
                .any(|id| self.test(&Value::Integer(i64::try_from(id).unwrap_or(i64::MAX))));
        }
        ids.into_iter().filter_map(|id| view.get(target, id)).any(|other| self.any(view, &other, rest))
    }

    fn test(&self, value: &Value<'_>) -> bool {
        if self.operator == Operator::Blank {
            let blank = match value {
                Value::Null | Value::One(None) => true,
                Value::Text(text) => text.is_empty(),
                Value::Many(ids) => ids.is_empty(),
                _ => false,
            };
            return self.operand == Operand::Flag(blank);
        }
        match (value, &self.operand) {
            (Value::Null, _) => matches!(self.operator, Operator::NotEqual | Operator::NotIn),
            (Value::Boolean(value), Operand::Flag(wanted)) => {
                (value == wanted) == (self.operator == Operator::Equal)
            }
            (Value::Integer(value), Operand::Number(wanted)) => compare(self.operator, value.cmp(wanted)),
            (Value::Integer(value), Operand::Numbers(wanted)) => {
                wanted.contains(value) == (self.operator == Operator::In)
            }
            (Value::Time(value), Operand::Time(wanted)) => compare(self.operator, value.cmp(wanted)),
            (Value::Time(value), Operand::Times(wanted)) => {
                wanted.contains(value) == (self.operator == Operator::In)
            }
            (Value::Text(value), Operand::Text(wanted)) => {
                let value = self.folded(value);
                match self.operator {
                    Operator::Contains => value.contains(wanted.as_str()),
                    Operator::StartsWith => value.starts_with(wanted.as_str()),
                    Operator::EndsWith => value.ends_with(wanted.as_str()),
                    operator => compare(operator, value.as_ref().cmp(wanted.as_str())),
                }
            }
            (Value::Text(value), Operand::Texts(wanted)) => {
                let value = self.folded(value);
                wanted.iter().any(|wanted| *wanted == value) == (self.operator == Operator::In)
            }
            _ => false,
        }
    }

    fn folded<'a>(&self, text: &'a str) -> std::borrow::Cow<'a, str> {
        if self.sensitive { text.into() } else { text.to_lowercase().into() }
    }
}

impl Operand {
    fn lowered(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.to_lowercase()),
            Self::Texts(texts) => Self::Texts(texts.iter().map(|text| text.to_lowercase()).collect()),
            other => other,
        }
    }
}

fn compare(operator: Operator, ordering: std::cmp::Ordering) -> bool {
    match operator {
        Operator::Equal => ordering.is_eq(),
        Operator::NotEqual => ordering.is_ne(),
        Operator::Greater => ordering.is_gt(),
        Operator::GreaterOrEqual => ordering.is_ge(),
        Operator::Less => ordering.is_lt(),
        Operator::LessOrEqual => ordering.is_le(),
        _ => false,
    }
}

fn read_operand(pair: &Pair, leaf: &Field, operator: Operator) -> Result<Operand, Refusal> {
    let wrong =
        |what: &str| Refusal::new(format!("`{}` is not {what}, as `{}` needs", pair.value, pair.name()));
    if operator == Operator::Blank {
        return read_flag(&pair.value).map(Operand::Flag).ok_or_else(|| wrong("true or false"));
    }
    if operator.is_for_text_only() && leaf.kind != Kind::Text {
        return Err(Refusal::new(format!("`{}` cannot be compared that way", pair.name())));
    }
    let many = matches!(operator, Operator::In | Operator::NotIn);
    let parts = || pair.value.split(',').map(str::trim);
    match leaf.kind {
        Kind::Id | Kind::Integer if many => parts()
            .map(|part| part.parse().ok())
            .collect::<Option<Vec<_>>>()
            .map(Operand::Numbers)
            .ok_or_else(|| wrong("a list of numbers")),
        Kind::Id | Kind::Integer => {
            pair.value.trim().parse().map(Operand::Number).map_err(|_| wrong("a number"))
        }
        Kind::Boolean if matches!(operator, Operator::Equal | Operator::NotEqual) => {
            read_flag(&pair.value).map(Operand::Flag).ok_or_else(|| wrong("true or false"))
        }
        Kind::Time if many => parts()
            .map(read_time)
            .collect::<Option<Vec<_>>>()
            .map(Operand::Times)
            .ok_or_else(|| wrong("a list of dates")),
        Kind::Time => read_time(&pair.value).map(Operand::Time).ok_or_else(|| wrong("a date")),
        Kind::Text if many => Ok(Operand::Texts(parts().map(ToOwned::to_owned).collect())),
        Kind::Text => Ok(Operand::Text(pair.value.clone())),
        Kind::Boolean | Kind::One(_) | Kind::Many(_) | Kind::Custom => {
            Err(Refusal::new(format!("`{}` cannot be compared that way", pair.name())))
        }
    }
}

fn read_flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// An ISO 8601 instant; a date alone means midnight UTC, and so does a time without an offset count as UTC.
fn read_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // An unencoded plus sign arrives as a space.
    let text = text.replacen(' ', if text.contains('T') { "+" } else { "T" }, 1);
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    if let Ok(at) = text.parse::<jiff::civil::DateTime>()
        && text.contains('T')
    {
        return at.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    }
    let date: Date = text.parse().ok()?;
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_documented() {
        let at = |text: &str| read_time(text).map(|at| at.to_string());
        assert_eq!(at("2025-04-07T12:28:32-07:00").as_deref(), Some("2025-04-07T19:28:32Z"));
        assert_eq!(at("2025-04-07T12:28:32 02:00").as_deref(), Some("2025-04-07T10:28:32Z"));
        assert_eq!(at("2025-04-07").as_deref(), Some("2025-04-07T00:00:00Z"));
        assert_eq!(at("2025-04-07T01:02:03Z").as_deref(), Some("2025-04-07T01:02:03Z"));
        assert_eq!(at("2025-04-07T01:02:03").as_deref(), Some("2025-04-07T01:02:03Z"));
        assert_eq!(at("yesterday"), None);
        assert_eq!(at(""), None);
    }

    fn compile(text: &str) -> Result<Option<Condition>, Refusal> {
        let pair = super::super::parse(text).unwrap().remove(0);
        Condition::compile(&pair, Class::User, &Switches::default())
    }

    #[test]
    fn what_does_not_exist_is_refused_by_name() {
        let text = |query: &str| compile(query).unwrap_err().0;
        assert_eq!(text("nickname=x"), "Unknown attribute `nickname`");
        assert_eq!(text("manager[nickname][in]=x"), "Unknown attribute `manager[nickname][in]`");
        assert_eq!(text("login[name]=x"), "Unknown attribute `login[name]`");
        assert_eq!(text("accountGroups[id]=7"), "Unknown attribute `accountGroups[id]`");
        assert_eq!(text("account_groups[id]=7"), "Unknown attribute `account_groups[id]`");
        assert_eq!(text("id=abc"), "`abc` is not a number, as `id` needs");
        assert_eq!(text("updated_at[contains]=2025"), "`updated_at[contains]` cannot be compared that way");
        assert_eq!(text("roles=4"), "`roles` cannot be compared that way");
    }

    #[test]
    fn bounds_come_from_the_own_id_only() {
        let bounds = |query: &str| compile(query).unwrap().unwrap().id_bounds();
        assert_eq!(bounds("id[gt]=50"), Some((51, u64::MAX)));
        assert_eq!(bounds("id[lt]=50"), Some((0, 49)));
        assert_eq!(bounds("id[lt]=0"), Some((1, 0)));
        assert_eq!(bounds("id=7"), Some((7, 7)));
        assert_eq!(bounds("id[in]=9,3,5"), Some((3, 9)));
        assert_eq!(bounds("id[not_eq]=7"), None);
        assert_eq!(bounds("manager[id]=7"), None);
    }
}
