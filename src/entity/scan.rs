//! What a sentence may name, before it is decided who is meant: names of the gazetteer, runs of capitalized words, and
//! words for roles.

use crate::entity::gazetteer::{Form, Gazetteer, Known, Sense, pieces};
use crate::entity::lists::LISTS;
use crate::entity::roles::{Role, RoleSort, charge, is_modifier, longest_role};
use crate::language::{Sentence, is_small};
use crate::span::Span;
use std::ops::Range;

/// Something that a sentence may name.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it may be.
    pub(crate) kind: ItemKind<'a>,
}

impl<'a> Item<'a> {
    /// What its words name in the gazetteer.
    pub(crate) fn senses(&self) -> &'a [Sense] {
        match self.kind {
            ItemKind::Known(senses) => senses,
            _ => &[],
        }
    }
}

/// What it may be.
#[derive(Clone, Debug)]
pub(crate) enum ItemKind<'a> {
    /// A name of the gazetteer.
    Known(&'a [Sense]),
    /// Capitalized words, as pieces.
    Run(Vec<String>),
    /// A word for a role; whether it is a plural.
    Role(&'static Role, bool),
}

/// A sentence's words as names are compared, and how they are written.
pub(crate) struct Words {
    /// The pieces, each with its token.
    pub(crate) pieces: Vec<(usize, String)>,
    /// The first piece of each token; the number of pieces for those past the end.
    pub(crate) first_piece: Vec<usize>,
    /// How each token is written.
    pub(crate) case: Vec<Case>,
    /// Whether the whole sentence is in capitals.
    pub(crate) shouted: bool,
    /// Whether every word begins with a capital but those that headlines leave small.
    pub(crate) titled: bool,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// In capitals, two letters or more.
    Upper,
    /// With a capital first.
    Capital,
    /// In small letters.
    Lower,
    /// Without letters.
    None,
}

impl Words {
    pub(crate) fn new(content: &str, sentence: &Sentence) -> Self {
        let mut words = Self {
            pieces: Vec::with_capacity(sentence.tokens.len()),
            first_piece: Vec::with_capacity(sentence.tokens.len() + 1),
            case: Vec::with_capacity(sentence.tokens.len()),
            shouted: false,
            titled: false,
        };
        for (token, span) in sentence.tokens.iter().map(|token| token.span).enumerate() {
            let text = span.of(content);
            words.first_piece.push(words.pieces.len());
            words.pieces.extend(pieces(text).map(|piece| (token, piece)));
            // "UN-brokered" is written as "UN" is.
            let named = text.split_once('-').filter(|(_, rest)| LISTS.led.has(rest));
            words.case.push(case(named.map_or(text, |(name, _)| name)));
        }
        words.first_piece.push(words.pieces.len());
        let lettered = words.case.iter().filter(|&&case| case != Case::None).count();
        let upper = words.case.iter().filter(|&&case| case == Case::Upper).count();
        words.shouted = lettered >= 4 && upper * 10 >= lettered * 8;
        let plain = |at: usize| words.case[at] == Case::Lower && !is_small(sentence.tokens[at].span.of(content));
        words.titled = lettered >= 4 && !words.shouted && !(0..words.case.len()).any(plain);
        words
    }

    /// The token's only or first piece.
    pub(crate) fn word(&self, token: usize) -> &str {
        self.pieces
            .get(self.first_piece[token])
            .filter(|(of, _)| *of == token)
            .map_or("", |(_, piece)| piece)
    }

    /// The pieces of a range of tokens.
    pub(crate) fn range(&self, tokens: &Range<usize>) -> impl Iterator<Item = &str> {
        self.pieces[self.first_piece[tokens.start]..self.first_piece[tokens.end]]
            .iter()
            .map(|(_, piece)| piece.as_str())
    }

    pub(crate) fn is_capital(&self, token: usize) -> bool {
        matches!(self.case[token], Case::Capital | Case::Upper)
    }
}

fn case(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    if !first.is_uppercase() {
        return Case::Lower;
    }
    let mut rest = letters.peekable();
    if rest.peek().is_some() && rest.all(char::is_uppercase) {
        Case::Upper
    } else {
        Case::Capital
    }
}

impl Gazetteer {
    /// Whether a name means a format.
    fn is_format(&self, item: &Item<'_>) -> bool {
        let ItemKind::Known(senses) = &item.kind else {
            return false;
        };
        senses.iter().all(|sense| match sense.entity {
            Known::Organization(index) => self.organizations[index].kind == "format",
            _ => false,
        })
    }
}

/// Everything that the sentence may name, in order, without overlap.
pub(crate) fn scan<'a>(gazetteer: &'a Gazetteer, content: &str, sentence: &Sentence, words: &Words) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let texts: Vec<&str> = words.pieces.iter().map(|(_, piece)| piece.as_str()).collect();
    let mut token = 0;
    while token < sentence.tokens.len() {
        let first = words.first_piece[token];
        if words.pieces.get(first).is_none_or(|(of, _)| *of != token) {
            token += 1;
            continue;
        }
        let counted = gazetteer.small.contains(texts[first]);
        // "South American leaders", "Latin Americans": of no country.
        let continental =
            token > 0 && LISTS.american.has(texts[first]) && LISTS.part_of_america.has(words.word(token - 1));
        if continental {
            token += 1;
            continue;
        }
        if (words.is_capital(token) || counted)
            && let Some(item) = known_name(gazetteer, words, token, &texts)
            && (words.is_capital(token) || gazetteer.is_format(&item))
        {
            token = item.tokens.end;
            items.push(item);
            continue;
        }
        let before = items.last().filter(|item: &&Item<'_>| item.tokens.end == token);
        if let Some(end) = name_with_particle(gazetteer, content, sentence, words, token, before) {
            items.push(run(words, token..end));
            token = end;
            continue;
        }
        if let Some((length, role, plural)) = longest_role(&texts[first..]) {
            let past = first + length;
            let end = end_token(words, past + charge(&texts[first..past], &texts[past..]));
            let honorific = role.sort == RoleSort::Honorific;
            if !honorific || words.is_capital(token) {
                items.push(Item {
                    tokens: token..end,
                    kind: ItemKind::Role(role, plural),
                });
                token = end;
                continue;
            }
        }
        // "Senior Hezbollah commander": the name comes behind.
        let leads_on = token == 0
            && is_modifier(texts[first])
            && words
                .case
                .get(token + 1)
                .is_some_and(|case| matches!(case, Case::Capital | Case::Upper))
            && known_name(gazetteer, words, token + 1, &texts)
                .is_some_and(|item| !names_a_person_or_place(item.senses()));
        if leads_on {
            token += 1;
            continue;
        }
        if let Some(end) = capitalized_run(content, sentence, words, token) {
            items.push(run(words, token..end));
            token = end;
            continue;
        }
        token += 1;
    }
    join_names(&mut items, content, sentence, words);
    items
}

fn known_name<'a>(gazetteer: &'a Gazetteer, words: &Words, token: usize, texts: &[&str]) -> Option<Item<'a>> {
    let first = words.first_piece[token];
    let mut limit = texts.len();
    loop {
        let (length, senses) = gazetteer.longest_name(&texts[first..limit])?;
        let end = first + length;
        let whole = words
            .pieces
            .get(end)
            .is_none_or(|(of, piece)| *of != words.pieces[end - 1].0 || LISTS.led.has(piece));
        let upper =
            words.shouted || words.case[token] == Case::Upper || texts[first].chars().any(|c| c.is_ascii_digit());
        let fits = |sense: &Sense| match sense.form {
            Form::Acronym => upper,
            _ => {
                length > 1
                    || words.shouted
                    || words.case[token] != Case::Upper
                    || texts[first].len() > 3
                    || LISTS.countries_in_capitals.has(texts[first])
            }
        };
        if whole && senses.iter().any(fits) {
            let last = words.pieces[end - 1].0;
            return Some(Item {
                tokens: token..last + 1,
                kind: ItemKind::Known(senses),
            });
        }
        if length == 1 {
            return None;
        }
        limit = end - 1;
    }
}

fn end_token(words: &Words, piece: usize) -> usize {
    words.pieces[piece - 1].0 + 1
}

/// Words as one name.
fn run<'a>(words: &Words, tokens: Range<usize>) -> Item<'a> {
    let pieces = words.range(&tokens).map(str::to_owned).collect();
    Item {
        tokens,
        kind: ItemKind::Run(pieces),
    }
}

/// The end of a name that begins at the token with small particles, behind a title or that of somebody known: "President von der
/// Leyen", "talks with al-Sisi".
fn name_with_particle(
    gazetteer: &Gazetteer,
    content: &str,
    sentence: &Sentence,
    words: &Words,
    token: usize,
    before: Option<&Item<'_>>,
) -> Option<usize> {
    let is_hyphen = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.span.of(content) == "-")
    };
    let is_particle = |&at: &usize| words.case[at] == Case::Lower && LISTS.leading.has(words.word(at));
    let start = if words.case[token] == Case::Lower && LISTS.hyphened.has(words.word(token)) && is_hyphen(token + 1) {
        token + 2
    } else {
        token + (token..words.case.len()).take(3).take_while(is_particle).count()
    };
    if start == token || start >= words.case.len() {
        return None;
    }
    let end = capitalized_run(content, sentence, words, start)?;
    let is_titled = before.is_some_and(|item| matches!(item.kind, ItemKind::Role(_, false)));
    let name: Vec<&str> = words.range(&(token..end)).collect();
    let bears = |&person: &usize| gazetteer.is_family_name(person, name[name.len() - 1]);
    (is_titled || gazetteer.people_named(&name).iter().any(bears)).then_some(end)
}

/// The end of the capitalized words that begin at the token; none where there are none.
fn capitalized_run(content: &str, sentence: &Sentence, words: &Words, token: usize) -> Option<usize> {
    let name_like = |token: usize| {
        words.is_capital(token)
            && !LISTS.not_names.has(words.word(token))
            && sentence.tokens[token]
                .span
                .of(content)
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    if !name_like(token) {
        return None;
    }
    let mut end = token + 1;
    let mut next = end;
    while next < words.case.len() {
        // The name of a body, and behind it a person's.
        let is_body = end > token + 1 && next == end && LISTS.bodies.has(words.word(end - 1));
        if is_body && next + 1 < words.case.len() && name_like(next) && name_like(next + 1) {
            break;
        }
        let text = sentence.tokens[next].span.of(content);
        if name_like(next) {
            let first = words.first_piece[next];
            let rest: Vec<&str> = words.pieces[first..]
                .iter()
                .take(4)
                .map(|(_, piece)| piece.as_str())
                .collect();
            if longest_role(&rest).is_some_and(|(_, role, _)| role.sort != RoleSort::Honorific) {
                break;
            }
            next += 1;
            end = next;
        } else if text == "-" || LISTS.particles.has(words.word(next)) && words.case[next] != Case::None || text == "."
        {
            next += 1;
        } else if text == ","
            && sentence
                .tokens
                .get(next + 1)
                .is_some_and(|token| matches!(token.span.of(content), "Jr." | "Jr" | "Sr."))
        {
            next += 2;
            end = next;
        } else {
            break;
        }
        if next - end > 2 {
            break;
        }
    }
    Some(end)
}

/// Joins a run of capitalized words and the parts of a name that the gazetteer took for names of their own:
/// "Kamal" "Ahmed El-Ganzoury", "Victoria" "Nuland".
fn join_names(items: &mut Vec<Item<'_>>, content: &str, sentence: &Sentence, words: &Words) {
    let mut at = 0;
    while at + 1 < items.len() {
        let (left, right) = (&items[at], &items[at + 1]);
        let apart = left.tokens.end..right.tokens.start;
        let adjacent = apart.clone().all(|token| {
            let text = sentence.tokens[token].span.of(content);
            text == "-" || LISTS.particles.has(words.word(token)) && words.is_capital(token)
        }) && apart.len() <= 2;
        let joins = adjacent
            && match (&left.kind, &right.kind) {
                (ItemKind::Known(senses), ItemKind::Run(_)) | (ItemKind::Run(_), ItemKind::Known(senses)) => {
                    names_a_person_or_place(senses)
                        && (left.tokens.start > 0 || matches!(left.kind, ItemKind::Known(_)) || left.tokens.len() > 1)
                }
                _ => false,
            };
        if joins {
            items[at] = run(words, left.tokens.start..right.tokens.end);
            items.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// Whether the name is a person's, or a place's that people are also named after.
fn names_a_person_or_place(senses: &[Sense]) -> bool {
    senses.iter().all(|sense| match sense.entity {
        Known::Person(_) => true,
        Known::City(_) => sense.form == Form::Name,
        _ => false,
    })
}

/// The words of a range of tokens as they are written.
pub(crate) fn written<'a>(content: &'a str, sentence: &Sentence, tokens: &Range<usize>) -> &'a str {
    Span::new(
        sentence.tokens[tokens.start].span.start,
        sentence.tokens[tokens.end - 1].span.end,
    )
    .of(content)
}
