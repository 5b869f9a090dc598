//! Event types with their PLOVER classes, CAMEO root codes, quad classes and Goldstein values.
//!
//! PLOVER: Halterman et al. (2023), "PLOVER and POLECAT". CAMEO: Schrodt (2012), "CAMEO: Conflict and Mediation Event
//! Observations". Goldstein (1992), "A Conflict-Cooperation Scale for WEIS Events Data", as carried over to CAMEO. Types of the
//! user's own are defined beside their patterns, or kept in a graph that was built with them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

macro_rules! event_types {
    ($($variant:ident = $name:literal, $class:literal, $cameo:literal, $quad:ident, $goldstein:literal, $sides:ident, $weight:ident, $doc:literal;)+) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType {
            $(#[doc = $doc] $variant,)+
            /// A type of the user's own.
            Custom(&'static CustomType),
        }

        impl EventType {
            /// Every type that is built in, in the order of the guide.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that the guide gives it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ Self::Custom(own) => own.name() }
            }

            /// The type of that name, built in or defined.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => Self::defined(name) }
            }

            /// The PLOVER class.
            pub const fn plover(self) -> &'static str {
                match self { $(Self::$variant => $class,)+ Self::Custom(own) => own.plover() }
            }

            /// The CAMEO code that fits the type as a whole.
            pub const fn cameo(self) -> &'static str {
                match self { $(Self::$variant => $cameo,)+ Self::Custom(own) => own.cameo() }
            }

            /// The quad class.
            pub const fn quad_class(self) -> QuadClass {
                match self { $(Self::$variant => QuadClass::$quad,)+ Self::Custom(own) => own.quad_class() }
            }

            /// Whether all participants stand on one side by the guide's definition.
            pub const fn is_symmetric(self) -> bool {
                match self { $(Self::$variant => matches!(Sides::$sides, Sides::One),)+ Self::Custom(own) => own.is_symmetric() }
            }

            /// Whether it is one of the six core types.
            pub const fn is_core(self) -> bool {
                match self { $(Self::$variant => matches!(Weight::$weight, Weight::Core),)+ Self::Custom(_) => false }
            }

            /// The Goldstein value, from -10 (conflict) to 10 (cooperation).
            pub const fn goldstein(self) -> f64 {
                match self { $(Self::$variant => $goldstein,)+ Self::Custom(own) => own.goldstein() }
            }
        }
    };
}

/// On how many sides the participants stand.
enum Sides {
    One,
    Two,
}

/// What the guide asks annotators to be complete on first, and the rest.
enum Weight {
    Core,
    Other,
}

event_types! {
    Met = "met", "CONSULT", "040", VerbalCooperation, 1.0, One, Core, "Talks, a meeting or a summit, in person.";
    Visited = "visited", "CONSULT", "042", VerbalCooperation, 1.9, Two, Core, "An official travels to another country or territory.";
    Called = "called", "CONSULT", "041", VerbalCooperation, 1.0, One, Core, "Talk by telephone, video or letter.";
    Mediated = "mediated", "CONSULT", "045", VerbalCooperation, 5.0, Two, Core, "A third party mediates between others.";
    Agreed = "agreed", "AGREE", "057", VerbalCooperation, 8.0, Two, Core, "An agreement is reached, or a commitment made.";
    Supported = "supported", "SUPPORT", "051", VerbalCooperation, 3.4, Two, Other, "Praise, endorsement, recognition, ties restored.";
    Cooperated = "cooperated", "COOPERATE", "060", MaterialCooperation, 6.0, One, Other, "Material cooperation that happens.";
    Aided = "aided", "AID", "070", MaterialCooperation, 7.0, Two, Other, "Money, food, arms or peacekeepers.";
    Yielded = "yielded", "CONCEDE", "080", MaterialCooperation, 5.0, Two, Other, "Sanctions eased, people released, troops withdrawn.";
    Requested = "requested", "REQUEST", "100", VerbalConflict, -5.0, Two, Other, "Someone is asked, urged or invited.";
    Accused = "accused", "ACCUSE", "112", VerbalConflict, -2.0, Two, Other, "Criticism, condemnation, complaint.";
    Rejected = "rejected", "REJECT", "120", VerbalConflict, -4.0, Two, Other, "Refusal, veto, talks broken off.";
    Threatened = "threatened", "THREATEN", "130", VerbalConflict, -4.4, Two, Other, "A warning with a consequence.";
    Protested = "protested", "PROTEST", "140", MaterialConflict, -6.5, Two, Other, "A demonstration against a foreign actor.";
    Sanctioned = "sanctioned", "SANCTION", "163", MaterialConflict, -8.0, Two, Core, "Sanctions, expulsions, ties or aid cut.";
    Mobilized = "mobilized", "MOBILIZE", "150", MaterialConflict, -7.2, Two, Other, "Military or police posture.";
    Coerced = "coerced", "COERCE", "170", MaterialConflict, -7.0, Two, Other, "Seizure, arrest, deportation, ban.";
    Attacked = "attacked", "ASSAULT", "190", MaterialConflict, -10.0, Two, Other, "Armed force or violence.";
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Cooperation or conflict, in words or in deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuadClass {
    /// Words that cooperate.
    VerbalCooperation,
    /// Deeds that cooperate.
    MaterialCooperation,
    /// Words of conflict.
    VerbalConflict,
    /// Deeds of conflict.
    MaterialConflict,
}

impl QuadClass {
    /// Every class, in the order of their numbers.
    pub const ALL: &'static [Self] = &[
        Self::VerbalCooperation,
        Self::MaterialCooperation,
        Self::VerbalConflict,
        Self::MaterialConflict,
    ];

    /// The class of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.as_str() == name)
    }

    /// Its number in GDELT, from 1.
    pub const fn number(self) -> u8 {
        match self {
            Self::VerbalCooperation => 1,
            Self::MaterialCooperation => 2,
            Self::VerbalConflict => 3,
            Self::MaterialConflict => 4,
        }
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        }
    }
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It happened or is happening.
    #[default]
    Occurred,
    /// It is scheduled, announced or expected.
    Planned,
    /// It may happen, or was proposed.
    Possible,
    /// It did not happen, was cancelled or refused.
    Denied,
}

impl Status {
    /// Every status.
    pub const ALL: &'static [Self] = &[Self::Occurred, Self::Planned, Self::Possible, Self::Denied];

    /// The name that the guide gives it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }

    /// The status of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.as_str() == name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is known of an event type that is not built in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomType {
    name: String,
    plover: String,
    cameo: String,
    quad_class: QuadClass,
    goldstein_tenths: i32,
    symmetric: bool,
}

impl CustomType {
    /// A type with these properties: the name in lower case, a class of PLOVER, a CAMEO code, and a Goldstein value from -10
    /// to 10, which is kept to a tenth.
    ///
    /// # Errors
    /// Where the name is built in or no plain word, or another property is none of its kind.
    pub fn new(
        name: &str,
        plover: &str,
        cameo: &str,
        quad_class: QuadClass,
        goldstein: f64,
        symmetric: bool,
    ) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
            return Err(format!("'{name}' is no name: lower-case letters, digits, - and _"));
        }
        if EventType::ALL.iter().any(|built_in| built_in.as_str() == name) {
            return Err(format!("'{name}' is built in"));
        }
        // The guide keeps the older name of the class YIELD.
        let class = if plover == "YIELD" { "CONCEDE" } else { plover };
        let classes: BTreeSet<&str> = EventType::ALL.iter().map(|built_in| built_in.plover()).collect();
        if !classes.contains(class) {
            let classes: Vec<&str> = classes.into_iter().collect();
            return Err(format!("'{plover}' is no class of PLOVER ({})", classes.join(", ")));
        }
        if !(2..=4).contains(&cameo.len()) || !cameo.chars().all(|c| c.is_ascii_digit()) {
            return Err(format!("'{cameo}' is no CAMEO code of two to four digits"));
        }
        if !(-10.0..=10.0).contains(&goldstein) {
            return Err(format!("the Goldstein value {goldstein} is not between -10 and 10"));
        }
        Ok(Self {
            name: name.to_owned(),
            plover: class.to_owned(),
            cameo: cameo.to_owned(),
            quad_class,
            goldstein_tenths: (goldstein * 10.0).round() as i32,
            symmetric,
        })
    }

    /// The name.
    pub const fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The PLOVER class.
    pub const fn plover(&self) -> &str {
        self.plover.as_str()
    }

    /// The CAMEO code.
    pub const fn cameo(&self) -> &str {
        self.cameo.as_str()
    }

    /// The quad class.
    pub const fn quad_class(&self) -> QuadClass {
        self.quad_class
    }

    /// The Goldstein value.
    pub const fn goldstein(&self) -> f64 {
        self.goldstein_tenths as f64 / 10.0
    }

    /// Whether all participants stand on one side.
    pub const fn is_symmetric(&self) -> bool {
        self.symmetric
    }
}

/// Every type that was defined since the program began. They are few, and stay: an event type is copied freely.
static DEFINED: Mutex<BTreeSet<&'static CustomType>> = Mutex::new(BTreeSet::new());

impl EventType {
    /// The type of that definition; equal definitions give one type.
    ///
    /// ```
    /// use summitry::event::{CustomType, EventType, QuadClass};
    ///
    /// let poached = CustomType::new("poached", "ACCUSE", "112", QuadClass::VerbalConflict, -2.0, false)?;
    /// let poached = EventType::define(poached);
    /// assert_eq!(poached.as_str(), "poached");
    /// assert_eq!(EventType::parse("poached"), Some(poached));
    /// # Ok::<(), String>(())
    /// ```
    pub fn define(definition: CustomType) -> Self {
        let mut defined = DEFINED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = defined.get(&definition) {
            return Self::Custom(known);
        }
        let kept: &'static CustomType = Box::leak(Box::new(definition));
        defined.insert(kept);
        Self::Custom(kept)
    }

    /// The type of that name that was defined; the first in the order of their properties, where several were.
    pub(crate) fn defined(name: &str) -> Option<Self> {
        let defined = DEFINED.lock().unwrap_or_else(PoisonError::into_inner);
        defined
            .iter()
            .find(|known| known.name == name)
            .map(|known| Self::Custom(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(name: &str, plover: &str, cameo: &str, goldstein: f64) -> String {
        CustomType::new(name, plover, cameo, QuadClass::VerbalConflict, goldstein, false).expect_err("no definition")
    }

    #[test]
    fn what_is_no_definition_is_told_by_its_cause() {
        assert_eq!(error("met", "ACCUSE", "112", 0.0), "'met' is built in");
        assert_eq!(
            error("Spied", "ACCUSE", "112", 0.0),
            "'Spied' is no name: lower-case letters, digits, - and _"
        );
        assert!(error("spied", "SPY", "112", 0.0).starts_with("'SPY' is no class of PLOVER (ACCUSE, AGREE,"));
        assert_eq!(
            error("spied", "ACCUSE", "11a", 0.0),
            "'11a' is no CAMEO code of two to four digits"
        );
        assert_eq!(
            error("spied", "ACCUSE", "112", 11.0),
            "the Goldstein value 11 is not between -10 and 10"
        );
    }

    #[test]
    fn equal_definitions_give_one_type() {
        let spied = || CustomType::new("spied", "YIELD", "112", QuadClass::MaterialConflict, -3.5, false);
        let (one, other) = (
            EventType::define(spied().expect("a type")),
            EventType::define(spied().expect("a type")),
        );
        assert_eq!(one, other);
        assert_eq!((one.plover(), one.goldstein()), ("CONCEDE", -3.5));
        assert!(one > EventType::Attacked);
    }
}
