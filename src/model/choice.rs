//! Enums of the values that a specification allows, with readable variant names.

use std::fmt;

/// The number of characters that an error shows of a value.
const MAX_SHOWN: usize = 100;

/// The error of parsing a value that is not one of the allowed values.
///
/// ```
/// use aimlapi_kling::types::AspectRatio;
///
/// let error = "4:3".parse::<AspectRatio>().unwrap_err();
/// assert_eq!(error.to_string(), "`4:3` is not one of 16:9, 1:1, 9:16");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// The start of a long value.
    value: String,
    allowed: String,
}

impl UnknownValue {
    pub(crate) fn new(value: impl fmt::Display, allowed: &[impl fmt::Display]) -> Self {
        let allowed = allowed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let value = value.to_string();
        let mut letters = value.chars();
        let start: String = letters.by_ref().take(MAX_SHOWN).collect();
        Self { value: if letters.next().is_some() { start + "…" } else { start }, allowed }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not one of {}", self.value, self.allowed)
    }
}

impl std::error::Error for UnknownValue {}

/// Defines an enum of strings. The generated code invokes it with the values of the specification.
macro_rules! text_choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The string that is sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::model::UnknownValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().find(|value| value.as_str() == text);
                found.copied().ok_or_else(|| crate::model::UnknownValue::new(text, Self::ALL))
            }
        }
    };
}

/// Defines an enum of integers. The generated code invokes it with the values of the specification.
macro_rules! integer_choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $integer:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[serde(into = "i64")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The integer that is sent, in the unit that the documentation of the type names.
            pub const fn get(self) -> i64 {
                match self { $(Self::$variant => $integer,)+ }
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.get()
            }
        }

        /// Deserializes an integer or its text, because the service accepts both.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let integer = crate::model::integer::deserialize(deserializer)?;
                Self::try_from(integer).map_err(serde::de::Error::custom)
            }
        }

        crate::model::choice::try_from_integers!($name: i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

        impl std::str::FromStr for $name {
            type Err = crate::model::UnknownValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().find(|value| value.get().to_string() == text);
                found.copied().ok_or_else(|| crate::model::UnknownValue::new(text, Self::ALL))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.get(), f)
            }
        }
    };
}

/// Conversions of integers into an enum of integers.
macro_rules! try_from_integers {
    ($name:ident: $($integer:ty)+) => {
        $(impl TryFrom<$integer> for $name {
            type Error = crate::model::UnknownValue;

            fn try_from(integer: $integer) -> Result<Self, Self::Error> {
                let found = Self::ALL.iter().find(|value| i64::try_from(integer) == Ok(value.get()));
                found.copied().ok_or_else(|| crate::model::UnknownValue::new(integer, Self::ALL))
            }
        })+
    };
}

pub(crate) use {integer_choice, text_choice, try_from_integers};
