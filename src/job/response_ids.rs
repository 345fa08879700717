//! Everything in a response that may be the generation id.
//!
//! A response to a submission may be truncated, may have another form than the specification says, or may be
//! that of a proxy. The job is paid for all the same, so no id in it is dropped.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

/// Where in a response an id is, from the most to the least reliable place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The property `id` of the body.
    Id,
    /// The property `generation_id`, which models of other vendors at the same endpoint return.
    GenerationId,
    /// The header `x-inference-id`. Every response has it, also one that is not about a job.
    InferenceId,
    /// The header `Location`.
    Location,
    /// A property of another name, or in an object within the body.
    Nested,
}

/// A longer text in a nested property is not an id.
const MAX_NESTED: usize = 256;

/// More ids than this in one response are a list of something else.
const MAX_IDS: usize = 16;

/// The ids of a response, from the most to the least reliable, without duplicates.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResponseIds(Vec<(Place, String)>);

impl ResponseIds {
    /// Finds the ids in a body: JSON that may be truncated or surrounded by other text. If it was not UTF-8, ids
    /// with replacement characters are not the ids that the service sent.
    pub fn in_body(text: &str, is_utf8: bool) -> Self {
        let start = text.find(['{', '[']).unwrap_or(text.len());
        let mut ids = Self::collect(&mut serde_json::Deserializer::from_str(&text[start..]));
        if !is_utf8 {
            ids.0.retain(|(_, id)| !id.contains(char::REPLACEMENT_CHARACTER));
        }
        ids
    }

    /// Finds the ids in a JSON value.
    pub fn in_json(value: &Value) -> Self {
        Self::collect(value)
    }

    fn collect<'de>(json: impl Deserializer<'de>) -> Self {
        let mut ids = Self::default();
        // Decoding truncated JSON ends with an error, after the ids that were received.
        let _ = json.deserialize_any(Collector { ids: &mut ids, depth: 0, place: None });
        ids
    }

    /// Adds an id, unless it is empty or known from a more reliable place.
    pub fn add(&mut self, place: Place, id: &str) {
        if id.trim().is_empty() {
            return;
        }
        self.0.push((place, id.to_owned()));
        self.0.sort_by_key(|(place, _)| *place);
        let first = self.iter().position(|known| known == id);
        let mut at = 0..;
        self.0.retain(|(_, known)| at.next() == first || known != id);
        self.0.truncate(MAX_IDS);
    }

    /// Replaces every id.
    pub fn map(self, replace: impl Fn(&str) -> String) -> Self {
        Self(self.0.into_iter().map(|(place, id)| (place, replace(&id))).collect())
    }

    /// All ids.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, id)| id.as_str())
    }

    /// The ids that a response to a successful submission has for the job: the first is its generation id.
    pub fn of_job(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(place, _)| *place < Place::Nested).map(|(_, id)| id.as_str())
    }

    /// The ids that a body has for the job it is about.
    pub fn of_body(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(place, _)| *place <= Place::GenerationId).map(|(_, id)| id.as_str())
    }

    /// Whether the response itself names a job. The inference id alone does not.
    pub fn names_job(&self) -> bool {
        self.0.iter().any(|(place, _)| *place != Place::InferenceId)
    }
}

/// Whether a property or a parameter of this name may contain the generation id.
pub(crate) fn is_id_name(name: &str) -> bool {
    const NAMES: [&str; 5] = ["id", "generationid", "inferenceid", "taskid", "jobid"];
    let letters = name.bytes().filter(|letter| !matches!(letter, b'_' | b'-'));
    let letters = letters.map(|letter| letter.to_ascii_lowercase());
    NAMES.iter().any(|name| letters.clone().eq(name.bytes()))
}

/// The name of a property. `Cow` alone would always be decoded as a `String`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// Collects the ids of a value and of all values within it.
struct Collector<'a> {
    ids: &'a mut ResponseIds,
    depth: usize,
    /// Where the value is, if it may be an id.
    place: Option<Place>,
}

impl Collector<'_> {
    fn within(&mut self, place: Option<Place>) -> Collector<'_> {
        Collector { ids: self.ids, depth: self.depth + 1, place }
    }

    /// The place of the property `name` of this value, if it may be an id.
    fn place_of(&self, name: &str) -> Option<Place> {
        match name {
            "id" if self.depth == 0 => Some(Place::Id),
            "generation_id" if self.depth == 0 => Some(Place::GenerationId),
            _ => is_id_name(name).then_some(Place::Nested),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Collector<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collector<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = members.next_key()? {
            let place = self.place_of(&name);
            members.next_value_seed(self.within(place))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self.within(None))?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        match self.place {
            Some(Place::Nested) if text.len() > MAX_NESTED => {}
            Some(place) => self.ids.add(place, text),
            None => {}
        }
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.place.into_iter().for_each(|place| self.ids.add(place, &number.to_string()));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.place.into_iter().for_each(|place| self.ids.add(place, &number.to_string()));
        Ok(())
    }

    /// A number beyond 64 bits has lost digits in decoding, so it is not an id.
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
