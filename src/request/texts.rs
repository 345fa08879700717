//! The texts of a request, by mutable reference.

use serde_json::Value;

/// A value that contains texts.
pub trait Texts {
    /// Calls `visit` for every text, except for those of enums and the names of properties.
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String));
}

impl Texts for String {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        visit(self);
    }
}

impl<T: Texts> Texts for Option<T> {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        self.iter_mut().for_each(|value| value.texts(visit));
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        self.iter_mut().for_each(|item| item.texts(visit));
    }
}

impl Texts for Value {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        match self {
            Self::String(text) => visit(text),
            Self::Array(items) => items.texts(visit),
            Self::Object(object) => object.values_mut().for_each(|value| value.texts(visit)),
            Self::Null | Self::Bool(_) | Self::Number(_) => {}
        }
    }
}

/// Implements [`Texts`] for a struct. The generated code calls it with the fields that contain texts.
macro_rules! texts {
    ($name:ident: $($field:ident),*) => {
        impl $crate::request::texts::Texts for $name {
            fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
                $($crate::request::texts::Texts::texts(&mut self.$field, visit);)*
            }
        }
    };
}

pub(crate) use texts;
