//! The code in `generated/`, and the record of what it was generated from.
//!
//! Users' builds compile this file in place of the generator, so that it has no dependencies.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// The folder with the code.
pub const FOLDER: &str = "generated";

/// The code.
pub const CODE: [&str; 3] = ["models.rs", "requests.rs", "operations.rs"];

/// The record: a line with hash and path for each file that the code follows from.
pub const RECORD: &str = "inputs.txt";

/// The folder with the documents.
pub const SPECS: &str = "specs";

/// The generator, and the tables of the library that it uses.
pub const GENERATOR: [&str; 3] = ["build", "src/model/typical_seconds.rs", "src/request/rule_facts.rs"];

/// The files that code follows from, by path below the package, with `/` on every system.
pub type Inputs = BTreeMap<String, Vec<u8>>;

/// Copies the code to `out`.
///
/// The error lists the files that differ from those that the code was generated from.
pub fn copy(package: &Path, out: &Path) -> Result<(), String> {
    let folder = package.join(FOLDER);
    let record = fs::read_to_string(folder.join(RECORD));
    let record = record.map_err(|error| failure(&format!("{FOLDER}/{RECORD}"), error))?;
    let inputs = [&[SPECS], GENERATOR.as_slice()].concat();
    let differences = differences(&record, &load(package, &inputs)?);
    if !differences.is_empty() {
        return Err(format!(
            "{FOLDER}/ was generated from other files:\n  {}\n\
             `cargo xtask generate` generates it again, and the feature `generate` builds without it",
            differences.join("\n  ")
        ));
    }
    for name in CODE {
        fs::copy(folder.join(name), out.join(name))
            .map_err(|error| failure(&format!("{FOLDER}/{name}"), error))?;
    }
    Ok(())
}

/// The record of code that was generated from `inputs`.
pub fn record(inputs: &Inputs) -> String {
    inputs.iter().map(|(path, contents)| format!("{}  {path}\n", hash(contents))).collect()
}

/// The documents and source files in some folders and files of the package.
pub fn load(package: &Path, paths: &[&str]) -> Result<Inputs, String> {
    let mut inputs = Inputs::new();
    for path in paths {
        collect(package, (*path).to_owned(), &mut inputs)?;
    }
    Ok(inputs)
}

/// Whether a file is one that code follows from. Others are the lock file of the documents, and what editors and systems
/// add to folders.
pub fn is_input(path: &str) -> bool {
    path.ends_with(".json") || path.ends_with(".rs")
}

fn collect(package: &Path, path: String, inputs: &mut Inputs) -> Result<(), String> {
    let file = package.join(&path);
    if file.is_dir() {
        for entry in fs::read_dir(file).map_err(|error| failure(&path, error))? {
            let name = entry.map_err(|error| failure(&path, error))?.file_name();
            collect(package, format!("{path}/{}", name.to_string_lossy()), inputs)?;
        }
    } else if is_input(&path) {
        let contents = fs::read(file).map_err(|error| failure(&path, error))?;
        inputs.insert(path, contents);
    }
    Ok(())
}

fn failure(path: &str, error: io::Error) -> String {
    format!("{path}: {error}")
}

/// A line for each file that is not as recorded.
fn differences(record: &str, inputs: &Inputs) -> Vec<String> {
    let recorded: BTreeMap<_, _> =
        record.lines().filter_map(|line| line.split_once("  ")).map(|(hash, path)| (path, hash)).collect();
    let paths: BTreeSet<_> = recorded.keys().copied().chain(inputs.keys().map(String::as_str)).collect();
    let difference = |path| match (recorded.get(path), inputs.get(path)) {
        (None, _) => Some(format!("{path} is new")),
        (_, None) => Some(format!("{path} is missing")),
        (Some(recorded), Some(contents)) => {
            (*recorded != hash(contents)).then(|| format!("{path} has changed"))
        }
    };
    paths.into_iter().filter_map(difference).collect()
}

/// FNV-1a of 64 bits, which finds changes that nobody hides.
fn hash(contents: &[u8]) -> String {
    let hash = contents.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{hash:016x}")
}
