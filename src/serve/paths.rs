//! Addresses: which views there are, and what each may be asked.

use super::reply::{Fault, Shown};
use super::view::{self, Context};
use super::{map, review};

/// What answers a request.
pub(super) type View = fn(&Context<'_>) -> Result<Shown, Fault>;

/// An address with its view.
pub(super) struct Path {
    /// The address, with `{id}` for a part that varies.
    pub(super) path: &'static str,
    /// What it shows.
    pub(super) shows: &'static str,
    /// What may be asked behind the question mark.
    pub(super) asked: &'static [&'static str],
    /// What answers.
    pub(super) view: View,
}

/// What events may be asked for by.
const FILTERS: &[&str] = &[
    "who",
    "with",
    "country",
    "place",
    "type",
    "status",
    "source",
    "since",
    "until",
    "min_score",
    "page",
];

/// Every address but those of the review, the style, the network and the description of the interface.
pub(super) const PATHS: &[Path] = &[
    Path {
        path: "/",
        shows: "How much there is, who stands out, and what came last",
        asked: &["page"],
        view: view::home,
    },
    Path {
        path: "/search",
        shows: "People, countries, organizations, meetings and sentences, typing errors forgiven",
        asked: &["q"],
        view: view::search,
    },
    Path {
        path: "/events",
        shows: "Events in the order of time, the latest first",
        asked: FILTERS,
        view: view::events,
    },
    Path {
        path: "/events/{id}",
        shows: "An event: participants, place, all reports side by side, where they differ",
        asked: &[],
        view: view::event,
    },
    Path {
        path: "/nodes/{id}",
        shows: "A person, country, organization, place or meeting: partners, plans, and its events",
        asked: FILTERS,
        view: view::node,
    },
    Path {
        path: "/pairs/{id}/{other}",
        shows: "What two did together or to each other",
        asked: FILTERS,
        view: view::pair,
    },
    Path {
        path: "/articles/{id}",
        shows: "An article: its text where the file is a base, and the events that it reports",
        asked: &[],
        view: view::article,
    },
    Path {
        path: "/calendar",
        shows: "What is planned, and what became of what was",
        asked: FILTERS,
        view: view::calendar,
    },
    Path {
        path: "/map",
        shows: "Places by the number of events there, and those whose place on the earth is not known",
        asked: FILTERS.split_at(FILTERS.len() - 1).0,
        view: map::map,
    },
    Path {
        path: "/news",
        shows: "What became known after a day",
        asked: &["since", "page"],
        view: view::news,
    },
];

/// What may be asked of the events that wait.
const OF_REVIEW: &[&str] = &[
    "who",
    "with",
    "country",
    "place",
    "type",
    "status",
    "source",
    "since",
    "until",
    "min_score",
    "doubt",
    "page",
];

/// The addresses that there are only where a base is served to be reviewed.
pub(super) const REVIEW: &[Path] = &[
    Path {
        path: "/review",
        shows: "The doubtful events that wait for somebody to look at them, the gravest doubts first",
        asked: OF_REVIEW,
        view: review::waiting,
    },
    Path {
        path: "/review/{id}",
        shows: "An event to be reviewed: why it is doubtful, its reports side by side, and events that may be the same",
        asked: OF_REVIEW.split_at(OF_REVIEW.len() - 1).0,
        view: review::case,
    },
];
