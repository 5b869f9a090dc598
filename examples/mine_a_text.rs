//! What does a text tell? Its events, each with the words that tell it and their place.
//!
//! ```sh
//! cargo run --example mine_a_text -- 2019-04-24 "Kim Jong Un arrived in Russia on Wednesday to meet Vladimir Putin."
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use anyhow::{Context, Result};
use std::io::Cursor;
use summitry::article::{Format, ReadOptions, read_stream};
use summitry::event::Participant;
use summitry::knowledge::Knowledge;
use summitry::pipeline::mine;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let date = arguments.next().unwrap_or_else(|| "2019-04-24".to_owned());
    let text = arguments
        .next()
        .unwrap_or_else(|| "Kim Jong Un arrived in Russia on Wednesday to meet Vladimir Putin.".to_owned());

    // "On Wednesday" is reckoned from the article's day; without one, such a date stays open.
    let options = ReadOptions {
        date: Some(
            date.parse()
                .with_context(|| format!("{date:?} is no date such as 2019-04-24"))?,
        ),
        format: Some(Format::Text),
        ..ReadOptions::default()
    };
    for article in read_stream("a text", Cursor::new(text), &options) {
        let mined = mine(article?, Knowledge::builtin());
        for event in &mined.events {
            let date = event.date.as_ref().map_or("undated", |date| &date.value);
            println!("{} {} ({date}, {:.2})", event.status, event.event_type, event.score);
            println!("  who:  {}", names(&event.source));
            println!("  whom: {}", names(&event.target));

            // Every claim leads back to the characters that it came from.
            let words = event.trigger.of(&mined.article.content);
            println!(
                "  told by \"{words}\", bytes {}–{}",
                event.trigger.start, event.trigger.end
            );
        }
    }
    Ok(())
}

fn names(side: &[Participant]) -> String {
    let names: Vec<&str> = side.iter().map(|participant| participant.name.as_str()).collect();
    names.join(", ")
}
