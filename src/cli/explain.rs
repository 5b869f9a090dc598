//! `summitry explain`: what was read in each sentence, and why?

use super::Outcome;
use super::gather::{Input, Tally};
use anyhow::Result;
use clap::Args;
use clap::builder::styling::{AnsiColor, Style};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use summitry::article::{Article, Block, BlockKind, DateOrigin};
use summitry::explanation::{Explanation, Role, explain};
use summitry::pipeline::{Mined, mine};
use summitry::span::Span;

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
            let text = palette.painted(&explain(&mined, &knowledge));
            io::stdout().write_all(text.as_bytes())?;
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

    /// The lines with their colors.
    fn painted(&self, explanation: &Explanation) -> String {
        let mut text = String::new();
        for line in &explanation.lines {
            for piece in line {
                let style = match piece.role {
                    Role::Plain => Style::new(),
                    Role::Article => self.head,
                    Role::Sentence => self.sentence,
                    Role::Mention => self.mention,
                    Role::Time => self.time,
                    Role::Event => self.event,
                    Role::Reason => self.faint,
                };
                let _ = write!(text, "{style}{}{style:#}", piece.words);
            }
            text.push('\n');
        }
        text
    }
}
