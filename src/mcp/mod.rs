//! Agents: what may a program that reasons in words ask, and how is it answered?
//!
//! In: requests of the Model Context Protocol on standard input, to a base or a graph file. Out: on standard output the answers
//! of the library's own questions as structured content, each tool with JSON schemas of what it takes and gives; an event, a
//! node and an article as resources. Every event comes with its reports: article, publisher, day, sentence, bytes.
//!
//! Words of articles are data. They stand in fields of their own, `quoted` for whole sentences and texts, and never within what this
//! server says itself: its sentences, also those of errors, hold nothing but numbers, the names of tools and fields, and what the
//! agent itself wrote. A graph is loaded once, and again where its file has changed. Nothing is written but by `add_article`,
//! which is there only where it is [allowed](Server::open). Answers have pages; a cursor belongs to its question and to one
//! state of the graph.

mod answer;
mod arguments;
mod page;
mod refusal;
mod resource;
mod server;
mod tools;

pub use server::{ServeError, Server};

#[cfg(test)]
mod tests;
