//! Adam (Kingma and Ba 2015) with running averages of the weights.
//!
//! Rows of the embedding table are changed only in the steps that use them.

use crate::language::kernel::vectorized;
use crate::language::network::STATE;
use crate::language::training::gradient::Gradient;
use crate::language::training::parameters::Parameters;

const MEAN_DECAY: f32 = 0.9;
const SQUARE_DECAY: f32 = 0.98;
const AVERAGE_DECAY: f32 = 0.9985;
const TABLE_AVERAGE_STEPS: i32 = 16;

/// The state of the optimizer.
#[derive(Clone, Debug)]
pub(crate) struct Optimizer {
    means: Parameters,
    squares: Parameters,
    /// The running averages.
    pub(crate) average: Parameters,
    steps: i32,
}

impl Optimizer {
    /// Before the first step.
    pub(crate) fn new(parameters: &Parameters) -> Self {
        let zeros = Parameters {
            table: vec![0.0; parameters.table.len()],
            weights: vec![0.0; parameters.weights.len()],
        };
        Self {
            means: zeros.clone(),
            squares: zeros,
            average: parameters.clone(),
            steps: 0,
        }
    }

    /// Moves the parameters against the gradient.
    pub(crate) fn step(&mut self, parameters: &mut Parameters, gradient: &Gradient, rate: f32) {
        self.steps += 1;
        let correction = correction(self.steps);
        let norm = gradient.norm();
        let scale = if norm > 2.0 { 2.0 / norm } else { 1.0 };
        let rate = rate * correction;
        adam(
            &mut parameters.weights,
            &mut self.means.weights,
            &mut self.squares.weights,
            &gradient.weights,
            scale,
            rate,
        );
        for row in &gradient.touched {
            let range = *row as usize * STATE..(*row as usize + 1) * STATE;
            adam(
                &mut parameters.table[range.clone()],
                &mut self.means.table[range.clone()],
                &mut self.squares.table[range.clone()],
                &gradient.table[range],
                scale,
                rate,
            );
        }
        // Early averages follow faster.
        let decay = AVERAGE_DECAY.min((1.0 + self.steps as f32) / (10.0 + self.steps as f32));
        average(&mut self.average.weights, &parameters.weights, decay);
        if self.steps % TABLE_AVERAGE_STEPS == 0 {
            average(
                &mut self.average.table,
                &parameters.table,
                decay.powi(TABLE_AVERAGE_STEPS),
            );
        }
    }
}

/// What makes up for means that begin at nothing.
pub(crate) fn correction(steps: i32) -> f32 {
    (1.0 - SQUARE_DECAY.powi(steps)).sqrt() / (1.0 - MEAN_DECAY.powi(steps))
}

/// One step of Adam.
pub(crate) fn adam(
    numbers: &mut [f32],
    means: &mut [f32],
    squares: &mut [f32],
    gradient: &[f32],
    scale: f32,
    rate: f32,
) {
    vectorized(
        #[inline(always)]
        || {
            for (((number, mean), square), slope) in numbers.iter_mut().zip(means).zip(squares).zip(gradient) {
                let slope = slope * scale;
                *mean = *mean * MEAN_DECAY + slope * (1.0 - MEAN_DECAY);
                *square = *square * SQUARE_DECAY + slope * slope * (1.0 - SQUARE_DECAY);
                *number -= rate * *mean / (square.sqrt() + 1e-8);
            }
        },
    );
}

fn average(average: &mut [f32], numbers: &[f32], decay: f32) {
    vectorized(
        #[inline(always)]
        || {
            for (average, number) in average.iter_mut().zip(numbers) {
                *average = *average * decay + number * (1.0 - decay);
            }
        },
    );
}
