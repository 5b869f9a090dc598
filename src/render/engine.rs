//! From a picture's description to the picture.

use graphviz_rust::cmd::{CommandArg, Format};
use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The layout that descriptions ask for.
pub(super) const LAYOUT: &str = "neato";

/// Who draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The engine in this library, of the feature `draw`; the same bytes everywhere.
    BuiltIn,
    /// The `dot` command of an installed Graphviz.
    Installed,
}

impl Engine {
    /// Whether it can be used: compiled in, or found and answering.
    pub fn is_there(self) -> bool {
        match self {
            Self::BuiltIn => cfg!(feature = "draw"),
            Self::Installed => Command::new("dot")
                .arg("-V")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success()),
        }
    }

    /// The engine to use: an installed one, else the built-in one.
    pub fn any() -> Option<Self> {
        [Self::Installed, Self::BuiltIn]
            .into_iter()
            .find(|engine| engine.is_there())
    }
}

/// There is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The library was built without the feature `draw`.
    #[error("this summitry was built without the feature \"draw\"")]
    NoEngine,
    /// The library was built without the feature `png`.
    #[error("this summitry was built without the feature \"png\"")]
    NoPixels,
    /// The engine did not understand, or could not draw, the description.
    #[error("the picture cannot be drawn: {cause}")]
    Engine {
        /// What the engine said.
        cause: String,
    },
    /// The `dot` command is not there, or failed.
    #[error("the dot command of Graphviz failed")]
    Command {
        /// What the operating system or the command said.
        source: io::Error,
    },
    /// The picture was not done in time.
    #[error("the picture was not done after {} s; draw fewer nodes", limit.as_secs_f64())]
    TimedOut {
        /// The time allowed.
        limit: Duration,
    },
}

/// The SVG of a description in the DOT language, drawn by `engine` in at most `limit`.
///
/// A built-in engine that takes longer goes on in its own thread until the process ends.
///
/// ```
/// # #[cfg(feature = "draw")] {
/// use std::time::Duration;
/// use summitry::render::{Engine, render};
///
/// let svg = render("digraph { Kim -> Putin }".into(), Engine::BuiltIn, Duration::from_secs(10))?;
/// assert!(svg.contains("<title>Kim&#45;&gt;Putin</title>"));
/// # }
/// # Ok::<(), summitry::render::RenderError>(())
/// ```
///
/// # Errors
/// If the engine is not there, fails, or takes too long.
pub fn render(dot: String, engine: Engine, limit: Duration) -> Result<String, RenderError> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let result = match engine {
            Engine::BuiltIn => built_in(&dot),
            Engine::Installed => installed(dot),
        };
        // Nobody listens any more once the time is up.
        drop(sender.send(result));
    });
    receiver.recv_timeout(limit).unwrap_or_else(|error| {
        Err(match error {
            RecvTimeoutError::Timeout => RenderError::TimedOut { limit },
            RecvTimeoutError::Disconnected => RenderError::Engine {
                cause: "the engine broke off".to_owned(),
            },
        })
    })
}

#[cfg(feature = "draw")]
fn built_in(dot: &str) -> Result<String, RenderError> {
    graphviz_pure::render_dot(dot, LAYOUT, "svg")
        .map(graphviz_pure::Rendered::into_output)
        .map_err(|error| RenderError::Engine {
            cause: error.to_string(),
        })
}

#[cfg(not(feature = "draw"))]
fn built_in(_dot: &str) -> Result<String, RenderError> {
    Err(RenderError::NoEngine)
}

fn installed(dot: String) -> Result<String, RenderError> {
    let svg = graphviz_rust::exec_dot(dot, vec![CommandArg::Format(Format::Svg)])
        .map_err(|source| RenderError::Command { source })?;
    String::from_utf8(svg).map_err(|error| RenderError::Engine {
        cause: error.to_string(),
    })
}
