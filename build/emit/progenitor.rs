//! progenitor, and typify in it: everything that is done because of how they work.
//!
//! They supply the request structs with their serde code, and the client with its operations. What they do not
//! supply, or not in a form that is fit for use, is emitted by this project (measured with progenitor 0.15 and
//! typify 0.8):
//!
//! - Enums: they would be closed, `16:9` would be `X169`, and integers would be a newtype without constants. The
//!   schemas of enums and unions are replaced by types that `requests.rs` emits.
//! - Limits: some are ignored, and each of the others would be a newtype with the message "invalid value". Defaults
//!   would always be sent. The merged document has neither; the model table has both.
//! - Constructors and setters: builders check required parameters at run time and do not take `&str` for optional
//!   text. `requests.rs` emits `new` and setters.
//! - Names: typify drops `_`, so `V1_6…` needs a patch.
//! - Unlisted parameters: typify keeps them in a plain map that may contain listed ones, too. The field gets the
//!   type `Unlisted` instead.
//! - `Debug`: the derived one would show whole files and signed URLs. `requests.rs` emits another.
//! - Responses: a strict decoder would lose the id of a paid job. Operations return the response as it is.
//!
//! Replacements and patches have no effect, and nothing is reported, when their name matches no schema. Hence
//! [`finish`] checks every one.

use std::collections::BTreeMap;

use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Field, File, Item, ItemMod, ItemStruct, Path, Token, Type, parse_quote, punctuated::Punctuated,
};

use crate::build::{
    Result,
    api::{
        Api,
        document::{model_tag_key, schema_key},
    },
    emit::{
        crate_paths::{self, REQUEST_DEFAULTS, UNLISTED},
        ident,
    },
    read::shape::Shape,
};

/// progenitor's code, taken apart.
pub struct Output {
    /// The structs of requests and of nested objects, by name.
    pub structs: BTreeMap<String, ItemStruct>,
    /// The client and its operations.
    pub operations: File,
}

/// Runs progenitor over the merged document.
pub fn run(api: &Api) -> Result<Output> {
    let document = serde_json::from_value(api.document())
        .map_err(|error| format!("build/api/document.rs: the merged document is not OpenAPI: {error}"))?;
    let tokens = Generator::new(&settings(api)).generate_tokens(&document).map_err(|error| {
        format!("build/api/document.rs: progenitor cannot generate code from the merged document: {error}")
    })?;
    let file = syn::parse2(tokens)
        .map_err(|error| format!("build/emit/progenitor.rs: progenitor's code is not Rust: {error}"))?;
    let (structs, operations) = split(file)?;
    Ok(Output { structs: finish(api, structs)?, operations })
}

fn settings(api: &Api) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote! { #REQUEST_DEFAULTS })
        .with_derive("PartialEq");
    let mut patch = |name: &str| {
        let mut patch = TypePatch::default();
        patch.with_attr("#[non_exhaustive]").with_rename(name);
        settings.with_patch(schema_key(name), &patch);
    };
    api.models.iter().for_each(|model| patch(&model.name.type_name));
    objects(api).for_each(&mut patch);
    for model in &api.models {
        let name = &model.name.type_name;
        settings.with_replacement(model_tag_key(&schema_key(name)), model_tag(name), [].into_iter());
    }
    for nested in api.types.iter().filter(|nested| !matches!(nested.shape, Shape::Object(_))) {
        settings.with_replacement(schema_key(&nested.name), &nested.name, [].into_iter());
    }
    settings
}

/// The names of the nested types that progenitor supplies.
fn objects(api: &Api) -> impl Iterator<Item = &str> {
    let nested = api.types.iter().filter(|nested| matches!(nested.shape, Shape::Object(_)));
    nested.map(|nested| nested.name.as_str())
}

/// The type of the property `model` of a request.
fn model_tag(name: &str) -> String {
    crate_paths::REQUEST.join(&format!("ModelTag<{name}>"))
}

/// Separates the structs from the operations.
fn split(file: File) -> Result<(Vec<ItemStruct>, File)> {
    let mut structs = Vec::new();
    let mut operations = File { items: Vec::new(), ..file };
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => structs.extend(types(module)?),
            // It only exports the client again.
            Item::Mod(module) if module.ident == "prelude" => {}
            item => operations.items.push(item),
        }
    }
    Ok((structs, operations))
}

/// The structs in the module `types`.
fn types(module: ItemMod) -> Result<Vec<ItemStruct>> {
    let mut structs = Vec::new();
    for item in module.content.into_iter().flat_map(|(_, items)| items) {
        match item {
            Item::Struct(item) => structs.push(item),
            // The errors of conversions into enums and newtypes, of which there are none.
            Item::Mod(module) if module.ident == "error" => {}
            item => {
                let code = item.to_token_stream();
                return Err(format!("build/emit/progenitor.rs: typify emitted an unexpected item: {code}"));
            }
        }
    }
    Ok(structs)
}

/// Checks that every patch and replacement had its effect, and changes the field for unlisted parameters.
fn finish(api: &Api, structs: Vec<ItemStruct>) -> Result<BTreeMap<String, ItemStruct>> {
    let mut structs: BTreeMap<_, _> =
        structs.into_iter().map(|item| (item.ident.to_string(), item)).collect();
    let mut finished = BTreeMap::new();
    let requests = api.models.iter().map(|model| model.name.type_name.as_str());
    for name in requests.chain(objects(api)) {
        let mut item = structs
            .remove(name)
            .filter(|item| has_attribute(&item.attrs, "non_exhaustive"))
            .ok_or_else(|| failure(name, "the patch had no effect"))?;
        keep_unlisted(&mut item)?;
        remove_debug(&mut item)?;
        finished.insert(name.to_owned(), item);
    }
    for model in &api.models {
        let name = &model.name.type_name;
        let expected: Type = syn::parse_str(&model_tag(name)).map_err(|error| failure(name, error))?;
        let expected = expected.to_token_stream().to_string();
        let mut types = finished[name].fields.iter().map(|field| field.ty.to_token_stream().to_string());
        if !types.any(|found| found == expected) {
            return Err(failure(name, "the type of `model` was not replaced"));
        }
    }
    match structs.keys().next() {
        Some(name) => Err(failure(name, "typify emitted a struct that was to be replaced")),
        None => Ok(finished),
    }
}

/// Removes the derived `Debug`.
fn remove_debug(item: &mut ItemStruct) -> Result<()> {
    let mut is_removed = false;
    for attribute in item.attrs.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        let paths = paths.map_err(|error| failure(&item.ident, error))?;
        let (debug, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_ident("Debug"));
        is_removed |= !debug.is_empty();
        *attribute = parse_quote! { #[derive(#(#others),*)] };
    }
    if is_removed { Ok(()) } else { Err(failure(&item.ident, "`Debug` is not derived")) }
}

/// Gives the field that typify adds for unlisted properties its type, name and documentation.
fn keep_unlisted(item: &mut ItemStruct) -> Result<()> {
    const NAME: &str = "unlisted";
    let owner = item.ident.clone();
    if item.fields.iter().any(|field| field.ident.as_ref().is_some_and(|name| name == NAME)) {
        return Err(failure(&owner, "a property has the name of the field for unlisted parameters"));
    }
    let is_flat = |field: &&mut Field| has_attribute(&field.attrs, "serde") && is_flattened(field);
    let field = item.fields.iter_mut().find(is_flat);
    let field = field.ok_or_else(|| failure(&owner, "there is no field for unlisted parameters"))?;
    field.ident = Some(ident(NAME));
    field.ty = parse_quote! { #UNLISTED::Unlisted<#owner> };
    field.attrs.push(parse_quote! { #[doc = "Parameters that the specification does not list."] });
    Ok(())
}

fn is_flattened(field: &Field) -> bool {
    field.attrs.iter().any(|attribute| attribute.to_token_stream().to_string().contains("flatten"))
}

fn has_attribute(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn failure(name: impl std::fmt::Display, what: impl std::fmt::Display) -> String {
    format!("build/emit/progenitor.rs: the struct `{name}`: {what}")
}
