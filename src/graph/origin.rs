//! Origins: which reports come from one source?
//!
//! Articles that share a text are found by the word sequences that they share: a fixed fraction of all sequences is
//! kept of each text, the same ones in every text, and looked up in an index, so that the cost grows with the length of
//! the texts (Manber, "Finding Similar Files in a Large File System", 1994). What is one source is told in
//! `data/merging.toml`.

use super::digest::hash;
use super::record::{ArticleRef, Report};
use super::rules::RULES;
use crate::article::Article;
use crate::text::fold;
use chrono::NaiveDate;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// A sequence that stands in more texts than these is a formula, and tells nothing.
pub(crate) const FORMULA: usize = 50;

/// Finds the earlier article that an article was printed from.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The articles in which a sequence stands.
    at: BTreeMap<u64, Vec<usize>>,
    texts: Vec<Text>,
}

#[derive(Debug)]
struct Text {
    id: String,
    date: Option<NaiveDate>,
    sampled: usize,
}

impl Texts {
    /// The id of the earlier article that shares the text of this one, of which `sampled` is the [`sample`].
    pub(super) fn copied(&mut self, id: &str, date: Option<NaiveDate>, sampled: &[u64]) -> Option<String> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for sequence in sampled {
            let texts = self.at.entry(*sequence).or_default();
            if texts.len() < FORMULA {
                for &other in texts.iter() {
                    *shared.entry(other).or_default() += 1;
                }
                texts.push(self.texts.len());
            }
        }
        let is_copy = |&(other, count): &(usize, usize)| {
            let text = &self.texts[other];
            is_copy(count, [text.sampled, sampled.len()], [text.date, date])
        };
        let original = shared
            .into_iter()
            .find(is_copy)
            .map(|(other, _)| self.texts[other].id.clone());
        self.texts.push(Text {
            id: id.to_owned(),
            date,
            sampled: sampled.len(),
        });
        original
    }
}

/// Whether one of two texts is printed from the other, if they share so many of the sequences looked at of each, and are of
/// these days.
pub(crate) fn is_copy(shared: usize, sampled: [usize; 2], dates: [Option<NaiveDate>; 2]) -> bool {
    let rules = &RULES.sources;
    let [one, other] = dates;
    let near = one
        .zip(other)
        .is_none_or(|(one, other)| (one - other).num_days().abs() <= rules.articles);
    #[expect(clippy::cast_precision_loss, reason = "texts have few words")]
    let share = shared as f64 / sampled[0].min(sampled[1]) as f64;
    near && shared >= rules.least && share >= rules.share
}

/// The sequences of words that are looked at, as numbers in their order.
pub(super) fn sample(text: &str) -> Vec<u64> {
    let rules = &RULES.sources;
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut sampled: Vec<u64> = words
        .windows(rules.sequence)
        .map(hash)
        .filter(|sequence| sequence % rules.sampled == 0)
        .collect();
    sampled.sort_unstable();
    sampled.dedup();
    sampled
}

/// The agency that an article is by: told in its dateline, its source, or the last line of its text.
pub(super) fn agency(article: &Article) -> Option<String> {
    let last = article.content.trim_end().lines().next_back().unwrap_or_default();
    let dateline = article
        .dateline
        .as_ref()
        .and_then(|dateline| dateline.agency.as_deref());
    [dateline, article.source.as_deref(), Some(last)]
        .into_iter()
        .flatten()
        .find_map(known_agency)
        .map(str::to_owned)
}

/// The agency of that name: "Reuters", "(AFP)", "— Xinhua".
fn known_agency(name: &str) -> Option<&'static str> {
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let names = RULES.sources.agencies.iter();
    names
        .filter(|names| names.iter().any(|name| name == bare))
        .find_map(|names| names.first())
        .map(String::as_str)
}

/// Numbers the sources of an event's reports; `article` tells what is known of an article. Cost: of their sentences.
pub(super) fn number<'a>(reports: &mut [Report], article: impl Fn(&str) -> Option<&'a ArticleRef>) {
    let mut sources = UnionFind::new(reports.len());
    let mut first: BTreeMap<(u8, String), usize> = BTreeMap::new();
    let mut signed: BTreeMap<&str, Vec<(NaiveDate, usize)>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        let known = article(&report.article);
        let original = known
            .and_then(|article| article.copy_of.as_ref())
            .unwrap_or(&report.article);
        for key in [
            (0, report.article.clone()),
            (0, original.clone()),
            (1, words(&report.sentence)),
        ] {
            sources.union(at, *first.entry(key).or_insert(at));
        }
        if let Some((agency, day)) = known.and_then(|article| article.agency.as_deref().zip(article.date)) {
            signed.entry(agency).or_default().push((day, at));
        }
    }
    for mut days in signed.into_values() {
        days.sort_unstable();
        for (&(day, at), &(next_day, next)) in days.iter().zip(&days[1..]) {
            if (next_day - day).num_days() <= RULES.sources.days {
                sources.union(at, next);
            }
        }
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for (report, source) in reports.iter_mut().zip(sources.into_labeling()) {
        let next = numbers.len() + 1;
        report.origin = *numbers.entry(source).or_insert(next);
    }
}

/// Numbers the sources of reports of which nothing is known but articles and sentences.
pub fn number_sources(reports: &mut [Report]) {
    number(reports, |_| None);
}

/// The words of a sentence without case and spaces.
pub(super) fn words(sentence: &str) -> String {
    fold(sentence).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Texts, known_agency, sample};

    const STORY: &str = "The leaders of the two countries met in Vladivostok on Thursday for their first summit, which \
        lasted more than three hours, and spoke of sanctions, of trade, and of the workers whom the one country sends \
        to the other. Neither side signed an agreement, and the guest left for home by train on Friday morning after \
        laying a wreath at a monument to the fallen sailors of the fleet.";

    #[test]
    fn a_text_printed_again_is_found_though_cut_and_headed_anew() {
        let mut texts = Texts::default();
        let day = "2019-04-25".parse().ok();
        assert_eq!(texts.copied("one", day, &sample(STORY)), None);
        let cut = format!("From our correspondents. {}", &STORY[..240]);
        assert_eq!(texts.copied("two", day, &sample(&cut)).as_deref(), Some("one"));
        let own = "The leaders of the two countries met in Vladivostok on Thursday. Our reporter saw how the guest arrived \
            with a white limousine, how he was offered bread and salt, and how he smiled when a choir sang to him.";
        assert_eq!(texts.copied("three", day, &sample(own)), None);
        assert_eq!(texts.copied("four", "2019-06-25".parse().ok(), &sample(STORY)), None);
    }

    #[test]
    fn agencies_are_known_by_the_names_under_which_they_sign() {
        for (name, agency) in [
            ("(AFP)", Some("AFP")),
            ("— Agence France-Presse", Some("AFP")),
            ("The Associated Press", Some("AP")),
            ("REUTERS", Some("Reuters")),
            ("The Example Courier", None),
            ("He told Reuters", None),
        ] {
            assert_eq!(known_agency(name), agency, "{name}");
        }
    }
}
