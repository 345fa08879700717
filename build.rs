//! `specs/` → fix-ups → one document → progenitor → `OUT_DIR`.

#[path = "build/docs.rs"]
mod docs;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/facts.rs"]
mod facts;
#[path = "build/fixups.rs"]
mod fixups;
#[path = "build/gaps.rs"]
mod gaps;
#[path = "build/generate.rs"]
mod generate;
#[path = "build/listing.rs"]
mod listing;
#[path = "build/log.rs"]
mod log;
#[path = "build/merge.rs"]
mod merge;
#[path = "build/names.rs"]
mod names;
#[path = "build/review.rs"]
mod review;
#[path = "build/shape.rs"]
mod shape;
#[path = "build/specs.rs"]
mod specs;
#[path = "build/table.rs"]
mod table;

use std::{env, fs, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    for input in ["build.rs", "build", "specs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let Err(errors) = run() else { return ExitCode::SUCCESS };
    for error in errors.lines() {
        println!("cargo::error={error}");
    }
    ExitCode::FAILURE
}

fn run() -> specs::Result<()> {
    let folder = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo sets {name}"));
    let (root, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
    let write =
        |name: &str, text: &str| fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"));

    let reviewed = review::review(specs::Specs::read(&root.join("specs"))?)?;
    if !reviewed.stale.is_empty() {
        return Err(reviewed.stale.join("\n"));
    }
    let has_legacy = env::var_os("CARGO_FEATURE_LEGACY").is_some();
    let api = if has_legacy { reviewed.api } else { reviewed.api.without_legacy() };
    let client = generate::generate(&api)?;
    let (values, models) = (emit::emit(&api), table::emit(&api));
    let file = syn::parse2(quote::quote! { #client #values #models })
        .map_err(|error| format!("build/emit.rs: not Rust: {error}"))?;
    write("generated.rs", &prettyplease::unparse(&file))?;
    write("api.txt", &listing::listing(&api).join("\n"))?;
    write("gaps.txt", &reviewed.gaps.join("\n"))
}
