//! What an OpenAPI document says: the endpoints it describes and its facts about each of them.

pub mod document;
pub mod endpoint;
pub mod facts;
pub mod model_id;
