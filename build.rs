//! Writes the code of the client into `OUT_DIR`: the code that is shipped in `generated/`, or, with the feature `generate`,
//! what the generator in `build/` generates from `specs/`.

#[cfg(feature = "generate")]
#[path = "build/mod.rs"]
mod build;
#[path = "build/shipped.rs"]
#[allow(dead_code, reason = "`xtask` uses the rest")]
mod shipped;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

fn main() -> ExitCode {
    let inputs = ["build.rs", shipped::FOLDER, shipped::SPECS].into_iter().chain(shipped::GENERATOR);
    inputs.for_each(|input| println!("cargo::rerun-if-changed={input}"));
    let Err(errors) = run() else { return ExitCode::SUCCESS };
    for error in errors.lines() {
        println!("cargo::error={error}");
    }
    ExitCode::FAILURE
}

fn run() -> Result<(), String> {
    let folder = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo sets {name}"));
    write_code(&folder("CARGO_MANIFEST_DIR")?, &folder("OUT_DIR")?)
}

#[cfg(not(feature = "generate"))]
fn write_code(package: &Path, out: &Path) -> Result<(), String> {
    shipped::copy(package, out)
}

#[cfg(feature = "generate")]
fn write_code(package: &Path, out: &Path) -> Result<(), String> {
    let generated = build::generate(&package.join(shipped::SPECS))?;
    if !generated.obsolete.is_empty() {
        return Err(generated.obsolete.join("\n"));
    }
    // For the tests.
    let lists = [("api.txt", generated.code.public_api()), ("missing.txt", generated.missing)];
    let lists = lists.map(|(name, lines)| (name, lines.join("\n")));
    for (name, text) in generated.code.files().into_iter().chain(lists) {
        std::fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}
