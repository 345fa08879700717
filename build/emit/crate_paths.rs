//! The places in `src/` that generated code refers to. If one of them moves, only this file changes.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// A path in the crate.
#[derive(Clone, Copy)]
pub struct CratePath(&'static str);

/// `ModelInfo`, the type of a row in the model table.
pub const MODEL_INFO: CratePath = CratePath("crate::model::ModelInfo");
/// `Alternatives`, which rows of the model table contain.
pub const ALTERNATIVES: CratePath = CratePath("crate::model::Alternatives");
/// The module of `Parameter` and `ValueSchema`.
pub const PARAMETER: CratePath = CratePath("crate::model");
/// The module of the macros `text_choice!` and `integer_choice!`.
pub const CHOICE: CratePath = CratePath("crate::model::choice");
/// The module of `ImageInput`, `AudioInput` and `VideoInput`.
pub const MEDIA: CratePath = CratePath("crate::media");
/// The module that deserializes integers.
pub const INTEGER: CratePath = CratePath("crate::model::integer");
/// The module of `ModelRequest`, `ModelTag` and the macro `requests!`.
pub const REQUEST: CratePath = CratePath("crate::request");
/// The module of `Unlisted` and the macro `unlisted!`.
pub const UNLISTED: CratePath = CratePath("crate::request::unlisted");
/// The module of `Texts` and the macro `texts!`.
pub const TEXTS: CratePath = CratePath("crate::request::texts");
/// The module of the macro `json_schema!` and the function `nested_schema`.
pub const SCHEMA: CratePath = CratePath("crate::model");

/// The module that includes `models.rs`.
pub const MODELS: CratePath = CratePath("crate::model");
impl CratePath {
    /// `name` in this module, as text for progenitor.
    pub fn join(self, name: &str) -> String {
        format!("{}::{name}", self.0)
    }
}

impl ToTokens for CratePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let path: TokenStream = self.0.parse().expect("the constants above are paths");
        tokens.extend(path);
    }
}
