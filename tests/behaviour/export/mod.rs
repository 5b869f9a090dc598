//! What other programs get of a graph.

mod command;
mod formats;
mod hostile;
mod slices;
mod support;
