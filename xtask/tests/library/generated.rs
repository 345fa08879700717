//! The code that is shipped in `generated/`: a sync writes it, the check compares it, and the build copies it only if it
//! was generated from the files that are there.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::vendored::folder::{self, FileChange::Changed, Files};
use xtask::{generated, shipped, sync_specs};

use crate::support::*;

const MODEL: &str = "models/klingai--v9-pro-text-to-video.json";

/// The error of the check.
fn check_error(workspace: &Workspace) -> String {
    sync_specs::check(&workspace.specs()).err().expect("an error").to_string()
}

fn append(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    fs::write(file, format!("{text}// changed\n")).unwrap();
}

#[test]
fn the_committed_code_is_what_is_generated_from_the_committed_specs() {
    sync_specs::check(&vendored_folder()).unwrap();
}

#[test]
fn a_sync_writes_the_code_of_the_specs_that_it_writes() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    sync_specs::check(&workspace.specs()).unwrap();
    let models = || fs::read_to_string(workspace.generated().join("models.rs")).unwrap();
    assert!(!models().contains("V10"));
    upstream.put(format!("{KLING}v10.json"), create("klingai/v10"));
    workspace.sync(&upstream);
    assert!(models().contains("V10"));
    sync_specs::check(&workspace.specs()).unwrap();
}

#[test]
fn the_check_reports_changed_missing_and_additional_files_of_the_code() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    append(&workspace.generated().join("models.rs"));
    fs::rename(workspace.generated().join("requests.rs"), workspace.generated().join("more.rs")).unwrap();
    assert_eq!(
        check_error(&workspace),
        "generated/ is not what is generated from specs/:\n  models.rs: would be changed\n  more.rs: would be removed\n  requests.rs: would be added\nrun `cargo xtask generate`"
    );
}

#[test]
fn code_that_is_not_what_is_generated_is_repaired_by_a_sync_of_the_same_revision_and_by_generate() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let repairs: [&dyn Fn(); 2] = [&|| drop(workspace.sync(&upstream)), &|| {
        let changes = generated::generate(&workspace.specs()).unwrap();
        assert_eq!(changes, [("operations.rs".to_owned(), Changed)]);
    }];
    for repair in repairs {
        append(&workspace.generated().join("operations.rs"));
        check_error(&workspace);
        repair();
        sync_specs::check(&workspace.specs()).unwrap();
        workspace.assert_tidy();
    }
}

#[test]
fn specs_that_were_changed_by_hand_are_generated_from_as_they_are() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    fs::write(workspace.specs().join(MODEL), workspace.text(MODEL).replace("v9-pro", "v8-pro")).unwrap();
    generated::generate(&workspace.specs()).unwrap();
    let models = fs::read_to_string(workspace.generated().join("models.rs")).unwrap();
    assert!(models.contains("klingai/v8-pro-text-to-video"), "{models}");
}

#[test]
fn no_code_is_written_for_specs_from_which_no_client_can_be_generated() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let code = folder::load(&workspace.generated()).unwrap();
    fs::write(workspace.specs().join(MODEL), "{").unwrap();
    let error = generated::generate(&workspace.specs()).unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "no client can be generated: specs/{MODEL}: not JSON: EOF while parsing an object at line 1 column 1"
        )
    );
    assert!(folder::load(&workspace.generated()).unwrap() == code);
}

/// A package as the build script sees it, with code and the record of its inputs.
struct Package {
    folder: TempDir,
    out: TempDir,
}

impl Package {
    fn new() -> Self {
        let package = Self { folder: TempDir::new().unwrap(), out: TempDir::new().unwrap() };
        let inputs = ["specs/a.json", "specs/models/b.json", "build/mod.rs"];
        let rest = ["specs/lock.toml", "src/model/typical_seconds.rs", "src/request/rule_facts.rs"];
        let code = shipped::CODE.map(|name| format!("generated/{name}"));
        let files = inputs.into_iter().chain(rest).chain(code.iter().map(String::as_str));
        let files: Files = files.map(|path| (path.to_owned(), format!("{path}\n").into_bytes())).collect();
        folder::write(package.folder.path(), &files).unwrap();
        let inputs = [&["specs"], shipped::GENERATOR.as_slice()].concat();
        let record = shipped::record(&shipped::load(package.folder.path(), &inputs).unwrap());
        fs::write(package.path("generated/inputs.txt"), record).unwrap();
        package
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn copy(&self) -> Result<Files, String> {
        shipped::copy(self.folder.path(), self.out.path())?;
        Ok(folder::load(self.out.path()).unwrap())
    }

    /// The files that the error of the build names.
    fn named_by_the_error(&self) -> Vec<String> {
        let error = self.copy().unwrap_err();
        let files = error.strip_prefix("generated/ was generated from other files:\n").unwrap();
        let advice =
            "\n`cargo xtask generate` generates it again, and the feature `generate` builds without it";
        files.strip_suffix(advice).unwrap().lines().map(|line| line.trim_start().to_owned()).collect()
    }
}

#[test]
fn the_build_copies_the_shipped_code() {
    let copied = Package::new().copy().unwrap();
    let code = shipped::CODE.map(|name| (name.to_owned(), format!("generated/{name}\n").into_bytes()));
    assert!(copied == Files::from(code));
}

#[test]
fn the_build_refuses_shipped_code_whose_inputs_differ_and_names_them() {
    let package = Package::new();
    append(&package.path("build/mod.rs"));
    append(&package.path("src/request/rule_facts.rs"));
    fs::rename(package.path("specs/models/b.json"), package.path("specs/models/c.json")).unwrap();
    assert_eq!(
        package.named_by_the_error(),
        [
            "build/mod.rs has changed",
            "specs/models/b.json is missing",
            "specs/models/c.json is new",
            "src/request/rule_facts.rs has changed",
        ]
    );
    assert!(folder::load(package.out.path()).unwrap().is_empty());
}

#[test]
fn the_build_ignores_files_that_no_code_follows_from() {
    let package = Package::new();
    append(&package.path("specs/lock.toml"));
    fs::write(package.path("specs/.DS_Store"), "").unwrap();
    fs::write(package.path("build/mod.rs~"), "").unwrap();
    package.copy().unwrap();
}

#[test]
fn the_build_names_a_file_of_the_shipped_code_that_is_missing() {
    for file in ["inputs.txt", "requests.rs"] {
        let package = Package::new();
        fs::remove_file(package.path(&format!("generated/{file}"))).unwrap();
        let error = package.copy().unwrap_err();
        assert!(error.starts_with(&format!("generated/{file}: ")), "{error}");
    }
}

/// The values that the authors of FNV publish.
#[test]
fn the_record_has_the_same_hashes_on_every_machine() {
    let inputs = [("empty", ""), ("a", "a"), ("foobar", "foobar")];
    let inputs = inputs.map(|(path, contents)| (path.to_owned(), contents.as_bytes().to_vec()));
    assert_eq!(
        shipped::record(&inputs.into()),
        "af63dc4c8601ec8c  a\ncbf29ce484222325  empty\n85944171f73967e8  foobar\n"
    );
}
