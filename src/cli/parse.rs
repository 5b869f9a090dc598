//! `summitry parse`: sentences, tags, lemmas and dependency trees as CoNLL-U.

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use summitry::language::analyze;
use summitry::language::conllu::ConlluError;
use summitry::language::conllu::ConlluSentence;
use summitry::language::conllu::Reader;
use summitry::language::evaluation::Scores;
use summitry::language::segment;
use summitry::span::Span;

/// Sentences that are read before they are analyzed together.
const BATCH: usize = 4096;

/// Prints sentences with tags, lemmas and dependency trees as CoNLL-U.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  summitry parse article.txt
  summitry parse --evaluate en_ewt-ud-dev.conllu.gz")]
pub(super) struct ParseArgs {
    /// Text files, one block a paragraph; standard input if there are none.
    paths: Vec<PathBuf>,
    /// CoNLL-U files (also gzipped) whose tokens and sentences are kept.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    tokenized: Vec<PathBuf>,
    /// A treebank (also gzipped) to score the analysis of its tokens on; may be repeated.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "tokenized"])]
    evaluate: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// If a file cannot be read, holds malformed lines (the rest is printed all the same), or output fails.
pub(super) fn run(args: &ParseArgs) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if !args.evaluate.is_empty() {
        return evaluate(&args.evaluate, &mut out);
    }
    if !args.tokenized.is_empty() {
        return parse_tokenized(&args.tokenized, &mut out);
    }
    if args.paths.is_empty() {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("standard input")?;
        parse_text(&String::from_utf8_lossy(&bytes), "stdin", &mut out)?;
    }
    for path in &args.paths {
        let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
        let name = path
            .file_stem()
            .map_or_else(|| "text".into(), |name| name.to_string_lossy());
        parse_text(&String::from_utf8_lossy(&bytes), &name, &mut out)?;
    }
    out.flush().context("standard output")
}

fn parse_text(content: &str, name: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let mut sentences = segment(content, &paragraphs(content));
    let each = sentences.raw.par_iter_mut();
    each.for_each(|sentence| analyze(content, sentence));
    let mut text = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        text.clear();
        ConlluSentence::from_analysis(content, sentence, &format!("{name}-{}", index + 1)).write(&mut text);
        out.write_all(text.as_bytes()).context("standard output")?;
    }
    Ok(())
}

/// The spans between empty lines.
fn paragraphs(content: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let mut position = 0;
    for line in content.split_inclusive('\n') {
        if line.trim().is_empty() {
            if position > start {
                paragraphs.push(Span::new(start, position));
            }
            start = position + line.len();
        }
        position += line.len();
    }
    if position > start {
        paragraphs.push(Span::new(start, position));
    }
    paragraphs
}

fn parse_tokenized(paths: &[PathBuf], out: &mut impl Write) -> anyhow::Result<()> {
    let mut malformed = Vec::new();
    for path in paths {
        let mut reader = open(path)?;
        loop {
            let mut batch = Vec::new();
            for sentence in reader.by_ref().take(BATCH) {
                match sentence {
                    Ok(sentence) => batch.push(sentence),
                    Err(error) => malformed.push(format!("{}: {error}", path.display())),
                }
            }
            if batch.is_empty() {
                break;
            }
            batch.par_iter_mut().for_each(|sentence| {
                let (content, mut tokens) = sentence.tokens();
                analyze(&content, &mut tokens);
                sentence.annotate(&tokens);
            });
            let mut text = String::new();
            for sentence in &batch {
                sentence.write(&mut text);
            }
            out.write_all(text.as_bytes()).context("standard output")?;
        }
    }
    out.flush().context("standard output")?;
    anyhow::ensure!(malformed.is_empty(), "{}", malformed.join("\n"));
    Ok(())
}

fn evaluate(paths: &[PathBuf], out: &mut impl Write) -> anyhow::Result<()> {
    let mut all = Scores::default();
    for path in paths {
        let gold: Vec<ConlluSentence> = open(path)?
            .collect::<Result<_, ConlluError>>()
            .with_context(|| format!("{}", path.display()))?;
        let mut tokenized: Vec<_> = gold.iter().map(ConlluSentence::tokens).collect();
        // The model is loaded before time is taken.
        if let Some((content, sentence)) = tokenized.first_mut() {
            analyze(content, sentence);
        }
        let started = Instant::now();
        for (content, sentence) in &mut tokenized {
            analyze(content, sentence);
        }
        let seconds = started.elapsed().as_secs_f64();
        let mut scores = Scores::default();
        for (gold, (_, sentence)) in gold.iter().zip(&tokenized) {
            scores.add(gold, sentence);
        }
        let speed = scores.words as f64 / seconds.max(1e-9);
        writeln!(out, "{}: {scores}, {speed:.0} words/s on one core", path.display()).context("standard output")?;
        all.merge(&scores);
    }
    writeln!(out, "together: {all}").context("standard output")?;
    out.flush().context("standard output")
}

fn open(path: &Path) -> anyhow::Result<Reader<Box<dyn BufRead>>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    let is_gzipped = path.extension().is_some_and(|extension| extension == "gz");
    let input: Box<dyn BufRead> = if is_gzipped {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    Ok(Reader::new(input))
}
