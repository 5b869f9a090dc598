//! A browser: what does a newsroom see of a base, or of a graph file?
//!
//! In: HTTP requests for the addresses that `paths.rs` lists. Out: pages without scripts, and behind each of them the same as JSON (under
//! `/api`) and as CSV (`format=csv`). Every fact leads to its sentence, and every sentence to its article.
//!
//! Words of articles are shown as words: nothing of them becomes markup, an address other than that of the article, or a character
//! that turns the reading direction. Nothing is loaded from elsewhere. Nothing is written unless
//! the base is served to be reviewed: then forms of these pages, and of no others, keep decisions in it. It listens to this machine alone unless
//! told otherwise, and then asks for a token. The graph is held in memory, and read anew where its file has changed.

mod asked;
mod html;
mod map;
mod openapi;
mod paths;
mod reply;
mod review;
mod server;
mod sheet;
mod view;

pub use server::{Server, ServerError};
