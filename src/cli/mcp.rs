//! `summitry mcp`: a base or a graph for agents.

use super::{Outcome, graph, report};
use anyhow::{Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};
use summitry::mcp::Server;

/// The arguments of `mcp`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry mcp news.db
  summitry mcp news.db --allow-add
  summitry mcp graphs/sample.json                  without search_sentences, since a graph keeps no articles

Speaks the Model Context Protocol on standard input and output: a client starts it (see README.md). Nothing is written but
by add_article, which is there with --allow-add alone. A base that has changed is read anew. Ends where standard input ends,
or with SIGINT or SIGTERM.")]
pub(super) struct Mcp {
    /// The base, or a graph as written by build
    base: PathBuf,

    /// Let clients add articles to the base
    #[arg(long)]
    allow_add: bool,
}

impl Mcp {
    pub(super) fn run(&self) -> Result<Outcome> {
        let path = &self.base;
        if path == Path::new("-") {
            bail!("standard input carries the protocol; give a base or a graph file");
        }
        let server = graph::answering(Server::open(path, self.allow_add), path, "no graph to answer from")?;
        if self.allow_add && !server.is_base() {
            bail!(
                "{}: a graph takes no articles; `summitry add` makes a base",
                path.display()
            );
        }
        report(&format!("answering from {}", path.display()));
        server.serve()?;
        Ok(Outcome::Found)
    }
}
