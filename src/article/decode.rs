//! Encodings: which characters do the bytes stand for?
//!
//! The order of trust: a byte order mark, the encoding that a server or page declares, validity as
//! UTF-8, and a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes of a page may come before its declaration.
const DECLARATION_BYTES: usize = 2048;

/// The text that the bytes stand for, or the name of the encoding that they turned out not to be in.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, &'static str> {
    decode_stated(bytes, None)
}

/// As [`decode`], where a server may have stated an encoding.
pub(super) fn decode_stated(bytes: Vec<u8>, label: Option<&str>) -> Result<String, &'static str> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return decode_as(encoding, &bytes);
    }
    let stated = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = stated
        .or_else(|| declared(&bytes))
        .filter(|encoding| *encoding != UTF_8)
    {
        // A page that says Latin-1 and is valid UTF-8 with non-ASCII characters is UTF-8: the other way round is
        // all but impossible.
        if !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok() {
            return String::from_utf8(bytes).map_err(|_| UTF_8.name());
        }
        return decode_as(encoding, &bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let bytes = error.into_bytes();
            decode_as(guess(&bytes), &bytes)
        }
    }
}

/// The encoding of UTF-16 text, with or without a mark at its head.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .filter(|encoding| *encoding != UTF_8)
        .or_else(|| unmarked_utf16(bytes))
}

/// Latin text in UTF-16 has a zero in nearly every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| head[offset..].iter().step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if even == 0 && odd * 10 >= pairs * 8 {
        Some(UTF_16LE)
    } else if odd == 0 && even * 10 >= pairs * 8 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, &'static str> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let unreadable = |c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c'));
    let suspicious = || text.chars().filter(|c| unreadable(*c)).count() * 50 > text.chars().count();
    let may_be_binary = malformed || encoding.is_single_byte();
    if may_be_binary && suspicious() {
        return Err(encoding.name());
    }
    Ok(text.into_owned())
}

/// The encoding named in the head of a page (`<meta charset=…>`, `<?xml encoding=…?>`).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    if !head.contains(&b'<') {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["<meta", "<?xml"].iter().find_map(|tag| {
        head.match_indices(tag).find_map(|(at, _)| {
            let tag = head[at..].split('>').next()?;
            let after = ["charset", "encoding"]
                .iter()
                .find_map(|name| tag.split_once(name).map(|(_, after)| after))?;
            let after = after
                .trim_start()
                .strip_prefix('=')?
                .trim_start_matches(['"', '\'', ' ']);
            let label = after.split(['"', '\'', ' ', ';', '/', '?']).next()?;
            Encoding::for_label(label.as_bytes())
        })
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_declarations_and_guesses() {
        let cases: [(&[u8], &str); 7] = [
            (b"Erdo\xc4\x9fan met Putin", "Erdoğan met Putin"),
            (b"\xef\xbb\xbfPutin", "Putin"),
            (b"\xff\xfeK\0i\0m\0", "Kim"),
            (b"\xfe\xff\0K\0i\0m", "Kim"),
            (
                b"<meta charset=\"windows-1254\">Erdo\xf0an",
                "<meta charset=\"windows-1254\">Erdoğan",
            ),
            (b"<meta charset='iso-8859-1'>\xc4\x9f", "<meta charset='iso-8859-1'>ğ"),
            (
                b"Niinist\xf6 met Biden in the caf\xe9 yesterday",
                "Niinistö met Biden in the café yesterday",
            ),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes.to_vec()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf16_without_a_mark() {
        let bytes: Vec<u8> = "Kim arrived in Russia"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(bytes).as_deref(), Ok("Kim arrived in Russia"));
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..4000_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert!(decode(noise).is_err());
    }
}
