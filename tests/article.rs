//! Articles in each format, the errors beside them, and the laws that all articles keep.
#![cfg(test)]

use chrono::NaiveDate;
use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use summitry::article::{Article, ArticleError, Articles, ReadOptions, read_paths, read_stream};

/// Shows articles and errors, one block a line.
fn show(articles: Articles) -> String {
    let mut shown = String::new();
    for result in articles {
        match result {
            Ok(article) => show_article(&mut shown, &article),
            Err(error) => {
                let cause = error.source().map_or(String::new(), |cause| format!(": {cause}"));
                writeln!(shown, "error: {error}{cause}").expect("strings take all");
            }
        }
    }
    shown
}

fn show_article(shown: &mut String, article: &Article) {
    let date = article.date.map_or("no date".to_owned(), |date| date.to_string());
    writeln!(shown, "{} {date} {:?}", article.id, article.date_origin).expect("strings take all");
    if let Some(dateline) = &article.dateline {
        writeln!(shown, "  at {:?} by {:?}", dateline.place, dateline.agency).expect("strings take all");
    }
    for origin in [&article.url, &article.source].into_iter().flatten() {
        writeln!(shown, "  from {origin}").expect("strings take all");
    }
    for block in &article.blocks {
        let words = block.span.of(&article.content);
        writeln!(shown, "  {:?} {words:?}", block.kind).expect("strings take all");
    }
}

fn check(name: &'static str, content: impl AsRef<[u8]>, expected: &Expect) {
    let stream = std::io::Cursor::new(content.as_ref().to_vec());
    expected.assert_eq(&show(read_stream(name, stream, &ReadOptions::default())));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("the test's own data");
    encoder.finish().expect("the test's own data")
}

#[test]
fn newspaper_text() {
    check(
        "kim.txt",
        "Kim arrives in Russia before summit with Putin\n\nWednesday, April 24, 2019\nIn this photo provided by the North Korean government, North Korean leader Kim Jong Un waves at a train station. / KCNA via AP\n\nNorth Korean leader Kim Jong Un arrived in Russia on Wednesday morning for his much-anticipated summit with President Vladimir Putin.\n\nAgencies",
        &expect![[r#"
            kim 2019-04-24 TextLine
              Title "Kim arrives in Russia before summit with Putin"
              Furniture "Wednesday, April 24, 2019"
              Caption "In this photo provided by the North Korean government, North Korean leader Kim Jong Un waves at a train station. / KCNA via AP"
              Paragraph "North Korean leader Kim Jong Un arrived in Russia on Wednesday morning for his much-anticipated summit with President Vladimir Putin."
              Furniture "Agencies"
        "#]],
    );
}

#[test]
fn wire_copy_with_hard_line_breaks() {
    check(
        "bush.txt",
        "US to push for reviving trade talks at summit\r\n\r\nMAR DEL PLATA, Argentina, Nov. 3, 2005 (Xinhua) -- US President George W.\r\nBush is expected to push for the stalled talks on a Free Trade Zone for\r\nthe Americas.\r\n\r\nBush departed Washington early Thursday.\r\n\r\n###\r\n",
        &expect![[r####"
            bush 2005-11-03 Dateline
              at "MAR DEL PLATA, Argentina" by Some("Xinhua")
              Title "US to push for reviving trade talks at summit"
              Furniture "MAR DEL PLATA, Argentina, Nov. 3, 2005 (Xinhua) --"
              Paragraph "US President George W.\r\nBush is expected to push for the stalled talks on a Free Trade Zone for\r\nthe Americas."
              Paragraph "Bush departed Washington early Thursday."
              Furniture "###"
        "####]],
    );
}

#[test]
fn transcript() {
    check(
        "remarks.jsonl",
        r#"{"id": "r", "date": "2022-03-04", "title": "Remarks", "text": "Walter E. Washington Convention Center Washington, D.C.\n\n2:56 P.M. EST\n\nPRESIDENT BIDEN: Welcome.\n\nQ   Will you visit?\n\nPRESIDENT BIDEN: (Laughs.) Yes.\n\nEND"}"#,
        &expect![[r#"
            r 2022-03-04 Metadata
              Title "Remarks"
              Furniture "Walter E. Washington Convention Center Washington, D.C."
              Furniture "2:56 P.M. EST"
              Speaker "PRESIDENT BIDEN:"
              Paragraph "Welcome."
              Speaker "Q"
              Paragraph "Will you visit?"
              Speaker "PRESIDENT BIDEN:"
              Paragraph "(Laughs.) Yes."
              Furniture "END"
        "#]],
    );
}

#[test]
fn markdown_with_front_matter() {
    check(
        "kim.md",
        "---\ntitle: Kim in Russia\ndate: 2019-04-24\nsource: The Daily\nurl: https://example.org/kim\n---\n\n# Kim in Russia\n\n![Kim](kim.jpg)\n\nKim **arrived** in [Russia](https://example.org/russia).\n\n## Background\n\n- one summit\n- two leaders\n\n> We agreed.\n\n---\n\n[Home](/) | [More](/more)\n",
        &expect![[r#"
            kim 2019-04-24 FrontMatter
              from https://example.org/kim
              from The Daily
              Title "Kim in Russia"
              Furniture "Kim in Russia"
              Furniture "![Kim](kim.jpg)"
              Paragraph "Kim **arrived** in [Russia](https://example.org/russia)."
              Paragraph "Background"
              Paragraph "one summit"
              Paragraph "two leaders"
              Paragraph "We agreed."
              Furniture "---"
              Furniture "[Home](/) | [More](/more)"
        "#]],
    );
    check(
        "plain.md",
        "Putin left.\n\nHe flew home.",
        &expect![[r#"
            plain no date None
              Paragraph "Putin left."
              Paragraph "He flew home."
        "#]],
    );
}

#[test]
fn web_page() {
    let page = |head: &str| {
        format!(
            "<!DOCTYPE html><html lang=en><head><title>Kim arrives in Russia</title><meta property=\"og:title\" content=\"Kim arrives in Russia\"><meta property=\"og:site_name\" content=\"The Daily\">{head}</head><body><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav><article><h1>Kim arrives in Russia</h1><p>North Korean leader Kim Jong Un arrived in Russia on <b>Wednesday</b> morning for his summit with President Vladimir Putin &amp; others in the Pacific port city of Vladivostok.</p><h2>Background</h2><p>Kim's trip comes about two months<br>after his second summit with Trump failed because of disputes over sanctions.</p></article><footer>Copyright 2024 The Daily</footer></body></html>"
        )
    };
    check(
        "kim.html",
        page(
            "<link rel=\"canonical\" href=\"https://example.org/2019/04/25/kim\"><script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"datePublished\": \"2019-04-24T10:00:00+09:00\"}]}</script>",
        ),
        &expect![[r#"
            kim 2019-04-24 Metadata
              from https://example.org/2019/04/25/kim
              from The Daily
              Title "Kim arrives in Russia"
              Paragraph "North Korean leader Kim Jong Un arrived in Russia on Wednesday morning for his summit with President Vladimir Putin & others in the Pacific port city of Vladivostok."
              Paragraph "Background"
              Paragraph "Kim's trip comes about two months after his second summit with Trump failed because of disputes over sanctions."
        "#]],
    );
    check(
        "-",
        page(
            "<meta property=\"article:published_time\" content=\"0001-01-01\"><link rel=\"canonical\" href=\"https://example.org/2019/04/25/kim\">",
        ),
        &expect![[r#"
            193afb7625491306 2019-04-25 Url
              from https://example.org/2019/04/25/kim
              from The Daily
              Title "Kim arrives in Russia"
              Paragraph "North Korean leader Kim Jong Un arrived in Russia on Wednesday morning for his summit with President Vladimir Putin & others in the Pacific port city of Vladivostok."
              Paragraph "Background"
              Paragraph "Kim's trip comes about two months after his second summit with Trump failed because of disputes over sanctions."
        "#]],
    );
}

#[test]
fn deep_and_broken_pages_do_no_harm() {
    for tag in ["<div>", "<b>", "<p><i>", "<ul><li>", "<table><tr><td>", "<"] {
        for times in [900, 100_000] {
            let html = format!("<html><body>{}Kim arrived in Russia.", tag.repeat(times));
            let stream = std::io::Cursor::new(html.into_bytes());
            assert_eq!(read_stream("deep.html", stream, &ReadOptions::default()).count(), 1);
        }
    }
}

#[test]
fn records_good_and_bad() {
    check(
        "news.jsonl",
        r#"{"id": 7, "date": null, "dateline": "SEOUL, Nov. 13, 2005 (Xinhua)", "text": "Roh met Hu.", "extra": [1]}

{"date": "2005", "dateline": "SEOUL, Nov. 13 (Xinhua)", "title": "", "body": "Roh met Hu."}
{"dateline": "SEOUL, Nov. 13 (Xinhua)", "content": "Roh met Hu."}
{"id": "broken", "text": "Roh
[1, 2]
{"id": "empty", "text": " "}
{"id": "de", "text": "Der nordkoreanische Machthaber Kim Jong Un ist am Mittwoch in Russland eingetroffen."}
{"publishedAt": "2019-04-24T10:00:00Z", "source": {"name": "Reuters"}, "link": "https://example.org", "text": "MOSCOW (Reuters) - Kim came on March 10<sup>th</sup> &amp; left."}"#,
        &expect![[r#"
            7 2005-11-13 Dateline
              at "SEOUL" by Some("Xinhua")
              Paragraph "Roh met Hu."
            1360b111e8d81b03 2005-11-13 Dateline
              at "SEOUL" by Some("Xinhua")
              Paragraph "Roh met Hu."
            1360b111e8d81b03 no date None
              at "SEOUL" by Some("Xinhua")
              Paragraph "Roh met Hu."
            error: news.jsonl:5: malformed JSON: EOF while parsing a string at line 1 column 29
            error: news.jsonl:6: an array where an article's object is expected
            error: news.jsonl:7: no text
            error: news.jsonl:8: not English (German)
            f1123cf8936e987c 2019-04-24 Metadata
              at "MOSCOW" by Some("Reuters")
              from https://example.org
              from Reuters
              Furniture "MOSCOW (Reuters) -"
              Paragraph "Kim came on March 10<sup>th</sup> &amp; left."
        "#]],
    );
}

#[test]
fn arrays_and_single_objects() {
    check(
        "news.json",
        "[\n  {\"id\": \"a\",\n   \"text\": \"Kim said: \\\"[we, {agree}]\\\".\"},\n  3,\n  {\"id\": \"b\", \"text\": tru},\n  {\"id\": \"c\", \"text\": \"Putin left.\"}\n]\n",
        &expect![[r#"
            a no date None
              Paragraph "Kim said: \"[we, {agree}]\"."
            error: news.json:4: a number where an article's object is expected
            error: news.json:5: malformed JSON: expected ident at line 1 column 24
            c no date None
              Paragraph "Putin left."
        "#]],
    );
    check(
        "only.json",
        "{\n \"text\": \"Putin left.\"\n}",
        &expect![[r#"
            only no date None
              Paragraph "Putin left."
        "#]],
    );
    check(
        "only.jsonl",
        "{\"text\": \"Putin left.\"}\n\n",
        &expect![[r#"
            only no date None
              Paragraph "Putin left."
        "#]],
    );
    check(
        "cut.json",
        "[{\"id\": \"a\", \"text\": \"Putin left.\"}, {\"id\": \"b\", \"te",
        &expect![[r#"
            a no date None
              Paragraph "Putin left."
            error: cut.json:1: malformed JSON: EOF while parsing a string at line 1 column 15
        "#]],
    );
}

#[test]
fn gzip_of_several_members_and_cut_short() {
    let first = gzip(b"{\"id\": \"a\", \"text\": \"Kim came.\"}\n");
    let second = gzip(b"{\"id\": \"b\", \"text\": \"Kim left.\"}\n");
    check(
        "news.jsonl.gz",
        [&first[..], &second[..]].concat(),
        &expect![[r#"
            a no date None
              Paragraph "Kim came."
            b no date None
              Paragraph "Kim left."
        "#]],
    );
    let lines: String = (0..2000).fold(String::new(), |mut lines, i| {
        writeln!(lines, "{{\"id\": \"{i}\", \"text\": \"Kim came {}.\"}}", i * 7919).expect("the test's own data");
        lines
    });
    let whole = gzip(lines.as_bytes());
    let cut = whole[..whole.len() / 2].to_vec();
    let stream = std::io::Cursor::new(cut);
    let results: Vec<_> = read_stream("cut.jsonl.gz", stream, &ReadOptions::default()).collect();
    let good = results.iter().filter(|result| result.is_ok()).count();
    assert!(good > 500 && good < 2000, "{good} articles before the cut");
    assert_eq!(results.len(), good + 1);
    let error = results
        .last()
        .expect("the test's own data")
        .as_ref()
        .expect_err("a cut stream");
    expect!["cut.jsonl.gz: the gzip data is damaged or breaks off"].assert_eq(&error.to_string());
}

#[test]
fn encodings() {
    check(
        "latin.txt",
        b"Niinist\xf6 met Biden.\n\nThe caf\xe9 was closed on Wednesday.",
        &expect![[r#"
            latin no date None
              Paragraph "Niinistö met Biden."
              Paragraph "The café was closed on Wednesday."
        "#]],
    );
    let wide: Vec<u8> = "\u{feff}{\"id\": \"w\", \"text\": \"Erdoğan left.\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(
        "wide.jsonl",
        wide,
        &expect![[r#"
        w no date None
          Paragraph "Erdoğan left."
    "#]],
    );
}

#[test]
fn what_is_no_text() {
    check(
        "a.pdf",
        b"%PDF-1.7 ...",
        &expect![[r#"
        error: a.pdf: PDF is not a supported format
    "#]],
    );
    check(
        "a.txt",
        b"\x00\x01\x02\x03",
        &expect![[r#"
        error: a.txt: binary data is not a supported format
    "#]],
    );
    check(
        "empty.txt",
        b"",
        &expect![[r#"
        error: empty.txt: no text
    "#]],
    );
    check(
        "blank.html",
        b"<html><body></body></html>",
        &expect![[r#"
            error: blank.html: no article found on the page: insufficient content: text 0 < 1 and comments 0 < 1
        "#]],
    );
    check("empty.jsonl", b"", &expect![[r#""#]]);
}

#[test]
fn directories_in_order_and_without_what_is_hidden() {
    let directory = tempfile::tempdir().expect("the test's own data");
    let root = directory.path();
    fs::create_dir(root.join("b")).expect("the test's own data");
    for (name, text) in [
        ("c.txt", "Kim left."),
        ("a.txt", "Kim came."),
        ("b/inner.md", "Kim stayed."),
        ("README.md", "Read me."),
        (".hidden.txt", "Hidden."),
        ("picture.png", "\0PNG"),
        ("data.pdf", "%PDF"),
    ] {
        fs::write(root.join(name), text).expect("the test's own data");
    }
    let paths = [root.to_path_buf(), root.join("gone.txt")];
    let shown = show(read_paths(&paths, &ReadOptions::default()));
    expect![[r#"
        a no date None
          Paragraph "Kim came."
        inner no date None
          Paragraph "Kim stayed."
        c no date None
          Paragraph "Kim left."
        error: DIR/data.pdf: PDF is not a supported format
        error: DIR/picture.png: binary data is not a supported format
        error: DIR/gone.txt: cannot be read: No such file or directory (os error 2)
    "#]]
    .assert_eq(&shown.replace(&root.display().to_string(), "DIR"));
}

#[test]
fn the_users_date_is_the_last_resort() {
    let options = ReadOptions {
        date: NaiveDate::from_ymd_opt(2020, 1, 2),
        ..ReadOptions::default()
    };
    let lines =
        b"{\"id\": \"a\", \"text\": \"Kim came.\"}\n{\"id\": \"b\", \"date\": \"2019-04-24\", \"text\": \"Kim left.\"}";
    let shown = show(read_stream("x.jsonl", lines.as_slice(), &options));
    expect![[r#"
        a 2020-01-02 Given
          Paragraph "Kim came."
        b 2019-04-24 Metadata
          Paragraph "Kim left."
    "#]]
    .assert_eq(&shown);
}

#[test]
fn spans_of_the_text_field_are_kept_byte_for_byte() {
    let text = "  Kim\u{a0}came.\r\n\n\n“He” left &amp; slept.\t";
    let line = serde_json::json!({"id": "a", "title": " The title ", "text": text}).to_string();
    let stream = std::io::Cursor::new(line.into_bytes());
    let article = read_stream("x.jsonl", stream, &ReadOptions::default())
        .next()
        .expect("the test's own data")
        .expect("the test's own data");
    assert_eq!(&article.content[article.text_start..], text);
    assert_eq!(article.title.of(&article.content), "The title");
}

/// What holds of every article.
fn assert_laws(article: &Article) {
    let content = &article.content;
    let mut end = 0;
    for block in &article.blocks {
        let span = block.span;
        assert!(end <= span.start && span.start < span.end, "{article:?}");
        assert!(content.get(span.range()).is_some(), "{article:?}");
        end = span.end;
    }
    assert!(content.get(article.title.range()).is_some());
    assert!(content.get(article.text_start..).is_some());
    let undated = article.date_origin == summitry::article::DateOrigin::None;
    assert_eq!(article.date.is_none(), undated);
}

const NAMES: [&str; 6] = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "-"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in 0_usize..6) {
        let stream = std::io::Cursor::new(bytes);
        for article in read_stream(NAMES[name], stream, &ReadOptions::default()).flatten() {
            assert_laws(&article);
        }
    }

    #[test]
    fn no_text_panics(
        text in "([A-Z]{0,8}[ ,.:()\\-–—#>*|\\[\\]<&Q\n\r]{0,3}(Nov\\. 3|2005|By|AP|\\PC)?){0,30}",
        name in 0_usize..6,
    ) {
        let fields = serde_json::json!({
            "text": text, "title": text, "dateline": text, "date": text, "url": text
        });
        for content in [text, fields.to_string()] {
            let stream = std::io::Cursor::new(content.into_bytes());
            for article in read_stream(NAMES[name], stream, &ReadOptions::default()).flatten() {
                assert_laws(&article);
            }
        }
    }
}

/// Reads the corpora of the workplace where they are at hand; they are not in the repository.
#[test]
fn corpora() {
    let Some(root) = std::env::var_os("SUMMITRY_SHARED").map(PathBuf::from) else {
        return;
    };
    let paths = [
        "seed.txt",
        "gold/dev.articles.jsonl",
        "gold/readouts.articles.jsonl",
        "corpora/white_house_2021-2022.jsonl.gz",
    ];
    let counts = paths.map(|path| {
        let mut counts = [0, 0];
        for result in read_paths(&[root.join(path)], &ReadOptions::default()) {
            counts[usize::from(result.is_err())] += 1;
            match result {
                Ok(article) => assert_laws(&article),
                Err(error) => assert!(matches!(error, ArticleError::NotEnglish { .. }), "{error}"),
            }
        }
        counts
    });
    // Eight declarations of the White House are in Spanish, French and Portuguese.
    assert_eq!(counts, [[1, 0], [50, 0], [263, 0], [6077, 8]]);
}
