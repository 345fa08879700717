//! How long the models have taken lately, as the service has measured it.

use std::time::Duration;

use serde_json::Value;

use super::{
    Client, RequestKind, decode,
    response::send,
    retry::{QUERY_ATTEMPTS, retry},
};
use crate::{error::Error, model::Model};

/// How long successful requests took in the last minutes ([`Client::metrics`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    body: Value,
}

/// The time from the submission of a job to its end, in the distribution of recent jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Durations {
    /// The time in which half of the jobs have ended.
    pub p50: Duration,
    /// The time in which three quarters of the jobs have ended.
    pub p75: Duration,
    /// The time in which nine tenths of the jobs have ended.
    pub p90: Duration,
    /// The time in which 99 of 100 jobs have ended.
    pub p99: Duration,
}

impl Metrics {
    /// How long jobs of a model took, if the service has measured any.
    pub fn durations(&self, model: Model) -> Option<Durations> {
        let models = self.body["models"].as_array().into_iter().flatten();
        let is_of_model = |id: &str| model.spelling(id).is_some();
        let mut measured = models.filter(|entry| entry["alias"].as_str().is_some_and(is_of_model));
        let duration = measured.find_map(|entry| entry["metrics"].get("duration_ms"))?;
        let percentile = |name: &str| Duration::try_from_secs_f64(duration[name].as_f64()? / 1000.0).ok();
        Some(Durations {
            p50: percentile("p50")?,
            p75: percentile("p75")?,
            p90: percentile("p90")?,
            p99: percentile("p99")?,
        })
    }

    /// The whole response, including properties unknown to this crate.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

impl Client {
    /// Retrieves how long the models have taken lately (`GET /models/metrics`).
    ///
    /// ```no_run
    /// # async fn doc(client: aimlapi_kling::Client) -> Result<(), aimlapi_kling::Error> {
    /// use aimlapi_kling::Model;
    ///
    /// if let Some(durations) = client.metrics().await?.durations(Model::V1_6StandardTextToVideo) {
    ///     println!("usually {:?}", durations.p50);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`retrieve`](Self::retrieve); transient errors after five attempts.
    pub async fn metrics(&self) -> Result<Metrics, Error> {
        let request = || async {
            let exchange = async {
                let result = send(&self.polls, self.operations.list_metrics()).await;
                decode::metrics(result, self.key()).await
            };
            self.permit(RequestKind::Query).await.send(exchange).await
        };
        let body = retry(QUERY_ATTEMPTS, self.retry_delay, "metrics", Error::is_transient, request).await?;
        Ok(Metrics { body })
    }
}
