//! The generation id in a response body that was truncated.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Deserializer, Value};

use super::generation::ID_NAMES;

/// The properties of a truncated JSON object that can hold the generation id.
pub(crate) fn ids_in_truncated_json(text: &str) -> Value {
    let mut found = Value::Null;
    // Decoding ends with an error, because the text is truncated.
    let _ = Deserializer::from_str(text).deserialize_map(Members(&mut found));
    found
}

struct Members<'a>(&'a mut Value);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if ID_NAMES.contains(&name.as_str()) {
                self.0[name] = members.next_value()?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
