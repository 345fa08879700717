//! The public Rust API that is generated, one line per item: what a release is decided by.

use crate::support::snapshot::assert_snapshot;

#[test]
fn the_generated_public_api_changes_only_on_purpose() {
    let listing = include_str!(concat!(env!("OUT_DIR"), "/api.txt"));
    assert_snapshot!("public_api", listing);
}
