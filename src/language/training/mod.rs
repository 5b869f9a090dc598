//! The trainer: which weights make the trees of the treebanks?
//!
//! In: the directory of the treebanks (`*-train.conllu.gz`), raw text for the words that treebanks do not have. Out: the
//! bytes of a model. The same input gives the same bytes: all chance comes from one seed, and the shares of a batch
//! are summed in order.

mod cloze;
mod gradient;
mod guess;
mod optimizer;
mod parameters;
mod random;
mod recurrence;
mod scores;
mod step;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;

use crate::language::Relation;
use crate::language::Upos;
use crate::language::Xpos;
use crate::language::analyze_with;
use crate::language::conllu::ConlluSentence;
use crate::language::conllu::Reader;
use crate::language::evaluation::Scores;
use crate::language::features::AFFIX_ROWS;
use crate::language::features::Case;
use crate::language::features::Extractor;
use crate::language::features::RESERVED;
use crate::language::features::Vocabulary;
use crate::language::features::fold;
use crate::language::features::is_shouting;
use crate::language::lemma::Lemmatizer;
use crate::language::model::Model;
use crate::language::network::Network;
use crate::language::network::Places;
use crate::language::network::STATE;
use crate::language::training::optimizer::Optimizer;
use crate::language::training::parameters::Parameters;
use crate::language::training::random::Random;
use crate::language::training::step::Dropout;
use crate::language::training::step::Example;
use crate::language::training::step::Share;
use crate::language::training::step::StepWeights;

/// How often a word stands in raw text that has a row of its own.
const RAW_COUNT: usize = 8;

/// How the trainer goes about it.
#[derive(Clone, Debug)]
pub struct Config {
    /// Passes over the treebanks.
    pub epochs: usize,
    /// Words in a step.
    pub batch: usize,
    /// The highest learning rate.
    pub rate: f32,
    /// The start of all chance.
    pub seed: u64,
    /// Words of raw text that the network first learns to guess from their sentences.
    pub raw_words: usize,
    /// Shares of the embedding, of the layers' inputs and of the projections that are dropped.
    pub dropout: (f32, f32, f32),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            epochs: 24,
            batch: 800,
            rate: 2e-3,
            seed: 1,
            raw_words: 4_000_000,
            dropout: (0.2, 0.3, 0.25),
        }
    }
}

/// Learns a model from the `*-train.conllu.gz` files of a directory and gzipped JSON lines of raw text.
///
/// `report` hears of each pass.
///
/// # Errors
///
/// If the treebanks or the text cannot be read.
pub fn train(
    treebanks: &Path,
    raw: Option<&Path>,
    config: &Config,
    report: &mut dyn FnMut(&str),
) -> anyhow::Result<Vec<u8>> {
    let sentences = read_treebanks(treebanks)?;
    let text = match raw {
        Some(path) => cloze::RawText::read(path, config.raw_words)?,
        None => cloze::RawText::default(),
    };
    let vocabulary = vocabulary(&sentences, &text);
    let tag_pairs = tag_pairs(&sentences);
    let mut examples = examples(&sentences, &vocabulary);
    let mut random = Random::new(config.seed);
    let mut parameters = initial(&vocabulary, &mut random);
    report(&format!(
        "{} sentences, {} words in the vocabulary, {} weights",
        sentences.len(),
        vocabulary.len(),
        parameters.weights.len()
    ));
    if raw.is_some() {
        cloze::learn(
            &mut parameters,
            &text,
            &sentences,
            &vocabulary,
            config,
            &mut random,
            report,
        );
    }
    let average = fit(&mut parameters, &mut examples, config, &mut random, report);
    let lemmatizer = learn_lemmas(&sentences);
    let (table, scales) = quantize(&average.table);
    let model = Model {
        network: Network::new(vocabulary, table, scales, tag_pairs, average.weights),
        lemmatizer,
    };
    Ok(model.save())
}

/// Scores a model on a gzipped treebank: the scores and the words analyzed in a second on one core.
///
/// # Errors
///
/// If the treebank cannot be read or the bytes are no model.
pub fn evaluate(model: &[u8], treebank: &Path) -> anyhow::Result<(Scores, f64)> {
    let model = Model::load(model).context("not a model of this version")?;
    let gold = read_treebank(treebank)?;
    let mut tokenized: Vec<_> = gold.iter().map(ConlluSentence::tokens).collect();
    let started = std::time::Instant::now();
    for (content, sentence) in &mut tokenized {
        analyze_with(&model, content, sentence, None);
    }
    let seconds = started.elapsed().as_secs_f64();
    let mut scores = Scores::default();
    for (gold, (_, sentence)) in gold.iter().zip(&tokenized) {
        scores.add(gold, sentence);
    }
    Ok((scores, scores.words as f64 / seconds))
}

fn read_treebank(path: &Path) -> anyhow::Result<Vec<ConlluSentence>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    Reader::new(BufReader::new(MultiGzDecoder::new(file)))
        .map(|sentence| sentence.with_context(|| format!("{}", path.display())))
        .collect()
}

fn read_treebanks(directory: &Path) -> anyhow::Result<Vec<ConlluSentence>> {
    let mut paths: Vec<_> = std::fs::read_dir(directory)
        .with_context(|| format!("{}", directory.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with("-train.conllu.gz"))
        .collect();
    paths.sort();
    let mut sentences = Vec::new();
    for path in paths {
        sentences.extend(read_treebank(&path)?);
    }
    Ok(sentences)
}

fn folded(form: &str) -> String {
    let mut folded = String::new();
    fold(form, &mut folded, &mut Vec::new());
    folded
}

/// How often a word is written in which way.
#[derive(Clone, Copy, Debug, Default)]
struct WordCount {
    all: usize,
    title: usize,
    upper: usize,
    /// Those that neither begin a sentence nor stand in a headline.
    within: usize,
}

type WordCounts = BTreeMap<String, WordCount>;

fn count_words<'a>(sentences: impl Iterator<Item = impl Iterator<Item = &'a str> + Clone>) -> WordCounts {
    let mut counts = WordCounts::new();
    for words in sentences {
        let shouting = is_shouting(words.clone());
        for (index, word) in words.enumerate() {
            let count = counts.entry(folded(word)).or_default();
            count.all += 1;
            if index == 0 || shouting {
                continue;
            }
            count.within += 1;
            let mut letters = word.chars();
            let is_title = letters.next().is_some_and(char::is_uppercase);
            let is_upper = is_title && word.len() > 1 && letters.all(|letter| !letter.is_lowercase());
            count.title += usize::from(is_title && !is_upper);
            count.upper += usize::from(is_upper);
        }
    }
    counts
}

fn forms(sentences: &[ConlluSentence]) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
    sentences
        .iter()
        .map(|sentence| sentence.words().map(|word| word.form.as_str()))
}

fn vocabulary(sentences: &[ConlluSentence], text: &cloze::RawText) -> Vocabulary {
    let treebank = count_words(forms(sentences));
    let raw = count_words(text.sentences());
    let mut words: Vec<&String> = treebank.keys().chain(raw.keys()).collect();
    words.sort();
    words.dedup();
    let count = |counts: &WordCounts, word: &str| counts.get(word).copied().unwrap_or_default();
    let known = words.into_iter().filter_map(|word| {
        let (treebank, raw) = (count(&treebank, word), count(&raw, word));
        if treebank.all < 2 && raw.all < RAW_COUNT {
            return None;
        }
        let (title, upper) = (treebank.title + raw.title, treebank.upper + raw.upper);
        let within = treebank.within + raw.within;
        let case = match () {
            () if upper * 2 > within => Case::Upper,
            () if (title + upper) * 2 > within => Case::Title,
            () => Case::Lower,
        };
        Some((word.as_str().into(), case))
    });
    Vocabulary::new(known.collect())
}

fn tag_pairs(sentences: &[ConlluSentence]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(ConlluSentence::words) {
        if let (Some(upos), Some(xpos)) = (Upos::parse(&word.upos), Xpos::parse(&word.xpos)) {
            *counts.entry((upos, xpos)).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= 3)
        .map(|(pair, _)| pair)
        .collect()
}

fn examples(sentences: &[ConlluSentence], vocabulary: &Vocabulary) -> Vec<Example> {
    let counts = count_words(forms(sentences));
    let mut extractor = Extractor::default();
    sentences
        .iter()
        .map(|sentence| {
            let mut rows = Vec::new();
            extractor.extract(vocabulary, sentence.words().map(|word| word.form.as_str()), &mut rows);
            let hide = std::iter::once(0.0)
                .chain(sentence.words().map(|word| {
                    let count = counts.get(&folded(&word.form)).map_or(0, |count| count.all);
                    0.25 / (0.25 + count as f32)
                }))
                .collect();
            Example {
                rows,
                hide,
                heads: sentence.words().map(|word| word.head.unwrap_or(0)).collect(),
                relations: sentence
                    .words()
                    .map(|word| Relation::parse(&word.deprel).unwrap_or_default() as u8)
                    .collect(),
                tags: sentence
                    .words()
                    .map(|word| {
                        let upos = Upos::parse(&word.upos).unwrap_or_default();
                        let xpos = Xpos::parse(&word.xpos).unwrap_or_default();
                        (upos as u8, xpos as u8)
                    })
                    .collect(),
            }
        })
        .collect()
}

fn initial(vocabulary: &Vocabulary, random: &mut Random) -> Parameters {
    let rows = vocabulary.len() + AFFIX_ROWS;
    let mut table: Vec<f32> = (0..rows * STATE).map(|_| (random.unit() - 0.5) * 0.25).collect();
    // Words begin at nothing and are told by their letters.
    table[RESERVED * STATE..vocabulary.len() * STATE].fill(0.0);
    let places = Places::new();
    let mut weights = vec![0.0; places.total];
    let matrices =
        places
            .layers
            .iter()
            .map(|layer| layer.input)
            .chain([places.projection, places.arc, places.relation]);
    for place in matrices {
        let bound = (3.0 / place.rows as f32).sqrt();
        for number in place.of_mut(&mut weights) {
            *number = (random.unit() * 2.0 - 1.0) * bound;
        }
    }
    for number in places.arc.of_mut(&mut weights) {
        *number *= 0.3;
    }
    Parameters { table, weights }
}

/// Runs all passes; the running averages come back.
fn fit(
    parameters: &mut Parameters,
    examples: &mut [Example],
    config: &Config,
    random: &mut Random,
    report: &mut dyn FnMut(&str),
) -> Parameters {
    let mut optimizer = Optimizer::new(parameters);
    let places = Places::new();
    let mut packed = StepWeights::default();
    let mut shares = [Share::new(parameters), Share::new(parameters)];
    let words: usize = examples.iter().map(|example| example.heads.len()).sum();
    let steps = (words / config.batch + 1) * config.epochs;
    let mut step = 0;
    let dropout = Dropout {
        embedding: config.dropout.0,
        hidden: config.dropout.1,
        projection: config.dropout.2,
    };
    for epoch in 0..config.epochs {
        let started = std::time::Instant::now();
        let batches = batches(examples, config.batch, random);
        let mut loss = [0.0; 3];
        for batch in &batches {
            let count: usize = batch.iter().map(|index| examples[*index].heads.len()).sum();
            let weight = 1.0 / count as f32;
            packed.pack(&places, &parameters.weights);
            let (left, right) = halves(batch, examples);
            let seeds = [random.bits(), random.bits()];
            std::thread::scope(|scope| {
                for ((share, half), seed) in shares.iter_mut().zip([&left, &right]).zip(seeds) {
                    let (parameters, packed) = (&*parameters, &packed);
                    scope.spawn(move || {
                        share.run(parameters, packed, half, dropout, weight, &mut Random::new(seed));
                    });
                }
            });
            let [first, second] = &mut shares;
            first.gradient.add(&second.gradient);
            for share in [&*first, &*second] {
                loss[0] += share.loss.arcs;
                loss[1] += share.loss.relations;
                loss[2] += share.loss.tags;
            }
            let progress = step as f32 / steps as f32;
            let rate = config.rate * (step as f32 / 200.0).min(1.0) * (1.0 - progress).max(0.02);
            optimizer.step(parameters, &first.gradient, rate);
            step += 1;
        }
        let [arcs, relations, tags] = loss.map(|sum| sum / batches.len() as f32);
        report(&format!(
            "pass {}: arcs {arcs:.4}, relations {relations:.4}, tags {tags:.4}; {:.1} s",
            epoch + 1,
            started.elapsed().as_secs_f32()
        ));
    }
    optimizer.average
}

/// Sentences of like length together, in random order.
fn batches(examples: &[Example], size: usize, random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    random.shuffle(&mut order);
    let mut batches = Vec::new();
    let mut batch = Vec::new();
    let mut words = 0;
    for index in order {
        words += examples[index].heads.len();
        batch.push(index);
        if words >= size {
            batches.push(std::mem::take(&mut batch));
            words = 0;
        }
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    batches
}

/// Two shares of a batch with about as many words each.
fn halves<'a>(batch: &[usize], examples: &'a [Example]) -> (Vec<&'a Example>, Vec<&'a Example>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut difference = 0_isize;
    for index in batch {
        let example = &examples[*index];
        let words = example.heads.len().cast_signed();
        if difference <= 0 {
            left.push(example);
            difference += words;
        } else {
            right.push(example);
            difference -= words;
        }
    }
    (left, right)
}

fn learn_lemmas(sentences: &[ConlluSentence]) -> Lemmatizer {
    Lemmatizer::learn(sentences.iter().flat_map(ConlluSentence::words).filter_map(|word| {
        let upos = Upos::parse(&word.upos)?;
        let xpos = Xpos::parse(&word.xpos)?;
        (word.lemma != "_" || word.form == "_").then_some((word.form.as_str(), upos, xpos, word.lemma.as_str()))
    }))
}

fn quantize(table: &[f32]) -> (Vec<i8>, Vec<f32>) {
    let mut numbers = Vec::with_capacity(table.len());
    let mut scales = Vec::new();
    for row in table.chunks_exact(STATE) {
        let highest = row.iter().fold(0.0_f32, |highest, number| highest.max(number.abs()));
        let scale = (highest / 127.0).max(1e-9);
        scales.push(scale);
        numbers.extend(row.iter().map(|number| (number / scale).round() as i8));
    }
    (numbers, scales)
}
