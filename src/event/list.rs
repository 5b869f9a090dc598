//! Lists: who stands in one list with whom?
//!
//! A parser loses long lists. Here a list is a run of mentions with nothing but commas, semicolons and "and" between them;
//! it counts where it is plainly one: closed by "and" before its last member, or held together by semicolons.

use crate::entity::{EntityKind, Mention, MentionForm};
use crate::event::actors::Scene;
use crate::language::{Relation, Upos};

/// What stands between two members of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A comma.
    Comma,
    /// A semicolon, or "and".
    Strong,
}

impl Scene<'_> {
    /// The members of the list in which the mention stands, in the order of the text; the mention alone where it is in none.
    pub(crate) fn list_of<'m>(&'m self, mention: &'m Mention) -> Vec<&'m Mention> {
        let all: Vec<&Mention> = self
            .cast
            .of_sentence(self.sentence)
            .iter()
            .filter(|other| !other.inner)
            .collect();
        let Some(place) = all.iter().position(|other| other.tokens == mention.tokens) else {
            return vec![mention];
        };
        let mut first = place;
        let mut gaps = Vec::new();
        while first > 0
            && let Some(gap) = self.gap(all[first - 1], all[first])
        {
            gaps.insert(0, gap);
            first -= 1;
        }
        let mut last = place;
        while last + 1 < all.len()
            && let Some(gap) = self.gap(all[last], all[last + 1])
        {
            gaps.push(gap);
            last += 1;
        }
        // Only what "and" or a semicolon closes is a list: "after talks with Rice, Nogaideli said".
        while last > first && gaps.last() == Some(&Gap::Comma) {
            gaps.pop();
            last -= 1;
        }
        if !(first..=last).contains(&place) {
            return vec![mention];
        }
        all[first..=last].to_vec()
    }

    /// What stands between two mentions, if one list may hold both.
    fn gap(&self, one: &Mention, next: &Mention) -> Option<Gap> {
        let mut gap = None;
        let mut at = one.tokens.end;
        if at > next.tokens.start {
            return None;
        }
        while at < next.tokens.start {
            match self.tree.text(at) {
                "," if gap.is_none() => gap = Some(Gap::Comma),
                ";" | "and" | "&" | "plus" => gap = Some(Gap::Strong),
                "," | "the" | "both" | "also" => {}
                // "the People's Republic of China (PRC), India"
                "(" => {
                    while at < next.tokens.start && self.tree.text(at) != ")" {
                        at += 1;
                    }
                    if at >= next.tokens.start {
                        // The acronym itself: it names the one before again.
                        let again = next.entities.iter().all(|entity| one.entities.contains(entity));
                        return again.then_some(Gap::Strong);
                    }
                }
                ")" => {}
                _ => return None,
            }
            at += 1;
        }
        let relation = self.tree.tokens[next.head].relation;
        let begins_clause = matches!(relation, Relation::Nsubj | Relation::NsubjPass)
            && self.tree.tokens[next.head].head.is_some_and(|verb| {
                verb > next.head
                    && self.tree.tokens[verb].upos == Upos::Verb
                    && self.tree.tokens[one.head].head != Some(verb)
            });
        let kind = |mention: &Mention| mention.entities.first().map(|&entity| self.cast.entities[entity].kind);
        let alike = (kind(one) == Some(EntityKind::Person)) == (kind(next) == Some(EntityKind::Person))
            || one.form == MentionForm::Role
            || next.form == MentionForm::Role;
        let listable = |mention: &Mention| {
            !matches!(
                mention.form,
                MentionForm::Adjective | MentionForm::City | MentionForm::Pronoun | MentionForm::Group
            )
        };
        gap.or((at > one.tokens.end).then_some(Gap::Strong))
            .filter(|_| !begins_clause && alike && listable(one) && listable(next))
    }
}
