//! `kling completions` and `kling man`

use std::{
    fs,
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;
use clap_complete::Shell;

use crate::{
    arguments,
    escape::{escaped, shortened},
    failure::Failure,
};

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

/// Print a manual page, or write all of them to a folder.
#[derive(Args)]
pub struct Man {
    /// Command to print the page of [default: `kling` itself].
    command: Option<String>,

    /// Write the pages of all commands to this folder, for example `/usr/local/share/man/man1`. It is created if it does
    /// not exist.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(&self) -> Result<(), Failure> {
        let mut definition = arguments::definition().disable_help_subcommand(true);
        if let Some(folder) = &self.out {
            let cannot_write =
                |error| Failure::input(format!("--out {}: {error}", escaped(&folder.to_string_lossy())));
            fs::create_dir_all(folder).map_err(cannot_write)?;
            return clap_mangen::generate_to(definition, folder).map_err(cannot_write);
        }
        // Sets the names of the pages of the subcommands.
        definition.build();
        let command = match &self.command {
            Some(name) => definition.find_subcommand(name).ok_or_else(|| no_such_command(name))?,
            None => &definition,
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        Ok(io::stdout().write_all(&page)?)
    }
}

fn no_such_command(name: &str) -> Failure {
    Failure::input(format!("there is no command \"{}\"", shortened(name)))
        .with_suggestion("all of them   kling --help")
}
