//! The catalogue of the service: its models and what they cost.

mod price;

use std::sync::{Arc, Mutex, PoisonError};

use reqwest::StatusCode;
use serde_json::Value;

use super::{
    Client, RequestKind, decode,
    response::send,
    retry::{QUERY_ATTEMPTS, retry},
};
use crate::{
    error::Error,
    model::{Model, Target},
    redact::RedactedJson,
    request::Request,
};
use price::Price;

/// The optional section of the catalogue with the prices.
const PRICING: &str = "pricing";

/// The models that the service offers, and what a request to them costs ([`Client::catalogue`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
}

/// A model in the catalogue.
#[derive(Clone, PartialEq)]
pub struct CatalogueEntry {
    body: Value,
}

impl Catalogue {
    pub(super) fn new(entries: Vec<Value>) -> Self {
        Self { entries: entries.into_iter().map(|body| CatalogueEntry { body }).collect() }
    }

    /// All models of the service, including those of other vendors, in the order of the response.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }

    /// The entry of a model. The service may list it by another id, and by the id of this crate as an alias.
    pub fn entry(&self, model: Model) -> Option<&CatalogueEntry> {
        [model.id()].into_iter().chain(model.aliases()).find_map(|id| self.entry_of_id(id))
    }

    fn entry_of_id(&self, id: &str) -> Option<&CatalogueEntry> {
        let by_id = self.entries.iter().find(|entry| entry.id() == Some(id));
        by_id.or_else(|| self.entries.iter().find(|entry| entry.aliases().any(|alias| alias == id)))
    }

    /// What a request will cost in US dollars, if it can be computed from its parameters: the service lists the
    /// model with a price for each video, or for each second of it, possibly depending on parameters that the
    /// request contains or that have a documented default.
    ///
    /// `None` means that the cost is unknown, never that there is none. What was really charged is in
    /// [`Generation::usd_spent`](crate::Generation::usd_spent), and in the request log.
    ///
    /// ```no_run
    /// use aimlapi_kling::{Client, types::V1_6StandardTextToVideo};
    ///
    /// # async fn doc(client: Client) -> Result<(), aimlapi_kling::Error> {
    /// let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    /// match client.catalogue().await?.quote(&request.into()) {
    ///     Some(usd) => println!("{usd} USD"),
    ///     None => println!("the cost is unknown"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn quote(&self, request: &Request) -> Option<f64> {
        // A request that is not JSON is invalid, and costs nothing.
        self.quote_body(&request.target(), &serde_json::to_value(request).ok()?)
    }

    /// What a request to a model will cost in US dollars if it has no optional parameters, as [`quote`](Self::quote)
    /// computes it: to compare models.
    ///
    /// ```no_run
    /// # async fn doc(client: aimlapi_kling::Client) -> Result<(), aimlapi_kling::Error> {
    /// let catalogue = client.catalogue().await?;
    /// for model in aimlapi_kling::Model::ALL {
    ///     println!("{model}: {:?} USD", catalogue.default_quote(*model));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn default_quote(&self, model: Model) -> Option<f64> {
        Price::decode(&self.entry(model)?.body[PRICING])?.of_request(Some(model), &Value::Null)
    }

    pub(crate) fn quote_body(&self, target: &Target, body: &Value) -> Option<f64> {
        let model = target.model();
        let entry =
            model.and_then(|model| self.entry(model)).or_else(|| self.entry_of_id(&target.model_id))?;
        Price::decode(&entry.body[PRICING])?.of_request(model, body)
    }
}

impl CatalogueEntry {
    /// The id of the model.
    pub fn id(&self) -> Option<&str> {
        self.body["id"].as_str()
    }

    /// Other ids of the model.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.body["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    /// The whole entry, including properties unknown to this crate.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// Shows URLs without their query.
impl std::fmt::Debug for CatalogueEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("CatalogueEntry").field(&RedactedJson(&self.body)).finish()
    }
}

/// The last catalogue that a client has received, with its `ETag`.
#[derive(Default)]
pub(super) struct CatalogueCache(Mutex<Option<Cached>>);

#[derive(Clone)]
struct Cached {
    etag: String,
    catalogue: Arc<Catalogue>,
}

impl CatalogueCache {
    fn get(&self) -> Option<Cached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, cached: Option<Cached>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = cached;
    }
}

impl Client {
    /// Retrieves the catalogue of the service with its prices (`GET /v1/models?include=pricing`).
    ///
    /// The client keeps the last catalogue, and the service sends it again only if it has changed (`ETag`), so the
    /// method can be called often.
    ///
    /// # Errors
    ///
    /// As for [`retrieve`](Self::retrieve); transient errors after five attempts.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, Error> {
        retry(QUERY_ATTEMPTS, self.retry_delay, "catalogue", Error::is_transient, || self.catalogue_once())
            .await
    }

    async fn catalogue_once(&self) -> Result<Arc<Catalogue>, Error> {
        let cached = self.catalogue.get();
        let etag = cached.as_ref().map(|cached| cached.etag.as_str());
        let exchange = async {
            let request = self.operations.list_models(Some(PRICING), etag);
            decode::catalogue(send(&self.polls, request).await, self.key()).await
        };
        match (self.permit(RequestKind::Query).await.send(exchange).await, cached) {
            (Ok((entries, etag)), _) => {
                let catalogue = Arc::new(Catalogue::new(entries));
                self.catalogue.set(etag.map(|etag| Cached { etag, catalogue: Arc::clone(&catalogue) }));
                Ok(catalogue)
            }
            (Err(error), Some(cached)) if error.status() == Some(StatusCode::NOT_MODIFIED) => {
                Ok(cached.catalogue)
            }
            (Err(error), _) => Err(error),
        }
    }
}
