//! Work for the rows of `benches/table`. Each subcommand prints its figures on one line. CPU time and memory are those
//! that Linux reports.

mod call;
mod cpu;
mod download;
mod large_image;
mod memory;
mod poll;
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
        ["poll"] => poll::measure(None)?,
        ["poll", per_second] => poll::measure(Some(per_second))?,
        ["serve-videos"] => download::serve()?,
        ["download", folder, ref urls @ ..] => download::with_crate(folder, urls)?,
        ["download-by-hand", folder, ref urls @ ..] => download::by_hand(folder, urls)?,
        #[cfg(feature = "ledger")]
        ["saves", folder] => saves::measure(folder)?,
        _ => {
            eprintln!(
                "work call | poll [PER-SECOND] | large-image | serve-videos | download FOLDER URL… | download-by-hand FOLDER URL… | saves FOLDER"
            );
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
