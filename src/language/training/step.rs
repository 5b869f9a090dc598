//! One step: how does the loss change with each weight?
//!
//! In: sentences with their trees and the weights. Out: the gradient of the cross entropy of heads, relations and tags.
//! The forward pass is that of [`network`](crate::language::network) with dropout; all sentences of a share of the
//! batch go through each product together.

use crate::language::features::WordRows;
use crate::language::kernel::Packed;
use crate::language::kernel::Scratch;
use crate::language::kernel::Strides;
use crate::language::network::LAYERS;
use crate::language::network::PROJECTION;
use crate::language::network::Place;
use crate::language::network::Places;
use crate::language::training::gradient::Gradient;
use crate::language::training::parameters::Parameters;
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

/// The matrices of one step, packed for both directions.
#[derive(Clone, Debug, Default)]
pub(crate) struct StepWeights {
    pub(super) forward: Vec<Packed>,
    pub(super) backward: Vec<Packed>,
}

pub(super) const PROJECTION_MATRIX: usize = LAYERS;
pub(super) const ARC_MATRIX: usize = LAYERS + 1;
pub(super) const RELATION_MATRIX: usize = LAYERS + 2;

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

/// The sums of the loss.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Loss {
    pub(crate) arcs: f32,
    pub(crate) relations: f32,
    pub(crate) tags: f32,
}

/// What a layer keeps from the forward to the backward pass.
#[derive(Clone, Debug, Default)]
pub(super) struct LayerMemory {
    pub(super) input: Vec<f32>,
    pub(super) mask: Vec<f32>,
    /// Candidate, forget gate, output gate after the forward pass; their slopes after the backward pass.
    pub(super) gates: Vec<f32>,
    pub(super) states: Vec<f32>,
}

/// A share of a batch: its gradient and the memory to find it.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    pub(crate) gradient: Gradient,
    pub(crate) loss: Loss,
    pub(super) places: Places,
    pub(super) layers: Vec<LayerMemory>,
    pub(super) rows: Vec<WordRows>,
    pub(super) bounds: Vec<(usize, usize)>,
    pub(super) top: Vec<f32>,
    pub(super) top_mask: Vec<f32>,
    pub(super) projection: Vec<f32>,
    pub(super) projection_mask: Vec<f32>,
    pub(super) projection_slope: Vec<f32>,
    pub(super) bent: Vec<f32>,
    pub(super) bent_slope: Vec<f32>,
    pub(super) hidden: Vec<f32>,
    pub(super) hidden_mask: Vec<f32>,
    pub(super) hidden_slope: Vec<f32>,
    pub(super) scores: Vec<f32>,
    pub(super) slope: Vec<f32>,
    pub(super) next_slope: Vec<f32>,
    pub(super) heads: Packed,
    pub(super) packed: Packed,
    pub(super) scratch: Scratch,
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
}

/// Multiplies each number by that of the mask.
pub(super) fn apply(numbers: &mut [f32], mask: &[f32]) {
    for (number, mask) in numbers.iter_mut().zip(mask) {
        *number *= mask;
    }
}
