//! Trees that no parser should make: whatever hangs on what, reading ends.

use crate::article::{Article, Block, BlockKind, DateOrigin};
use crate::entity;
use crate::event::{Patterns, Reading};
use crate::knowledge::Knowledge;
use crate::language::{self, Relation, Sentence, Upos, Xpos, segment};
use crate::span::Span;
use crate::temporal::{self, Context};
use proptest::collection::vec;
use proptest::prelude::*;
use std::path::Path;
use typed_index_collections::TiVec;

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

/// Gives the words their labels and heads, of whatever sense.
fn damage(sentence: &mut Sentence, labels: &[(Upos, Xpos, Relation, prop::sample::Index)]) {
    let count = sentence.tokens.len();
    for (token, (upos, xpos, relation, head)) in sentence.tokens.iter_mut().zip(labels) {
        token.upos = *upos;
        token.xpos = *xpos;
        token.relation = *relation;
        token.head = Some(head.index(count + 1)).filter(|&head| head < count);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heads_in_circles_end(words in vec(word(), 1..24), labels in vec(labels(), 24)) {
        let article = article(&words);
        let knowledge = Knowledge::builtin();
        let mut sentences = segment(&article.content, &[article.blocks[0].span]);
        let encodings: TiVec<_, _> = sentences
            .iter_mut()
            .map(|sentence| language::encode(&article.content, sentence))
            .collect();
        for sentence in &mut sentences {
            damage(sentence, &labels);
        }
        let cast = entity::read(&article, &sentences, &knowledge.gazetteer);
        let mut context = Context::new(article.date);
        let timexes: TiVec<_, _> = sentences
            .iter()
            .map(|sentence| temporal::recognize(&article.content, sentence, &mut context))
            .collect();
        let reading = Reading {
            article: &article,
            sentences: &sentences,
            cast: &cast,
            timexes: &timexes,
        };
        let mut patterns = Patterns::default();
        let own = "[[pattern]]\nid = 'a'\ntype = 'supported'\nverbs = ['praise', 'visit']\nsource = ['subject']\n\
                   target = ['object', '+with', 'indirect']\n[[pattern]]\nid = 'b'\ntype = 'met'\nnouns = ['talk', 'office']\n\
                   source = ['owner', 'holder']\n";
        patterns.add_file(Path::new("own.toml"), own).expect("patterns");
        knowledge.reader.read(&reading, &encodings, &patterns);
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
