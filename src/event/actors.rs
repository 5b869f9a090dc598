//! Actors: whom do the words in a slot stand for?

use crate::entity::{Cast, EntityKind, Mention, MentionForm};
use crate::event::tree::Tree;
use crate::language::{Relation, Upos};
use crate::span::Span;

/// Somebody who stands in a slot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Actor {
    /// The place in the cast.
    pub(crate) entity: usize,
    /// The words.
    pub(crate) span: Span,
    /// How sure it is.
    pub(crate) confidence: f64,
    /// The kind of words.
    pub(crate) form: MentionForm,
    /// The city named, for a place.
    pub(crate) place: Option<String>,
}

impl Actor {
    /// One of those whom a mention stands for.
    pub(crate) fn new(entity: usize, mention: &Mention) -> Self {
        Self {
            entity,
            span: mention.span,
            confidence: mention.confidence,
            form: mention.form,
            place: None,
        }
    }
}

/// A sentence with its tree and its mentions.
pub(crate) struct Scene<'a> {
    pub(crate) tree: Tree<'a>,
    pub(crate) cast: &'a Cast,
    pub(crate) sentence: usize,
}

/// Nouns that stand for what follows: "a group of officials", "the capital of Egypt".
const TRANSPARENT: &[&str] = &[
    "group",
    "number",
    "range",
    "series",
    "team",
    "delegation",
    "member",
    "leader",
    "representative",
    "one",
    "several",
    "dozen",
    "hundred",
    "thousand",
    "pair",
    "mission",
    "party",
    "part",
    "president",
    "minister",
    "head",
    "official",
    "government",
    "people",
    "majority",
    "many",
    "some",
    "most",
    "all",
    "each",
    "envoy",
    "diplomat",
    "lawmaker",
    "citizen",
    "victim",
    "family",
    "leadership",
    "counterpart",
    "troops",
    "force",
    "side",
    "ambassador",
    "chief",
    "host",
    "republic",
    "state",
    "kingdom",
    "premier",
    "king",
    "chairman",
    "secretary",
];

/// Nouns for places, of which the name follows: "the Egyptian capital of Cairo".
const PLACES: &[&str] = &[
    "capital",
    "city",
    "town",
    "province",
    "region",
    "area",
    "port",
    "airport",
    "resort",
    "island",
    "state",
    "neighbor",
    "neighbour",
    "country",
    "nation",
    "republic",
    "kingdom",
    "base",
    "village",
    "camp",
    "district",
    "territory",
    "part",
    "border",
    "coast",
    "center",
    "centre",
    "suburb",
    "leg",
    "stop",
    "palace",
    "headquarters",
];

/// Nouns of deeds, of which "of" names the sufferer: "the invasion of Kuwait".
const SUFFERED: &[&str] = &[
    "abduction",
    "annexation",
    "arrest",
    "assassination",
    "assault",
    "attack",
    "beating",
    "beheading",
    "blockade",
    "bombardment",
    "bombing",
    "capture",
    "condemnation",
    "criticism",
    "deportation",
    "destruction",
    "detention",
    "eviction",
    "execution",
    "expulsion",
    "harassment",
    "imprisonment",
    "invasion",
    "kidnapping",
    "killing",
    "massacre",
    "murder",
    "occupation",
    "persecution",
    "poisoning",
    "raid",
    "release",
    "seizure",
    "shelling",
    "shooting",
    "siege",
    "slaughter",
    "slaying",
    "storming",
    "torture",
];

/// Nouns of what two have together, of which "with" names the other: "talks with Syria".
const SHARED: &[&str] = &[
    "talk",
    "negotiation",
    "meeting",
    "dialogue",
    "tie",
    "relation",
    "relationship",
    "contact",
    "cooperation",
    "war",
    "summit",
    "friendship",
    "alliance",
];

/// Nouns of what a country answers for where it happens there: "the violence in Darfur", "human rights abuses in Belarus".
const ANSWERED_FOR: &[&str] = &[
    "abuse",
    "conviction",
    "coup",
    "crackdown",
    "crisis",
    "democracy",
    "detention",
    "discrimination",
    "election",
    "imprisonment",
    "jailing",
    "law",
    "persecution",
    "policy",
    "poll",
    "referendum",
    "reform",
    "repression",
    "right",
    "rights",
    "sentence",
    "sentencing",
    "situation",
    "transition",
    "trial",
    "violation",
    "violence",
    "vote",
];

/// Nouns for people for whom their country does not answer: "Ugandan rebels".
const OUTLAWS: &[&str] = &[
    "rebel",
    "insurgent",
    "guerrilla",
    "guerilla",
    "separatist",
    "dissident",
    "opposition",
    "exile",
    "insurgency",
    "rebellion",
];

/// Nouns for arms, armed men and what they do.
const ARMS: &[&str] = &[
    "airstrike",
    "strike",
    "raid",
    "missile",
    "rocket",
    "tank",
    "helicopter",
    "warplane",
    "jet",
    "plane",
    "aircraft",
    "drone",
    "bomber",
    "gunman",
    "fighter",
    "militant",
    "soldier",
    "troop",
    "troops",
    "force",
    "forces",
    "gunboat",
    "warship",
    "ship",
    "vessel",
    "navy",
    "army",
    "police",
    "policeman",
    "guard",
    "militia",
    "militiaman",
    "attacker",
    "shell",
    "bomb",
    "artillery",
    "fire",
    "offensive",
    "attack",
    "bombing",
    "peacekeeper",
    "marine",
    "commando",
    "paratrooper",
    "jihadist",
    "extremist",
    "hacker",
    "bulldozer",
    "authority",
    "gunfire",
    "mortar",
    "paramilitary",
    "unit",
    "patrol",
    "agent",
    "warrior",
    "battalion",
    "brigade",
    "submarine",
    "sniper",
];

impl Scene<'_> {
    /// Everyone whom the noun and those coordinated with it stand for.
    pub(crate) fn actors(&self, head: usize, places: bool) -> Vec<Actor> {
        self.actors_within(head, places, 5)
    }

    /// As [`Scene::actors`], through no more than so many phrases within phrases.
    fn actors_within(&self, head: usize, places: bool, steps: usize) -> Vec<Actor> {
        let mut actors = self.single(head, places, steps);
        let mut listed = vec![head];
        for conjunct in self.tree.conjuncts(head) {
            if self.tree.tokens[conjunct].upos != Upos::Verb {
                actors.extend(self.single(conjunct, places, steps));
                listed.push(conjunct);
            }
        }
        // The tree may have lost a part of the list.
        let mentions = listed.into_iter().filter_map(|head| self.cast.at(self.sentence, head));
        let strayed: Vec<usize> = mentions
            .flat_map(|mention| self.list_of(mention))
            .map(|mention| mention.head)
            .collect();
        if !actors.is_empty() {
            for head in strayed {
                actors.extend(self.single(head, places, steps));
            }
        }
        dedup(&mut actors);
        actors
    }

    fn single(&self, head: usize, places: bool, steps: usize) -> Vec<Actor> {
        if let Some(mention) = self.cast.at(self.sentence, head) {
            let usable = match mention.form {
                MentionForm::City => places,
                MentionForm::Adjective => false,
                _ => true,
            };
            if usable {
                if mention.form == MentionForm::Role
                    && !places
                    && let Some(named) = self.named_beside(mention)
                {
                    return Self::of_mention(named, None);
                }
                let mut place = mention.place.clone();
                if places && place.is_none() {
                    place = self.inner_place(mention.tokens.start, mention.tokens.end);
                }
                return Self::of_mention(mention, place.as_ref());
            }
            if mention.form == MentionForm::City && !places {
                return Vec::new();
            }
        }
        let lemma = self.tree.lemma(head);
        if places && lemma == "here" {
            return self.here();
        }
        let mut found = Vec::new();
        let Some(steps) = steps.checked_sub(1) else {
            return found;
        };
        if TRANSPARENT.contains(&lemma) || places && PLACES.contains(&lemma) {
            for preposition in ["of", "from", "in"] {
                if preposition == "in" && !places {
                    continue;
                }
                for noun in self.tree.prepositional_of(head, preposition) {
                    found.extend(self.actors_within(noun, places, steps));
                }
            }
        }
        if lemma == "office" && !places {
            // "Mahmoud Abbas's office"
            let owners = self
                .tree
                .possessors(head)
                .flat_map(|owner| self.actors_within(owner, false, steps));
            found.extend(owners.filter(|owner| self.cast.entities[owner.entity].kind == EntityKind::Person));
        }
        if found.is_empty() {
            // "a delegation led by Imad al-Alami"
            let led = self
                .tree
                .with_relation(head, Relation::Acl)
                .chain(self.tree.with_relation(head, Relation::AclRelcl));
            for verb in led.filter(|&verb| matches!(self.tree.lemma(verb), "lead" | "head" | "comprise")) {
                for agent in self.tree.subject(verb) {
                    if agent != head {
                        found.extend(self.actors_within(agent, false, steps));
                    }
                }
            }
        }
        if found.is_empty() && places && PLACES.contains(&lemma) {
            for &child in self.tree.children(head) {
                if matches!(
                    self.tree.tokens[child].relation,
                    Relation::Appos
                        | Relation::Compound
                        | Relation::Flat
                        | Relation::NmodDesc
                        | Relation::Amod
                        | Relation::NmodPoss
                        | Relation::Nmod
                ) && let Some(mention) = self.cast.at(self.sentence, child)
                {
                    found.extend(Self::of_mention(mention, mention.place.as_ref()));
                }
            }
        }
        if found.is_empty() {
            // "his late father, Kim Jong Il"
            for name in self.tree.with_relation(head, Relation::Appos) {
                let named = self
                    .cast
                    .at(self.sentence, name)
                    .filter(|mention| mention.form == MentionForm::Name);
                found.extend(named.into_iter().flat_map(|mention| Self::of_mention(mention, None)));
            }
        }
        for actor in &mut found {
            actor.confidence *= 0.95;
        }
        found
    }

    /// The name set beside a role: "the Vatican head of government, Secretary of State Tarcisio Bertone".
    fn named_beside(&self, role: &Mention) -> Option<&Mention> {
        let [entity] = role.entities[..] else { return None };
        let end = role.tokens.end;
        let comma = self.tree.tokens.get(end).is_some() && self.tree.text(end) == ",";
        let named = self.cast.at(self.sentence, if comma { end + 1 } else { end })?;
        let person = &self.cast.entities[*named.entities.first()?];
        let hangs = self.tree.tokens[named.head].relation != Relation::Conj
            && self.tree.tokens[named.head].relation != Relation::Nsubj;
        (named.form == MentionForm::Name
            && hangs
            && person.kind == EntityKind::Person
            && person.affiliation() == self.cast.entities[entity].affiliation()
            && (comma || named.tokens.start == end))
            .then_some(named)
    }

    fn inner_place(&self, start: usize, end: usize) -> Option<String> {
        let inside = self
            .cast
            .of_sentence(self.sentence)
            .iter()
            .filter(|mention| start <= mention.tokens.start && mention.tokens.end <= end);
        inside.into_iter().find_map(|mention| mention.place.clone())
    }

    pub(crate) fn here(&self) -> Vec<Actor> {
        self.cast
            .here
            .iter()
            .map(|(entity, city)| Actor {
                entity: *entity,
                span: Span::default(),
                confidence: 0.85,
                form: MentionForm::City,
                place: Some(city.clone()),
            })
            .collect()
    }

    fn of_mention(mention: &Mention, place: Option<&String>) -> Vec<Actor> {
        mention
            .entities
            .iter()
            .map(|&entity| Actor {
                place: place.cloned(),
                ..Actor::new(entity, mention)
            })
            .collect()
    }

    /// To whom the noun belongs: "Iran's test", "the Russian invasion", "the results of the talks by Israel".
    pub(crate) fn owners(&self, noun: usize) -> Vec<Actor> {
        let mut owners = self.owners_within(noun, 3);
        for owner in &mut owners {
            owner.confidence *= 0.9;
        }
        dedup(&mut owners);
        owners
    }

    fn owners_within(&self, noun: usize, steps: usize) -> Vec<Actor> {
        let lemma = self.tree.lemma(noun);
        if OUTLAWS.contains(&lemma) {
            return Vec::new();
        }
        let mut owners: Vec<Actor> = self
            .tree
            .possessors(noun)
            .flat_map(|owner| self.actors(owner, false))
            .collect();
        if owners.is_empty() {
            owners = self.modifiers(noun);
        }
        for preposition in ["by", "of", "from", "with"] {
            let sufferer = preposition == "of" && SUFFERED.contains(&lemma);
            let shared = preposition == "with" && SHARED.contains(&lemma);
            let filled = !owners.is_empty() && !shared;
            if sufferer || preposition == "with" && !shared || steps == 0 || filled {
                continue;
            }
            for child in self.tree.prepositional_of(noun, preposition) {
                // "its rejection of recognizing Israel"
                let gerund = self.tree.tokens[child].upos == Upos::Verb;
                let child = match self.tree.object(child).first() {
                    Some(&object) if gerund => object,
                    _ => child,
                };
                let found = self.actors(child, false);
                owners.extend(if found.is_empty() {
                    self.owners_within(child, steps - 1)
                } else {
                    found
                });
            }
        }
        if owners.is_empty() && ANSWERED_FOR.contains(&lemma) {
            let places = self.tree.prepositional_of(noun, "in");
            owners = places.into_iter().flat_map(|place| self.actors(place, true)).collect();
            owners.retain(|actor| self.cast.entities[actor.entity].kind == EntityKind::Country);
        }
        owners
    }

    /// Who commands the arms or armed men: "Israeli tanks", "Taliban bombers", "a US airstrike".
    pub(crate) fn commanders(&self, noun: usize) -> Vec<Actor> {
        let named = self.actors(noun, false);
        if named.is_empty() && ARMS.contains(&self.tree.lemma(noun)) {
            self.owners(noun)
        } else {
            named
        }
    }

    /// Whoever stands before a noun's modifier: "an Egyptian-brokered truce".
    pub(crate) fn before_modifier(&self, noun: usize, modifiers: &[String]) -> Vec<Actor> {
        let mentions = self.cast.of_sentence(self.sentence).iter();
        mentions
            .filter(|mention| {
                let end = mention.tokens.end;
                (noun.saturating_sub(4)..noun).contains(&end)
                    && matches!(self.tree.text(end), "-" | "–")
                    && modifiers.iter().any(|modifier| modifier == self.tree.text(end + 1))
            })
            .flat_map(|mention| Self::of_mention(mention, None))
            .collect()
    }

    /// Whether what follows a name makes it someone else's friend: "Iranian-backed rebels", "the UN-brokered truce".
    fn is_beside(&self, end: usize) -> bool {
        end + 1 < self.tree.tokens.len()
            && matches!(self.tree.text(end), "-" | "–")
            && matches!(
                self.tree.text(end + 1),
                "backed"
                    | "aligned"
                    | "brokered"
                    | "supported"
                    | "sponsored"
                    | "funded"
                    | "occupied"
                    | "drafted"
                    | "mediated"
                    | "held"
                    | "controlled"
                    | "imposed"
                    | "born"
                    | "based"
                    | "made"
                    | "trained"
                    | "allied"
                    | "linked"
                    | "inspired"
            )
    }

    /// The countries and organizations among a noun's adjectives and compounds: "Sino-Russian talks".
    pub(crate) fn modifiers(&self, noun: usize) -> Vec<Actor> {
        let mut found = Vec::new();
        for &child in self.tree.children(noun) {
            if !matches!(
                self.tree.tokens[child].relation,
                Relation::Amod
                    | Relation::Compound
                    | Relation::NmodDesc
                    | Relation::Nmod
                    | Relation::Flat
                    | Relation::NmodUnmarked
            ) || child > noun
            {
                continue;
            }
            let mut all = vec![child];
            all.extend(self.tree.conjuncts(child));
            all.extend(self.tree.children(child).iter().copied().filter(|&inner| {
                matches!(
                    self.tree.tokens[inner].relation,
                    Relation::Amod | Relation::Compound | Relation::Flat | Relation::NmodDesc
                )
            }));
            for token in all {
                if let Some(mention) = self.cast.inmost(self.sentence, token)
                    && mention.form != MentionForm::City
                    && !self.is_beside(mention.tokens.end)
                {
                    found.extend(Self::of_mention(mention, None));
                }
            }
        }
        // Adjacent words, where the tree has them elsewhere: "Sino - Russian talks".
        let mut before = noun;
        while before > 0 {
            let text = self.tree.text(before - 1);
            if matches!(text, "-" | "–") {
                before -= 1;
                continue;
            }
            let Some(mention) = self.cast.inmost(self.sentence, before - 1) else {
                break;
            };
            if mention.tokens.end != before
                || !matches!(
                    mention.form,
                    MentionForm::Adjective | MentionForm::Name | MentionForm::Metonym
                )
            {
                break;
            }
            if before != noun || self.tree.tokens[mention.head].head == Some(noun) {
                found.extend(Self::of_mention(mention, None));
            }
            before = mention.tokens.start;
        }
        dedup(&mut found);
        found
    }

    /// Whether the actor is an official or a body, rather than a bare country.
    pub(crate) fn travels(&self, actor: &Actor) -> bool {
        self.cast.entities[actor.entity].kind == EntityKind::Person
            || matches!(
                actor.form,
                MentionForm::Role | MentionForm::Group | MentionForm::Pronoun
            )
    }
}

impl Scene<'_> {
    /// Whether the actor is a person who does not live abroad by office, as far as the article tells.
    pub(crate) fn is_visitor(&self, actor: &Actor) -> bool {
        let resident = |word: &str| {
            let word = word.to_lowercase();
            [
                "ambassador",
                "spokes",
                "consul",
                "embassy",
                "correspondent",
                "attach",
                "representative",
                "chargé",
                "charge",
            ]
            .iter()
            .any(|office| word.starts_with(office))
        };
        let content = self.tree.content;
        let mut own = self
            .cast
            .mentions
            .iter()
            .filter(|mention| mention.entities == [actor.entity]);
        self.cast.entities[actor.entity].kind == EntityKind::Person
            && !own.any(|mention| mention.span.of(content).split_whitespace().any(resident))
    }
}

/// Leaves the first actor of each entity.
pub(crate) fn dedup(actors: &mut Vec<Actor>) {
    let mut seen = Vec::new();
    actors.retain(|actor| {
        let new = !seen.contains(&actor.entity);
        seen.push(actor.entity);
        new
    });
}
