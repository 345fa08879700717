//! The id in a reply that broke off.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Deserializer, Value};

use crate::reply::ID_NAMES;

/// The members of a JSON object up to where it breaks off, as far as they name an id.
pub(crate) fn salvage(text: &str) -> Value {
    let mut found = Value::Null;
    // It ends in an error, since the text does.
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
