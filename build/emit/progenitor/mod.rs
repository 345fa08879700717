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
//! - Responses: a strict decoder would lose the id of a paid job. Operations return the request, and `src/client/` sends
//!   it.
//!
//! [`document`] is what goes in, [`settings`] how, and [`structs`] and [`operations`] check and change what comes out.

mod document;
mod operations;
mod settings;
mod structs;

use std::collections::BTreeMap;

use progenitor::Generator;
use quote::ToTokens;
use syn::{File, Item, ItemMod, ItemStruct};

use crate::build::{
    Result,
    api::{Api, names::nested_types::NestedType},
    emit::crate_paths,
    read::shape::{Field, Shape},
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
    let document = serde_json::from_value(document::document(api)).map_err(|error| {
        format!("build/emit/progenitor/document.rs: the merged document is not OpenAPI: {error}")
    })?;
    let tokens = Generator::new(&settings::settings(api)).generate_tokens(&document).map_err(|error| {
        format!("build/emit/progenitor/document.rs: progenitor cannot generate code from the merged document: {error}")
    })?;
    let file = syn::parse2(tokens)
        .map_err(|error| format!("build/emit/progenitor/mod.rs: progenitor's code is not Rust: {error}"))?;
    let (structs, operations) = split(file)?;
    Ok(Output { structs: structs::finish(api, structs)?, operations: operations::finish(operations)? })
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
                return Err(format!(
                    "build/emit/progenitor/mod.rs: typify emitted an unexpected item: {code}"
                ));
            }
        }
    }
    Ok(structs)
}

/// The nested types that progenitor supplies, with their fields.
fn objects(api: &Api) -> impl Iterator<Item = (&NestedType, &[Field])> {
    api.types.iter().filter_map(|nested| match &nested.shape {
        Shape::Object(fields) => Some((nested, fields.as_slice())),
        _ => None,
    })
}

/// The type of the property `model` of a request.
fn model_tag(name: &str) -> String {
    crate_paths::REQUEST.join(&format!("ModelTag<{name}>"))
}
