//! Documentation of the parameters: our own sentences, and the facts of the schemas as text.

pub mod request_page;
pub mod sentences;
pub mod text;
