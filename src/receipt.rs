//! What the headers of a reply say beside its body.

use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::key::ApiKey;

/// Ids and cost from the headers of a reply, as far as it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Receipt {
    #[serde(skip_serializing_if = "Option::is_none")]
    inference_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_used: Option<u64>,
    /// As it came: a decimal number is exact as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    usd_spent: Option<String>,
}

impl Receipt {
    pub(crate) fn read(headers: &HeaderMap, key: &ApiKey) -> Self {
        let text = |name| header(headers, name).map(|text| key.redact(text));
        Self {
            inference_id: text("x-inference-id"),
            client_request_id: text("x-client-request-id"),
            credits_used: header(headers, "x-aimlapi-credits-used").and_then(|text| text.trim().parse().ok()),
            usd_spent: text("x-aimlapi-usd-spent"),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The id under which the service logged the request; that of a submission is the job's.
    pub fn inference_id(&self) -> Option<&str> {
        self.inference_id.as_deref()
    }

    /// The name that the submission was sent under, where the service repeats it.
    pub fn client_request_id(&self) -> Option<&str> {
        self.client_request_id.as_deref()
    }

    /// Credits that were used. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<u64> {
        self.credits_used
    }

    /// US dollars that were spent.
    pub fn usd_spent(&self) -> Option<f64> {
        self.usd_spent.as_ref()?.trim().parse().ok().filter(|usd: &f64| usd.is_finite())
    }
}

/// The text of a header, unless it is empty.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| !text.is_empty())
}
