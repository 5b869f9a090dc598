//! Articles in each format, the errors beside them, and the laws that all articles keep.

use chrono::NaiveDate;
use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
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

/// Reads a file of `testdata/article/` as it is.
fn check_file(name: &'static str, expected: &Expect) {
    check(name, read_data(name), expected);
}

fn read_data(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join("tests/testdata/article").join(name)).expect("the test's own data")
}

#[test]
fn rss_item_by_item() {
    check_file(
        "world.rss",
        &expect![[r#"
        courier-101 2024-01-15 Metadata
          from https://courier.example.org/ferry
          from The Example Courier
          Title "Finland & Estonia sign ferry pact"
          Paragraph "President Alexander Stubb of Finland met President Alar Karis of Estonia in Helsinki on Monday."
          Paragraph "They signed the pact on ferries – after talks."
        https://courier.example.org/2024/01/14/envoy 2024-01-14 Metadata
          from https://courier.example.org/2024/01/14/envoy
          from The Example Courier
          Title "Envoy flies to Chisinau"
          Paragraph "The envoy flew to Chisinau on Sunday."
        https://courier.example.org/grain no date None
          from https://courier.example.org/grain
          from The Example Courier
          Title "Talks on grain resume - The Example Courier"
        error: world.rss:27: malformed feed: unable to parse XML: Parser error: ill-formed document: expected `</b>`, but `</item>` was found
        error: world.rss:31: no text
    "#]],
    );
}

#[test]
fn atom_and_json_feeds() {
    check_file(
        "world.atom",
        &expect![[r#"
        tag:ministry.example.org,2024:7 2024-01-15 Metadata
          from https://ministry.example.org/news/7
          from Ministry of Examples
          Title "Minister receives ambassador"
          Paragraph "The minister received the ambassador of Ghana."
          Paragraph "They discussed visas."
        tag:ministry.example.org,2024:8 2024-01-16 Metadata
          from https://ministry.example.org/news/8
          from Ministry of Examples
          Title "Minister to visit Accra"
          Paragraph "The minister will visit Accra in March."
    "#]],
    );
    check_file(
        "feed.json",
        &expect![[r#"
        https://letter.example.org/1 2024-01-15 Metadata
          from https://letter.example.org/1
          from The Example Letter
          Title "Two presidents, one bridge"
          Paragraph "The presidents of Chile and Peru opened a bridge."
          Paragraph "They shook hands."
        https://letter.example.org/2 2024-01-16 Metadata
          from https://letter.example.org/2
          from The Example Letter
          Paragraph "Peru thanked Chile."
    "#]],
    );
}

#[test]
fn feeds_of_other_kinds_and_what_is_none() {
    check(
        "-",
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel><title>Desk</title></channel>\n<item><title>Niinist\u{f6} met Biden</title><link>https://example.org/a</link><dc:date>2024-01-15</dc:date></item></rdf:RDF>"
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin letters"))
            .collect::<Vec<u8>>(),
        &expect![[r#"
            https://example.org/a 2024-01-15 Metadata
              from https://example.org/a
              from Desk
              Title "Niinistö met Biden"
        "#]],
    );
    // A feed in a text file is no text.
    check(
        "saved.txt",
        "<rss version=\"2.0\"><channel><title>Desk</title><item><title>Kim left</title><description>He left.</description></item><item><title>Putin st",
        &expect![[r#"
            99eb37b3ebc88813 no date None
              from Desk
              Title "Kim left"
              Paragraph "He left."
            error: saved.txt:1: malformed feed: unable to parse XML: Parser error: ill-formed document: expected `</title>`, but `</channel>` was found
        "#]],
    );
    check(
        "empty.rss",
        "<rss version=\"2.0\"><channel><title>Desk</title></channel></rss>",
        &expect![[r#""#]],
    );
    check(
        "cut.rss",
        "<rss version=\"2.0\"><channel><title>Desk",
        &expect![[r#"
            error: cut.rss: malformed feed: unable to parse XML: Parser error: syntax error: tag not closed: `>` not found before end of input
        "#]],
    );
    check(
        "sitemap.xml",
        "<?xml version=\"1.0\"?><urlset><url><loc>https://example.org/kim-left</loc></url></urlset>",
        &expect![[r#"
            error: sitemap.xml: XML that is neither a feed, a page nor of a news agency is not a supported format
        "#]],
    );
}

#[test]
fn answers_of_news_services() {
    check_file(
        "newsapi.json",
        &expect![[r#"
        55a5c65d1cbc8f34 2024-01-15 Metadata
          from https://courier.example.org/stubb
          from The Example Courier
          Title "Stubb receives Karis in Helsinki"
          Paragraph "Alexander Stubb of Finland received Alar Karis of Estonia in Helsinki. The talks were about fer"
        error: newsapi.json:15: no text
        54c2710fb838a2f3 2024-01-16 Metadata
          from https://example.org/home
          from Example
          Title "Karis flies home"
    "#]],
    );
    check_file(
        "gnews.json",
        &expect![[r#"
        g1 2024-01-16 Metadata
          from https://example.org/g1
          from Example Wire
          Title "Karis thanks Stubb"
          Paragraph "Alar Karis thanked Alexander Stubb."
    "#]],
    );
    check_file(
        "guardian.json",
        &expect![[r#"
        world/2024/jan/15/bridge 2024-01-15 Metadata
          from https://guardian.example.org/world/2024/jan/15/bridge
          from guardian.example.org
          Title "Chile and Peru open a bridge"
          Paragraph "The presidents opened a bridge."
          Paragraph "Peru thanked Chile."
        world/2024/jan/16/bridge 2024-01-16 Metadata
          from https://guardian.example.org/world/2024/jan/16/bridge
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
    "#]],
    );
    check_file(
        "nyt.json",
        &expect![[r#"
        nyt://article/1 2024-01-15 Metadata
          at "LIMA, Peru" by None
          from https://nyt.example.org/2024/01/15/bridge.html
          from The Example Times
          Title "Neighbors Open a Bridge"
          Furniture "LIMA, Peru —"
          Paragraph "The presidents of Chile and Peru met on Monday."
        nyt://article/2 2024-01-16 Metadata
          Title "Thanks Across the Bridge"
          Paragraph "Peru thanked Chile."
    "#]],
    );
    check_file(
        "gdelt_doc.json",
        &expect![[r#"
        gdelt_doc 2024-01-15 Metadata
          from https://example.org/karis
          from example.org
          Title "Karis visits Helsinki"
    "#]],
    );
    check_file(
        "mediacloud.json",
        &expect![[r#"
        mc1 2024-01-15 Metadata
          from https://example.org/karis
          from example.org
          Title "Karis visits Helsinki"
    "#]],
    );
    check_file(
        "newsplease.json",
        &expect![[r#"
        newsplease 2024-01-15 Metadata
          from https://example.org/karis
          from example.org
          Title "Karis visits Helsinki"
          Paragraph "Alar Karis visited Helsinki on Monday."
          Paragraph "He met Alexander Stubb."
    "#]],
    );
}

#[test]
fn json_that_holds_no_articles() {
    check(
        "error.json",
        "{\"status\": \"error\", \"code\": \"apiKeyInvalid\", \"message\": \"Your key is not known.\"}",
        &expect![[r#"
            error: error.json:1: no text or title among the fields code, message, status
        "#]],
    );
    check(
        "events.jsonl",
        "{\"doc\": \"a\", \"events\": [{\"type\": \"met\"}]}\n{\"title\": \"Kim left\"}\n",
        &expect![[r#"
            error: events.jsonl:1: no text or title among the fields doc, events
            e208398a5d920dc5 no date None
              Title "Kim left"
        "#]],
    );
    check("none.json", "{\"articles\": []}", &expect![[r#""#]]);
    check(
        "-",
        "{}",
        &expect![[r#"
        error: -:1: no text
    "#]],
    );
    check(
        "cut.json",
        "{\"status\": \"ok\",\n\"articles\": [\n{\"title\": \"Kim left\"},\n{\"title\": \"Put",
        &expect![[r#"
            e208398a5d920dc5 no date None
              Title "Kim left"
            error: cut.json:4: malformed JSON: EOF while parsing a string at line 1 column 14
        "#]],
    );
    check(
        "saved.txt",
        "{\"id\": \"a\", \"text\": \"Kim left.\"}\n{\"id\": \"b\", \"text\": \"He slept.\"}\n",
        &expect![[r#"
            a no date None
              Paragraph "Kim left."
            b no date None
              Paragraph "He slept."
        "#]],
    );
}

#[test]
fn tables_row_by_row() {
    check_file(
        "press.csv",
        &expect![[r#"
        1 2024-01-15 Metadata
          from https://example.org/karis
          from Example Wire
          Title "Karis visits Helsinki"
          Paragraph "Alar Karis visited Helsinki."
          Paragraph "He met \"Alex\" Stubb, his host."
        2 2024-01-15 Metadata
          from https://example.org/thanks
          from Example Wire
          Title "Stubb thanks Karis"
          Paragraph "He thanked him."
        error: press.csv:6: 3 cells under 7 columns
        error: press.csv:7: no text
        5 2024-01-17 Metadata
          Title "A title alone"
    "#]],
    );
    check_file(
        "semicolons.csv",
        &expect![[r#"
        e000cdf93c0f44ba 2024-01-16 Metadata
          from https://example.org/peru
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile; it was Tuesday."
          Paragraph "Chile smiled."
    "#]],
    );
    check_file(
        "press.tsv",
        &expect![[r#"
        7 2024-01-16 Metadata
          from example.org
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile."
    "#]],
    );
    let wide: Vec<u8> = "\u{feff}title,text\nErdo\u{11f}an left,He left.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(
        "wide.csv",
        wide,
        &expect![[r#"
        e4afa194e990e5c8 no date None
          Title "Erdoğan left"
          Paragraph "He left."
    "#]],
    );
    // Told by the content where the name says nothing.
    check(
        "-",
        read_data("press.tsv"),
        &expect![[r#"
        7 2024-01-16 Metadata
          from example.org
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile."
    "#]],
    );
}

#[test]
fn tables_that_hold_no_articles() {
    check_file(
        "gdelt_events.CSV",
        &expect![[r#"
        error: gdelt_events.CSV: a table without a column of text or title; it has 1149, 20240115, 202401, 2024, PER, PERU, CHL, CHILE, 036, 4
    "#]],
    );
    check_file(
        "icews.tab",
        &expect![[r#"
        error: icews.tab: a table without a column of text or title; it has Event ID, Event Date, Source Name, Source Country, Event Text, CAMEO Code, Intensity, Target Name, Target Country, Story ID, Sentence Number, Publisher, and 2 more
    "#]],
    );
    check(
        "-",
        read_data("icews.tab"),
        &expect![[r#"
        error: -: a table without a column of text or title; it has Event ID, Event Date, Source Name, Source Country, Event Text, CAMEO Code, Intensity, Target Name, Target Country, Story ID, Sentence Number, Publisher, and 2 more
    "#]],
    );
    check_file(
        "open_quote.csv",
        &expect![[r#"
        error: open_quote.csv:2: a quoted cell swallows other rows
    "#]],
    );
    check("empty.csv", "", &expect![[r#""#]]);
}

#[test]
fn mail_message_by_message() {
    check_file(
        "press.eml",
        &expect![[r#"
        20240116.7@ministry.example.org 2024-01-17 Metadata
          at "HELSINKI" by None
          from Ministry of Ferries – Press
          Title "Stubb and Karis sign ferry pact in Helsinki"
          Furniture "HELSINKI, January 16 –"
          Paragraph "President Alexander Stubb of Finland met President Alar Karis of Estonia in Helsinki on Tuesday, the ministry’s press desk said."
          Paragraph "From the palace, the two presidents went on to the harbour, where they signed an agreement on ferries."
    "#]],
    );
    check_file(
        "letter.eml",
        &expect![[r#"
        letter-1@example.org 2024-01-15 Metadata
          from The Morning Letter
          Title "Envoys return to the table"
          Furniture "Envoys return to the table"
          Paragraph "The foreign minister of Chile, Alberto van Klaveren, visited Lima on Monday and met his counterpart Javier González-Olaechea for talks on the border."
          Paragraph "The two ministers agreed to reopen the crossing in February, and Peru thanked Chile for its patience during the talks."
    "#]],
    );
    check_file(
        "desk.mbox",
        &expect![[r#"
        desk-1@example.net 2024-01-15 Metadata
          from desk@example.net
          Title "Stubb in Tallinn"
          Paragraph "President Alexander Stubb of Finland flew to Tallinn on Monday and met President Alar Karis of Estonia for talks on ferries."
          Paragraph "From Tallinn, Stubb travels on to Riga."
          Paragraph "From Riga he returns to Helsinki, the office said."
        error: desk.mbox:15: no text
        desk-4@example.net 2024-01-16 Metadata
          from Lima desk
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
        desk-5@example.net 2024-01-16 Metadata
          from Oslo desk
          Title "Støre receives Karis"
          Paragraph "Jonas Gahr Støre received Alar Karis in Oslo on Tuesday."
    "#]],
    );
    // Told by the content where the name says nothing.
    check(
        "-",
        read_data("press.eml"),
        &expect![[r#"
        20240116.7@ministry.example.org 2024-01-17 Metadata
          at "HELSINKI" by None
          from Ministry of Ferries – Press
          Title "Stubb and Karis sign ferry pact in Helsinki"
          Furniture "HELSINKI, January 16 –"
          Paragraph "President Alexander Stubb of Finland met President Alar Karis of Estonia in Helsinki on Tuesday, the ministry’s press desk said."
          Paragraph "From the palace, the two presidents went on to the harbour, where they signed an agreement on ferries."
    "#]],
    );
    check(
        "saved.txt",
        read_data("desk.mbox"),
        &expect![[r#"
        desk-1@example.net 2024-01-15 Metadata
          from desk@example.net
          Title "Stubb in Tallinn"
          Paragraph "President Alexander Stubb of Finland flew to Tallinn on Monday and met President Alar Karis of Estonia for talks on ferries."
          Paragraph "From Tallinn, Stubb travels on to Riga."
          Paragraph "From Riga he returns to Helsinki, the office said."
        error: saved.txt:15: no text
        desk-4@example.net 2024-01-16 Metadata
          from Lima desk
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
        desk-5@example.net 2024-01-16 Metadata
          from Oslo desk
          Title "Støre receives Karis"
          Paragraph "Jonas Gahr Støre received Alar Karis in Oslo on Tuesday."
    "#]],
    );
    check(
        "visit.eml",
        "Subject: Visit\nDate: Tue, 16 Jan 2024 09:00:00 +0000\n\nStubb visited Tallinn.",
        &expect![[r#"
            visit 2024-01-16 Metadata
              Title "Visit"
              Paragraph "Stubb visited Tallinn."
        "#]],
    );
    check("empty.mbox", "", &expect![[r#""#]]);
}

#[test]
fn articles_that_look_like_mail() {
    check(
        "moscow.txt",
        "From Moscow, Kim travelled on Wed Apr 24 to Vladivostok.\n\nHe arrived in the evening.",
        &expect![[r#"
            moscow no date None
              Paragraph "From Moscow, Kim travelled on Wed Apr 24 to Vladivostok."
              Paragraph "He arrived in the evening."
        "#]],
    );
    check(
        "letter.txt",
        "From: our correspondent\nDate: April 24, 2019\n\nKim arrived in Vladivostok on Wednesday.",
        &expect![[r#"
            letter 2019-04-24 TextLine
              Paragraph "From: our correspondent"
              Furniture "Date: April 24, 2019"
              Paragraph "Kim arrived in Vladivostok on Wednesday."
        "#]],
    );
}

#[test]
fn saved_pages_are_not_of_the_day_of_saving() {
    check_file(
        "envoy.mhtml",
        &expect![[r#"
        envoy 2024-01-14 Metadata
          from https://courier.example.org/world/envoy
          from courier.example.org
          Title "Envoy flies to Chisinau"
          Paragraph "The special envoy of the European Union flew to Chisinau on Sunday, where he met President Maia Sandu of Moldova for talks on energy and on the border with Ukraine."
          Paragraph "The envoy travels on to Bucharest on Monday, his office said, and will report to the ministers of the union when they meet in Brussels later in the week."
    "#]],
    );
    let page = |url: &str| {
        format!(
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {url} \n saved date: Fri Feb 02 2024 10:00:00 GMT+0000\n--><head><title>Envoy flies to Chisinau</title></head><body><article><h1>Envoy flies to Chisinau</h1>\n<p>The special envoy of the European Union flew to Chisinau on Sunday, where he met President Maia Sandu of Moldova for talks on energy.</p>\n<p>The envoy travels on to Bucharest on Monday, his office said, and will report to the ministers of the union when they meet in Brussels later.</p></article></body></html>"
        )
    };
    check(
        "envoy.html",
        page("https://courier.example.org/world/envoy"),
        &expect![[r#"
            envoy no date None
              from https://courier.example.org/world/envoy
              from courier.example.org
              Title "Envoy flies to Chisinau"
              Paragraph "The special envoy of the European Union flew to Chisinau on Sunday, where he met President Maia Sandu of Moldova for talks on energy."
              Paragraph "The envoy travels on to Bucharest on Monday, his office said, and will report to the ministers of the union when they meet in Brussels later."
        "#]],
    );
    check(
        "envoy.html",
        page("https://courier.example.org/2024/01/14/envoy"),
        &expect![[r#"
            envoy 2024-01-14 Url
              from https://courier.example.org/2024/01/14/envoy
              from courier.example.org
              Title "Envoy flies to Chisinau"
              Paragraph "The special envoy of the European Union flew to Chisinau on Sunday, where he met President Maia Sandu of Moldova for talks on energy."
              Paragraph "The envoy travels on to Bucharest on Monday, his office said, and will report to the ministers of the union when they meet in Brussels later."
        "#]],
    );
}

#[test]
fn web_archives_page_by_page() {
    check_file(
        "crawl.warc",
        &expect![[r#"
        https://courier.example.org/world/envoy 2024-01-14 Metadata
          from https://courier.example.org/world/envoy
          from courier.example.org
          Title "Envoy flies to Chisinau"
          Paragraph "The special envoy of the European Union flew to Chisinau on Sunday, where he met President Maia Sandu of Moldova for talks on energy and on the border."
          Paragraph "The envoy travels on to Bucharest on Monday, his office said, and will report to the ministers of the union when they meet in Brussels later in the week."
        https://courier.example.org/world/oslo 2024-02-01 Fetched
          from https://courier.example.org/world/oslo
          from courier.example.org
          Title "Støre receives Karis"
          Paragraph "Prime Minister Jonas Gahr Støre of Norway received President Alar Karis of Estonia in Oslo on Thursday for talks on the northern sea routes and trade."
          Paragraph "Karis thanked Støre for the welcome, and invited him to Tallinn for a return visit in the spring, when the two want to open the new line."
        error: crawl.warc: record 7: no article found on the page: insufficient content: text 0 < 1 and comments 0 < 1
        error: crawl.warc: record 8: the page is compressed as br, which is not read
        error: crawl.warc: record 9: the record does not end where it says
        https://press.example.org/2024/01/16/peru 2024-01-16 Url
          from https://press.example.org/2024/01/16/peru
          from press.example.org
          Title "Peru thanks Chile"
          Paragraph "The government of Peru thanked Chile on Tuesday for the help of its firefighters, and President Dina Boluarte telephoned President Gabriel Boric."
          Paragraph "Boric replied that the two countries stand together, and that the firefighters of Arica would stay as long as they are needed in the south of Peru."
    "#]],
    );
    // Each record may be a gzip member of its own.
    let whole = read_data("crawl.warc");
    let half = whole.len() / 2;
    let stream = std::io::Cursor::new([gzip(&whole[..half]), gzip(&whole[half..])].concat());
    let zipped = show(read_stream("crawl.warc.gz", stream, &ReadOptions::default()));
    let plain = show(read_stream(
        "crawl.warc",
        std::io::Cursor::new(whole),
        &ReadOptions::default(),
    ));
    assert_eq!(zipped, plain.replace("crawl.warc", "crawl.warc.gz"));
}

#[test]
fn web_archives_without_pages_and_cut_short() {
    check(
        "texts.warc",
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nKim came.\r\n\r\n",
        &expect![[r#"
            error: texts.warc: no web page among its 1 records
        "#]],
    );
    check(
        "endless.warc",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n",
        &expect![[r#"
            error: endless.warc: record 1: the record breaks off
        "#]],
    );
    check(
        "-",
        "WARC/1.0\r\nno header\r\n\r\n",
        &expect![[r#"
        error: -: record 1: the record does not tell its length
    "#]],
    );
    check(
        "none.warc",
        "Kim came.",
        &expect![[r#"
        error: none.warc: no web page among its 0 records
    "#]],
    );
}

/// Shows what is read with the names that the user gives to the fields.
fn check_named(name: &'static str, content: &str, fields: &str, expected: &Expect) {
    let options = ReadOptions {
        fields: fields.parse().expect("parts that articles have"),
        ..ReadOptions::default()
    };
    let stream = std::io::Cursor::new(content.as_bytes().to_vec());
    expected.assert_eq(&show(read_stream(name, stream, &options)));
}

#[test]
fn fields_that_the_user_names() {
    let table = "Nr,Story,Day of print,Text\n7,<p>Stubb visited Tallinn.</p>,16 January 2024,draft\n";
    check_named(
        "desk.csv",
        table,
        "id=Nr,text=Story,date=day_of_print",
        &expect![[r#"
            7 2024-01-16 Metadata
              Paragraph "Stubb visited Tallinn."
        "#]],
    );
    check_named(
        "desk.csv",
        table,
        "text=Stories",
        &expect![[r#"
        error: desk.csv: no field "Stories"; there are Nr, Story, Day of print, Text
    "#]],
    );
    check_named("empty.csv", "", "text=Story", &expect![[r#""#]]);
    let lines = concat!(
        r#"{"nr": 7, "story": {"en": "Stubb visited <b>Tallinn</b>."}, "day": "2024-01-16", "text": "draft"}"#,
        "\n",
        r#"{"nr": 8, "story": {"fi": "Stubb kävi Tallinnassa."}, "day": "2024-01-16"}"#,
        "\n",
        r#"{"nr": 9, "story": {"en": ""}, "day": "2024-01-16"}"#,
    );
    check_named(
        "desk.jsonl",
        lines,
        "id=nr,text=story.en,date=day",
        &expect![[r#"
        7 2024-01-16 Metadata
          Paragraph "Stubb visited Tallinn."
        error: desk.jsonl:2: no field "story.en"; there are day, nr, story
        error: desk.jsonl:3: no text
    "#]],
    );
}

#[test]
fn documents_of_word_processors() {
    check_file(
        "pact.docx",
        &expect![[r#"
        pact 2024-01-16 Dateline
          at "HELSINKI" by None
          Title "Stubb and Karis sign ferry pact"
          Paragraph "Press release"
          Furniture "HELSINKI, January 16, 2024 –"
          Paragraph "President Alexander Stubb of Finland met President Alar Karis of Estonia in Helsinki on Tuesday & signed a pact on ferries."
          Paragraph "The pact runs for ten years. Both thanked the crews."
          Paragraph "A box of words."
    "#]],
    );
    check_file(
        "sheet.xlsx",
        &expect![[r#"
        error: sheet.xlsx: not readable as a DOCX document: the archive holds no text document
    "#]],
    );
    let whole = read_data("pact.docx");
    check(
        "cut.docx",
        &whole[..whole.len() / 2],
        &expect![[r#"
        error: cut.docx: not readable as a DOCX document: the archive is damaged
    "#]],
    );
    check(
        "a.zip",
        b"PK\x03\x04\x14\0",
        &expect![[r#"
        error: a.zip: a ZIP archive is not a supported format; unpack it first
    "#]],
    );
}

#[cfg(not(feature = "pdf"))]
#[test]
fn print_names_the_feature_that_reads_it() {
    check(
        "a.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        &expect![[r#"
        error: a.pdf: PDF is not a supported format; take its text with `pdftotext FILE.pdf`, or build the program with the feature `pdf`
    "#]],
    );
}

#[cfg(feature = "pdf")]
#[test]
fn press_releases_made_for_print() {
    check_file(
        "pact.pdf",
        &expect![[r#"
        pact 2024-01-16 Dateline
          at "HELSINKI" by None
          Title "Stubb and Karis sign ferry pact"
          Furniture "HELSINKI, January 16, 2024 –"
          Paragraph "President Alexander Stubb of Finland received President Alar Karis of Estonia for an official visit on Tuesday. In the afternoon the two signed a pact on ferries, which is to run for ten years."
          Paragraph "Karis thanked the crews who had worked through the storm. He invited Stubb to Tallinn, where a commission of both countries will meet in March to fix the fares, the timetables and the number of lorries that each ship may carry in winter."
          Paragraph "Before dinner the presidents walked through the harbour. The mayor showed them the new terminal, whose halls of glass and timber were finished in the autumn, and a model of the icebreaker that will keep the lane open."
          Paragraph "Prime Minister Kaja Kallas telephoned Stubb on Monday and praised the pact. Officials said that the talks had taken two years, since neither side wished to give up its share of the freight, and that the last questions were settled by letter shortly before Christmas."
          Paragraph "On Wednesday Karis flies to Riga, where he will meet President Edgars Rinkēvičs of Latvia. The foreign ministers of the three countries travel with him."
    "#]],
    );
    let whole = read_data("pact.pdf");
    check(
        "cut.pdf",
        &whole[..whole.len() / 2],
        &expect![[r#"
        error: cut.pdf: not readable as a PDF document: the document is damaged, or locked by a password
    "#]],
    );
    check(
        "a.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        &expect![[r#"
        error: a.pdf: not readable as a PDF document: the document is damaged, or locked by a password
    "#]],
    );
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_names_the_feature_that_reads_it() {
    check(
        "press.parquet",
        b"PAR1\x15\x04PAR1",
        &expect![[r#"
        error: press.parquet: a Parquet table is not a supported format; build the program with the feature `parquet` to read it
    "#]],
    );
}

/// A table of two groups of rows, as a program of data frames writes them.
#[cfg(feature = "parquet")]
fn parquet_table(text: &str) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    let schema = format!(
        "message schema {{ required int64 id; optional binary headline (STRING); required binary {text} (STRING); \
         required int64 published (TIMESTAMP(NANOS,true)); required int64 seen (TIMESTAMP(MILLIS,true)); }}"
    );
    let schema = Arc::new(parse_message_type(&schema).expect("the test's own data"));
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("the test's own data");
    for (id, headline, text) in [
        (7, Some("Peru thanks Chile"), "Peru thanked <b>Chile</b> on Tuesday."),
        (8, None, "Chile smiled."),
    ] {
        let mut group = writer.next_row_group().expect("the test's own data");
        let longs = [id, 1_705_392_000_000_000_000, 1_706_832_000_000];
        let mut longs = longs.iter();
        let strings = [headline, Some(text)];
        let mut strings = strings.iter();
        while let Some(mut column) = group.next_column().expect("the test's own data") {
            if let parquet::column::writer::ColumnWriter::Int64ColumnWriter(_) = column.untyped() {
                let long = longs.next().expect("three columns");
                let column = column.typed::<Int64Type>();
                column.write_batch(&[*long], None, None).expect("the test's own data");
            } else {
                let string = strings.next().expect("two columns");
                let level = [i16::from(string.is_some())];
                let values: Vec<ByteArray> = string.iter().map(|string| ByteArray::from(*string)).collect();
                let column = column.typed::<ByteArrayType>();
                column
                    .write_batch(&values, Some(&level), None)
                    .expect("the test's own data");
            }
            column.close().expect("the test's own data");
        }
        group.close().expect("the test's own data");
    }
    writer.close().expect("the test's own data");
    bytes
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_row_by_row() {
    check(
        "press.parquet",
        parquet_table("body"),
        &expect![[r#"
        7 2024-01-16 Metadata
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
        8 2024-01-16 Metadata
          Paragraph "Chile smiled."
    "#]],
    );
    // Told by the content where the name says nothing.
    check(
        "-",
        parquet_table("body"),
        &expect![[r#"
        7 2024-01-16 Metadata
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
        8 2024-01-16 Metadata
          Paragraph "Chile smiled."
    "#]],
    );
    let options = ReadOptions {
        fields: "text=story,date=seen".parse().expect("parts that articles have"),
        ..ReadOptions::default()
    };
    let named = |name: &str| {
        let stream = std::io::Cursor::new(parquet_table(name));
        show(read_stream("press.parquet", stream, &options))
    };
    expect![[r#"
        7 2024-02-02 Metadata
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
        8 2024-02-02 Metadata
          Paragraph "Chile smiled."
    "#]]
    .assert_eq(&named("story"));
    expect![[r#"
        error: press.parquet: no field "story"; there are id, headline, body, published, seen
    "#]]
    .assert_eq(&named("body"));
    let whole = parquet_table("body");
    check(
        "cut.parquet",
        &whole[..whole.len() / 2],
        &expect![[r#"
        error: cut.parquet: not readable as a Parquet table: Parquet error: Invalid Parquet file. Corrupt footer
    "#]],
    );
    check(
        "none.parquet",
        "Kim came.",
        &expect![[r#"
        error: none.parquet: not readable as a Parquet table: Parquet error: Invalid Parquet file. Corrupt footer
    "#]],
    );
}

#[test]
fn nitf_and_newsml_item_by_item() {
    check_file(
        "oslo.nitf",
        &expect![[r#"
        example.20240201.oslo 2024-02-01 Metadata
          at "OSLO" by None
          from Example Wire
          Title "Støre receives Karis in Oslo"
          Paragraph "Prime Minister Jonas Gahr Støre of Norway received President Alar Karis of Estonia on Thursday."
          Paragraph "They talked of trade & sea routes."
    "#]],
    );
    check_file(
        "wire.xml",
        &expect![[r#"
        urn:newsml:wire.example.org:20240116:1 2024-01-16 Metadata
          at "LIMA" by None
          from Example Wire
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
          Paragraph "Chile smiled."
        error: wire.xml:43: not English (fi)
        urn:newsml:wire.example.org:20240116:4 2024-01-16 Metadata
          from Example Wire
          Title "Stubb in Tallinn"
          Paragraph "President Stubb visited Tallinn."
          Paragraph "He returned in the evening."
    "#]],
    );
    check(
        "cut.xml",
        "<?xml version=\"1.0\"?>\n<nitf><body><p>Kim came.</p>",
        &expect![[r#"
            error: cut.xml: malformed XML: the text breaks off
        "#]],
    );
    check(
        "deep.nitf",
        format!("<nitf>{}", "<p>".repeat(100_000)),
        &expect![[r#"
            error: deep.nitf: malformed XML: the elements are nested too deeply
        "#]],
    );
    check(
        "empty.xml",
        "<newsMessage><itemSet/></newsMessage>",
        &expect![[r#"
        error: empty.xml: no text
    "#]],
    );
    // A page and another XML document that speak of news items.
    check(
        "news.html",
        "<html lang=en><head><title>Kim came</title></head><body><article><newsitem><p>Kim came to Russia on Wednesday, and he met the president of Russia.</p></newsitem></article></body></html>",
        &expect![[r#"
            news no date None
              Title "Kim came"
              Paragraph "Kim came to Russia on Wednesday, and he met the president of Russia."
        "#]],
    );
    check(
        "site.xml",
        "<?xml version=\"1.0\"?><sitemap><newsitem/></sitemap>",
        &expect![[r#"
            error: site.xml: XML that is neither a feed, a page nor of a news agency is not a supported format
        "#]],
    );
}

#[test]
fn ninjs_and_what_looks_like_it() {
    check_file(
        "ninjs.jsonl",
        &expect![[r#"
        https://wire.example.org/items/1 2024-01-16 Metadata
          from https://wire.example.org/items/1
          from Example Wire
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
          Paragraph "Chile smiled."
        error: ninjs.jsonl:2: a picture, not an article
        urn:example:3 2024-01-16 Metadata
          from Example Wire
          Title "Stubb in Tallinn"
          Paragraph "President Stubb visited Tallinn."
        error: ninjs.jsonl:4: not English (fi)
    "#]],
    );
    check_file(
        "package.json",
        &expect![[r#"
        https://wire.example.org/items/1 2024-01-16 Metadata
          from https://wire.example.org/items/1
          from Example Wire
          Title "Peru thanks Chile"
          Paragraph "Peru thanked Chile on Tuesday."
          Paragraph "Chile smiled."
        urn:example:3 2024-01-16 Metadata
          from Example Wire
          Title "Stubb in Tallinn"
          Paragraph "President Stubb visited Tallinn."
    "#]],
    );
    check(
        "own.json",
        r#"{"uri": "https://example.org/7", "type": "picture", "title": "A picture of peace", "text": "Stubb visited Tallinn."}"#,
        &expect![[r#"
            own no date None
              Title "A picture of peace"
              Paragraph "Stubb visited Tallinn."
        "#]],
    );
}

#[test]
fn years_of_copyright_are_no_dates() {
    let page = |date: &str, footer: &str| {
        format!(
            "<html lang=en><head><title>Kim arrives in Russia</title></head><body><article><h1>Kim arrives in Russia</h1>{date}<p>North Korean leader Kim Jong Un arrived in Russia for his summit with President Vladimir Putin and others in the Pacific port city of Vladivostok.</p></article>{footer}</body></html>"
        )
    };
    for (date, footer, expected) in [
        ("", "<footer>Copyright 2024 The Daily</footer>", None),
        (
            "",
            "<div class=\"end\">\u{a9} 2019-2024 The Daily. All rights reserved.</div>",
            None,
        ),
        (
            "<p class=\"date\">April 24, 2019</p>",
            "<footer>\u{a9} 2024 The Daily</footer>",
            Some("2019-04-24"),
        ),
        (
            "<p class=\"date\">January 1, 2019</p>",
            "<footer>\u{a9} 2024 The Daily</footer>",
            Some("2019-01-01"),
        ),
    ] {
        let stream = std::io::Cursor::new(page(date, footer).into_bytes());
        let article = read_stream("kim.html", stream, &ReadOptions::default())
            .next()
            .expect("one page, one article")
            .expect("a page with text");
        assert_eq!(
            article.date.map(|date| date.to_string()).as_deref(),
            expected,
            "{date} {footer}"
        );
    }
    check(
        "kim.txt",
        "Kim in Russia\n\nKim arrived in Russia on Wednesday.\n\n\u{a9} 2024 The Daily. All rights reserved.",
        &expect![[r#"
            kim no date None
              Title "Kim in Russia"
              Paragraph "Kim arrived in Russia on Wednesday."
              Furniture "© 2024 The Daily. All rights reserved."
        "#]],
    );
}

#[test]
fn datelines_that_begin_with_the_date() {
    check(
        "juba.txt",
        "South Sudan rivals meet\n\nFebruary 21, 2015 (JUBA) - South Sudan's president received the envoy of the African Union on Saturday.\n\nFebruary 2015 (a short month) was quiet.",
        &expect![[r#"
            juba 2015-02-21 Dateline
              at "JUBA" by None
              Title "South Sudan rivals meet"
              Furniture "February 21, 2015 (JUBA) -"
              Paragraph "South Sudan's president received the envoy of the African Union on Saturday."
              Paragraph "February 2015 (a short month) was quiet."
        "#]],
    );
}

/// The program, in a directory with an article in `articles/`.
fn summitry(directory: &Path) -> assert_cmd::Command {
    let articles = directory.join("articles");
    fs::create_dir_all(&articles).expect("the test's own data");
    fs::write(articles.join("own.txt"), "Kim Jong Un met Vladimir Putin.").expect("the test's own data");
    let mut command = assert_cmd::Command::cargo_bin("summitry").expect("the program");
    command.current_dir(directory);
    command
}

#[test]
fn what_is_piped_in_is_read_where_no_path_is_given() {
    let directory = tempfile::tempdir().expect("the test's own data");
    let docs = |command: &mut assert_cmd::Command| {
        let output = command.output().expect("the program runs");
        let lines = String::from_utf8(output.stdout).expect("JSON");
        let docs = lines
            .lines()
            .map(|line| line.split('"').nth(3).unwrap_or_default().to_owned());
        docs.collect::<Vec<_>>()
    };
    let feed = || read_data("world.atom");
    let piped = docs(summitry(directory.path()).arg("mine").write_stdin(feed()));
    assert_eq!(
        piped,
        ["tag:ministry.example.org,2024:7", "tag:ministry.example.org,2024:8"]
    );
    assert_eq!(docs(summitry(directory.path()).arg("mine").write_stdin("")), ["own"]);
    let given = docs(
        summitry(directory.path())
            .args(["mine", "articles/own.txt"])
            .write_stdin(feed()),
    );
    assert_eq!(given, ["own"]);
}

#[test]
fn fields_are_named_on_the_command_line() {
    let directory = tempfile::tempdir().expect("the test's own data");
    fs::write(
        directory.path().join("desk.csv"),
        "Nr,Story\n7,Kim Jong Un met Vladimir Putin.\n",
    )
    .expect("a file");
    let mine = |fields: &str| {
        let mut command = summitry(directory.path());
        command.args(["mine", "desk.csv", "--fields", fields]).assert()
    };
    mine("id=Nr,text=Story").stdout(predicates::str::starts_with(r#"{"doc":"7""#));
    let none_of = "`story` is none of text, title, date, url, source, id";
    mine("story=Nr").code(2).stderr(predicates::str::contains(none_of));
    mine("text=Tale").stderr(predicates::str::contains(
        r#"desk.csv: no field "Tale"; there are Nr, Story"#,
    ));
}

#[test]
fn a_missing_input_is_told_and_the_rest_is_read() {
    let directory = tempfile::tempdir().expect("the test's own data");
    for command in ["mine", "explain", "build"] {
        let assert = summitry(directory.path())
            .args([command, "gone.txt", "articles/"])
            .assert()
            .code(2);
        let output = assert.get_output();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("gone.txt: cannot be read: No such file"), "{errors}");
        assert!(!output.stdout.is_empty());
        let complete = summitry(directory.path()).args([command, "articles/"]).output();
        assert_ne!(complete.expect("the program runs").status.code(), Some(2));
    }
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
        ("data.rtf", "{\\rtf1 Kim}"),
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
        error: DIR/data.rtf: an RTF document is not a supported format; save it as DOCX, text or mail (EML)
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

const NAMES: [&str; 14] = [
    "a.txt",
    "a.md",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.rss",
    "a.csv",
    "a.mbox",
    "a.mhtml",
    "a.warc",
    "a.nitf",
    "a.docx",
    "a.parquet",
    "-",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in 0..NAMES.len()) {
        let stream = std::io::Cursor::new(bytes);
        for article in read_stream(NAMES[name], stream, &ReadOptions::default()).flatten() {
            assert_laws(&article);
        }
    }

    #[test]
    fn no_text_panics(
        text in "([A-Z]{0,8}[ ,.:()\\-–—#>*|\\[\\]<&Q\n\r]{0,3}(Nov\\. 3|2005|By|AP|\\PC)?){0,30}",
        name in 0..NAMES.len(),
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
