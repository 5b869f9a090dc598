//! Dating: which of the time expressions around an event tells when it happens?
//!
//! The expression that governs the event in the tree, not the nearest one. Without one: the date of the event that it is
//! part of ("during his visit"), else, for news, the article's date. Background without a time expression stays undated.
//! Each event says which rule gave its date.

use crate::event::extract::{Draft, Reading, is_ahead};
use crate::event::occasion::Occasion;
use crate::event::ontology::{EventType, Status};
use crate::event::tree::Tree;
use crate::event::{EventDate, Participant};
use crate::event::{reporting, status};
use crate::language::{Relation, Upos, Xpos};
use crate::temporal::Timex;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The rule that dates a meeting by the journey to it: "arrived on Friday to join the summit".
pub(crate) const JOURNEY: &str = "the journey that it was for";

/// Verbs of such journeys.
const JOURNEYS: &[&str] = &[
    "arrive", "leave", "depart", "travel", "fly", "head", "come", "go", "land", "return",
];

/// Dates every draft, and turns what lies ahead of the article into plans.
pub(crate) fn date_all(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let sentence = &reading.sentences[draft.number];
        let tree = Tree::new(&reading.article.content, sentence);
        if let Some(date) = before_article(reading, &tree, draft) {
            draft.event.date = Some(date);
            draft.event.date_rule = "reckoned back from the article's date";
        } else if let Some((timex, rule)) = governing(&tree, &reading.timexes[draft.number], draft) {
            draft.event.date = EventDate::of_timex(timex);
            draft.event.date_rule = rule;
        } else if is_vague(&tree, &reading.timexes[draft.number], draft) {
            draft.event.date_rule = "a time expression that names no day";
        }
    }
    for draft in drafts.iter_mut() {
        look_ahead(reading, draft);
    }
    inherit(reading, drafts);
    for draft in drafts.iter_mut() {
        if draft.event.date.is_none() && draft.event.date_rule.is_empty() {
            let sentence = &reading.sentences[draft.number];
            let tree = Tree::new(&reading.article.content, sentence);
            reporting::date(reading, &tree, draft);
        }
        came_to_pass(reading, draft);
        look_ahead(reading, draft);
    }
}

/// What lies ahead of the article is a plan.
fn look_ahead(reading: &Reading<'_>, draft: &mut Draft) {
    let ahead = match (&draft.event.date, reading.article.date) {
        (Some(date), Some(today)) => date.start > today,
        _ => false,
    };
    if ahead && draft.event.status == Status::Occurred {
        draft.event.status = Status::Planned;
    }
}

/// "Came to Panmunjom on 27 April for a summit": if the coming lies days back, so does what it was for.
fn came_to_pass(reading: &Reading<'_>, draft: &mut Draft) {
    if !draft.nominal || draft.event.status != Status::Planned || draft.event.date.is_some() {
        return;
    }
    let tree = Tree::new(&reading.article.content, &reading.sentences[draft.number]);
    let head = tree.tokens[draft.token]
        .head
        .filter(|_| tree.case(draft.token) == Some("for"));
    let Some(verb) = head.filter(|&verb| status::of_verb(&tree, verb) == Status::Occurred) else {
        return;
    };
    let date = reading.timexes[draft.number]
        .iter()
        .filter(|timex| timex.tokens.clone().any(|token| tree.tokens[token].head == Some(verb)))
        .find_map(EventDate::of_timex);
    if let (Some(date), Some(today)) = (date, reading.article.date)
        && date.end < today
    {
        draft.event.date = Some(date);
        draft.event.date_rule = JOURNEY;
        draft.event.status = Status::Occurred;
    }
}

/// "Broke off relations on Friday, a day after rebels attacked", "two months after their summit failed": the time of what came
/// later, or the article's date, less the time told.
fn before_article(reading: &Reading<'_>, tree: &Tree<'_>, draft: &Draft) -> Option<EventDate> {
    let today = reading.article.date?;
    for after in 2..tree.tokens.len() {
        if tree.lemma(after) != "after" {
            continue;
        }
        let clause = tree.tokens[after].head?;
        if clause != draft.token && !tree.is_under(draft.token, clause) {
            continue;
        }
        let Some(count) = count_before(tree, after - 1) else {
            continue;
        };
        let later = reading.timexes[draft.number]
            .iter()
            .filter(|timex| timex.tokens.end < after && !tree.is_under(timex.tokens.start, clause))
            .filter_map(|timex| timex.date)
            .find(|date| date.start == date.end);
        let later = later.map_or(today, |date| date.start);
        let months = |months: u32| later.checked_sub_months(Months::new(months));
        let days = |days: u64| later.checked_sub_days(Days::new(days));
        return match tree.lemma(after - 1) {
            "day" => days(count.into()).map(EventDate::day),
            "week" => days(u64::from(count) * 7).map(month),
            "month" => months(count).map(month),
            "year" => months(count * 12).map(year),
            _ => continue,
        };
    }
    None
}

/// How many units are told before the unit's token: "a", "two", "18".
fn count_before(tree: &Tree<'_>, unit: usize) -> Option<u32> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let word = tree.lemma(unit.checked_sub(1)?);
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let named = WORDS.iter().position(|known| *known == word);
    named
        .and_then(|at| u32::try_from(at + 1).ok())
        .or_else(|| word.parse().ok())
}

pub(crate) fn month(date: NaiveDate) -> EventDate {
    let start = date.with_day(1).unwrap_or(date);
    let end = start + Months::new(1) - Days::new(1);
    EventDate {
        value: date.format("%Y-%m").to_string(),
        start,
        end,
    }
}

fn year(date: NaiveDate) -> EventDate {
    let start = NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap_or(date);
    let end = start + Months::new(12) - Days::new(1);
    EventDate {
        value: date.format("%Y").to_string(),
        start,
        end,
    }
}

/// The time expression that governs the event, and by which rule.
fn governing<'t>(tree: &Tree<'_>, timexes: &'t [Timex], draft: &Draft) -> Option<(&'t Timex, &'static str)> {
    let mut best: Option<(i32, &Timex, &'static str)> = None;
    for timex in timexes
        .iter()
        .filter(|timex| timex.date.is_some() && timex.guide_date().is_some() && !timex.is_anniversary())
    {
        let head = head_of(tree, timex);
        // "the first summit since 2016"
        if tree.case(head) == Some("since") {
            continue;
        }
        let Some((rank, rule)) = relation(tree, head, draft) else {
            continue;
        };
        let distance = i32::try_from(head.abs_diff(draft.token)).unwrap_or(i32::MAX).min(99);
        let score = rank * 100 - distance;
        if best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, timex, rule));
        }
    }
    best.map(|(_, timex, rule)| (timex, rule))
}

/// Whether all that is told of the time is that it lies back, or how far from what: "recently", "two days before the war".
fn is_vague(tree: &Tree<'_>, timexes: &[Timex], draft: &Draft) -> bool {
    let reckoned = |timex: &Timex| {
        let next = tree.tokens.get(timex.tokens.end).map(|token| token.lemma.as_str());
        timex.date.is_none() && next == Some("before")
    };
    timexes
        .iter()
        .filter(|timex| timex.value.as_deref() == Some("PAST_REF") || reckoned(timex))
        .any(|timex| relation(tree, head_of(tree, timex), draft).is_some_and(|(rank, _)| rank >= 7))
}

/// The token of the time expression that hangs on a word outside it.
fn head_of(tree: &Tree<'_>, timex: &Timex) -> usize {
    let mut tokens = timex.tokens.clone();
    tokens
        .find(|&token| tree.tokens[token].head.is_none_or(|head| !timex.tokens.contains(&head)))
        .unwrap_or(timex.tokens.start)
}

/// How a time expression stands to the event: the higher the closer.
fn relation(tree: &Tree<'_>, timex: usize, draft: &Draft) -> Option<(i32, &'static str)> {
    let trigger = draft.token;
    let parent = tree.tokens[timex].head?;
    if parent == trigger {
        return Some((10, "the expression hangs on the event's word"));
    }
    // "attended the summit held from Nov. 4 to 5"
    if let Some(noun) = draft.occasion.as_ref().map(Occasion::noun)
        && noun != trigger
        && (parent == noun || under_within_clause(tree, timex, noun))
    {
        return Some((11, "the expression stands with the meeting"));
    }
    // Words between the trigger and the expression, none of them a clause of its own.
    if !is_of_object(tree, timex, draft) && under_within_clause(tree, timex, trigger) {
        return Some((9, "the expression stands within the event's phrase"));
    }
    if draft.nominal {
        let verb = tree.support(trigger).or_else(|| match tree.tokens[trigger].relation {
            Relation::Nsubj | Relation::NsubjPass => tree.tokens[trigger].head,
            _ => None,
        });
        if let Some(verb) = verb
            && (parent == verb || under_within_clause(tree, timex, verb))
            && !announces(tree, verb)
        {
            return Some((8, "the expression hangs on the verb that holds the event"));
        }
        if tree.child(trigger, Relation::Cop).is_some() && under_within_clause(tree, timex, trigger) {
            return Some((7, "the expression hangs on the predicate"));
        }
    }
    // Up through the verbs that govern the trigger.
    let mut rank = 7;
    for (at, head) in tree.climb(trigger) {
        rank -= 1;
        if rank == 0 {
            return None;
        }
        let relation = tree.tokens[at].relation;
        let through = match relation {
            Relation::Conj if draft.nominal => true,
            Relation::Conj => shares_time(tree, at, head),
            Relation::Xcomp => !announces(tree, head) && !agrees(tree, head),
            Relation::Acl => matches!(tree.lemma(head), "plan" | "schedule"),
            Relation::Advcl | Relation::AclRelcl if is_circumstance(tree, at) => true,
            Relation::Advcl => {
                matches!(tree.tokens[at].xpos, Xpos::Vbg | Xpos::Vbn)
                    || draft.event.event_type.is_speech()
                    || tree.has_lemma(at, Relation::Mark, &["to"])
            }
            Relation::Obl
            | Relation::OblAgent
            | Relation::Nmod
            | Relation::Obj
            | Relation::Compound
            | Relation::Nsubj
            | Relation::NsubjPass => {
                draft.nominal
                    && !(is_ahead(draft.event.status) && tree.case(at) == Some("for"))
                    && matches!(
                        tree.case(trigger),
                        None | Some("during" | "at" | "in" | "of" | "for" | "on" | "with" | "to" | "via" | "by")
                    )
            }
            Relation::Ccomp | Relation::Parataxis => {
                draft.event.event_type.is_speech() && draft.event.status == Status::Occurred
            }
            _ => false,
        };
        if !through {
            return None;
        }
        let same = tree.tokens[timex].head == Some(head) || under_within_clause(tree, timex, head);
        if same {
            let governs = matches!(
                tree.tokens[timex].relation,
                Relation::Obl
                    | Relation::OblUnmarked
                    | Relation::Advmod
                    | Relation::Nmod
                    | Relation::NmodUnmarked
                    | Relation::Conj
                    | Relation::Flat
                    | Relation::Nummod
                    | Relation::Obj
                    | Relation::Dep
                    | Relation::Compound
                    | Relation::Appos
            );
            let journey = JOURNEYS.contains(&tree.lemma(head)) && draft.event.event_type == EventType::Met;
            let rule = if journey {
                JOURNEY
            } else {
                "the expression hangs on a word that governs the event"
            };
            return governs.then_some((rank, rule));
        }
    }
    None
}

/// "Condemned Thursday's attack": the attack's time, not the speaker's.
fn is_of_object(tree: &Tree<'_>, timex: usize, draft: &Draft) -> bool {
    let noun = tree.tokens[timex]
        .head
        .is_some_and(|parent| matches!(tree.tokens[parent].upos, Upos::Noun | Upos::Propn));
    draft.event.event_type.is_speech() && !draft.nominal && tree.tokens[timex].relation == Relation::NmodPoss && noun
}

/// "Condemned the raid on Monday and urged restraint": whether the second of two verbs has the time of the first.
fn shares_time(tree: &Tree<'_>, second: usize, first: usize) -> bool {
    let judges = matches!(tree.lemma(first), "hail" | "praise" | "criticize" | "condemn");
    status::of_verb(tree, second) == status::of_verb(tree, first) && (judges || !announces(tree, first))
}

/// Whether a clause tells what happens where or when the clause above does: "where he met", "when Witkoff flew".
fn is_circumstance(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children(verb)
        .iter()
        .any(|&child| child < verb && matches!(tree.lemma(child), "where" | "when" | "while"))
}

/// Whether `token` hangs on `above` with no clause between them.
fn under_within_clause(tree: &Tree<'_>, token: usize, above: usize) -> bool {
    for (_, head) in tree.climb(token) {
        if head == above {
            return true;
        }
        let clause = tree.tokens[head].upos == Upos::Verb
            && matches!(
                tree.tokens[head].relation,
                Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Advcl
                    | Relation::Ccomp
                    | Relation::Parataxis
                    | Relation::Conj
                    | Relation::Xcomp
                    | Relation::Csubj
            );
        if clause {
            // "the summit slated for Nov. 4-5"
            let reduced = matches!(tree.tokens[head].relation, Relation::Acl | Relation::AclRelcl)
                && tree.tokens[head].head == Some(above)
                && matches!(
                    tree.lemma(head),
                    "hold"
                        | "slate"
                        | "schedule"
                        | "plan"
                        | "set"
                        | "sign"
                        | "begin"
                        | "start"
                        | "open"
                        | "last"
                        | "end"
                        | "impose"
                        | "reach"
                        | "due"
                        | "announce"
                        | "conclude"
                        | "broker"
                        | "adopt"
                        | "take"
                        | "make"
                        | "issue"
                );
            if !reduced {
                return false;
            }
        }
    }
    false
}

/// Verbs whose own time is that of the telling, not of the event.
fn announces(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(
        tree.lemma(verb),
        "announce"
            | "say"
            | "tell"
            | "report"
            | "confirm"
            | "reveal"
            | "disclose"
            | "hail"
            | "praise"
            | "discuss"
            | "criticize"
            | "condemn"
            | "describe"
            | "mention"
            | "recall"
            | "cancel"
            | "postpone"
            | "propose"
    )
}

fn agrees(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(
        tree.lemma(verb),
        "agree"
            | "promise"
            | "pledge"
            | "vow"
            | "decide"
            | "invite"
            | "urge"
            | "ask"
            | "threaten"
            | "offer"
            | "refuse"
            | "propose"
            | "call"
    )
}

/// Undated events take the date of the event that they are part of: talks during a visit, what is said at a meeting.
fn inherit(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let dated: Vec<(usize, EventType, Vec<Participant>, EventDate, Status)> = drafts
        .iter()
        .filter(|draft| {
            matches!(
                draft.event.event_type,
                EventType::Met | EventType::Visited | EventType::Called
            )
        })
        .filter_map(|draft| {
            let all = draft.event.source.iter().chain(&draft.event.target).cloned().collect();
            Some((
                draft.number,
                draft.event.event_type,
                all,
                draft.event.date.clone()?,
                draft.event.status,
            ))
        })
        .collect();
    for draft in drafts.iter_mut() {
        let sentence = &reading.sentences[draft.number];
        let tree = Tree::new(&reading.article.content, sentence);
        if draft.event.date.is_some() || draft.event.event_type == EventType::Visited {
            continue;
        }
        if draft.event.event_type != EventType::Met {
            continue;
        }
        let visit = dated.iter().find(|(_, event_type, all, _, status)| {
            *event_type == EventType::Visited
                && *status == draft.event.status
                && all
                    .first()
                    .is_some_and(|visitor| draft.event.source.iter().any(|own| own.entity == visitor.entity))
                && all
                    .last()
                    .is_some_and(|host| draft.event.source.iter().any(|own| own.country == host.country))
        });
        let cue = (0..tree.tokens.len()).any(|token| matches!(tree.lemma(token), "visit" | "trip" | "stay" | "tour"));
        if let Some((_, _, _, date, _)) = visit
            && (cue || is_ahead(draft.event.status))
        {
            draft.event.date = Some(date.clone());
            draft.event.date_rule = "the visit that it is part of";
        }
    }
}
