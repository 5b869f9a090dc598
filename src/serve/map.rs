//! The map: where did it happen?

use super::html::{counted, filters, node_link};
use super::reply::{Fault, Shown};
use super::sheet::table;
use super::view::Context;
use crate::graph::{KnowledgeGraph, Node, NodeId};
use crate::render::{Circle, Coordinates, Spot, WorldMap};
use crate::text::steerless;
use maud::{Markup, html};
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A place where something happened.
struct Place<'g> {
    node: &'g Node,
    events: usize,
    at: Option<Coordinates>,
}

/// What happened where.
struct Places<'g> {
    /// Those whose place on the earth is known, the one with the most events first.
    known: Vec<Place<'g>>,
    /// The others, in the same order.
    unknown: Vec<Place<'g>>,
    /// How many events are told without a place.
    untold: usize,
}

impl<'g> Places<'g> {
    fn of(graph: &'g KnowledgeGraph, context: &Context<'_>) -> Result<Self, Fault> {
        let mut counts: BTreeMap<&NodeId, usize> = BTreeMap::new();
        let mut untold = 0;
        for event in context.asked.query(graph)?.find(graph) {
            match &event.place {
                Some(place) => *counts.entry(place).or_default() += 1,
                None => untold += 1,
            }
        }
        let places = counts.into_iter().filter_map(|(id, events)| {
            let node = graph.node(id)?;
            let at = Coordinates::of(node);
            Some(Place { node, events, at })
        });
        let mut places: Vec<Place<'_>> = places.collect();
        places.sort_by_key(|place| (Reverse(place.events), &place.node.id));
        let (known, unknown) = places.into_iter().partition(|place| place.at.is_some());
        Ok(Self { known, unknown, untold })
    }

    fn all(&self) -> impl Iterator<Item = &Place<'g>> {
        self.known.iter().chain(&self.unknown)
    }

    fn json(&self) -> Value {
        let object = |place: &Place<'_>| {
            json!({
                "id": place.node.id.as_str(), "name": place.node.name, "country": place.node.country, "events": place.events,
                "latitude": place.at.map(|at| at.latitude), "longitude": place.at.map(|at| at.longitude),
            })
        };
        json!({
            "places": self.known.iter().map(object).collect::<Vec<_>>(),
            "without_coordinates": self.unknown.iter().map(object).collect::<Vec<_>>(),
            "events_without_place": self.untold,
        })
    }

    fn csv(&self) -> Vec<u8> {
        let degrees = |degrees: Option<f64>| degrees.map_or_else(String::new, |degrees| format!("{degrees:.1}"));
        let rows = self.all().map(|place| {
            vec![
                place.node.id.to_string(),
                place.node.name.clone(),
                place.node.country.clone(),
                degrees(place.at.map(|at| at.latitude)),
                degrees(place.at.map(|at| at.longitude)),
                place.events.to_string(),
            ]
        });
        table(&["place", "name", "country", "latitude", "longitude", "events"], rows)
    }
}

/// The events by their places.
pub(super) fn map(context: &Context<'_>) -> Result<Shown, Fault> {
    let places = Places::of(context.graph, context)?;
    context.formed(
        "Map".to_owned(),
        || page(context, &places),
        || places.json(),
        || places.csv(),
    )
}

fn page(context: &Context<'_>, places: &Places<'_>) -> Markup {
    let events = |place: &Place<'_>| format!("/events{}", context.asked.in_place(place.node.id.as_str()).again(1));
    html! {
        (filters(context.asked))
        p {
            (counted(places.known.iter().map(|place| place.events).sum(), "event")) " at "
            (counted(places.known.len(), "place")) " of the map; "
            (counted(places.untold, "event")) " told without a place."
        }
        (picture(places, &events))
        h2 { (counted(places.known.len(), "place")) }
        (rows(&places.known, &events))
        @if !places.unknown.is_empty() {
            h2 { (counted(places.unknown.len(), "place")) " without coordinates" }
            p { "Where these lie is not known here; they are not on the map." }
            (rows(&places.unknown, &events))
        }
    }
}

fn rows(places: &[Place<'_>], events: &impl Fn(&Place<'_>) -> String) -> Markup {
    html! {
        @if !places.is_empty() {
            div.wide { table.places {
                thead { tr { @for name in ["Place", "Country", "Latitude", "Longitude", "Events"] { th scope="col" { (name) } } } }
                tbody { @for place in places { tr {
                    td { (node_link(place.node)) }
                    td { (place.node.country) }
                    @match place.at {
                        Some(at) => { td { (degrees(at.latitude, 'N', 'S')) } td { (degrees(at.longitude, 'E', 'W')) } },
                        None => { td {} td {} },
                    }
                    td { a href=(events(place)) { (counted(place.events, "event")) } }
                } } }
            } }
        }
    }
}

/// "43.1° N".
fn degrees(degrees: f64, positive: char, negative: char) -> String {
    let side = if degrees < 0.0 { negative } else { positive };
    format!("{:.1}° {side}", degrees.abs())
}

/// The map itself; what it shows stands in the table too.
fn picture(places: &Places<'_>, events: &impl Fn(&Place<'_>) -> String) -> Markup {
    let spots = places.known.iter().filter_map(|place| {
        let (name, events) = (place.node.name.as_str(), place.events);
        Some(Spot {
            name,
            at: place.at?,
            events,
        })
    });
    let map = WorldMap::new(&spots.collect::<Vec<_>>());
    let (wide, tall) = WorldMap::SIZE;
    let round = |length: f64| format!("{length:.1}");
    let dot = |circle: &Circle| html! { circle cx=(round(circle.x)) cy=(round(circle.y)) r=(round(circle.radius)) {} };
    let words = |circle: &Circle, name: &str, size: f64| {
        html! {
            @if let Some((x, y)) = circle.label {
                text x=(round(x)) y=(round(y)) font-size=(size) { (steerless(name)) }
            }
        }
    };
    html! {
        div.wide {
            svg.map viewBox={ "0 0 " (wide) " " (tall) } role="group" aria-label="Map of the events, which the table below lists" {
                path.land d=(map.land) {}
                path.graticule d=(map.graticule) {}
                g.capitals aria-hidden="true" {
                    @for (country, circle) in &map.capitals { (dot(circle)) (words(circle, country, WorldMap::COUNTRY)) }
                }
                @for (place, circle) in places.known.iter().zip(&map.circles) {
                    @let told = format!("{}: {}", steerless(&place.node.name), counted(place.events, "event"));
                    a href=(events(place)) aria-label=(told) {
                        title { (told) }
                        (dot(circle)) (words(circle, &place.node.name, WorldMap::PLACE))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_told_with_their_side() {
        assert_eq!(degrees(43.1, 'N', 'S'), "43.1° N");
        assert_eq!(degrees(-77.04, 'E', 'W'), "77.0° W");
    }
}
