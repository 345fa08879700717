//! The public API as text, taken from the syntax tree of generated files: one line per item.
//!
//! The release that a change of the documents requires follows from it. Two listings that differ only in added
//! lines are compatible, because every struct and enum is `#[non_exhaustive]`. Only what can differ is listed: not
//! the setter `unlisted`, which every struct has, and not the methods that the macros in `src/` define. A public item
//! of an unknown kind is listed as its code, so that none is omitted.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprStruct, Fields, File, FnArg, GenericArgument, Ident, ImplItem, Item, ItemEnum,
    ItemImpl, ItemStatic, ItemStruct, Lit, Macro, PathArguments, ReturnType, Signature, Token, Type,
    TypeParamBound, Visibility, braced,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
};

/// A line for each public item of `files`, in alphabetical order.
pub fn listing(files: &[&File]) -> Vec<String> {
    let mut listing =
        Listing { ids: files.iter().flat_map(|file| ids(&file.items)).collect(), lines: vec![] };
    files.iter().for_each(|file| listing.items(&file.items));
    listing.lines.sort();
    listing.lines.dedup();
    listing.lines
}

struct Listing {
    /// The ids of the models, by the names of their types.
    ids: BTreeMap<String, String>,
    lines: Vec<String>,
}

impl Listing {
    fn items(&mut self, items: &[Item]) {
        items.iter().for_each(|item| self.item(item));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Mod(module) if is_public(&module.vis) => {
                let content = module.content.iter();
                content.for_each(|(_, items)| self.items(items));
            }
            Item::Struct(item) if is_public(&item.vis) => self.item_struct(item),
            Item::Enum(item) if is_public(&item.vis) => self.item_enum(item),
            Item::Impl(item) if item.trait_.is_none() => self.item_impl(item),
            Item::Macro(item) => self.invocation(&item.mac),
            Item::Impl(_) => {}
            item if is_private(item) => {}
            item => self.lines.push(item.to_token_stream().to_string()),
        }
    }

    fn item_struct(&mut self, item: &ItemStruct) {
        let owner = &item.ident;
        self.lines.push(format!("struct {owner}"));
        for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
            let (Some(name), kind) = (&field.ident, type_text(&field.ty)) else { continue };
            // Every request has the one, and every struct the other.
            if !kind.starts_with("ModelTag<") && !kind.starts_with("Unlisted<") {
                self.lines.push(format!("{owner}.{name}: {kind}"));
            }
        }
    }

    fn item_enum(&mut self, item: &ItemEnum) {
        let owner = &item.ident;
        self.lines.push(format!("enum {owner}"));
        for variant in &item.variants {
            let (name, fields) = (&variant.ident, fields_text(&variant.fields));
            let id = self.ids.get(&name.to_string()).filter(|_| owner == "Model");
            let id = id.map(|id| format!(" = {id}")).unwrap_or_default();
            self.lines.push(format!("{owner}::{name}{fields}{id}"));
        }
    }

    fn item_impl(&mut self, item: &ItemImpl) {
        let owner = type_text(&item.self_ty);
        for item in &item.items {
            match item {
                ImplItem::Fn(item) if is_public(&item.vis) => {
                    let name = &item.sig.ident;
                    self.lines.push(format!("{owner}::{name}{}", signature_text(&item.sig)));
                    // A line of its own: a deprecated method is still the same method.
                    if is_deprecated(&item.attrs) {
                        self.lines.push(format!("#[deprecated] {owner}::{name}"));
                    }
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    self.lines.push(format!("{owner}::{}: {}", item.ident, type_text(&item.ty)));
                }
                _ => {}
            }
        }
    }

    /// An item that a macro of this crate defines.
    fn invocation(&mut self, invocation: &Macro) {
        let name = invocation.path.segments.last().map(|segment| segment.ident.to_string());
        let tokens = || invocation.tokens.clone();
        let lines = match name.as_deref() {
            Some("text_choice" | "integer_choice") => syn::parse2::<Choice>(tokens()).map(Choice::lines),
            Some("requests") => {
                Punctuated::<Name, Token![,]>::parse_terminated.parse2(tokens()).map(requests)
            }
            // They implement what every struct has.
            Some("unlisted" | "texts" | "json_schema") => Ok(vec![]),
            _ => Ok(vec![invocation.to_token_stream().to_string()]),
        };
        // What cannot be parsed is listed as it is, too.
        self.lines.extend(lines.unwrap_or_else(|_| vec![invocation.to_token_stream().to_string()]));
    }
}

/// `Name { Variant = value, }`, the tokens of a choice.
struct Choice {
    name: Ident,
    variants: Punctuated<ChoiceVariant, Token![,]>,
}

struct ChoiceVariant {
    name: Ident,
    value: Lit,
}

impl Choice {
    fn lines(self) -> Vec<String> {
        let owner = &self.name;
        let variants = self
            .variants
            .iter()
            .map(|ChoiceVariant { name, value }| format!("{owner}::{name} = {}", literal_text(value)));
        [format!("enum {owner}")].into_iter().chain(variants).collect()
    }
}

/// A literal as it is written. As tokens, a negative number would have a space after its sign.
fn literal_text(literal: &Lit) -> String {
    match literal {
        Lit::Int(integer) => integer.to_string(),
        literal => literal.to_token_stream().to_string(),
    }
}

impl Parse for Choice {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let Name(name) = input.parse()?;
        let variants;
        braced!(variants in input);
        Ok(Self { name, variants: variants.parse_terminated(ChoiceVariant::parse, Token![,])? })
    }
}

impl Parse for ChoiceVariant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let Name(name) = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { name, value: input.parse()? })
    }
}

/// A name with documentation before it.
struct Name(Ident);

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Attribute::parse_outer(input)?;
        input.parse().map(Self)
    }
}

fn requests(names: Punctuated<Name, Token![,]>) -> Vec<String> {
    let variants = names.iter().map(|Name(name)| format!("Request::{name}({name})"));
    ["enum Request".to_owned()].into_iter().chain(variants).collect()
}

/// The ids in the table of models, by the names of their types.
fn ids(items: &[Item]) -> Vec<(String, String)> {
    let tables = items.iter().filter_map(|item| match item {
        Item::Static(ItemStatic { ident, expr, .. }) if ident == "MODELS" => Some(&**expr),
        _ => None,
    });
    tables.flat_map(rows).filter_map(|row| Some((value(row, "type_name")?, value(row, "id")?))).collect()
}

/// The structs in the list at the end of an expression.
fn rows(table: &Expr) -> Vec<&ExprStruct> {
    match table {
        Expr::Block(block) => match block.block.stmts.last() {
            Some(syn::Stmt::Expr(last, None)) => rows(last),
            _ => vec![],
        },
        Expr::Reference(reference) => rows(&reference.expr),
        Expr::Array(array) => array.elems.iter().flat_map(rows).collect(),
        Expr::Struct(row) => vec![row],
        _ => vec![],
    }
}

/// The value of a field; of `stringify!(Name)` the name.
fn value(row: &ExprStruct, field: &str) -> Option<String> {
    let is_field = |member: &syn::Member| matches!(member, syn::Member::Named(name) if name == field);
    let value = row.fields.iter().find(|value| is_field(&value.member))?;
    Some(match &value.expr {
        Expr::Macro(call) => call.mac.tokens.to_string(),
        expr => expr.to_token_stream().to_string(),
    })
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether an item of a kind that is not listed by its parts is visible in its module only, or has no name.
fn is_private(item: &Item) -> bool {
    let visibility = match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Mod(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::Type(item) => &item.vis,
        Item::Use(item) => &item.vis,
        _ => return false,
    };
    !is_public(visibility)
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
}

/// `(name: String, size: i64)`, without the receiver and without a result of `Self`.
fn signature_text(signature: &Signature) -> String {
    let arguments = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => {
            Some(format!("{}: {}", argument.pat.to_token_stream(), type_text(&argument.ty)))
        }
        FnArg::Receiver(_) => None,
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    match &signature.output {
        ReturnType::Type(_, kind) if type_text(kind) != "Self" => {
            format!("({arguments}) -> {}", type_text(kind))
        }
        _ => format!("({arguments})"),
    }
}

/// The fields of a variant: `(String)`, or nothing.
fn fields_text(fields: &Fields) -> String {
    let types: Vec<_> = fields.iter().map(|field| type_text(&field.ty)).collect();
    if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) }
}

/// A type without the modules of its paths.
fn type_text(kind: &Type) -> String {
    match kind {
        Type::Path(path) => path_text(&path.path),
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
            format!("&{lifetime}{}", type_text(&reference.elem))
        }
        Type::Slice(slice) => format!("[{}]", type_text(&slice.elem)),
        Type::ImplTrait(kind) => {
            let bounds = kind.bounds.iter().map(|bound| match bound {
                TypeParamBound::Trait(bound) => path_text(&bound.path),
                bound => bound.to_token_stream().to_string(),
            });
            format!("impl {}", bounds.collect::<Vec<_>>().join(" + "))
        }
        kind => kind.to_token_stream().to_string(),
    }
}

fn path_text(path: &syn::Path) -> String {
    let Some(last) = path.segments.last() else { return String::new() };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return last.to_token_stream().to_string();
    };
    let arguments = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(kind) => type_text(kind),
        GenericArgument::AssocType(kind) => format!("{} = {}", kind.ident, type_text(&kind.ty)),
        argument => argument.to_token_stream().to_string(),
    });
    format!("{}<{}>", last.ident, arguments.collect::<Vec<_>>().join(", "))
}
