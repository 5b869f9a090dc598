//! The lists of words of this room, from `data/words.tsv`.

use crate::lists::word_lists;
use std::sync::LazyLock;

word_lists! {
    /// The lists; the table says what each is for.
    pub(super) struct Lists {
        particles,
        leading,
        hyphened,
        not_names,
        american,
        part_of_america,
        countries_in_capitals,
        led,
        posted,
        aides,
        before_office_of_another,
        between_name_and_office,
        treaties,
        called_by_family_name,
        ranks,
        behind_place,
        before_of_place,
        behind_indian,
        bodies,
        currencies,
        before_place,
        leaders,
        suffixes,
        possessives,
        seated,
        countries_that_own,
        past,
        bodies_here,
        not_american,
        unique,
        delegations,
        heads,
        kinsmen,
        kinswomen,
        he,
        she,
        two,
        first_person,
        countries_meant,
        before_country_meant,
        our_two,
        told_after,
        in_charge,
        saying,
        together,
        spoken,
        spoken_of,
        numerals,
        before_led,
        no_bodies,
        monarchies,
        crowns,
        telling_apart,
        family_first,
    }
}

/// The lists of this room.
pub(super) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("data/words.tsv")).expect("the lists of words are sound"));
