//! What many machines merge apart comes together to the graph that one machine makes.

use super::keeping::{saved, stories, told};
use super::support::{article, event};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use summitry::article::Article;
use summitry::event::Event;
use summitry::graph::{
    CopyRule, Findings, GraphBuilder, KnowledgeGraph, NodeId, Portion, Settled, Told, free_ids, merge_told, seasons,
};
use summitry::store::{findings_line, portion_line, read_findings, read_portion};

/// What each article tells, merged in groups: `parts` says for each report in which of those of its key it is. Which articles
/// are copies is what the whole graph says of them.
fn shared(
    articles: &[(Article, Vec<Event>)],
    whole: &KnowledgeGraph,
    parts: impl Fn(&[&Told]) -> Vec<i32>,
) -> KnowledgeGraph {
    let copy_of = |id: &str| {
        let article = whole.articles().iter().find(|article| article.id == id);
        article.and_then(|article| article.copy_of.clone())
    };
    let mut found: Vec<Findings> = articles
        .iter()
        .map(|(article, events)| Findings::new(article, events.clone()))
        .filter(|findings| !findings.events.is_empty())
        .collect();
    found.sort_by_key(Findings::order_key);
    let ids = free_ids(found.iter().map(|findings| findings.article.id.as_str()));
    let mut places: BTreeMap<String, NodeId> = BTreeMap::new();
    for (name, id) in found.iter().flat_map(Findings::places) {
        places.entry(name).or_insert(id);
    }
    let mut keys: BTreeMap<String, Vec<(usize, usize, Told)>> = BTreeMap::new();
    for (rank, findings) in found.into_iter().enumerate() {
        for (position, told) in findings.apart().into_iter().enumerate() {
            keys.entry(told.key.clone()).or_default().push((rank, position, told));
        }
    }
    let mut portions: Vec<Portion> = Vec::new();
    for reports in keys.into_values() {
        let of_key: Vec<&Told> = reports.iter().map(|(_, _, told)| told).collect();
        let parts = parts(&of_key);
        let mut groups: BTreeMap<i32, Vec<Settled>> = BTreeMap::new();
        for ((rank, position, told), part) in reports.into_iter().zip(parts) {
            let line = findings_line(&told.findings).unwrap();
            let findings = read_findings(&line, Path::new("line")).unwrap();
            let settled = Settled::new(findings, rank as u64, position, &ids[rank], copy_of(&ids[rank]));
            groups.entry(part).or_default().extend(settled);
        }
        for mut group in groups.into_values() {
            group.reverse();
            portions.extend(merge_told(group, &places));
        }
    }
    let lines: Vec<String> = portions.iter().map(|portion| portion_line(portion).unwrap()).collect();
    let read = lines
        .iter()
        .rev()
        .map(|line| read_portion(line, Path::new("line")).unwrap());
    GraphBuilder::default()
        .assemble(read.collect(), articles.len())
        .unwrap()
}

fn whole(articles: &[(Article, Vec<Event>)]) -> KnowledgeGraph {
    let mut builder = GraphBuilder::default();
    for (article, events) in articles {
        builder.add_article(article, events.clone());
    }
    builder.finish()
}

fn together(told: &[&Told]) -> Vec<i32> {
    vec![0; told.len()]
}

fn by_season(told: &[&Told]) -> Vec<i32> {
    let months: Vec<Vec<i32>> = told.iter().map(|told| told.months.clone()).collect();
    seasons(&months)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_merged_by_keys_comes_to_the_whole((names, articles) in stories()) {
        let articles = told(&names, &articles);
        let whole = whole(&articles);
        prop_assert_eq!(&saved(&shared(&articles, &whole, together)), &saved(&whole));
        prop_assert_eq!(&saved(&shared(&articles, &whole, by_season)), &saved(&whole));
    }
}

#[test]
fn seasons_of_one_pair_are_merged_apart_and_what_was_put_off_with_what_it_was_put_off_to() {
    let day = |year: i32, month: u32| format!("{year}-{month:02}-10");
    let mut articles = Vec::new();
    for (at, year) in [1990, 1995, 2001, 2019].into_iter().enumerate() {
        for (month, status) in [(1, "planned"), (2, "denied"), (11, "occurred")] {
            let article = article(&format!("a{at}-{month}"), &day(year, month), "Kim met Putin.");
            let when = if status == "occurred" {
                day(year, 11)
            } else {
                day(year, 3)
            };
            let met = event("met", "Kim/PRK + Putin/RUS", &when, status, "Kim met Putin.", &article);
            let again = event(
                "visited",
                "Kim/PRK > Russia=RUS",
                &day(year, month),
                status,
                "Kim met Putin.",
                &article,
            );
            articles.push((article, vec![met, again]));
        }
    }
    let whole = whole(&articles);
    assert_eq!(saved(&shared(&articles, &whole, by_season)), saved(&whole));
    let found: Vec<Findings> = articles
        .iter()
        .map(|(article, events)| Findings::new(article, events.clone()))
        .collect();
    let told: Vec<Told> = found
        .into_iter()
        .flat_map(Findings::apart)
        .filter(|told| told.key == "met PRK RUS")
        .collect();
    let parts = by_season(&told.iter().collect::<Vec<_>>());
    assert_eq!(
        parts.iter().collect::<std::collections::BTreeSet<_>>().len(),
        4,
        "{parts:?}"
    );
}

#[test]
fn portions_that_are_not_whole_are_refused() {
    let article = article("kim", "2019-04-25", "Kim met Putin.");
    let met = event(
        "met",
        "Kim/PRK + Putin/RUS",
        "2019-04-25",
        "occurred",
        "Kim met Putin.",
        &article,
    );
    let told = Findings::new(&article, vec![met]).apart().remove(0);
    let settled = Settled::new(told.findings, 0, 0, "kim", None);
    let portion = merge_told(settled, &BTreeMap::new()).remove(0);
    let assemble = |portions: Vec<Portion>| GraphBuilder::default().assemble(portions, 1);
    assert_eq!(assemble(vec![portion.clone()]).unwrap().events().len(), 1);
    let twice = assemble(vec![portion.clone(), portion.clone()])
        .unwrap_err()
        .to_string();
    assert!(twice.starts_with("two events"), "{twice}");
    let nobody = Portion {
        actors: Vec::new(),
        ..portion
    };
    let error = assemble(vec![nobody]).unwrap_err().to_string();
    assert!(error.contains("is not in the graph"), "{error}");
    assert!(CopyRule::builtin().least > 0);
}
