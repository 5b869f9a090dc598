//! What a user or a program sees of the library and of the command, in one program: it is linked once.

#![cfg(test)]

mod architecture;
mod article;
#[cfg(feature = "base")]
mod base;
mod classification;
mod downstream;
mod draw;
mod evaluation;
mod export;
mod fixtures;
mod hostile_files;
mod knowledge;
mod language;
mod pipeline;
mod query;
#[cfg(unix)]
mod readme;
#[cfg(feature = "base")]
mod review;
mod sample_graph;
#[cfg(feature = "serve")]
mod serving;
