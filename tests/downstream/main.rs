//! From events to the graph, its file, its picture and the answers to questions.

#![cfg(test)]

mod command;
mod drawing;
mod keeping;
mod merging;
mod support;
mod verifying;
