//! Runs progenitor over the merged document.

use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};
use quote::{ToTokens, quote};
use syn::{Field, File, Item, ItemStruct, parse_quote};

use super::{
    merge::{Api, REQUEST, schema_key, tag_key},
    shape::Shape,
    specs::Result,
};

/// The client's operations and the structs of its requests.
pub fn generate(api: &Api) -> Result<File> {
    let document = serde_json::from_value(api.document())
        .map_err(|error| format!("build/merge.rs: the merged document is not OpenAPI: {error}"))?;
    let tokens = Generator::new(&settings(api))
        .generate_tokens(&document)
        .map_err(|error| format!("progenitor refused the merged document (build/merge.rs): {error}"))?;
    let mut client =
        syn::parse2(tokens).map_err(|error| format!("progenitor's output is not Rust: {error}"))?;
    check(api, &client)?;
    document_extra(&mut client);
    Ok(client)
}

fn settings(api: &Api) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote! { crate::hooks::Credentials })
        .with_derive("PartialEq")
        .with_replacement(REQUEST, "crate::Request", [].into_iter());
    let open = || {
        let mut patch = TypePatch::default();
        patch.with_attr("#[non_exhaustive]");
        patch
    };
    for model in &api.models {
        let name = &model.name.type_name;
        let key = schema_key(name);
        let tag = format!("crate::request::ModelTag<{name}>");
        settings.with_replacement(tag_key(&key), tag, [].into_iter());
        settings.with_patch(key, open().with_rename(name));
    }
    for nested in api.types.iter() {
        let (name, key) = (&nested.name, schema_key(&nested.name));
        if matches!(nested.shape, Shape::Object(_)) {
            settings.with_patch(key, open().with_rename(name));
        } else {
            settings.with_replacement(key, format!("super::values::{name}"), [].into_iter());
        }
    }
    settings
}

/// Patches and replacements are silent when a name goes stale, so their effect is checked.
fn check(api: &Api, client: &File) -> Result<()> {
    let structs = structs(client);
    let nested = api.types.iter().filter(|nested| matches!(nested.shape, Shape::Object(_)));
    let requests = api.models.iter().map(|model| &model.name.type_name);
    for name in requests.chain(nested.map(|nested| &nested.name)) {
        let found = structs.iter().find(|item| item.ident == name);
        if !found.is_some_and(|item| item.attrs.iter().any(|attr| attr.path().is_ident("non_exhaustive"))) {
            return Err(format!("build/generate.rs: the patch for the struct `{name}` had no effect"));
        }
    }
    for model in &api.models {
        let name = &model.name.type_name;
        let tag = format!("ModelTag < {name} >");
        if !structs.iter().any(|item| item.ident == name && item.to_token_stream().to_string().contains(&tag))
        {
            return Err(format!("build/generate.rs: the `model` of `{name}` was not replaced"));
        }
    }
    Ok(())
}

/// The field for unlisted properties is typify's own, and it has no documentation.
fn document_extra(client: &mut File) {
    let modules = client.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    });
    for item in modules.flat_map(|(_, items)| items) {
        let Item::Struct(item) = item else { continue };
        let is_extra = |field: &&mut Field| field.ident.as_ref().is_some_and(|name| name == "extra");
        if let Some(field) = item.fields.iter_mut().find(is_extra) {
            let doc = "What the specification does not list; sent as it is.";
            field.attrs.push(parse_quote! { #[doc = #doc] });
        }
    }
}

fn structs(client: &File) -> Vec<&ItemStruct> {
    let modules = client.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let items = modules.flat_map(|(_, items)| items);
    items.filter_map(|item| if let Item::Struct(item) = item { Some(item) } else { None }).collect()
}
