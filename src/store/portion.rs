//! Findings and portions as lines of JSON, for work that many machines share.
//!
//! They pass from one step of such a job to the next, all of one version of summitry; what is to be kept is a graph.

use super::StoreError;
use super::stored::{StoredFindings, StoredPortion, Unknown};
use crate::graph::{Findings, Portion};
use serde::de::DeserializeOwned;
use std::path::Path;

/// What an article tells, as a line.
///
/// # Errors
/// Never by what articles tell: the parts have strings as keys.
pub fn findings_line(findings: &Findings) -> serde_json::Result<String> {
    serde_json::to_string(&StoredFindings::from(findings))
}

/// What an article tells, from such a line; errors call it `name`.
///
/// # Errors
/// If it is no such line, or has a value that this version does not know.
pub fn read_findings(line: &str, name: &Path) -> Result<Findings, StoreError> {
    read(line, name, StoredFindings::into_findings)
}

/// A portion as a line.
///
/// # Errors
/// Never by what articles tell: the parts have strings as keys.
pub fn portion_line(portion: &Portion) -> serde_json::Result<String> {
    serde_json::to_string(&StoredPortion::from(portion))
}

/// A portion from such a line; errors call it `name`.
///
/// ```
/// use std::path::Path;
/// use summitry::store::read_portion;
///
/// let error = read_portion("{}", Path::new("row 3")).expect_err("nothing is in it");
/// assert_eq!(error.to_string(), "row 3:1:2: not a summitry graph");
/// ```
///
/// # Errors
/// If it is no such line, or has a value that this version does not know.
pub fn read_portion(line: &str, name: &Path) -> Result<Portion, StoreError> {
    read(line, name, StoredPortion::into_portion)
}

fn read<S: DeserializeOwned, T>(
    line: &str,
    name: &Path,
    own: impl FnOnce(S) -> Result<T, Unknown>,
) -> Result<T, StoreError> {
    let stored = serde_json::from_str(line).map_err(|source| StoreError::Malformed {
        path: name.to_owned(),
        source,
    })?;
    own(stored).map_err(|unknown| StoreError::UnknownValue {
        path: name.to_owned(),
        cause: unknown.to_string(),
    })
}
