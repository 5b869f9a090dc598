//! Learning words from raw text: which word was hidden here?
//!
//! In: raw text and the treebanks' sentences without their trees. The network learns to guess hidden words from the words
//! around them (Devlin et al. 2019), so that words which no treebank has get embeddings too.

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;

use crate::language::conllu::ConlluSentence;
use crate::language::features::Extractor;
use crate::language::features::MASK;
use crate::language::features::RESERVED;
use crate::language::features::Vocabulary;
use crate::language::features::WordRows;
use crate::language::features::masked;
use crate::language::network::OUTPUT;
use crate::language::network::Places;
use crate::language::segment;
use crate::language::training::Config;
use crate::language::training::guess::ClozeWeights;
use crate::language::training::optimizer::Optimizer;
use crate::language::training::optimizer::adam;
use crate::language::training::optimizer::correction;
use crate::language::training::parameters::Parameters;
use crate::language::training::random::Random;
use crate::language::training::step::Dropout;
use crate::language::training::step::Example;
use crate::language::training::step::Share;
use crate::language::training::step::StepWeights;
use crate::span::Span;

/// Words that are guessed: the most frequent ones.
const GUESSES: usize = 4096;

/// Words in a step.
const BATCH: usize = 1000;

/// How often the treebanks' sentences are read along with the raw text.
const TREEBANK_PASSES: usize = 2;

/// Sentences of raw text.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawText {
    sentences: Vec<Vec<Box<str>>>,
}

impl RawText {
    /// Reads about this many words, spread over the whole file.
    pub(crate) fn read(path: &Path, words: usize) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("{}", path.display()))?;
        let mut documents = Vec::new();
        let mut total = 0;
        for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
            let line = line.with_context(|| format!("{}", path.display()))?;
            let value: serde_json::Value =
                serde_json::from_str(&line).with_context(|| format!("{}", path.display()))?;
            let text = value["text"].as_str().unwrap_or_default().to_owned();
            total += text.len() / 6;
            documents.push(text);
        }
        let mut sentences = Vec::new();
        let mut share = 0;
        for text in &documents {
            share += words.min(total);
            if share < total {
                continue;
            }
            share -= total;
            let mut start = 0;
            let mut blocks = Vec::new();
            for line in text.split_inclusive('\n') {
                blocks.push(Span::new(start, start + line.len()));
                start += line.len();
            }
            for sentence in segment(text, &blocks) {
                if (4..=70).contains(&sentence.tokens.len()) {
                    sentences.push(sentence.tokens.iter().map(|token| token.span.of(text).into()).collect());
                }
            }
        }
        Ok(Self { sentences })
    }

    /// Its sentences.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
        self.sentences
            .iter()
            .map(|sentence| sentence.iter().map(|word| &**word))
    }
}

/// Lets the network guess hidden words.
pub(crate) fn learn(
    parameters: &mut Parameters,
    text: &RawText,
    treebank: &[ConlluSentence],
    vocabulary: &Vocabulary,
    config: &Config,
    random: &mut Random,
    report: &mut dyn FnMut(&str),
) {
    let sentences = sentences(text, treebank, vocabulary);
    let guesses = guesses(&sentences, vocabulary);
    let places = Places::new();
    let mut optimizer = Optimizer::new(parameters);
    let mut shares = [Share::new(parameters), Share::new(parameters)];
    let mut packed = StepWeights::default();
    let mut weights: Vec<f32> = (0..OUTPUT * GUESSES).map(|_| (random.unit() - 0.5) * 0.1).collect();
    weights.resize(OUTPUT * GUESSES + GUESSES, 0.0);
    let (mut means, mut squares) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
    let mut cloze = ClozeWeights::default();
    let dropout = Dropout {
        embedding: 0.1,
        hidden: 0.1,
        projection: 0.0,
    };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    random.shuffle(&mut order);
    let words: usize = sentences.iter().map(Vec::len).sum();
    let mut read = 0;
    let mut steps = 0;
    let mut loss = 0.0;
    let mut rest = &order[..];
    let started = std::time::Instant::now();
    while !rest.is_empty() {
        let mut halves = [Half::default(), Half::default()];
        let mut size = 0;
        while size < BATCH && !rest.is_empty() {
            let sentence = &sentences[rest[0]];
            rest = &rest[1..];
            size += sentence.len();
            let [left, right] = &mut halves;
            let half = if left.rows <= right.rows { left } else { right };
            half.add(sentence, vocabulary, &guesses, random);
        }
        read += size;
        let count: usize = halves.iter().map(|half| half.hidden.len()).sum();
        let weight = 1.0 / count.max(1) as f32;
        packed.pack(&places, &parameters.weights);
        cloze.pack(&weights, GUESSES);
        let seeds = [random.bits(), random.bits()];
        std::thread::scope(|scope| {
            for ((share, half), seed) in shares.iter_mut().zip(&halves).zip(seeds) {
                let (parameters, packed, cloze) = (&*parameters, &packed, &cloze);
                scope.spawn(move || {
                    let examples: Vec<&Example> = half.examples.iter().collect();
                    let mut random = Random::new(seed);
                    share.run_cloze(
                        parameters,
                        packed,
                        &examples,
                        &half.hidden,
                        cloze,
                        dropout,
                        weight,
                        &mut random,
                    );
                });
            }
        });
        let [first, second] = &mut shares;
        first.gradient.add(&second.gradient);
        for (sum, number) in first.cloze_slope.iter_mut().zip(&second.cloze_slope) {
            *sum += number;
        }
        loss += first.loss.tags + second.loss.tags;
        steps += 1;
        let progress = read as f32 / words as f32;
        let rate = config.rate * (steps as f32 / 300.0).min(1.0) * (1.0 - progress).max(0.05);
        optimizer.step(parameters, &first.gradient, rate);
        let rate = rate * correction(steps);
        adam(&mut weights, &mut means, &mut squares, &first.cloze_slope, 1.0, rate);
        if steps % 500 == 0 {
            report(&format!(
                "cloze: {read} of {words} words, loss {:.3}, {:.0} s",
                loss / 500.0,
                started.elapsed().as_secs_f32()
            ));
            loss = 0.0;
        }
    }
}

/// The rows of all sentences, without the trees.
fn sentences(text: &RawText, treebank: &[ConlluSentence], vocabulary: &Vocabulary) -> Vec<Vec<WordRows>> {
    let mut extractor = Extractor::default();
    let mut sentences = Vec::new();
    for words in &text.sentences {
        let mut rows = Vec::new();
        extractor.extract(vocabulary, words.iter().map(|word| &**word), &mut rows);
        sentences.push(rows);
    }
    for _ in 0..TREEBANK_PASSES {
        for sentence in treebank {
            let mut rows = Vec::new();
            extractor.extract(vocabulary, sentence.words().map(|word| word.form.as_str()), &mut rows);
            sentences.push(rows);
        }
    }
    sentences
}

/// The number of each row among the guesses.
fn guesses(sentences: &[Vec<WordRows>], vocabulary: &Vocabulary) -> Vec<Option<usize>> {
    let mut counts = vec![0_usize; vocabulary.len()];
    for rows in sentences.iter().flatten() {
        counts[rows[0] as usize] += 1;
    }
    let mut order: Vec<usize> = (RESERVED..vocabulary.len()).collect();
    order.sort_by_key(|row| (std::cmp::Reverse(counts[*row]), *row));
    let mut guesses = vec![None; vocabulary.len()];
    for (number, row) in order.iter().take(GUESSES).enumerate() {
        guesses[*row] = Some(number);
    }
    guesses
}

/// A share of a batch.
#[derive(Debug, Default)]
struct Half {
    examples: Vec<Example>,
    hidden: Vec<(usize, usize)>,
    rows: usize,
}

impl Half {
    /// Adds a sentence of which some words are hidden.
    fn add(&mut self, sentence: &[WordRows], vocabulary: &Vocabulary, guesses: &[Option<usize>], random: &mut Random) {
        let mut rows = sentence.to_vec();
        for (index, rows) in rows.iter_mut().enumerate().skip(1) {
            if let Some(guess) = guesses[rows[0] as usize]
                && random.unit() < 0.2
            {
                self.hidden.push((self.rows + index, guess));
                // Now and then the word stays, since no word is hidden later on.
                if random.unit() < 0.9 {
                    *rows = masked(vocabulary);
                    debug_assert_eq!(rows[0], MASK);
                }
            }
        }
        self.rows += rows.len();
        self.examples.push(Example {
            hide: vec![0.0; rows.len()],
            rows,
            heads: Vec::new(),
            relations: Vec::new(),
            tags: Vec::new(),
        });
    }
}
