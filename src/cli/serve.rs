//! `summitry serve`: a base or a graph in a browser.

use super::base::who_decides;
use super::{Outcome, graph, report};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use summitry::knowledge::Decision;
use summitry::serve::Server;
use summitry::store::base::{Base, today};

/// The shortest token, in bytes.
const SHORTEST: usize = 16;

/// The arguments of `serve`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry serve news.db
  summitry serve graphs/sample.json --port 0       on any free port, which is told
  summitry serve news.db --bind 192.168.1.20 --token 'correct horse battery staple'
  summitry serve news.db --review --by Ann         decide of doubtful events, as in `summitry review`

Listens to this machine alone unless --bind says otherwise; then a token is asked for. A base that has changed is read anew.
Nothing is written, unless --review lets those who may ask decide of events: what they decide is kept in the base, in one name and
with its day, and the last decisions of a run can be taken back. Behind each page the same stands as JSON under /api and as CSV with ?format=csv; /openapi.json lists all
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

    /// Let events be accepted, rejected and corrected under /review
    #[arg(long)]
    review: bool,

    /// Who decides; by default the user of this machine
    #[arg(long, value_name = "NAME", requires = "review")]
    by: Option<String>,
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
        let token = token.as_deref();
        let server = if self.review {
            if !Base::is_base(path) {
                bail!("{}: --review wants a base, which keeps what is decided", path.display());
            }
            let by = who_decides(self.by.as_deref())?;
            Decision::signature(&by, today()).map_err(|why| anyhow!("--by: {why}"))?;
            Server::reviewed(path, token, &by)
        } else {
            Server::open(path, token)
        };
        let server = graph::answering(server, path, "no graph to serve")?;
        server.serve(SocketAddr::new(self.bind, self.port), |address| {
            report(&format!("serving {} at http://{address}/", path.display()));
        })?;
        Ok(Outcome::Found)
    }
}
