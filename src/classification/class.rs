//! The 15 classes of PLOVER, and the event types nearest to them.

use crate::classification::scene::Scene;
use crate::event::EventType;
use std::fmt;

macro_rules! classes {
    ($($variant:ident = $name:literal $(| $other:literal)*, $event_type:ident, $doc:literal;)+) => {
        /// A class of PLOVER, by its names of 2021 and after.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = $doc] $variant),+
        }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The class of that name, or of a name that it had before.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name $(| $other)* => Some(Self::$variant),)+ _ => None }
            }

            /// The event type that stands for the class as a whole.
            const fn usual_type(self) -> EventType {
                match self { $(Self::$variant => EventType::$event_type),+ }
            }
        }
    };
}

classes! {
    Agree = "AGREE", Agreed, "Agrees, promises or is willing to do something.";
    Consult = "CONSULT", Met, "Meets, visits, calls or negotiates.";
    Support = "SUPPORT", Supported, "Praises, endorses, defends; begins or strengthens ties.";
    Cooperate = "COOPERATE", Cooperated, "Works together in deeds: exercises, trade, intelligence.";
    Aid = "AID", Aided, "Gives money, goods, arms, peacekeepers, asylum.";
    Yield = "YIELD" | "CONCEDE" | "RETREAT", Yielded, "Eases, lifts, releases, returns, withdraws, resigns.";
    Request = "REQUEST" | "DEMAND", Requested, "Asks, urges, demands.";
    Accuse = "ACCUSE" | "DISAPPROVE" | "INVESTIGATE", Accused, "Criticizes, accuses, sues, investigates.";
    Reject = "REJECT", Rejected, "Refuses, declines, vetoes, defies.";
    Threaten = "THREATEN", Threatened, "Warns, threatens, sets an ultimatum.";
    Protest = "PROTEST", Protested, "Demonstrates, strikes, riots.";
    Sanction = "SANCTION", Sanctioned, "Withdraws aid or peacekeepers, breaks off ties or talks, expels diplomats.";
    Mobilize = "MOBILIZE", Mobilized, "Deploys forces, puts them on alert.";
    Coerce = "COERCE", Coerced, "Arrests, seizes, bans, restricts, deports.";
    Assault = "ASSAULT" | "FIGHT", Attacked, "Uses force.";
}

impl Class {
    /// The class of an event type.
    pub fn of(event_type: EventType) -> Self {
        Self::parse(event_type.plover()).unwrap_or(Self::Consult)
    }

    /// Of the event types of the class the one that the sentence tells most likely; only consultation has several.
    pub(crate) fn event_type(self, scene: &Scene) -> EventType {
        let told = EventType::ALL.iter().zip(&scene.told);
        let own = told.filter(|(event_type, _)| Self::of(**event_type) == self);
        let likely = own.filter(|(_, [_, anybody])| *anybody >= LEAST_TOLD);
        likely
            .max_by(|(_, one), (_, other)| one[1].total_cmp(&other[1]))
            .map_or_else(|| self.usual_type(), |(event_type, _)| *event_type)
    }
}

/// A type that the reader takes for less likely does not stand for its class.
const LEAST_TOLD: f32 = 0.1;

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
