//! Details: where does an event take place, what is the meeting called, and which words tell it?

use crate::event::decode::Telling;
use crate::event::lists::LISTS;
use crate::event::ontology::EventType;
use crate::event::{Place, Reading};
use crate::language::{Relation, Sentence, is_under};
use crate::span::Span;

/// The city or building where it happens: that of the country visited, or the nearest one in the sentence behind "in" or "at".
pub(crate) fn place(reading: &Reading<'_>, telling: &Telling) -> Option<Place> {
    let cast = reading.cast;
    let sentence = &reading.sentences[telling.word.sentence];
    let marked = |token: usize| {
        sentence.tokens.iter().any(|other| {
            other.head == Some(token)
                && other.relation == Relation::Case
                && matches!(other.span.of(&reading.article.content), "in" | "at" | "In" | "At")
        })
    };
    let places = cast
        .of_sentence(telling.word.sentence)
        .iter()
        .filter(|mention| mention.place.is_some());
    let fits = places.filter(|mention| {
        if telling.event_type == EventType::Visited {
            telling
                .targets
                .iter()
                .any(|target| mention.entities.contains(&target.entity))
        } else {
            marked(mention.head)
        }
    });
    let mention = fits.min_by_key(|mention| mention.head.abs_diff(telling.word.token))?;
    let country = mention
        .entities
        .first()
        .map(|&entity| cast.entities[entity].country.clone());
    Some(Place {
        name: mention.place.clone()?,
        country: country.unwrap_or_default(),
    })
}

/// The name of a meeting that the trigger heads: "APEC Economic Leaders' Meeting", "the 13th SAARC summit".
pub(crate) fn meeting(reading: &Reading<'_>, telling: &Telling) -> Option<String> {
    let content = &reading.article.content;
    let sentence = &reading.sentences[telling.word.sentence];
    let token = telling.word.token;
    let lemma = sentence.tokens[token].lemma.to_lowercase();
    if telling.event_type != EventType::Met || !LISTS.gatherings.has(&lemma) {
        return None;
    }
    let capital = |token: usize| {
        let first = sentence.tokens[token].span.of(content).chars().next();
        first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
    };
    let under = |child: usize| {
        sentence.tokens[child]
            .head
            .is_some_and(|head| child < head && head <= token)
    };
    let first = (0..token)
        .rev()
        .take_while(|&at| under(at) || capital(at))
        .filter(|&at| capital(at))
        .min()?;
    let name = Span::new(sentence.tokens[first].span.start, sentence.tokens[token].span.end);
    proper_name(name.of(content))
}

/// The clause around the trigger, or the whole sentence if it is short.
pub(crate) fn evidence(sentence: &Sentence, token: usize) -> Span {
    if sentence.span.len() <= 240 {
        return sentence.span;
    }
    let clause = |relation: Relation| {
        matches!(
            relation,
            Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::AclRelcl
        )
    };
    let tokens = &sentence.tokens;
    let top = std::iter::once(token)
        .chain(sentence.ancestors(token))
        .find(|&at| clause(tokens[at].relation))
        .unwrap_or(token);
    let mut inside = (0..tokens.len()).filter(|&at| is_under(tokens, at, top));
    let Some(first) = inside.next() else {
        return sentence.span;
    };
    let last = inside.next_back().unwrap_or(first);
    if top == token || last == first {
        return sentence.span;
    }
    Span::new(tokens[first].span.start, tokens[last].span.end)
}

/// The words in one line, if they are short and one is written large.
fn proper_name(words: &str) -> Option<String> {
    let proper = words
        .split_whitespace()
        .any(|word| word.chars().next().is_some_and(char::is_uppercase));
    (proper && words.len() < 90).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}
