//! The lists of words of this room, from `data/words.tsv`.

use crate::lists::word_lists;
use std::sync::LazyLock;

word_lists! {
    /// The lists; the table says what each is for.
    pub(super) struct Lists {
        trigger,
        opener,
        counted,
        numbered,
        paper,
        deferring,
        scheduled,
        promising,
        implicative,
        agreeing,
        certain,
        of_plan,
        modal,
        past_auxiliary,
        present_auxiliary,
        irregular_past,
        only_past,
        coming,
        zone,
        half_day,
        attack_of_2001,
        after_joined_day,
        range,
        before_premodifier,
        no_noun,
        before_ordinal,
        after_ordinal,
        early_or_late,
        part_of,
        before_deferred,
        putting,
        before_month,
        month_or_name,
        before_month_as_noun,
        no_noun_after_month,
        of_amount,
        many,
        leads_nowhere,
        rough,
        before_length,
        before_rate,
        back,
        here,
        ahead,
        from_previous,
        window,
        before_lasting,
        before_the_season,
        before_season,
        no_weekday_after,
        before_short_weekday,
        deed,
        before_year_of_name,
        numbered_by_year,
        before_year,
        before_year_or_amount,
        before_early_year,
        before_year_as_noun,
        small,
    }
}

/// The lists of this room.
pub(super) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("data/words.tsv")).expect("the lists of words are sound"));
