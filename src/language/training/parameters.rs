//! The weights that are learned.

/// The weights that are learned.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    /// Rows of [`STATE`](crate::language::network::STATE) numbers.
    pub(crate) table: Vec<f32>,
    /// All other matrices.
    pub(crate) weights: Vec<f32>,
}
