//! A parameter as the specification describes it.

use std::fmt;

use super::Alternatives;

/// A parameter of a model, or a property of a nested object.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name of the property in the JSON body.
    pub name: &'static str,
    /// Whether every request must contain it.
    pub required: bool,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Whether the service has deprecated it.
    pub deprecated: bool,
    /// The value, as JSON, that the service uses if the parameter is absent.
    pub default: Option<&'static str>,
    /// A sentence of documentation.
    pub description: &'static str,
    /// The type and the limits of the value.
    pub schema: ValueSchema,
    /// The sets of properties of which every object must have one that the value is or, as a list, contains.
    pub(crate) alternatives: &'static [Alternatives],
    /// Constraints of the specification that [`ValueSchema`] cannot express, as `keyword: value`. They are
    /// not validated.
    pub unsupported_constraints: &'static [&'static str],
}

impl Parameter {
    /// The defaults of a table row; the generated table states only what differs.
    pub(crate) const OPTIONAL: Self = Self {
        name: "",
        required: false,
        nullable: false,
        deprecated: false,
        default: None,
        description: "",
        schema: ValueSchema::Json,
        alternatives: &[],
        unsupported_constraints: &[],
    };

    /// Whether the value is the URL of an image, audio file or video, or a list of such URLs. The specification does
    /// not give all of them the format `uri`.
    pub fn is_media(&self) -> bool {
        fn is_url(name: &str, schema: &ValueSchema) -> bool {
            match schema {
                ValueSchema::Text { format, .. } => {
                    *format == Some("uri") || name.ends_with("_url") || name.ends_with("mask")
                }
                ValueSchema::List { items, .. } => is_url(name, items),
                ValueSchema::AnyOf(options) => options.iter().any(|option| is_url(name, option)),
                _ => false,
            }
        }
        is_url(self.name, &self.schema)
    }
}

/// The type of a value and its limits, which are inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ValueSchema {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    #[non_exhaustive]
    Integer {
        /// The smallest value.
        minimum: Option<i64>,
        /// The largest value.
        maximum: Option<i64>,
    },
    /// A number.
    #[non_exhaustive]
    Number {
        /// The smallest value.
        minimum: Option<f64>,
        /// The largest value.
        maximum: Option<f64>,
    },
    /// A string.
    #[non_exhaustive]
    Text {
        /// The minimum number of characters.
        min_length: Option<u64>,
        /// The maximum number of characters.
        max_length: Option<u64>,
        /// The format, for example `uri`.
        format: Option<&'static str>,
    },
    /// One of these strings.
    TextChoice(&'static [&'static str]),
    /// One of these whole numbers.
    IntegerChoice(&'static [i64]),
    /// A list.
    #[non_exhaustive]
    List {
        /// The type of each item.
        items: &'static ValueSchema,
        /// The minimum number of items.
        min_items: Option<u64>,
        /// The maximum number of items.
        max_items: Option<u64>,
    },
    /// An object with these properties.
    Object(&'static [&'static Parameter]),
    /// Any one of these types.
    AnyOf(&'static [ValueSchema]),
    /// Any JSON value.
    Json,
}

/// Writes the type and the limits on one line: `list (at most 6 items) of object`, `integer, one of 5 | 10`.
impl fmt::Display for ValueSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("boolean"),
            Self::Integer { minimum, maximum } => {
                f.write_str("integer")?;
                write_range(f, minimum, maximum, "")
            }
            Self::Number { minimum, maximum } => {
                f.write_str("number")?;
                write_range(f, minimum, maximum, "")
            }
            Self::Text { min_length, max_length, format } => {
                f.write_str(format.unwrap_or("text"))?;
                write_range(f, min_length, max_length, " characters")
            }
            Self::TextChoice(values) => write!(f, "one of {}", values.join(" | ")),
            Self::IntegerChoice(values) => {
                let values: Vec<_> = values.iter().map(i64::to_string).collect();
                write!(f, "integer, one of {}", values.join(" | "))
            }
            Self::List { items, min_items, max_items } => {
                f.write_str("list")?;
                write_range(f, min_items, max_items, " items")?;
                write!(f, " of {items}")
            }
            Self::Object(_) => f.write_str("object"),
            Self::AnyOf(options) => {
                let options: Vec<_> = options.iter().map(ToString::to_string).collect();
                f.write_str(&options.join(" or "))
            }
            Self::Json => f.write_str("json"),
        }
    }
}

fn write_range<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    low: &Option<T>,
    high: &Option<T>,
    unit: &str,
) -> fmt::Result {
    match (low, high) {
        (Some(low), Some(high)) => write!(f, " ({low} to {high}{unit})"),
        (Some(low), None) => write!(f, " (at least {low}{unit})"),
        (None, Some(high)) => write!(f, " (at most {high}{unit})"),
        (None, None) => Ok(()),
    }
}
