//! The prices of the service.

use std::{sync::Arc, time::Duration};

use aimlapi_kling::{Catalogue, Client};

use crate::{escape::shortened, failure::message};

/// The catalogue, or why there is none: no key, no network, or no response within a few seconds.
pub async fn catalogue() -> Result<Arc<Catalogue>, String> {
    let client = Client::from_env().map_err(|error| error.to_string())?;
    catalogue_within(&client, Duration::from_secs(5)).await
}

/// The catalogue, or why there is none within a time limit.
pub async fn catalogue_within(client: &Client, limit: Duration) -> Result<Arc<Catalogue>, String> {
    match tokio::time::timeout(limit, client.catalogue()).await {
        Ok(result) => result.map_err(|error| shortened(&message(&error))),
        Err(_) => Err(format!("the prices were not received within {} s", limit.as_secs())),
    }
}
