//! The price of a model, decoded leniently: what is not understood makes the price unknown, never lower.

use serde_json::Value;

use crate::model::Model;

/// What the catalogue says about the price of a model.
pub(super) enum Price<'a> {
    /// One rate for all requests.
    Fixed(Rate),
    /// A rate for each combination of values of some parameters.
    Variants { dimensions: Vec<&'a str>, variants: &'a [Value] },
}

impl<'a> Price<'a> {
    /// Decodes the section `pricing` of an entry. Prices in other currencies are unknown.
    pub fn decode(pricing: &'a Value) -> Option<Self> {
        if pricing["currency"].as_str() != Some("USD") {
            return None;
        }
        match pricing["kind"].as_str()? {
            "fixed" => match pricing["units"].as_array()?.as_slice() {
                [unit] => Rate::decode(unit).map(Self::Fixed),
                // The price has several parts, and which of them apply is unknown.
                _ => None,
            },
            "variants" => Some(Self::Variants {
                dimensions: texts(&pricing["dimensions"])?,
                variants: pricing["variants"].as_array()?,
            }),
            // The cost cannot be known before the request.
            _ => None,
        }
    }

    /// What a request costs in US dollars.
    pub fn of_request(&self, model: Option<Model>, body: &Value) -> Option<f64> {
        match self {
            Self::Fixed(rate) => rate.of_request(model, body),
            Self::Variants { dimensions, variants } => {
                let values = dimensions.iter().map(|name| Some((*name, parameter(model, body, name)?)));
                let values = values.collect::<Option<Vec<_>>>()?;
                let mut matching = variants.iter().filter(|variant| is_for(variant, &values));
                match (matching.next(), matching.next()) {
                    (Some(variant), None) => Rate::of_variant(variant)?.of_request(model, body),
                    _ => None,
                }
            }
        }
    }
}

/// A price in US dollars, and what it is for.
pub(super) struct Rate {
    usd: f64,
    unit: Unit,
}

enum Unit {
    Video,
    Second,
}

impl Rate {
    fn decode(rate: &Value) -> Option<Self> {
        let usd = number(&rate["price"]).filter(|usd| usd.is_finite() && *usd > 0.0)?;
        let unit = match rate["per"].as_str()?.trim().to_ascii_lowercase().as_str() {
            "video" | "generation" | "request" => Unit::Video,
            "second" => Unit::Second,
            _ => return None,
        };
        Some(Self { usd, unit })
    }

    /// A variant has its rate in itself, or as the only one of its units.
    fn of_variant(variant: &Value) -> Option<Self> {
        match variant["units"].as_array().map(Vec::as_slice) {
            None => Self::decode(variant),
            Some([unit]) => Self::decode(unit),
            Some(_) => None,
        }
    }

    fn of_request(&self, model: Option<Model>, body: &Value) -> Option<f64> {
        match self.unit {
            Unit::Video => Some(self.usd),
            Unit::Second => {
                let seconds = number(&parameter(model, body, "duration")?)?;
                (seconds > 0.0).then_some(self.usd * seconds)
            }
        }
    }
}

/// The value of a parameter: that of the request, or the one that the service uses if it is absent.
fn parameter(model: Option<Model>, body: &Value, name: &str) -> Option<Value> {
    match body.get(name).filter(|value| !value.is_null()) {
        Some(value) => Some(value.clone()),
        None => {
            let parameter = model?.parameters().iter().find(|parameter| parameter.name == name)?;
            serde_json::from_str(parameter.default?).ok()
        }
    }
}

/// Whether a variant is for these values. It has them as properties, or in an object.
fn is_for(variant: &Value, values: &[(&str, Value)]) -> bool {
    values.iter().all(|(name, value)| {
        let nested = || variant.as_object().into_iter().flatten().find_map(|(_, object)| object.get(name));
        variant.get(name).or_else(nested).is_some_and(|listed| is_same(listed, value))
    })
}

/// `5` and `"5"` are the same value: the service accepts both.
fn is_same(listed: &Value, value: &Value) -> bool {
    match (number(listed), number(value)) {
        (Some(listed), Some(value)) => listed == value,
        _ => listed == value,
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn texts(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
