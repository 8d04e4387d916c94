//! Paging: which records of a class a query asks for, and in which order.

use super::filter::Condition;
use super::{Pair, Refusal};
use crate::schema::{Class, Field, Kind, Record, Value, View};
use crate::switches::{GraphqlOrderBy, OverLimit, Switches, UnknownAttribute, UnsortedOrder};

/// The largest page, and the default.
pub(crate) const MAX_LIMIT: usize = 50;

/// Arguments that are not conditions.
const ARGUMENTS: [&str; 8] =
    ["limit", "offset", "order_by", "dir", "fields", "return_object", "filter", "exported"];

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

#[derive(Debug)]
enum Order {
    ById(Direction),
    By(&'static Field, Direction),
    Scrambled,
}

/// A list request, understood.
#[derive(Debug)]
pub(crate) struct Listing {
    conditions: Vec<Condition>,
    order: Order,
    offset: usize,
    limit: usize,
}

impl Listing {
    /// Reads the pairs of a REST query string.
    pub(crate) fn rest(pairs: &[Pair], class: Class, switches: &Switches) -> Result<Self, Refusal> {
        Self::compile(pairs, class, switches, MAX_LIMIT, true)
    }

    /// Reads the pairs of a GraphQL `query` argument.
    pub(crate) fn graphql(pairs: &[Pair], class: Class, switches: &Switches) -> Result<Self, Refusal> {
        let page_size = usize::try_from(switches.graphql_page_size).unwrap_or(usize::MAX).max(1);
        let sorted = switches.graphql_order_by == GraphqlOrderBy::Honoured;
        Self::compile(pairs, class, switches, page_size, sorted)
    }

    fn compile(
        pairs: &[Pair],
        class: Class,
        switches: &Switches,
        max_limit: usize,
        sorted: bool,
    ) -> Result<Self, Refusal> {
        let mut conditions = Vec::new();
        for pair in pairs {
            let argument = pair.segments.len() == 1 && ARGUMENTS.contains(&pair.segments[0].as_str());
            if !argument && let Some(condition) = Condition::compile(pair, class, switches)? {
                conditions.push(condition);
            }
        }
        let limit = match argument(pairs, "limit") {
            None => max_limit,
            Some(text) => match text.trim().parse::<usize>() {
                Ok(limit) if limit > max_limit && switches.over_limit == OverLimit::Refuse => {
                    return Err(Refusal::new(format!("limit cannot be more than {max_limit}")));
                }
                Ok(limit) if limit > 0 => limit.min(max_limit),
                _ => return Err(Refusal::new(format!("limit must be a number from 1 to {max_limit}"))),
            },
        };
        let offset = match argument(pairs, "offset") {
            None => 0,
            Some(text) => {
                text.trim().parse().map_err(|_| Refusal::new("offset must be a number, 0 or more"))?
            }
        };
        let order =
            if sorted { read_order(pairs, class, switches)? } else { Order::ById(Direction::Ascending) };
        Ok(Self { conditions, order, offset, limit })
    }
}

fn argument<'a>(pairs: &'a [Pair], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .rev()
        .find(|pair| pair.segments.len() == 1 && pair.segments[0] == name)
        .map(|pair| pair.value.as_str())
}

fn read_order(pairs: &[Pair], class: Class, switches: &Switches) -> Result<Order, Refusal> {
    let direction = match argument(pairs, "dir").map(|text| text.trim().to_ascii_lowercase()).as_deref() {
        None | Some("asc") => Direction::Ascending,
        Some("desc") => Direction::Descending,
        Some(other) => return Err(Refusal::new(format!("dir must be asc or desc, not `{other}`"))),
    };
    let Some(name) = argument(pairs, "order_by") else {
        return Ok(match switches.unsorted_order {
            UnsortedOrder::ById => Order::ById(direction),
            UnsortedOrder::Arbitrary => Order::Scrambled,
        });
    };
    let name = name.trim().replace('-', "_");
    match class.field(&name, switches) {
        Some(field) if field.kind == Kind::Id => Ok(Order::ById(direction)),
        Some(field) if field.kind.target().is_none() && field.kind != Kind::Custom => {
            Ok(Order::By(field, direction))
        }
        _ if switches.unknown_attribute == UnknownAttribute::Ignore => Ok(Order::ById(direction)),
        _ => Err(Refusal::new(format!("Unknown attribute `{name}` in order_by"))),
    }
}

/// The records of one page.
///
/// Lists in id order touch only the ids between the bounds that the query sets, so that a keyset walk over
/// a large company reads each record once.
pub(crate) fn page(view: &View, class: Class, listing: &Listing) -> Vec<Record> {
    let (mut low, mut high) = (0, u64::MAX);
    for (from, to) in listing.conditions.iter().filter_map(Condition::id_bounds) {
        low = low.max(from);
        high = high.min(to);
    }
    let matches =
        |record: &Record| listing.conditions.iter().all(|condition| condition.matches(view, record));
    let records = view.range(class, low, high);
    let cut = |records: &mut dyn Iterator<Item = Record>| -> Vec<Record> {
        records.filter(&matches).skip(listing.offset).take(listing.limit).collect()
    };
    let mut page = match listing.order {
        Order::ById(Direction::Ascending) => cut(&mut { records }),
        Order::ById(Direction::Descending) => cut(&mut records.rev()),
        Order::Scrambled => {
            let mut found: Vec<Record> = records.filter(&matches).collect();
            found.sort_by_key(|record| scramble(record.id()));
            found.into_iter().skip(listing.offset).take(listing.limit).collect()
        }
        Order::By(field, direction) => {
            let mut found: Vec<(Key, Record)> = records
                .filter(&matches)
                .map(|record| (Key::of(&field.value(view, &record)), record))
                .collect();
            found.sort_by(|(a, _), (b, _)| a.cmp(b));
            if direction == Direction::Descending {
                found.reverse();
            }
            found.into_iter().skip(listing.offset).take(listing.limit).map(|(_, record)| record).collect()
        }
    };
    shorten(&mut page, listing.limit, &view.switches);
    page
}

fn shorten(page: &mut Vec<Record>, limit: usize, switches: &Switches) {
    let short_by = usize::try_from(switches.short_pages).unwrap_or(usize::MAX);
    if short_by == 0 || page.len() < limit {
        return;
    }
    if page.first().is_some_and(|record| scramble(record.id()).is_multiple_of(2)) {
        page.truncate(page.len().saturating_sub(short_by).max(1));
    }
}

/// A value that can be sorted; empty ones come first, as in MySQL.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Empty,
    Flag(bool),
    Number(i64),
    Time(jiff::Timestamp),
    Text(String),
}

impl Key {
    fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Boolean(flag) => Self::Flag(*flag),
            Value::Integer(number) => Self::Number(*number),
            Value::Time(at) => Self::Time(*at),
            Value::Text(text) => Self::Text(text.to_lowercase()),
            _ => Self::Empty,
        }
    }
}

/// Mixes the bits of an id, so that an order by the result looks like no order at all.
fn scramble(id: u64) -> u64 {
    let mut mixed = id.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
