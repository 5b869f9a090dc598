//! Numerals: how many does a word tell?

use crate::entity::lists::LISTS;

/// The number that a word tells, from two to twenty.
pub(crate) fn numeral(word: &str) -> Option<usize> {
    if word == "both" {
        return Some(2);
    }
    let told = LISTS
        .numerals
        .words()
        .iter()
        .position(|&told| told == word)
        .map(|at| at + 2);
    told.or_else(|| word.parse().ok().filter(|number| (2..=20).contains(number)))
}
