//! The scorers: how wrong are the heads, relations and tags, and how does the loss change with the last layer?

use crate::language::Upos;
use crate::language::kernel::Strides;
use crate::language::kernel::exponential;
use crate::language::kernel::multiply;
use crate::language::network::ARC;
use crate::language::network::LABEL;
use crate::language::network::OUTPUT;
use crate::language::network::PROJECTION;
use crate::language::network::RELATIONS;
use crate::language::network::TAGS;
use crate::language::network::distance_bucket;
use crate::language::training::parameters::Parameters;
use crate::language::training::random::Random;
use crate::language::training::step::ARC_MATRIX;
use crate::language::training::step::Dropout;
use crate::language::training::step::Example;
use crate::language::training::step::PROJECTION_MATRIX;
use crate::language::training::step::RELATION_MATRIX;
use crate::language::training::step::Share;
use crate::language::training::step::StepWeights;
use crate::language::training::step::apply;

/// From the last layer to the loss of heads, relations and tags, and the way back.
impl Share {
    pub(super) fn project(
        &mut self,
        parameters: &Parameters,
        packed: &StepWeights,
        dropout: Dropout,
        random: &mut Random,
    ) {
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

    pub(super) fn score_arcs(&mut self, weights: &[f32], packed: &StepWeights, examples: &[&Example], weight: f32) {
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
        self.arcs_backward(packed);
    }

    /// The way back from the arcs' scores to their matrix and to the dependents.
    fn arcs_backward(&mut self, packed: &StepWeights) {
        let count = self.rows.len();
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

    pub(super) fn score_relations(
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

    pub(super) fn score_tags(&mut self, examples: &[&Example], weight: f32) {
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

    pub(super) fn backward(&mut self, weights: &[f32], packed: &StepWeights) {
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
}

/// Turns scores into the slope of their cross entropy times `weight`; the loss itself comes back.
pub(super) fn cross_entropy(scores: &mut [f32], gold: usize, weight: f32) -> f32 {
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
