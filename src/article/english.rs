//! Is the text English?

use super::lists::LISTS;
use whichlang::{Lang, detect_language};

/// How many letters a text must have before its language is judged.
const ENOUGH_LETTERS: usize = 60;
/// How many words a text must have for its language to be told by all of them.
const SHORT: usize = 40;
/// How many bytes are looked at.
const SAMPLE: usize = 6000;

/// The name of the text's language if it is another than English; short texts pass.
///
/// A language that is `stated` as a tag counts unless the text is plainly English.
pub(super) fn foreign_language(text: &str, stated: Option<&str>) -> Option<String> {
    let is_foreign = |tag: &&str| !tag.to_ascii_lowercase().starts_with("en") && *tag != "und";
    if let Some(tag) = stated.filter(is_foreign) {
        let (words, function_words) = count(text);
        return (function_words * 100 < words * 12).then(|| tag.to_owned());
    }
    told_language(text).map(str::to_owned)
}

fn told_language(text: &str) -> Option<&'static str> {
    let sample = text.char_indices().nth(SAMPLE).map_or(text, |(end, _)| &text[..end]);
    if sample
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(ENOUGH_LETTERS + 1)
        .count()
        <= ENOUGH_LETTERS
    {
        return None;
    }
    let (words, function_words) = count(sample);
    // Names weigh heavily in the letters of diplomatic news; the small words tell.
    if function_words * 100 >= words * 12 {
        return None;
    }
    let language = detect_language(sample);
    if language == Lang::Eng {
        let unlikely = words >= 40 && function_words * 100 < words * 2;
        return unlikely.then_some("a language other than English");
    }
    // So few words are judged by the names; then those that are none must be of the same language.
    let is_short = words < SHORT;
    if is_short && detect_language(&uncapitalized(sample)) != language {
        return None;
    }
    (function_words * 100 < words * 6).then(|| name(language))
}

/// The words that do not begin with a capital, which are no names.
fn uncapitalized(text: &str) -> String {
    let words = text.split_whitespace();
    let plain: Vec<&str> = words.filter(|word| !word.starts_with(char::is_uppercase)).collect();
    plain.join(" ")
}

fn count(text: &str) -> (usize, usize) {
    let mut words = 0;
    let mut function_words = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        function_words += usize::from(
            word.len() <= 5
                && LISTS
                    .function_words
                    .words()
                    .iter()
                    .any(|function_word| word.eq_ignore_ascii_case(function_word)),
        );
    }
    (words, function_words)
}

fn name(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "Arabic",
        Lang::Cmn => "Chinese",
        Lang::Deu => "German",
        Lang::Eng => "English",
        Lang::Fra => "French",
        Lang::Hin => "Hindi",
        Lang::Ita => "Italian",
        Lang::Jpn => "Japanese",
        Lang::Kor => "Korean",
        Lang::Nld => "Dutch",
        Lang::Por => "Portuguese",
        Lang::Rus => "Russian",
        Lang::Spa => "Spanish",
        Lang::Swe => "Swedish",
        Lang::Tur => "Turkish",
        Lang::Vie => "Vietnamese",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_make_a_text_foreign() {
        for text in [
            "Bundeskanzlerin? No.",
            "Recep Tayyip Erdoğan, Gurbanguly Berdimuhamedow and Xi Jinping met in Ashgabat with Kassym-Jomart Tokayev.",
            "President Emmanuel Macron received Olaf Scholz, Pedro Sánchez and Luís Montenegro at the Élysée in Paris.",
            "Boris Johnson arrived in Kyiv on Saturday. Mr Johnson met Volodymyr Zelenskyy.",
            "Nikol Pashinyan flew to Tbilisi on Friday. Mr Pashinyan greeted Irakli Garibashvili.",
            "Emmanuel Macron landed in Beirut on Thursday and met Michel Aoun.",
            "Lula da Silva met Alberto Fernández in Buenos Aires on Monday.",
            "NOMINATIONS SENT TO THE SENATE: Catherine Elizabeth Lhamon, of California, to be Assistant Secretary",
        ] {
            assert_eq!(foreign_language(text, None), None, "{text}");
        }
    }

    #[test]
    fn other_languages_are_told() {
        for (text, language) in [
            (
                "Der nordkoreanische Machthaber Kim Jong Un ist am Mittwoch in Russland eingetroffen und trifft Putin.",
                "German",
            ),
            (
                "Le président français a rencontré le chancelier allemand à Paris pour discuter de la guerre en Ukraine.",
                "French",
            ),
            (
                "Президент России Владимир Путин встретился с лидером Северной Кореи Ким Чен Ыном во Владивостоке.",
                "Russian",
            ),
            (
                "El presidente se reunió con la canciller alemana en Madrid para hablar de la crisis en la frontera.",
                "Spanish",
            ),
        ] {
            assert_eq!(foreign_language(text, None).as_deref(), Some(language), "{text}");
        }
    }

    #[test]
    fn stated_languages() {
        for (text, stated, language) in [
            ("Stubb kävi Tallinnassa.", Some("fi"), Some("fi")),
            ("Stubb kävi Tallinnassa.", Some("en-GB"), None),
            (
                "The president of Finland has met the president of Estonia.",
                Some("fi"),
                None,
            ),
        ] {
            assert_eq!(foreign_language(text, stated).as_deref(), language, "{text}");
        }
    }
}
