//! Laws of the language room, and how well it does on news.

use std::io::BufReader;

use proptest::prelude::*;
use summitry::language::Relation;
use summitry::language::Sentence;
use summitry::language::analyze;
use summitry::language::conllu::ConlluSentence;
use summitry::language::conllu::Reader;
use summitry::language::evaluation::Scores;
use summitry::language::segment;
use summitry::span::Span;

/// Checks the laws that hold for every text.
fn check_laws(text: &str, blocks: &[Span]) -> Vec<Sentence> {
    let mut sentences = segment(text, blocks);
    let mut end = 0;
    for sentence in &mut sentences {
        assert!(!sentence.tokens.is_empty());
        assert!(
            blocks.iter().any(|block| block.contains(sentence.span)),
            "a sentence crosses a block"
        );
        for token in &sentence.tokens {
            let span = token.span;
            assert!(span.start >= end && !span.is_empty());
            assert!(!span.of(text).contains(char::is_whitespace));
            end = span.end;
        }
        analyze(text, sentence);
        let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
        assert_eq!(roots, 1);
        for (index, token) in sentence.tokens.iter().enumerate() {
            assert_eq!(token.head.is_none(), token.relation == Relation::Root);
            assert!(
                token
                    .head
                    .is_none_or(|head| head < sentence.tokens.len() && head != index)
            );
            assert_eq!(
                sentence.ancestors(index).last().or(token.head),
                if token.head.is_none() { None } else { sentence.root() }
            );
        }
    }
    for block in blocks {
        let uncovered: String = block
            .of(text)
            .char_indices()
            .filter(|(place, _)| {
                let place = block.start + place;
                let index = sentences.partition_point(|sentence| sentence.span.end <= place);
                let tokens = sentences.get(index).map_or(&[][..], |sentence| &sentence.tokens);
                let index = tokens.partition_point(|token| token.span.end <= place);
                tokens.get(index).is_none_or(|token| token.span.start > place)
            })
            .map(|(_, letter)| letter)
            .collect();
        assert!(uncovered.chars().all(char::is_whitespace), "{uncovered:?}");
    }
    sentences.into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_tokens_in_order_and_trees(text in "\\PC{0,120}") {
        check_laws(&text, &[Span::new(0, text.len())]);
    }

    #[test]
    fn marks_and_words_mix_freely(text in "([a-zA-Z]{1,5}|[0-9]{1,3}|['’`\"“”.,:;!?()\\[\\]$%#@&/*+=<>_-]{1,3}|n't|U\\.S\\.|http://| |\n|é|中|🤝|\u{202e}|\u{0}){0,40}") {
        check_laws(&text, &[Span::new(0, text.len())]);
    }

    #[test]
    fn blocks_are_kept_apart(words in prop::collection::vec("[A-Za-z.!? ]{0,30}", 1..6)) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for word in &words {
            blocks.push(Span::new(text.len(), text.len() + word.len()));
            text.push_str(word);
        }
        check_laws(&text, &blocks);
    }

    #[test]
    fn conllu_survives_reading_and_writing(text in "[A-Za-z'.,$ -]{1,80}") {
        let sentences = check_laws(&text, &[Span::new(0, text.len())]);
        let mut written = String::new();
        for sentence in &sentences {
            ConlluSentence::from_analysis(&text, sentence, "1").write(&mut written);
        }
        let mut again = String::new();
        for sentence in Reader::new(BufReader::new(written.as_bytes())) {
            sentence.expect("a sentence").write(&mut again);
        }
        prop_assert_eq!(written, again);
    }
}

#[test]
fn a_megabyte_without_spaces_is_read() {
    let text = "a,b.c-😀'".repeat(100_000);
    let sentences = segment(&text, &[Span::new(0, text.len())]);
    let covered: usize = sentences
        .iter()
        .flat_map(|sentence| &sentence.tokens)
        .map(|token| token.span.len())
        .sum();
    assert_eq!(covered, text.len());
    let text = "x".repeat(1_000_000);
    assert!(!segment(&text, &[Span::new(0, text.len())]).is_empty());
}

#[test]
fn a_malformed_line_is_named_and_the_rest_is_read() {
    let text = "1\tPeace\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tWar\n\n1\tTalks\t_\t_\t_\t_\t0\troot\t_\t_\n\n1\tx\t_\t_\t_\t_\t7\tdep\t_\t_\n";
    let read: Vec<_> = Reader::new(text.as_bytes())
        .map(|sentence| sentence.map_err(|error| error.to_string()))
        .collect();
    assert_eq!(read.len(), 4);
    assert!(read[0].is_ok() && read[2].is_ok());
    assert_eq!(
        read[1].as_ref().expect_err("two columns"),
        "line 3: 2 columns instead of 10"
    );
    assert_eq!(
        read[3].as_ref().expect_err("no such head"),
        "line 7: HEAD 7 in a sentence of 1 words"
    );
}

#[test]
fn multiword_tokens_empty_nodes_and_comments_are_kept() {
    let text = "# text = can't\n1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tca\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let mut sentence = Reader::new(text.as_bytes())
        .next()
        .expect("a sentence")
        .expect("well-formed");
    let mut written = String::new();
    sentence.write(&mut written);
    assert_eq!(written, text);
    let (content, mut tokens) = sentence.tokens();
    analyze(&content, &mut tokens);
    sentence.annotate(&tokens);
    let lemmas: Vec<&str> = sentence.words().map(|word| word.lemma.as_str()).collect();
    assert_eq!(lemmas, ["can", "not"]);
    assert_eq!(sentence.lines.len(), 5);
}

/// Sentences of our own with trees checked by hand; raise the floors when the model gets better.
#[test]
fn news_is_parsed_as_by_hand() {
    let gold = include_str!("../../src/language/testdata/news.conllu");
    let mut scores = Scores::default();
    for sentence in Reader::new(gold.as_bytes()) {
        let sentence = sentence.expect("a sentence");
        let (content, mut tokens) = sentence.tokens();
        analyze(&content, &mut tokens);
        scores.add(&sentence, &tokens);
        let text = sentence.comment("text").expect("its text");
        let found = segment(text, &[Span::new(0, text.len())]);
        let found: Vec<&str> = found
            .iter()
            .flat_map(|sentence| &sentence.tokens)
            .map(|token| token.span.of(text))
            .collect();
        let forms: Vec<&str> = sentence.words().map(|word| word.form.as_str()).collect();
        assert_eq!(found, forms);
    }
    assert!(scores.upos * 100 >= scores.words * 96, "{scores}");
    assert!(scores.lemma * 100 >= scores.words * 96, "{scores}");
    assert!(scores.unlabeled * 100 >= scores.words * 92, "{scores}");
    assert!(scores.labeled * 100 >= scores.words * 89, "{scores}");
}
