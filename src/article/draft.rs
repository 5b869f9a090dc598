//! From what a format gave to an [`Article`]: the content, its blocks, and the day of publication.

use super::blocks::{Layout, divide, year_of};
use super::date::{PartialDate, date_in_url};
use super::dateline::{Parts, parse};
use super::{Article, DateOrigin, Dateline};
use chrono::NaiveDate;

/// What a format tells of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    /// The title where it was given apart.
    pub(super) title: String,
    pub(super) text: String,
    /// The day in the record, the page's metadata or the front matter.
    pub(super) date: Option<PartialDate>,
    /// What `date` was taken from.
    pub(super) is_front_matter: bool,
    /// The dateline where it was given apart.
    pub(super) dateline: Option<String>,
    /// The day that stands somewhere on the page.
    pub(super) page_date: Option<NaiveDate>,
    /// The day on which an archive fetched the page.
    pub(super) fetched: Option<NaiveDate>,
    pub(super) url: Option<String>,
    pub(super) source: Option<String>,
    /// The language that an agency states, as a tag ("fr", "en-GB").
    pub(super) language: Option<String>,
    /// Whether the title may stand in the text.
    pub(super) seeks_title: bool,
    /// Whether the text is Markdown.
    pub(super) markdown: bool,
}

impl Draft {
    /// The article; `stem` names it where it has no id, and its content does where there is no stem either.
    pub(super) fn finish(self, stem: Option<&str>, given: Option<NaiveDate>) -> Article {
        let title = self.title.trim();
        let text_start = if title.is_empty() { 0 } else { title.len() + 2 };
        let content = if title.is_empty() {
            self.text
        } else {
            let mut content = String::with_capacity(text_start + self.text.len());
            content.push_str(title);
            content.push_str("\n\n");
            content.push_str(&self.text);
            content
        };
        let division = divide(
            &content,
            Layout {
                title: title.len(),
                text_start,
                seeks_title: self.seeks_title,
                markdown: self.markdown,
            },
        );
        let field = self.dateline.as_deref().map(parse);
        let (found, span) = match division.dateline {
            Some((parts, span)) => (Some(parts), Some(span)),
            None => (None, None),
        };
        let year = year_of(self.date);
        let in_dateline = |parts: &Option<Parts>| parts.as_ref()?.date?.or_year(year).full();
        let stated_origin = if self.is_front_matter {
            DateOrigin::FrontMatter
        } else {
            DateOrigin::Metadata
        };
        let candidates = [
            (self.date.and_then(PartialDate::full), stated_origin),
            (
                in_dateline(&field).or_else(|| in_dateline(&found)),
                DateOrigin::Dateline,
            ),
            (self.url.as_deref().and_then(date_in_url), DateOrigin::Url),
            (division.date, DateOrigin::TextLine),
            (self.page_date, DateOrigin::PageText),
            (self.fetched, DateOrigin::Fetched),
            (given, DateOrigin::Given),
        ];
        let (date, date_origin) = candidates
            .into_iter()
            .find(|(date, _)| date.is_some())
            .unwrap_or((None, DateOrigin::None));
        let id = self
            .id
            .or_else(|| stem.map(str::to_owned))
            .unwrap_or_else(|| format!("{:016x}", hash(&content)));
        Article {
            id,
            text_start,
            title: division.title,
            blocks: division.blocks,
            date,
            date_origin,
            dateline: join(found, field).map(|parts| Dateline {
                place: parts.place,
                span,
                agency: parts.agency,
            }),
            url: self.url,
            source: self.source,
            content,
        }
    }
}

/// The dateline in the text, completed from the one given apart.
fn join(found: Option<Parts>, field: Option<Parts>) -> Option<Parts> {
    let parts = match (found, field) {
        (Some(found), Some(field)) => Parts {
            place: if found.place.is_empty() {
                field.place
            } else {
                found.place
            },
            agency: found.agency.or(field.agency),
            date: found.date.or(field.date),
        },
        (found, field) => found.or(field)?,
    };
    (!parts.place.is_empty() || parts.agency.is_some()).then_some(parts)
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): the same content has the same id for ever.
fn hash(content: &str) -> u64 {
    content.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
