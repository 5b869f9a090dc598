//! summitry for Python: the native half of the package.
//!
//! It calls the library and hands on what comes back as dictionaries, bytes and Arrow tables; what users see of it, the
//! dataclasses, tables and pictures, is in `summitry/*.py`. While articles are read and mined the interpreter is free.

mod base;
mod distributed;
mod explained;
mod filters;
mod graph;
mod mined;
mod problem;
mod source;
mod table;
mod work;

use pyo3::prelude::*;

/// The native half of summitry.
#[pymodule]
fn _summitry(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<table::Table>()?;
    module.add_class::<graph::Graph>()?;
    module.add_class::<base::Base>()?;
    module.add_function(wrap_pyfunction!(mined::mine, module)?)?;
    module.add_function(wrap_pyfunction!(mined::mine_many, module)?)?;
    module.add_function(wrap_pyfunction!(explained::explain, module)?)?;
    module.add_function(wrap_pyfunction!(graph::build, module)?)?;
    module.add_function(wrap_pyfunction!(graph::vocabulary, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::findings, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::free_ids, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::copy_rule, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::seasons, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::merge, module)?)?;
    module.add_function(wrap_pyfunction!(distributed::assemble, module)?)?;
    Ok(())
}
