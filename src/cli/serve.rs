//! `summitry serve`: a base or a graph in a browser.

use super::{Outcome, graph, report};
use anyhow::{Result, bail};
use clap::Args;
use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use summitry::serve::Server;

/// The shortest token, in bytes.
const SHORTEST: usize = 16;

/// The arguments of `serve`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry serve news.db
  summitry serve graphs/sample.json --port 0       on any free port, which is told
  summitry serve news.db --bind 192.168.1.20 --token 'correct horse battery staple'

Listens to this machine alone unless --bind says otherwise; then a token is asked for. A base that has changed is read anew.
Nothing is written. Behind each page the same stands as JSON under /api and as CSV with ?format=csv; /openapi.json lists all
addresses. Ends with SIGINT or SIGTERM.")]
pub(super) struct Serve {
    /// The base, or a graph as written by build
    base: PathBuf,

    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// The address to listen to
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,

    /// What those must give who ask, once behind an address as ?token=…; by default what `SUMMITRY_TOKEN` holds
    #[arg(long, value_name = "WORDS")]
    token: Option<String>,
}

impl Serve {
    pub(super) fn run(&self) -> Result<Outcome> {
        let path = &self.base;
        if path == Path::new("-") {
            bail!("a base or a graph is served from a file");
        }
        let token = self.token.clone().or_else(|| env::var("SUMMITRY_TOKEN").ok());
        match &token {
            None if !self.bind.is_loopback() => {
                bail!(
                    "--bind {} lets others in: give a --token that they must have",
                    self.bind
                )
            }
            Some(token) if token.len() < SHORTEST => bail!("--token: shorter than {SHORTEST} bytes"),
            _ => {}
        }
        let server = graph::answering(Server::open(path, token.as_deref()), path, "no graph to serve")?;
        server.serve(SocketAddr::new(self.bind, self.port), |address| {
            report(&format!("serving {} at http://{address}/", path.display()));
        })?;
        Ok(Outcome::Found)
    }
}
