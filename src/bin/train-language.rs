//! Trains the language model: `train-language TREEBANK_DIRECTORY OUT`.
#![expect(clippy::print_stderr, reason = "the trainer reports its progress")]

use std::path::PathBuf;

use clap::Parser;
use summitry::language::evaluation::Scores;
use summitry::language::training::Config;
use summitry::language::training::evaluate;
use summitry::language::training::train;

/// Trains the language model.
#[derive(Parser)]
struct Args {
    /// Directory of `*-train.conllu.gz` files.
    treebanks: PathBuf,
    /// Where the model is written.
    out: PathBuf,
    /// A gzipped treebank to score the model on; may be repeated.
    #[arg(long)]
    evaluate: Vec<PathBuf>,
    /// Gzipped JSON lines with a field `text`: raw text to learn words from.
    #[arg(long)]
    raw: Option<PathBuf>,
    /// Words taken of the raw text.
    #[arg(long, default_value_t = Config::default().raw_words)]
    raw_words: usize,
    /// Passes over the treebanks.
    #[arg(long, default_value_t = Config::default().epochs)]
    epochs: usize,
    /// Words in a step.
    #[arg(long, default_value_t = Config::default().batch)]
    batch: usize,
    /// The highest learning rate.
    #[arg(long, default_value_t = Config::default().rate)]
    rate: f32,
    /// The start of all chance.
    #[arg(long, default_value_t = Config::default().seed)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let config = Config {
        epochs: args.epochs,
        batch: args.batch,
        rate: args.rate,
        seed: args.seed,
        raw_words: args.raw_words,
        ..Config::default()
    };
    if config.epochs > 0 {
        let model = train(&args.treebanks, args.raw.as_deref(), &config, &mut |line| {
            eprintln!("{line}");
        })?;
        std::fs::write(&args.out, model)?;
    }
    let model = std::fs::read(&args.out)?;
    let mut all = Scores::default();
    for treebank in &args.evaluate {
        let (scores, speed) = evaluate(&model, treebank)?;
        eprintln!("{}: {scores}, {speed:.0} words/s", treebank.display());
        all.merge(&scores);
    }
    eprintln!("together: {all}");
    Ok(())
}
