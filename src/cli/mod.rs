//! The command line: one file a subcommand. The only code that prints.
//!
//! Answers go to standard output, all else to standard error. The exit status is 0 where something was found, 1 where
//! nothing was, 2 after an error; that of `diff` is that of diff(1). A reader who closes the pipe is no error.

mod answer;
#[cfg(feature = "base")]
mod base;
mod build;
mod card;
mod classify;
mod columns;
mod days;
mod diff;
mod draw;
mod eval;
mod evidence;
mod explain;
mod export;
mod filters;
mod gather;
mod graph;
mod manual;
#[cfg(feature = "mcp")]
mod mcp;
mod mine;
mod output;
mod parse;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod sheet;
mod sparql;
mod verify;

use clap::{Parser, Subcommand};
use std::io;
use std::process::ExitCode;
use summitry::text::steerless;

#[derive(Parser)]
#[command(name = "summitry", version, about, max_term_width = 110)]
#[command(after_help = "\
Examples:
  summitry build articles/                         the graph of a directory of articles, as JSON, DOT and SVG
  summitry query graphs/articles.json met \"Kim Jong Un\"
  summitry draw graphs/articles.json --output articles.html
  summitry mine news.jsonl > events.jsonl          the events of each article, one JSON line an article
  curl https://example.org/world.rss | summitry mine

See `summitry COMMAND --help` for more.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the graph of articles, and writes it as JSON, DOT and SVG
    Build(build::Build),
    /// Adds articles to a base: a graph that grows, in one file
    #[cfg(feature = "base")]
    Add(base::Add),
    /// Adds what appears in files and folders to a base, and tells of new events
    #[cfg(feature = "base")]
    Watch(base::Watch),
    /// Takes articles out of a base
    #[cfg(feature = "base")]
    Remove(base::Remove),
    /// Walks doubtful events of a base, and keeps what is decided of them
    #[cfg(feature = "base")]
    Review(Box<base::Review>),
    /// Finds sentences of a base by their words, and the events that they tell
    #[cfg(feature = "base")]
    Search(base::SearchBase),
    /// Tells what became known to a base, day by day
    #[cfg(feature = "base")]
    Log(base::Log),
    /// Tells whether a base is whole, and repairs it
    #[cfg(feature = "base")]
    Check(base::Check),
    /// Writes a graph for other programs: Gephi, Neo4j, pandas, RDF stores and more
    Export(export::Export),
    /// Asks a graph: events, chains, ranks, balances and more
    Query(Box<query::Query>),
    /// Answers agents over the Model Context Protocol
    #[cfg(feature = "mcp")]
    Mcp(mcp::Mcp),
    /// Shows a base or a graph in a browser
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    /// Answers SPARQL over the RDF of a graph
    Sparql(sparql::Sparql),
    /// Draws a graph: a network, a timeline, a matrix, or a page to explore
    Draw(Box<draw::Draw>),
    /// Compares two graphs
    Diff(diff::Diff),
    /// Writes the events of each article as a line of JSON
    Mine(mine::Mine),
    /// Compares what is found with gold annotations
    Eval(eval::Eval),
    /// Writes the error card of this version
    Card(card::MakeCard),
    /// Tells sentence by sentence what was read, and why
    Explain(explain::Explain),
    /// Compares the visits in a graph with a register of travels
    Verify(verify::Verify),
    /// Tells the class of sentences whose source and target are marked
    Classify(classify::Classify),
    /// Prints sentences with tags, lemmas and dependency trees as CoNLL-U
    Parse(parse::ParseArgs),
    /// Writes what a shell needs to complete the commands
    Completions(manual::Completions),
    /// Writes the manual page, or those of all commands
    Man(manual::Man),
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Nothing,
    /// Two graphs are the same.
    Same,
    /// Two graphs differ.
    Differing,
    /// The question was not clear, and standard error says why.
    Unclear,
    /// An input could not be read, and standard error says which; the rest was.
    Incomplete,
}

/// Why a question has no answer.
enum Stop {
    /// Standard error said why.
    Outcome(Outcome),
    /// The answer cannot be written.
    Error(anyhow::Error),
}

impl From<Outcome> for Stop {
    fn from(outcome: Outcome) -> Self {
        Self::Outcome(outcome)
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Error(error)
    }
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Build(build) => build.run(),
        #[cfg(feature = "base")]
        Command::Add(add) => add.run(),
        #[cfg(feature = "base")]
        Command::Watch(watch) => watch.run(),
        #[cfg(feature = "base")]
        Command::Remove(remove) => remove.run(),
        #[cfg(feature = "base")]
        Command::Review(review) => review.run(),
        #[cfg(feature = "base")]
        Command::Search(search) => search.run(),
        #[cfg(feature = "base")]
        Command::Log(log) => log.run(),
        #[cfg(feature = "base")]
        Command::Check(check) => check.run(),
        Command::Query(query) => query.run(),
        Command::Export(export) => export.run(),
        #[cfg(feature = "mcp")]
        Command::Mcp(mcp) => mcp.run(),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve.run(),
        Command::Sparql(sparql) => sparql.run(),
        Command::Draw(draw) => draw.run(),
        Command::Diff(diff) => diff.run(),
        Command::Mine(mine) => mine.run(),
        Command::Eval(eval) => eval.run(),
        Command::Card(card) => card.run(),
        Command::Explain(explain) => explain.run(),
        Command::Verify(verify) => verify.run(),
        Command::Classify(classify) => classify.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
        Command::Parse(arguments) => parse::run(&arguments).map(|()| Outcome::Found),
    };
    match result {
        Ok(Outcome::Found | Outcome::Same) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing | Outcome::Differing) => ExitCode::from(1),
        Ok(Outcome::Unclear | Outcome::Incomplete) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Says something on standard error under the command's name.
#[expect(clippy::print_stderr, reason = "this is where the command speaks of itself")]
fn report(message: &str) {
    eprintln!("summitry: {}", steerless(message));
}
