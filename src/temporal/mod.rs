//! stub
use crate::span::Span;
use chrono::NaiveDate;
use std::ops::Range;
/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// x
    pub start: NaiveDate,
    /// x
    pub end: NaiveDate,
}
/// x
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// x
    pub span: Span,
    /// x
    pub tokens: Range<usize>,
    /// x
    pub date: Option<DateRange>,
    /// x
    pub value: Option<String>,
}
impl Timex {
    /// x
    pub fn guide_date(&self) -> Option<String> {
        None
    }
}
