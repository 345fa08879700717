//! `requests.rs`: progenitor's structs, their constructors and setters, enums with readable values, unions.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{ItemStruct, parse_quote};

use crate::build::{
    api::{
        Api, Model,
        docs::{request_page::request_page, sentences, text},
        names::{
            identifiers::{field_name, integer_variant, setter_name, text_variant, union_variant, variants},
            nested_types::NestedType,
        },
    },
    emit::{
        crate_paths::{CHOICE, MEDIA, MODELS, REQUEST, SCHEMA, TEXTS, UNLISTED},
        ident, legacy_items, legacy_only,
        models::nested_ident,
    },
    read::{
        shape::{Field, Shape},
        walk::{items_path, option_path, property_path},
    },
};

/// The code of `requests.rs`, with the structs that progenitor supplies.
pub fn emit(api: &Api, structs: &BTreeMap<String, ItemStruct>) -> TokenStream {
    let emitter = Emitter { api, structs };
    let requests = api.models.iter().map(|model| emitter.request(model)).collect::<Vec<_>>();
    let nested = api.types.iter().map(|nested| emitter.nested(nested)).collect::<Vec<_>>();
    let request_enum = request_enum(api);
    quote! {
        /// The request types and the types of their parameters.
        ///
        /// The length of a video depends on the input where the table names no seconds. The *input* lists what a
        /// model takes, whether it is required or not. The types for the legacy endpoint, with the feature `legacy`,
        /// begin with `Legacy`.
        ///
        /// The order of the variants of an enum and their numbers are not part of the API: a new value changes those of
        /// others.
        ///
        #[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/models.md"))]
        pub mod types {
            #(#requests)*
            #(#nested)*
        }
        #request_enum
    }
}

struct Emitter<'a> {
    api: &'a Api,
    structs: &'a BTreeMap<String, ItemStruct>,
}

impl Emitter<'_> {
    fn request(&self, model: &Model) -> TokenStream {
        let name = ident(&model.name.type_name);
        let mut item = self.structs[&model.name.type_name].clone();
        let page = format!("\n{}", request_page(self.api, model));
        item.attrs.push(parse_quote! { #[doc = #page] });
        let setters = self.setters("", &model.fields, &model.id, true);
        let tag = quote! { model: #REQUEST::ModelTag::new(), };
        let new = self.constructor(&model.fields, "", tag);
        let unlisted = unlisted(&name, &model.fields, Some("model"));
        let texts = texts(&name, &model.fields);
        let debug = debug(&name);
        let id = &model.id;
        let items = quote! {
            #[doc(alias = #id)]
            #item
            #debug
            impl #name { #new #setters }
            #unlisted
            #texts
            impl #REQUEST::ModelRequest for #name {
                const MODEL: #MODELS::Model = #MODELS::Model::#name;
            }
            #[cfg(feature = "schemars")]
            #SCHEMA::json_schema!(#name, #MODELS::Model::#name.json_schema());
        };
        legacy_items(model.is_legacy, items)
    }

    fn nested(&self, nested: &NestedType) -> TokenStream {
        let name = ident(&nested.name);
        let (doc, schema) = (text::nested_doc(nested), nested_ident(nested));
        let code = self.nested_type(&name, &doc, nested);
        let items = quote! {
            #code
            #[cfg(feature = "schemars")]
            #SCHEMA::json_schema!(#name, #SCHEMA::nested_schema(&#MODELS::parameters::#schema, #doc));
        };
        legacy_items(nested.is_legacy, items)
    }

    fn nested_type(&self, name: &Ident, doc: &str, nested: &NestedType) -> TokenStream {
        match &nested.shape {
            Shape::Object(fields) => {
                let item = &self.structs[&nested.name];
                let new = self.constructor(fields, &nested.path, TokenStream::new());
                let setters = self.setters(&nested.path, fields, "", nested.uniform);
                let (unlisted, texts) = (unlisted(name, fields, None), texts(name, fields));
                let debug = debug(name);
                quote! { #item #debug impl #name { #new #setters } #unlisted #texts }
            }
            Shape::TextChoice(values) => {
                let variants = variants(values, |value| text_variant(value));
                let variants = variants.iter().map(|name| ident(name));
                let texts = values.iter().map(|value| format!("Sent as `{value}`."));
                quote! { #CHOICE::text_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #values,)* } } }
            }
            Shape::IntegerChoice(values) => {
                let unit = nested.row.map_or("Value", |row| row.unit);
                let variants = variants(values, |value| integer_variant(*value, unit));
                let variants = variants.iter().map(|name| ident(name));
                let texts = values.iter().map(|value| format!("Sent as `{value}`."));
                let values = values.iter().map(|value| Literal::i64_unsuffixed(*value));
                quote! { #CHOICE::integer_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #values,)* } } }
            }
            Shape::AnyOf(options) => self.any_of(name, doc, options, &nested.path),
            _ => TokenStream::new(),
        }
    }

    /// `new`, which takes the required parameters.
    fn constructor(&self, fields: &[Field], path: &str, tag: TokenStream) -> TokenStream {
        let required: Vec<_> = fields.iter().filter(|field| field.required).collect();
        let arguments = required.iter().map(|field| {
            let (name, takes) =
                (field_ident(field), self.takes(&property_path(path, &field.name), &field.shape));
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
            "Creates a value without parameters: every one is optional.".to_owned()
        } else {
            let names: Vec<_> = required.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("Takes the required parameters: {}.", names.join(", "))
        };
        quote! {
            #[doc = #doc]
            pub fn new(#(#arguments),*) -> Self {
                Self { #tag #(#values,)* unlisted: Default::default() }
            }
        }
    }

    /// A chained setter for each optional parameter.
    fn setters(&self, path: &str, fields: &[Field], model: &str, limits: bool) -> TokenStream {
        let setters = fields.iter().filter(|field| !field.required).map(|field| {
            let path = property_path(path, &field.name);
            let doc = text::field_doc(field, sentences::sentence(&path, model, &field.shape), limits);
            let (name, takes, value) =
                (field_ident(field), self.takes(&path, &field.shape), converted(field));
            let setter = ident(&setter_name(&field.name));
            let deprecated = field.deprecated.then(|| {
                quote! { #[deprecated(note = "deprecated by the service")] }
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
        let kinds: Vec<_> = options.iter().map(union_variant).collect();
        let variants: Vec<_> = variants(&kinds, ToString::to_string).iter().map(|name| ident(name)).collect();
        let paths: Vec<_> = (0..options.len()).map(|at| option_path(path, at)).collect();
        let types: Vec<_> =
            options.iter().zip(&paths).map(|(shape, path)| self.rust_type(path, shape)).collect();
        let mut converted = BTreeSet::new();
        let conversions = (0..options.len()).filter_map(|at| {
            // Of two options of one type, and of two lists, the first one has the conversion.
            let is_list = matches!(options[at], Shape::List { .. });
            let is_first = converted.insert(if is_list { "list".into() } else { types[at].to_string() });
            is_first.then(|| self.conversion(name, &variants[at], &options[at], &paths[at]))
        });
        let conversions: TokenStream = conversions.collect();
        let debug = debug(name);
        let holds_object = options.iter().any(Shape::has_object);
        let conflicts = holds_object.then(|| union_conflicts(name, options, &variants));
        let holds_text = options.iter().any(Shape::has_text);
        let texts = holds_text.then(|| union_texts(name, options, &variants));
        quote! {
            #[doc = #doc]
            #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(untagged)]
            #[non_exhaustive]
            pub enum #name { #(#[doc = #kinds] #variants(#types),)* }
            #debug
            #conversions
            #conflicts
            #texts
        }
    }

    /// `From` the type of a variant.
    fn conversion(&self, name: &Ident, variant: &Ident, option: &Shape, path: &str) -> TokenStream {
        let value = self.rust_type(path, option);
        match option {
            Shape::Text { .. } => {
                let media =
                    ["ImageInput", "AudioInput", "VideoInput"].map(|input| from_media(name, &ident(input)));
                quote! {
                    impl From<&str> for #name { fn from(value: &str) -> Self { Self::#variant(value.into()) } }
                    impl From<String> for #name { fn from(value: String) -> Self { Self::#variant(value) } }
                    #(#media)*
                }
            }
            Shape::List { items, .. } => {
                let item = self.rust_type(&items_path(path), items);
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
                let item = self.rust_type(&items_path(path), items);
                quote! { Vec<#item> }
            }
            named => {
                let name = ident(&self.api.types.get(path, named).name);
                quote! { #name }
            }
        }
    }

    /// The type of an argument for a value of this shape.
    fn takes(&self, path: &str, shape: &Shape) -> TokenStream {
        match shape {
            Shape::List { items, .. } => {
                let item = self.rust_type(&items_path(path), items);
                quote! { impl IntoIterator<Item = impl Into<#item>> }
            }
            shape => {
                let value = self.rust_type(path, shape);
                quote! { impl Into<#value> }
            }
        }
    }
}

/// An argument, converted to the value of the field.
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
    let conditions = api.models.iter().map(|model| legacy_only(model.is_legacy));
    quote! { #REQUEST::requests! { #(#conditions #[doc = #texts] #names,)* } }
}

/// `From` a media input, which is sent as text.
fn from_media(name: &Ident, input: &Ident) -> TokenStream {
    quote! {
        impl From<#MEDIA::#input> for #name {
            fn from(input: #MEDIA::#input) -> Self { String::from(input).into() }
        }
    }
}

/// `Debug`, because the derived one would show whole files and signed URLs.
fn debug(name: &Ident) -> TokenStream {
    let text = name.to_string();
    quote! {
        /// Shows URLs without their query, and data URIs shortened.
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { #REQUEST::debug(f, #text, self) }
        }
    }
}

fn field_ident(field: &Field) -> Ident {
    ident(&field_name(&field.name))
}

/// The setter for unlisted parameters, with the names of the listed ones and the fields that contain objects.
fn unlisted(name: &Ident, fields: &[Field], tag: Option<&str>) -> TokenStream {
    let listed = tag.into_iter().chain(fields.iter().map(|field| field.name.as_str()));
    let nested = fields.iter().filter(|field| field.shape.has_object());
    let nested = nested.map(|field| {
        let (name, field) = (&field.name, field_ident(field));
        quote! { #name: #field }
    });
    quote! { #UNLISTED::unlisted!(#name, listed: [#(#listed),*], objects: [#(#nested),*]); }
}

/// `Texts`, with the fields that contain texts.
fn texts(name: &Ident, fields: &[Field]) -> TokenStream {
    let with_text = fields.iter().filter(|field| field.shape.has_text()).map(field_ident);
    quote! { #TEXTS::texts!(#name: #(#with_text,)* unlisted); }
}

/// What [`texts`] implements for structs, for a union with texts.
fn union_texts(name: &Ident, options: &[Shape], variants: &[Ident]) -> TokenStream {
    let arms = options.iter().zip(variants).map(|(option, variant)| {
        if option.has_text() {
            quote! { Self::#variant(value) => #TEXTS::Texts::texts(value, visit), }
        } else {
            quote! { Self::#variant(_) => {} }
        }
    });
    quote! {
        impl #TEXTS::Texts for #name {
            fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
                match self { #(#arms)* }
            }
        }
    }
}

/// What [`unlisted`] implements for structs, for a union with objects.
fn union_conflicts(name: &Ident, options: &[Shape], variants: &[Ident]) -> TokenStream {
    let arms = options.iter().zip(variants).map(|(option, variant)| {
        if option.has_object() {
            quote! { Self::#variant(value) => #UNLISTED::Conflicts::conflicts(value, path, found), }
        } else {
            quote! { Self::#variant(_) => {} }
        }
    });
    quote! {
        impl #UNLISTED::Conflicts for #name {
            fn conflicts(&self, path: &str, found: &mut Vec<String>) {
                match self { #(#arms)* }
            }
        }
    }
}
