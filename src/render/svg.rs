//! SVG: a canvas of rectangles, lines, words and marks.

use super::theme::{Shape, Theme};
use quick_xml::escape::escape;
use std::fmt::Write;

/// The fonts of all pictures; the first ones have the same measures.
const FONTS: &str = "Helvetica,Arial,Arimo,Liberation Sans,sans-serif";

/// Where words stand to the point given.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How words look.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) size: f64,
    pub(super) color: &'static str,
    pub(super) bold: bool,
}

impl Ink {
    pub(super) const fn new(size: f64, color: &'static str) -> Self {
        Self {
            size,
            color,
            bold: false,
        }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// What is drawn, from back to front.
pub(super) struct Canvas {
    theme: Theme,
    body: String,
}

impl Canvas {
    pub(super) const fn new(theme: Theme) -> Self {
        Self {
            theme,
            body: String::new(),
        }
    }

    /// The whole picture of this size.
    pub(super) fn finish(self, width: f64, height: f64) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" \
             height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONTS}\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n{}</svg>\n",
            self.theme.ground(),
            self.body
        )
    }

    /// Opens a group that tells these words where one points at it.
    pub(super) fn open(&mut self, told: &str) {
        let _ = write!(self.body, "<g><title>{}</title>", plain(told));
    }

    pub(super) fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    pub(super) fn words(&mut self, x: f64, y: f64, anchor: Anchor, ink: Ink, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if ink.bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{anchor}\"{weight}>{}</text>",
            ink.size,
            ink.color,
            plain(words)
        );
    }

    /// Words that rise to the right of the point.
    pub(super) fn rising_words(&mut self, x: f64, y: f64, ink: Ink, words: &str) {
        let _ = writeln!(
            self.body,
            "<text transform=\"translate({x:.1} {y:.1}) rotate(-45)\" font-size=\"{}\" fill=\"{}\">{}</text>",
            ink.size,
            ink.color,
            plain(words)
        );
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), round: f64, fill: &str, more: &str) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round}\" fill=\"{fill}\"{more}/>"
        );
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: &str, more: &str) {
        let _ = writeln!(
            self.body,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{color}\"{more}/>",
            from.0, from.1, to.0, to.1
        );
    }

    /// A mark around the point: filled, or hollow.
    pub(super) fn mark(&mut self, shape: Shape, (x, y): (f64, f64), radius: f64, color: &str, hollow: bool) {
        let fill = if hollow { self.theme.ground() } else { color };
        let look = format!("fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"1.6\" stroke-linejoin=\"round\"");
        let points = |points: &[(f64, f64)]| {
            let points = points
                .iter()
                .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx * radius, y + dy * radius));
            format!("<polygon points=\"{}\" {look}/>", points.collect::<Vec<_>>().join(" "))
        };
        let mark = match shape {
            Shape::Circle => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" {look}/>"),
            Shape::Square => points(&[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)]),
            Shape::Diamond => points(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
            Shape::Triangle => points(&[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)]),
            Shape::Pointer => points(&[(1.25, 0.0), (-0.85, 1.05), (-0.85, -1.05)]),
            Shape::Cross => points(&[
                (-0.35, -1.1),
                (0.35, -1.1),
                (0.35, -0.35),
                (1.1, -0.35),
                (1.1, 0.35),
                (0.35, 0.35),
                (0.35, 1.1),
                (-0.35, 1.1),
                (-0.35, 0.35),
                (-1.1, 0.35),
                (-1.1, -0.35),
                (-0.35, -0.35),
            ]),
            Shape::Pentagon => points(&[(0.0, -1.15), (1.1, -0.35), (0.68, 0.93), (-0.68, 0.93), (-1.1, -0.35)]),
            Shape::Hexagon => points(&[
                (1.1, 0.0),
                (0.55, 0.95),
                (-0.55, 0.95),
                (-1.1, 0.0),
                (-0.55, -0.95),
                (0.55, -0.95),
            ]),
            Shape::Star => points(&[
                (0.0, -1.35),
                (0.4, -0.4),
                (1.35, 0.0),
                (0.4, 0.4),
                (0.0, 1.35),
                (-0.4, 0.4),
                (-1.35, 0.0),
                (-0.4, -0.4),
            ]),
        };
        self.body.push_str(&mark);
        self.body.push('\n');
    }
}

/// Words that XML and every reader can take, with their line breaks.
fn plain(words: &str) -> String {
    let shown: String = super::words::shown(words).collect();
    escape(&shown).into_owned()
}
