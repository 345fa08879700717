//! What simulated videos cost.

use serde_json::{Value, json};

use crate::model::Model;

/// The cost of a video in credits, unless a test chooses another one.
const CREDITS: u32 = 560_000;

const CREDITS_PER_USD: u32 = 2_000_000;

/// Converts credits to US dollars.
pub(super) fn usd(credits: u32) -> f64 {
    f64::from(credits) / f64::from(CREDITS_PER_USD)
}

/// Converts US dollars to credits, rounded.
///
/// # Panics
///
/// The amount is negative or not a number.
pub(super) fn credits(usd: f64) -> u64 {
    assert!(usd >= 0.0, "{usd} is not an amount of money");
    (usd * f64::from(CREDITS_PER_USD)).round() as u64
}

/// What videos cost, and what the catalogue says about it.
pub(super) struct Prices {
    /// The cost of a request in credits.
    pub charged: Box<dyn Fn(&Value) -> u32 + Send + Sync>,
    /// The section `pricing` of a model in the catalogue.
    pub listed: Box<dyn Fn(Model) -> Value + Send + Sync>,
}

impl Prices {
    /// The same price for every video.
    pub fn fixed(credits: u32) -> Self {
        Self {
            charged: Box::new(move |_| credits),
            listed: Box::new(move |_| {
                json!({
                    "kind": "fixed",
                    "currency": "USD",
                    "units": [{ "price": usd(credits), "per": "video" }],
                })
            }),
        }
    }
}

impl Default for Prices {
    fn default() -> Self {
        Self::fixed(CREDITS)
    }
}
