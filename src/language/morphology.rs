//! Features: what do the tags say of tense, number, degree and person?
//!
//! In: a token's tags and lemma. Out: the FEATS column of CoNLL-U as far as the tags and the words of closed classes
//! tell it.

use crate::language::Token;
use crate::language::Upos;
use crate::language::Xpos;

/// The features of a token in the order of CoNLL-U, `_` if there are none.
pub fn features(token: &Token, form: &str) -> String {
    let features = match token.xpos {
        Xpos::Nn | Xpos::Nnp if matches!(token.upos, Upos::Noun | Upos::Propn) => "Number=Sing",
        Xpos::Nns if token.upos == Upos::Noun => "Number=Plur",
        Xpos::Nnps => "Number=Plur",
        Xpos::Jj | Xpos::Rb if token.upos == Upos::Adj => "Degree=Pos",
        Xpos::Jjr | Xpos::Rbr => "Degree=Cmp",
        Xpos::Jjs | Xpos::Rbs => "Degree=Sup",
        Xpos::Vbd => "Mood=Ind|Tense=Past|VerbForm=Fin",
        Xpos::Vbz => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        Xpos::Vbp => "Mood=Ind|Tense=Pres|VerbForm=Fin",
        Xpos::Vb => "VerbForm=Inf",
        Xpos::Vbg if matches!(token.upos, Upos::Verb | Upos::Aux) => "VerbForm=Ger",
        Xpos::Vbn if matches!(token.upos, Upos::Verb | Upos::Aux) => "Tense=Past|VerbForm=Part",
        Xpos::Md => "VerbForm=Fin",
        Xpos::Cd if token.upos == Upos::Num => number_features(form),
        Xpos::Dt => determiner_features(&token.lemma),
        Xpos::Prp | Xpos::PossessivePronoun => pronoun_features(form),
        Xpos::Wdt | Xpos::Wp if token.lemma == "that" => "PronType=Rel",
        Xpos::Wdt | Xpos::Wp | Xpos::Wrb => "PronType=Int",
        _ => "_",
    };
    features.to_owned()
}

fn number_features(form: &str) -> &'static str {
    if form.bytes().any(|byte| byte.is_ascii_digit()) {
        "NumForm=Digit|NumType=Card"
    } else {
        "NumForm=Word|NumType=Card"
    }
}

fn determiner_features(lemma: &str) -> &'static str {
    match lemma {
        "the" => "Definite=Def|PronType=Art",
        "a" => "Definite=Ind|PronType=Art",
        "this" | "that" => "PronType=Dem",
        "no" => "PronType=Neg",
        "all" | "every" | "each" | "both" => "PronType=Tot",
        "any" | "some" | "another" => "PronType=Ind",
        _ => "_",
    }
}

fn pronoun_features(form: &str) -> &'static str {
    match form.to_lowercase().as_str() {
        "i" => "Case=Nom|Number=Sing|Person=1|PronType=Prs",
        "me" => "Case=Acc|Number=Sing|Person=1|PronType=Prs",
        "my" => "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs",
        "we" => "Case=Nom|Number=Plur|Person=1|PronType=Prs",
        "us" => "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        "our" => "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs",
        "you" => "Case=Nom|Person=2|PronType=Prs",
        "your" => "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
        "he" => "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "him" => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "his" => "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "she" => "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "her" => "Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "it" => "Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        "its" => "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "they" => "Case=Nom|Number=Plur|Person=3|PronType=Prs",
        "them" => "Case=Acc|Number=Plur|Person=3|PronType=Prs",
        "their" => "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
        "himself" => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "herself" => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "itself" => "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "themselves" => "Case=Acc|Number=Plur|Person=3|PronType=Prs|Reflex=Yes",
        _ => "PronType=Prs",
    }
}
