//! The `summitry` command.

mod cli {
    //! The subcommands, one file each.
    pub(crate) mod parse;
}

use clap::Parser;
use clap::Subcommand;

/// Turns news articles into a knowledge graph of diplomacy.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints sentences with tags, lemmas and dependency trees as CoNLL-U.
    Parse(cli::parse::ParseArgs),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Parse(arguments) => cli::parse::run(&arguments),
    }
}
