//! The way through a proxy: from `HTTPS_PROXY` and `NO_PROXY`, or given.

use base64::Engine as _;
use http::HeaderValue;
use url::Url;

use crate::error::{Error, Result};
use crate::secret::Secret;

/// Makes the HTTP library's proxy from an address.
///
/// # Errors
///
/// [`Error::Configuration`] without the address itself, because it may carry a password.
pub(crate) fn explicit(address: &Url) -> Result<reqwest::Proxy> {
    let refuse = |reason: &str| Error::Configuration { what: "proxy", reason: reason.to_owned() };
    if !matches!(address.scheme(), "http" | "https") {
        return Err(refuse("its address must start with `http://` or `https://`"));
    }
    if address.host_str().is_none_or(str::is_empty) {
        return Err(refuse("its address has no host"));
    }
    // The credentials travel apart from the address, because addresses end up in logs.
    let mut bare = address.clone();
    let (user, password) = credentials(address);
    if bare.set_username("").is_err() || bare.set_password(None).is_err() {
        return Err(refuse("its address is not usable"));
    }
    let proxy = reqwest::Proxy::all(bare.as_str()).map_err(|_| refuse("its address is not usable"))?;
    if user.is_empty() && password.is_empty() {
        return Ok(proxy);
    }
    let pair = Secret::new(format!("{user}:{}", password.expose()));
    let text =
        Secret::new(format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair.expose())));
    let mut header = HeaderValue::from_str(text.expose()).map_err(|_| refuse("its address is not usable"))?;
    header.set_sensitive(true);
    Ok(proxy.custom_http_auth(header))
}

/// The proxy that the HTTP library takes from the environment on the way to `target`: host and
/// port for messages, without user and password. `None` where it connects directly.
pub(crate) fn from_environment(target: &Url) -> Option<String> {
    let target: http::Uri = target.as_str().parse().ok()?;
    let intercept = hyper_util::client::proxy::matcher::Matcher::from_system().intercept(&target)?;
    let proxy = intercept.uri();
    Some(match (proxy.host()?, proxy.port_u16()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    })
}

/// User and password of a proxy's address, decoded.
pub(crate) fn credentials(address: &Url) -> (String, Secret) {
    (percent_decode(address.username()), Secret::new(percent_decode(address.password().unwrap_or_default())))
}

/// Undoes `%41`; what is not such a triple stays.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                decoded.push(hex(high).unwrap_or(0) << 4 | hex(low).unwrap_or(0));
                rest = after;
            }
            _ => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The proxy's host and port for messages: no user, no password.
pub(crate) fn display(address: &Url) -> String {
    match (address.host_str(), address.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => "the proxy".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_proxy_does_not_show_its_password() {
        let address = Url::parse("socks5://me:hunter2@proxy:1080").unwrap();
        let error = explicit(&address).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        let address = Url::parse("http://me:hunter2%40%zz@proxy:3128").unwrap();
        assert_eq!(credentials(&address).1.expose(), "hunter2@%zz");
        assert_eq!(display(&address), "proxy:3128");
        assert!(!format!("{:?}", explicit(&address).unwrap()).contains("hunter2"));
    }
}
