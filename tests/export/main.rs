//! What other programs get of a graph.

#![cfg(test)]

mod command;
mod formats;
mod hostile;
mod slices;
mod support;
