//! The world: where do places lie, and where do they stand on a flat map?
//!
//! The map is that of Equal Earth (Šavrič, Patterson and Jenny 2018), on which no country is larger than it is. It shows the
//! whole world, or the part in which the places lie. Outlines of the land are coarse, and for the eye alone.

use super::metrics::width;
use crate::entity::{Gazetteer, Known, NameForm};
use crate::graph::{Node, NodeId};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

const COORDINATES: &str = include_str!("data/coordinates.tsv");

const COASTS: &str = include_str!("data/coasts.tsv");

/// The largest distances from the middle of the projection, to the east and to the north.
const EDGE: (f64, f64) = (2.706_63, 1.317_36);

/// A part of the world is shown from so much of it on.
const PART: f64 = 0.25;

/// So much wider than the places need is what is shown.
const MARGIN: f64 = 1.4;

/// The least and the greatest radius of a circle.
const RADIUS: (f64, f64) = (3.0, 22.0);

/// The radius of a circle of one event, where no circle becomes too large.
const ONE: f64 = 4.0;

/// The radius of the dot of a capital.
const DOT: f64 = 1.5;

/// Room between a circle and its name.
const GAP: f64 = 3.0;

/// A place on the earth, in degrees north and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// A place to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it lies.
    pub at: Coordinates,
    /// How many events there are.
    pub events: usize,
}

/// A map of so many places as there are, in the room of [`SIZE`](Self::SIZE).
#[derive(Clone, Debug, PartialEq)]
pub struct WorldMap {
    /// The outlines of the land, as the data of an SVG path.
    pub land: String,
    /// A line each thirty degrees, as the data of an SVG path.
    pub graticule: String,
    /// A circle for each place, in the order in which they were given.
    pub circles: Vec<Circle>,
    /// The capitals that lie on the map, by the name of the country.
    pub capitals: Vec<(String, Circle)>,
}

/// A circle, and where its name stands if there is room for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its middle, from the left.
    pub x: f64,
    /// Its middle, from above.
    pub y: f64,
    /// Its radius.
    pub radius: f64,
    /// Where the name begins and on which line it stands.
    pub label: Option<(f64, f64)>,
}

/// The place of each node that is known.
static PLACES: LazyLock<BTreeMap<NodeId, Coordinates>> = LazyLock::new(|| {
    rows()
        .map(|(name, country, at)| (NodeId::place(name, country), at))
        .collect()
});

/// The rows of the table.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Coordinates)> {
    lines(COORDINATES).filter_map(|line| {
        let mut cells = line.split('\t');
        let (name, country) = (cells.next()?, cells.next()?);
        let (latitude, longitude) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some((name, country, Coordinates { latitude, longitude }))
    })
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

impl Coordinates {
    /// Where the place lies, to a tenth of a degree, if that is known. A house by which a government is called stands in its
    /// capital, unless the table tells otherwise.
    ///
    /// ```
    /// use summitry::graph::{Node, NodeId, NodeKind};
    /// use summitry::render::Coordinates;
    ///
    /// let place = |name, country| Coordinates::of(&Node::new(NodeId::place(name, country), name, NodeKind::Place));
    /// assert_eq!(place("Vladivostok", "RUS"), Some(Coordinates { latitude: 43.1, longitude: 131.9 }));
    /// assert_eq!(place("Atlantis", "GRC"), None);
    /// ```
    pub fn of(place: &Node) -> Option<Self> {
        let gazetteer = Gazetteer::builtin();
        let called_so = || {
            gazetteer
                .senses(&place.name)
                .iter()
                .find_map(|sense| match (sense.entity, sense.form) {
                    (Known::City(at), _) => {
                        let city = &gazetteer.cities[at];
                        Self::named(&city.name, &city.country).filter(|_| city.country == place.country)
                    }
                    (Known::Country(at), NameForm::Capital | NameForm::Metonym) => {
                        let country = &gazetteer.countries[at];
                        Self::named(&country.capital, &country.iso3).filter(|_| country.iso3 == place.country)
                    }
                    _ => None,
                })
        };
        PLACES.get(&place.id).copied().or_else(called_so)
    }

    fn named(name: &str, country: &str) -> Option<Self> {
        PLACES.get(&NodeId::place(name, country)).copied()
    }

    /// Its place in the projection, from the middle to the east and to the north.
    fn flat(self) -> (f64, f64) {
        const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
        let root = 3.0_f64.sqrt();
        let theta = (root / 2.0 * self.latitude.to_radians().sin()).asin();
        let square = theta * theta;
        let sixth = square.powi(3);
        let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
        let east = 2.0 * root * self.longitude.to_radians() * theta.cos() / (3.0 * slope);
        let north = theta * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square));
        (east, north)
    }
}

/// What of the projection is shown.
struct Frame {
    left: f64,
    top: f64,
    scale: f64,
}

impl Frame {
    /// The whole world, or the part of it that has room for these points.
    fn around(points: &[(f64, f64)]) -> Self {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for &(east, north) in points {
            low = (low.0.min(east), low.1.min(north));
            high = (high.0.max(east), high.1.max(north));
        }
        let whole = 2.0 * EDGE.0;
        let needed = MARGIN * (high.0 - low.0).max((high.1 - low.1) * EDGE.0 / EDGE.1);
        let wide = if points.is_empty() {
            whole
        } else {
            needed.clamp(PART * whole, whole)
        };
        let tall = wide * EDGE.1 / EDGE.0;
        let within = |middle: f64, half: f64, edge: f64| middle.clamp(half - edge, edge - half);
        // Where all is shown, rounding leaves no room to choose.
        let (east, north) = if wide < whole {
            (
                within(f64::midpoint(low.0, high.0), wide / 2.0, EDGE.0),
                within(f64::midpoint(low.1, high.1), tall / 2.0, EDGE.1),
            )
        } else {
            (0.0, 0.0)
        };
        Self {
            left: east - wide / 2.0,
            top: north + tall / 2.0,
            scale: WorldMap::SIZE.0 / wide,
        }
    }

    fn place(&self, (east, north): (f64, f64)) -> (f64, f64) {
        ((east - self.left) * self.scale, (self.top - north) * self.scale)
    }

    /// A line through these points.
    fn line(&self, path: &mut String, points: impl Iterator<Item = Coordinates>) {
        for (at, point) in points.enumerate() {
            let (x, y) = self.place(point.flat());
            let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
        }
    }
}

impl WorldMap {
    /// Its width and height.
    pub const SIZE: (f64, f64) = (1000.0, 486.7);
    /// The size of the names of places.
    pub const PLACE: f64 = 12.0;
    /// The size of the names of countries.
    pub const COUNTRY: f64 = 9.0;

    /// The map of these places, which are best given with the most events first, so that small circles lie on large ones and
    /// the names of those that matter find room.
    pub fn new(spots: &[Spot<'_>]) -> Self {
        let points: Vec<(f64, f64)> = spots.iter().map(|spot| spot.at.flat()).collect();
        let frame = Frame::around(&points);
        let most = spots.iter().map(|spot| spot.events).max().unwrap_or(0) as f64;
        let one = ONE.min(RADIUS.1 / most.sqrt().max(1.0));
        let mut room = Room::default();
        let mut circles: Vec<Circle> = Vec::new();
        for (spot, point) in spots.iter().zip(&points) {
            let (x, y) = frame.place(*point);
            let radius = (one * (spot.events as f64).sqrt()).max(RADIUS.0);
            room.take(x, y, radius);
            circles.push(Circle {
                x,
                y,
                radius,
                label: None,
            });
        }
        for (circle, spot) in circles.iter_mut().zip(spots) {
            circle.label = room.label(circle, spot.name, Self::PLACE);
        }
        Self {
            land: land(&frame),
            graticule: graticule(&frame),
            circles,
            capitals: capitals(&frame, &mut room),
        }
    }
}

/// The capitals on the map, those of countries with many places first.
fn capitals(frame: &Frame, room: &mut Room) -> Vec<(String, Circle)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, country, _) in rows() {
        *places.entry(country).or_default() += 1;
    }
    let gazetteer = Gazetteer::builtin();
    let mut countries: Vec<_> = gazetteer.countries.iter().collect();
    countries.sort_by_key(|country| (std::cmp::Reverse(places.get(country.iso3.as_str())), &country.iso3));
    let mut capitals: Vec<(String, Circle)> = Vec::new();
    for country in countries {
        let Some(at) = Coordinates::named(&country.capital, &country.iso3) else {
            continue;
        };
        let (x, y) = frame.place(at.flat());
        if !(0.0..=WorldMap::SIZE.0).contains(&x) || !(0.0..=WorldMap::SIZE.1).contains(&y) {
            continue;
        }
        let mut circle = Circle {
            x,
            y,
            radius: DOT,
            label: None,
        };
        circle.label = room.label(&circle, &country.name, WorldMap::COUNTRY);
        capitals.push((country.name.clone(), circle));
    }
    capitals
}

fn land(frame: &Frame) -> String {
    let mut path = String::new();
    for line in lines(COASTS) {
        let (_, outline) = line.split_once('\t').unwrap_or_default();
        let points = outline.split(' ').filter_map(|point| {
            let (longitude, latitude) = point.split_once(',')?;
            let (latitude, longitude) = (latitude.parse().ok()?, longitude.parse().ok()?);
            Some(Coordinates { latitude, longitude })
        });
        frame.line(&mut path, points);
        path.push('Z');
    }
    path
}

fn graticule(frame: &Frame) -> String {
    let mut path = String::new();
    let steps = |from: i32, to: i32, step: usize| (from..=to).step_by(step).map(f64::from);
    for longitude in steps(-180, 180, 30) {
        frame.line(
            &mut path,
            steps(-90, 90, 5).map(|latitude| Coordinates { latitude, longitude }),
        );
    }
    for latitude in steps(-90, 90, 30) {
        // A parallel is straight.
        frame.line(
            &mut path,
            steps(-180, 180, 360).map(|longitude| Coordinates { latitude, longitude }),
        );
    }
    path
}

/// The rectangles that are taken: left, top, right and bottom.
#[derive(Default)]
struct Room {
    circles: Vec<[f64; 4]>,
    names: Vec<[f64; 4]>,
}

impl Room {
    fn take(&mut self, x: f64, y: f64, radius: f64) {
        self.circles.push([x - radius, y - radius, x + radius, y + radius]);
    }

    /// Where the name of the circle stands, to the right or the left of it, where no other name does; that of a capital stands
    /// on no circle either.
    fn label(&mut self, circle: &Circle, name: &str, size: f64) -> Option<(f64, f64)> {
        let (wide, away) = (width(name, size), circle.radius + GAP);
        let circles = if circle.radius > DOT { &[] } else { &self.circles[..] };
        let fits = |label: &[f64; 4]| {
            let apart = |taken: &[f64; 4]| {
                label[2] < taken[0] || label[0] > taken[2] || label[3] < taken[1] || label[1] > taken[3]
            };
            label[0] >= 0.0 && label[2] <= WorldMap::SIZE.0 && self.names.iter().chain(circles).all(apart)
        };
        let sides = [circle.x + away, circle.x - away - wide];
        let labels = sides.map(|left| [left, circle.y - size / 2.0, left + wide, circle.y + size / 2.0]);
        let label = labels.into_iter().find(fits)?;
        self.names.push(label);
        Some((label[0], circle.y + size * 0.35))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::NodeKind;

    const BOXES: &str = include_str!("testdata/boxes.tsv");

    /// The boxes of each country: south, west, north, east.
    fn boxes() -> BTreeMap<&'static str, Vec<[f64; 4]>> {
        let mut boxes: BTreeMap<&str, Vec<[f64; 4]>> = BTreeMap::new();
        for line in lines(BOXES) {
            let (country, edges) = line.split_once('\t').expect("a country and its edges");
            let edges: Vec<f64> = edges.split('\t').map(|edge| edge.parse().expect("degrees")).collect();
            boxes
                .entry(country)
                .or_default()
                .push(edges.try_into().expect("four edges"));
        }
        boxes
    }

    #[test]
    fn each_place_lies_in_its_country() {
        let (boxes, slack) = (boxes(), 0.05);
        let mut astray = Vec::new();
        for (name, country, at) in rows() {
            assert!(at.latitude.abs() <= 90.0 && at.longitude.abs() <= 180.0, "{name}");
            let holds = |edges: &[f64; 4]| {
                (edges[0] - slack..=edges[2] + slack).contains(&at.latitude)
                    && (edges[1] - slack..=edges[3] + slack).contains(&at.longitude)
            };
            if !boxes.get(country).is_some_and(|boxes| boxes.iter().any(holds)) {
                astray.push(format!("{name}, {country}: {at:?}"));
            }
        }
        assert!(astray.is_empty(), "{}", astray.join("\n"));
    }

    #[test]
    fn each_row_is_read_and_is_a_place_that_the_gazetteer_knows() {
        assert_eq!(rows().count(), lines(COORDINATES).count());
        assert_eq!(PLACES.len(), rows().count(), "a place stands twice");
        let gazetteer = Gazetteer::builtin();
        let unknown: Vec<&str> = rows()
            .filter(|(name, country, _)| {
                let is_here = |known: &Known| match *known {
                    Known::City(at) => gazetteer.cities[at].country == *country,
                    Known::Country(at) => gazetteer.countries[at].iso3 == *country,
                    _ => false,
                };
                let senses = gazetteer.senses(name);
                !senses
                    .iter()
                    .any(|sense| is_here(&sense.entity) && (sense.form != NameForm::Adjective))
            })
            .map(|(name, _, _)| name)
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_house_by_which_a_government_is_called_stands_in_its_capital() {
        let check = |name: &str, country: &str, expected: Option<&str>| {
            let mut node = Node::new(NodeId::place(name, country), name, NodeKind::Place);
            country.clone_into(&mut node.country);
            let expected = expected.and_then(|city| Coordinates::named(city, country));
            assert_eq!(Coordinates::of(&node), expected, "{name}");
        };
        check("Washington, D.C.", "USA", Some("Washington"));
        check("Blue House", "KOR", Some("Seoul"));
        check("White House", "USA", Some("Washington"));
        check("Bocharov Ruchei", "RUS", Some("Sochi"));
        check("White House", "RUS", None);
        check("Siberia", "RUS", None);
    }

    #[test]
    fn the_capital_of_each_country_has_its_place() {
        // States that are no more, and those whose seat is listed under the state that claims it.
        const WITHOUT: &[&str] = &[
            "SUN", "YUG", "CSK", "DDR", "SCG", "XAB", "XSO", "XTR", "XNC", "XSL", "XNK",
        ];
        let without = Gazetteer::builtin()
            .countries
            .iter()
            .filter(|country| Coordinates::named(&country.capital, &country.iso3).is_none());
        let without: Vec<&str> = without.map(|country| country.iso3.as_str()).collect();
        assert!(without.iter().all(|country| WITHOUT.contains(country)), "{without:?}");
    }

    #[test]
    fn the_world_fits_the_map_and_places_far_apart_show_all_of_it() {
        let at = |latitude, longitude| Coordinates { latitude, longitude };
        let whole = Frame::around(&[]);
        let near = |one: f64, other: f64| (one - other).abs() < 0.1;
        let (x, y) = whole.place(at(0.0, 0.0).flat());
        assert!(near(x, 500.0) && near(y, 243.3), "{x} {y}");
        let (x, _) = whole.place(at(0.0, 180.0).flat());
        let (_, y) = whole.place(at(90.0, 0.0).flat());
        assert!(near(x, 1000.0) && near(y, 0.0), "{x} {y}");
        let spot = |name, latitude, longitude, events| Spot {
            name,
            at: at(latitude, longitude),
            events,
        };
        let far = WorldMap::new(&[spot("Honolulu", 21.3, -157.9, 4), spot("Wellington", -41.3, 174.8, 1)]);
        assert_eq!(far.land, WorldMap::new(&[]).land);
        assert!(far.circles[0].radius > far.circles[1].radius);
    }

    #[test]
    fn places_near_each_other_show_a_part_of_the_world_and_names_do_not_cover_each_other() {
        let spot = |name, latitude, longitude| Spot {
            name,
            at: Coordinates { latitude, longitude },
            events: 1,
        };
        let map = WorldMap::new(&[
            spot("Panmunjom", 38.0, 126.7),
            spot("Seoul", 37.6, 127.0),
            spot("Kaesong", 38.0, 126.6),
        ]);
        let [border, seoul, kaesong] = map.circles[..] else {
            panic!("three circles")
        };
        assert!(
            seoul.x - border.x > 0.5 && (400.0..600.0).contains(&seoul.x),
            "{seoul:?}"
        );
        let named = [border, seoul, kaesong]
            .iter()
            .filter(|circle| circle.label.is_some())
            .count();
        assert!((1..=2).contains(&named), "{named} names have room");
        assert!(
            !map.capitals.iter().any(|(country, _)| country == "Argentina"),
            "far away"
        );
        assert!(map.capitals.iter().any(|(country, _)| country == "Japan"));
    }
}
