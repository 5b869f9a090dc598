//! SPARQL: what does the RDF of the graph answer?
//!
//! The statements are those of the format N-Quads. Where a query names no graph, all of them are asked; `GRAPH ?article`
//! tells which article says what. The engine is oxigraph, in memory.

use super::fault::{QueryFault, evaluator};
use super::rdf;
use crate::graph::KnowledgeGraph;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults};
use oxigraph::store::{StorageError, Store};
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphName, Term, Triple, Variable};
use oxttl::{NTriplesSerializer, TurtleSerializer};
use std::collections::BTreeSet;
use std::io::{self, Write};
use thiserror::Error;

/// The RDF of a graph, ready to be asked.
pub struct RdfStore {
    store: Store,
}

/// What a query came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SparqlAnswer {
    /// Of SELECT: the variables, and what each of them stands for in each solution.
    Solutions {
        /// The variables that the query selects.
        variables: Vec<Variable>,
        /// The solutions, in the order that the query asks for.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// Of ASK.
    Truth(bool),
    /// Of CONSTRUCT and DESCRIBE: each statement once, in order.
    Statements(Vec<Triple>),
}

/// A format of an answer: those of SPARQL 1.1 for solutions and truths, those of RDF for statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerFormat {
    /// SPARQL results as JSON; statements as JSON-LD.
    Json,
    /// SPARQL results as CSV.
    Csv,
    /// SPARQL results as tab-separated values.
    Tsv,
    /// SPARQL results as XML.
    Xml,
    /// Statements as Turtle.
    Turtle,
    /// Statements as N-Triples.
    NTriples,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum SparqlError {
    /// The query is none.
    #[error("not a SPARQL query: {0}")]
    Syntax(QueryFault),
    /// The query asks what cannot be answered, such as another service.
    #[error("the query cannot be answered")]
    Evaluation(#[from] QueryEvaluationError),
    /// The statements cannot be held.
    #[error("the statements cannot be held")]
    Storage(#[from] StorageError),
}

impl RdfStore {
    /// The statements of the graph. Cost: O(V + E + reports).
    ///
    /// # Errors
    /// If the engine cannot hold them.
    pub fn new(graph: &KnowledgeGraph) -> Result<Self, SparqlError> {
        let store = Store::new()?;
        let mut quads = Vec::new();
        rdf::quads(graph, |quad| {
            quads.push(quad);
            Ok(())
        })
        .map_err(StorageError::from)?;
        store.extend(quads)?;
        Ok(Self { store })
    }

    /// The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query.
    ///
    /// The prefixes `summitry`, `term`, `sem`, `prov`, `schema`, `skos`, `owl`, `rdfs`, `xsd` and `wd` need not be
    /// declared; `FORMATS.md` beside this file tells what they hold.
    ///
    /// ```
    /// use summitry::export::{RdfStore, SparqlAnswer};
    /// use summitry::graph::KnowledgeGraph;
    ///
    /// let store = RdfStore::new(&KnowledgeGraph::default())?;
    /// let answer = store.answer("ASK { ?event a sem:Event ; sem:eventType summitry:type:met }")?;
    /// assert_eq!(answer, SparqlAnswer::Truth(false));
    /// # Ok::<(), summitry::export::SparqlError>(())
    /// ```
    ///
    /// # Errors
    /// If the query is none, or asks what cannot be answered.
    pub fn answer(&self, query: &str) -> Result<SparqlAnswer, SparqlError> {
        let mut query = evaluator()
            .parse_query(query)
            .map_err(|error| SparqlError::Syntax(QueryFault::of(query, &error)))?;
        let dataset = query.dataset_mut();
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
        Ok(match query.on_store(&self.store).execute()? {
            QueryResults::Boolean(truth) => SparqlAnswer::Truth(truth),
            QueryResults::Solutions(solutions) => SparqlAnswer::Solutions {
                variables: solutions.variables().to_vec(),
                rows: solutions
                    .map(|solution| Ok(solution?.values().to_vec()))
                    .collect::<Result<_, QueryEvaluationError>>()?,
            },
            QueryResults::Graph(triples) => {
                let triples: Vec<Triple> = triples.collect::<Result<_, _>>()?;
                let mut seen = BTreeSet::new();
                let mut ordered: Vec<(String, Triple)> = triples
                    .into_iter()
                    .map(|triple| (triple.to_string(), triple))
                    .filter(|(words, _)| seen.insert(words.clone()))
                    .collect();
                ordered.sort_by(|one, other| one.0.cmp(&other.0));
                SparqlAnswer::Statements(ordered.into_iter().map(|(_, triple)| triple).collect())
            }
        })
    }
}

impl SparqlAnswer {
    /// Whether nothing was found, or the answer is no.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Solutions { rows, .. } => rows.is_empty(),
            Self::Truth(truth) => !truth,
            Self::Statements(statements) => statements.is_empty(),
        }
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// If the writer fails, or if the format is not one for such an answer.
    pub fn write(&self, format: AnswerFormat, writer: impl Write) -> io::Result<()> {
        let unfit = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, what.to_owned()));
        let results = match format {
            AnswerFormat::Json => Some(QueryResultsFormat::Json),
            AnswerFormat::Csv => Some(QueryResultsFormat::Csv),
            AnswerFormat::Tsv => Some(QueryResultsFormat::Tsv),
            AnswerFormat::Xml => Some(QueryResultsFormat::Xml),
            AnswerFormat::Turtle | AnswerFormat::NTriples => None,
        };
        match (self, results) {
            (Self::Statements(statements), _) => write_statements(statements, format, writer),
            (_, None) => unfit("solutions are no statements: ask for json, csv, tsv or xml"),
            (Self::Truth(truth), Some(format)) => QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(writer, *truth)?
                .flush(),
            (Self::Solutions { variables, rows }, Some(format)) => {
                let serializer = QueryResultsSerializer::from_format(format);
                let mut serializer = serializer.serialize_solutions_to_writer(writer, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row);
                    serializer.serialize(bound.filter_map(|(variable, term)| Some((variable, term.as_ref()?))))?;
                }
                serializer.finish()?.flush()
            }
        }
    }
}

fn write_statements(statements: &[Triple], format: AnswerFormat, writer: impl Write) -> io::Result<()> {
    match format {
        AnswerFormat::Turtle => {
            let mut serializer = TurtleSerializer::new();
            for &(name, iri) in rdf::PREFIXES {
                serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
            }
            let mut serializer = serializer.for_writer(writer);
            for triple in statements {
                serializer.serialize_triple(triple)?;
            }
            serializer.finish()?.flush()
        }
        AnswerFormat::NTriples => {
            let mut serializer = NTriplesSerializer::new().for_writer(writer);
            for triple in statements {
                serializer.serialize_triple(triple)?;
            }
            serializer.finish().flush()
        }
        AnswerFormat::Json => {
            let mut serializer = JsonLdSerializer::new();
            for &(name, iri) in rdf::PREFIXES {
                serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
            }
            let mut serializer = serializer.for_writer(writer);
            for triple in statements {
                serializer.serialize_quad(&triple.clone().in_graph(GraphName::DefaultGraph))?;
            }
            serializer.finish()?.flush()
        }
        AnswerFormat::Csv | AnswerFormat::Tsv | AnswerFormat::Xml => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "statements are no solutions: ask for turtle, ntriples or json",
        )),
    }
}

/// A term in the fewest words: an IRI with the prefix that it begins with, a literal without its type.
///
/// ```
/// use summitry::export::short_term;
///
/// let term = oxrdf::NamedNode::new_unchecked("urn:summitry:term:status");
/// assert_eq!(short_term(&term.into()), "term:status");
/// ```
pub fn short_term(term: &Term) -> String {
    match term {
        Term::NamedNode(name) => rdf::PREFIXES
            .iter()
            .filter_map(|(prefix, iri)| Some((iri.len(), prefix, name.as_str().strip_prefix(iri)?)))
            .max_by_key(|&(length, ..)| length)
            .map_or_else(|| name.to_string(), |(_, prefix, rest)| format!("{prefix}:{rest}")),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(blank) => blank.to_string(),
    }
}
