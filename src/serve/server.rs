//! The server: which requests are heard, and what every reply says of itself.

use super::asked::Asked;
use super::html;
use super::openapi;
use super::paths::{PATHS, View};
use super::reply::{Content, Fault, Form, Shown};
use super::view::Context;
use crate::held::Held;
use crate::query::Query;
use crate::render::{self, DrawOptions};
use crate::signal::stopped;
use crate::store::StoreError;
use crate::store::base::today;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query as Words, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::{Days, NaiveDate};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
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

/// So many nodes has the network.
const NODES: usize = 400;

/// A server of a base or a graph file.
#[derive(Clone)]
pub struct Server {
    held: Arc<Held>,
    token: Option<Arc<str>>,
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
        for path in PATHS {
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
        router
            .route("/network", get(network))
            .route("/openapi.json", get(async || json_of(&openapi::document())))
            .route(
                "/style.css",
                get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)),
            )
            .fallback(async || page_of(&Fault::nothing("there is no such address")))
            .layer(middleware::from_fn_with_state(self.clone(), guard))
            .with_state(self)
    }

    /// What a view replies in a form; a form that is asked for goes before that of the address.
    async fn answer(self, view: View, form: Form, parts: RawPathParams, asked: Asked, request: Request) -> Response {
        let form = match asked.format.as_str() {
            "" => form,
            "json" => Form::Json,
            "csv" => Form::Csv,
            other => {
                let message = format!("format: {other:?} is none; there are json and csv");
                return fault_of(&Fault::unclear(message), form);
            }
        };
        let parts: Vec<String> = parts.iter().map(|(_, part)| part.to_owned()).collect();
        let path = match request.uri().path().strip_prefix("/api") {
            Some("") => "/".to_owned(),
            Some(path) => path.to_owned(),
            None => request.uri().path().to_owned(),
        };
        let visited = cookie(request.headers(), VISITED).and_then(|day| day.parse::<NaiveDate>().ok());
        let answered = tokio::task::spawn_blocking(move || {
            let graph = self.held.graph(None)?.graph;
            let context = Context {
                held: &self.held,
                graph: &graph,
                asked: &asked,
                form,
                parts: &parts,
                visited,
            };
            Ok(reply(view(&context)?, &path))
        });
        let failed = |_| {
            Err(Fault {
                status: 500,
                message: "summitry fails on this question; please report it".to_owned(),
            })
        };
        let replied: Result<Response, Fault> = answered.await.unwrap_or_else(failed);
        replied.unwrap_or_else(|fault| fault_of(&fault, form))
    }
}

fn reply(shown: Shown, path: &str) -> Response {
    match shown.content {
        Content::Page(body) => {
            let mut response = html::page(&shown.title, &shown.again, path, &body).into_response();
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

/// The network of those that are most reported, as `summitry draw` writes it.
async fn network(State(server): State<Server>) -> Response {
    let drawn = tokio::task::spawn_blocking(move || {
        let graph = server.held.graph(None).map_err(Fault::from)?.graph;
        let options = DrawOptions {
            query: Query::default(),
            max_nodes: NODES,
            ..DrawOptions::default()
        };
        Ok(render::page(&graph, &options))
    });
    match drawn.await {
        Ok(Ok(page)) => {
            let mut response = axum::response::Html(page).into_response();
            let policy = HeaderValue::from_static(POLICY_OF_NETWORK);
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            response
        }
        Ok(Err(fault)) => page_of(&fault),
        Err(_) => page_of(&Fault {
            status: 500,
            message: "summitry fails on this network; please report it".to_owned(),
        }),
    }
}

/// Hears only those who may ask, and says of each reply what a browser may do with it.
async fn guard(State(server): State<Server>, Words(asked): Words<Asked>, request: Request, next: Next) -> Response {
    let mut response = match &server.token {
        Some(token) if is_same(&asked.token, token) => {
            let mut response = Redirect::to(request.uri().path()).into_response();
            set_cookie(&mut response, TOKEN, &html::encoded(token));
            response
        }
        Some(token) if !cookie(request.headers(), TOKEN).is_some_and(|own| is_same(&own, &html::encoded(token))) => {
            page_of(&Fault {
                status: 401,
                message: "a token is asked for: give it once behind the address, as ?token=…".to_owned(),
            })
        }
        // A page from elsewhere may have its own name lead to this machine.
        None if !is_of_this_machine(request.headers()) => page_of(&Fault {
            status: 421,
            message: "only this machine is answered, under localhost or 127.0.0.1".to_owned(),
        }),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
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

fn page_of(fault: &Fault) -> Response {
    fault_of(fault, Form::Html)
}

fn fault_of(fault: &Fault, form: Form) -> Response {
    let mut response = match form {
        Form::Html => html::page("Nothing is shown", "", "", &html::fault(&fault.message)).into_response(),
        Form::Json | Form::Csv => json_of(&json!({ "error": fault.message })),
    };
    *response.status_mut() = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}
