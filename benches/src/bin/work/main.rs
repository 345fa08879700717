//! Work for the rows of `benches/table`. Each subcommand prints its figures on one line. CPU time and memory are those
//! that Linux reports.

mod call;
mod download;
mod large_image;
#[cfg(feature = "ledger")]
mod saves;

use std::{env, process::ExitCode};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<ExitCode> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["call"] => call::measure()?,
        ["large-image"] => large_image::measure()?,
        ["serve-video", megabytes] => download::serve(megabytes.parse()?)?,
        ["download", url, path] => download::with_crate(url, path)?,
        ["download-by-hand", url, path] => download::by_hand(url, path)?,
        #[cfg(feature = "ledger")]
        ["saves", folder] => saves::measure(folder)?,
        _ => {
            eprintln!(
                "work call | large-image | serve-video MB | download URL FILE | download-by-hand URL FILE | saves FOLDER"
            );
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
