//! `summitry explain`: what was read in each sentence, and why?

use super::Outcome;
use super::gather::{Input, Tally};
use super::sheet::harmless;
use anyhow::Result;
use clap::Args;
use clap::builder::styling::{AnsiColor, Style};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use summitry::article::{Article, Block, BlockKind, DateOrigin};
use summitry::entity::{EntityKind, MentionForm};
use summitry::event::{Event, Participant};
use summitry::graph::{EventId, GraphBuilder};
use summitry::knowledge::Knowledge;
use summitry::pipeline::{Mined, mine, read};
use summitry::span::Span;
use summitry::temporal::{Anchor, Timex};

/// The arguments of `explain`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry explain articles/2019-04-24-kim-arrives-in-russia.txt
  summitry explain --date 2019-04-24 --sentence \"Kim Jong Un will meet Vladimir Putin on Thursday.\"

Under each sentence stand its mentions (form, words, entity, confidence, reason), its time expressions (words, date,
TIMEX3 value, rule), the events that it was the first to tell (type, date, status, who and whom, place; then what found
it in which words, the factors of the score, and the rule for the date), what was joined with another event, and
each word that was weighed and refused, with the reason. Colors are left out where standard output
is no terminal or NO_COLOR is set. The exit status is 1 where no event was found.")]
pub(super) struct Explain {
    #[command(flatten)]
    input: Input,

    /// Explain this text instead of articles
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["paths", "jobs"])]
    sentence: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Outcome> {
        let palette = Palette::choose();
        let knowledge = self.input.knowledge()?;
        let mut is_found = false;
        let mut show = |mined: Mined| {
            is_found |= !mined.events.is_empty();
            let text = Explained {
                mined: &mined,
                knowledge: &knowledge,
                palette: &palette,
            };
            io::stdout().write_all(text.text()?.as_bytes())?;
            Ok(())
        };
        let tally = match &self.sentence {
            Some(text) => {
                show(mine(self.article(text), &knowledge))?;
                Tally::default()
            }
            None => self.input.each(&knowledge, show)?,
        };
        Ok(tally.outcome(is_found))
    }

    /// The text as an article of one paragraph.
    fn article(&self, text: &str) -> Article {
        let content = text.trim().to_owned();
        Article {
            id: "sentence".to_owned(),
            text_start: 0,
            title: Span::default(),
            blocks: vec![Block {
                span: Span::new(0, content.len()),
                kind: BlockKind::Paragraph,
            }],
            date: self.input.date,
            date_origin: if self.input.date.is_some() {
                DateOrigin::Given
            } else {
                DateOrigin::None
            },
            dateline: None,
            url: None,
            source: None,
            content,
        }
    }
}

/// How parts of the answer look.
#[derive(Default)]
struct Palette {
    head: Style,
    sentence: Style,
    mention: Style,
    time: Style,
    event: Style,
    faint: Style,
}

impl Palette {
    /// In color on a terminal, plain elsewhere.
    fn choose() -> Self {
        let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if is_refused || !io::stdout().is_terminal() {
            return Self::default();
        }
        Self {
            head: Style::new().bold().underline(),
            sentence: Style::new().bold(),
            mention: AnsiColor::Cyan.on_default(),
            time: AnsiColor::Yellow.on_default(),
            event: AnsiColor::Green.on_default().bold(),
            faint: Style::new().dimmed(),
        }
    }
}

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// An article with what was read in it.
struct Explained<'a> {
    mined: &'a Mined,
    knowledge: &'a Knowledge,
    palette: &'a Palette,
}

impl Explained<'_> {
    fn words(&self, span: Span) -> String {
        harmless(span.of(&self.mined.article.content))
    }

    fn text(&self) -> Result<String> {
        let mut text = String::new();
        let Mined {
            article,
            sentences,
            cast,
            timexes,
            events,
            ..
        } = self.mined;
        let date = article
            .date
            .map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let mut head = format!("{}, {date}", harmless(&article.id));
        if let Some((country, city)) = &cast.here {
            write!(head, ", here is {city} ({})", cast.entities[*country].name)?;
        }
        if let Some(home) = cast.home {
            write!(head, ", we are {}", cast.entities[home].name)?;
        }
        writeln!(text, "{}", paint(self.palette.head, &head))?;
        // What the reader saw is not kept with what it found.
        let read = read(article.clone(), self.knowledge);
        let (reader, reading) = (self.knowledge.reader, read.mined.reading());
        let patterns = &self.knowledge.patterns;
        let refusals = reader.refusals(&reading, &read.encodings, patterns);
        // What is told again, or joined with another event, is one of the events that are kept.
        let is_kept = |event: &Event| {
            events
                .iter()
                .any(|kept| kept.trigger == event.trigger && kept.event_type == event.event_type)
        };
        let mut tellings = reader.tellings(&reading, &read.encodings, patterns);
        tellings.retain(|event| !event.source.is_empty() && !is_kept(event));
        for (number, sentence) in sentences.iter().enumerate() {
            writeln!(text, "\n{}", paint(self.palette.sentence, &self.words(sentence.span)))?;
            if sentence.tokens.iter().all(|token| token.lemma.is_empty()) {
                let why = "  not read: it names no actor, or the article tells of one country's affairs";
                writeln!(text, "{}", paint(self.palette.faint, why))?;
            }
            for mention in cast.of_sentence(number) {
                self.mention(&mut text, mention)?;
            }
            for timex in timexes.get(number).into_iter().flatten() {
                self.time(&mut text, timex)?;
            }
            for event in events.iter().filter(|event| event.sentence == sentence.span) {
                self.event(&mut text, event)?;
            }
            for event in tellings.iter().filter(|event| event.sentence == sentence.span) {
                self.again(&mut text, event)?;
            }
            for refusal in refusals.iter().filter(|refusal| refusal.sentence == sentence.span) {
                let why = format!(
                    "  {:8} {} on {:?} by {}: {}",
                    "refused",
                    refusal.event_type,
                    self.words(refusal.trigger),
                    refusal.pattern,
                    refusal.cause.as_str()
                );
                writeln!(text, "{}", paint(self.palette.faint, &why))?;
            }
        }
        text.push('\n');
        Ok(text)
    }

    fn mention(&self, text: &mut String, mention: &summitry::entity::Mention) -> Result<()> {
        let cast = &self.mined.cast;
        let entities: Vec<String> = mention
            .entities
            .iter()
            .map(|&at| {
                let entity = &cast.entities[at];
                let served = match entity.kind {
                    EntityKind::Person if entity.country.is_empty() => &entity.org,
                    EntityKind::Person => &entity.country,
                    _ => "",
                };
                if served.is_empty() {
                    entity.name.clone()
                } else {
                    format!("{} ({served})", entity.name)
                }
            })
            .collect();
        let linked = if entities.is_empty() {
            "nobody".to_owned()
        } else {
            entities.join(", ")
        };
        let place = mention
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!(", place {place}"));
        let label = if mention.inner { "inner" } else { "mention" };
        writeln!(
            text,
            "  {label:8} {:9} {:?} = {}{place}  {}",
            form(mention.form),
            self.words(mention.span),
            paint(self.palette.mention, &linked),
            paint(
                self.palette.faint,
                &format!("{:.2} {}", mention.confidence, mention.reason)
            ),
        )?;
        Ok(())
    }

    fn time(&self, text: &mut String, timex: &Timex) -> Result<()> {
        let date = timex.guide_date().unwrap_or_else(|| "no date".to_owned());
        let value = timex.value.as_deref().unwrap_or("no value");
        let anchor = match timex.anchor {
            Anchor::Absolute => "absolute",
            Anchor::ArticleDate => "from the article's day",
            Anchor::PreviousTimex => "from the time before",
            Anchor::None => "without anchor",
        };
        writeln!(
            text,
            "  {:8} {:?} = {}  {}",
            "time",
            self.words(timex.span),
            paint(self.palette.time, &date),
            paint(self.palette.faint, &format!("{value}, {}, {anchor}", timex.rule)),
        )?;
        Ok(())
    }

    /// A telling that was joined with another event, or left out beside it.
    fn again(&self, text: &mut String, event: &Event) -> Result<()> {
        let why = format!(
            "  {:8} {} on {:?} by {}: told with another event",
            "joined",
            what(event)?,
            self.words(event.trigger),
            event.pattern
        );
        Ok(writeln!(text, "{}", paint(self.palette.faint, &why))?)
    }

    /// Which decision removes the event, where it is the only report.
    fn removed(&self, event: &Event) -> Option<String> {
        let removals: Vec<_> = self.knowledge.overrides.removals().collect();
        if removals.is_empty() {
            return None;
        }
        let ids: Vec<EventId> = removals.iter().map(|(id, _)| EventId::from((*id).to_owned())).collect();
        let mut builder = GraphBuilder::with_gazetteer(&self.knowledge.gazetteer);
        builder.add_article(&self.mined.article, vec![event.clone()]);
        let were_there = builder.finish_without(&ids).1;
        let was_there = removals
            .iter()
            .zip(were_there)
            .find_map(|(removal, there)| there.then_some(removal));
        was_there.map(|(_, by)| format!("removed from the graph, {}", by.reason))
    }

    fn event(&self, text: &mut String, event: &Event) -> Result<()> {
        let slot = |label: &str, side: &[Participant]| {
            let words: Vec<String> = side
                .iter()
                .map(|participant| format!("{:?}", self.words(participant.mention)))
                .collect();
            if words.is_empty() {
                String::new()
            } else {
                format!("; {label} {}", words.join(", "))
            }
        };
        writeln!(text, "  {:8} {}", "event", paint(self.palette.event, &what(event)?))?;
        let factors: Vec<String> = event
            .factors
            .iter()
            .map(|factor| format!("{} {:.2}", factor.name, factor.value))
            .collect();
        let mut lines = vec![
            format!(
                "{} on {:?}{}{}",
                event.pattern,
                self.words(event.trigger),
                slot("who", &event.source),
                slot("whom", &event.target)
            ),
            format!("score {:.2} = {}", event.score, factors.join(" x ")),
        ];
        lines.push(format!("date: {}", event.date_rule.as_str()));
        lines.extend(self.removed(event));
        if event.evidence != event.sentence {
            lines.push(format!("evidence {:?}", self.words(event.evidence)));
        }
        for line in lines {
            writeln!(text, "  {:8}   {}", "", paint(self.palette.faint, &line))?;
        }
        Ok(())
    }
}

/// Type, participants, date, status and place.
fn what(event: &Event) -> Result<String, std::fmt::Error> {
    let names = |side: &[Participant]| {
        let names: Vec<&str> = side.iter().map(|participant| participant.name.as_str()).collect();
        names.join(", ")
    };
    let mut what = format!("{} {}", event.event_type, names(&event.source));
    if !event.target.is_empty() {
        write!(what, " -> {}", names(&event.target))?;
    }
    let date = event.date.as_ref().map_or("undated", |date| &date.value);
    write!(what, ", {date}, {}", event.status)?;
    if let Some(place) = &event.place {
        write!(what, ", in {}", place.name)?;
    }
    if let Some(meeting) = &event.meeting {
        write!(what, ", the {meeting}")?;
    }
    Ok(what)
}

fn form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Adjective => "adjective",
        MentionForm::People => "people",
        MentionForm::Metonym => "metonym",
        MentionForm::Capital => "capital",
        MentionForm::City => "city",
        MentionForm::Role => "role",
        MentionForm::Group => "group",
        MentionForm::Pronoun => "pronoun",
    }
}
