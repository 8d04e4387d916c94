//! Content negotiation: JSON or XML, the same in both directions.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

use crate::reply::{Format, Problem};
use crate::switches::{DifferingFormats, MissingAccept, Negotiation, Switches};

/// The formats of a request's body and of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Formats {
    pub(crate) body: Format,
    pub(crate) answer: Format,
}

/// Reads `Accept` and `Content-Type`. On a problem, the format in which to say so comes with it.
pub(crate) fn negotiate(
    headers: &HeaderMap,
    has_body: bool,
    switches: &Switches,
) -> Result<Formats, (Problem, Format)> {
    let text = |name| headers.get(name).map(|value: &http::HeaderValue| value.to_str().unwrap_or("?"));
    let strict = switches.negotiation == Negotiation::Strict;
    let missing = match switches.missing_accept {
        MissingAccept::Xml => Format::Xml,
        MissingAccept::Json => Format::Json,
    };
    let content_type = text(CONTENT_TYPE);
    let body = match content_type.map(read_type) {
        None => None,
        Some(Some(Media::Format(format))) => Some(format),
        Some(_) if has_body && strict => return Err((Problem::UnsupportedType, Format::Json)),
        Some(_) => None,
    };
    let answer = match text(ACCEPT).filter(|accept| !accept.trim().is_empty()) {
        None => missing,
        Some(accept) => match accept.split(',').find_map(read_type) {
            Some(Media::Format(format)) => format,
            Some(Media::Any) => body.unwrap_or(missing),
            None if strict => return Err((Problem::NotAcceptable, Format::Json)),
            None => Format::Json,
        },
    };
    let explicit = headers.contains_key(ACCEPT);
    if let Some(body) = body
        && explicit
        && body != answer
        && switches.differing_formats == DifferingFormats::Refuse
    {
        let problem = Problem::BadRequest("Accept and Content-Type must name the same format".to_owned());
        return Err((problem, answer));
    }
    Ok(Formats { body: body.unwrap_or(answer), answer })
}

enum Media {
    Format(Format),
    Any,
}

fn read_type(text: &str) -> Option<Media> {
    match text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => Some(Media::Format(Format::Json)),
        "application/xml" | "text/xml" => Some(Media::Format(Format::Xml)),
        "*/*" | "application/*" => Some(Media::Any),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accept: Option<&str>, content_type: Option<&str>) -> Result<(Format, Format), Problem> {
        let mut headers = HeaderMap::new();
        for (name, value) in [(ACCEPT, accept), (CONTENT_TYPE, content_type)] {
            if let Some(value) = value {
                headers.insert(name, value.parse().unwrap());
            }
        }
        negotiate(&headers, content_type.is_some(), &Switches::default())
            .map(|formats| (formats.body, formats.answer))
            .map_err(|(problem, _)| problem)
    }

    #[test]
    fn the_documented_rules() {
        let json = Some("application/json");
        let xml = Some("application/xml");
        assert_eq!(check(json, json), Ok((Format::Json, Format::Json)));
        assert_eq!(check(xml, xml), Ok((Format::Xml, Format::Xml)));
        assert_eq!(check(None, None), Ok((Format::Xml, Format::Xml)), "XML when Accept is missing");
        assert_eq!(check(Some("*/*"), json), Ok((Format::Json, Format::Json)));
        assert_eq!(check(Some("application/json; charset=utf-8"), None), Ok((Format::Json, Format::Json)));
        assert_eq!(check(Some("text/csv"), None), Err(Problem::NotAcceptable));
        assert_eq!(check(json, Some("text/csv")), Err(Problem::UnsupportedType));
        assert!(matches!(check(json, xml), Err(Problem::BadRequest(_))));
    }
}
