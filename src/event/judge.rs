//! How likely is each reading of an article's words?
//!
//! In: the candidates and what the network has made of the words. Out: for each word that may tell an event, and each type that
//! it may tell, a [`Judged`]: who takes part, when and whether. Roles are weighed twice: the second time it counts in what else
//! somebody seems to take part.

use crate::entity::EntityIndex;
use crate::event::Reading;
use crate::event::candidates::{Candidates, RoleCandidate, WordIndex};
use crate::event::decode::Judged;
use crate::event::network::{ELSEWHERE, Encoded, Network, Role, Weighed};
use crate::event::ontology::EventType;
use crate::event::pattern::{Pattern, Patterns};
use crate::language::kernel::Scratch;
use typed_index_collections::{TiVec, ti_vec};

/// Words below this probability are not weighed at all.
const LEAST: f32 = 0.04;

const TYPES: usize = EventType::ALL.len();

/// A type that a word may tell, the pattern that says so, and how likely it is.
type Kind<'a> = (usize, Option<&'a Pattern>, f32);

/// A word and a type that it may tell.
struct Pair<'a> {
    /// The place of the word's roles among those gathered.
    roles: usize,
    word: WordIndex,
    kind: usize,
    pattern: Option<&'a Pattern>,
    told: f32,
    weighed: Weighed,
}

/// The words that may tell an event, in the order of the text, with the probabilities of all that belongs to it.
pub(crate) fn judge<'a>(
    reading: &Reading<'_>,
    network: &Network,
    candidates: &Candidates<'_>,
    encoded: &Encoded,
    patterns: &'a Patterns,
    scratch: &mut Scratch,
) -> Vec<Judged<'a>> {
    let words: Vec<WordIndex> = candidates.places().filter(|&word| candidates.may_tell(word)).collect();
    let told = network.triggers(encoded, &words, scratch);
    let mut likely: Vec<(WordIndex, Vec<Kind<'_>>)> = Vec::new();
    for (&word, row) in words.iter().zip(told.chunks_exact(TYPES)) {
        let place = candidates[word];
        let content = &reading.article.content;
        let fitting = patterns.fitting(content, &reading.sentences[place.sentence], place.token);
        let own = fitting.into_iter().filter_map(|pattern| {
            let kind = EventType::ALL.iter().position(|known| *known == pattern.like)?;
            Some((kind, Some(pattern), pattern.weight))
        });
        let network = row.iter().enumerate().filter(|&(_, &told)| told >= LEAST);
        let mut kinds: Vec<_> = network.map(|(kind, &told)| (kind, None, told)).collect();
        kinds.extend(own);
        if !kinds.is_empty() {
            likely.push((word, kinds));
        }
    }
    let roles: Vec<Vec<RoleCandidate>> = likely.iter().map(|&(word, _)| candidates.roles(word)).collect();
    let named = roles.iter().flatten().flat_map(|role| [role.near, role.far]);
    let mut names: Vec<WordIndex> = named.flatten().collect();
    names.sort_unstable();
    names.dedup();
    let named = network.named(encoded, &names, scratch);
    let mut pairs = Vec::new();
    for (at, (word, kinds)) in likely.into_iter().enumerate() {
        for (kind, pattern, told) in kinds {
            pairs.push(Pair {
                roles: at,
                word,
                kind,
                pattern,
                told,
                weighed: network.roles(encoded, &named, word, kind, &roles[at], scratch),
            });
        }
    }
    let elsewhere = elsewhere(&pairs, &roles, reading.cast.entities.len());
    let mut judged = Vec::with_capacity(pairs.len());
    for (pair, elsewhere) in pairs.iter().zip(&elsewhere) {
        let times = candidates.times(pair.word);
        let when = network.times(encoded, pair.word, pair.kind, &times, scratch);
        let again = network.roles_again(&pair.weighed, elsewhere, scratch);
        let likely = roles[pair.roles].iter().zip(again);
        let mut likely: Vec<_> = likely
            .map(|(candidate, role)| (*candidate, role.source, role.target))
            .collect();
        if let Some(pattern) = pair.pattern {
            pattern.seat(reading, candidates[pair.word], &mut likely);
        }
        judged.push(Judged {
            word: pair.word,
            kind: pair.kind,
            pattern: pair.pattern,
            told: pair.told,
            fullest: network.fullest(encoded, pair.word, pair.kind, scratch),
            roles: likely,
            times: times
                .iter()
                .zip(when)
                .map(|(candidate, likely)| (candidate.time, likely))
                .collect(),
            statuses: network.statuses(encoded, pair.word, pair.kind, scratch),
        });
    }
    judged
}

/// What other tellings say of each candidate of each pair, by how likely it is to take part in them: in those of the same type
/// before it, in those after it, and in the one just before; in any before; in any after; and the highest of the first, second
/// and fourth for any candidate of the pair.
fn elsewhere(pairs: &[Pair<'_>], roles: &[Vec<RoleCandidate>], entities: usize) -> Vec<Vec<[f32; ELSEWHERE]>> {
    let mut columns: Vec<Vec<[f32; ELSEWHERE]>> = pairs
        .iter()
        .map(|pair| vec![[0.0; ELSEWHERE]; roles[pair.roles].len()])
        .collect();
    let part = |told: f32, role: &Role| (role.source + role.target) * told;
    let mut sweep = |order: &mut dyn Iterator<Item = usize>, same: usize, any: usize, just: Option<usize>| {
        let mut of_type: TiVec<EntityIndex, _> = ti_vec![[[0.0_f32; 2]; TYPES]; entities];
        let mut of_any: TiVec<EntityIndex, f32> = ti_vec![0.0; entities];
        for at in order {
            let pair = &pairs[at];
            for ((candidate, role), columns) in roles[pair.roles].iter().zip(&pair.weighed.roles).zip(&mut columns[at])
            {
                let [highest, last] = &mut of_type[candidate.entity][pair.kind];
                let highest_of_any = &mut of_any[candidate.entity];
                columns[same] = *highest;
                columns[any] = *highest_of_any;
                if let Some(just) = just {
                    columns[just] = *last;
                }
                *last = part(pair.told, role);
                *highest = highest.max(*last);
                *highest_of_any = highest_of_any.max(*last);
            }
        }
    };
    sweep(&mut (0..pairs.len()), 0, 3, Some(2));
    sweep(&mut (0..pairs.len()).rev(), 1, 4, None);
    for columns in &mut columns {
        for (target, source) in [(5, 0), (6, 1), (7, 3)] {
            let highest = columns.iter().map(|row| row[source]).fold(0.0, f32::max);
            for row in &mut *columns {
                row[target] = highest;
            }
        }
    }
    columns
}
