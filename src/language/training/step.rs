//! One step: how does the loss change with each weight?
//!
//! In: sentences with their trees and the weights. Out: the gradient of the cross entropy of heads, relations and tags.
//! The forward pass is that of [`network`](crate::language::network) with dropout; all sentences of a share of the
//! batch go through each product together.

use crate::language::Upos;
use crate::language::features::FEATURES;
use crate::language::features::UNKNOWN;
use crate::language::features::WordRows;
use crate::language::kernel::Packed;
use crate::language::kernel::Scratch;
use crate::language::kernel::Strides;
use crate::language::kernel::exponential;
use crate::language::kernel::multiply;
use crate::language::kernel::sigmoid;
use crate::language::kernel::vectorized;
use crate::language::network::ARC;
use crate::language::network::GATES;
use crate::language::network::LABEL;
use crate::language::network::LAYERS;
use crate::language::network::OUTPUT;
use crate::language::network::PROJECTION;
use crate::language::network::Place;
use crate::language::network::Places;
use crate::language::network::RELATIONS;
use crate::language::network::STATE;
use crate::language::network::TAGS;
use crate::language::network::distance_bucket;
use crate::language::training::optimizer::Parameters;
use crate::language::training::random::Random;

/// A sentence to learn from.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// The rows of the root and the words.
    pub(crate) rows: Vec<WordRows>,
    /// How probably each word is hidden, the root first.
    pub(crate) hide: Vec<f32>,
    /// The head of each word; 0 is the root.
    pub(crate) heads: Vec<usize>,
    /// The relation of each word.
    pub(crate) relations: Vec<u8>,
    /// UPOS and XPOS of each word.
    pub(crate) tags: Vec<(u8, u8)>,
}

/// Shares of what is dropped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dropout {
    pub(crate) embedding: f32,
    pub(crate) hidden: f32,
    pub(crate) projection: f32,
}

/// The slope of the loss.
#[derive(Clone, Debug)]
pub(crate) struct Gradient {
    pub(crate) table: Vec<f32>,
    /// The rows of the table that are not all zero.
    pub(crate) touched: Vec<u32>,
    is_touched: Vec<bool>,
    pub(crate) weights: Vec<f32>,
}

impl Gradient {
    fn new(parameters: &Parameters) -> Self {
        Self {
            table: vec![0.0; parameters.table.len()],
            touched: Vec::new(),
            is_touched: vec![false; parameters.table.len() / STATE],
            weights: vec![0.0; parameters.weights.len()],
        }
    }

    fn clear(&mut self) {
        for row in self.touched.drain(..) {
            self.is_touched[row as usize] = false;
            self.table[row as usize * STATE..][..STATE].fill(0.0);
        }
        self.weights.fill(0.0);
    }

    /// The slope of a row of the table.
    fn row(&mut self, row: u32) -> &mut [f32] {
        let index = row as usize;
        if !self.is_touched[index] {
            self.is_touched[index] = true;
            self.touched.push(row);
        }
        &mut self.table[index * STATE..][..STATE]
    }

    /// Adds another share's gradient.
    pub(crate) fn add(&mut self, other: &Self) {
        for (sum, number) in self.weights.iter_mut().zip(&other.weights) {
            *sum += number;
        }
        for row in &other.touched {
            let source = &other.table[*row as usize * STATE..][..STATE];
            for (sum, number) in self.row(*row).iter_mut().zip(source) {
                *sum += number;
            }
        }
    }

    /// Its Euclidean length.
    pub(crate) fn norm(&self) -> f32 {
        let weights: f64 = self.weights.iter().map(|number| f64::from(number * number)).sum();
        let table: f64 = self
            .touched
            .iter()
            .flat_map(|row| &self.table[*row as usize * STATE..][..STATE])
            .map(|number| f64::from(number * number))
            .sum();
        (weights + table).sqrt() as f32
    }
}

/// The matrices of one step, packed for both directions.
#[derive(Clone, Debug, Default)]
pub(crate) struct StepWeights {
    forward: Vec<Packed>,
    backward: Vec<Packed>,
}

const PROJECTION_MATRIX: usize = LAYERS;
const ARC_MATRIX: usize = LAYERS + 1;
const RELATION_MATRIX: usize = LAYERS + 2;

impl StepWeights {
    /// Packs the weights.
    pub(crate) fn pack(&mut self, places: &Places, weights: &[f32]) {
        let matrices: Vec<Place> = places
            .layers
            .iter()
            .map(|layer| layer.input)
            .chain([places.projection, places.arc, places.relation])
            .collect();
        self.forward.resize(matrices.len(), Packed::default());
        self.backward.resize(matrices.len(), Packed::default());
        for ((place, forward), backward) in matrices.iter().zip(&mut self.forward).zip(&mut self.backward) {
            forward.fill(
                place.of(weights),
                Strides::rows(place.columns),
                place.rows,
                place.columns,
            );
            backward.fill(
                place.of(weights),
                Strides::transposed(place.columns),
                place.columns,
                place.rows,
            );
        }
    }
}

/// The matrix that guesses hidden words.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClozeWeights {
    forward: Packed,
    backward: Packed,
    bias: Vec<f32>,
}

impl ClozeWeights {
    /// Packs [`OUTPUT`] rows of `guesses` numbers and the bias after them.
    pub(crate) fn pack(&mut self, weights: &[f32], guesses: usize) {
        let (matrix, bias) = weights.split_at(OUTPUT * guesses);
        self.forward.fill(matrix, Strides::rows(guesses), OUTPUT, guesses);
        self.backward
            .fill(matrix, Strides::transposed(guesses), guesses, OUTPUT);
        self.bias.clear();
        self.bias.extend_from_slice(bias);
    }
}

/// The sums of the loss.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Loss {
    pub(crate) arcs: f32,
    pub(crate) relations: f32,
    pub(crate) tags: f32,
}

#[derive(Clone, Debug, Default)]
struct LayerMemory {
    input: Vec<f32>,
    mask: Vec<f32>,
    /// Candidate, forget gate, output gate after the forward pass; their slopes after the backward pass.
    gates: Vec<f32>,
    states: Vec<f32>,
}

/// A share of a batch: its gradient and the memory to find it.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    pub(crate) gradient: Gradient,
    pub(crate) loss: Loss,
    places: Places,
    layers: Vec<LayerMemory>,
    rows: Vec<WordRows>,
    bounds: Vec<(usize, usize)>,
    top: Vec<f32>,
    top_mask: Vec<f32>,
    projection: Vec<f32>,
    projection_mask: Vec<f32>,
    projection_slope: Vec<f32>,
    bent: Vec<f32>,
    bent_slope: Vec<f32>,
    hidden: Vec<f32>,
    hidden_mask: Vec<f32>,
    hidden_slope: Vec<f32>,
    scores: Vec<f32>,
    slope: Vec<f32>,
    next_slope: Vec<f32>,
    heads: Packed,
    packed: Packed,
    scratch: Scratch,
    /// The slope of the guesses' matrix and bias.
    pub(crate) cloze_slope: Vec<f32>,
}

impl Share {
    /// A share without sentences.
    pub(crate) fn new(parameters: &Parameters) -> Self {
        Self {
            gradient: Gradient::new(parameters),
            loss: Loss::default(),
            places: Places::new(),
            layers: vec![LayerMemory::default(); LAYERS],
            rows: Vec::new(),
            bounds: Vec::new(),
            top: Vec::new(),
            top_mask: Vec::new(),
            projection: Vec::new(),
            projection_mask: Vec::new(),
            projection_slope: Vec::new(),
            bent: Vec::new(),
            bent_slope: Vec::new(),
            hidden: Vec::new(),
            hidden_mask: Vec::new(),
            hidden_slope: Vec::new(),
            scores: Vec::new(),
            slope: Vec::new(),
            next_slope: Vec::new(),
            heads: Packed::default(),
            packed: Packed::default(),
            scratch: Scratch::default(),
            cloze_slope: Vec::new(),
        }
    }

    /// Finds the gradient of these sentences; `weight` is what a word counts.
    pub(crate) fn run(
        &mut self,
        parameters: &Parameters,
        packed: &StepWeights,
        examples: &[&Example],
        dropout: Dropout,
        weight: f32,
        random: &mut Random,
    ) {
        self.gradient.clear();
        self.loss = Loss::default();
        self.encode(parameters, packed, examples, dropout, random);
        self.project(parameters, packed, dropout, random);
        let weights = &parameters.weights;
        let count = self.rows.len();
        self.projection_slope.clear();
        self.projection_slope.resize(count * PROJECTION, 0.0);
        self.score_arcs(weights, packed, examples, weight);
        self.score_relations(weights, packed, examples, dropout, weight, random);
        self.score_tags(examples, weight);
        self.backward(weights, packed);
    }

    /// Finds the gradient of guessing hidden words from their sentences.
    ///
    /// `hidden` has the row of each hidden word (counted through all examples with their roots) and its number among
    /// the guesses.
    pub(crate) fn run_cloze(
        &mut self,
        parameters: &Parameters,
        packed: &StepWeights,
        examples: &[&Example],
        hidden: &[(usize, usize)],
        cloze: &ClozeWeights,
        dropout: Dropout,
        weight: f32,
        random: &mut Random,
    ) {
        self.gradient.clear();
        self.loss = Loss::default();
        self.encode(parameters, packed, examples, dropout, random);
        let count = hidden.len();
        self.hidden.resize(count * OUTPUT, 0.0);
        for ((row, _), target) in hidden.iter().zip(self.hidden.chunks_exact_mut(OUTPUT)) {
            target.copy_from_slice(&self.top[row * OUTPUT..][..OUTPUT]);
        }
        let width = cloze.forward.columns();
        self.scores.resize(count * width, 0.0);
        multiply(
            &self.hidden,
            Strides::rows(OUTPUT),
            count,
            &cloze.forward,
            &mut self.scores,
            false,
            &mut self.scratch,
        );
        self.cloze_slope.clear();
        self.cloze_slope.resize(OUTPUT * width + width, 0.0);
        let (matrix, bias) = self.cloze_slope.split_at_mut(OUTPUT * width);
        for ((_, gold), row) in hidden.iter().zip(self.scores.chunks_exact_mut(width)) {
            vectorized(
                #[inline(always)]
                || {
                    for (number, bias) in row.iter_mut().zip(&cloze.bias) {
                        *number += bias;
                    }
                },
            );
            self.loss.tags += vectorized(
                #[inline(always)]
                || cross_entropy(row, *gold, weight),
            );
            for (sum, number) in bias.iter_mut().zip(&*row) {
                *sum += number;
            }
        }
        self.packed.fill(&self.scores, Strides::rows(width), count, width);
        multiply(
            &self.hidden,
            Strides::transposed(OUTPUT),
            OUTPUT,
            &self.packed,
            matrix,
            false,
            &mut self.scratch,
        );
        self.hidden_slope.resize(count * OUTPUT, 0.0);
        multiply(
            &self.scores,
            Strides::rows(width),
            count,
            &cloze.backward,
            &mut self.hidden_slope,
            false,
            &mut self.scratch,
        );
        self.slope.clear();
        self.slope.resize(self.rows.len() * OUTPUT, 0.0);
        for ((row, _), source) in hidden.iter().zip(self.hidden_slope.chunks_exact(OUTPUT)) {
            self.slope[row * OUTPUT..][..OUTPUT].copy_from_slice(source);
        }
        apply(&mut self.slope, &self.top_mask);
        self.encoder_backward(&parameters.weights, packed);
    }

    fn encode(
        &mut self,
        parameters: &Parameters,
        packed: &StepWeights,
        examples: &[&Example],
        dropout: Dropout,
        random: &mut Random,
    ) {
        self.rows.clear();
        self.bounds.clear();
        for example in examples {
            let start = self.rows.len();
            for (rows, hide) in example.rows.iter().zip(&example.hide) {
                let mut rows = *rows;
                if random.unit() < *hide {
                    rows[0] = UNKNOWN;
                }
                self.rows.push(rows);
            }
            self.bounds.push((start, self.rows.len()));
        }
        let count = self.rows.len();
        let first = &mut self.layers[0];
        first.input.clear();
        first.input.resize(count * STATE, 0.0);
        first.mask.resize(count * STATE, 0.0);
        random.mask(dropout.embedding, &mut first.mask);
        for (rows, target) in self.rows.iter().zip(first.input.chunks_exact_mut(STATE)) {
            for row in rows {
                let source = &parameters.table[*row as usize * STATE..][..STATE];
                for (sum, number) in target.iter_mut().zip(source) {
                    *sum += number;
                }
            }
        }
        apply(&mut first.input, &first.mask);
        for layer in 0..LAYERS {
            let places = self.places.layers[layer];
            let (before, after) = self.layers.split_at_mut(layer + 1);
            let memory = &mut before[layer];
            let (output, mask) = match after.first_mut() {
                Some(next) => (&mut next.input, &mut next.mask),
                None => (&mut self.top, &mut self.top_mask),
            };
            memory.gates.resize(count * GATES, 0.0);
            memory.states.resize(count * OUTPUT, 0.0);
            let width = places.input.rows;
            multiply(
                &memory.input,
                Strides::rows(width),
                count,
                &packed.forward[layer],
                &mut memory.gates,
                false,
                &mut self.scratch,
            );
            output.resize(count * OUTPUT, 0.0);
            let state = places.state.of(&parameters.weights);
            let bias = places.bias.of(&parameters.weights);
            for (start, end) in &self.bounds {
                recur(memory, width, state, bias, output, *start..*end, false);
                recur(memory, width, state, bias, output, *start..*end, true);
            }
            mask.resize(count * OUTPUT, 0.0);
            for (start, end) in &self.bounds {
                let (first, rest) = mask[start * OUTPUT..end * OUTPUT].split_at_mut(OUTPUT);
                random.mask(dropout.hidden, first);
                for row in rest.chunks_exact_mut(OUTPUT) {
                    row.copy_from_slice(first);
                }
            }
            apply(output, mask);
        }
    }

    fn project(&mut self, parameters: &Parameters, packed: &StepWeights, dropout: Dropout, random: &mut Random) {
        let count = self.rows.len();
        self.projection.resize(count * PROJECTION, 0.0);
        self.projection.truncate(count * PROJECTION);
        multiply(
            &self.top,
            Strides::rows(OUTPUT),
            count,
            &packed.forward[PROJECTION_MATRIX],
            &mut self.projection,
            false,
            &mut self.scratch,
        );
        let bias = self.places.projection_bias.of(&parameters.weights);
        self.projection_mask.resize(count * 2 * ARC, 0.0);
        random.mask(dropout.projection, &mut self.projection_mask);
        for (row, mask) in self
            .projection
            .chunks_exact_mut(PROJECTION)
            .zip(self.projection_mask.chunks_exact(2 * ARC))
        {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
            for (number, mask) in row.iter_mut().zip(mask) {
                *number = number.max(0.0) * mask;
            }
        }
    }

    fn score_arcs(&mut self, weights: &[f32], packed: &StepWeights, examples: &[&Example], weight: f32) {
        let count = self.rows.len();
        let projection = Strides::rows(PROJECTION);
        self.bent.resize(count * ARC, 0.0);
        multiply(
            &self.projection[ARC..],
            projection,
            count,
            &packed.forward[ARC_MATRIX],
            &mut self.bent,
            false,
            &mut self.scratch,
        );
        let bias = self.places.arc_head.of(weights);
        for row in self.bent.chunks_exact_mut(ARC) {
            for (number, bias) in row.iter_mut().zip(bias) {
                *number += bias;
            }
        }
        self.bent_slope.clear();
        self.bent_slope.resize(count * ARC, 0.0);
        let distance = self.places.distance.of(weights);
        let distance_start = self.places.distance.start;
        for (example, (start, end)) in examples.iter().zip(&self.bounds) {
            let size = end - start;
            self.heads.fill(
                &self.projection[start * PROJECTION..],
                Strides::transposed(PROJECTION),
                ARC,
                size,
            );
            let width = self.heads.columns();
            self.scores.resize(size * width, 0.0);
            let bent = &self.bent[start * ARC..end * ARC];
            multiply(
                bent,
                Strides::rows(ARC),
                size,
                &self.heads,
                &mut self.scores,
                false,
                &mut self.scratch,
            );
            for (dependent, row) in self.scores.chunks_exact_mut(width).take(size).enumerate() {
                let row = &mut row[..size];
                if dependent == 0 {
                    row.fill(0.0);
                    continue;
                }
                for (head, score) in row.iter_mut().enumerate() {
                    *score += distance[distance_bucket(head, dependent)];
                }
                row[dependent] = -1e9;
                self.loss.arcs += cross_entropy(row, example.heads[dependent - 1], weight);
                for (head, slope) in row.iter().enumerate() {
                    self.gradient.weights[distance_start + distance_bucket(head, dependent)] += slope;
                }
            }
            self.packed
                .fill(&self.projection[start * PROJECTION..], projection, size, ARC);
            let slope = &mut self.bent_slope[start * ARC..end * ARC];
            multiply(
                &self.scores,
                Strides::rows(width),
                size,
                &self.packed,
                slope,
                false,
                &mut self.scratch,
            );
            self.packed.fill(bent, Strides::rows(ARC), size, ARC);
            self.hidden.resize(size * ARC, 0.0);
            multiply(
                &self.scores,
                Strides::transposed(width),
                size,
                &self.packed,
                &mut self.hidden,
                false,
                &mut self.scratch,
            );
            let targets = self.projection_slope[start * PROJECTION..end * PROJECTION].chunks_exact_mut(PROJECTION);
            for (target, source) in targets.zip(self.hidden.chunks_exact(ARC)) {
                target[..ARC].copy_from_slice(source);
            }
        }
        let bias = self.places.arc_head.of_mut(&mut self.gradient.weights);
        for row in self.bent_slope.chunks_exact(ARC) {
            for (sum, number) in bias.iter_mut().zip(row) {
                *sum += number;
            }
        }
        self.packed.fill(&self.bent_slope, Strides::rows(ARC), count, ARC);
        multiply(
            &self.projection[ARC..],
            Strides::transposed(PROJECTION),
            ARC,
            &self.packed,
            self.places.arc.of_mut(&mut self.gradient.weights),
            true,
            &mut self.scratch,
        );
        self.hidden.resize(count * ARC, 0.0);
        multiply(
            &self.bent_slope,
            Strides::rows(ARC),
            count,
            &packed.backward[ARC_MATRIX],
            &mut self.hidden,
            false,
            &mut self.scratch,
        );
        for (target, source) in self
            .projection_slope
            .chunks_exact_mut(PROJECTION)
            .zip(self.hidden.chunks_exact(ARC))
        {
            target[ARC..2 * ARC].copy_from_slice(source);
        }
    }

    fn score_relations(
        &mut self,
        weights: &[f32],
        packed: &StepWeights,
        examples: &[&Example],
        dropout: Dropout,
        weight: f32,
        random: &mut Random,
    ) {
        let count = self.rows.len();
        self.hidden.clear();
        self.hidden.resize(count * LABEL, 0.0);
        self.hidden_mask.resize(count * LABEL, 0.0);
        random.mask(dropout.projection, &mut self.hidden_mask);
        for (example, (start, _)) in examples.iter().zip(&self.bounds) {
            for (index, head) in example.heads.iter().enumerate() {
                let word = start + index + 1;
                let head = &self.projection[(start + head) * PROJECTION + 2 * ARC..][..LABEL];
                let dependent = &self.projection[word * PROJECTION + 2 * ARC + LABEL..][..LABEL];
                let target = &mut self.hidden[word * LABEL..][..LABEL];
                for ((number, head), dependent) in target.iter_mut().zip(head).zip(dependent) {
                    *number = (head + dependent).max(0.0);
                }
            }
        }
        apply(&mut self.hidden, &self.hidden_mask);
        self.scores.resize(count * RELATIONS, 0.0);
        multiply(
            &self.hidden,
            Strides::rows(LABEL),
            count,
            &packed.forward[RELATION_MATRIX],
            &mut self.scores,
            false,
            &mut self.scratch,
        );
        self.scores.truncate(count * RELATIONS);
        let bias = self.places.relation_bias.of(weights);
        let bias_slope = self.places.relation_bias.of_mut(&mut self.gradient.weights);
        for (example, (start, _)) in examples.iter().zip(&self.bounds) {
            self.scores[start * RELATIONS..][..RELATIONS].fill(0.0);
            for (index, relation) in example.relations.iter().enumerate() {
                let row = &mut self.scores[(start + index + 1) * RELATIONS..][..RELATIONS];
                for (number, bias) in row.iter_mut().zip(bias) {
                    *number += bias;
                }
                self.loss.relations += cross_entropy(row, usize::from(*relation), weight);
                for (sum, number) in bias_slope.iter_mut().zip(row) {
                    *sum += *number;
                }
            }
        }
        self.packed
            .fill(&self.scores, Strides::rows(RELATIONS), count, RELATIONS);
        multiply(
            &self.hidden,
            Strides::transposed(LABEL),
            LABEL,
            &self.packed,
            self.places.relation.of_mut(&mut self.gradient.weights),
            true,
            &mut self.scratch,
        );
        self.hidden_slope.resize(count * LABEL, 0.0);
        multiply(
            &self.scores,
            Strides::rows(RELATIONS),
            count,
            &packed.backward[RELATION_MATRIX],
            &mut self.hidden_slope,
            false,
            &mut self.scratch,
        );
        for (example, (start, _)) in examples.iter().zip(&self.bounds) {
            for (index, head) in example.heads.iter().enumerate() {
                let word = start + index + 1;
                for number in 0..LABEL {
                    let place = word * LABEL + number;
                    if self.hidden[place] > 0.0 {
                        let slope = self.hidden_slope[place] * self.hidden_mask[place];
                        self.projection_slope[(start + head) * PROJECTION + 2 * ARC + number] += slope;
                        self.projection_slope[word * PROJECTION + 2 * ARC + LABEL + number] += slope;
                    }
                }
            }
        }
    }

    fn score_tags(&mut self, examples: &[&Example], weight: f32) {
        for (example, (start, _)) in examples.iter().zip(&self.bounds) {
            for (index, (upos, xpos)) in example.tags.iter().enumerate() {
                let range = (start + index + 2) * PROJECTION - TAGS..(start + index + 2) * PROJECTION;
                let slope = &mut self.projection_slope[range.clone()];
                slope.copy_from_slice(&self.projection[range]);
                let (universal, penn) = slope.split_at_mut(Upos::ALL.len());
                self.loss.tags += cross_entropy(universal, usize::from(*upos), weight);
                self.loss.tags += cross_entropy(penn, usize::from(*xpos), weight);
            }
        }
    }

    fn backward(&mut self, weights: &[f32], packed: &StepWeights) {
        let count = self.rows.len();
        let rows = self.projection_slope.chunks_exact_mut(PROJECTION);
        let bias = self.places.projection_bias.of_mut(&mut self.gradient.weights);
        for ((slope, value), mask) in rows
            .zip(self.projection.chunks_exact(PROJECTION))
            .zip(self.projection_mask.chunks_exact(2 * ARC))
        {
            for ((slope, value), mask) in slope.iter_mut().zip(value).zip(mask) {
                *slope = if *value > 0.0 { *slope * mask } else { 0.0 };
            }
            for (sum, slope) in bias.iter_mut().zip(slope) {
                *sum += *slope;
            }
        }
        self.packed
            .fill(&self.projection_slope, Strides::rows(PROJECTION), count, PROJECTION);
        multiply(
            &self.top,
            Strides::transposed(OUTPUT),
            OUTPUT,
            &self.packed,
            self.places.projection.of_mut(&mut self.gradient.weights),
            true,
            &mut self.scratch,
        );
        self.slope.resize(count * OUTPUT, 0.0);
        multiply(
            &self.projection_slope,
            Strides::rows(PROJECTION),
            count,
            &packed.backward[PROJECTION_MATRIX],
            &mut self.slope,
            false,
            &mut self.scratch,
        );
        self.slope.truncate(count * OUTPUT);
        apply(&mut self.slope, &self.top_mask);
        self.encoder_backward(weights, packed);
    }

    fn encoder_backward(&mut self, weights: &[f32], packed: &StepWeights) {
        for layer in (0..LAYERS).rev() {
            self.layer_backward(layer, weights, packed);
        }
        for (rows, slope) in self.rows.iter().zip(self.slope.chunks_exact(STATE)) {
            for row in rows.iter().take(FEATURES) {
                for (sum, number) in self.gradient.row(*row).iter_mut().zip(slope) {
                    *sum += number;
                }
            }
        }
    }

    fn layer_backward(&mut self, layer: usize, weights: &[f32], packed: &StepWeights) {
        let count = self.rows.len();
        let places = self.places.layers[layer];
        let width = places.input.rows;
        let memory = &mut self.layers[layer];
        self.next_slope.clear();
        self.next_slope.resize(count * width, 0.0);
        let state = places.state.of(weights);
        let (before, after) = self.gradient.weights.split_at_mut(places.bias.start);
        let mut slopes = Slopes {
            output: &self.slope,
            input: &mut self.next_slope,
            state: places.state.of_mut(before),
            bias: &mut after[..4 * STATE],
        };
        for (start, end) in &self.bounds {
            recur_backward(memory, width, &mut slopes, state, *start..*end, false);
            recur_backward(memory, width, &mut slopes, state, *start..*end, true);
        }
        self.packed.fill(&memory.gates, Strides::rows(GATES), count, GATES);
        multiply(
            &memory.input,
            Strides::transposed(width),
            width,
            &self.packed,
            places.input.of_mut(&mut self.gradient.weights),
            true,
            &mut self.scratch,
        );
        multiply(
            &memory.gates,
            Strides::rows(GATES),
            count,
            &packed.backward[layer],
            &mut self.next_slope,
            true,
            &mut self.scratch,
        );
        apply(&mut self.next_slope, &memory.mask);
        std::mem::swap(&mut self.slope, &mut self.next_slope);
    }
}

struct Slopes<'a> {
    output: &'a [f32],
    input: &'a mut [f32],
    state: &'a mut [f32],
    bias: &'a mut [f32],
}

/// One direction of a layer over one sentence; leaves the gates' values in place of their sums.
fn recur(
    memory: &mut LayerMemory,
    width: usize,
    state_weights: &[f32],
    bias: &[f32],
    output: &mut [f32],
    words: std::ops::Range<usize>,
    backward: bool,
) {
    let direction = usize::from(backward);
    let skip = if width == STATE { 0 } else { direction * STATE };
    let mut state = [0.0_f32; STATE];
    let count = words.len();
    let forget_state = &state_weights[2 * direction * STATE..][..STATE];
    let out_state = &state_weights[(2 * direction + 1) * STATE..][..STATE];
    let forget_bias = &bias[2 * direction * STATE..][..STATE];
    let out_bias = &bias[(2 * direction + 1) * STATE..][..STATE];
    for step in 0..count {
        let word = if backward {
            words.end - 1 - step
        } else {
            words.start + step
        };
        let row = &mut memory.gates[word * GATES + direction * 3 * STATE..][..3 * STATE];
        let (candidate, rest) = row.split_at_mut(STATE);
        let (forget, out) = rest.split_at_mut(STATE);
        let input = &memory.input[word * width + skip..][..STATE];
        let target = &mut output[word * OUTPUT + direction * STATE..][..STATE];
        let states = &mut memory.states[word * OUTPUT + direction * STATE..][..STATE];
        vectorized(
            #[inline(always)]
            || {
                for index in 0..STATE {
                    let keep = sigmoid(forget[index] + forget_state[index] * state[index] + forget_bias[index]);
                    let pass = sigmoid(out[index] + out_state[index] * state[index] + out_bias[index]);
                    let next = candidate[index] + keep * (state[index] - candidate[index]);
                    forget[index] = keep;
                    out[index] = pass;
                    state[index] = next;
                    states[index] = next;
                    target[index] = input[index] + pass * (next - input[index]);
                }
            },
        );
    }
}

/// The way back through [`recur`]; leaves the slopes of the gates' sums in place of their values.
fn recur_backward(
    memory: &mut LayerMemory,
    width: usize,
    slopes: &mut Slopes,
    state_weights: &[f32],
    words: std::ops::Range<usize>,
    backward: bool,
) {
    let direction = usize::from(backward);
    let skip = if width == STATE { 0 } else { direction * STATE };
    let forget_state = &state_weights[2 * direction * STATE..][..STATE];
    let out_state = &state_weights[(2 * direction + 1) * STATE..][..STATE];
    let (forget_state_slope, out_state_slope) = slopes.state[2 * direction * STATE..][..2 * STATE].split_at_mut(STATE);
    let (forget_bias_slope, out_bias_slope) = slopes.bias[2 * direction * STATE..][..2 * STATE].split_at_mut(STATE);
    let zeros = [0.0_f32; STATE];
    let mut carried = [0.0_f32; STATE];
    let count = words.len();
    for step in (0..count).rev() {
        let word = if backward {
            words.end - 1 - step
        } else {
            words.start + step
        };
        let row = &mut memory.gates[word * GATES + direction * 3 * STATE..][..3 * STATE];
        let (candidate, rest) = row.split_at_mut(STATE);
        let (forget, out) = rest.split_at_mut(STATE);
        let input = &memory.input[word * width + skip..][..STATE];
        let states = &memory.states[word * OUTPUT + direction * STATE..][..STATE];
        let before = match step {
            0 => &zeros[..],
            _ => {
                let previous = if backward { word + 1 } else { word - 1 };
                &memory.states[previous * OUTPUT + direction * STATE..][..STATE]
            }
        };
        let slope = &slopes.output[word * OUTPUT + direction * STATE..][..STATE];
        let input_slope = &mut slopes.input[word * width + skip..][..STATE];
        vectorized(
            #[inline(always)]
            || {
                for index in 0..STATE {
                    let (keep, pass) = (forget[index], out[index]);
                    let out_slope = slope[index] * (states[index] - input[index]) * pass * (1.0 - pass);
                    input_slope[index] += slope[index] * (1.0 - pass);
                    let state_slope = carried[index] + slope[index] * pass;
                    let forget_slope = state_slope * (before[index] - candidate[index]) * keep * (1.0 - keep);
                    candidate[index] = state_slope * (1.0 - keep);
                    forget[index] = forget_slope;
                    out[index] = out_slope;
                    carried[index] =
                        state_slope * keep + forget_slope * forget_state[index] + out_slope * out_state[index];
                    forget_state_slope[index] += forget_slope * before[index];
                    out_state_slope[index] += out_slope * before[index];
                    forget_bias_slope[index] += forget_slope;
                    out_bias_slope[index] += out_slope;
                }
            },
        );
    }
}

/// Turns scores into the slope of their cross entropy times `weight`; the loss itself comes back.
fn cross_entropy(scores: &mut [f32], gold: usize, weight: f32) -> f32 {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exponential(*score - highest);
        sum += *score;
    }
    let probability = scores[gold] / sum;
    for score in scores.iter_mut() {
        *score *= weight / sum;
    }
    scores[gold] -= weight;
    -probability.max(1e-9).ln() * weight
}

fn apply(numbers: &mut [f32], mask: &[f32]) {
    for (number, mask) in numbers.iter_mut().zip(mask) {
        *number *= mask;
    }
}
