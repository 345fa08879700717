//! `models.rs`: the table of all models, with their parameters and limits.

use std::collections::BTreeMap;

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::build::{
    api::{
        Api, Model,
        docs::sentences,
        names::{
            identifiers::{pascal, text_variant},
            nested_types::NestedType,
        },
    },
    emit::{
        crate_paths::{ALTERNATIVES, CHOICE, MODEL_INFO, PARAMETER},
        ident, legacy_only,
    },
    read::{
        normal_form::Alternatives,
        shape::{Field, Shape},
        walk::{items_path, option_path, property_path},
    },
};

/// The code of `models.rs`.
pub fn emit(api: &Api) -> TokenStream {
    let words = words(api);
    let models = Table::default().emit(api);
    let documents = documents(api);
    quote! { #words #models #documents }
}

/// The static with the schema of a nested type.
pub fn nested_ident(nested: &NestedType) -> Ident {
    ident(&format!("T_{}", nested.name.to_shouty_snake_case()))
}

/// The vendored documents as text, for the simulator.
fn documents(api: &Api) -> TokenStream {
    let names = api.models.iter().map(|model| ident(&model.name.type_name));
    let files = api.models.iter().map(|model| format!("/{}", model.file));
    let conditions = api.models.iter().map(|model| legacy_only(model.is_legacy));
    quote! {
        /// The vendored document of a model.
        #[cfg(feature = "simulator")]
        pub(crate) fn document(model: Model) -> &'static str {
            match model {
                #(#conditions Model::#names => include_str!(concat!(env!("CARGO_MANIFEST_DIR"), #files)),)*
            }
        }
    }
}

/// The enums of the words in model ids.
fn words(api: &Api) -> TokenStream {
    let set = |words: Vec<&String>, name: &str, doc: &str| {
        let mut words = words;
        words.sort();
        words.dedup();
        let (name, variants) = (ident(name), words.iter().map(|word| ident(&text_variant(word))));
        let texts = words.iter().map(|word| format!("`{word}`"));
        quote! { #CHOICE::text_choice! { #[doc = #doc] #name { #(#[doc = #texts] #variants = #words,)* } } }
    };
    let names = || api.models.iter().map(|model| &model.name);
    let family = set(names().map(|name| &name.family).collect(), "Family", "The family of a model.");
    let tier =
        set(names().filter_map(|name| name.tier.as_ref()).collect(), "Tier", "The quality tier of a model.");
    let task = set(
        names().map(|name| &name.task).collect(),
        "Task",
        "The task of a model: its kinds of input and output.",
    );
    quote! { #family #tier #task }
}

/// Collects the parameters. Those that are equal in several models are written once.
#[derive(Default)]
struct Table {
    parameters: BTreeMap<String, Ident>,
    statics: Vec<TokenStream>,
    /// How many parameters have a name that ends with this.
    names: BTreeMap<String, usize>,
    /// Whether what is collected now is needed by the legacy endpoint only.
    is_legacy: bool,
}

impl Table {
    fn emit(mut self, api: &Api) -> TokenStream {
        let (mut rows, mut nested) = (Vec::new(), Vec::new());
        // The legacy endpoint is last, so that what both endpoints need has no condition.
        for is_legacy in [false, true] {
            self.is_legacy = is_legacy;
            let models = api.models.iter().filter(|model| model.is_legacy == is_legacy);
            rows.extend(models.map(|model| self.row(model)));
            let types = api.types.iter().filter(|nested| nested.is_legacy == is_legacy);
            nested.extend(types.map(|nested| self.nested(nested)));
        }
        let statics = self.statics;
        let names: Vec<_> = api.models.iter().map(|model| ident(&model.name.type_name)).collect();
        let conditions: Vec<_> = api.models.iter().map(|model| legacy_only(model.is_legacy)).collect();
        let names_of = |is_legacy: bool| {
            let models = api.models.iter().filter(move |model| model.is_legacy == is_legacy);
            models.map(|model| ident(&model.name.type_name))
        };
        let (current, legacy) = (names_of(false), names_of(true));
        let legacy_conditions = names_of(true).map(|_| legacy_only(true));
        let texts = api.models.iter().map(|model| format!("`{}`", model.id));
        let ids = api.models.iter().map(|model| &model.id);
        quote! {
            /// The parameters of all models.
            pub(crate) mod parameters {
                use #PARAMETER::{Parameter, ValueSchema};
                #(#statics)*
                #(#nested)*
            }

            /// A Kling video model.
            ///
            /// The order of the variants and their numbers (`as usize`) are not part of the API: a new model changes those
            /// of others.
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum Model { #(#conditions #[doc = #texts] #[doc(alias = #ids)] #names,)* }

            impl Model {
                /// Every model that this version of the crate knows, at the current endpoint.
                pub const ALL: &'static [Self] = &[#(Self::#current),*];

                /// The models at the legacy endpoint; none without the feature `legacy`.
                pub const LEGACY: &'static [Self] = &[#(#legacy_conditions Self::#legacy),*];
            }

            /// The facts of each model, in the order of the enum.
            pub(crate) static MODELS: &[#MODEL_INFO] = {
                use #MODEL_INFO;
                &[#(#rows),*]
            };
        }
    }

    fn row(&mut self, model: &Model) -> TokenStream {
        let ModelRow { name, id, family, version, tier, task } = ModelRow::new(model);
        let (condition, is_legacy) = (legacy_only(model.is_legacy), model.is_legacy);
        let parameters = self.parameters("", &model.fields, &model.id);
        let alternatives = model.alternatives.iter().map(alternatives);
        quote! {
            #condition
            ModelInfo {
                id: #id,
                type_name: stringify!(#name),
                family: Family::#family,
                version: #version,
                tier: #tier,
                task: Task::#task,
                is_legacy: #is_legacy,
                parameters: &[#(#parameters),*],
                alternatives: &[#(#alternatives),*],
            }
        }
    }

    /// The schema of a nested type, without limits where they differ by model.
    fn nested(&mut self, nested: &NestedType) -> TokenStream {
        let shape = if nested.uniform { nested.shape.clone() } else { nested.shape.unlimited() };
        let (name, schema) = (nested_ident(nested), self.schema(&nested.path, &shape, ""));
        let condition = legacy_only(nested.is_legacy);
        quote! {
            #condition
            #[cfg(feature = "schemars")]
            pub(crate) static #name: ValueSchema = #schema;
        }
    }

    fn parameters(&mut self, path: &str, fields: &[Field], model: &str) -> Vec<TokenStream> {
        let mut parameters = Vec::new();
        for field in fields {
            let path = property_path(path, &field.name);
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
        let name = &field.name;
        let description = sentences::sentence(path, model, &field.shape).unwrap_or_default();
        let schema = self.schema(path, &field.shape, model);
        let rare = rare_attributes(field);
        let value = quote! {
            Parameter { name: #name, description: #description, schema: #schema, #rare ..Parameter::OPTIONAL }
        };
        let Self { parameters, statics, names, is_legacy } = self;
        let name = parameters.entry(value.to_string()).or_insert_with(|| {
            let letters = path.replace("[]", "_item").replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            // A number for each name, so that a new parameter changes few names of others.
            let number = names.entry(letters.to_ascii_uppercase()).or_default();
            *number += 1;
            let name = ident(&format!("P{number}_{}", letters.to_ascii_uppercase()));
            let condition = legacy_only(*is_legacy);
            statics.push(quote! { #condition pub(super) static #name: Parameter = #value; });
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
                let items = self.schema(&items_path(path), items, model);
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

fn alternatives(alternatives: &Alternatives) -> TokenStream {
    let Alternatives { exactly_one, sets } = alternatives;
    let sets = sets.iter().map(|set| quote! { &[#(#set),*] });
    quote! { #ALTERNATIVES { exactly_one: #exactly_one, sets: &[#(#sets),*] } }
}

/// Attributes that few parameters have; the others are taken from `Parameter::OPTIONAL`.
fn rare_attributes(field: &Field) -> TokenStream {
    let default = field.default.as_ref().map(Value::to_string).map(|json| quote! { default: Some(#json), });
    let unsupported = &field.unsupported_constraints;
    let nested = field.alternatives.iter().map(alternatives).collect::<Vec<_>>();
    let attributes = [
        field.required.then(|| quote! { required: true, }),
        field.nullable.then(|| quote! { nullable: true, }),
        field.deprecated.then(|| quote! { deprecated: true, }),
        default,
        (!nested.is_empty()).then(|| quote! { alternatives: &[#(#nested),*], }),
        (!unsupported.is_empty()).then(|| quote! { unsupported_constraints: &[#(#unsupported),*], }),
    ];
    attributes.into_iter().flatten().collect()
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
            family: ident(&text_variant(&name.family)),
            version: optional(name.version.as_ref()),
            tier: tier.map_or_else(|| quote! { None }, |tier| quote! { Some(Tier::#tier) }),
            task: ident(&text_variant(&name.task)),
        }
    }
}

fn optional<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}
