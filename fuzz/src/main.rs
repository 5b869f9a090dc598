//! Mutates what summitry reads, for so many seconds a target, and keeps the input that breaks or takes too long.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use summitry_fuzz::{TARGETS, Target};

/// An input that takes longer is a fault.
const LONGEST: Duration = Duration::from_secs(5);

/// No mutation is longer.
const LARGEST: usize = 60_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut numbers = arguments.iter().filter_map(|number| number.parse().ok());
    let (seconds, seed) = (numbers.next().unwrap_or(10), numbers.next().unwrap_or(0));
    let named: Vec<&Target> = arguments.iter().filter_map(|name| Target::called(name)).collect();
    let targets: Vec<&Target> = if named.is_empty() {
        TARGETS.iter().collect()
    } else {
        named
    };
    let faults: usize = targets
        .iter()
        .map(|target| run(target, Duration::from_secs(seconds), seed))
        .sum();
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs a target, and returns how many faults were found.
fn run(target: &Target, time: Duration, seed: u64) -> usize {
    let seeds = target.seeds();
    let current: Arc<Mutex<(Instant, Vec<u8>)>> = Arc::new(Mutex::new((Instant::now(), Vec::new())));
    watch(target.name, Arc::clone(&current));
    let (started, mut chance, mut count, mut faults) = (Instant::now(), fastrand::Rng::with_seed(seed), 0u64, 0);
    while started.elapsed() < time {
        let input = mutated(&seeds, &mut chance);
        *current.lock().unwrap_or_else(PoisonError::into_inner) = (Instant::now(), input.clone());
        if catch_unwind(AssertUnwindSafe(|| (target.read)(&input))).is_err() {
            faults += 1;
            keep(target.name, "broken", &input);
        }
        count += 1;
    }
    // The watch of this target sees that it is over.
    current.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    println!("{:10} {count:9} inputs, {faults} faults", target.name);
    faults
}

/// Ends the program where an input takes too long.
fn watch(name: &'static str, current: Arc<Mutex<(Instant, Vec<u8>)>>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let (since, input) = &*current.lock().unwrap_or_else(PoisonError::into_inner);
            if !input.is_empty() && since.elapsed() > LONGEST {
                keep(name, "slow", input);
                std::process::exit(1);
            }
        }
    });
}

fn keep(target: &str, how: &str, input: &[u8]) {
    let path = std::env::temp_dir().join(format!("summitry-{target}-{how}-{}", input.len()));
    match fs::write(&path, input) {
        Ok(()) => println!("{target}: {how}, kept in {}", path.display()),
        Err(error) => println!("{target}: {how}, and cannot be kept: {error}"),
    }
}

/// A seed with some bytes turned, left out, doubled, or taken from another.
fn mutated(seeds: &[Vec<u8>], chance: &mut fastrand::Rng) -> Vec<u8> {
    const PIECES: [&[u8]; 16] = [
        b"<b>",
        b"</div>",
        b"{\"",
        b"[",
        b"]]>",
        b"\"",
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\r\n\r\n",
        b"99999999999999999999",
        b"-1",
        b"2019-02-30",
        b"&#x10ffff;",
        b"=?utf-8?q?",
        "\u{202e}Łódź ".as_bytes(),
    ];
    let mut bytes = seeds[chance.usize(..seeds.len())].clone();
    // A window of a long one changes more.
    if bytes.len() > 2000 && chance.usize(..3) == 0 {
        let start = chance.usize(..bytes.len() - 1000);
        bytes = bytes[start..start + 1000].to_vec();
    }
    for _ in 0..=chance.usize(..6) {
        let at = chance.usize(..=bytes.len());
        let end = (at + 1 + chance.usize(..64)).min(bytes.len());
        match chance.usize(..6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.usize(..8),
            1 => drop(bytes.drain(at.min(end)..end)),
            2 => {
                let copy = bytes[at.min(end)..end].repeat(1 + chance.usize(..20));
                bytes.splice(at..at, copy);
            }
            3 => drop(bytes.splice(at..at, PIECES[chance.usize(..PIECES.len())].iter().copied())),
            4 => {
                let other = &seeds[chance.usize(..seeds.len())];
                let from = chance.usize(..=other.len());
                let to = (from + chance.usize(..400)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes.truncate(LARGEST);
    bytes
}
