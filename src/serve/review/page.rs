//! The pages of the review.

use super::typed::Typed;
use super::{Case, Reviewing, address};
use crate::event::{EventType, Status};
use crate::graph::{EventId, EventRecord, KnowledgeGraph, NodeId};
use crate::review::{Doubt, DoubtKind, Doubtful};
use crate::serve::html::Page;
use crate::serve::html::{counted, facts, filters_and, line, pages, reports};
use crate::serve::view::Context;
use crate::text::steerless;
use maud::{Markup, html};

/// The events that wait, then the decisions that fit nothing.
pub(super) fn waiting(
    context: &Context<'_>,
    reviewing: &Reviewing,
    page: &Page<'_>,
    doubtful: &[Doubtful<'_>],
    (idle, wrong): (&[String], Option<&str>),
) -> Markup {
    let again = context.asked.again(1);
    html! {
        (told(wrong))
        (last(context, reviewing))
        p { "What is decided here is kept in the base, in the name of " bdi { (steerless(&reviewing.by)) } "." }
        (filters_and(context.asked, &by_doubt(context.asked.doubt())))
        h2 { (counted(page.total, "event")) @if page.total == 1 { " waits" } @else { " wait" } }
        @if let Some(first) = doubtful.first() { p { a href=(address(context, Some(&first.event.id))) { "Review one after another" } } }
        ul.events { @for Doubtful { event, doubts } in doubtful { li {
            (doubts_of(doubts))
            ul.events { (line(context.graph, event)) }
            p { a href={ "/review/" (event.id) (again) } { "Review this" } }
        } } }
        (pages(context.asked, page))
        @if !idle.is_empty() {
            h2 { (counted(idle.len(), "decision")) @if idle.len() == 1 { " fits" } @else { " fit" } " nothing in the base" }
            ul { @for line in idle { li { bdi { (steerless(line)) } } } }
        }
    }
}

fn by_doubt(asked: &str) -> Markup {
    html! {
        label { "doubt"
            select name="doubt" {
                option value="" { "any" }
                @for kind in DoubtKind::ALL { option value=(kind.as_str()) selected[kind.as_str() == asked] { (kind.as_str()) } }
                @if DoubtKind::parse(asked).is_none() && !asked.is_empty() { option selected { (steerless(asked)) } }
            }
        }
    }
}

fn told(wrong: Option<&str>) -> Markup {
    html! { @if let Some(wrong) = wrong { p.wrong role="alert" { (steerless(wrong)) } } }
}

fn doubts_of(doubts: &[Doubt]) -> Markup {
    html! { @for doubt in doubts { p.doubt { "Doubtful: " bdi { (steerless(&doubt.to_string())) } } } }
}

/// The last decision of this run, with the way back.
fn last(context: &Context<'_>, reviewing: &Reviewing) -> Markup {
    let last = reviewing.made().last().cloned();
    html! {
        @if let Some(last) = last {
            form.last method="post" action={ "/review" (context.asked.again(1)) } {
                input type="hidden" name="proof" value=(reviewing.proof());
                input type="hidden" name="answer" value="undo";
                input type="hidden" name="number" value=(last.number);
                span { "Last decision: " bdi { (steerless(&last.words)) } }
                button { "Undo" }
            }
        }
    }
}

/// An event that was there when its page was shown, and what was typed about it.
pub(super) fn gone(id: &EventId, typed: &Typed) -> Markup {
    html! {
        (told(Some(&format!("There is no event {id} any more: something else was decided of it, or an article went. Nothing is decided."))))
        @if typed.by_hand().next().is_some() {
            h2 { "What you had typed" }
            dl { @for (name, value) in typed.by_hand() { dt { (steerless(name)) } dd { bdi { (steerless(value)) } } } }
        }
        p { a href="/review" { "To the events that wait" } }
    }
}

/// An event with its evidence, and a form for each answer.
pub(super) fn case(
    context: &Context<'_>,
    reviewing: &Reviewing,
    case: &Case<'_>,
    typed: &Typed,
    wrong: Option<&str>,
) -> Markup {
    let (graph, event) = (context.graph, case.event);
    let chosen: Vec<&str> = typed.all("report").collect();
    let can_split = event.reports.len() > 1;
    let forms = Forms {
        proof: reviewing.proof(),
        seen: &case.seen,
        action: address(context, Some(&event.id)),
        typed,
    };
    html! {
        (told(wrong))
        (last(context, reviewing))
        p {
            @match case.place {
                Some(place) => { (place) " of " (case.waiting) " that wait" },
                None => { "This one does not wait; " (case.waiting) " others do" },
            }
            " · " a href={ "/events/" (event.id) } { "the event" }
        }
        (doubts_of(&case.doubts))
        (facts(graph, event))
        div.answers {
            (forms.form("Is it right?", "", &html! {
                button.good name="answer" value="accept" { "Accept" }
                button.bad name="answer" value="reject" { "Reject" }
            }))
        }
        (around(context, case))
        (reports(event, can_split.then_some(("split", &chosen[..]))))
        h2 { "Correct it" }
        div.answers {
            (forms.field("Type", "type", event.event_type.as_str(), "It is of this type", Some("types")))
            (forms.field("Day", "date", event.date.as_ref().map_or("none", |date| &date.value), "Day, month, year, span or none", None))
            (forms.form("Status", "status", &html! {
                label { "It stands so"
                    select name="status" { @for status in Status::ALL {
                        @let own = typed.kept("status").unwrap_or(event.status.as_str());
                        option selected[status.as_str() == own] { (status.as_str()) }
                    } }
                }
                button { "Correct status" }
            }))
            (forms.form("Somebody else", "actor", &html! {
                label { "In place of"
                    select name="was" { @for id in event.participants() {
                        option value=(id.as_str()) selected[typed.get("was") == id.as_str()] { (steerless(graph.name(id))) }
                    } }
                }
                label { "It was (nobody, if empty)" input name="is" value=(steerless(typed.get("is"))); }
                button { "Correct actor" }
            }))
            (forms.form("All who take part", "actors", &html! {
                label { "Who, with semicolons between" input name="source" value=(names(graph, &event.source, typed.kept("source"))); }
                label { "Whom" input name="target" value=(names(graph, &event.target, typed.kept("target"))); }
                button { "Correct all" }
            }))
        }
        h2 { "One event, or several?" }
        div.answers {
            (forms.form("The same as another", "merge", &html! {
                @if case.alike.is_empty() { p { "No other is like it." } }
                @for other in &case.alike { (alike(graph, other, typed.get("merge"))) }
                label { "Another, by its id" input name="other" value=(steerless(typed.get("other"))); }
                button { "Merge" }
            }))
            @if can_split {
                (forms.named("Some reports tell another event", "split", Some("split"), &html! {
                    p { "Choose them in the table of the reports." }
                    button { "Split off" }
                }))
            }
        }
        (around(context, case))
        datalist id="types" { @for kind in types(graph) { option value=(kind) {} } }
    }
}

/// The ways to the events before and after.
fn around(context: &Context<'_>, case: &Case<'_>) -> Markup {
    html! {
        p.around {
            @if let Some(before) = case.before { a rel="prev" href=(address(context, Some(before))) { "Before" } " " }
            @if let Some(next) = case.next { a rel="next" href=(address(context, Some(next))) { "Leave it, and on to the next" } " " }
            a href=(address(context, None)) { "All that wait" }
        }
    }
}

fn alike(graph: &KnowledgeGraph, other: &EventRecord, chosen: &str) -> Markup {
    html! {
        label.choice {
            input type="radio" name="merge" value=(other.id) checked[chosen == other.id.as_str()];
            span {
                (other.event_type.as_str()) " " (other.status.as_str()) " " bdi { (steerless(&graph.in_words(other))) } " "
                a href={ "/events/" (other.id) } { "look" }
            }
        }
    }
}

/// The types of events, built in and of the graph's own.
fn types(graph: &KnowledgeGraph) -> Vec<&'static str> {
    let own = graph.events().iter().map(|event| event.event_type);
    let mut types: Vec<&str> = EventType::ALL
        .iter()
        .copied()
        .chain(own)
        .map(EventType::as_str)
        .collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// The names with semicolons between, or what was typed in their place.
fn names(graph: &KnowledgeGraph, ids: &[NodeId], typed: Option<&str>) -> String {
    let own = || ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join("; ");
    steerless(&typed.map_or_else(own, str::to_owned))
}

/// What all forms of a page share.
struct Forms<'a> {
    proof: &'a str,
    seen: &'a str,
    action: String,
    typed: &'a Typed,
}

impl Forms<'_> {
    /// A form for an answer; where that is not named, its buttons name it.
    fn form(&self, title: &str, answer: &str, fields: &Markup) -> Markup {
        self.named(title, answer, None, fields)
    }

    /// The same with a name by which fields elsewhere are its own.
    fn named(&self, title: &str, answer: &str, id: Option<&str>, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(self.action) id=[id] {
                fieldset {
                    legend { (title) }
                    input type="hidden" name="proof" value=(self.proof);
                    input type="hidden" name="seen" value=(self.seen);
                    @if !answer.is_empty() { input type="hidden" name="answer" value=(answer); }
                    (fields)
                }
            }
        }
    }

    /// A form of one field, which holds what is the case, or what was typed.
    fn field(&self, title: &str, answer: &str, own: &str, label: &str, list: Option<&str>) -> Markup {
        let value = self.typed.kept(answer).unwrap_or(own);
        self.form(
            title,
            answer,
            &html! {
                label { (label) input name=(answer) value=(steerless(value)) list=[list] autocomplete="off"; }
                button { "Correct " (title.to_lowercase()) }
            },
        )
    }
}
