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

use assert_cmd::Command;
use expect_test::Expect;
use std::path::Path;

/// The graph of April 2019 as the storage tests keep it: three papers on Kim's journey to Russia.
const APRIL_2019: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/testdata/graph_storage/v1/april_2019.json"
);

fn summitry() -> Command {
    let mut command = Command::cargo_bin("summitry").unwrap();
    command.env("COLUMNS", "100");
    command
}

/// Runs `summitry COMMAND GRAPH ARGUMENTS…`; shows exit status, standard output and standard error.
fn check_on(graph: &Path, command: &str, arguments: &[&str], expect: &Expect) {
    let output = summitry().arg(command).arg(graph).args(arguments).output().unwrap();
    expect.assert_eq(&format!(
        "{}\n{}{}",
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    ));
}

/// Asks the graph of April 2019.
fn check(arguments: &[&str], expect: &Expect) {
    check_on(Path::new(APRIL_2019), "query", arguments, expect);
}
