//! Colours: light or dark ground, and what each kind, class and status looks like.

use crate::event::{EventType, QuadClass, Status};
use crate::graph::NodeKind;

/// The ground that a picture is drawn on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Dark ink on white, for paper and light pages.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// The fill, the outline and the words of a kind of node.
#[derive(Clone, Copy)]
pub(super) struct KindLook {
    pub(super) fill: &'static str,
    pub(super) outline: &'static str,
    pub(super) words: &'static str,
}

impl Theme {
    /// Every theme.
    pub const ALL: &'static [Self] = &[Self::Light, Self::Dark];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|theme| theme.as_str() == name)
    }

    const fn pick(self, light: &'static str, dark: &'static str) -> &'static str {
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    pub(super) const fn ground(self) -> &'static str {
        self.pick("#ffffff", "#14181f")
    }

    pub(super) const fn ink(self) -> &'static str {
        self.pick("#1b1f24", "#e6e9ee")
    }

    /// Words of less weight.
    pub(super) const fn faint(self) -> &'static str {
        self.pick("#5f6873", "#9aa5b3")
    }

    /// Lines that only guide the eye.
    pub(super) const fn rule(self) -> &'static str {
        self.pick("#c9ced6", "#3a424e")
    }

    pub(super) const fn kind(self, kind: NodeKind) -> KindLook {
        let (fill, outline) = match kind {
            NodeKind::Country => (self.pick("#d3e5f7", "#1d3d5f"), self.pick("#2f6299", "#6aa5e0")),
            NodeKind::Person => (self.pick("#fff3cf", "#4a3c14"), self.pick("#a97f1c", "#dcb550")),
            NodeKind::Organization => (self.pick("#e8def5", "#3a2b57"), self.pick("#6b4b9c", "#ae90e0")),
            // Taking part is neither cooperation nor conflict.
            NodeKind::Summit => (self.pick("#fbe1f1", "#4c1f3d"), self.pick("#a3277d", "#ea90c9")),
            NodeKind::Place => (self.pick("#ededed", "#2c3138"), self.pick("#6f6f6f", "#99a2ad")),
        };
        KindLook {
            fill,
            outline,
            words: self.ink(),
        }
    }

    /// The colour of a class of events: cooperation is cold, conflict is warm, and deeds are stronger than words.
    pub(super) const fn class(self, class: QuadClass) -> &'static str {
        match class {
            QuadClass::VerbalCooperation => self.pick("#2a6f97", "#69b3e0"),
            QuadClass::MaterialCooperation => self.pick("#1e7d46", "#57c785"),
            QuadClass::VerbalConflict => self.pick("#b9650f", "#f0a34a"),
            QuadClass::MaterialConflict => self.pick("#b3261e", "#ff7a70"),
        }
    }
}

/// What stands before the name of a status, so that colour alone tells nothing.
pub(super) const fn status_line(status: Status) -> &'static str {
    match status {
        Status::Occurred => "solid",
        Status::Planned | Status::Possible => "dashed",
        Status::Denied => "dotted",
    }
}

/// The shape of a mark. With the colour of its class each type has a mark of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    Pointer,
    Pentagon,
    Cross,
    Star,
    Hexagon,
}

pub(super) const fn shape(kind: EventType) -> Shape {
    match kind {
        EventType::Met | EventType::Cooperated | EventType::Requested => Shape::Circle,
        EventType::Visited => Shape::Pointer,
        EventType::Called | EventType::Accused | EventType::Mobilized => Shape::Diamond,
        EventType::Mediated | EventType::Coerced => Shape::Pentagon,
        EventType::Agreed | EventType::Aided | EventType::Sanctioned => Shape::Square,
        EventType::Supported | EventType::Yielded | EventType::Threatened | EventType::Protested => Shape::Triangle,
        EventType::Rejected => Shape::Cross,
        EventType::Attacked => Shape::Star,
        EventType::Custom(_) => Shape::Hexagon,
    }
}

#[cfg(test)]
mod tests {
    use super::{Theme, shape};
    use crate::event::EventType;
    use std::collections::BTreeSet;

    #[test]
    fn each_type_has_a_mark_of_its_own() {
        let marks: BTreeSet<_> = EventType::ALL
            .iter()
            .map(|&kind| (shape(kind), Theme::Light.class(kind.quad_class())))
            .collect();
        assert_eq!(marks.len(), EventType::ALL.len());
    }

    #[test]
    fn taking_part_has_a_colour_of_its_own() {
        for &theme in Theme::ALL {
            let own = theme.kind(crate::graph::NodeKind::Summit).outline;
            let hue = |color: &str| {
                let part = |at: usize| f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour"));
                let (red, green, blue) = (part(1), part(3), part(5));
                (3.0_f64.sqrt() * (green - blue))
                    .atan2(2.0 * red - green - blue)
                    .to_degrees()
            };
            for kind in EventType::ALL {
                let apart = (hue(own) - hue(theme.class(kind.quad_class()))).abs();
                assert!(apart.min(360.0 - apart) > 30.0, "{kind}");
            }
        }
    }

    #[test]
    fn words_stand_out_from_their_ground() {
        let light = |color: &str| {
            let part = |at: usize| {
                let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour")) / 255.0;
                if value <= 0.040_45 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let contrast = |one: &str, other: &str| {
            let (one, other) = (light(one), light(other));
            (one.max(other) + 0.05) / (one.min(other) + 0.05)
        };
        for &theme in Theme::ALL {
            for words in [theme.ink(), theme.faint()] {
                assert!(contrast(words, theme.ground()) >= 4.5, "{words}");
            }
            for kind in crate::graph::NodeKind::ALL {
                let look = theme.kind(*kind);
                assert!(contrast(look.words, look.fill) >= 7.0, "{kind}");
            }
            for kind in EventType::ALL {
                assert!(
                    contrast(theme.class(kind.quad_class()), theme.ground()) >= 4.0,
                    "{kind}"
                );
            }
        }
    }
}
