//! Which Coupa instance to talk to, read from whatever a person pastes, and nothing else.
//!
//! A token must only ever travel to the customer's own instance. So the name given is taken apart
//! by hand, each part is checked, and the address that requests go to is built anew from the
//! checked parts. Hosts and domains: Coupa's integration documentation, "Get started".

use url::Url;

use crate::error::{Error, Result};

/// Domains under which customer (`coupahost.com`) and partner, demo and trial (`coupacloud.com`)
/// instances live.
pub const INSTANCE_DOMAINS: [&str; 2] = ["coupahost.com", "coupacloud.com"];

/// The domain of an instance given by its bare name.
pub const DEFAULT_DOMAIN: &str = "coupahost.com";

/// Longest label of a host name (DNS).
const MAX_LABEL_CHARS: usize = 63;

/// How much of a refused value is repeated in the error.
const MAX_ECHO_CHARS: usize = 80;

/// Hosts of other Coupa products under the same domain, and what they are.
const OTHER_PRODUCTS: [(&str, &str); 4] = [
    ("supplier", "the supplier portal"),
    ("risk", "the risk product"),
    ("cso", "the sourcing optimization product"),
    ("www", "the public web site"),
];

/// One Coupa instance: the only place this client sends requests and tokens to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    host: String,
    base_url: Url,
    simulator: bool,
}

/// Why a value does not name an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstanceProblem {
    /// Nothing was given.
    Empty,
    /// A scheme other than `https` (or `http`, which is raised to `https`).
    Scheme(String),
    /// A user name or password before an `@`.
    UserInfo,
    /// A port. Instances answer on the standard one.
    Port,
    /// A character outside ASCII: such names imitate others.
    NotAscii,
    /// A character that has no place in a host name.
    Character(char),
    /// A host outside Coupa's domains.
    WrongDomain,
    /// Only the domain, without the name of the instance before it.
    NameMissing,
    /// More labels than `name.domain`.
    TooManyLabels,
    /// A name that is not a valid label of a host name; says what is wrong.
    BadLabel(&'static str),
    /// Another Coupa product; says which.
    OtherProduct(&'static str),
    /// A simulator address that is not on this machine.
    NotLoopback,
    /// A simulator address that is not a URL; says why.
    NotAUrl(String),
}

impl std::fmt::Display for InstanceProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is given"),
            Self::Scheme(scheme) => write!(f, "the scheme `{scheme}` is not `https`"),
            Self::UserInfo => f.write_str("it carries a user name or password before `@`"),
            Self::Port => f.write_str("it carries a port"),
            Self::NotAscii => f.write_str("it contains characters outside ASCII, as imitated names do"),
            Self::Character(c) => {
                write!(f, "the character `{}` has no place in a host name", c.escape_default())
            }
            Self::WrongDomain => {
                write!(f, "it is outside {} and {}", INSTANCE_DOMAINS[0], INSTANCE_DOMAINS[1])
            }
            Self::NameMissing => f.write_str("the name of the instance before the domain is missing"),
            Self::TooManyLabels => f.write_str("an instance has exactly one name before the domain"),
            Self::BadLabel(why) => write!(f, "the name {why}"),
            Self::OtherProduct(product) => write!(f, "this is {product} of Coupa, not an instance"),
            Self::NotLoopback => {
                f.write_str("a simulator must be on this machine (localhost, 127.0.0.0/8 or ::1)")
            }
            Self::NotAUrl(why) => write!(f, "it is not an address: {why}"),
        }
    }
}

impl Instance {
    /// Reads an instance from its name, its host, or any address copied from a browser.
    ///
    /// `acme`, `acme.coupahost.com`, `https://ACME.coupacloud.com/user/home` and the like are
    /// understood; a bare name means `coupahost.com`. Path, query and fragment are dropped, the
    /// host is lowered, and the address is always `https`.
    ///
    /// # Errors
    ///
    /// [`Error::Instance`] with the reason, for everything outside Coupa's two domains, and for
    /// user names, ports, further labels, names of other Coupa products and imitations.
    pub fn parse(given: &str) -> Result<Self> {
        let refuse = |reason| Error::Instance { given: echo(given), reason };
        let host = parse_host(given).map_err(refuse)?;
        let base_url = Url::parse(&format!("https://{host}/"))
            .map_err(|error| refuse(InstanceProblem::NotAUrl(error.to_string())))?;
        Ok(Self { host, base_url, simulator: false })
    }

    /// An instance simulated on this machine, by its address with scheme and port.
    ///
    /// # Errors
    ///
    /// [`Error::Instance`] unless the address is `http` or `https` on loopback, without user
    /// information. A path is refused too, since requests always start at the root.
    pub fn simulator(address: &str) -> Result<Self> {
        let refuse = |reason| Error::Instance { given: echo(address), reason };
        let no_scheme = || {
            let reason = "`http://` or `https://` is missing before the host".to_owned();
            refuse(InstanceProblem::NotAUrl(reason))
        };
        let mut url = Url::parse(address.trim()).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => no_scheme(),
            error => refuse(InstanceProblem::NotAUrl(error.to_string())),
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            // In `localhost:8080`, the host is taken for a scheme.
            if !address.contains("://") {
                return Err(no_scheme());
            }
            return Err(refuse(InstanceProblem::Scheme(url.scheme().to_owned())));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse(InstanceProblem::UserInfo));
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if !loopback {
            return Err(refuse(InstanceProblem::NotLoopback));
        }
        if url.path() != "/" {
            return Err(refuse(InstanceProblem::NotAUrl("a path is not expected after the port".to_owned())));
        }
        url.set_query(None);
        url.set_fragment(None);
        let host = match (url.host_str(), url.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (Some(host), None) => host.to_owned(),
            (None, _) => return Err(refuse(InstanceProblem::NotLoopback)),
        };
        Ok(Self { host, base_url: url, simulator: true })
    }

    /// The host, lower case; with the port for a simulator that has one.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The address all requests start from, ending in `/`.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// Whether this is a simulator on this machine.
    #[must_use]
    pub fn is_simulator(&self) -> bool {
        self.simulator
    }

    /// The address of a path below the root. `segments` are encoded one by one.
    pub(crate) fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear().extend(segments);
        }
        url
    }
}

impl std::fmt::Display for Instance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.host)
    }
}

/// The checked host named by `given`.
fn parse_host(given: &str) -> Result<String, InstanceProblem> {
    let given = given.trim();
    let rest = match given.split_once("://") {
        Some((scheme, rest)) => match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" => rest,
            other => return Err(InstanceProblem::Scheme(other.chars().take(16).collect())),
        },
        None => given.strip_prefix("//").unwrap_or(given),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() {
        return Err(InstanceProblem::Empty);
    }
    if authority.contains('@') {
        return Err(InstanceProblem::UserInfo);
    }
    if !authority.is_ascii() {
        return Err(InstanceProblem::NotAscii);
    }
    if authority.contains(':') {
        return Err(InstanceProblem::Port);
    }
    let host = authority.to_ascii_lowercase();
    // A browser treats `\` as `/`; here it is simply not part of a name.
    if let Some(c) = host.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')) {
        return Err(InstanceProblem::Character(c));
    }
    let host = host.strip_suffix('.').unwrap_or(&host);
    if INSTANCE_DOMAINS.contains(&host) {
        return Err(InstanceProblem::NameMissing);
    }
    let (name, domain) = match host.split_once('.') {
        None => (host, DEFAULT_DOMAIN),
        Some((name, domain)) if INSTANCE_DOMAINS.contains(&domain) => (name, domain),
        Some((_, rest)) => {
            let below = INSTANCE_DOMAINS
                .iter()
                .any(|domain| rest.strip_suffix(domain).is_some_and(|before| before.ends_with('.')));
            return Err(if below { InstanceProblem::TooManyLabels } else { InstanceProblem::WrongDomain });
        }
    };
    check_label(name)?;
    if let Some((_, product)) = OTHER_PRODUCTS.iter().find(|(reserved, _)| *reserved == name) {
        return Err(InstanceProblem::OtherProduct(product));
    }
    Ok(format!("{name}.{domain}"))
}

/// A label of a host name after RFC 1123, without the punycode form.
fn check_label(label: &str) -> Result<(), InstanceProblem> {
    let problem = if label.is_empty() {
        "is empty"
    } else if label.len() > MAX_LABEL_CHARS {
        "is longer than 63 characters"
    } else if label.starts_with('-') || label.ends_with('-') {
        "starts or ends with a hyphen"
    } else if label.starts_with("xn--") {
        "is an encoded international name, which instances do not have"
    } else {
        return Ok(());
    };
    Err(InstanceProblem::BadLabel(problem))
}

/// What of a refused value may be repeated: no user information, no path, no query.
fn echo(given: &str) -> String {
    let given = given.trim();
    let (scheme, rest) = match given.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, given),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let text = match scheme {
        Some(scheme) => format!("{scheme}://{host}"),
        None => host.to_owned(),
    };
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ECHO_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reads(given: &str, expected: &str) {
        let instance = Instance::parse(given).unwrap();
        assert_eq!(instance.host(), expected, "{given}");
        assert_eq!(instance.base_url().as_str(), format!("https://{expected}/"), "{given}");
    }

    #[track_caller]
    fn refuses(given: &str, expected: InstanceProblem) {
        match Instance::parse(given) {
            Err(Error::Instance { reason, .. }) => assert_eq!(reason, expected, "{given}"),
            other => panic!("{given}: {other:?}"),
        }
    }

    #[test]
    fn names_hosts_and_pasted_addresses_are_read() {
        reads("acme", "acme.coupahost.com");
        reads(" ACME \n", "acme.coupahost.com");
        reads("acme-test", "acme-test.coupahost.com");
        reads("acme.coupahost.com", "acme.coupahost.com");
        reads("acme.coupahost.com.", "acme.coupahost.com");
        reads("acme.coupacloud.com/", "acme.coupacloud.com");
        reads("https://ACME.coupacloud.com/user/home", "acme.coupacloud.com");
        reads("https://acme.coupahost.com?token=x#top", "acme.coupahost.com");
        reads("http://acme.coupahost.com/", "acme.coupahost.com");
        reads("https://acme/", "acme.coupahost.com");
        reads("https://acme.coupahost.com/a@b:80", "acme.coupahost.com");
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        refuses("", InstanceProblem::Empty);
        refuses("https://", InstanceProblem::Empty);
        refuses("ftp://acme.coupahost.com", InstanceProblem::Scheme("ftp".into()));
        refuses("https://me:pw@acme.coupahost.com", InstanceProblem::UserInfo);
        refuses("https://acme.coupahost.com@evil.io/", InstanceProblem::UserInfo);
        refuses("acme.coupahost.com:443", InstanceProblem::Port);
        refuses("acme.coupahost.com.evil.io", InstanceProblem::WrongDomain);
        refuses("evilcoupahost.com", InstanceProblem::WrongDomain);
        refuses("acme.evilcoupahost.com", InstanceProblem::WrongDomain);
        refuses("acme.coupadev.com", InstanceProblem::WrongDomain);
        refuses("169.254.169.254", InstanceProblem::WrongDomain);
        refuses("coupahost.com", InstanceProblem::NameMissing);
        refuses("a.acme.coupahost.com", InstanceProblem::TooManyLabels);
        refuses("acm\u{0435}.coupahost.com", InstanceProblem::NotAscii);
        refuses("acme.coupahost\u{3002}com", InstanceProblem::NotAscii);
        refuses(
            "xn--acm-8cd.coupahost.com",
            InstanceProblem::BadLabel("is an encoded international name, which instances do not have"),
        );
        refuses("-acme", InstanceProblem::BadLabel("starts or ends with a hyphen"));
        refuses(".coupahost.com", InstanceProblem::BadLabel("is empty"));
        refuses(&"a".repeat(64), InstanceProblem::BadLabel("is longer than 63 characters"));
        refuses(r"https://acme.coupahost.com\.evil.io", InstanceProblem::Character('\\'));
        refuses("acme_test", InstanceProblem::Character('_'));
        refuses("acme%2eevil.io", InstanceProblem::Character('%'));
        refuses("ac me", InstanceProblem::Character(' '));
        refuses("supplier.coupahost.com", InstanceProblem::OtherProduct("the supplier portal"));
    }

    #[test]
    fn a_refused_value_is_repeated_without_its_secrets() {
        let error = Instance::parse("https://me:hunter2@acme.coupahost.com/x?token=abc").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`https://acme.coupahost.com` is not a Coupa instance: it carries a user name or password before `@`"
        );
    }

    #[test]
    fn simulators_are_on_this_machine() {
        for address in ["http://127.0.0.1:8080", "https://127.9.9.9/", "http://[::1]:1", "http://localhost:5"]
        {
            assert!(Instance::simulator(address).unwrap().is_simulator(), "{address}");
        }
        assert_eq!(Instance::simulator("http://127.0.0.1:8080").unwrap().host(), "127.0.0.1:8080");
        for address in [
            "http://acme.coupahost.com",
            "http://10.0.0.1",
            "http://0.0.0.0:80",
            "http://localhost.evil.io",
            "http://me@127.0.0.1",
            "ftp://127.0.0.1",
            "http://127.0.0.1/api",
            "127.0.0.1:80",
        ] {
            assert!(Instance::simulator(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_simulator_without_a_scheme_is_told_so() {
        for address in ["localhost", "localhost:8080", "127.0.0.1:80", ""] {
            let error = Instance::simulator(address).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "`{address}` is not a Coupa instance: it is not an address: `http://` or `https://` is \
                     missing before the host"
                )
            );
            assert!(error.hint().unwrap().contains("`http://127.0.0.1:8080`"));
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_never_leaves_the_domains(given in "\\PC{0,60}") {
            if let Ok(instance) = Instance::parse(&given) {
                let host = instance.base_url().host_str().unwrap_or_default().to_owned();
                prop_assert_eq!(&host, instance.host());
                let inside = |domain: &&str| host.strip_suffix(*domain).is_some_and(|name| name.ends_with('.'));
                prop_assert!(INSTANCE_DOMAINS.iter().any(inside));
                prop_assert_eq!(host.matches('.').count(), 2);
            }
        }

        #[test]
        fn an_accepted_host_is_read_back_as_itself(name in "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?") {
            if let Ok(instance) = Instance::parse(&name) {
                prop_assert_eq!(Instance::parse(instance.base_url().as_str()).unwrap(), instance);
            }
        }
    }
}
