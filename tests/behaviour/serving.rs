//! A base in a browser, through the program and plain HTTP.

use crate::fixtures::command::summitry;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A server of its own, which ends with the test.
struct Served {
    child: Child,
    address: String,
    _folder: TempDir,
}

/// What was replied.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

const ARTICLES: &[(&str, &str, &str, &str)] = &[
    (
        "plan",
        "2019-04-22",
        "Tass",
        "Kim Jong Un will meet Vladimir Putin in Vladivostok on April 25, the Kremlin said.",
    ),
    (
        "summit",
        "2019-04-25",
        "Courier",
        "Kim Jong Un met Vladimir Putin in Vladivostok on Thursday.",
    ),
    (
        "<b>&\"bold\"",
        "2019-04-26",
        "<img src=x onerror=alert(1)>",
        "Angela Merkel called Vladimir Putin on Friday. <script>alert(1)</script> \u{202e}evil",
    ),
];

impl Served {
    fn new(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let base = folder.path().join("news.db");
        let lines = ARTICLES.iter().map(|(id, date, source, text)| {
            serde_json::json!({"id": id, "date": date, "source": source, "text": text}).to_string() + "\n"
        });
        fs::write(folder.path().join("a.jsonl"), lines.collect::<String>()).expect("a file");
        let added = summitry()
            .arg("add")
            .arg(&base)
            .arg(folder.path().join("a.jsonl"))
            .args(["--on", "2019-04-26"])
            .output()
            .expect("a run");
        assert!(added.status.success(), "{added:?}");
        let (child, address) = started(&base, arguments);
        Self {
            child,
            address,
            _folder: folder,
        }
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(path, &format!("Host: {}\r\n", self.address))
    }

    fn ask(&self, path: &str, heads: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\n{heads}Connection: close\r\n\r\n").expect("a request");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        let (head, body) = reply.split_once("\r\n\r\n").expect("a head and a body");
        Reply {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).expect("JSON")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn started(base: &Path, arguments: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_summitry"))
        .arg("serve")
        .arg(base)
        .args(["--port", "0"])
        .args(arguments)
        .stderr(Stdio::piped())
        .spawn()
        .expect("a run");
    let mut line = String::new();
    let stderr = child.stderr.take().expect("standard error");
    BufReader::new(stderr).read_line(&mut line).expect("a line");
    let address = line
        .rsplit_once("http://")
        .expect("an address")
        .1
        .trim()
        .trim_end_matches('/');
    (child, address.to_owned())
}

#[test]
fn every_fact_leads_to_its_sentence_and_every_sentence_to_its_article() {
    let served = Served::new(&[]);
    let events = served.json("/api/events?who=Kim%20Jong%20Un&with=Putin");
    assert_eq!(events["total"], 1, "{events}");
    let event = &events["events"][0];
    let id = event["id"].as_str().expect("an id");
    let page = served.get(&format!("/events/{id}")).body;
    assert!(
        page.contains("2 reports") && page.contains("announced") && page.contains("held"),
        "{page}"
    );
    assert!(
        page.contains("href=\"/articles/summit\"") && page.contains("<mark>"),
        "{page}"
    );
    let article = served.get("/articles/summit").body;
    assert!(article.contains(&format!("href=\"/events/{id}\"")), "{article}");
    let person = served.get("/nodes/person%3Akim-jong-un%3APRK").body;
    assert!(
        person.contains("/pairs/person%3Akim-jong-un%3APRK/person%3Avladimir-putin%3ARUS"),
        "{person}"
    );
    let pair = served.json("/api/pairs/person%3Akim-jong-un%3APRK/person%3Avladimir-putin%3ARUS");
    assert_eq!(pair["types"]["met"], 1, "{pair}");
}

#[test]
fn names_are_found_with_typing_errors_and_sentences_by_their_words() {
    let served = Served::new(&[]);
    let found = served.json("/api/search?q=Kim%20Yong%20Un");
    let name = |list: &str| {
        found[list]
            .as_array()
            .into_iter()
            .flatten()
            .any(|node| node["name"] == "Kim Jong Un")
    };
    assert!(name("names") || name("like"), "{found}");
    let found = served.json("/api/search?q=Kremlin%20said");
    assert_eq!(found["sentences"][0]["article"], "plan", "{found}");
}

#[test]
fn the_calendar_tells_what_became_of_a_plan_and_the_news_what_came_after_a_day() {
    let served = Served::new(&[]);
    let calendar = served.get("/calendar").body;
    assert!(
        calendar.contains("2019-04-25") && calendar.contains("held"),
        "{calendar}"
    );
    assert_eq!(served.json("/api/news?since=2019-04-26")["news"], serde_json::json!([]));
    let news = served.json("/api/news?since=2019-04-25");
    assert!(news["news"].as_array().is_some_and(|news| news.len() > 1), "{news}");
    let visited = served.get("/news");
    assert!(
        visited.head.contains("set-cookie: summitry-visited="),
        "{}",
        visited.head
    );
}

#[test]
fn each_view_stands_behind_its_page_as_json_and_as_csv() {
    let served = Served::new(&[]);
    let table = served.get("/events?type=met&format=csv");
    assert!(table.head.contains("content-type: text/csv"), "{}", table.head);
    assert_eq!(
        table.body.lines().count(),
        3,
        "a header and two reports: {}",
        table.body
    );
    let described = served.json("/openapi.json");
    let paths = described["paths"].as_object().expect("addresses");
    assert!(
        paths.contains_key("/api/events/{id}") && paths.contains_key("/api/news"),
        "{described}"
    );
    for path in paths.keys().filter(|path| !path.contains('{')) {
        assert!(served.json(path).is_object(), "{path}");
    }
}

#[test]
fn words_of_articles_stay_words() {
    let served = Served::new(&[]);
    for path in [
        "/",
        "/events",
        "/calendar",
        "/search?q=evil",
        "/articles/%3Cb%3E%26%22bold%22",
        "/search?q=%3Cscript%3E",
    ] {
        let page = served.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.head.contains("default-src 'none'"), "{path}: {}", page.head);
        let page = page.body;
        assert!(
            !page.contains("<script") && !page.contains("<img") && !page.contains("<b>"),
            "{path}: {page}"
        );
        assert!(!page.contains('\u{202e}'), "{path}");
    }
}

#[test]
fn what_cannot_be_shown_is_told_with_its_cause() {
    let served = Served::new(&[]);
    for (path, status, cause) in [
        ("/events?since=lately", 400, "since"),
        ("/events?who=Zaphod", 404, "Zaphod"),
        ("/events?status=maybe", 400, "maybe"),
        ("/events?type=danced", 400, "danced"),
        ("/events?page=0", 400, "page"),
        ("/events?format=pdf", 400, "pdf"),
        ("/events/none", 404, "none"),
        ("/nodes/none", 404, "none"),
        ("/articles/none", 404, "none"),
        ("/elsewhere", 404, "no such address"),
    ] {
        let reply = served.get(path);
        assert_eq!(
            (reply.status, reply.body.contains(cause)),
            (status, true),
            "{path}: {}",
            reply.body
        );
    }
    assert_eq!(served.get("/events?page=99").status, 200, "an empty page");
}

#[test]
fn only_this_machine_is_answered_and_others_need_a_token() {
    let served = Served::new(&[]);
    assert_eq!(served.ask("/", "Host: news.example.org\r\n").status, 421);
    assert_eq!(served.ask("/", "Host: localhost:1\r\n").status, 200);
    let token = "correct horse battery";
    let served = Served::new(&["--token", token]);
    assert_eq!(served.get("/").status, 401);
    assert_eq!(served.get("/?token=correct").status, 401);
    let let_in = served.get("/?token=correct%20horse%20battery");
    assert!(
        let_in.status == 303 && let_in.head.contains("location: /"),
        "{}",
        let_in.head
    );
    let cookie = let_in
        .head
        .split("set-cookie: ")
        .nth(1)
        .and_then(|line| line.split(';').next());
    let cookie = format!("Cookie: {}\r\n", cookie.expect("a cookie"));
    assert_eq!(served.ask("/", &format!("Host: anywhere\r\n{cookie}")).status, 200);
    let output = summitry()
        .args(["serve", "graphs/sample.json", "--bind", "0.0.0.0"])
        .output()
        .expect("a run");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("--token"),
        "{output:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    let mut served = Served::new(&[]);
    let open = TcpStream::connect(&served.address).expect("a connection that says nothing");
    let kill = Command::new("kill")
        .arg(served.child.id().to_string())
        .status()
        .expect("a signal");
    assert!(kill.success());
    assert!(served.child.wait().expect("an end").success());
    drop(open);
}
