//! Snapshots: texts in `tests/snapshots`, legible by themselves.

/// Compares a text with the snapshot of this name, which may be in a folder.
macro_rules! assert_snapshot {
    ($folder:literal / $name:literal, $text:expr) => {
        $crate::support::snapshot::settings($folder).bind(|| insta::assert_snapshot!($name, $text))
    };
    ($name:literal, $text:expr) => {
        $crate::support::snapshot::assert_snapshot!("" / $name, $text)
    };
}

pub(crate) use assert_snapshot;

/// Without the module in the file's name and without the expression in its head.
pub fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    let snapshots = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    settings.set_snapshot_path(snapshots.join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
