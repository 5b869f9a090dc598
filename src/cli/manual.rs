//! `summitry completions` and `summitry man`: what shells and `man` are told of the commands.

use super::{Arguments, Outcome};
use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

/// The arguments of `completions`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry completions bash > ~/.local/share/bash-completion/completions/summitry
  summitry completions zsh > ~/.zfunc/_summitry
  summitry completions fish > ~/.config/fish/completions/summitry.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "summitry", &mut script);
        io::stdout().lock().write_all(&script)?;
        Ok(Outcome::Found)
    }
}

/// The arguments of `man`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry man | man -l -
  summitry man --dir ~/.local/share/man/man1       a page for each command: man summitry-query")]
pub(super) struct Man {
    /// Write the page of every command into this folder, which is made where there is none
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<Outcome> {
        let command = Arguments::command();
        let Some(dir) = &self.dir else {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            io::stdout().lock().write_all(&page)?;
            return Ok(Outcome::Found);
        };
        fs::create_dir_all(dir).with_context(|| format!("{}: cannot be made", dir.display()))?;
        clap_mangen::generate_to(command, dir).with_context(|| format!("{}: cannot be filled", dir.display()))?;
        Ok(Outcome::Found)
    }
}
