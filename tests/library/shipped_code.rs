//! With and without the feature `generate`, the crate is built from the same code.

macro_rules! shipped_and_generated {
    ($file:literal) => {
        (include_str!(concat!("../../generated/", $file)), include_str!(concat!(env!("OUT_DIR"), "/", $file)))
    };
}

#[test]
fn the_shipped_code_is_what_the_generator_generates() {
    for (file, (shipped, generated)) in [
        ("models.rs", shipped_and_generated!("models.rs")),
        ("requests.rs", shipped_and_generated!("requests.rs")),
        ("operations.rs", shipped_and_generated!("operations.rs")),
    ] {
        assert!(shipped == generated, "generated/{file} differs: run `cargo xtask generate`");
    }
}
