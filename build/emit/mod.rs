//! The third step: Rust code.

pub mod crate_paths;
pub mod listing;
pub mod models;
pub mod progenitor;
pub mod requests;

use std::array;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::File;

use crate::{
    build::{Result, api::Api},
    shipped::CODE,
};

/// The first line of each file.
const HEADER: &str =
    "// Generated from specs/ by the generator in build/. Do not edit: run `cargo xtask generate`.\n";

/// The generated files.
pub struct Code {
    /// The models as data.
    pub models: File,
    /// The request types, the types of their parameters, and the enum of all requests.
    pub requests: File,
    /// progenitor's client with its operations. It is not public.
    pub operations: File,
}

impl Code {
    /// The files by name, formatted.
    pub fn files(&self) -> [(&'static str, String); 3] {
        let files = [&self.models, &self.requests, &self.operations];
        array::from_fn(|at| (CODE[at], format!("{HEADER}{}", prettyplease::unparse(files[at]))))
    }

    /// The public API, one line per item; see [`listing`](listing::listing).
    pub fn public_api(&self) -> Vec<String> {
        listing::listing(&[&self.models, &self.requests])
    }
}

/// The code of an API.
pub fn emit(api: &Api) -> Result<Code> {
    let progenitor::Output { structs, operations } = progenitor::run(api)?;
    let models = file("models", models::emit(api))?;
    let requests = file("requests", requests::emit(api, &structs))?;
    Ok(Code { models, requests, operations })
}

fn file(name: &str, tokens: TokenStream) -> Result<File> {
    syn::parse2(tokens)
        .map_err(|error| format!("build/emit/{name}.rs: emitted code that is not Rust: {error}"))
}

/// The condition on what only the legacy endpoint needs.
fn legacy_only(is_legacy: bool) -> Option<TokenStream> {
    is_legacy.then(|| quote! { #[cfg(feature = "legacy")] })
}

/// `items`, each with the condition if only the legacy endpoint needs them.
fn legacy_items(is_legacy: bool, items: TokenStream) -> TokenStream {
    match (legacy_only(is_legacy), syn::parse2::<File>(items.clone())) {
        (Some(condition), Ok(File { items, .. })) => quote! { #(#condition #items)* },
        // `file` reports code that is not Rust.
        _ => items,
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
