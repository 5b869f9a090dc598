//! The target that the environment names, for cargo-fuzz.
#![no_main]

use std::sync::LazyLock;
use summitry_fuzz::Target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("TARGET").unwrap_or_default();
    Target::called(&name).expect("TARGET names a target")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (TARGET.read)(bytes));
