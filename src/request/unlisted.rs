//! Parameters that the specification does not list.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::{Map, Value};

pub(crate) use super::violation::join;

use super::texts::Texts;
use crate::redact::RedactedJson;

/// The parameters of a request, or of an object in it, that the specification does not list.
///
/// They are set with the method `unlisted` of `T`, and those of a JSON body are kept when it is deserialized, unless
/// [`Request::from_json`](super::Request::from_json) is asked to refuse them. The
/// name of a listed parameter is a conflict: the body would have it twice. [`validate`](super::ModelRequest::validate)
/// reports conflicts, and serializing `T` fails, so that such a body is never sent.
///
/// ```
/// use aimlapi_kling::types::V1_6StandardTextToVideo;
///
/// let request = V1_6StandardTextToVideo::new("A lighthouse").unlisted("fps", 24);
/// assert_eq!(request.unlisted.get("fps"), Some(&24.into()));
/// assert_eq!(serde_json::to_value(&request)?["fps"], 24);
///
/// let error = serde_json::to_string(&request.unlisted("duration", 5)).unwrap_err();
/// assert_eq!(error.to_string(), "`duration` is a listed parameter: use its setter");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Unlisted<T> {
    values: Map<String, Value>,
    owner: PhantomData<fn() -> T>,
}

impl<T> Unlisted<T> {
    /// The value of a parameter, if it is set.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// The parameters by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn set(&mut self, name: String, value: Value) {
        self.values.insert(name, value);
    }
}

impl<T: Listed> Unlisted<T> {
    /// The names that are listed.
    pub(crate) fn conflicts(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str).filter(|name| T::NAMES.contains(name))
    }
}

impl<T> Default for Unlisted<T> {
    fn default() -> Self {
        Self { values: Map::new(), owner: PhantomData }
    }
}

impl<T> Clone for Unlisted<T> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), owner: PhantomData }
    }
}

impl<T> PartialEq for Unlisted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<T> fmt::Debug for Unlisted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values.iter().map(|(name, value)| (name, RedactedJson(value)))).finish()
    }
}

impl<T> Texts for Unlisted<T> {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        self.values.values_mut().for_each(|value| value.texts(visit));
    }
}

impl<T: Listed> Serialize for Unlisted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.conflicts().next() {
            Some(name) => {
                Err(ser::Error::custom(format_args!("`{name}` is a listed parameter: use its setter")))
            }
            None => self.values.serialize(serializer),
        }
    }
}

impl<'de, T> Deserialize<'de> for Unlisted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { values: Map::deserialize(deserializer)?, owner: PhantomData })
    }
}

/// A struct with the parameters that the specification lists.
pub trait Listed {
    /// Their names.
    const NAMES: &'static [&'static str];
}

/// A value in which listed parameters may have been set as unlisted.
pub trait Conflicts {
    /// Adds their paths to `found`. The value itself stands at `path`.
    fn conflicts(&self, path: &str, found: &mut Vec<String>);
}

impl<T: Conflicts> Conflicts for Option<T> {
    fn conflicts(&self, path: &str, found: &mut Vec<String>) {
        self.iter().for_each(|value| value.conflicts(path, found));
    }
}

impl<T: Conflicts> Conflicts for Vec<T> {
    fn conflicts(&self, path: &str, found: &mut Vec<String>) {
        let items = self.iter().enumerate();
        items.for_each(|(at, item)| item.conflicts(&format!("{path}[{at}]"), found));
    }
}

/// Adds the paths of an object's own conflicts.
pub(crate) fn own_conflicts<T: Listed>(unlisted: &Unlisted<T>, path: &str, found: &mut Vec<String>) {
    found.extend(unlisted.conflicts().map(|name| join(path, name)));
}

/// The setter for unlisted parameters. The generated code calls it for each struct, with the names of the listed
/// parameters and the fields that contain objects.
macro_rules! unlisted {
    ($name:ident, listed: [$($listed:literal),*], objects: [$($path:literal: $field:ident),*]) => {
        impl $name {
            /// Sets a parameter that the specification does not list. It is sent as it is: the service may
            /// already know it, or reject it.
            ///
            /// Listed parameters have setters of their own: a request with one of them set here is not valid and
            /// cannot be serialized.
            #[must_use]
            pub fn unlisted(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
                self.unlisted.set(name.into(), value.into());
                self
            }
        }

        impl $crate::request::unlisted::Listed for $name {
            const NAMES: &'static [&'static str] = &[$($listed),*];
        }

        impl $crate::request::unlisted::Conflicts for $name {
            fn conflicts(&self, path: &str, found: &mut Vec<String>) {
                $crate::request::unlisted::own_conflicts(&self.unlisted, path, found);
                $($crate::request::unlisted::Conflicts::conflicts(
                    &self.$field,
                    &$crate::request::unlisted::join(path, $path),
                    found,
                );)*
            }
        }
    };
}

pub(crate) use unlisted;
