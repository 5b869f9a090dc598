//! Tense: by the tree, and by the words where there is none.

use super::super::tense_of;
use super::tokenize;
use crate::language::{Relation, Sentence, Token, Upos, Xpos};
use crate::span::Span;
use expect_test::{Expect, expect};
use std::fmt::Write;

/// A sentence from lines of word, tag, head (from 1; 0 is the root) and relation.
fn parsed(lines: &str) -> (String, Sentence) {
    let mut content = String::new();
    let mut tokens = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split(' ').collect();
        let start = content.len();
        content.push_str(columns[0]);
        let xpos = Xpos::parse(columns[1]).expect("a tag");
        let upos = match columns[1] {
            "NNP" => Upos::Propn,
            "JJ" => Upos::Adj,
            "IN" => Upos::Adp,
            "NN" | "NNS" => Upos::Noun,
            "MD" => Upos::Aux,
            tag if tag.starts_with("VB") => Upos::Verb,
            _ => Upos::X,
        };
        let lemma = match columns[0] {
            "is" | "was" | "be" => "be",
            "began" => "begin",
            "looked" => "look",
            "planned" => "plan",
            word => word,
        };
        tokens.push(Token {
            span: Span::new(start, content.len()),
            upos,
            xpos,
            lemma: lemma.to_owned(),
            head: columns[2].parse::<usize>().expect("a number").checked_sub(1),
            relation: Relation::parse(columns[3]).expect("a relation"),
        });
        content.push(' ');
    }
    let span = Span::new(0, content.trim_end().len());
    (content, Sentence { span, tokens })
}

/// Shows the tense of the word "Friday" in each tree.
fn check(trees: &[&str], expected: &Expect) {
    let mut actual = String::new();
    for tree in trees {
        let (content, sentence) = parsed(tree);
        let of_day = |token: &Token| token.span.of(&content) == "Friday";
        let day = sentence.tokens.iter().position(of_day).expect("a Friday");
        let tense = tense_of(&sentence, &content, day);
        writeln!(actual, "{content}= {tense:?}").expect("strings take all");
    }
    expected.assert_eq(&actual);
}

#[test]
fn by_the_tree() {
    check(
        &[
            "He PRP 2 nsubj\n left VBD 0 root\n Friday NNP 2 obl:unmarked",
            "He PRP 2 nsubj\n flew VBN 0 root\n Friday NNP 2 obl:unmarked",
            "It PRP 4 nsubj:pass\n had VBD 4 aux\n been VBN 4 aux:pass\n scheduled VBN 0 root\n on IN 6 case\n Friday NNP 4 obl",
            "It PRP 4 nsubj:pass\n had VBD 4 aux\n been VBN 4 aux:pass\n scheduled VBN 0 root\n for IN 6 case\n Friday NNP 4 obl",
            "He PRP 3 nsubj\n will MD 3 aux\n leave VB 0 root\n Friday NNP 3 obl:unmarked",
            "He PRP 2 nsubj\n said VBD 0 root\n he PRP 5 nsubj\n would MD 5 aux\n leave VB 2 ccomp\n Friday NNP 5 obl:unmarked",
            "Talks NNS 4 nsubj\n would MD 4 aux\n have VB 4 aux\n failed VBN 0 root\n Friday NNP 4 obl:unmarked",
            "He PRP 3 nsubj:pass\n was VBD 3 aux:pass\n scheduled VBN 0 root\n to TO 5 mark\n leave VB 3 xcomp\n Friday NNP 5 obl:unmarked",
            "A DT 2 det\n meeting NN 0 root\n to TO 5 mark\n be VB 5 aux:pass\n held VBN 2 acl\n Friday NNP 5 obl:unmarked",
            "A DT 2 det\n deal NN 5 nsubj\n signed VBN 2 acl\n Friday NNP 3 obl:unmarked\n collapses VBZ 0 root",
            "He PRP 2 nsubj\n began VBD 0 root\n to TO 4 mark\n leave VB 2 xcomp\n Friday NNP 4 obl:unmarked",
            "He PRP 2 nsubj\n agreed VBD 0 root\n to TO 4 mark\n leave VB 2 xcomp\n Friday NNP 4 obl:unmarked",
            "They PRP 2 nsubj\n agreed VBD 0 root\n to IN 4 case\n talks NNS 2 obl\n Friday NNP 4 nmod:unmarked",
            "He PRP 2 nsubj\n left VBD 0 root\n Friday NNP 5 obl:unmarked\n to TO 5 mark\n pray VB 2 advcl",
            "He PRP 2 nsubj\n planned VBD 0 root\n Friday NNP 5 obl:unmarked\n to TO 5 mark\n pray VB 2 xcomp",
            "They PRP 2 nsubj\n looked VBD 0 root\n forward RB 2 advmod\n to IN 5 case\n talks NNS 2 obl\n Friday NNP 5 nmod:unmarked",
            "He PRP 2 nsubj\n planned VBD 0 root\n talks NNS 2 obj\n Friday NNP 3 nmod:unmarked",
            "The DT 2 det\n visit NN 4 nsubj\n Friday NNP 2 nmod:unmarked\n includes VBZ 0 root\n talks NNS 4 obj",
            "Talks NNS 0 root\n due JJ 1 amod\n Friday NNP 2 obl:unmarked",
            "Friday NNP 0 root",
        ],
        &expect![[r#"
            He left Friday = Past
            He flew Friday = Past
            It had been scheduled on Friday = Past
            It had been scheduled for Friday = Future
            He will leave Friday = Future
            He said he would leave Friday = Future
            Talks would have failed Friday = Past
            He was scheduled to leave Friday = Future
            A meeting to be held Friday = Future
            A deal signed Friday collapses = Past
            He began to leave Friday = Past
            He agreed to leave Friday = Future
            They agreed to talks Friday = Future
            He left Friday to pray = Past
            He planned Friday to pray = Future
            They looked forward to talks Friday = Future
            He planned talks Friday = Future
            The visit Friday includes talks = Present
            Talks due Friday = Future
            Friday = None
        "#]],
    );
}

#[test]
fn by_the_words() {
    let mut actual = String::new();
    for text in [
        "Friday he will leave.",
        "He said he may leave Friday.",
        "He was to leave Friday.",
        "He agreed to leave Friday.",
        "It is set for Friday.",
        "It is to be held Friday.",
        "It had been held Friday.",
        "Talks Friday.",
    ] {
        let sentence = tokenize(text);
        let of_day = |token: &Token| token.span.of(text).starts_with("Friday");
        let day = sentence.tokens.iter().position(of_day).expect("a Friday");
        writeln!(actual, "{text} = {:?}", tense_of(&sentence, text, day)).expect("strings take all");
    }
    expect![[r#"
        Friday he will leave. = Future
        He said he may leave Friday. = Future
        He was to leave Friday. = Future
        He agreed to leave Friday. = Future
        It is set for Friday. = Future
        It is to be held Friday. = Future
        It had been held Friday. = Past
        Talks Friday. = None
    "#]]
    .assert_eq(&actual);
    assert_eq!(tense_of(&Sentence::default(), "", 3), super::super::Tense::None);
}
