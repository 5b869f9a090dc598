//! The slope of the loss for each weight.

use crate::language::network::STATE;
use crate::language::training::parameters::Parameters;

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
    pub(super) fn new(parameters: &Parameters) -> Self {
        Self {
            table: vec![0.0; parameters.table.len()],
            touched: Vec::new(),
            is_touched: vec![false; parameters.table.len() / STATE],
            weights: vec![0.0; parameters.weights.len()],
        }
    }

    pub(super) fn clear(&mut self) {
        for row in self.touched.drain(..) {
            self.is_touched[row as usize] = false;
            self.table[row as usize * STATE..][..STATE].fill(0.0);
        }
        self.weights.fill(0.0);
    }

    /// The slope of a row of the table.
    pub(super) fn row(&mut self, row: u32) -> &mut [f32] {
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
