//! typify's structs: checks that they are what `requests.rs` relies on, removes `Debug`, and changes the field for
//! unlisted parameters.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Attribute, ItemStruct, Path, Token, Type, parse_quote, punctuated::Punctuated};

use super::{model_tag, objects};
use crate::build::{
    Result,
    api::{Api, names::identifiers::field_name},
    emit::{
        crate_paths::{INTEGER, UNLISTED},
        ident,
    },
    read::shape::Field,
};

/// The structs by name, checked and changed.
pub fn finish(api: &Api, structs: Vec<ItemStruct>) -> Result<BTreeMap<String, ItemStruct>> {
    let mut structs: BTreeMap<_, _> =
        structs.into_iter().map(|item| (item.ident.to_string(), item)).collect();
    let requests = api.models.iter().map(|model| (&model.name.type_name, model.fields.as_slice(), true));
    let nested = objects(api).map(|(nested, fields)| (&nested.name, fields, false));
    let mut finished = BTreeMap::new();
    for (name, fields, is_request) in requests.chain(nested) {
        let mut item = structs
            .remove(name)
            .filter(|item| has_attribute(&item.attrs, "non_exhaustive"))
            .ok_or_else(|| failure(name, "its patch had no effect"))?;
        keep_unlisted(&mut item)?;
        remove_debug(&mut item)?;
        admit_texts_for_integers(&mut item);
        check_names(&item, fields)?;
        if is_request {
            check_tag(&item)?;
        }
        finished.insert(name.clone(), item);
    }
    match structs.keys().next() {
        Some(name) => Err(failure(name, "typify emitted it, although its schema is replaced")),
        None => Ok(finished),
    }
}

/// Sets the type, the name and the documentation of the field that typify adds for unlisted properties.
fn keep_unlisted(item: &mut ItemStruct) -> Result<()> {
    let owner = item.ident.clone();
    let field = item.fields.iter_mut().find(|field| field.attrs.iter().any(is_flatten));
    let field = field.ok_or_else(|| failure(&owner, "it has no field for unlisted parameters"))?;
    field.ident = Some(ident("unlisted"));
    field.ty = parse_quote! { #UNLISTED::Unlisted<#owner> };
    field.attrs.push(parse_quote! { #[doc = "Parameters that the specification does not list."] });
    Ok(())
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
    if is_removed { Ok(()) } else { Err(failure(&item.ident, "it does not derive `Debug`")) }
}

/// Deserializes required integers from their texts, too. Optional ones are of types of their own.
fn admit_texts_for_integers(item: &mut ItemStruct) {
    let deserialize = INTEGER.join("deserialize");
    let is_integer = |ty: &Type| matches!(ty, Type::Path(path) if path.path.is_ident("i64"));
    for field in item.fields.iter_mut().filter(|field| is_integer(&field.ty)) {
        field.attrs.push(parse_quote! { #[serde(deserialize_with = #deserialize)] });
    }
}

/// Every property has a field of its own, with the name that the constructor and the setters use.
fn check_names(item: &ItemStruct, fields: &[Field]) -> Result<()> {
    let mut names = BTreeSet::new();
    for name in item.fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string) {
        if names.contains(&name) {
            return Err(failure(&item.ident, format!("two of its properties get the field name `{name}`")));
        }
        names.insert(name);
    }
    match fields.iter().find(|field| !names.contains(&field_name(&field.name))) {
        Some(Field { name, .. }) => {
            let expected = field_name(name);
            Err(failure(&item.ident, format!("the field of the property `{name}` is not named `{expected}`")))
        }
        None => Ok(()),
    }
}

/// The property `model` has the type that replaces it.
fn check_tag(item: &ItemStruct) -> Result<()> {
    let tag: Type =
        syn::parse_str(&model_tag(&item.ident.to_string())).map_err(|error| failure(&item.ident, error))?;
    let tag = tag.to_token_stream().to_string();
    if item.fields.iter().any(|field| field.ty.to_token_stream().to_string() == tag) {
        return Ok(());
    }
    Err(failure(&item.ident, "the type of its property `model` was not replaced"))
}

/// `#[serde(flatten)]`
fn is_flatten(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde")
        && attribute.parse_args::<Path>().is_ok_and(|path| path.is_ident("flatten"))
}

fn has_attribute(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn failure(name: impl std::fmt::Display, what: impl std::fmt::Display) -> String {
    format!("build/emit/progenitor/structs.rs: the struct `{name}`: {what}")
}
