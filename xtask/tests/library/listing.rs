//! The listing of a public API: every public item has its lines, and no private one has any.

use syn::{File, parse_quote};
use xtask::generator::listing;

fn lines(file: File) -> String {
    listing(&[&file]).join("\n")
}

#[test]
fn structs_are_listed_by_fields_constructors_and_setters() {
    let file = parse_quote! {
        pub mod types {
            /// A shot.
            #[non_exhaustive]
            pub struct Shot {
                pub model: crate::request::ModelTag<Shot>,
                pub prompt: ::std::option::Option<::std::string::String>,
                pub parts: ::std::vec::Vec<Part>,
                hidden: bool,
                #[serde(flatten)]
                pub unlisted: crate::unlisted::Unlisted<Shot>,
            }
            impl Shot {
                pub fn new(parts: impl IntoIterator<Item = impl Into<Part>>) -> Self { todo() }
                #[deprecated(note = "deprecated by the service")]
                pub fn prompt(mut self, prompt: impl Into<String>) -> Self { self }
                pub fn parts(&self) -> &[Part] { &self.parts }
                fn hide(&self) {}
            }
            impl From<Part> for Shot {
                fn from(part: Part) -> Self { todo() }
            }
            crate::unlisted::unlisted!(Shot, listed: ["prompt"], objects: []);
        }
    };
    let expected = "\
#[deprecated] Shot::prompt
Shot.parts: Vec<Part>
Shot.prompt: Option<String>
Shot::new(parts: impl IntoIterator<Item = impl Into<Part>>)
Shot::parts() -> &[Part]
Shot::prompt(prompt: impl Into<String>)
struct Shot";
    assert_eq!(lines(file), expected);
}

#[test]
fn enums_are_listed_by_variants_and_values_whether_a_macro_defines_them_or_not() {
    let file = parse_quote! {
        pub enum Images {
            Text(String),
            List(Vec<String>),
        }
        crate::choice::text_choice! { #[doc = "A ratio."] Ratio { #[doc = "Wide."] Landscape16x9 = "16:9", Square1x1 = "1:1", } }
        crate::choice::integer_choice! { Offset { ValueMinus1 = -1, Value1 = 1, } }
        crate::request::requests! { #[doc = "For `a`."] A, B, }
    };
    let expected = "\
Images::List(Vec<String>)
Images::Text(String)
Offset::Value1 = 1
Offset::ValueMinus1 = -1
Ratio::Landscape16x9 = \"16:9\"
Ratio::Square1x1 = \"1:1\"
Request::A(A)
Request::B(B)
enum Images
enum Offset
enum Ratio
enum Request";
    assert_eq!(lines(file), expected);
}

#[test]
fn models_are_listed_with_their_ids() {
    let file = parse_quote! {
        pub enum Model { A, B }
        impl Model {
            pub const ALL: &'static [Self] = &[Self::A, Self::B];
        }
        pub(crate) static MODELS: &[ModelInfo] = {
            use crate::model::ModelInfo;
            &[
                ModelInfo { id: "vendor/a", type_name: stringify!(A), parameters: &[] },
                ModelInfo { id: "vendor/b", type_name: stringify!(B), parameters: &[] },
            ]
        };
    };
    let expected = "\
Model::A = \"vendor/a\"
Model::ALL: &'static [Self]
Model::B = \"vendor/b\"
enum Model";
    assert_eq!(lines(file), expected);
}

#[test]
fn a_public_item_of_an_unknown_kind_is_listed_as_its_code_and_a_private_item_is_not() {
    let file = parse_quote! {
        pub const LIMIT: u8 = 5;
        crate::other::macro_of_unknown_meaning!(A);
        crate::choice::text_choice!(not a choice);
        const HIDDEN: u8 = 5;
        pub(crate) mod parameters { pub static A: u8 = 5; }
        mod hidden { pub struct B; }
        use crate::A;
    };
    let expected = "\
crate :: choice :: text_choice ! (not a choice)
crate :: other :: macro_of_unknown_meaning ! (A)
pub const LIMIT : u8 = 5 ;";
    assert_eq!(lines(file), expected);
}
