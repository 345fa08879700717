//! `kling batch`: what it reads, what it plans, and what it shows.
//!
//! ```text
//! source    the input, as a file that does not change
//!   |
//! entries   a request with its name and output file for each line: JSON lines, CSV or prompts
//!   |
//! item      the request of an entry, with the files that it names
//!   |
//! plan      all problems and the cost, before anything is paid
//!   |
//! run       shows what happens in a view: live, lines and summary, or events; and in the gallery
//! ```

pub mod csv;
pub mod entry;
mod events;
pub mod gallery;
pub mod item;
mod item_end;
mod live;
pub mod plan;
mod record;
pub mod run;
pub mod source;
mod summary;
pub mod totals;
pub mod view;
