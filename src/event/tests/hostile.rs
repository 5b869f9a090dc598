//! Trees that no parser should make: whatever hangs on what, reading ends, and repairs make no circle.

use crate::article::{Article, Block, BlockKind, DateOrigin};
use crate::entity;
use crate::event::{self, Reading};
use crate::knowledge::Knowledge;
use crate::language::{Relation, Sentence, Token, Upos, Xpos, climb, segment};
use crate::span::Span;
use crate::temporal::{self, Context};
use proptest::collection::vec;
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "Volodymyr",
    "Zelenskyy",
    "Putin",
    "President",
    "Russia",
    "Kyiv",
    "the",
    "some",
    "part",
    "delegation",
    "leaders",
    "of",
    "with",
    "by",
    "to",
    "and",
    ",",
    "visiting",
    "visited",
    "met",
    "praised",
    "said",
    "signed",
    "held",
    "talks",
    "meeting",
    "sanctions",
    "who",
    "he",
    "it",
    "Monday",
    "April",
    "2019",
    "last",
    "year",
    "office",
];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS)
}

/// A label for each word, and the head that it asks for.
fn labels() -> impl Strategy<Value = (Upos, Xpos, Relation, prop::sample::Index)> {
    (
        prop::sample::select(Upos::ALL),
        prop::sample::select(Xpos::ALL),
        prop::sample::select(Relation::ALL),
        any::<prop::sample::Index>(),
    )
}

fn article(words: &[&str]) -> Article {
    let content = words.join(" ");
    let span = Span::new(0, content.len());
    Article {
        id: "article".to_owned(),
        content,
        text_start: 0,
        title: Span::default(),
        blocks: vec![Block {
            span,
            kind: BlockKind::Paragraph,
        }],
        date: "2019-04-24".parse().ok(),
        date_origin: DateOrigin::Metadata,
        dateline: None,
        url: None,
        source: None,
    }
}

/// Gives the words their labels and heads; in a `tree`, the head of a word stands before it.
fn damage(sentence: &mut Sentence, labels: &[(Upos, Xpos, Relation, prop::sample::Index)], tree: bool) {
    let count = sentence.tokens.len();
    for (at, (token, (upos, xpos, relation, head))) in sentence.tokens.iter_mut().zip(labels).enumerate() {
        token.upos = *upos;
        token.xpos = *xpos;
        token.relation = *relation;
        let heads = if tree { at } else { count + 1 };
        token.head = (heads > 0).then(|| head.index(heads)).filter(|&head| head < count);
    }
}

fn is_tree(tokens: &[Token]) -> bool {
    (0..tokens.len()).all(|token| climb(tokens, token).count() < tokens.len())
}

/// Reads the sentences as the pipeline does, and returns them as the repairs have left them.
fn read(article: &Article, mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    let knowledge = Knowledge::builtin();
    let mut cast = entity::read(article, &sentences, &knowledge.gazetteer);
    entity::settle(&mut sentences, &mut cast);
    event::settle_verbs(&mut sentences, &cast);
    let times = |sentences: &[Sentence]| -> Vec<Vec<temporal::Timex>> {
        let mut context = Context::new(article.date);
        let read = |sentence| temporal::recognize(&article.content, sentence, &mut context);
        sentences.iter().map(read).collect()
    };
    let timexes = times(&sentences);
    event::settle_times(&mut sentences, &timexes);
    let timexes = times(&sentences);
    let reading = Reading {
        article,
        sentences: &sentences,
        cast: &cast,
        timexes: &timexes,
    };
    event::extract(&reading, &knowledge.patterns);
    sentences
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heads_in_circles_end(words in vec(word(), 1..24), labels in vec(labels(), 24)) {
        let article = article(&words);
        let mut sentences = segment(&article.content, &[article.blocks[0].span]);
        for sentence in &mut sentences {
            damage(sentence, &labels, false);
        }
        read(&article, sentences);
    }

    #[test]
    fn repairs_make_no_circle(words in vec(word(), 1..24), labels in vec(labels(), 24)) {
        let article = article(&words);
        let mut sentences = segment(&article.content, &[article.blocks[0].span]);
        for sentence in &mut sentences {
            damage(sentence, &labels, true);
            prop_assert!(is_tree(&sentence.tokens));
        }
        for sentence in read(&article, sentences) {
            prop_assert!(is_tree(&sentence.tokens), "{sentence:?}");
        }
    }
}

/// A sentence of 2021 on which the repair of a name once made a circle, and the reading never ended.
#[test]
fn a_name_below_its_own_clause_ends() {
    super::mined(
        "2021-05-05",
        &[
            "\"It is important that the cooperation between our countries is really dynamic and fruitful,\" Volodymyr \
             Zelenskyy stressed and praised the resumption of the work of the Danish Embassy in Kyiv.",
        ],
    );
}
