//! progenitor's operations: what they have in common is replaced, so that each one returns the request to send.
//!
//! progenitor formats and parses the URL of every request, sends the version of the document in a header that the service
//! does not have, and copies the headers of every response. A replacement fails if progenitor emits anything else than
//! what is written here.

use quote::ToTokens;
use syn::{Block, Expr, File, Ident, ImplItem, ImplItemFn, Item, LitStr, Stmt, parse_quote};

use crate::build::{Result, emit::ident};

/// The name of the struct with the URLs of the operations, which are parsed once for each client.
pub const URLS: &str = "Urls";

/// Replaces what every operation has in common, and adds the struct of their URLs.
pub fn finish(mut file: File) -> Result<File> {
    let mut impls: Vec<_> = file.items.iter_mut().filter_map(functions).collect();
    impls.iter_mut().for_each(|items| keep_one_constructor(items));
    let operations = impls.into_iter().flatten().filter_map(|item| match item {
        ImplItem::Fn(item) if item.sig.asyncness.is_some() => Some(item),
        _ => None,
    });
    let urls = operations.map(return_request).collect::<Result<Vec<_>>>()?;
    file.items.extend(struct_of(&urls));
    Ok(file)
}

fn functions(item: &mut Item) -> Option<&mut Vec<ImplItem>> {
    match item {
        Item::Impl(item) if item.trait_.is_none() => Some(&mut item.items),
        _ => None,
    }
}

/// Removes the constructor that creates an HTTP client, which nothing calls, and the comments on the other one.
fn keep_one_constructor(items: &mut Vec<ImplItem>) {
    items.retain_mut(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == "new" => false,
        ImplItem::Fn(function) if function.sig.ident == "new_with_client" => {
            function.attrs.clear();
            true
        }
        _ => true,
    });
}

/// The struct with the URL of each operation.
fn struct_of(urls: &[(Ident, String)]) -> [Item; 2] {
    let (name, operations) = (ident(URLS), urls.iter().map(|(operation, _)| operation).collect::<Vec<_>>());
    let paths = urls.iter().map(|(_, path)| path);
    [
        parse_quote! {
            #[derive(Clone, Debug)]
            pub struct #name { #(#operations: reqwest::Url),* }
        },
        parse_quote! {
            impl #name {
                pub fn new(join: impl Fn(&str) -> reqwest::Url) -> Self {
                    Self { #(#operations: join(#paths)),* }
                }
            }
        },
    ]
}

/// Makes an operation return its request instead of sending it. Returns the name and the path of the operation.
fn return_request(operation: &mut ImplItemFn) -> Result<(Ident, String)> {
    let ident = operation.sig.ident.clone();
    let name = ident.to_string();
    let failure = |what: &str| format!("build/emit/progenitor/operations.rs: the operation `{name}`: {what}");
    let path = path(&operation.block).ok_or_else(|| failure("its URL is not the base URL and a path"))?;
    let format = format!("{{}}{path}");
    let replacements: [(Block, Block); 3] = [
        (
            parse_quote! {{ let url = format!(#format, self.baseurl,); }},
            parse_quote! {{ let url = self.inner.#ident.clone(); }},
        ),
        (
            parse_quote! {{
                header_map.append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(Self::api_version()),
                );
            }},
            parse_quote! {{}},
        ),
        (
            parse_quote! {{
                let info = OperationInfo { operation_id: #name, };
                self.pre(&mut request, &info).await?;
                let result = self.exec(request, &info).await;
                self.post(&result, &info).await?;
                let response = result?;
                match response.status().as_u16() {
                    200..=299 => { Ok(ResponseValue::stream(response)) }
                    _ => Err(Error::UnexpectedResponse(response)),
                }
            }},
            parse_quote! {{ Ok(request) }},
        ),
    ];
    for (emitted, replacement) in replacements {
        replace(&mut operation.block.stmts, &emitted.stmts, replacement.stmts)
            .ok_or_else(|| failure(&format!("progenitor did not emit `{}`", emitted.to_token_stream())))?;
    }
    operation.sig.asyncness = None;
    operation.sig.output = parse_quote! { -> Result<reqwest::Request, Error<()>> };
    Ok((ident, path))
}

/// Replaces a sequence of statements. `None` if it does not occur.
fn replace(statements: &mut Vec<Stmt>, emitted: &[Stmt], replacement: Vec<Stmt>) -> Option<()> {
    let text = |statement: &Stmt| statement.to_token_stream().to_string();
    let emitted: Vec<_> = emitted.iter().map(text).collect();
    let texts: Vec<_> = statements.iter().map(text).collect();
    let at = texts.windows(emitted.len()).position(|window| window == emitted)?;
    statements.splice(at..at + emitted.len(), replacement);
    Some(())
}

/// The path in the first statement, `let url = format!("{}/path", …)`.
fn path(block: &Block) -> Option<String> {
    let Stmt::Local(local) = block.stmts.first()? else { return None };
    let Expr::Macro(format) = &*local.init.as_ref()?.expr else { return None };
    let first = format.mac.tokens.clone().into_iter().next()?;
    let text: LitStr = syn::parse2(first.into()).ok()?;
    text.value().strip_prefix("{}").map(str::to_owned)
}
