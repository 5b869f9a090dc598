//! The subcommands, one file each; the only code that prints.

pub mod parse;
