//! What may be part of an event?
//!
//! In: what has been read of an article. Out: its words in one row, and for each word that may tell an event the actors and
//! the times that may belong to it, each with the features by which the network weighs it. A feature is a row of a table;
//! the rows of a candidate are summed.

use crate::entity::{EntityIndex, EntityKind, Mention, MentionForm};
use crate::event::Reading;
use crate::language::{Encodings, Sentence, SentenceIndex, Token, Upos, WordRows, climb};
use crate::temporal::{Anchor, Precision, Timex, TimexKind};
use chrono::NaiveDate;
use typed_index_collections::{TiVec, ti_vec};

/// Classes of a word that are summed into what the network sees of it.
pub const WORD_CLASSES: usize = 8;

/// Rows of the table of word classes.
pub const WORD_CLASS_ROWS: usize = 175;

/// Features of an actor beside a word that may tell an event.
pub const ROLE_FEATURES: usize = 19;

/// Rows of the table of an actor's features.
pub const ROLE_ROWS: usize = 1408;

/// Features of a time beside a word that may tell an event.
pub const TIME_FEATURES: usize = 11;

/// Rows of the table of a time's features.
pub const TIME_ROWS: usize = 576;

/// As many entities of an article, those named most often, may take part in whatever it tells.
const WHOLE_CAST: usize = 40;

/// The place of a word among [`Candidates::words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordIndex(u32);

impl WordIndex {
    /// As a number, for a row of a table.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// A word of a sentence that has been analyzed.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The sentence.
    pub sentence: SentenceIndex,
    /// The token in it.
    pub token: usize,
    /// The rows of its form.
    pub rows: WordRows,
    /// The rows of its classes.
    pub classes: [u16; WORD_CLASSES],
}

impl Word {
    /// Its sentence and token.
    pub(crate) const fn place(self) -> (SentenceIndex, usize) {
        (self.sentence, self.token)
    }
}

/// An actor who may take part in what a word tells.
#[derive(Clone, Copy, Debug)]
pub struct RoleCandidate {
    /// The entity.
    pub entity: EntityIndex,
    /// The head of the mention in the word's own sentence, if there is one.
    pub near: Option<WordIndex>,
    /// The head of the nearest mention in another sentence, if there is one.
    pub far: Option<WordIndex>,
    /// Its features.
    pub features: [u16; ROLE_FEATURES],
}

/// A time at which it may happen.
#[derive(Clone, Copy, Debug)]
pub struct TimeCandidate {
    /// What time it is.
    pub time: TimeOf,
    /// The first word of the expression, if it is one.
    pub word: Option<WordIndex>,
    /// Its features.
    pub features: [u16; TIME_FEATURES],
}

/// A time that may be an event's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOf {
    /// A time expression of a sentence, by its place there.
    Expression {
        /// The sentence.
        sentence: SentenceIndex,
        /// Its place among the sentence's expressions.
        index: usize,
    },
    /// The article's day.
    ArticleDay,
    /// The text does not tell.
    Untold,
}

/// The words of an article and whatever may be part of its events.
pub struct Candidates<'a> {
    reading: Reading<'a>,
    /// The words of the sentences that have been analyzed.
    pub words: Vec<Word>,
    /// The first word of each sentence among [`Candidates::words`]; none for a sentence that has not been analyzed.
    first_word: TiVec<SentenceIndex, Option<usize>>,
    /// The mentions of each entity.
    mentions: TiVec<EntityIndex, Vec<&'a Mention>>,
    /// The first sentence behind the title.
    text: SentenceIndex,
    /// The entities by how often they are named, most often first.
    ranks: Vec<EntityIndex>,
}

fn spread(kind: usize, letters: impl Iterator<Item = u8>, buckets: usize) -> u16 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ kind as u64;
    for letter in letters {
        hash = (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 31;
    (hash.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as u16 % buckets as u16
}

/// The bucket of a signed distance in words, from 0 to 15.
fn distance(from: usize, to: usize) -> u16 {
    let class = match from.abs_diff(to) {
        0..=1 => 0,
        2 => 1,
        3 => 2,
        4..=5 => 3,
        6..=8 => 4,
        9..=13 => 5,
        14..=22 => 6,
        _ => 7,
    };
    if to < from { class } else { class + 8 }
}

/// The way from one word of a tree to another.
struct Path {
    up: usize,
    down: usize,
    /// The relation of the trigger's side below the common ancestor.
    from: Option<u8>,
    /// The relation of the other side below the common ancestor.
    to: Option<u8>,
    hash: u16,
}

fn path(tokens: &[Token], from: usize, to: usize, buckets: usize) -> Path {
    const LONGEST: usize = 12;
    let up = |start: usize| -> Vec<usize> {
        let heads = climb(tokens, start).map(|(_, head)| head);
        std::iter::once(start).chain(heads).take(LONGEST).collect()
    };
    let (above, below) = (up(from), up(to));
    let meeting = above
        .iter()
        .enumerate()
        .find_map(|(up, token)| below.iter().position(|other| other == token).map(|down| (up, down)));
    let Some((up, down)) = meeting else {
        return Path {
            up: 4,
            down: 4,
            from: None,
            to: None,
            hash: 0,
        };
    };
    let relation = |token: usize| tokens[token].relation as u8;
    let steps = above[..up]
        .iter()
        .map(|&token| relation(token))
        .chain([200])
        .chain(below[..down].iter().map(|&token| relation(token)));
    Path {
        up: up.min(4),
        down: down.min(4),
        from: (up > 0).then(|| relation(above[up - 1])),
        to: (down > 0).then(|| relation(below[down - 1])),
        hash: spread(1, steps, buckets),
    }
}

/// The bucket of the preposition that marks a word.
fn case(content: &str, sentence: &Sentence, token: usize) -> u16 {
    let marker = |at: usize| {
        sentence
            .tokens
            .iter()
            .enumerate()
            .find(|(_, other)| other.head == Some(at) && other.relation == crate::language::Relation::Case)
            .map(|(index, _)| index)
    };
    // A word in a list, or in a name, is marked where the list or the name begins.
    let mut at = token;
    for _ in 0..4 {
        if let Some(index) = marker(at) {
            let form = sentence.tokens[index].span.of(content);
            return 1 + spread(2, form.bytes().map(|byte| byte.to_ascii_lowercase()), 62);
        }
        let relation = sentence.tokens[at].relation.universal();
        match sentence.tokens[at].head {
            Some(head) if matches!(relation, "conj" | "flat" | "compound" | "appos") => at = head,
            _ => break,
        }
    }
    0
}

fn form_class(form: MentionForm) -> u16 {
    match form {
        MentionForm::Name => 0,
        MentionForm::Adjective => 1,
        MentionForm::People => 2,
        MentionForm::Metonym => 3,
        MentionForm::Capital => 4,
        MentionForm::City => 5,
        MentionForm::Role => 6,
        MentionForm::Group => 7,
        MentionForm::Pronoun => 8,
    }
}

fn kind_class(kind: EntityKind) -> u16 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Country => 1,
        EntityKind::Organization => 2,
    }
}

fn count_class(count: usize) -> u16 {
    match count {
        0..=3 => count as u16,
        4..=6 => 4,
        _ => 5,
    }
}

fn list_class(count: usize) -> u16 {
    match count {
        0..=4 => count as u16,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

impl std::ops::Index<WordIndex> for Candidates<'_> {
    type Output = Word;

    fn index(&self, word: WordIndex) -> &Word {
        &self.words[word.0 as usize]
    }
}

impl<'a> Candidates<'a> {
    /// Gathers the words and the actors.
    pub fn new(reading: Reading<'a>, encodings: &Encodings) -> Self {
        let cast = reading.cast;
        let mut words = Vec::new();
        let mut first_word = TiVec::with_capacity(reading.sentences.len());
        let title = reading.article.title;
        let text = reading.sentences.position(|sentence| sentence.span.end > title.end);
        let text = text.unwrap_or(reading.sentences.next_key());
        for (number, sentence) in reading.sentences.iter_enumerated() {
            let rows = &encodings[number].rows;
            if rows.len() != sentence.tokens.len() || rows.is_empty() {
                first_word.push(None);
                continue;
            }
            first_word.push(Some(words.len()));
            let classes = word_classes(&reading, number, number < text);
            for (token, (rows, classes)) in rows.iter().zip(classes).enumerate() {
                words.push(Word {
                    sentence: number,
                    token,
                    rows: *rows,
                    classes,
                });
            }
        }
        let mut mentions = ti_vec![Vec::new(); cast.entities.len()];
        for mention in &cast.mentions {
            if first_word[mention.sentence].is_some() {
                for &entity in &mention.entities {
                    mentions[entity].push(mention);
                }
            }
        }
        let mut ranks: Vec<EntityIndex> = mentions.keys().filter(|&entity| !mentions[entity].is_empty()).collect();
        ranks.sort_by_key(|&entity| (std::cmp::Reverse(mentions[entity].len()), entity));
        Self {
            reading,
            words,
            first_word,
            mentions,
            text,
            ranks,
        }
    }

    /// The place of a token among the words; none where its sentence has not been analyzed.
    pub fn word(&self, sentence: SentenceIndex, token: usize) -> Option<WordIndex> {
        self.first_word[sentence].map(|first| WordIndex((first + token) as u32))
    }

    /// The places of the words, in order.
    pub fn places(&self) -> impl Iterator<Item = WordIndex> + use<> {
        (0..self.words.len() as u32).map(WordIndex)
    }

    /// Whether a word can tell an event by its part of speech.
    pub fn may_tell(&self, word: WordIndex) -> bool {
        let Word { sentence, token, .. } = self[word];
        let token = &self.reading.sentences[sentence].tokens[token];
        matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj)
    }

    /// The actors who may take part in what the word tells.
    pub fn roles(&self, word: WordIndex) -> Vec<RoleCandidate> {
        let Word { sentence, token, .. } = self[word];
        let cast = self.reading.cast;
        let mut entities: Vec<EntityIndex> = Vec::new();
        for at in around(sentence, 3).chain(self.reading.sentences[..self.text].keys()) {
            for mention in cast.of_sentence(at) {
                entities.extend(&mention.entities);
            }
        }
        entities.extend(self.ranks.iter().take(WHOLE_CAST));
        entities.extend(cast.here.as_ref().map(|(entity, _)| *entity));
        entities.extend(cast.home);
        entities.sort_unstable();
        entities.dedup();
        let order = self.order(sentence, token);
        entities
            .into_iter()
            .map(|entity| self.role(sentence, token, entity, &order))
            .collect()
    }

    /// The heads of the sentence's actors by their distance from the token, on each side.
    fn order(&self, sentence: SentenceIndex, token: usize) -> Vec<usize> {
        let mut heads: Vec<usize> = self
            .reading
            .cast
            .of_sentence(sentence)
            .iter()
            .filter(|mention| !mention.inner)
            .map(|mention| mention.head)
            .collect();
        heads.sort_by_key(|&head| (head > token, head.abs_diff(token)));
        heads
    }

    fn role(&self, sentence: SentenceIndex, token: usize, entity: EntityIndex, order: &[usize]) -> RoleCandidate {
        let tokens = &self.reading.sentences[sentence].tokens;
        let mentions = &self.mentions[entity];
        let in_sentence = mentions.iter().filter(|mention| mention.sentence == sentence);
        let here = in_sentence.copied().min_by_key(|mention| {
            let way = path(tokens, token, mention.head, 2);
            (way.up + way.down, mention.head.abs_diff(token))
        });
        let in_title = |mention: &&&Mention| mention.sentence < self.text && mention.sentence != sentence;
        let there = mentions
            .iter()
            .rev()
            .find(|mention| mention.sentence < sentence && mention.sentence >= self.text)
            .or_else(|| mentions.iter().find(in_title))
            .or_else(|| mentions.iter().find(|mention| mention.sentence > sentence))
            .copied();
        let mut row = Row::default();
        self.put_place(&mut row, sentence, token, here, there);
        self.put_entity(&mut row, sentence, entity);
        row.put(here.map_or(8, |mention| rank(order, token, mention.head)), 9);
        row.put(
            here.map_or(3, |mention| mention.entities.len().clamp(1, 3) as u16 - 1),
            4,
        );
        // Long lists of actors take part together.
        let beside = here
            .or(there)
            .map_or(0, |mention| self.reading.cast.of_sentence(mention.sentence).len());
        row.put(list_class(beside), 8);
        RoleCandidate {
            entity,
            near: here.and_then(|mention| self.word(sentence, mention.head)),
            far: there.and_then(|mention| self.word(mention.sentence, mention.head)),
            features: row.features,
        }
    }

    /// Where an actor is named, seen from the word: in its sentence, and how the tree leads there, or in another.
    fn put_place(
        &self,
        row: &mut Row<ROLE_FEATURES>,
        sentence: SentenceIndex,
        token: usize,
        here: Option<&Mention>,
        there: Option<&Mention>,
    ) {
        let parsed = &self.reading.sentences[sentence];
        let is_title = |mention: &Mention| mention.sentence < self.text;
        let location = match (here, there) {
            (Some(mention), _) if mention.head < token => 0,
            (Some(_), _) => 1,
            (None, Some(mention)) if is_title(mention) => 2,
            (None, Some(mention)) if mention.sentence < sentence => match sentence.abs_diff(mention.sentence) {
                1 => 3,
                2 => 4,
                3..=5 => 5,
                _ => 6,
            },
            (None, Some(_)) => 7,
            (None, None) => 8,
        };
        row.put(location, 9);
        let far = there.map_or(0, |mention| {
            match (mention.sentence < sentence, mention.sentence.abs_diff(sentence)) {
                _ if is_title(mention) => 1,
                (true, 1) => 2,
                (true, 2) => 3,
                (true, _) => 4,
                (false, _) => 5,
            }
        });
        row.put(far, 6);
        row.put(here.map_or(16, |mention| distance(token, mention.head)), 17);
        let way = here.map(|mention| path(&parsed.tokens, token, mention.head, 1000));
        let way = way.as_ref();
        let marker = |mention: &Mention| case(&self.reading.article.content, parsed, mention.head);
        row.put(way.map_or(25, |way| (way.up * 5 + way.down) as u16), 26);
        row.put(
            here.map_or(63, |mention| parsed.tokens[mention.head].relation as u16),
            64,
        );
        row.put(way.and_then(|way| way.from).map_or(63, u16::from), 64);
        row.put(way.and_then(|way| way.to).map_or(63, u16::from), 64);
        row.put(here.map_or(63, marker), 64);
        row.put(way.map_or(1000, |way| way.hash), 1001);
        row.put(
            here.map_or(18, |mention| form_class(mention.form) * 2 + u16::from(mention.inner)),
            19,
        );
        row.put(there.map_or(9, |mention| form_class(mention.form)), 10);
    }

    /// What an actor is in the article: its kind, how often it is named, whether it is at home there, and who is of its side.
    fn put_entity(&self, row: &mut Row<ROLE_FEATURES>, sentence: SentenceIndex, entity: EntityIndex) {
        let cast = self.reading.cast;
        let what = &cast.entities[entity];
        let mentions = &self.mentions[entity];
        let in_title = mentions.iter().any(|mention| mention.sentence < self.text);
        let is_mate = |other: EntityIndex| cast.entities[other].affiliation() == what.affiliation();
        let mut others = cast.of_sentence(sentence).iter().flat_map(|mention| &mention.entities);
        let has_mate = others.any(|&other| other != entity && is_mate(other));
        let here = cast.here.as_ref().map(|(other, _)| *other);
        let pair = |one: bool, other: bool| u16::from(one) * 2 + u16::from(other);
        row.put(kind_class(what.kind) * 2 + u16::from(what.known.is_some()), 6);
        row.put(count_class(mentions.len()) * 2 + u16::from(in_title), 12);
        row.put(pair(here == Some(entity), cast.home == Some(entity)), 4);
        row.put(pair(here.is_some_and(is_mate), cast.home.is_some_and(is_mate)), 4);
        row.put(u16::from(has_mate) * 3 + kind_class(what.kind), 6);
    }

    /// The times at which what the word tells may happen: first the article's day and none at all.
    pub fn times(&self, word: WordIndex) -> Vec<TimeCandidate> {
        let Word { sentence, token, .. } = self[word];
        let read = around(sentence, 2).filter(|&near| matches!(self.first_word.get(near), Some(Some(_))));
        let expressions = read.flat_map(|near| {
            let timexes = self.reading.timexes[near].iter().enumerate();
            let own = (near == sentence).then_some(token);
            let timexes = timexes.filter(move |(_, timex)| timex.may_date(own));
            timexes.map(move |(index, _)| TimeOf::Expression { sentence: near, index })
        });
        let all = [TimeOf::ArticleDay, TimeOf::Untold].into_iter().chain(expressions);
        all.map(|time| self.time(sentence, token, time)).collect()
    }

    fn time(&self, sentence: SentenceIndex, token: usize, time: TimeOf) -> TimeCandidate {
        let place = match time {
            TimeOf::Expression { sentence, index } => Some((sentence, &self.reading.timexes[sentence][index])),
            _ => None,
        };
        let timex = place.map(|(_, timex)| timex);
        let last = |at: SentenceIndex| self.reading.sentences[at].tokens.len().saturating_sub(1);
        let first = place.map(|(at, timex)| (at, timex.tokens.start.min(last(at))));
        let mut row = Row::default();
        self.put_time(&mut row, sentence, token, time, first);
        let precision = |timex: &Timex| {
            if timex.date.is_some() {
                precision_of(timex.precision)
            } else {
                8
            }
        };
        row.put(timex.map_or(40, |timex| kind_of(timex.kind) * 9 + precision(timex)), 41);
        let date = self.reading.article.date;
        let range = timex.and_then(|timex| timex.date);
        row.put(range.map_or(11, |range| when(date, range.start, range.end)), 12);
        row.put(timex.map_or(4, |timex| anchor_of(timex.anchor)), 5);
        let own = self.reading.timexes[sentence].len();
        let candidates = match time {
            TimeOf::Expression { sentence: at, .. } if at == sentence => 6 + own.min(4) as u16,
            TimeOf::ArticleDay => own.min(2) as u16,
            TimeOf::Untold => 3 + own.min(2) as u16,
            TimeOf::Expression { .. } => 11 + own.min(1) as u16,
        };
        row.put(candidates, 13);
        TimeCandidate {
            time,
            word: first.and_then(|(at, first)| self.word(at, first)),
            features: row.features,
        }
    }

    /// Where a time is told, seen from the word, and how the tree leads there; `first` is the sentence and the first token.
    fn put_time(
        &self,
        row: &mut Row<TIME_FEATURES>,
        sentence: SentenceIndex,
        token: usize,
        time: TimeOf,
        first: Option<(SentenceIndex, usize)>,
    ) {
        let parsed = &self.reading.sentences[sentence];
        let location = match (time, first) {
            (TimeOf::ArticleDay, _) => 0,
            (TimeOf::Untold, _) => 1,
            (_, Some((at, first))) if at == sentence => 2 + u16::from(first > token),
            (_, Some((at, _))) if at < sentence => 4 + sentence.abs_diff(at).min(2) as u16,
            _ => 7,
        };
        row.put(location, 8);
        let inside = first.filter(|&(at, _)| at == sentence).map(|(_, first)| first);
        row.put(inside.map_or(16, |first| distance(token, first)), 17);
        // The word of the expression that hangs on one outside it.
        let head = inside.map(|first| {
            let range = match time {
                TimeOf::Expression { sentence, index } => self.reading.timexes[sentence][index].tokens.clone(),
                _ => first..first + 1,
            };
            let outer = |at: &usize| parsed.tokens[*at].head.is_none_or(|head| !range.contains(&head));
            range
                .clone()
                .take_while(|&at| at < parsed.tokens.len())
                .find(outer)
                .unwrap_or(first)
        });
        let way = head.map(|head| path(&parsed.tokens, token, head, 256));
        let way = way.as_ref();
        row.put(way.map_or(25, |way| (way.up * 5 + way.down) as u16), 26);
        row.put(head.map_or(63, |head| parsed.tokens[head].relation as u16), 64);
        row.put(way.and_then(|way| way.from).map_or(63, u16::from), 64);
        row.put(
            head.map_or(63, |head| case(&self.reading.article.content, parsed, head)),
            64,
        );
        row.put(way.map_or(256, |way| way.hash), 257);
    }
}

/// A sentence with up to `before` that stand before it and the one behind it, in order.
fn around(sentence: SentenceIndex, before: usize) -> impl Iterator<Item = SentenceIndex> {
    sentence.back(before).rev().chain([sentence + 1])
}

/// The features of a candidate: each has rows of its own in the table, one kind's after the other's.
struct Row<const N: usize> {
    features: [u16; N],
    slot: usize,
    base: u16,
}

impl<const N: usize> Default for Row<N> {
    fn default() -> Self {
        Self {
            features: [0; N],
            slot: 0,
            base: 0,
        }
    }
}

impl<const N: usize> Row<N> {
    /// Adds a feature that has `width` values.
    fn put(&mut self, value: u16, width: u16) {
        self.features[self.slot] = self.base + value.min(width - 1);
        self.slot += 1;
        self.base += width;
    }
}

/// How many actors stand between a word and one of them, on the same side.
fn rank(order: &[usize], token: usize, head: usize) -> u16 {
    let mut side = order.iter().filter(|&&other| (other > token) == (head > token));
    let rank = side.position(|&other| other == head).map_or(3, |rank| rank.min(3));
    rank as u16 * 2 + u16::from(head > token)
}

fn anchor_of(anchor: Anchor) -> u16 {
    match anchor {
        Anchor::Absolute => 0,
        Anchor::ArticleDate => 1,
        Anchor::PreviousTimex => 2,
        Anchor::None => 3,
    }
}

fn kind_of(kind: TimexKind) -> u16 {
    match kind {
        TimexKind::Date => 0,
        TimexKind::Time => 1,
        TimexKind::Duration => 2,
        TimexKind::Set => 3,
    }
}

fn precision_of(precision: Precision) -> u16 {
    match precision {
        Precision::Day => 0,
        Precision::Span => 1,
        Precision::Week => 2,
        Precision::Month => 3,
        Precision::Season => 4,
        Precision::Year => 5,
        Precision::Decade => 6,
        Precision::Vague => 7,
    }
}

/// How far from the article's day.
fn when(article: Option<NaiveDate>, start: NaiveDate, end: NaiveDate) -> u16 {
    let Some(day) = article else { return 10 };
    if start <= day && day <= end {
        return u16::from(start != end);
    }
    let gap = if end < day {
        (day - end).num_days()
    } else {
        (start - day).num_days()
    };
    let class = match gap {
        1 => 0,
        2..=7 => 1,
        8..=45 => 2,
        _ => 3,
    };
    2 + class + if end < day { 0 } else { 4 }
}

fn word_classes(reading: &Reading<'_>, number: SentenceIndex, in_title: bool) -> Vec<[u16; WORD_CLASSES]> {
    let sentence = &reading.sentences[number];
    let cast = reading.cast;
    let mut classes: Vec<[u16; WORD_CLASSES]> = sentence
        .tokens
        .iter()
        .enumerate()
        .map(|(index, token)| {
            [
                token.upos as u16,
                20 + token.relation as u16,
                84,
                85 + 18,
                104 + 6,
                111,
                170 + u16::from(index == 0),
                172 + u16::from(in_title),
            ]
        })
        .collect();
    for mention in cast.of_sentence(number) {
        if mention.inner {
            continue;
        }
        let Some(&entity) = mention.entities.first() else {
            continue;
        };
        let entity = &cast.entities[entity];
        for token in mention.tokens.clone() {
            let first = u16::from(token == mention.tokens.start);
            classes[token][3] = 85 + form_class(mention.form) * 2 + first;
            classes[token][4] = 104 + kind_class(entity.kind) * 2 + u16::from(entity.known.is_some());
        }
        classes[mention.head][2] = 84 + 90;
    }
    for timex in &reading.timexes[number] {
        for token in timex.tokens.clone() {
            if let Some(classes) = classes.get_mut(token) {
                let precision = if timex.date.is_some() {
                    precision_of(timex.precision)
                } else {
                    8
                };
                classes[5] = 112 + kind_of(timex.kind) * 9 + precision;
            }
        }
    }
    for classes in &mut classes {
        debug_assert!(classes.iter().all(|&row| usize::from(row) < WORD_CLASS_ROWS));
    }
    classes
}
