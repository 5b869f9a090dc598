//! `summitry draw`: a picture of a graph.

use super::filters::{Filters, at_least_one};
use super::{Outcome, graph, report};
use anyhow::{Context, Result, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Duration;
use summitry::graph::KnowledgeGraph;
use summitry::query::Query;
use summitry::render::{DrawOptions, Engine, Theme, dot, matrix, page, png, svg, timeline};
use summitry::store::replace;

/// The time that a layout may take.
const LIMIT: Duration = Duration::from_mins(2);

/// So many pixels has each point of a PNG if nothing else is asked for.
const SCALE: f32 = 2.0;

/// The arguments of `draw`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry draw graphs/sample.json --output sample.svg
  summitry draw graphs/sample.json --focus \"Kim Jong Un\" --hops 1 --since 2018 --output kim.png
  summitry draw graphs/sample.json --as timeline --who \"Kim Jong Un\" --theme dark --output kim.svg
  summitry draw graphs/sample.json --as matrix --type sanctioned --type accused --output balance.png
  summitry draw graphs/sample.json --output sample.html        a page to search, filter and read; it needs no network
  summitry draw graphs/sample.json --format dot | dot -Tpdf > sample.pdf

A network is drawn by an installed Graphviz, and without one by the engine in summitry; --engine built-in gives the same
bytes everywhere. The exit status is 0 where something was drawn, 1 where no event was left, 2 after an error or where a
name may mean several.")]
pub(super) struct Draw {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    /// What to draw: a network of nodes and lines, a timeline with a row for each, or a matrix of balances
    #[arg(long = "as", value_name = "PICTURE", value_enum)]
    picture: Option<Picture>,

    /// The format; by default that of the output's extension
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// The file to write; by default standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only this one and those near; may be repeated
    #[arg(long, value_name = "NAME")]
    focus: Vec<String>,

    /// How many lines away from the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    hops: usize,

    /// At most so many nodes, rows or columns, the most reported ones [default: 60 nodes, 40 rows, 24 countries; all
    /// in a page]
    #[arg(long, value_name = "N", value_parser = at_least_one())]
    max_nodes: Option<usize>,

    /// The ground; a page has both and begins with that of the reader's system
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = ["light", "dark"])]
    theme: String,

    /// The words above the picture
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,

    /// Who lays out a network; by default an installed Graphviz, else the built-in engine
    #[arg(long, value_enum)]
    engine: Option<Drawer>,

    /// PNG: so many pixels for each point of the picture [default: 2]
    #[arg(long, value_name = "NUMBER")]
    scale: Option<f32>,

    #[command(flatten)]
    filters: Filters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picture {
    Network,
    Timeline,
    Matrix,
}

impl ValueEnum for Picture {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Network, Self::Timeline, Self::Matrix]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Network => PossibleValue::new("network").help("nodes, and a line for the events of each two"),
            Self::Timeline => {
                PossibleValue::new("timeline").help("a row for each person or pair, a mark for each event")
            }
            Self::Matrix => PossibleValue::new("matrix").help("countries by countries: cooperation against conflict"),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Dot,
    Svg,
    Png,
    Html,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Dot, Self::Svg, Self::Png, Self::Html]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Dot => PossibleValue::new("dot").help("a description for Graphviz"),
            Self::Svg => PossibleValue::new("svg").help("a picture of lines"),
            Self::Png => PossibleValue::new("png").help("a picture of dots"),
            Self::Html => PossibleValue::new("html").help("one page with everything, to be opened in a browser"),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawer {
    Graphviz,
    BuiltIn,
}

impl ValueEnum for Drawer {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Graphviz, Self::BuiltIn]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Graphviz => PossibleValue::new("graphviz").help("the dot command"),
            Self::BuiltIn => PossibleValue::new("built-in").help("the engine in summitry"),
        })
    }
}

impl Draw {
    pub(super) fn run(&self) -> Result<Outcome> {
        let Some(format) = self.format() else {
            graph::read(&self.graph, "no graph to draw")?;
            report("which format? Give --format dot, svg, png or html, or an output with such an extension");
            return Ok(Outcome::Unclear);
        };
        if let Some(problem) = self.problem(format) {
            report(problem);
            return Ok(Outcome::Unclear);
        }
        let whole = graph::read(&self.graph, "no graph to draw")?;
        let graph = self.filters.graph(&whole)?;
        let (query, focus) = match self.names(&graph) {
            Ok(names) => names,
            Err(outcome) => return Ok(outcome),
        };
        let found = query.find(&graph).len();
        let options = DrawOptions {
            title: self.title.clone(),
            query,
            focus,
            hops: self.hops,
            max_nodes: self.max_nodes.unwrap_or_else(|| self.default_size(format)),
            theme: Theme::parse(&self.theme).unwrap_or_default(),
        };
        let drawn = self.draw(&graph, &options, format)?;
        match &self.output {
            Some(path) => replace(path, |file| file.write_all(&drawn))
                .with_context(|| format!("{}: cannot be written", path.display()))?,
            None => io::stdout().lock().write_all(&drawn)?,
        }
        if found == 0 {
            report("no event to draw");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }

    fn format(&self) -> Option<Format> {
        let by_extension = || {
            let extension = self.output.as_ref()?.extension()?.to_str()?.to_lowercase();
            match extension.as_str() {
                "gv" => Some(Format::Dot),
                "htm" => Some(Format::Html),
                extension => Format::from_str(extension, false).ok(),
            }
        };
        self.format.or_else(by_extension)
    }

    /// What the arguments ask for and cannot have.
    fn problem(&self, format: Format) -> Option<&'static str> {
        let picture = self.picture.unwrap_or(Picture::Network);
        if format == Format::Dot && picture != Picture::Network {
            return Some("DOT describes networks only; draw a timeline or a matrix as svg or png");
        }
        if format == Format::Html && self.picture.is_some() {
            return Some("a page shows the network beside its timeline; leave out --as");
        }
        if self.scale.is_some() && format != Format::Png {
            return Some("--scale is of use only for png");
        }
        if self.scale.is_some_and(|scale| !(0.1..=10.0).contains(&scale)) {
            return Some("--scale may be 0.1 to 10");
        }
        let is_laid_out = picture == Picture::Network && matches!(format, Format::Svg | Format::Png);
        if self.engine.is_some() && !is_laid_out {
            return Some("--engine is of use only for a network as svg or png");
        }
        if !self.focus.is_empty() && picture != Picture::Network {
            return Some("--focus is of use only for a network; a timeline or a matrix has --who");
        }
        None
    }

    fn default_size(&self, format: Format) -> usize {
        match (format, self.picture) {
            (Format::Html, _) => usize::MAX,
            (_, None | Some(Picture::Network)) => DrawOptions::NODES,
            (_, Some(Picture::Timeline)) => DrawOptions::ROWS,
            (_, Some(Picture::Matrix)) => DrawOptions::COUNTRIES,
        }
    }

    fn names(&self, graph: &KnowledgeGraph) -> Result<(Query, Vec<summitry::graph::NodeId>), Outcome> {
        let query = self.filters.query(graph)?;
        let focus = self
            .focus
            .iter()
            .map(|name| self.filters.one(graph, name))
            .collect::<Result<_, _>>()?;
        Ok((query, focus))
    }

    fn draw(&self, graph: &KnowledgeGraph, options: &DrawOptions, format: Format) -> Result<Vec<u8>> {
        let picture = || match self.picture {
            None | Some(Picture::Network) => self.network(graph, options),
            Some(Picture::Timeline) => Ok(timeline(graph, options)),
            Some(Picture::Matrix) => Ok(matrix(graph, options)),
        };
        Ok(match format {
            Format::Dot => dot(graph, options).into_bytes(),
            Format::Svg => picture()?.into_bytes(),
            Format::Png => png(&picture()?, self.scale.unwrap_or(SCALE)).context("no PNG")?,
            Format::Html => page(graph, options).into_bytes(),
        })
    }

    fn network(&self, graph: &KnowledgeGraph, options: &DrawOptions) -> Result<String> {
        let engine = match self.engine {
            Some(Drawer::BuiltIn) => Engine::BuiltIn,
            Some(Drawer::Graphviz) if !Engine::Installed.is_there() => {
                bail!("no dot command is found; install Graphviz, or leave out --engine graphviz");
            }
            Some(Drawer::Graphviz) => Engine::Installed,
            None => match Engine::any() {
                Some(engine) => engine,
                None => bail!(
                    "no Graphviz is installed, and this summitry was built without the feature \"draw\"; \
                     --format dot needs neither"
                ),
            },
        };
        svg(graph, options, engine, LIMIT).context("no picture")
    }
}
