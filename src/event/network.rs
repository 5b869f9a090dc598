//! The learned reader: how likely is it that a word tells an event, and who, when and whether?
//!
//! In: the words of an article with what the encoder has read of them, and the candidates. Out: probabilities. Two simple
//! recurrent layers (Lei et al. 2018, without the state in the gates) read the article from both ends over the encoder's
//! states, the words' forms, what words mean by themselves, and what the other rooms know of them (mentions, times, parts of
//! speech); heads of one hidden layer score triggers, roles, times and statuses. `crates/train` makes the weights.
#![expect(
    clippy::inline_always,
    reason = "only what is inlined into the dispatch is compiled for wide vectors"
)]

use crate::event::candidates::{RoleCandidate, TimeCandidate, Word, WordIndex};
use crate::event::ontology::{EventType, Status};
use crate::language::STATES;
use crate::language::kernel::{Packed, Scratch, Strides, multiply, sigmoid, vectorized};
use serde::Deserialize;
use std::collections::HashMap;

/// What is known of other tellings that a candidate takes part in.
pub(crate) const ELSEWHERE: usize = 8;

/// Event types that the network knows.
const TYPES: usize = EventType::ALL.len();

/// The parts of the model file, in order.
#[derive(Deserialize)]
struct Header {
    tensors: Vec<Tensor>,
    thresholds: Vec<f32>,
    calibration: Vec<[f64; 2]>,
    /// The words that have a vector, in the order of their rows from the second on.
    words: String,
}

/// A matrix of the model file.
#[derive(Deserialize)]
struct Tensor {
    name: String,
    rows: usize,
    columns: usize,
    /// Whether each row is kept as bytes behind its scale; else as brain floats.
    bytes: bool,
}

/// A table whose rows are summed.
struct Table {
    width: usize,
    numbers: Vec<i8>,
    scales: Vec<f32>,
}

impl Table {
    #[inline(always)]
    fn add(&self, row: usize, target: &mut [f32]) {
        let scale = self.scales[row];
        for (sum, number) in target.iter_mut().zip(&self.numbers[row * self.width..][..self.width]) {
            *sum += scale * f32::from(*number);
        }
    }
}

/// A matrix and what is added to its product.
struct Linear {
    packed: Packed,
    bias: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl Linear {
    /// The products of `count` rows.
    fn apply(&self, input: &[f32], count: usize, scratch: &mut Scratch) -> Vec<f32> {
        let mut output = Vec::new();
        self.apply_into(&mut output, input, count, scratch);
        output
    }

    /// As [`Linear::apply`], into memory that is used again.
    fn apply_into(&self, output: &mut Vec<f32>, input: &[f32], count: usize, scratch: &mut Scratch) {
        let width = self.packed.columns();
        output.resize(count * width, 0.0);
        let strides = Strides::rows(self.inputs);
        multiply(input, strides, count, &self.packed, output, false, scratch);
        if width != self.outputs {
            for row in 1..count {
                output.copy_within(row * width..row * width + self.outputs, row * self.outputs);
            }
            output.truncate(count * self.outputs);
        }
        vectorized(
            #[inline(always)]
            || {
                for row in output.chunks_exact_mut(self.outputs) {
                    for (number, bias) in row.iter_mut().zip(&self.bias) {
                        *number += bias;
                    }
                }
            },
        );
    }
}

/// So many words are read at once: their gates stay in the processor's cache.
const AT_ONCE: usize = 128;

/// A bidirectional recurrent layer: what makes the gates of each way.
struct Layer {
    ways: [(Way, Linear); 2],
}

impl Layer {
    /// The states of the words, from those of the layer below.
    fn read(&self, below: &[f32], scratch: &mut Scratch) -> Vec<f32> {
        let width = self.ways[0].1.inputs;
        let count = below.len() / width;
        let mut states = vec![0.0; below.len()];
        let mut gates = Vec::new();
        for (way, linear) in &self.ways {
            let mut state = vec![0.0_f32; width / 2];
            let chunks = count.div_ceil(AT_ONCE);
            for chunk in 0..chunks {
                let chunk = way.place(chunk, chunks);
                let words = chunk * AT_ONCE..count.min((chunk + 1) * AT_ONCE);
                let here = words.start * width..words.end * width;
                linear.apply_into(&mut gates, &below[here.clone()], words.len(), scratch);
                vectorized(
                    #[inline(always)]
                    || recur(*way, &gates, &below[here.clone()], &mut state, &mut states[here]),
                );
            }
        }
        states
    }
}

/// Which way a layer reads.
#[derive(Clone, Copy)]
enum Way {
    Forward,
    Backward,
}

impl Way {
    /// Where the step is of so many.
    #[inline(always)]
    const fn place(self, step: usize, count: usize) -> usize {
        match self {
            Self::Forward => step,
            Self::Backward => count - 1 - step,
        }
    }
}

/// What words mean by themselves, whether or not the training's articles have them.
struct Vectors {
    rows: HashMap<Box<str>, usize>,
    table: Table,
}

impl Vectors {
    /// The vectors of words that a space parts, behind that of all others; none where there are not as many.
    fn new(words: &str, table: Table) -> Option<Self> {
        let rows: HashMap<Box<str>, usize> = words.split(' ').map(Box::from).zip(1..).collect();
        (rows.len() + 1 == table.scales.len()).then_some(Self { rows, table })
    }

    fn add(&self, form: &str, target: &mut [f32]) {
        if let Some(&row) = self.rows.get(form.to_lowercase().as_str()) {
            self.table.add(row, target);
        }
    }
}

/// The weights, ready to be used.
pub(crate) struct Network {
    rows: Table,
    vectors: Vectors,
    classes: Table,
    input: Linear,
    layers: Vec<Layer>,
    trigger: [Linear; 2],
    role_trigger: Linear,
    role_near: Linear,
    role_far: Linear,
    role_asked: Linear,
    role_answer: Linear,
    role_type: Table,
    role_features: Table,
    role_hidden: Linear,
    role_hidden_type: Table,
    role_others: Linear,
    role_elsewhere: Linear,
    role_output: Linear,
    time_trigger: Linear,
    time_word: Linear,
    time_type: Table,
    time_features: Table,
    time_output: Linear,
    status_trigger: Linear,
    status_type: Table,
    status_output: Linear,
    fullest_trigger: Linear,
    fullest_type: Table,
    fullest_output: Linear,
    /// From which probability on a word tells an event of each type.
    thresholds: Vec<f32>,
    /// The share of right events, by the network's own probability.
    calibration: Vec<[f64; 2]>,
}

/// The probabilities that an actor takes no part, is a source or a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Role {
    pub(crate) source: f32,
    pub(crate) target: f32,
}

/// What the candidates for a word's roles come to by themselves.
pub(crate) struct Weighed {
    /// Their roles.
    pub(crate) roles: Vec<Role>,
    /// What is known of each, before it is bent.
    hidden: Vec<f32>,
}

/// What the network has read of an article's words.
pub(crate) struct Encoded {
    width: usize,
    states: Vec<f32>,
}

/// What words that name somebody bring to the roles, by their places.
pub(crate) struct Named {
    places: HashMap<WordIndex, usize>,
    near: Vec<f32>,
    far: Vec<f32>,
    answer: Vec<f32>,
}

impl Encoded {
    fn of(&self, word: WordIndex) -> &[f32] {
        &self.states[word.number() as usize * self.width..][..self.width]
    }

    /// The states of the words, one after the other, zero where there is none.
    fn rows(&self, words: impl ExactSizeIterator<Item = Option<WordIndex>>) -> Vec<f32> {
        let mut rows = Vec::with_capacity(words.len() * self.width);
        for word in words {
            match word {
                Some(word) => rows.extend_from_slice(self.of(word)),
                None => rows.resize(rows.len() + self.width, 0.0),
            }
        }
        rows
    }
}

impl Network {
    /// The model in these bytes, unless they are not of this version.
    pub(crate) fn load(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(b"summitry events 1\n")?;
        let length = rest.iter().position(|&byte| byte == b'\n')?;
        let header: Header = serde_json::from_slice(&rest[..length]).ok()?;
        if header.thresholds.len() != TYPES {
            return None;
        }
        let mut rest = &rest[length + 1..];
        let mut parts: HashMap<&str, (&Tensor, &[u8])> = HashMap::new();
        for tensor in &header.tensors {
            let size = if tensor.bytes {
                tensor.rows * (tensor.columns + 4)
            } else {
                tensor.rows * tensor.columns * 2
            };
            let (part, others) = rest.split_at_checked(size)?;
            parts.insert(tensor.name.as_str(), (tensor, part));
            rest = others;
        }
        let numbers = |name: &str| -> Option<(usize, usize, Vec<f32>)> {
            let (tensor, part) = parts.get(name)?;
            let numbers = part.as_chunks::<2>().0.iter();
            let numbers = numbers.map(|pair| f32::from_bits(u32::from(u16::from_le_bytes(*pair)) << 16));
            Some((tensor.rows, tensor.columns, numbers.collect()))
        };
        let linear = |name: &str| -> Option<Linear> {
            let (inputs, outputs, weights) = numbers(&format!("{name}.weight"))?;
            let bias = numbers(&format!("{name}.bias")).map_or_else(|| vec![0.0; outputs], |(_, _, bias)| bias);
            Some(Linear {
                packed: Packed::new(&weights, Strides::rows(outputs), inputs, outputs),
                bias,
                inputs,
                outputs,
            })
        };
        let layer = |name: &str| -> Option<Layer> {
            let (inputs, outputs, weights) = numbers(&format!("{name}.weight"))?;
            let (_, _, bias) = numbers(&format!("{name}.bias"))?;
            let half = outputs / 2;
            let way = |first: usize| Linear {
                packed: Packed::new(&weights[first..], Strides::rows(outputs), inputs, half),
                bias: bias[first..first + half].to_vec(),
                inputs,
                outputs: half,
            };
            Some(Layer {
                ways: [(Way::Forward, way(0)), (Way::Backward, way(half))],
            })
        };
        let table = |name: &str| -> Option<Table> {
            let (tensor, part) = parts.get(name)?;
            let (scales, bytes) = part.split_at(tensor.rows * 4);
            Some(Table {
                width: tensor.columns,
                numbers: bytes.iter().map(|byte| i8::from_le_bytes([*byte])).collect(),
                scales: scales
                    .as_chunks::<4>()
                    .0
                    .iter()
                    .map(|scale| f32::from_le_bytes(*scale))
                    .collect(),
            })
        };
        Some(Self {
            rows: table("rows")?,
            vectors: Vectors::new(&header.words, table("vectors")?)?,
            classes: table("classes")?,
            input: linear("input")?,
            layers: (0..).map_while(|number| layer(&format!("layer{number}"))).collect(),
            trigger: [linear("trigger1")?, linear("trigger2")?],
            role_trigger: linear("role_trigger")?,
            role_near: linear("role_near")?,
            role_far: linear("role_far")?,
            role_asked: linear("role_asked")?,
            role_answer: linear("role_answer")?,
            role_type: table("role_type")?,
            role_features: table("role_features")?,
            role_hidden: linear("role_hidden")?,
            role_hidden_type: table("role_hidden_type")?,
            role_others: linear("role_others")?,
            role_elsewhere: linear("role_elsewhere")?,
            role_output: linear("role_output")?,
            time_trigger: linear("time_trigger")?,
            time_word: linear("time_word")?,
            time_type: table("time_type")?,
            time_features: table("time_features")?,
            time_output: linear("time_output")?,
            status_trigger: linear("status_trigger")?,
            status_type: table("status_type")?,
            status_output: linear("status_output")?,
            fullest_trigger: linear("fullest_trigger")?,
            fullest_type: table("fullest_type")?,
            fullest_output: linear("fullest_output")?,
            thresholds: header.thresholds,
            calibration: header.calibration,
        })
    }

    /// From which probability on a word tells an event of the type at this place of [`EventType::ALL`].
    pub(crate) fn threshold(&self, event_type: usize) -> f32 {
        self.thresholds[event_type]
    }

    /// The share of events of this probability that are right, by the line through the measured points.
    pub(crate) fn calibrated(&self, probability: f64) -> f64 {
        let points = &self.calibration;
        let above = points.iter().position(|[own, _]| *own >= probability);
        match above {
            None => points.last().map_or(probability, |[_, share]| *share),
            Some(0) => points[0][1],
            Some(above) => {
                let ([x0, y0], [x1, y1]) = (points[above - 1], points[above]);
                y0 + (y1 - y0) * (probability - x0) / (x1 - x0).max(f64::MIN_POSITIVE)
            }
        }
    }

    /// Reads the words of an article; `seen` has the form of each, and the encoder's [`STATES`] numbers.
    pub(crate) fn read<'s>(
        &self,
        words: &[Word],
        mut seen: impl Iterator<Item = (&'s str, &'s [f32])>,
        scratch: &mut Scratch,
    ) -> Encoded {
        let width = self.input.outputs;
        let inputs = self.input.inputs;
        let mut input = vec![0.0; AT_ONCE.min(words.len()) * inputs];
        let (mut below, mut chunk) = (Vec::with_capacity(words.len() * width), Vec::new());
        for words in words.chunks(AT_ONCE) {
            let input = &mut input[..words.len() * inputs];
            for ((word, target), (form, states)) in words.iter().zip(input.chunks_exact_mut(inputs)).zip(&mut seen) {
                let (state, parts) = target.split_at_mut(STATES);
                state.copy_from_slice(states);
                parts.fill(0.0);
                let (parts, whole) = parts.split_at_mut(self.rows.width);
                vectorized(
                    #[inline(always)]
                    || {
                        for &row in &word.rows {
                            self.rows.add(row as usize, parts);
                        }
                        self.vectors.add(form, whole);
                    },
                );
            }
            self.input.apply_into(&mut chunk, input, words.len(), scratch);
            for (word, target) in words.iter().zip(chunk.chunks_exact_mut(width)) {
                vectorized(
                    #[inline(always)]
                    || {
                        for &row in &word.classes {
                            self.classes.add(usize::from(row), target);
                        }
                        for number in target {
                            *number = number.max(0.0);
                        }
                    },
                );
            }
            below.extend_from_slice(&chunk);
        }
        let states = self
            .layers
            .iter()
            .fold(below, |below, layer| layer.read(&below, scratch));
        Encoded { width, states }
    }

    /// The probability that each of these words tells an event of each type, a row of [`TYPES`] for each word.
    pub(crate) fn triggers(&self, encoded: &Encoded, words: &[WordIndex], scratch: &mut Scratch) -> Vec<f32> {
        let mut scores = Vec::with_capacity(words.len() * TYPES);
        for words in words.chunks(AT_ONCE) {
            let states = encoded.rows(words.iter().copied().map(Some));
            let mut hidden = self.trigger[0].apply(&states, words.len(), scratch);
            bend(&mut hidden);
            scores.extend(self.trigger[1].apply(&hidden, words.len(), scratch));
        }
        for score in &mut scores {
            *score = sigmoid(*score);
        }
        scores
    }

    /// What these words, which name somebody, bring to the roles of an article's events.
    pub(crate) fn named(&self, encoded: &Encoded, words: &[WordIndex], scratch: &mut Scratch) -> Named {
        let states = encoded.rows(words.iter().copied().map(Some));
        Named {
            places: words.iter().zip(0..).map(|(&word, place)| (word, place)).collect(),
            near: self.role_near.apply(&states, words.len(), scratch),
            far: self.role_far.apply(&states, words.len(), scratch),
            answer: self.role_answer.apply(&states, words.len(), scratch),
        }
    }

    /// Who takes part in what a word tells, as an event of the type at this place of [`EventType::ALL`].
    pub(crate) fn roles(
        &self,
        encoded: &Encoded,
        named: &Named,
        word: WordIndex,
        event_type: usize,
        candidates: &[RoleCandidate],
        scratch: &mut Scratch,
    ) -> Weighed {
        let width = self.role_trigger.outputs;
        let mut base = self.role_trigger.apply(encoded.of(word), 1, scratch);
        self.role_type.add(event_type, &mut base);
        let asked = self.role_asked.apply(encoded.of(word), 1, scratch);
        let mut hidden = vec![0.0; candidates.len() * width];
        for (row, candidate) in hidden.chunks_exact_mut(width).zip(candidates) {
            let [near, far] = [candidate.near, candidate.far].map(|word| {
                named
                    .places
                    .get(&word?)
                    .map(|&place| place * width..(place + 1) * width)
            });
            let answer = near.clone().map(|near| &named.answer[near]);
            let parts = [near.map(|near| &named.near[near]), far.map(|far| &named.far[far])];
            vectorized(
                #[inline(always)]
                || {
                    row.copy_from_slice(&base);
                    for part in parts.into_iter().flatten() {
                        for (number, part) in row.iter_mut().zip(part) {
                            *number += part;
                        }
                    }
                    for ((number, asked), answer) in row.iter_mut().zip(&asked).zip(answer.into_iter().flatten()) {
                        *number += asked * answer;
                    }
                    for &feature in &candidate.features {
                        self.role_features.add(usize::from(feature), row);
                    }
                },
            );
        }
        bend(&mut hidden);
        // What any of the candidates has: who else there is decides who is meant.
        let mut any = vec![0.0_f32; width];
        for row in hidden.chunks_exact(width) {
            for (highest, number) in any.iter_mut().zip(row) {
                *highest = highest.max(*number);
            }
        }
        let mut others = self.role_others.apply(&any, 1, scratch);
        self.role_hidden_type.add(event_type, &mut others);
        let mut hidden = self.role_hidden.apply(&hidden, candidates.len(), scratch);
        for row in hidden.chunks_exact_mut(self.role_hidden.outputs) {
            for (number, other) in row.iter_mut().zip(&others) {
                *number += other;
            }
        }
        Weighed {
            roles: self.role_scores(hidden.clone(), scratch),
            hidden,
        }
    }

    /// Who takes part where it counts too in what other tellings each candidate seems to take part.
    pub(crate) fn roles_again(
        &self,
        weighed: &Weighed,
        elsewhere: &[[f32; ELSEWHERE]],
        scratch: &mut Scratch,
    ) -> Vec<Role> {
        let mut hidden = self
            .role_elsewhere
            .apply(elsewhere.as_flattened(), elsewhere.len(), scratch);
        for (number, own) in hidden.iter_mut().zip(&weighed.hidden) {
            *number += own;
        }
        self.role_scores(hidden, scratch)
    }

    fn role_scores(&self, mut hidden: Vec<f32>, scratch: &mut Scratch) -> Vec<Role> {
        bend(&mut hidden);
        let count = hidden.len() / self.role_hidden.outputs;
        let mut scores = self.role_output.apply(&hidden, count, scratch);
        scores
            .chunks_exact_mut(3)
            .map(|row| {
                normalize(row);
                Role {
                    source: row[1],
                    target: row[2],
                }
            })
            .collect()
    }

    /// How likely each time is that of what a word tells; the probabilities add up to 1.
    pub(crate) fn times(
        &self,
        encoded: &Encoded,
        word: WordIndex,
        event_type: usize,
        candidates: &[TimeCandidate],
        scratch: &mut Scratch,
    ) -> Vec<f32> {
        let mut base = self.time_trigger.apply(encoded.of(word), 1, scratch);
        self.time_type.add(event_type, &mut base);
        let input = encoded.rows(candidates.iter().map(|candidate| candidate.word));
        let mut hidden = self.time_word.apply(&input, candidates.len(), scratch);
        for (row, candidate) in hidden.chunks_exact_mut(self.time_word.outputs).zip(candidates) {
            for (number, base) in row.iter_mut().zip(&base) {
                *number += base;
            }
            for &feature in &candidate.features {
                self.time_features.add(usize::from(feature), row);
            }
        }
        bend(&mut hidden);
        let mut scores = self.time_output.apply(&hidden, candidates.len(), scratch);
        normalize(&mut scores);
        scores
    }

    /// How likely each status is, in the order of [`Status::ALL`].
    pub(crate) fn statuses(
        &self,
        encoded: &Encoded,
        word: WordIndex,
        event_type: usize,
        scratch: &mut Scratch,
    ) -> [f32; Status::ALL.len()] {
        let mut hidden = self.status_trigger.apply(encoded.of(word), 1, scratch);
        self.status_type.add(event_type, &mut hidden);
        bend(&mut hidden);
        let mut scores = self.status_output.apply(&hidden, 1, scratch);
        normalize(&mut scores);
        std::array::from_fn(|status| scores[status])
    }

    /// How likely it is that a telling is the fullest of its event, not one that tells it again ("the summit").
    pub(crate) fn fullest(&self, encoded: &Encoded, word: WordIndex, event_type: usize, scratch: &mut Scratch) -> f32 {
        let mut hidden = self.fullest_trigger.apply(encoded.of(word), 1, scratch);
        self.fullest_type.add(event_type, &mut hidden);
        bend(&mut hidden);
        sigmoid(self.fullest_output.apply(&hidden, 1, scratch)[0])
    }
}

/// Cuts off what is below zero.
fn bend(numbers: &mut [f32]) {
    for number in numbers {
        *number = number.max(0.0);
    }
}

/// Scores as probabilities.
fn normalize(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in &mut *scores {
        *score = crate::language::kernel::exponential(*score - highest);
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// One way of a layer over some words of an article, from the state before them to that behind them.
#[inline(always)]
fn recur(way: Way, gates: &[f32], below: &[f32], state: &mut [f32], states: &mut [f32]) {
    let half = state.len();
    let count = below.len() / (2 * half);
    let side = match way {
        Way::Forward => 0,
        Way::Backward => half,
    };
    for step in 0..count {
        let word = way.place(step, count);
        let (candidate, rest) = gates[word * 3 * half..][..3 * half].split_at(half);
        let (forget, out) = rest.split_at(half);
        let input = &below[word * 2 * half + side..][..half];
        let target = &mut states[word * 2 * half + side..][..half];
        for index in 0..half {
            let keep = sigmoid(forget[index]);
            let pass = sigmoid(out[index]);
            let next = candidate[index] + keep * (state[index] - candidate[index]);
            state[index] = next;
            target[index] = input[index] + pass * (next - input[index]);
        }
    }
}
