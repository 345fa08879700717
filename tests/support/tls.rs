//! Both sides of TLS, for `localhost`.

use std::sync::Arc;

use aimlapi_kling::reqwest;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ClientConfig, RootCertStore, ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer},
};

/// An acceptor that offers these protocols, and its certificate, which a client must be configured to trust.
pub fn acceptor(protocols: &[&[u8]]) -> (TlsAcceptor, rcgen::Certificate) {
    let signed = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signed.signing_key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![signed.cert.der().clone()], key.into())
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    (TlsAcceptor::from(Arc::new(config)), signed.cert)
}

/// Makes an HTTP client trust this certificate only.
pub fn trust(http: reqwest::ClientBuilder, certificate: &rcgen::Certificate) -> reqwest::ClientBuilder {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.der().clone()).unwrap();
    trust_roots(http, roots)
}

pub fn trust_nothing(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    trust_roots(http, RootCertStore::empty())
}

fn trust_roots(http: reqwest::ClientBuilder, roots: RootCertStore) -> reqwest::ClientBuilder {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    http.tls_backend_preconfigured(config)
}
