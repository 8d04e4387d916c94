//! TLS by rustls and ring, trusting the system's certificate authorities and those of
//! `SSL_CERT_FILE` and `SSL_CERT_DIR`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;

use crate::error::{Error, Result, TlsProblem};

/// Bundles of certificate authorities in the places common systems keep them (Debian, Fedora,
/// Alpine and macOS, SUSE). Read besides what the system's own store tells, since that store is
/// hidden as soon as `SSL_CERT_FILE` is set.
const PLATFORM_BUNDLES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
];

/// Where trusted certificate authorities come from. All sources add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustSources {
    /// The system's store. Default true.
    pub platform: bool,
    /// Further PEM files.
    pub files: Vec<PathBuf>,
    /// Further directories of PEM files.
    pub directories: Vec<PathBuf>,
}

impl TrustSources {
    /// The system's store, and what `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
    ///
    /// Unlike with OpenSSL the variables add to the store instead of replacing it: whoever sets
    /// one to reach a private server should not lose the public ones. (On Windows the system's
    /// store is not read while one of the variables is set.)
    #[must_use]
    pub fn from_environment() -> Self {
        let file = std::env::var_os("SSL_CERT_FILE").filter(|value| !value.is_empty());
        let directories = std::env::var_os("SSL_CERT_DIR").unwrap_or_default();
        Self {
            platform: true,
            files: file.map(PathBuf::from).into_iter().collect(),
            directories: std::env::split_paths(&directories)
                .filter(|path| !path.as_os_str().is_empty())
                .collect(),
        }
    }
}

impl Default for TrustSources {
    fn default() -> Self {
        Self::from_environment()
    }
}

/// The TLS settings of all connections: TLS 1.2 or newer, ring, our trust.
///
/// # Errors
///
/// [`Error::NoRootCertificates`] if no authority could be loaded at all.
pub(crate) fn client_config(sources: &TrustSources) -> Result<rustls::ClientConfig> {
    config_with(load_roots(sources)?)
}

/// TLS settings that trust nobody, for clients that never speak TLS.
///
/// # Errors
///
/// [`Error::Configuration`] if the provider lacks a TLS version, which ring does not.
pub(crate) fn no_trust() -> Result<rustls::ClientConfig> {
    config_with(rustls::RootCertStore::empty())
}

fn config_with(roots: rustls::RootCertStore) -> Result<rustls::ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| Error::Configuration { what: "TLS versions", reason: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn load_roots(sources: &TrustSources) -> Result<rustls::RootCertStore> {
    // The same authority is often found in several places; it is kept once.
    let mut found: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut take = |loaded: rustls_native_certs::CertificateResult| {
        let errors: Vec<String> = loaded.errors.iter().map(ToString::to_string).collect();
        let count = loaded.certs.len();
        found.extend(loaded.certs.into_iter().map(|certificate| certificate.to_vec()));
        (count, errors)
    };
    if sources.platform {
        take(rustls_native_certs::load_native_certs());
        // While one of the variables is set, that call tells only what they name.
        if std::env::var_os("SSL_CERT_FILE").is_some() || std::env::var_os("SSL_CERT_DIR").is_some() {
            for bundle in PLATFORM_BUNDLES.iter().map(Path::new).filter(|path| path.is_file()) {
                take(rustls_native_certs::load_certs_from_paths(Some(bundle), None));
            }
            for directory in openssl_probe::candidate_cert_dirs() {
                take(rustls_native_certs::load_certs_from_paths(None, Some(directory)));
            }
        }
    }
    let mut problems: Vec<String> = Vec::new();
    let files = sources.files.iter().map(|path| (path, Some(path.as_path()), None));
    let directories = sources.directories.iter().map(|path| (path, None, Some(path.as_path())));
    for (path, file, directory) in files.chain(directories) {
        let (count, errors) = take(rustls_native_certs::load_certs_from_paths(file, directory));
        problems.extend(errors);
        if count == 0 {
            problems.push(format!("`{}` gave no certificate", path.display()));
        }
    }
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(found.into_iter().map(CertificateDer::from));
    if roots.is_empty() {
        if sources.platform {
            problems.insert(0, "the system's store gave none".to_owned());
        }
        return Err(Error::NoRootCertificates { tried: problems.join("; ") });
    }
    for problem in &problems {
        tracing::warn!(problem, "a source of certificate authorities could not be read");
    }
    Ok(roots)
}

/// Puts what the TLS library reports into plain words.
pub(crate) fn plain_problem(error: &rustls::Error) -> TlsProblem {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            Certificate::UnknownIssuer | Certificate::BadSignature => TlsProblem::UnknownAuthority,
            Certificate::Expired | Certificate::ExpiredContext { .. } => TlsProblem::Expired,
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => TlsProblem::NotYetValid,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                TlsProblem::WrongName
            }
            Certificate::Revoked => TlsProblem::Revoked,
            // A self-signed certificate made as an authority is reported by this name.
            other if format!("{other:?}").contains("CaUsedAsEndEntity") => TlsProblem::UnknownAuthority,
            other => TlsProblem::Other(format!("the server's certificate is not acceptable: {other}")),
        },
        rustls::Error::InvalidMessage(_) => {
            TlsProblem::Protocol("what came is not TLS, as when a plain HTTP port is dialled".to_owned())
        }
        rustls::Error::PeerIncompatible(detail) => TlsProblem::Protocol(format!("{detail:?}")),
        rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion) => {
            TlsProblem::Protocol("protocol version".to_owned())
        }
        other => TlsProblem::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_any_authority_there_is_no_client() {
        let directory = tempfile::tempdir().unwrap();
        let empty = directory.path().join("empty.pem");
        std::fs::write(&empty, "no certificates here").unwrap();
        let sources = TrustSources {
            platform: false,
            files: vec![empty],
            directories: vec![directory.path().join("absent")],
        };
        let error = client_config(&sources).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("empty.pem` gave no certificate") && text.contains("absent"), "{text}");
        assert!(error.hint().unwrap().contains("SSL_CERT_FILE"));
    }
}
