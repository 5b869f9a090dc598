//! Questions to a graph, by the library and on the command line.

mod command;
mod evidence;
mod filters;
mod hostile;
mod library;
mod manual;
mod mistakes;
#[cfg(feature = "sparql")]
mod sparql;

use crate::fixtures::april_2019::APRIL_2019;
use crate::fixtures::command::{check_on, summitry};
use expect_test::Expect;
use std::path::Path;

/// Asks the graph of April 2019.
fn check(arguments: &[&str], expect: &Expect) {
    check_on(Path::new(APRIL_2019), "query", arguments, expect);
}
