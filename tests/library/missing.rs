//! Everything that upstream describes has a name and documentation of our own.

#[test]
fn no_name_and_no_documentation_is_missing() {
    let missing = include_str!(concat!(env!("OUT_DIR"), "/missing.txt"));
    assert!(missing.is_empty(), "missing:\n{missing}");
}
