//! summitry turns news articles into a knowledge graph of diplomacy.
//!
//! ```
//! use summitry::article::{ReadOptions, read_paths};
//! use summitry::{graph::GraphBuilder, knowledge::Knowledge, pipeline, store};
//!
//! let knowledge = Knowledge::builtin();
//! let mut builder = GraphBuilder::with_gazetteer(&knowledge.gazetteer);
//! for article in read_paths(&["articles/2018-06-12-singapore-summit.txt".into()], &ReadOptions::default()) {
//!     let mined = pipeline::mine(article?, knowledge);
//!     builder.add_article(&mined.article, mined.events);
//! }
//! let graph = builder.finish();
//! store::save(&graph, std::io::stdout())?;
//! # assert!(graph.events().len() > 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rooms below stand in the order in which text flows through them; each uses those above it, never those below.

// Tests within the rooms share fixtures with those outside, which know this library by its name.
#[cfg(test)]
extern crate self as summitry;

pub mod span;

pub mod text;

#[cfg(any(feature = "parquet", feature = "pdf"))]
pub(crate) mod guard;

pub(crate) mod index;

pub(crate) mod tsv;

pub(crate) mod lists;

pub mod article;

pub mod language;

pub mod entity;

pub mod temporal;

pub mod event;

pub mod knowledge;

pub mod classification;

pub mod graph;

pub mod evaluation;

pub mod store;

pub mod query;

pub mod review;

pub mod render;

pub mod export;

pub mod pipeline;

pub mod explanation;

#[cfg(any(feature = "mcp", feature = "serve"))]
pub(crate) mod held;

#[cfg(any(feature = "mcp", feature = "serve"))]
pub(crate) mod signal;

#[cfg(feature = "mcp")]
pub mod mcp;

#[cfg(feature = "serve")]
pub mod serve;
