//! Pictures: networks, timelines, matrices and pages, and the command that draws them.

mod command;
mod hostile;
mod page;
mod support;
mod timeline;
