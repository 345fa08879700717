//! Ids and cost from the headers of a response.

use serde::{Deserialize, Serialize};

use super::ClientRequestId;

/// The ids and the cost that the headers of a response report. Every value is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Receipt {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inference_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_request_id: Option<ClientRequestId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) credits_used: Option<u64>,
    /// Text, because a decimal number is exact only as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) usd_spent: Option<String>,
}

impl Receipt {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The id of the request in the service's request log. For a submission it is the generation id.
    pub fn inference_id(&self) -> Option<&str> {
        self.inference_id.as_deref()
    }

    /// The client request id of the submission, if the service returned it.
    pub fn client_request_id(&self) -> Option<&ClientRequestId> {
        self.client_request_id.as_ref()
    }

    /// The credits used. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<u64> {
        self.credits_used
    }

    /// The US dollars spent.
    pub fn usd_spent(&self) -> Option<f64> {
        self.usd_spent.as_ref()?.trim().parse().ok().filter(|usd: &f64| usd.is_finite())
    }
}
