//! The headers and the timeout of every request to the API.

use std::time::Duration;

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::{api_key::ApiKey, operations::Client};

/// The state of the generated client.
#[derive(Clone, Debug)]
pub(crate) struct RequestDefaults {
    pub(crate) key: ApiKey,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Duration,
}

impl ClientHooks<RequestDefaults> for Client {
    async fn pre<E>(&self, request: &mut reqwest::Request, _: &OperationInfo) -> Result<(), Error<E>> {
        let RequestDefaults { key, user_agent, timeout } = self.inner();
        *request.timeout_mut() = Some(*timeout);
        let headers = request.headers_mut();
        // The generated code made room for its own headers only.
        headers.reserve(4);
        headers.insert(AUTHORIZATION, key.authorization());
        headers.insert(USER_AGENT, user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        // A body is bytes to the generated code. It is the JSON of a request.
        if headers.contains_key(CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        // The generated code sends the version of the document, a header that the service does not have.
        headers.remove("api-version");
        Ok(())
    }
}
