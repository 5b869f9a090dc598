//! Explanations for notebooks and terminals.

use crate::mined::one;
use crate::source::read_options;
use crate::work::{OwnFiles, knowledge};
use pyo3::prelude::*;
use summitry::explanation::explain as explained;
use summitry::pipeline;

/// The lines of an explanation, each a list of parts with their roles.
type Lines = Vec<Vec<(&'static str, String)>>;

/// What is read in one article, and why.
#[pyfunction]
pub(crate) fn explain(py: Python<'_>, article: Vec<(String, String)>, own: OwnFiles) -> PyResult<Lines> {
    let knowledge = knowledge(py, own)?;
    let article = one(py, &article, &read_options(&[], None, None, true)?)?;
    let explanation = py.detach(|| explained(&pipeline::mine(article, &knowledge), &knowledge));
    let line = |pieces: Vec<summitry::explanation::Piece>| {
        let pieces = pieces.into_iter().map(|piece| (piece.role.as_str(), piece.words));
        pieces.collect()
    };
    Ok(explanation.lines.into_iter().map(line).collect())
}
