//! What progenitor does not give: constructors, setters, enums with readable values, and the table
//! of all models with their parameters and limits.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{
    docs, facts,
    merge::{Api, Model},
    names::{self, NestedType, join, option_path, pascal},
    shape::{Field, Shape},
};

/// Everything beside progenitor's own output: the module `values`.
pub fn emit(api: &Api) -> TokenStream {
    let emitter = Emitter { api };
    let structs = api.types.iter().filter(|nested| matches!(nested.shape, Shape::Object(_)));
    let structs = structs.map(|nested| ident(&nested.name));
    let requests = api.models.iter().map(|model| ident(&model.name.type_name));
    let constructors = api.models.iter().map(|model| emitter.request(model)).collect::<Vec<_>>();
    let nested = api.types.iter().map(|nested| emitter.nested(nested)).collect::<Vec<_>>();
    let request_enum = request_enum(api);
    let words = words(api);
    let documents = documents(api);
    let models = Table { parameters: BTreeMap::new(), statics: Vec::new() }.models(api);
    quote! {
        /// The request types and the types of their parameters.
        pub mod values {
            #[doc(inline)]
            pub use super::types::{#(#structs,)* #(#requests,)*};
            #(#constructors)*
            #(#nested)*
        }
        #request_enum
        #words
        #models
        #documents
    }
}

/// The vendored documents themselves, for the simulator.
fn documents(api: &Api) -> TokenStream {
    let names = api.models.iter().map(|model| ident(&model.name.type_name));
    let files = api.models.iter().map(|model| format!("/{}", model.file));
    quote! {
        /// The vendored document of a model.
        #[cfg(feature = "simulator")]
        pub(crate) fn document(model: Model) -> &'static str {
            match model {
                #(Model::#names => include_str!(concat!(env!("CARGO_MANIFEST_DIR"), #files)),)*
            }
        }
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
            impl crate::request::ModelRequest for #name {
                const MODEL: crate::Model = crate::Model::#name;
            }
        }
    }

    fn nested(&self, nested: &NestedType) -> TokenStream {
        let name = ident(&nested.name);
        let doc = facts::nested_doc(nested);
        match &nested.shape {
            Shape::Object(fields) => {
                let new = self.constructor(fields, &nested.path, TokenStream::new());
                let methods = self.methods(&nested.path, fields, "", nested.uniform);
                quote! { impl #name { #new #methods } }
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
            Shape::AnyOf(options) => self.any_of(&name, &doc, options, &nested.path),
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
                Self { #tag #(#values),* }
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
            quote! {
                #[doc = #doc]
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
        let kinds: Vec<_> = options.iter().map(variant_of).collect();
        let variants: Vec<_> = names::variants(&kinds, Clone::clone).iter().map(|name| ident(name)).collect();
        let paths: Vec<_> = (0..options.len()).map(|at| option_path(path, at)).collect();
        let types: Vec<_> =
            options.iter().zip(&paths).map(|(shape, path)| self.rust_type(path, shape)).collect();
        let mut converted = BTreeSet::new();
        let conversions = (0..options.len()).filter_map(|at| {
            // Two options of one type: a value becomes the first.
            let is_first = converted.insert(types[at].to_string());
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

/// The name of a union's variant says what it holds.
fn variant_of(shape: &Shape) -> String {
    match shape {
        Shape::Boolean => "Boolean",
        Shape::Integer { .. } | Shape::IntegerChoice(_) => "Integer",
        Shape::Number { .. } => "Number",
        Shape::Text { .. } | Shape::TextChoice(_) => "Text",
        Shape::List { .. } => "List",
        Shape::Object(_) => "Object",
        Shape::AnyOf(_) => "Any",
        Shape::Json => "Json",
    }
    .to_owned()
}

fn request_enum(api: &Api) -> TokenStream {
    let names = api.models.iter().map(|model| ident(&model.name.type_name));
    let texts = api.models.iter().map(|model| format!("For `{}`.", model.id));
    quote! { crate::request::requests! { #(#[doc = #texts] #names,)* } }
}

/// The closed sets that model ids are made of.
fn words(api: &Api) -> TokenStream {
    let set = |words: Vec<&String>, name: &str, doc: &str| {
        let mut words = words;
        words.sort();
        words.dedup();
        let (name, variants) = (ident(name), words.iter().map(|word| ident(&names::text_variant(word))));
        let texts = words.iter().map(|word| format!("`{word}`"));
        quote! { crate::choice::text_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #words,)* } } }
    };
    let names = || api.models.iter().map(|model| &model.name);
    let family = set(names().map(|name| &name.family).collect(), "Family", "The line a model belongs to.");
    let tier =
        set(names().filter_map(|name| name.tier.as_ref()).collect(), "Tier", "The quality a model makes.");
    let task = set(names().map(|name| &name.task).collect(), "Task", "What a model makes out of what.");
    quote! { #family #tier #task }
}

/// Parameters that are the same in several models are written once.
struct Table {
    parameters: BTreeMap<String, Ident>,
    statics: Vec<TokenStream>,
}

impl Table {
    fn models(mut self, api: &Api) -> TokenStream {
        let rows: Vec<_> = api
            .models
            .iter()
            .map(|model| {
                let ModelRow { name, id, family, version, tier, task } = ModelRow::new(model);
                let parameters = self.parameters("", &model.fields, &model.id);
                quote! {
                    ModelInfo {
                        id: #id,
                        type_name: stringify!(#name),
                        family: Family::#family,
                        version: #version,
                        tier: #tier,
                        task: Task::#task,
                        parameters: &[#(#parameters),*],
                    }
                }
            })
            .collect();
        let statics = self.statics;
        let names: Vec<_> = api.models.iter().map(|model| ident(&model.name.type_name)).collect();
        let texts = api.models.iter().map(|model| format!("`{}`", model.id));
        quote! {
            /// The parameters of all models.
            mod parameters {
                use crate::parameter::{Parameter, ValueSchema};
                #(#statics)*
            }

            /// A Kling video model.
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum Model { #(#[doc = #texts] #names,)* }

            impl Model {
                /// Every model of this version of the crate.
                pub const ALL: &'static [Self] = &[#(Self::#names),*];
            }

            /// What is known of each model, in the order of the enum.
            pub(crate) static MODELS: &[crate::model::ModelInfo] = {
                use crate::model::ModelInfo;
                &[#(#rows),*]
            };
        }
    }

    fn parameters(&mut self, path: &str, fields: &[Field], model: &str) -> Vec<TokenStream> {
        let mut parameters = Vec::new();
        for field in fields {
            let path = join(path, &field.name);
            let name = self.parameter(&path, field, model);
            parameters.push(if path == field.name {
                quote! { &parameters::#name }
            } else {
                quote! { &#name }
            });
        }
        parameters
    }

    fn parameter(&mut self, path: &str, field: &Field, model: &str) -> Ident {
        let Field { name, required, nullable, deprecated, .. } = field;
        let default = optional(field.default.as_ref().map(Value::to_string));
        let description = docs::sentence(path, model).unwrap_or_default();
        let schema = self.schema(path, &field.shape, model);
        let unread = &field.unread;
        let value = quote! {
            Parameter {
                name: #name,
                required: #required,
                nullable: #nullable,
                deprecated: #deprecated,
                default: #default,
                description: #description,
                schema: #schema,
                unread: &[#(#unread),*],
            }
        };
        let next = self.parameters.len();
        let statics = &mut self.statics;
        let name = self.parameters.entry(value.to_string()).or_insert_with(|| {
            let letters = path.replace("[]", "_item").replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let name = ident(&format!("P{next}_{}", letters.to_ascii_uppercase()));
            statics.push(quote! { pub(super) static #name: Parameter = #value; });
            name
        });
        name.clone()
    }

    fn schema(&mut self, path: &str, shape: &Shape, model: &str) -> TokenStream {
        match shape {
            Shape::Boolean => quote! { ValueSchema::Boolean },
            Shape::Integer { minimum, maximum } => {
                let (minimum, maximum) = (optional(*minimum), optional(*maximum));
                quote! { ValueSchema::Integer { minimum: #minimum, maximum: #maximum } }
            }
            Shape::Number { minimum, maximum } => {
                let (minimum, maximum) = (optional(*minimum), optional(*maximum));
                quote! { ValueSchema::Number { minimum: #minimum, maximum: #maximum } }
            }
            Shape::Text { min_length, max_length, format } => {
                let (min, max, format) =
                    (optional(*min_length), optional(*max_length), optional(format.as_ref()));
                quote! { ValueSchema::Text { min_length: #min, max_length: #max, format: #format } }
            }
            Shape::TextChoice(values) => quote! { ValueSchema::TextChoice(&[#(#values),*]) },
            Shape::IntegerChoice(values) => {
                let values = values.iter().map(|value| Literal::i64_unsuffixed(*value));
                quote! { ValueSchema::IntegerChoice(&[#(#values),*]) }
            }
            Shape::List { items, min_items, max_items } => {
                let items = self.schema(&format!("{path}[]"), items, model);
                let (min, max) = (optional(*min_items), optional(*max_items));
                quote! { ValueSchema::List { items: &#items, min_items: #min, max_items: #max } }
            }
            Shape::Object(fields) => {
                let fields = self.parameters(path, fields, model);
                quote! { ValueSchema::Object(&[#(#fields),*]) }
            }
            Shape::AnyOf(options) => {
                let options = options.iter().enumerate();
                let options = options
                    .map(|(at, option)| self.schema(&option_path(path, at), option, model))
                    .collect::<Vec<_>>();
                quote! { ValueSchema::AnyOf(&[#(#options),*]) }
            }
            Shape::Json => quote! { ValueSchema::Json },
        }
    }
}

/// The tokens of one row of the model table.
struct ModelRow<'a> {
    name: Ident,
    id: &'a str,
    family: Ident,
    version: TokenStream,
    tier: TokenStream,
    task: Ident,
}

impl<'a> ModelRow<'a> {
    fn new(model: &'a Model) -> Self {
        let name = &model.name;
        let tier = name.tier.as_ref().map(|tier| ident(&pascal(tier)));
        Self {
            name: ident(&name.type_name),
            id: &model.id,
            family: ident(&names::text_variant(&name.family)),
            version: optional(name.version.as_ref()),
            tier: tier.map_or_else(|| quote! { None }, |tier| quote! { Some(Tier::#tier) }),
            task: ident(&names::text_variant(&name.task)),
        }
    }
}

fn optional<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// As typify names it: snake case, `x` before a digit, `_` behind a keyword.
fn field_ident(field: &Field) -> Ident {
    let letters = field.name.replace('\'', "").replace(|c: char| !c.is_alphanumeric() && c != '_', "-");
    let name = letters.to_snake_case();
    let starts_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let name = if starts_well { name } else { format!("x{name}") };
    let is_free = name != "gen" && syn::parse_str::<syn::Ident>(&name).is_ok();
    ident(&if is_free { name } else { format!("{name}_") })
}
