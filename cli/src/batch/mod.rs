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
//! view, live, gallery, totals    what happens
//! ```

pub mod csv;
pub mod entry;
pub mod gallery;
pub mod item;
mod live;
pub mod plan;
pub mod source;
pub mod totals;
pub mod view;
