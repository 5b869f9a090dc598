//! Guesses: how wrong are the words that the network puts for hidden ones?

use crate::language::kernel::Packed;
use crate::language::kernel::Strides;
use crate::language::kernel::multiply;
use crate::language::kernel::vectorized;
use crate::language::network::OUTPUT;
use crate::language::training::parameters::Parameters;
use crate::language::training::random::Random;
use crate::language::training::scores::cross_entropy;
use crate::language::training::step::Dropout;
use crate::language::training::step::Example;
use crate::language::training::step::Loss;
use crate::language::training::step::Share;
use crate::language::training::step::StepWeights;
use crate::language::training::step::apply;

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

/// From the last layer to the loss of guesses, and the way back.
impl Share {
    /// Finds the gradient of guessing hidden words from their sentences.
    ///
    /// `hidden` has the row of each hidden word (counted through all examples with their roots) and its number among
    /// the guesses.
    #[expect(
        clippy::too_many_arguments,
        reason = "what all shares of a step have in common is lent to each"
    )]
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
}
