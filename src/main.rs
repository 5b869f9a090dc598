//! The `summitry` command.

fn main() {}
