//! How an answer is asked for: its form, the sentences behind it, and how much of it.

use super::filters::at_least_one;
use clap::{Args, ValueEnum};

/// A form of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns that fit the terminal
    #[default]
    Table,
    /// One list of objects
    Json,
    /// One object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// A table for Markdown
    Markdown,
}

/// How to answer.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Answer")]
pub(super) struct Output {
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// Show the sentences behind each row, or at most N of them, with date, source and stage; in CSV a row a sentence
    #[arg(long, value_name = "N", require_equals = true, num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "clap tells an option without a value so")]
    pub(super) evidence: Option<Option<usize>>,

    /// Show at most so many rows
    #[arg(long, short = 'n', value_name = "N", value_parser = at_least_one())]
    pub(super) limit: Option<usize>,
}

impl Output {
    /// The objects, where they are printed.
    pub(super) fn are_objects<T>(self, objects: impl FnOnce() -> Vec<T>) -> Vec<T> {
        match self.format {
            Format::Json | Format::Jsonl => objects(),
            Format::Table | Format::Csv | Format::Markdown => Vec::new(),
        }
    }

    /// So many sentences are shown behind each row.
    pub(super) fn sentences(self) -> usize {
        self.evidence.map_or(0, |most| most.unwrap_or(usize::MAX))
    }
}
