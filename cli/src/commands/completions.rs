//! `kling completions` and `kling man`

use std::io::{self, Write as _};

use clap::Args;
use clap_complete::Shell;

use crate::{arguments, failure::Failure};

/// Print a completion script for a shell.
#[derive(Args)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut arguments::definition(), "kling", &mut script);
        Ok(io::stdout().write_all(&script)?)
    }
}

/// Print the manual page, in the format of `man`.
#[derive(Args)]
pub struct Man {}

impl Man {
    pub fn run(&self) -> Result<(), Failure> {
        let mut page = Vec::new();
        clap_mangen::Man::new(arguments::definition()).render(&mut page)?;
        Ok(io::stdout().write_all(&page)?)
    }
}
