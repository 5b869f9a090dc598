//! From events to the graph, its file, its picture and the answers to questions.

#![cfg(test)]

mod asking;
mod command;
mod drawing;
mod keeping;
mod merging;
mod support;
mod verifying;
