//! The headers and the timeout of every request to the API.

use std::time::Duration;

use reqwest::{
    ClientBuilder,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT},
};

use super::api_key::ApiKey;

/// Sets them for an HTTP client, which must send no other requests than those to the API.
pub(super) fn with_request_defaults(
    http: ClientBuilder,
    key: &ApiKey,
    user_agent: &HeaderValue,
    timeout: Duration,
) -> ClientBuilder {
    let headers = HeaderMap::from_iter([
        (AUTHORIZATION, key.authorization()),
        (USER_AGENT, user_agent.clone()),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]);
    http.default_headers(headers).timeout(timeout)
}
