//! What jobs will cost at most, as far as it is known.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{sync::Mutex, time::Instant};

use crate::{
    client::{Catalogue, Client},
    error::Error,
    ledger::{Cost, JobRecord},
};

const CREDITS_PER_USD: f64 = 2_000_000.0;

/// How long a catalogue is used before the client asks whether it has changed.
const MAX_AGE: Duration = Duration::from_secs(60);

/// US dollars in credits, so that sums are exact.
pub(super) fn credits(usd: f64) -> u64 {
    (usd * CREDITS_PER_USD).round() as u64
}

/// A reported cost in credits.
pub(super) fn reported(cost: Option<Cost>) -> Option<u64> {
    let cost = cost?;
    let rounded = cost.credits.map(|credits| credits.ceil() as u64);
    rounded.max(cost.usd.map(credits))
}

/// The catalogue, and what the service has charged in fact.
#[derive(Default)]
pub(super) struct Prices {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    catalogue: Option<Arc<Catalogue>>,
    /// Until when the catalogue is used without asking whether it has changed.
    fresh_until: Option<Instant>,
    /// For each model, by which factor the service has charged more than this catalogue says.
    excess: HashMap<String, f64>,
}

impl Prices {
    /// What the job of a record will cost, if it is known.
    pub async fn quote(&self, client: &Client, record: &JobRecord) -> Result<Option<u64>, Error> {
        let mut known = self.known.lock().await;
        let catalogue = known.catalogue(client).await?;
        let excess = known.excess.get(record.model_id()).copied().unwrap_or(1.0);
        let body: Option<Value> = serde_json::from_str(record.body()).ok();
        let usd = body.and_then(|body| catalogue.quote_body(&record.target(), &body));
        Ok(usd.map(|usd| credits(usd * excess)))
    }

    /// The service has charged more than was quoted: the catalogue is out of date, or incomplete.
    pub async fn exceeded(&self, record: &JobRecord, quoted: u64, charged: u64) {
        let mut known = self.known.lock().await;
        known.fresh_until = None;
        let factor = charged as f64 / quoted.max(1) as f64;
        let excess = known.excess.entry(record.model_id().to_owned()).or_insert(1.0);
        *excess = excess.max(factor);
    }
}

impl Known {
    async fn catalogue(&mut self, client: &Client) -> Result<Arc<Catalogue>, Error> {
        let known = self.catalogue.as_ref();
        if let Some(known) = known.filter(|_| self.fresh_until.is_some_and(|end| Instant::now() < end)) {
            return Ok(Arc::clone(known));
        }
        let current = client.catalogue().await?;
        if known.is_some_and(|known| **known != *current) {
            self.excess.clear();
        }
        self.catalogue = Some(Arc::clone(&current));
        self.fresh_until = Some(Instant::now() + MAX_AGE);
        Ok(current)
    }
}
