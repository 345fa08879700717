//! What progenitor does not give: constructors, setters, and enums with readable values.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::{
    docs, facts,
    merge::{Api, Model},
    names::{self, NestedType, join, option_path},
    shape::{Field, Shape},
    table,
};

/// The module `values`, and the enum of all requests.
pub fn emit(api: &Api) -> TokenStream {
    let emitter = Emitter { api };
    let structs = api.types.iter().filter(|nested| matches!(nested.shape, Shape::Object(_)));
    let structs = structs.map(|nested| ident(&nested.name));
    let requests = api.models.iter().map(|model| ident(&model.name.type_name));
    let constructors = api.models.iter().map(|model| emitter.request(model)).collect::<Vec<_>>();
    let nested = api.types.iter().map(|nested| emitter.nested(nested)).collect::<Vec<_>>();
    let request_enum = request_enum(api);
    quote! {
        /// The request types and the types of their parameters.
        pub mod values {
            #[doc(inline)]
            pub use super::types::{#(#structs,)* #(#requests,)*};
            #(#constructors)*
            #(#nested)*
        }
        #request_enum
    }
}

struct Emitter<'a> {
    api: &'a Api,
}

impl Emitter<'_> {
    fn request(&self, model: &Model) -> TokenStream {
        let name = ident(&model.name.type_name);
        let methods = self.methods("", &model.fields, &model.id, true);
        let tag = quote! { model: crate::request::ModelTag::new(), };
        let new = self.constructor(&model.fields, "", tag);
        quote! {
            impl #name { #new #methods }
            crate::request::unlisted!(#name);
            impl crate::request::ModelRequest for #name {
                const MODEL: crate::Model = crate::Model::#name;
            }
            #[cfg(feature = "schemars")]
            crate::schema::json_schema!(#name, crate::Model::#name.json_schema());
        }
    }

    fn nested(&self, nested: &NestedType) -> TokenStream {
        let name = ident(&nested.name);
        let (doc, schema) = (facts::nested_doc(nested), table::nested_ident(nested));
        let code = self.nested_type(&name, &doc, nested);
        quote! {
            #code
            #[cfg(feature = "schemars")]
            crate::schema::json_schema!(#name, crate::schema::nested(&crate::generated::parameters::#schema, #doc));
        }
    }

    fn nested_type(&self, name: &Ident, doc: &str, nested: &NestedType) -> TokenStream {
        match &nested.shape {
            Shape::Object(fields) => {
                let new = self.constructor(fields, &nested.path, TokenStream::new());
                let methods = self.methods(&nested.path, fields, "", nested.uniform);
                quote! { impl #name { #new #methods } crate::request::unlisted!(#name); }
            }
            Shape::TextChoice(values) => {
                let variants = names::variants(values, |value| names::text_variant(value));
                let variants = variants.iter().map(|name| ident(name));
                let texts = values.iter().map(|value| format!("Sent as `{value}`."));
                quote! { crate::choice::text_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #values,)* } } }
            }
            Shape::IntegerChoice(values) => {
                let unit = nested.row.map_or("Value", |row| row.unit);
                let variants = names::variants(values, |value| names::integer_variant(*value, unit));
                let variants = variants.iter().map(|name| ident(name));
                let texts = values.iter().map(|value| format!("Sent as `{value}`."));
                let values = values.iter().map(|value| Literal::i64_unsuffixed(*value));
                quote! { crate::choice::integer_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #values,)* } } }
            }
            Shape::AnyOf(options) => self.any_of(name, doc, options, &nested.path),
            _ => TokenStream::new(),
        }
    }

    /// `new` takes what is required.
    fn constructor(&self, fields: &[Field], path: &str, tag: TokenStream) -> TokenStream {
        let required: Vec<_> = fields.iter().filter(|field| field.required).collect();
        let arguments = required.iter().map(|field| {
            let (name, takes) = (field_ident(field), self.takes(&join(path, &field.name), &field.shape));
            quote! { #name: #takes }
        });
        let values = fields.iter().map(|field| {
            let name = field_ident(field);
            let value = if field.required {
                converted(field)
            } else {
                quote! { None }
            };
            quote! { #name: #value }
        });
        let doc = if required.is_empty() {
            "With nothing set: every parameter is optional.".to_owned()
        } else {
            let names: Vec<_> = required.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("Takes what is required: {}.", names.join(", "))
        };
        quote! {
            #[doc = #doc]
            pub fn new(#(#arguments),*) -> Self {
                Self { #tag #(#values,)* extra: Default::default() }
            }
        }
    }

    /// A chained setter for each optional parameter.
    fn methods(&self, path: &str, fields: &[Field], model: &str, limits: bool) -> TokenStream {
        let setters = fields.iter().filter(|field| !field.required).map(|field| {
            let path = join(path, &field.name);
            let doc = facts::field_doc(field, docs::sentence(&path, model), limits);
            let (name, takes, value) =
                (field_ident(field), self.takes(&path, &field.shape), converted(field));
            // The constructor has that name.
            let setter = if field.name == "new" { ident("set_new") } else { name.clone() };
            let deprecated = field.deprecated.then(|| {
                quote! { #[deprecated(note = "the service wants it no more")] }
            });
            quote! {
                #[doc = #doc]
                #deprecated
                #[must_use]
                pub fn #setter(mut self, #name: #takes) -> Self {
                    self.#name = Some(#value);
                    self
                }
            }
        });
        setters.collect()
    }

    fn any_of(&self, name: &Ident, doc: &str, options: &[Shape], path: &str) -> TokenStream {
        let kinds: Vec<_> = options.iter().map(names::union_variant).collect();
        let variants: Vec<_> =
            names::variants(&kinds, ToString::to_string).iter().map(|name| ident(name)).collect();
        let paths: Vec<_> = (0..options.len()).map(|at| option_path(path, at)).collect();
        let types: Vec<_> =
            options.iter().zip(&paths).map(|(shape, path)| self.rust_type(path, shape)).collect();
        let mut converted = BTreeSet::new();
        let conversions = (0..options.len()).filter_map(|at| {
            // Two options of one type, or two lists: a value becomes the first.
            let is_list = matches!(options[at], Shape::List { .. });
            let is_first = converted.insert(if is_list { "list".into() } else { types[at].to_string() });
            is_first.then(|| self.conversion(name, &variants[at], &options[at], &paths[at]))
        });
        let conversions: TokenStream = conversions.collect();
        quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(untagged)]
            #[non_exhaustive]
            pub enum #name { #(#[doc = #kinds] #variants(#types),)* }
            #conversions
        }
    }

    /// `From` for what a variant holds.
    fn conversion(&self, name: &Ident, variant: &Ident, option: &Shape, path: &str) -> TokenStream {
        let value = self.rust_type(path, option);
        match option {
            Shape::Text { .. } => quote! {
                impl From<&str> for #name { fn from(value: &str) -> Self { Self::#variant(value.into()) } }
                impl From<String> for #name { fn from(value: String) -> Self { Self::#variant(value) } }
            },
            Shape::List { items, .. } => {
                let item = self.rust_type(&format!("{path}[]"), items);
                quote! {
                    impl<T: Into<#item>> From<Vec<T>> for #name {
                        fn from(values: Vec<T>) -> Self { Self::#variant(values.into_iter().map(Into::into).collect()) }
                    }
                    impl<T: Into<#item>, const N: usize> From<[T; N]> for #name {
                        fn from(values: [T; N]) -> Self { Self::#variant(values.into_iter().map(Into::into).collect()) }
                    }
                }
            }
            _ => {
                quote! { impl From<#value> for #name { fn from(value: #value) -> Self { Self::#variant(value) } } }
            }
        }
    }

    fn rust_type(&self, path: &str, shape: &Shape) -> TokenStream {
        match shape {
            Shape::Boolean => quote! { bool },
            Shape::Integer { .. } => quote! { i64 },
            Shape::Number { .. } => quote! { f64 },
            Shape::Text { .. } => quote! { String },
            Shape::Json => quote! { serde_json::Value },
            Shape::List { items, .. } => {
                let item = self.rust_type(&format!("{path}[]"), items);
                quote! { Vec<#item> }
            }
            named => {
                let name = ident(&self.api.types.get(path, named).name);
                quote! { #name }
            }
        }
    }

    /// The type of an argument.
    fn takes(&self, path: &str, shape: &Shape) -> TokenStream {
        match shape {
            Shape::List { items, .. } => {
                let item = self.rust_type(&format!("{path}[]"), items);
                quote! { impl IntoIterator<Item = impl Into<#item>> }
            }
            shape => {
                let value = self.rust_type(path, shape);
                quote! { impl Into<#value> }
            }
        }
    }
}

/// An argument as the field's value.
fn converted(field: &Field) -> TokenStream {
    let name = field_ident(field);
    match field.shape {
        Shape::List { .. } => quote! { #name.into_iter().map(Into::into).collect() },
        _ => quote! { #name.into() },
    }
}

fn request_enum(api: &Api) -> TokenStream {
    let names = api.models.iter().map(|model| ident(&model.name.type_name));
    let texts = api.models.iter().map(|model| format!("For `{}`.", model.id));
    quote! { crate::request::requests! { #(#[doc = #texts] #names,)* } }
}

pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn field_ident(field: &Field) -> Ident {
    ident(&names::field_name(&field.name))
}
