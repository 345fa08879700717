//! The first step: the documents in `specs/`, without their known defects, as shapes.

pub mod fix_ups;
pub mod media_type;
pub mod normal_form;
pub mod plain_text;
pub mod schema;
pub mod shape;
pub mod vendored;
pub mod walk;
