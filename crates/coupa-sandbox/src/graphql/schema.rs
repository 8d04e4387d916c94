//! The GraphQL schema, built from the field tables.

use async_graphql::dynamic::{
    Field as GraphqlField, FieldFuture, FieldValue, InputValue, Object, ResolverContext, Scalar, Schema,
    TypeRef, Union,
};
use async_graphql::{Error as GraphqlError, Value as GraphqlValue};

use super::Reading;
use crate::clock::print_time;
use crate::error::{Error, Result};
use crate::pages::read_page;
use crate::print::lower_camel;
use crate::query::{Listing, MAX_LIMIT, Refusal, parse};
use crate::schema::{Class, Field, Kind, Record, Show, Value};
use crate::seed::CUSTOM_FIELDS;
use crate::state::CustomValue;
use crate::switches::{IdFormat, NestedCap, Switches};

const DATE_TIME: &str = "ISO8601DateTime";
const CUSTOM_VALUE: &str = "CustomFieldValue";
const CUSTOM_OBJECT: &str = "CustomFields";

/// The collections at the root, with the name of the single object beside each.
const ROOTS: [(&str, &str, Class); 6] = [
    ("users", "user", Class::User),
    ("userGroups", "userGroup", Class::UserGroup),
    ("roles", "role", Class::Role),
    ("accountGroups", "accountGroup", Class::AccountGroup),
    ("businessGroups", "businessGroup", Class::ContentGroup),
    ("departments", "department", Class::Department),
];

pub(super) fn collection_class(name: &str) -> Option<Class> {
    ROOTS.iter().find(|(collection, _, _)| *collection == name).map(|(_, _, class)| *class)
}

pub(super) fn single_class(name: &str) -> Option<Class> {
    ROOTS.iter().find(|(_, single, _)| *single == name).map(|(_, _, class)| *class)
}

/// A schema that fits one setting of the switches.
#[derive(Debug)]
pub(crate) struct GraphqlSchema {
    schema: Schema,
}

/// A record inside an answer.
struct Shown {
    record: Record,
    without_id: bool,
}

impl GraphqlSchema {
    pub(crate) fn build(switches: &Switches) -> Result<Self> {
        let mut query = Object::new("Query");
        for (collection, single, class) in ROOTS {
            query = query.field(collection_field(collection, class)).field(single_field(single, class));
        }
        let mut builder = Schema::build("Query", None, None)
            .register(query)
            .register(Scalar::new(DATE_TIME).description("An ISO 8601 time with an offset."))
            .register(custom_object())
            .register(value_object("StringValue", TypeRef::STRING))
            .register(value_object("BooleanValue", TypeRef::BOOLEAN))
            .register(lookup_object(switches))
            .register(
                Union::new(CUSTOM_VALUE)
                    .possible_type("StringValue")
                    .possible_type("BooleanValue")
                    .possible_type("LookupValue"),
            );
        for class in Class::ALL.into_iter().filter(|class| *class != Class::Membership) {
            builder = builder.register(object(class, switches));
        }
        if !switches.introspection {
            builder = builder.disable_introspection();
        }
        let schema = builder.finish().map_err(|cause| Error::GraphqlSchema { reason: cause.to_string() })?;
        Ok(Self { schema })
    }

    pub(crate) async fn execute(&self, request: async_graphql::Request) -> async_graphql::Response {
        self.schema.execute(request).await
    }
}

fn collection_field(name: &'static str, class: Class) -> GraphqlField {
    let argument = InputValue::new("query", TypeRef::named(TypeRef::STRING))
        .description("Conditions as in a REST query string, such as `id[gt]=50&active=true`.");
    GraphqlField::new(name, TypeRef::named_list(class.graphql()), move |context| {
        ready(read_collection(&context, class).map(Some))
    })
    .argument(argument)
}

fn read_collection<'a>(context: &ResolverContext<'a>, class: Class) -> async_graphql::Result<FieldValue<'a>> {
    let reading = context.data::<Reading>()?;
    let query = match context.args.get("query") {
        Some(argument) if !argument.is_null() => argument.string()?,
        _ => "",
    };
    let refuse = |refusal: Refusal| GraphqlError::new(refusal.0);
    let pairs = parse(query).map_err(refuse)?;
    let listing = Listing::graphql(&pairs, class, &reading.view.switches).map_err(refuse)?;
    let page = read_page(&reading.instance, &reading.view, class, &listing, &reading.page_faults(class));
    let records = page.records.into_iter().enumerate().map(|(place, record)| {
        if page.null_at == Some(place) {
            FieldValue::NULL
        } else {
            FieldValue::owned_any(Shown { record, without_id: page.without_id_at == Some(place) })
        }
    });
    Ok(FieldValue::list(records))
}

fn single_field(name: &'static str, class: Class) -> GraphqlField {
    GraphqlField::new(name, TypeRef::named(class.graphql()), move |context| {
        ready(read_single(&context, class))
    })
    .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)))
}

fn read_single<'a>(
    context: &ResolverContext<'a>,
    class: Class,
) -> async_graphql::Result<Option<FieldValue<'a>>> {
    let reading = context.data::<Reading>()?;
    let id = match context.args.try_get("id")?.as_value() {
        GraphqlValue::Number(number) => number.as_u64(),
        GraphqlValue::String(text) => text.parse().ok(),
        _ => None,
    };
    let record = id.and_then(|id| reading.view.get(class, id));
    Ok(record.map(|record| FieldValue::owned_any(Shown { record, without_id: false })))
}

fn object(class: Class, switches: &Switches) -> Object {
    class
        .known_fields(switches)
        .filter(|field| field.show != Show::Query)
        .fold(Object::new(class.graphql()), |object, field| {
            object.field(record_field(class, field, switches))
        })
}

fn record_field(of: Class, field: &'static Field, switches: &Switches) -> GraphqlField {
    let ids_as_text = switches.id_format == IdFormat::Text;
    let capped = switches.nested_cap != NestedCap::None;
    let class = match field.kind {
        Kind::Id if ids_as_text => TypeRef::named(TypeRef::ID),
        Kind::Id | Kind::Integer => TypeRef::named(TypeRef::INT),
        Kind::Boolean => TypeRef::named(TypeRef::BOOLEAN),
        Kind::Text => TypeRef::named(TypeRef::STRING),
        Kind::Time => TypeRef::named(DATE_TIME),
        Kind::One(target) => TypeRef::named(target.graphql()),
        Kind::Many(target) => TypeRef::named_list(target.graphql()),
        Kind::Custom => TypeRef::named(CUSTOM_OBJECT),
    };
    GraphqlField::new(lower_camel(field.name), class, move |context| {
        ready(read_field(&context, of, field, ids_as_text, capped))
    })
}

fn read_field<'a>(
    context: &ResolverContext<'a>,
    of: Class,
    field: &'static Field,
    ids_as_text: bool,
    capped: bool,
) -> async_graphql::Result<Option<FieldValue<'a>>> {
    // A `null` in a list still has its fields asked for.
    let shown = context.parent_value.downcast_ref::<Shown>().ok_or_else(|| {
        let (class, name) = (of.graphql(), lower_camel(field.name));
        GraphqlError::new(format!("Cannot return null for non-nullable field {class}.{name}"))
    })?;
    let reading = context.data::<Reading>()?;
    if shown.without_id && field.kind == Kind::Id {
        return Ok(None);
    }
    let view = &reading.view;
    let nested = |record| FieldValue::owned_any(Shown { record, without_id: false });
    Ok(match field.value(view, &shown.record) {
        Value::Null | Value::One(None) => None,
        Value::Boolean(flag) => Some(FieldValue::value(flag)),
        Value::Integer(number) if ids_as_text && field.kind == Kind::Id => {
            Some(FieldValue::value(number.to_string()))
        }
        Value::Integer(number) => Some(FieldValue::value(number)),
        Value::Text(text) => Some(FieldValue::value(text.into_owned())),
        Value::Time(at) => Some(FieldValue::value(print_time(at, view.clock.zone()))),
        Value::One(Some(id)) => field.kind.target().and_then(|class| view.get(class, id)).map(nested),
        Value::Many(mut ids) => {
            if capped {
                ids.truncate(MAX_LIMIT);
            }
            let class = field.kind.target();
            let records = class.map(|class| view.many(class, &ids)).unwrap_or_default();
            Some(FieldValue::list(records.into_iter().map(nested)))
        }
        Value::Custom(values) => Some(FieldValue::owned_any(values.clone())),
    })
}

type CustomFields = std::collections::BTreeMap<String, CustomValue>;

fn custom_object() -> Object {
    CUSTOM_FIELDS.into_iter().fold(Object::new(CUSTOM_OBJECT), |object, name| {
        object.field(GraphqlField::new(lower_camel(name), TypeRef::named(CUSTOM_VALUE), move |context| {
            ready(context.parent_value.try_downcast_ref::<CustomFields>().map(|values| {
                values.get(name).map(|value| {
                    let class = match value {
                        CustomValue::Text(_) => "StringValue",
                        CustomValue::Flag(_) => "BooleanValue",
                        CustomValue::Lookup { .. } => "LookupValue",
                    };
                    FieldValue::owned_any(value.clone()).with_type(class)
                })
            }))
        }))
    })
}

fn value_object(name: &'static str, class: &'static str) -> Object {
    Object::new(name).field(GraphqlField::new("value", TypeRef::named(class), |context| {
        ready(context.parent_value.try_downcast_ref::<CustomValue>().map(|value| match value {
            CustomValue::Text(text) => Some(FieldValue::value(text.clone())),
            CustomValue::Flag(flag) => Some(FieldValue::value(*flag)),
            CustomValue::Lookup { .. } => None,
        }))
    }))
}

fn lookup_object(switches: &Switches) -> Object {
    let ids_as_text = switches.id_format == IdFormat::Text;
    let id_class = if ids_as_text { TypeRef::ID } else { TypeRef::INT };
    let lookup = |name: &'static str, class: &'static str, show: fn(&CustomValue, bool) -> GraphqlValue| {
        GraphqlField::new(name, TypeRef::named(class), move |context| {
            ready(
                context
                    .parent_value
                    .try_downcast_ref::<CustomValue>()
                    .map(|value| Some(FieldValue::value(show(value, ids_as_text)))),
            )
        })
    };
    Object::new("LookupValue")
        .field(lookup("id", id_class, |value, as_text| match value {
            CustomValue::Lookup { id, .. } if as_text => id.to_string().into(),
            CustomValue::Lookup { id, .. } => (*id).into(),
            _ => GraphqlValue::Null,
        }))
        .field(lookup("name", TypeRef::STRING, |value, _| match value {
            CustomValue::Lookup { name, .. } => name.clone().into(),
            _ => GraphqlValue::Null,
        }))
        .field(lookup("externalRefNum", TypeRef::STRING, |value, _| match value {
            CustomValue::Lookup { external_ref_num: Some(number), .. } => number.clone().into(),
            _ => GraphqlValue::Null,
        }))
}

/// A resolver that has its answer at once: nothing here waits.
fn ready<'a>(answer: async_graphql::Result<Option<FieldValue<'a>>>) -> FieldFuture<'a> {
    match answer {
        Ok(value) => FieldFuture::Value(value),
        Err(error) => FieldFuture::new(async move { Err::<Option<FieldValue<'a>>, _>(error) }),
    }
}
