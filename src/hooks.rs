//! What every request to the API carries, and what none does.

use std::time::Duration;

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue, USER_AGENT};

use crate::{generated::operations::Client, key::ApiKey};

/// What the generated client is given beside the address.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) key: ApiKey,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Duration,
}

impl ClientHooks<Credentials> for Client {
    async fn pre<E>(&self, request: &mut reqwest::Request, _: &OperationInfo) -> Result<(), Error<E>> {
        let Credentials { key, user_agent, timeout } = self.inner();
        *request.timeout_mut() = Some(*timeout);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, key.authorization());
        headers.insert(USER_AGENT, user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        // The generator sends the document's version; the service has no such header.
        headers.remove("api-version");
        Ok(())
    }
}
