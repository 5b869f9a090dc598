//! The lists of words of this room, from `data/words.tsv`.

use crate::lists::word_lists;
use std::sync::LazyLock;

word_lists! {
    /// The lists; the table says what each is for.
    pub(super) struct Lists {
        meetings,
        in_description,
        aside,
    }
}

/// The lists of this room.
pub(super) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("data/words.tsv")).expect("the lists of words are sound"));
