//! Generates Rust code from `specs/` into `OUT_DIR`; the generator is `build/`.

#[path = "build/mod.rs"]
mod build;

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

fn run() -> build::Result<()> {
    let folder = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo sets {name}"));
    let (root, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
    let generated = build::generate(&root.join("specs"))?;
    if !generated.obsolete.is_empty() {
        return Err(generated.obsolete.join("\n"));
    }
    let files = [
        ("models.rs", prettyplease::unparse(&generated.code.models)),
        ("requests.rs", prettyplease::unparse(&generated.code.requests)),
        ("operations.rs", prettyplease::unparse(&generated.code.operations)),
        ("api.txt", generated.code.public_api().join("\n")),
        ("missing.txt", generated.missing.join("\n")),
    ];
    for (name, text) in files {
        fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}
