//! The server: which requests are heard, and what every reply says of itself.

use super::asked::{Asked, encoded};
use super::html;
use super::openapi;
use super::paths::{PATHS, Path as Address, REVIEW, View};
use super::reply::{Content, Fault, Form, Shown};
use super::review::{self, Answered, Reviewing, Typed};
use super::view::Context;
use crate::graph::KnowledgeGraph;
use crate::held::Held;
use crate::query::Query;
use crate::render::{self, DrawOptions};
use crate::signal::stopped;
use crate::store::StoreError;
use crate::store::base::today;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Query as Words, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::{Days, NaiveDate};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::net::TcpListener;

/// Nothing is loaded but the style of this server, and no form goes elsewhere.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The page of the network has its own policy for what it holds.
const POLICY_OF_NETWORK: &str = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("data/style.css");

/// The cookie with the token.
const TOKEN: &str = "summitry-token";

/// The cookie with the day of the last visit to the news.
const VISITED: &str = "summitry-visited";

/// Connections that are still open so long after the signal to stop are cut.
const PATIENCE: Duration = Duration::from_secs(2);

/// So many nodes has the network, and about so many events.
const NODES: usize = 200;
const EVENTS: usize = 1000;

/// So many bytes has a form at most.
const FORM: usize = 64 * 1024;

/// What a form decides.
type Decide = fn(&Context<'_>, &Typed) -> Result<Answered, Fault>;

/// A network that was drawn, with the graph that it is of.
type Drawn = (Weak<KnowledgeGraph>, Bytes);

/// A server of a base or a graph file.
#[derive(Clone)]
pub struct Server {
    held: Arc<Held>,
    token: Option<Arc<str>>,
    review: Option<Arc<Reviewing>>,
    /// The network that was drawn last.
    network: Arc<Mutex<Option<Drawn>>>,
}

/// The server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened to.
    #[error("{address}: cannot be listened to")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The system gives no threads, or does not tell of signals.
    #[error("the server cannot be started")]
    System(#[from] io::Error),
}

impl Server {
    /// A server of the base or graph file at `path`. With a token it answers those alone who have it: given once as `token`, it is
    /// kept as a cookie.
    ///
    /// # Errors
    /// If the file cannot be read, or is neither.
    pub fn open(path: &Path, token: Option<&str>) -> Result<Self, StoreError> {
        Ok(Self {
            held: Arc::new(Held::open(path)?),
            token: token.map(Arc::from),
            review: None,
            network: Arc::default(),
        })
    }

    /// The same of the base at `path`, whose events may also be reviewed: what is decided is kept in it in the name `by`.
    ///
    /// # Errors
    /// If the file cannot be read, or is no base.
    pub fn reviewed(path: &Path, token: Option<&str>, by: &str) -> Result<Self, StoreError> {
        Ok(Self {
            held: Arc::new(Held::reviewed(path)?),
            token: token.map(Arc::from),
            review: Some(Arc::new(Reviewing::new(by))),
            network: Arc::default(),
        })
    }

    /// Serves at `address` until a signal to stop comes; `begun` hears where, which tells the port where 0 was asked for.
    ///
    /// # Errors
    /// If the address cannot be listened to, or the system gives no threads or signals.
    pub fn serve(self, address: SocketAddr, begun: impl FnOnce(SocketAddr)) -> Result<(), ServerError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let served = runtime.block_on(async {
            let listener = TcpListener::bind(address).await;
            let listener = listener.map_err(|source| ServerError::Address { address, source })?;
            let stop = stopped()?;
            begun(listener.local_addr()?);
            let (told, heard) = tokio::sync::oneshot::channel();
            let stopping = async move {
                stop.await;
                let _ = told.send(());
            };
            let serving = axum::serve(listener, self.router()).with_graceful_shutdown(stopping);
            tokio::select! {
                served = serving => served?,
                () = async { if heard.await.is_ok() { tokio::time::sleep(PATIENCE).await } else { std::future::pending().await } } => {}
            }
            Ok(())
        });
        runtime.shutdown_background();
        served
    }

    fn router(self) -> Router {
        let mut router = Router::new();
        for path in self.addresses() {
            let view = path.view;
            let answer = move |form| {
                get(
                    move |server: State<Self>, parts: RawPathParams, words: Words<Asked>, request: Request| {
                        server.0.answer(view, form, parts, words.0, request)
                    },
                )
            };
            router = router.route(path.path, answer(Form::Html));
            router = router.route(&format!("/api{}", path.path.trim_end_matches('/')), answer(Form::Json));
        }
        if self.review.is_some() {
            let form = |decide: Decide| {
                post(
                    move |server: State<Self>, parts: RawPathParams, words: Words<Asked>, request: Request| {
                        server.0.decide(decide, parts, words.0, request)
                    },
                )
            };
            router = router
                .route("/review", form(review::undo))
                .route("/review/{id}", form(review::answer));
        }
        router
            .route("/network", get(network))
            .route(
                "/openapi.json",
                get(async |server: State<Self>| json_of(&openapi::document(server.addresses()))),
            )
            .route(
                "/style.css",
                get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)),
            )
            .fallback(async |server: State<Self>| server.fault(&Fault::nothing("there is no such address"), Form::Html))
            .layer(middleware::from_fn_with_state(self.clone(), guard))
            .with_state(self)
    }

    fn addresses(&self) -> impl Iterator<Item = &'static Address> {
        let more = if self.review.is_some() { REVIEW } else { &[] };
        PATHS.iter().chain(more)
    }

    /// Asks what is held now, where waiting holds nobody up.
    async fn ask<T: Send + 'static>(
        &self,
        asked: Asked,
        form: Form,
        parts: RawPathParams,
        visited: Option<NaiveDate>,
        question: impl FnOnce(&Context<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let parts: Vec<String> = parts.iter().map(|(_, part)| part.to_owned()).collect();
        let (held, review) = (Arc::clone(&self.held), self.review.clone());
        let answered = tokio::task::spawn_blocking(move || {
            let now = held.graph(None)?;
            question(&Context {
                held: &held,
                graph: &now.graph,
                asked: &asked,
                form,
                parts: &parts,
                visited,
                review: review.as_deref().zip(now.desk.as_deref()),
            })
        });
        let failed = |_| {
            Err(Fault {
                status: 500,
                message: "summitry fails on this question; please report it".to_owned(),
            })
        };
        answered.await.unwrap_or_else(failed)
    }

    /// What a view replies in a form; a form that is asked for goes before that of the address.
    async fn answer(self, view: View, form: Form, parts: RawPathParams, asked: Asked, request: Request) -> Response {
        let form = match asked.format.as_str() {
            "" => form,
            "json" => Form::Json,
            "csv" => Form::Csv,
            other => {
                let message = format!("format: {other:?} is none; there are json and csv");
                return self.fault(&Fault::unclear(message), form);
            }
        };
        let path = match request.uri().path().strip_prefix("/api") {
            Some("") => "/",
            Some(path) => path,
            None => request.uri().path(),
        };
        let visited = cookie(request.headers(), VISITED).and_then(|day| day.parse::<NaiveDate>().ok());
        match self.ask(asked, form, parts, visited, view).await {
            Ok(shown) => self.reply(shown, path),
            Err(fault) => self.fault(&fault, form),
        }
    }

    /// What a form is replied: where it is kept, the way to what comes next.
    async fn decide(self, decide: Decide, parts: RawPathParams, asked: Asked, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        let typed = match self.typed(request).await {
            Ok(typed) => typed,
            Err(fault) => return self.fault(&fault, Form::Html),
        };
        let (shown, status) = match self
            .ask(asked, Form::Html, parts, None, move |context| decide(context, &typed))
            .await
        {
            Ok(Answered::Kept(next)) => return Redirect::to(&next).into_response(),
            Ok(Answered::Refused(shown)) => (shown, StatusCode::UNPROCESSABLE_ENTITY),
            Ok(Answered::Gone(shown)) => (shown, StatusCode::GONE),
            Err(fault) => return self.fault(&fault, Form::Html),
        };
        let mut response = self.reply(shown, &path);
        *response.status_mut() = status;
        response
    }

    /// What was typed into a form that a page of this server has.
    async fn typed(&self, request: Request) -> Result<Typed, Fault> {
        let refused = |status, message: &str| Fault {
            status,
            message: message.to_owned(),
        };
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        if kind.and_then(|kind| kind.split(';').next()) != Some("application/x-www-form-urlencoded") {
            return Err(refused(415, "only forms are read"));
        }
        let body = to_bytes(request.into_body(), FORM).await;
        let typed = Typed::parse(&body.map_err(|_| refused(413, "the form is too long, or was broken off"))?);
        match &self.review {
            Some(review) if is_same(typed.get("proof"), review.proof()) => Ok(typed),
            _ => Err(refused(
                403,
                "this form is not of a page of this server, or the server was started anew since: open the page again",
            )),
        }
    }

    fn reply(&self, shown: Shown, path: &str) -> Response {
        match shown.content {
            Content::Page(body) => {
                let page = html::page(&shown.title, &shown.again, path, self.review.is_some(), &body);
                let mut response = page.into_response();
                if shown.is_news {
                    // What comes later today is news tomorrow.
                    let day = today().checked_sub_days(Days::new(1)).unwrap_or_else(today);
                    set_cookie(&mut response, VISITED, &day.to_string());
                }
                response
            }
            Content::Value(value) => json_of(&value),
            Content::Table(table) => ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response(),
        }
    }

    fn fault(&self, fault: &Fault, form: Form) -> Response {
        let mut response = match form {
            Form::Html => {
                let body = html::fault(&fault.message);
                html::page("Nothing is shown", "", "", self.review.is_some(), &body).into_response()
            }
            Form::Json | Form::Csv => json_of(&json!({ "error": fault.message })),
        };
        *response.status_mut() = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response
    }
}

/// The network of those that are most reported, as `summitry draw` writes it; drawn when it is first asked for, and again when
/// the graph is another.
async fn network(State(server): State<Server>) -> Response {
    let (held, last) = (Arc::clone(&server.held), Arc::clone(&server.network));
    let drawn = tokio::task::spawn_blocking(move || {
        let graph = held.graph(None).map_err(Fault::from)?.graph;
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Arc::downgrade(&graph);
        if let Some((_, page)) = last.as_ref().filter(|(of, _)| Weak::ptr_eq(of, &now)) {
            return Ok(page.clone());
        }
        let since = newest(&graph);
        let options = DrawOptions {
            title: since.map(|day| format!("Events since {day}")),
            query: Query {
                since,
                ..Query::default()
            },
            max_nodes: NODES,
            ..DrawOptions::default()
        };
        let page = Bytes::from(render::page(&graph, &options));
        *last = Some((now, page.clone()));
        Ok(page)
    });
    match drawn.await {
        Ok(Ok(page)) => {
            let mut response = axum::response::Html(page).into_response();
            let policy = HeaderValue::from_static(POLICY_OF_NETWORK);
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            response
        }
        Ok(Err(fault)) => server.fault(&fault, Form::Html),
        Err(_) => server.fault(
            &Fault {
                status: 500,
                message: "summitry fails on this network; please report it".to_owned(),
            },
            Form::Html,
        ),
    }
}

/// The day since which there are about as many events as the network has; none where all are so few.
fn newest(graph: &KnowledgeGraph) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = graph
        .events()
        .iter()
        .filter_map(|event| Some(event.date.as_ref()?.end))
        .collect();
    let older = days.len().checked_sub(EVENTS).filter(|older| *older > 0)?;
    Some(*days.select_nth_unstable(older).1)
}

/// Hears only those who may ask, and says of each reply what a browser may do with it.
async fn guard(State(server): State<Server>, Words(asked): Words<Asked>, request: Request, next: Next) -> Response {
    let refused = |status, message: &str| {
        let message = message.to_owned();
        server.fault(&Fault { status, message }, Form::Html)
    };
    let mut response = match &server.token {
        Some(token) if is_same(&asked.token, token) => {
            let mut response = Redirect::to(request.uri().path()).into_response();
            set_cookie(&mut response, TOKEN, &encoded(token));
            response
        }
        Some(token) if !cookie(request.headers(), TOKEN).is_some_and(|own| is_same(&own, &encoded(token))) => refused(
            401,
            "a token is asked for: give it once behind the address, as ?token=…",
        ),
        // A page from elsewhere may have its own name lead to this machine.
        None if !is_of_this_machine(request.headers()) => {
            refused(421, "only this machine is answered, under localhost or 127.0.0.1")
        }
        _ if is_change(request.method()) && !is_from_here(request.headers()) => {
            refused(403, "a page from elsewhere changes nothing here")
        }
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether two tokens are the same, in a time that does not tell how much of them is.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Whether what a browser says of the page that asks, if it says something, is that it comes from this server.
fn is_from_here(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = value("host").unwrap_or_default();
    let is_own = |origin: &str| origin.split_once("://").is_some_and(|(_, own)| own == host);
    value("origin").is_none_or(is_own) && value("sec-fetch-site").is_none_or(|site| site == "same-origin")
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
}

fn set_cookie(response: &mut Response, name: &str, value: &str) {
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

fn json_of(value: &serde_json::Value) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        Body::from(value.to_string()),
    )
        .into_response()
}
