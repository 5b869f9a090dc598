//! summitry turns news articles into a knowledge graph of diplomacy.
//!
//! The rooms below stand in the order in which text flows through them; each uses those above it, never those below.

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
