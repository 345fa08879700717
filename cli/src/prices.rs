//! The prices of the service, where they can be asked for.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::{Catalogue, Client};

/// Prices are worth no longer wait.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The catalogue; `None` without a key, without a network, or if the service does not respond in time.
pub async fn catalogue() -> Option<Arc<Catalogue>> {
    let client = Client::from_env().ok()?;
    tokio::time::timeout(TIMEOUT, client.catalogue()).await.ok()?.ok()
}
