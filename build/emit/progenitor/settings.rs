//! progenitor's settings: names, attributes, and the types that replace schemas.
//!
//! A replacement or a patch has no effect, and nothing is reported, if its name matches no schema. Hence
//! `structs.rs` checks every one.

use progenitor::{GenerationSettings, InterfaceStyle, TypePatch};
use quote::quote;

use super::{
    document::{model_tag_key, schema_key},
    model_tag, objects, operations,
};
use crate::build::{api::Api, emit::ident, read::shape::Shape};

/// The settings for the document of an API.
pub fn settings(api: &Api) -> GenerationSettings {
    let urls = ident(operations::URLS);
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_inner_type(quote! { #urls })
        .with_derive("PartialEq");
    let mut patch = |name: &str| {
        let mut patch = TypePatch::default();
        patch.with_attr("#[non_exhaustive]").with_rename(name);
        settings.with_patch(schema_key(name), &patch);
    };
    api.models.iter().for_each(|model| patch(&model.name.type_name));
    objects(api).for_each(|(nested, _)| patch(&nested.name));
    for model in &api.models {
        let name = &model.name.type_name;
        settings.with_replacement(model_tag_key(&schema_key(name)), model_tag(name), [].into_iter());
    }
    for nested in api.types.iter().filter(|nested| !matches!(nested.shape, Shape::Object(_))) {
        settings.with_replacement(schema_key(&nested.name), &nested.name, [].into_iter());
    }
    settings
}
