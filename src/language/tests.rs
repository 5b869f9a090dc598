//! Text to trees, on short sentences of news.

use std::fmt::Write as _;

use expect_test::Expect;
use expect_test::expect;

use crate::language::Sentence;
use crate::language::analyze;
use crate::language::segment;
use crate::span::Span;

fn analyzed(text: &str) -> Vec<Sentence> {
    let mut sentences = segment(text, &[Span::new(0, text.len())]);
    for sentence in &mut sentences {
        analyze(text, sentence);
    }
    sentences.into()
}

/// Shows sentences a line each, a space between tokens.
fn check_segmentation(text: &str, expected: &Expect) {
    let mut actual = String::new();
    for sentence in segment(text, &[Span::new(0, text.len())]) {
        let words: Vec<&str> = sentence.tokens.iter().map(|token| token.span.of(text)).collect();
        actual.push_str(&words.join(" "));
        actual.push('\n');
    }
    expected.assert_eq(&actual);
}

/// Shows tags and lemmas a word.
fn check_tags(text: &str, expected: &Expect) {
    let mut actual = String::new();
    for token in analyzed(text).iter().flat_map(|sentence| &sentence.tokens) {
        let form = token.span.of(text);
        let (upos, xpos, lemma) = (token.upos, token.xpos, &token.lemma);
        let _ = writeln!(actual, "{form} {upos} {xpos} {lemma}");
    }
    expected.assert_eq(&actual);
}

/// Shows each word with its relation and its head.
fn check_tree(text: &str, expected: &Expect) {
    let mut actual = String::new();
    for sentence in analyzed(text) {
        for token in &sentence.tokens {
            let head = token.head.map_or("", |head| sentence.tokens[head].span.of(text));
            let (form, relation) = (token.span.of(text), token.relation);
            let _ = writeln!(actual, "{form} {relation} {head}");
        }
    }
    expected.assert_eq(&actual.replace(" \n", "\n"));
}

#[test]
fn contractions_and_possessives_are_tokens_of_their_own() {
    check_segmentation(
        "Kim's envoy can't, won't and cannot go; they’re the states' guests.",
        &expect![[r#"
            Kim 's envoy ca n't , wo n't and can not go ; they ’re the states ' guests .
        "#]],
    );
}

#[test]
fn hyphens_are_cut_as_in_the_treebanks() {
    check_segmentation(
        "A two-day, U.S.-led visit by the co-founder of a non-profit on Nov. 4-5.",
        &expect![[r#"
            A two - day , U.S. - led visit by the co-founder of a non-profit on Nov. 4 - 5 .
        "#]],
    );
}

#[test]
fn names_in_latin_syllables_stay_together() {
    check_segmentation(
        "Moon Jae-in and Ban Ki-moon met Jean-Claude Juncker.",
        &expect![[r#"
            Moon Jae-in and Ban Ki-moon met Jean - Claude Juncker .
        "#]],
    );
}

#[test]
fn abbreviations_keep_their_full_stop() {
    check_segmentation(
        "Gen. Lee met Mr. H.D. Deve Gowda at 3 P.M. on Nov. 4 in Washington, D.C. He left for the U.S. The talks were No. 1. No.",
        &expect![[r#"
            Gen. Lee met Mr. H.D. Deve Gowda at 3 P.M. on Nov. 4 in Washington , D.C.
            He left for the U.S.
            The talks were No. 1 .
            No .
        "#]],
    );
}

#[test]
fn money_and_numbers_are_cut_at_their_units() {
    check_segmentation(
        "It gave $650,000, €3.5bn and US$2 million, or 5% of 1,200, at 10am on 9/11.",
        &expect![[r#"
            It gave $ 650,000 , € 3.5 bn and US$ 2 million , or 5 % of 1,200 , at 10 am on 9/11 .
        "#]],
    );
}

#[test]
fn currency_signs_are_cut_out_of_a_run() {
    check_segmentation(
        "é£ 5€",
        &expect![[r#"
        é £ 5 €
    "#]],
    );
}

#[test]
fn quotes_close_after_the_full_stop() {
    check_segmentation(
        "“We agreed.” He smiled. \"Will it last?\" he asked. ``Yes.'' [1] They left…",
        &expect![[r#"
            “ We agreed . ”
            He smiled .
            " Will it last ? " he asked .
            `` Yes . '' [ 1 ]
            They left …
        "#]],
    );
}

#[test]
fn addresses_are_one_token() {
    check_segmentation(
        "See https://www.un.org/en/?a=1. Write to press@mfa.gov.cn, or visit state.gov (daily).",
        &expect![[r#"
            See https://www.un.org/en/?a=1 .
            Write to press@mfa.gov.cn , or visit state.gov ( daily ) .
        "#]],
    );
}

#[test]
fn semicolons_and_colons_end_no_sentence() {
    check_segmentation(
        "He came; he saw: nothing. Then he left",
        &expect![[r#"
        He came ; he saw : nothing .
        Then he left
    "#]],
    );
}

#[test]
fn no_sentence_crosses_a_block() {
    let text = "Leaders meet\nPutin flew to Minsk.";
    let sentences = segment(text, &[Span::new(0, 12), Span::new(13, text.len())]);
    assert_eq!(sentences.len(), 2);
    assert_eq!(sentences.raw[0].span.of(text), "Leaders meet");
}

#[test]
fn sentences_of_capitals_are_read_like_others() {
    check_tags(
        "PUTIN MEETS XI IN MOSCOW",
        &expect![[r#"
        PUTIN PROPN NNP Putin
        MEETS VERB VBZ meet
        XI PROPN NNP XI
        IN ADP IN in
        MOSCOW PROPN NNP Moscow
    "#]],
    );
}

#[test]
fn headlines_with_capitals_on_each_word_are_read_like_others() {
    check_tags(
        "Putin Meets Kim in Vladivostok",
        &expect![[r#"
        Putin PROPN NNP Putin
        Meets VERB VBZ meet
        Kim PROPN NNP Kim
        in ADP IN in
        Vladivostok PROPN NNP Vladivostok
    "#]],
    );
    // A word that titles would raise is small: these capitals are names'.
    check_tags(
        "Secretary Rice met the State Department's Hill",
        &expect![[r#"
            Secretary PROPN NNP Secretary
            Rice PROPN NNP Rice
            met VERB VBD meet
            the DET DT the
            State PROPN NNP State
            Department PROPN NNP Department
            's PART POS 's
            Hill PROPN NNP Hill
        "#]],
    );
}

#[test]
fn lemmas_keep_the_case_of_names_only() {
    check_tags(
        "The ministers’ talks ended; Beijing's envoys had left.",
        &expect![[r#"
            The DET DT the
            ministers NOUN NNS minister
            ’ PART POS 's
            talks NOUN NNS talk
            ended VERB VBD end
            ; PUNCT , ;
            Beijing PROPN NNP Beijing
            's PART POS 's
            envoys NOUN NNS envoy
            had AUX VBD have
            left VERB VBN leave
            . PUNCT . .
        "#]],
    );
}

#[test]
fn titles_and_names_make_one_phrase() {
    check_tree(
        "Chinese Foreign Minister Li Zhaoxing met Prime Minister Nawaz Sharif.",
        &expect![[r#"
            Chinese amod Minister
            Foreign amod Minister
            Minister nmod:desc Li
            Li nsubj met
            Zhaoxing flat Li
            met root
            Prime amod Minister
            Minister nmod:desc Nawaz
            Nawaz obj met
            Sharif flat Nawaz
            . punct met
        "#]],
    );
}

#[test]
fn passive_has_subject_and_agent() {
    check_tree(
        "Mr. Lavrov was received by King Salman in Riyadh on Tuesday.",
        &expect![[r#"
            Mr. nmod:desc Lavrov
            Lavrov nsubj:pass received
            was aux:pass received
            received root
            by case Salman
            King nmod:desc Salman
            Salman obl:agent received
            in case Riyadh
            Riyadh obl received
            on case Tuesday
            Tuesday obl received
            . punct received
        "#]],
    );
}

#[test]
fn reported_speech_hangs_on_its_verb() {
    check_tree(
        "The two leaders will discuss trade, the Kremlin said.",
        &expect![[r#"
            The det leaders
            two nummod leaders
            leaders nsubj discuss
            will aux discuss
            discuss ccomp said
            trade obj discuss
            , punct discuss
            the det Kremlin
            Kremlin nsubj said
            said root
            . punct said
        "#]],
    );
}

#[test]
fn an_empty_text_has_no_sentence() {
    assert!(segment("", &[Span::new(0, 0)]).is_empty());
    assert!(segment(" \n\t ", &[Span::new(0, 4)]).is_empty());
}

#[test]
fn a_very_long_sentence_is_one_tree() {
    let text = "Moscow , ".repeat(700);
    let mut sentence = Sentence::default();
    for found in segment(&text, &[Span::new(0, text.len())]) {
        sentence.tokens.extend(found.tokens);
    }
    analyze(&text, &mut sentence);
    assert_eq!(sentence.tokens.len(), 1400);
    assert_eq!(sentence.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
    assert!((0..1400).all(|token| sentence.ancestors(token).count() < 1400));
}
