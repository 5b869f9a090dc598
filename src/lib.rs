//! summitry turns news articles into a knowledge graph of diplomacy.
//!
//! The rooms below stand in the order in which text flows through them; each uses those above it, never those below.

// Tests within the rooms share fixtures with those outside, which know this library by its name.
#[cfg(test)]
extern crate self as summitry;

pub mod span;

pub mod text;

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

pub mod render;

pub mod export;

pub mod pipeline;
