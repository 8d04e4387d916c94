//! Faults in text: `TARGET:KIND[=ARGUMENT][,retry-after=R][,nth=N|,every=N][,times=N]`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Fault, FaultKind, FaultTarget, FaultWhen, RetryAfter};
use crate::error::Error;
use crate::operation::Operation;

/// One kind of fault as shown to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultInfo {
    /// The form of the kind in a specification.
    pub form: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Describes every kind of fault.
#[must_use]
pub const fn fault_list() -> &'static [FaultInfo] {
    const fn info(form: &'static str, about: &'static str) -> FaultInfo {
        FaultInfo { form, about }
    }
    const LIST: &[FaultInfo] = &[
        info("status=CODE", "An error answer with this status; `retry-after=` adds the header."),
        info("status-after=CODE", "The request takes effect, then an error answer with this status."),
        info("html=CODE", "An HTML page with this status, 200 included."),
        info("xml", "An XML body in answer to a JSON request."),
        info("truncated-json", "The first half of the true body, as if it were all."),
        info("cut-body", "The connection ends in the middle of the body."),
        info("reset-before", "The connection is reset and nothing is done."),
        info("reset-after", "The request takes effect, then the connection is reset."),
        info("hang", "No answer, ever, and nothing is done."),
        info("hang-after", "The request takes effect, then no answer, ever."),
        info("drip=BYTES", "The true body at this many bytes per second."),
        info("gzip-bomb=MB", "A small compressed body that expands to this many MiB."),
        info("giant-body=MB", "The true body behind this many MiB of white space."),
        info("broken-utf8", "A byte that is not UTF-8 inside the body."),
        info("graphql-errors=null", "GraphQL: status 200 with `errors` and `null` data."),
        info("graphql-errors=partial", "GraphQL: status 200 with `errors` and the last root field `null`."),
        info("null-record", "One record of the list is `null`."),
        info("missing-id", "One record of the list has no id."),
        info("repeat-page", "The page answered before, once more."),
        info("short-page", "Half of the page, though more follows."),
        info("empty-page", "No records, though some match."),
        info("wrong-content-type", "The true body labelled `text/plain`."),
        info("redirect=URL", "A redirect to this place."),
        info("delay=MS", "The request takes effect at once, its answer is this many milliseconds late."),
    ];
    LIST
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).map_err(|reason| Error::FaultSpec { text: text.to_owned(), reason })
    }
}

fn read(text: &str) -> Result<Fault, String> {
    let (target, rest) = text.split_once(':').ok_or("it has no `TARGET:` in front")?;
    let target = match target.trim() {
        "any" => FaultTarget::Any,
        "graphql" => FaultTarget::Graphql,
        "rest" => FaultTarget::Rest,
        name => FaultTarget::Operation(
            Operation::from_name(name).ok_or_else(|| format!("there is no operation `{name}`"))?,
        ),
    };
    let mut parts = rest.split(',').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let (name, argument) = kind.split_once('=').map_or((kind, None), |(name, value)| (name, Some(value)));
    let mut fault = Fault::at(target, read_kind(name, argument)?);
    for part in parts {
        let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not `name=value`"))?;
        match name {
            "nth" => fault.when = FaultWhen::Nth(number(name, Some(value))?),
            "every" => fault.when = FaultWhen::Every(number(name, Some(value))?),
            "times" => fault.times = Some(number(name, Some(value))?),
            "retry-after" => match &mut fault.kind {
                FaultKind::Status { retry_after, .. } => *retry_after = Some(read_retry_after(value)),
                _ => return Err("`retry-after` goes with `status` only".to_owned()),
            },
            _ => return Err(format!("`{name}` is not one of nth, every, times, retry-after")),
        }
    }
    Ok(fault)
}

fn read_kind(name: &str, argument: Option<&str>) -> Result<FaultKind, String> {
    let status = || match number(name, argument)? {
        code @ 200..=599 => Ok(u16::try_from(code).unwrap_or(500)),
        code => Err(format!("{code} is not a status")),
    };
    let kind = match name {
        "status" => return Ok(FaultKind::Status { status: status()?, retry_after: None }),
        "status-after" => return Ok(FaultKind::StatusAfter { status: status()? }),
        "html" => return Ok(FaultKind::Html { status: status()? }),
        "drip" => return Ok(FaultKind::Drip { bytes_per_second: number(name, argument)?.max(1) }),
        "gzip-bomb" => return Ok(FaultKind::GzipBomb { megabytes: number(name, argument)? }),
        "giant-body" => return Ok(FaultKind::GiantBody { megabytes: number(name, argument)? }),
        "delay" => return Ok(FaultKind::Delay { by: Duration::from_millis(number(name, argument)?) }),
        "graphql-errors" => {
            return match argument {
                None | Some("null") => Ok(FaultKind::GraphqlErrors { partial: false }),
                Some("partial") => Ok(FaultKind::GraphqlErrors { partial: true }),
                Some(other) => Err(format!("`graphql-errors` takes null or partial, not `{other}`")),
            };
        }
        "redirect" => {
            let location =
                argument.ok_or("`redirect` needs a place, as in `redirect=https://example.com/`")?;
            return Ok(FaultKind::Redirect { location: location.to_owned() });
        }
        "xml" => FaultKind::Xml,
        "truncated-json" => FaultKind::TruncatedJson,
        "cut-body" => FaultKind::CutBody,
        "reset-before" => FaultKind::ResetBefore,
        "reset-after" => FaultKind::ResetAfter,
        "hang" => FaultKind::Hang,
        "hang-after" => FaultKind::HangAfter,
        "broken-utf8" => FaultKind::BrokenUtf8,
        "null-record" => FaultKind::NullRecord,
        "missing-id" => FaultKind::MissingId,
        "repeat-page" => FaultKind::RepeatPage,
        "short-page" => FaultKind::ShortPage,
        "empty-page" => FaultKind::EmptyPage,
        "wrong-content-type" => FaultKind::WrongContentType,
        _ => return Err(format!("there is no fault `{name}`")),
    };
    match argument {
        None => Ok(kind),
        Some(_) => Err(format!("`{name}` takes no argument")),
    }
}

fn number(name: &str, argument: Option<&str>) -> Result<u64, String> {
    argument
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| format!("`{name}` needs a number, as in `{name}=3`"))
}

fn read_retry_after(text: &str) -> RetryAfter {
    if let Ok(seconds) = text.parse() {
        return RetryAfter::Seconds(seconds);
    }
    match text.strip_prefix("date+").and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => RetryAfter::DateIn(seconds),
        None => RetryAfter::Raw(text.to_owned()),
    }
}

impl fmt::Display for FaultTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Operation(operation) => operation.name(),
            Self::Graphql => "graphql",
            Self::Rest => "rest",
            Self::Any => "any",
        })
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { status, retry_after: None } => write!(formatter, "status={status}"),
            Self::Status { status, retry_after: Some(after) } => match after {
                RetryAfter::Seconds(seconds) => write!(formatter, "status={status},retry-after={seconds}"),
                RetryAfter::DateIn(seconds) => {
                    write!(formatter, "status={status},retry-after=date+{seconds}")
                }
                RetryAfter::Raw(text) => write!(formatter, "status={status},retry-after={text}"),
            },
            Self::StatusAfter { status } => write!(formatter, "status-after={status}"),
            Self::Html { status } => write!(formatter, "html={status}"),
            Self::Xml => formatter.write_str("xml"),
            Self::TruncatedJson => formatter.write_str("truncated-json"),
            Self::CutBody => formatter.write_str("cut-body"),
            Self::ResetBefore => formatter.write_str("reset-before"),
            Self::ResetAfter => formatter.write_str("reset-after"),
            Self::Hang => formatter.write_str("hang"),
            Self::HangAfter => formatter.write_str("hang-after"),
            Self::Drip { bytes_per_second } => write!(formatter, "drip={bytes_per_second}"),
            Self::GzipBomb { megabytes } => write!(formatter, "gzip-bomb={megabytes}"),
            Self::GiantBody { megabytes } => write!(formatter, "giant-body={megabytes}"),
            Self::BrokenUtf8 => formatter.write_str("broken-utf8"),
            Self::GraphqlErrors { partial: false } => formatter.write_str("graphql-errors=null"),
            Self::GraphqlErrors { partial: true } => formatter.write_str("graphql-errors=partial"),
            Self::NullRecord => formatter.write_str("null-record"),
            Self::MissingId => formatter.write_str("missing-id"),
            Self::RepeatPage => formatter.write_str("repeat-page"),
            Self::ShortPage => formatter.write_str("short-page"),
            Self::EmptyPage => formatter.write_str("empty-page"),
            Self::WrongContentType => formatter.write_str("wrong-content-type"),
            Self::Redirect { location } => write!(formatter, "redirect={location}"),
            Self::Delay { by } => write!(formatter, "delay={}", by.as_millis()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.target, self.kind)?;
        match self.when {
            FaultWhen::Always => {}
            FaultWhen::Nth(nth) => write!(formatter, ",nth={nth}")?,
            FaultWhen::Every(every) => write!(formatter, ",every={every}")?,
        }
        self.times.map_or(Ok(()), |times| write!(formatter, ",times={times}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_form_is_read_and_printed_back() {
        for info in fault_list() {
            let form = info
                .form
                .replace("CODE", "503")
                .replace("BYTES", "64")
                .replace("MB", "2")
                .replace("URL", "https://example.com/")
                .replace("MS", "20");
            let text = format!("users.list:{form},nth=3,times=2");
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
        }
        for text in
            ["any:status=429,retry-after=date+5", "graphql:status=429,retry-after=soon,every=2", "token:hang"]
        {
            assert_eq!(text.parse::<Fault>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_wrong_specification_says_why() {
        let reason = |text: &str| text.parse::<Fault>().unwrap_err().to_string();
        assert_eq!(reason("hang"), "cannot read the fault `hang`: it has no `TARGET:` in front");
        assert_eq!(reason("cats:hang"), "cannot read the fault `cats:hang`: there is no operation `cats`");
        assert_eq!(reason("any:purr"), "cannot read the fault `any:purr`: there is no fault `purr`");
        assert_eq!(
            reason("any:status=abc"),
            "cannot read the fault `any:status=abc`: `status` needs a number, as in `status=3`"
        );
        assert_eq!(reason("any:status=99"), "cannot read the fault `any:status=99`: 99 is not a status");
        assert_eq!(reason("any:hang=3"), "cannot read the fault `any:hang=3`: `hang` takes no argument");
        assert!(reason("any:hang,retry-after=3").ends_with("`retry-after` goes with `status` only"));
        assert!(reason("any:hang,loud=3").ends_with("`loud` is not one of nth, every, times, retry-after"));
    }
}
