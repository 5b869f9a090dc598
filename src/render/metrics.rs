//! How wide are words? In the measures of Helvetica, which Arial, Arimo and Liberation Sans share.

use unicode_width::UnicodeWidthChar;

/// The widths of the characters from space to tilde, in thousandths of the font's size.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The width of one line of words at this size, a little more than less.
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.chars().map(em).sum::<f64>() * size
}

/// The width of the widest line.
pub(super) fn widest(words: &str, size: f64) -> f64 {
    words.lines().map(|line| width(line, size)).fold(0.0, f64::max)
}

/// The words, or as many of them as fit with an ellipsis.
pub(super) fn cut(words: &str, size: f64, room: f64) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let mut cut: String = words
        .chars()
        .take_while(|&c| {
            used += em(c) * size;
            used <= room
        })
        .collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

fn em(c: char) -> f64 {
    let ascii = (c as usize).checked_sub(32).and_then(|at| ASCII.get(at));
    match (ascii, c.width()) {
        (Some(&width), _) => f64::from(width) / 1000.0,
        (None, Some(0)) => 0.0,
        (None, Some(1)) => 0.6,
        (None, _) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, width};

    #[test]
    fn words_have_the_width_of_helvetica() {
        assert!((width("Hi", 10.0) - 9.44).abs() < 1e-9);
        assert!((width("中国", 10.0) - 20.0).abs() < 1e-9);
        assert!(width("\u{301}", 10.0).abs() < 1e-9);
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        assert_eq!(cut("Kim Jong Un", 10.0, 100.0), "Kim Jong Un");
        assert_eq!(cut("Kim Jong Un", 10.0, 40.0), "Kim Jo…");
        assert_eq!(cut("Kim Jong Un", 10.0, 32.0), "Kim J…");
        assert_eq!(cut("Kim", 10.0, 1.0), "…");
    }
}
