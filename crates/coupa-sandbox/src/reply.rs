//! Answers before they are bytes on a connection.

use bytes::Bytes;
use http::StatusCode;

use crate::clock::print_http_date;
use crate::print::{Node, errors_to_xml, to_json, to_xml};
use crate::schema::{Class, View};
use crate::switches::{ErrorShape, IdFormat, RetryAfterHeader, ScopeStatus, Switches, ValidationStatus};

/// The format of a REST body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

impl Format {
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Xml => "application/xml; charset=utf-8",
        }
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { status, content_type: Some(content_type), headers: Vec::new(), body: body.into() }
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, content_type: None, headers: Vec::new(), body: Bytes::new() }
    }

    pub(crate) fn json(status: StatusCode, value: &serde_json::Value) -> Self {
        Self::new(status, Format::Json.content_type(), value.to_string())
    }

    pub(crate) fn html(status: StatusCode) -> Self {
        let reason = status.canonical_reason().unwrap_or("Error");
        let body = format!(
            "<!DOCTYPE html>\n<html><head><title>{0} {reason}</title></head>\n\
             <body><h1>{reason}</h1><p>The page you asked for is not what you get.</p></body></html>\n",
            status.as_u16()
        );
        Self::new(status, "text/html; charset=utf-8", body)
    }

    pub(crate) fn node(status: StatusCode, format: Format, node: &Node, switches: &Switches) -> Self {
        let body = match format {
            Format::Json => to_json(node, switches.id_format == IdFormat::Text),
            Format::Xml => to_xml(node),
        };
        Self::new(status, format.content_type(), body)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A refusal, before it is printed in the format the client wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// 400: the query or the body makes no sense.
    BadRequest(String),
    /// 400 or 422: the record would not be valid.
    Invalid(Class, Vec<String>),
    /// 401.
    Unauthorized(String),
    /// 403 or, by a switch, 401: the token lacks this scope.
    Scope(String),
    /// 403.
    Forbidden(String),
    /// 404: no such record.
    Missing(Class),
    /// 404: no such path.
    NoPath,
    /// 404: a list without entries.
    EmptyList,
    /// 405.
    Method,
    /// 406.
    NotAcceptable,
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedType,
    /// 429.
    RateLimit,
    /// 503.
    Maintenance,
}

impl From<crate::query::Refusal> for Problem {
    fn from(refusal: crate::query::Refusal) -> Self {
        Self::BadRequest(refusal.0)
    }
}

impl Problem {
    pub(crate) fn reply(&self, format: Format, view: &View) -> Reply {
        let switches = &view.switches;
        let (status, key, messages) = match self {
            Self::BadRequest(text) => (400, "error", vec![text.clone()]),
            Self::Invalid(class, messages) => {
                let status = match switches.validation_status {
                    ValidationStatus::BadRequest => 400,
                    ValidationStatus::Unprocessable => 422,
                };
                (status, class.singular(), messages.clone())
            }
            Self::Unauthorized(text) => (401, "error", vec![text.clone()]),
            Self::Scope(scope) => {
                let status = match switches.scope_status {
                    ScopeStatus::Forbidden => 403,
                    ScopeStatus::Unauthorized => 401,
                };
                (status, "error", vec![format!("The access token lacks the scope {scope}")])
            }
            Self::Forbidden(text) => (403, "error", vec![text.clone()]),
            Self::Missing(class) => {
                (404, "error", vec![format!("Couldn't find {} with this id", class.graphql())])
            }
            Self::NoPath => (404, "error", vec!["There is nothing at this path".to_owned()]),
            Self::EmptyList => (404, "error", vec!["No records found".to_owned()]),
            Self::Method => (405, "error", vec!["This cannot be done here".to_owned()]),
            Self::NotAcceptable => {
                (406, "error", vec!["Only application/json and application/xml can be accepted".to_owned()])
            }
            Self::UnsupportedType => {
                (415, "error", vec!["Only application/json and application/xml are understood".to_owned()])
            }
            Self::TooLarge => (413, "error", vec!["The body is too large".to_owned()]),
            Self::RateLimit => (429, "error", vec!["rate limit exceeded".to_owned()]),
            Self::Maintenance => (503, "error", vec!["The instance is in maintenance".to_owned()]),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut reply = error_reply(status, key, &messages, format, switches);
        match self {
            Self::Missing(_) => match switches.missing_record {
                crate::switches::MissingRecord::Envelope => {}
                crate::switches::MissingRecord::Empty => reply = Reply::empty(status),
                crate::switches::MissingRecord::Html => reply = Reply::html(status),
            },
            Self::Unauthorized(_) if switches.www_authenticate => {
                reply = reply.header("www-authenticate", "Bearer error=\"invalid_token\"");
            }
            Self::Scope(scope) if switches.www_authenticate => {
                let value = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
                reply = reply.header("www-authenticate", value);
            }
            Self::RateLimit => match switches.retry_after {
                RetryAfterHeader::Seconds => reply = reply.header("retry-after", "1"),
                RetryAfterHeader::Date => {
                    let second = jiff::SignedDuration::from_secs(1);
                    let at = view.clock.now().checked_add(second).unwrap_or(jiff::Timestamp::MAX);
                    reply = reply.header("retry-after", print_http_date(at));
                }
                RetryAfterHeader::Absent => {}
            },
            _ => {}
        }
        reply
    }
}

/// The error envelope in the shape the switches choose.
pub(crate) fn error_reply(
    status: StatusCode,
    key: &str,
    messages: &[String],
    format: Format,
    switches: &Switches,
) -> Reply {
    if format == Format::Xml {
        return Reply::new(status, format.content_type(), errors_to_xml(messages));
    }
    let key = key.replace('_', "-");
    let errors = match switches.error_shape {
        // Refusals of a record carry a place for warnings, other errors do not.
        ErrorShape::Lists if key == "error" => serde_json::json!({ key: messages }),
        ErrorShape::Lists => serde_json::json!({ key: messages, "warnings": null }),
        ErrorShape::Strings => serde_json::json!({ key: messages.join(", ") }),
        ErrorShape::Array => serde_json::json!(messages),
        ErrorShape::Text => serde_json::json!(messages.join(", ")),
        ErrorShape::Empty => return Reply::empty(status),
        ErrorShape::Html => return Reply::html(status),
    };
    Reply::json(status, &serde_json::json!({ "errors": errors }))
}
