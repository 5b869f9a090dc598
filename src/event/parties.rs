//! Parties: who fills a pattern's slots, and whether they make an event.
//!
//! Sources and targets belong to different countries or organizations. A person stands for her country, not beside it; an
//! organization's meeting is held by those who attend it.

use crate::entity::{Cast, EntityKind, Mention, MentionForm};
use crate::event::actors::{Actor, Scene, dedup};
use crate::event::ontology::EventType;
use crate::event::pattern::{Pattern, Slot};
use crate::event::slots::{actors_of, fill, slot_heads};
use crate::language::{Relation, Upos};

/// Sources and targets.
pub(crate) type Parties = (Vec<Actor>, Vec<Actor>);

/// Within how many tokens after the word a target stands close.
const NEAR: usize = 7;

/// A word on which a pattern hangs.
pub(crate) struct Site<'s> {
    pub(crate) scene: &'s Scene<'s>,
    pub(crate) pattern: &'s Pattern,
    pub(crate) token: usize,
    pub(crate) nominal: bool,
}

impl Site<'_> {
    /// The sources and targets; else why the pattern does not match or they make no event.
    pub(crate) fn parties(&self) -> Result<Parties, &'static str> {
        let heads = |slot: &Slot| slot_heads(self.scene, self.pattern, slot, self.token, self.nominal);
        let pattern = self.pattern;
        let strayed = |slot: &Slot| match slot {
            Slot::Preposition(word) if pattern.mutual => self.scene.tree.strayed(self.token, word),
            _ => Vec::new(),
        };
        let missing = |slot: &Slot| heads(slot).is_empty() && strayed(slot).is_empty();
        if pattern.needs.iter().any(missing) {
            return Err("a slot that it needs is empty");
        }
        if pattern.lacks.iter().any(|slot| !heads(slot).is_empty()) {
            return Err("a slot is filled that it needs empty");
        }
        if pattern.mutual { self.mutual() } else { self.directed() }
    }

    /// All participants on one side.
    fn mutual(&self) -> Result<Parties, &'static str> {
        let cast = self.scene.cast;
        let mut others = Vec::new();
        let mut closed = false;
        for slot in &self.pattern.target {
            let mut actors = self.fill(slot, true);
            if self.pattern.alone && *slot == Slot::Owner {
                // "the Singapore summit", "our meeting": a place or a host does not attend it.
                actors.retain(|actor| cast.entities[actor.entity].kind == EntityKind::Organization);
            }
            // "talks between A and B" are theirs alone, whoever hosts them.
            closed =
                actors.len() > 1 && matches!(slot, Slot::Preposition(word) if word == "between" || word == "among");
            others.extend(actors);
            if closed {
                break;
            }
        }
        let mut sources = if closed {
            Vec::new()
        } else {
            self.first(&self.pattern.source, false)
        };
        sources.append(&mut others);
        if self.pattern.alone && self.nominal {
            // "the Summit of the Americas": the meeting's own name.
            let own = self.scene.cast.at(self.scene.sentence, self.token).into_iter();
            let named = own.flat_map(|mention| mention.entities.iter().map(|&entity| Actor::new(entity, mention)));
            sources.extend(named.filter(|actor| cast.entities[actor.entity].kind == EntityKind::Organization));
        }
        dedup(&mut sources);
        sources.retain(|actor| !is_unknown(cast, actor));
        drop_levels(cast, &mut sources);
        if self.pattern.alone {
            attend(cast, &mut sources);
        }
        if self.sides(&sources) < 2 && !self.pattern.alone {
            self.reach(&mut sources);
        }
        let sides = self.sides(&sources);
        let alone = self.pattern.alone && sources.len() == 1;
        if sides > 1 || alone {
            return Ok((sources, Vec::new()));
        }
        Err(if sides == 0 {
            "nobody takes part"
        } else {
            "only one side takes part"
        })
    }

    /// How many countries and organizations are among the actors.
    fn sides(&self, actors: &[Actor]) -> usize {
        let mut sides: Vec<&str> = actors
            .iter()
            .map(|actor| self.scene.cast.entities[actor.entity].affiliation())
            .collect();
        sides.sort_unstable();
        sides.dedup();
        sides.len()
    }

    /// Looks further afield for partners whom the tree has lost.
    fn reach(&self, sources: &mut Vec<Actor>) {
        let tree = &self.scene.tree;
        for slot in &self.pattern.target {
            let Slot::Preposition(preposition) = slot else { continue };
            if !matches!(preposition.as_str(), "with" | "between" | "among") {
                continue;
            }
            let mut heads = tree.strayed(self.token, preposition);
            if self.nominal
                && heads.is_empty()
                && let Some(verb) = tree.support(self.token)
            {
                heads = tree.strayed(verb, preposition);
            }
            if preposition == "between" {
                heads.extend(self.other_end());
                let ends: Vec<Actor> = heads.iter().flat_map(|&head| self.scene.actors(head, false)).collect();
                if self.sides(&ends) > 1 {
                    sources.clear();
                }
            }
            for head in heads {
                let mut found = self.scene.actors(head, false);
                found.retain(|actor| !is_unknown(self.scene.cast, actor));
                for actor in &mut found {
                    actor.confidence *= 0.9;
                }
                sources.append(&mut found);
            }
        }
        dedup(sources);
        drop_levels(self.scene.cast, sources);
    }

    /// "A meeting between Nicholas Burns, who is undersecretary, Robert Joseph, the undersecretary for arms control, and Aso":
    /// the names up to the last "and" of a "between".
    fn other_end(&self) -> Vec<usize> {
        let tree = &self.scene.tree;
        let length = tree.tokens.len();
        let Some(between) = (self.token + 1..length.min(self.token + 6)).find(|&at| tree.lemma(at) == "between") else {
            return Vec::new();
        };
        let mentions: Vec<_> = self
            .scene
            .cast
            .of_sentence(self.scene.sentence)
            .iter()
            .filter(|mention| !mention.inner && mention.tokens.start > between)
            .collect();
        let joined = |start: usize| {
            let before = if start > 0 && tree.text(start - 1) == "the" {
                start - 1
            } else {
                start
            };
            before > between && tree.text(before - 1) == "and"
        };
        let Some(last) = mentions.iter().position(|mention| joined(mention.tokens.start)) else {
            return Vec::new();
        };
        // No clause of its own in between, but for relative ones.
        let crossed = (between..mentions[last].tokens.start).any(|at| {
            tree.tokens[at].upos == Upos::Verb
                && !matches!(
                    tree.tokens[at].relation,
                    Relation::Acl | Relation::AclRelcl | Relation::Amod | Relation::Conj
                )
        });
        if crossed || mentions[last].tokens.start > between + 45 {
            return Vec::new();
        }
        let form = mentions[last].form;
        let alike =
            |mention: &&&Mention| mention.form == form || matches!(mention.form, MentionForm::Name | MentionForm::Role);
        mentions[..=last]
            .iter()
            .filter(alike)
            .filter(|mention| {
                mention.tokens.start == mentions[last].tokens.start
                    || self.scene.cast.entities[mention.entities[0]].kind
                        == self.scene.cast.entities[mentions[last].entities[0]].kind
            })
            .map(|mention| mention.head)
            .collect()
    }

    /// From sources to targets.
    fn directed(&self) -> Result<Parties, &'static str> {
        let cast = self.scene.cast;
        let mut sources = self.first(&self.pattern.source, false);
        sources.retain(|actor| !is_unknown(cast, actor));
        drop_levels(cast, &mut sources);
        let mut targets = self.addressees(&sources);
        if self.pattern.near {
            let tokens = &self.scene.tree.tokens;
            let end = tokens
                .get(self.token + NEAR)
                .map_or(usize::MAX, |token| token.span.start);
            targets.retain(|actor| actor.span.start < end);
        }
        if self.pattern.event_type == EventType::Visited {
            targets.retain(|actor| {
                cast.entities[actor.entity].kind == EntityKind::Country && actor.form != MentionForm::Pronoun
            });
            // Who sends a team, or pays a visit, need not travel itself.
            sources.retain(|actor| self.scene.travels(actor) || !self.pattern.object.is_empty());
        }
        // Who lives there is asked only where there is a place: the answer takes a look at every mention.
        if self.pattern.people && !targets.is_empty() {
            sources.retain(|actor| self.scene.is_visitor(actor));
        }
        let affiliation = |actor: &Actor| cast.entities[actor.entity].affiliation();
        let addressed = !targets.is_empty();
        targets.retain(|target| {
            !is_unknown(cast, target) && sources.iter().all(|source| affiliation(source) != affiliation(target))
        });
        if sources.is_empty() {
            return Err("nobody does it");
        }
        if targets.is_empty() && !self.pattern.recalls.is_empty() {
            return Ok((sources, Vec::new()));
        }
        if targets.is_empty() && addressed {
            return Err("it stays within one country or organization");
        }
        if targets.is_empty() && !self.pattern.alone {
            return Err("it is done to nobody");
        }
        if self.pattern.own && !self.speaks_of_itself(&sources) {
            return Err("it speaks of what another will do");
        }
        if self.pattern.event_type.is_speech() {
            speak_for(self.scene, self.token, &mut sources);
        }
        Ok((sources, targets))
    }

    /// The actors of the first slot that names any.
    fn first(&self, slots: &[Slot], target: bool) -> Vec<Actor> {
        slots
            .iter()
            .map(|slot| self.fill(slot, target))
            .find(|actors| !actors.is_empty())
            .unwrap_or_default()
    }

    /// Whether the slot names its actors themselves, not what is theirs.
    fn is_direct(&self, slot: &Slot) -> bool {
        slot_heads(self.scene, self.pattern, slot, self.token, self.nominal)
            .into_iter()
            .any(|head| !self.scene.actors(head, self.pattern.places).is_empty())
    }

    /// Whether the governed clause has the sources, or those they speak for, as its subject.
    fn speaks_of_itself(&self, sources: &[Actor]) -> bool {
        let entities = &self.scene.cast.entities;
        let heads = self.scene.tree.complement_subject(self.token);
        if !heads.is_empty()
            && heads
                .iter()
                .all(|&head| self.scene.tree.tokens[head].upos == Upos::Pron)
        {
            return true;
        }
        let subjects = self.fill(&Slot::Complement, false);
        !subjects.is_empty()
            && subjects.iter().all(|subject| {
                sources
                    .iter()
                    .any(|source| entities[source.entity].affiliation() == entities[subject.entity].affiliation())
            })
    }

    /// The actors of the first slot that names any other than the sources' own: "lifted its blockade of Qatar".
    fn addressees(&self, sources: &[Actor]) -> Vec<Actor> {
        let entities = &self.scene.cast.entities;
        let foreign = |actor: &Actor| {
            sources
                .iter()
                .all(|source| entities[source.entity].affiliation() != entities[actor.entity].affiliation())
        };
        let mut own = Vec::new();
        for slot in &self.pattern.target {
            let groups = match slot {
                Slot::Purpose => self
                    .scene
                    .tree
                    .purposes(self.token)
                    .iter()
                    .map(|heads| actors_of(self.scene, self.pattern, heads, true))
                    .collect(),
                Slot::Site => self
                    .scene
                    .tree
                    .sites(self.token)
                    .iter()
                    .map(|&head| actors_of(self.scene, self.pattern, &[head], true))
                    .collect(),
                _ => vec![self.fill(slot, true)],
            };
            for actors in groups {
                // A traveller who goes home goes nowhere else; what one does to one's own people is done to no other's.
                let home = !actors.is_empty()
                    && (self.pattern.event_type == EventType::Visited
                        || matches!(slot, Slot::Object | Slot::Indirect) && self.is_direct(slot));
                if home || actors.iter().any(foreign) {
                    return actors;
                }
                own.extend(actors);
            }
        }
        own
    }

    fn fill(&self, slot: &Slot, target: bool) -> Vec<Actor> {
        fill(self.scene, self.pattern, slot, self.token, self.nominal, target)
    }
}

/// Whether it is a person of whom the country is not known.
fn is_unknown(cast: &Cast, actor: &Actor) -> bool {
    let entity = &cast.entities[actor.entity];
    entity.kind == EntityKind::Person && entity.affiliation().contains(':')
}

/// Who attends an organization's meeting: those named; the organization only where nobody is.
fn attend(cast: &Cast, sources: &mut Vec<Actor>) {
    let people = sources
        .iter()
        .any(|actor| cast.entities[actor.entity].kind != EntityKind::Organization);
    if !people {
        sources.truncate(1);
        return;
    }
    // A format stands for its members.
    sources.retain(|actor| {
        let entity = &cast.entities[actor.entity];
        entity.kind != EntityKind::Organization || entity.is_format
    });
}

/// "Hu said China hopes to": what a country says through somebody, that person says.
fn speak_for(scene: &Scene<'_>, token: usize, sources: &mut [Actor]) {
    let Some(verb) = scene.tree.reporter(token) else { return };
    let speakers: Vec<Actor> = scene
        .tree
        .surface_subject(verb, 3)
        .into_iter()
        .flat_map(|head| scene.actors(head, false))
        .collect();
    let [speaker] = &speakers[..] else { return };
    // A spokesman tells what others do.
    if speaker.span.of(scene.tree.content).to_lowercase().contains("spokes") {
        return;
    }
    let person = &scene.cast.entities[speaker.entity];
    for source in sources {
        let entity = &scene.cast.entities[source.entity];
        if person.kind == EntityKind::Person
            && entity.kind != EntityKind::Person
            && entity.affiliation() == person.affiliation()
            && source.form != MentionForm::Role
        {
            *source = speaker.clone();
        }
    }
}

/// Where a person and her country stand side by side, the person.
fn drop_levels(cast: &Cast, actors: &mut Vec<Actor>) {
    let people: Vec<String> = actors
        .iter()
        .map(|actor| &cast.entities[actor.entity])
        .filter(|entity| entity.kind == EntityKind::Person)
        .map(|entity| entity.affiliation().to_owned())
        .collect();
    actors.retain(|actor| {
        let entity = &cast.entities[actor.entity];
        entity.kind == EntityKind::Person || !people.iter().any(|affiliation| affiliation == entity.affiliation())
    });
}
