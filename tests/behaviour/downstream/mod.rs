//! From events to the graph, its file, its picture and the answers to questions.

mod command;
mod drawing;
#[cfg(feature = "base")]
mod growing;
mod keeping;
mod merging;
mod reviewing;
mod sharing;
pub(crate) mod support;
mod verifying;
