//! How many words a second on one core? `cargo bench --bench language`
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Instant;

use summitry::language::analyze;
use summitry::language::segment;
use summitry::span::Span;
use typed_index_collections::TiVec;

const NEWS: &str = "Russian President Vladimir Putin met North Korean leader Kim Jong-un in Vladivostok on Thursday for \
    talks on the nuclear standoff, the Kremlin said. \"We can't accept these sanctions,\" Iran's ambassador told reporters \
    in Geneva. The U.N. Security Council voted to extend the mission until Dec. 31, but no date was set for the two-day \
    summit that both sides had promised. Turkey recalled its envoy. ";

fn main() {
    let text = NEWS.repeat(200);
    let blocks = [Span::new(0, text.len())];
    let started = Instant::now();
    let mut sentences = segment(&text[..NEWS.len()], &[Span::new(0, NEWS.len())]);
    for sentence in &mut sentences {
        analyze(&text, sentence);
    }
    println!(
        "loading and first sentences: {:.1} ms",
        started.elapsed().as_secs_f64() * 1e3
    );
    let started = Instant::now();
    let mut sentences = TiVec::new();
    for _ in 0..10 {
        sentences = segment(&text, &blocks);
    }
    let words: usize = sentences.iter().map(|sentence| sentence.tokens.len()).sum();
    println!(
        "segment: {:.0} words/s",
        10.0 * words as f64 / started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    for sentence in &mut sentences {
        analyze(&text, sentence);
    }
    println!("analyze: {:.0} words/s", words as f64 / started.elapsed().as_secs_f64());
}
