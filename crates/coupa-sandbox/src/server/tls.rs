//! TLS: a certificate from files, or one made for this run by an authority made for this run.

use std::path::Path;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::config::Tls;
use crate::error::{Error, Result};

/// Names every self-made certificate carries.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// What the server and its clients need.
pub(crate) struct TlsSetup {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority's certificate in PEM form, if it was made here.
    pub(crate) ca_pem: Option<String>,
}

pub(crate) fn set_up_tls(tls: &Tls) -> Result<TlsSetup> {
    let (chain, key, ca_pem) = match tls {
        Tls::SelfMade { names } => {
            let failed = |cause| Error::MakeCertificate { names: names.join(", "), cause };
            let (chain, key, ca_pem) = make(names).map_err(failed)?;
            (chain, key, Some(ca_pem))
        }
        Tls::Files { certificate, key } => {
            let (chain, key) = read(certificate, key)?;
            (chain, key, None)
        }
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|cause| Error::Tls { cause })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsSetup { acceptor: TlsAcceptor::from(Arc::new(config)), ca_pem })
}

type Made = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>, String);

fn make(names: &[String]) -> std::result::Result<Made, rcgen::Error> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.distinguished_name.push(DnType::CommonName, "coupa-sandbox authority of this run");
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;

    let own = OWN_NAMES.iter().map(|name| (*name).to_owned());
    let mut server = CertificateParams::new(own.chain(names.iter().cloned()).collect::<Vec<_>>())?;
    server.distinguished_name.push(DnType::CommonName, "coupa-sandbox");
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok((vec![certificate.der().clone()], key, issuer.pem()))
}

fn read(certificate: &Path, key: &Path) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
    let wrong = |what, path: &Path| {
        let path = path.to_owned();
        move |cause| Error::ReadPem { what, path, cause }
    };
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
        .map_err(wrong("certificate", certificate))?;
    let key_der = PrivateKeyDer::from_pem_file(key).map_err(wrong("private key", key))?;
    Ok((chain, key_der))
}
