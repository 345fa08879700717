//! TLS by rustls, or by what the features of `reqwest` choose.

use reqwest::ClientBuilder;

use crate::error::Error;

/// Returns a function that sets up the TLS of an HTTP client. The certificates of the system are loaded once.
#[cfg(feature = "rustls")]
pub(super) fn backend() -> Result<impl Fn(ClientBuilder) -> ClientBuilder, Error> {
    let config = config().map_err(|error| Error::configuration("TLS cannot be set up").with_source(error))?;
    Ok(move |http: ClientBuilder| http.tls_backend_preconfigured(config.clone()))
}

#[cfg(not(feature = "rustls"))]
pub(super) fn backend() -> Result<impl Fn(ClientBuilder) -> ClientBuilder, Error> {
    Ok(|http| http)
}

/// The cryptography is ring, or the provider that the program has installed for the process. None is installed
/// here, because a program can install only one.
#[cfg(feature = "rustls")]
fn config() -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls::crypto::{CryptoProvider, ring};
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let installed = CryptoProvider::get_default().cloned();
    let provider = installed.unwrap_or_else(|| ring::default_provider().into());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
