//! A base in a browser, through the program and plain HTTP.

use crate::fixtures::command::summitry;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A server of its own, which ends with the test.
struct Served {
    child: Child,
    address: String,
    base: PathBuf,
    folder: TempDir,
}

/// What an article is known by, its day, its publisher and its text.
type Told = (&'static str, &'static str, &'static str, &'static str);

/// What was replied.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

const ARTICLES: &[Told] = &[
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
        Self::of(ARTICLES, arguments)
    }

    fn of(articles: &[Told], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let base = folder.path().join("news.db");
        let lines = articles.iter().map(|(id, date, source, text)| {
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
            base,
            folder,
        }
    }

    /// The decisions in the base.
    fn decisions(&self) -> Vec<String> {
        let file = self.folder.path().join("decisions.txt");
        let output = summitry()
            .arg("review")
            .arg(&self.base)
            .arg("--export")
            .arg(&file)
            .output()
            .expect("a run");
        assert!(output.status.success(), "{output:?}");
        let text = fs::read_to_string(file).expect("decisions");
        text.lines().skip(1).map(str::to_owned).collect()
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(path, &format!("Host: {}\r\n", self.address))
    }

    fn ask(&self, path: &str, heads: &str) -> Reply {
        self.send("GET", path, heads, "")
    }

    fn send(&self, method: &str, path: &str, heads: &str, body: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{heads}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .expect("a request");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        let (head, body) = reply.split_once("\r\n\r\n").expect("a head and a body");
        Reply {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    /// Sends a form as a browser does.
    fn post(&self, path: &str, body: &str) -> Reply {
        let address = &self.address;
        let heads = format!("Host: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n{FORM}");
        self.send("POST", path, &heads, body)
    }

    /// Sends what is typed into a form of the page, with what the page hides in it.
    fn fill(&self, page: &str, typed: &str) -> Reply {
        let shown = self.get(page).body;
        let hidden = format!("proof={}&seen={}", hidden(&shown, "proof"), hidden(&shown, "seen"));
        self.post(page, &format!("{hidden}&{typed}"))
    }

    /// The address of the review of the only event of the type.
    fn review_of(&self, kind: &str) -> String {
        let events = self.json(&format!("/api/events?type={kind}"));
        assert_eq!(events["total"], 1, "{events}");
        format!("/review/{}", events["events"][0]["id"].as_str().expect("an id"))
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

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// What the first field of that name holds, which nobody sees.
fn hidden(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = field.and_then(|field| field.split('"').next());
    value.unwrap_or_default().to_owned()
}

/// Where a reply leads.
fn led(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.body);
    let line = reply.head.lines().find_map(|line| line.strip_prefix("location: "));
    line.expect("an address")
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
fn long_lists_are_shown_in_part_and_lead_to_the_rest() {
    const VISITED: &str = "Germany, Italy, Spain, Portugal, Belgium, Poland, Greece, Turkey, Egypt, Morocco, Algeria, Tunisia, Senegal, \
        Nigeria, Kenya, Ethiopia, Ghana, Angola, India, China, Japan, Vietnam, Thailand, Indonesia, Australia, Canada, Mexico, Brazil, \
        Argentina, Chile, Peru, Colombia, Cuba, Russia, Ukraine, Finland, Sweden, Norway, Denmark, Iceland, Ireland, Austria, Hungary, \
        Romania, Bulgaria, Serbia, Croatia, Slovenia, Albania, Armenia, Azerbaijan, Kazakhstan, Mongolia, Pakistan, Nepal, Jordan, \
        Qatar, Kuwait, Oman, Iraq";
    let plans: Vec<Told> = VISITED
        .split(", ")
        .map(|country| -> Told {
            let text =
                format!("French President Emmanuel Macron will visit {country} on May 3, 2019, his office said.");
            (country, "2019-01-02", "Courier", text.leak())
        })
        .collect();
    let served = Served::of(&plans, &[]);
    let address = "/events?status=planned&who=person%3Aemmanuel-macron%3AFRA";
    let planned = served.json(&format!("/api{address}"))["total"]
        .as_u64()
        .expect("a number");
    assert!(planned > 20, "{planned}");
    let person = served.get("/nodes/person%3Aemmanuel-macron%3AFRA").body;
    let rest = format!("href=\"{}\">and {} more<", address.replace('&', "&amp;"), planned - 20);
    assert!(person.contains(&rest), "{rest}\n{person}");
    let first = served.json("/api/news?since=2019-04-25");
    let second = served.json("/api/news?since=2019-04-25&page=2");
    let told = |news: &Value| news["news"].as_array().map_or(0, Vec::len) as u64;
    let total = first["total"].as_u64().expect("a number");
    assert!(total > 50, "{first}");
    assert_eq!((told(&first), told(&second)), (50, total - 50), "{second}");
    let page = served.get("/news?since=2019-04-25").body;
    assert!(
        page.contains(&format!("{total} changes")) && page.contains("Page 1 of 2"),
        "{page}"
    );
    let table = served.get("/news?since=2019-04-25&format=csv").body;
    assert_eq!(table.lines().count() as u64, total + 1, "{table}");
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

/// What three papers tell of a meeting, one of them another day, and one of a visit.
const DOUBTFUL: &[Told] = &[
    (
        "held",
        "2019-04-25",
        "Courier",
        "Kim Jong Un met Vladimir Putin on Thursday.",
    ),
    (
        "late",
        "2019-05-02",
        "Tass",
        "Kim Jong Un met Vladimir Putin on Thursday.",
    ),
    (
        "visit",
        "2019-04-26",
        "<b>Herald</b>",
        "Angela Merkel visited France on Friday. <script>alert(1)</script>",
    ),
];

#[test]
fn nothing_is_reviewed_unless_it_was_asked_for() {
    let served = Served::of(DOUBTFUL, &[]);
    let event = served.review_of("visited");
    for path in ["/review", "/api/review", event.as_str()] {
        assert_eq!(served.get(path).status, 404, "{path}");
        assert_eq!(served.post(path, "answer=accept").status, 404, "{path}");
    }
    let page = served.get(&event.replace("/review/", "/events/")).body;
    assert!(!page.contains("/review"), "{page}");
    assert!(!served.get("/openapi.json").body.contains("/api/review"));
    let refused = summitry()
        .args(["serve", "graphs/sample.json", "--review", "--by", "Ann"])
        .output()
        .expect("a run");
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("--review wants a base"),
        "{refused:?}"
    );
    let refused = summitry()
        .arg("serve")
        .arg(&served.base)
        .args(["--review", "--by", "A \"B\" C"])
        .output()
        .expect("a run");
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("cannot stand as a name"),
        "{refused:?}"
    );
}

#[test]
fn doubtful_events_wait_in_the_order_of_the_terminal_and_looking_changes_nothing() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann Lee"]);
    let listed = summitry()
        .arg("review")
        .arg(&served.base)
        .args(["--list", "--format", "json"])
        .output()
        .expect("a run");
    let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let ids = |list: &Value, id: fn(&Value) -> &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|one| id(one).as_str().expect("an id").to_owned()).collect()
    };
    let waiting = served.json("/api/review");
    let order = ids(&waiting["waiting"], |one| &one["event"]["id"]);
    assert_eq!(order, ids(&listed, |one| &one["id"]), "{listed} {waiting}");
    assert_eq!(served.json("/api/review?doubt=low-score")["total"], 0);
    assert_eq!(served.get("/review?doubt=bad").status, 400);
    let page = served.get("/review").body;
    assert!(
        page.contains("reports differ on the date") && page.contains("one source"),
        "{page}"
    );
    let case = format!("/review/{}", order[0]);
    assert!(page.contains(&format!("href=\"{case}\"")), "{page}");
    let page = served.get(&case).body;
    assert!(
        page.contains("2 reports") && page.contains("1 of ") && page.contains("Split off"),
        "{page}"
    );
    assert!(
        served
            .get(&format!("/events/{}", order[0]))
            .body
            .contains(&format!("href=\"{case}\""))
    );
    for path in [
        format!("{case}?answer=accept"),
        "/review?answer=undo&number=1".to_owned(),
    ] {
        assert_eq!(served.get(&path).status, 200, "{path}");
    }
    assert!(served.get(&format!("{case}?format=csv")).body.starts_with("event,type"));
    assert!(served.get("/openapi.json").body.contains("/api/review/{id}"));
    assert_eq!(served.decisions(), Vec::<String>::new());
}

#[test]
fn a_decision_is_kept_with_name_and_day_and_leads_to_the_next_and_can_be_taken_back() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann Lee"]);
    let (met, visited) = (served.review_of("met"), served.review_of("visited"));
    let total = served.json("/api/review")["total"].as_u64().expect("a number");
    let reply = served.fill(&met, "answer=accept");
    assert_eq!(led(&reply), visited, "the next that waits");
    let decisions = served.decisions();
    assert!(
        decisions.len() == 1 && decisions[0].starts_with("accept "),
        "{decisions:?}"
    );
    assert!(decisions[0].contains(" by \"Ann Lee\" on 20"), "{decisions:?}");
    assert_eq!(served.json("/api/review")["total"], total - 1);
    assert_eq!(served.json("/api/events?type=met")["events"][0]["score"], 1.0);
    assert_eq!(led(&served.fill(&visited, "answer=reject")), "/review", "nothing waits");
    assert_eq!(served.json("/api/events?type=visited")["total"], 0);
    let shown = served.get("/review").body;
    let undo = |page: &str| {
        format!(
            "proof={}&answer=undo&number={}",
            hidden(page, "proof"),
            hidden(page, "number")
        )
    };
    assert_eq!(led(&served.post("/review", &undo(&shown))), visited);
    assert_eq!(served.json("/api/events?type=visited")["total"], 1);
    let again = served.post("/review", &undo(&shown));
    assert!(
        again.status == 422 && again.body.contains("not the last decision"),
        "{}",
        again.body
    );
    assert_eq!(served.decisions(), decisions);
}

#[test]
fn a_decision_whose_sentence_went_is_told() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann"]);
    let visited = served.review_of("visited");
    led(&served.fill(&visited, "answer=reject"));
    assert!(!served.get("/review").body.contains("nothing in the base"));
    assert_eq!(served.json("/api/review")["idle"], serde_json::json!([]));
    let changed = served.folder.path().join("b.jsonl");
    let article =
        serde_json::json!({"id": "visit", "date": "2019-04-26", "text": "Angela Merkel visited Denmark on Friday."});
    fs::write(&changed, article.to_string()).expect("a file");
    let mut add = summitry();
    let added = add.arg("add").arg(&served.base).arg(&changed).output().expect("a run");
    assert!(added.status.success(), "{added:?}");
    let page = served.get("/review").body;
    assert!(
        page.contains("1 decision fits nothing in the base") && page.contains("reject "),
        "{page}"
    );
    let idle = served.json("/api/review")["idle"].to_string();
    assert!(idle.contains("reject ") && idle.contains("France"), "{idle}");
}

#[test]
fn events_are_corrected_merged_and_split() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann"]);
    let mut at = served.review_of("visited");
    for (typed, field, value) in [
        ("answer=type&type=called", "type", "called"),
        ("answer=date&date=2019-04-24", "date", "2019-04-24"),
        ("answer=status&status=planned", "status", "planned"),
    ] {
        at = led(&served.fill(&at, typed)).to_owned();
        let event = served.json(&format!("/api{at}"));
        assert!(event["event"][field].to_string().contains(value), "{typed}: {event}");
    }
    at = led(&served.fill(&at, "answer=actor&was=person%3Aangela-merkel%3ADEU&is=Emmanuel+Macron")).to_owned();
    let event = served.json(&format!("/api{at}")).to_string();
    assert!(event.contains("Macron") && !event.contains("person:angela"), "{event}");
    at = led(&served.fill(&at, "answer=actors&source=Xi+Jinping%3B+RUS&target=")).to_owned();
    assert!(served.json(&format!("/api{at}")).to_string().contains("Xi Jinping"));
    let met = served.review_of("met");
    let left = led(&served.fill(&met, "answer=split&report=2")).to_owned();
    let events = served.json("/api/events?type=met");
    assert_eq!(events["total"], 2, "{events}");
    let ids = events["events"].as_array().expect("events").iter();
    let other = ids
        .filter_map(|event| event["id"].as_str())
        .find(|id| !left.ends_with(id))
        .expect("another");
    let page = served.get(&left).body;
    assert!(page.contains(&format!("value=\"{other}\"")), "offered as alike: {page}");
    led(&served.fill(&left, &format!("answer=merge&merge={other}&other=")));
    assert_eq!(served.json("/api/events?type=met")["total"], 1);
    assert_eq!(served.decisions().len(), 7);
}

#[test]
fn what_cannot_be_decided_is_told_in_the_page_with_what_was_typed() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann"]);
    let (met, visited) = (served.review_of("met"), served.review_of("visited"));
    for (typed, why, kept) in [
        (
            "answer=type&type=dan%22ced%3Cb%3E",
            "no event type is called",
            "value=\"dan&quot;ced&lt;b&gt;\"",
        ),
        ("answer=date&date=soon", "is no day", "value=\"soon\""),
        (
            "answer=actor&was=&is=Zaphod+Beeblebrox",
            "write: actor NAME = NAME",
            "value=\"Zaphod Beeblebrox\"",
        ),
        (
            "answer=actor&was=person%3Akim-jong-un%3APRK&is=Zaphod+Beeblebrox",
            "nobody is called",
            "value=\"person:kim-jong-un:PRK\" selected",
        ),
        ("answer=actors&source=&target=Xi", "somebody must act", "value=\"Xi\""),
        ("answer=status&status=done", "no status is called", "status"),
        ("answer=merge&other=zzz", "the id of one", "value=\"zzz\""),
        ("answer=split&report=9", "has no report 9", "Split off"),
        (
            "answer=split&report=1&report=2",
            "no report is left",
            "value=\"2\" checked",
        ),
        ("answer=dance", "is no answer", "Accept"),
    ] {
        let reply = served.fill(&met, typed);
        assert_eq!(reply.status, 422, "{typed}: {}", reply.body);
        assert!(
            reply.body.contains("role=\"alert\"") && reply.body.contains(why),
            "{typed}: {}",
            reply.body
        );
        assert!(
            reply.body.contains(kept) && !reply.body.contains("<b>"),
            "{typed}: {}",
            reply.body
        );
        assert!(reply.head.contains("default-src 'none'"), "{}", reply.head);
    }
    let shown = served.get(&visited).body;
    assert!(!shown.contains("<script") && !shown.contains("<b>"), "{shown}");
    let form = |typed: &str| {
        format!(
            "proof={}&seen={}&{typed}",
            hidden(&shown, "proof"),
            hidden(&shown, "seen")
        )
    };
    let stale = served.post(
        &visited,
        &format!("proof={}&seen=0&answer=accept", hidden(&shown, "proof")),
    );
    assert!(
        stale.status == 422 && stale.body.contains("has changed"),
        "{}",
        stale.body
    );
    led(&served.post(&visited, &form("answer=reject")));
    let gone = served.post(&visited, &form("answer=type&type=called%3Ci%3E"));
    assert_eq!(gone.status, 410, "{}", gone.body);
    assert!(
        gone.body.contains("any more") && gone.body.contains("called&lt;i&gt;"),
        "{}",
        gone.body
    );
    assert_eq!(served.decisions().len(), 1);
}

#[test]
fn only_forms_of_its_own_pages_change_something() {
    let served = Served::of(DOUBTFUL, &["--review", "--by", "Ann"]);
    let page = served.review_of("met");
    let shown = served.get(&page).body;
    let proof = hidden(&shown, "proof");
    assert_eq!(proof.len(), 64);
    let body = format!("proof={proof}&seen={}&answer=accept", hidden(&shown, "seen"));
    let host = format!("Host: {}\r\n", served.address);
    for (heads, body, status) in [
        (format!("{host}{FORM}"), body.replace(&proof, ""), 403),
        (format!("{host}{FORM}"), body.replace(&proof, &"0".repeat(64)), 403),
        (
            format!("{host}{FORM}Origin: http://evil.example\r\n"),
            body.clone(),
            403,
        ),
        (format!("{host}{FORM}Origin: null\r\n"), body.clone(), 403),
        (format!("{host}{FORM}Sec-Fetch-Site: cross-site\r\n"), body.clone(), 403),
        (format!("{host}{FORM}Sec-Fetch-Site: same-site\r\n"), body.clone(), 403),
        (format!("Host: evil.example\r\n{FORM}"), body.clone(), 421),
        (format!("{host}Content-Type: text/plain\r\n"), body.clone(), 415),
        (
            format!("{host}{FORM}"),
            format!("{body}&type={}", "x".repeat(70_000)),
            413,
        ),
    ] {
        let reply = served.send("POST", &page, &heads, &body);
        assert_eq!(reply.status, status, "{heads}: {}", reply.body);
    }
    assert_eq!(served.send("PUT", &page, &format!("{host}{FORM}"), &body).status, 405);
    assert_eq!(served.post("/events", &body).status, 405);
    assert_eq!(served.post(&format!("/api{page}"), &body).status, 405);
    assert_eq!(served.decisions(), Vec::<String>::new());
    assert_eq!(
        served.send("POST", &page, &format!("{host}{FORM}"), &body).status,
        303,
        "by hand"
    );
    let guarded = Served::of(
        DOUBTFUL,
        &["--review", "--by", "Ann", "--token", "correct horse battery"],
    );
    let heads = format!("Host: {}\r\n{FORM}", guarded.address);
    assert_eq!(guarded.send("POST", "/review", &heads, &body).status, 401);
}

#[test]
fn the_map_shows_where_events_were_and_tells_of_places_that_it_does_not_know() {
    let told: Vec<Told> = ARTICLES
        .iter()
        .copied()
        .chain([(
            "ranch",
            "2013-06-08",
            "Tass",
            "Barack Obama met Xi Jinping in California on Friday.",
        )])
        .collect();
    let served = Served::of(&told, &[]);
    let map = served.json("/api/map");
    let place = &map["places"][0];
    assert_eq!(place["name"], "Vladivostok", "{map}");
    assert_eq!(
        (&place["latitude"], &place["longitude"]),
        (&serde_json::json!(43.1), &serde_json::json!(131.9))
    );
    assert_eq!(place["events"], 2, "a meeting and a visit: {map}");
    assert_eq!(map["without_coordinates"][0]["name"], "California", "{map}");
    let page = served.get("/map").body;
    let link = "href=\"/events?place=place%3Avladivostok%3ARUS\"";
    assert_eq!(page.matches(link).count(), 2, "in the picture and in the table: {page}");
    assert!(
        page.contains("43.1° N") && page.contains("1 place without coordinates"),
        "{page}"
    );
    assert_eq!(served.json("/api/events?place=place%3Avladivostok%3ARUS")["total"], 2);
    let table = served.get("/map?format=csv").body;
    assert!(
        table.contains("place:vladivostok:RUS,Vladivostok,RUS,43.1,131.9,2"),
        "{table}"
    );
    let none = served.json("/api/map?who=Merkel");
    assert_eq!(
        (&none["places"], &none["events_without_place"]),
        (&serde_json::json!([]), &serde_json::json!(1))
    );
    assert!(
        served
            .get("/map?who=Kim%20Jong%20Un&since=2019")
            .body
            .contains("href=\"/events?who=Kim%20Jong%20Un&amp;place=place%3Avladivostok%3ARUS&amp;since=2019\"")
    );
}
