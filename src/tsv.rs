//! Tables: tab-separated rows under a line that names their columns.
//!
//! Lines that begin with `#` are comments, and the first of them that has a tab names the columns. Cells are trimmed; those
//! that a row leaves out at its end are empty. Several values in one cell are separated by semicolons.

use std::rc::Rc;

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {cause}")]
pub(crate) struct Fault {
    /// The line, from 1.
    pub(crate) line: usize,
    /// What is wrong there.
    pub(crate) cause: String,
}

/// A row with the names of its columns.
#[derive(Debug)]
pub(crate) struct Row<'text> {
    line: usize,
    columns: Rc<[&'text str]>,
    cells: Vec<&'text str>,
}

/// The rows of a table in order. A first line that begins with one of `keys` names the columns without being a comment.
pub(crate) fn rows<'text>(
    text: &'text str,
    keys: &'text [&'text str],
) -> impl Iterator<Item = Result<Row<'text>, Fault>> {
    let mut columns: Rc<[&str]> = Rc::new([]);
    text.lines().enumerate().filter_map(move |(index, line)| {
        let comment = line.strip_prefix('#');
        let names_columns = columns.is_empty()
            && match comment {
                Some(comment) => comment.contains('\t'),
                None => keys.iter().any(|key| line.split('\t').next() == Some(key)),
            };
        if names_columns {
            columns = comment.unwrap_or(line).split('\t').map(str::trim).collect();
        }
        if names_columns || comment.is_some() || line.trim().is_empty() {
            return None;
        }
        let row = Row {
            line: index + 1,
            columns: columns.clone(),
            cells: line.split('\t').map(str::trim).collect(),
        };
        let (cells, named) = (row.cells.len(), row.columns.len());
        Some(if cells > named {
            Err(row.fault(format!("{cells} cells where the first line names {named} columns")))
        } else {
            Ok(row)
        })
    })
}

/// What stands in one column of a table, in order, with the values of another; none stands there twice.
pub(crate) fn pairs<'text>(
    text: &'text str,
    column: &str,
    values: &str,
) -> Result<Vec<(&'text str, Vec<&'text str>)>, Fault> {
    let mut pairs: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows(text, &[]) {
        let row = row?;
        let key = row.filled(column)?;
        row.filled(values)?;
        if pairs.iter().any(|(other, _)| *other == key) {
            return Err(row.fault(format!("'{key}' stands there twice")));
        }
        pairs.push((key, row.list(values).collect()));
    }
    Ok(pairs)
}

impl<'text> Row<'text> {
    /// What is wrong with the row.
    pub(crate) fn fault(&self, cause: impl Into<String>) -> Fault {
        Fault {
            line: self.line,
            cause: cause.into(),
        }
    }

    /// The name of the first column; empty where none is named.
    pub(crate) fn key(&self) -> &'text str {
        self.columns.first().copied().unwrap_or_default()
    }

    /// Whether the table has such a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// What stands in a column; empty where nothing does.
    pub(crate) fn cell(&self, column: &str) -> &'text str {
        let index = self.columns.iter().position(|name| *name == column);
        index
            .and_then(|index| self.cells.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// What stands in a column in which something must.
    pub(crate) fn filled(&self, column: &str) -> Result<&'text str, Fault> {
        match self.cell(column) {
            "" => Err(self.fault(format!("the cell '{column}' is empty"))),
            cell => Ok(cell),
        }
    }

    /// The values of a column, separated by semicolons.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'text str> + use<'text> {
        let values = self.cell(column).split(';').map(str::trim);
        values.filter(|value| !value.is_empty())
    }

    /// The value of a column of numbers.
    pub(crate) fn number(&self, column: &str) -> Result<u32, Fault> {
        let cell = self.cell(column);
        cell.parse().map_err(|_| self.fault(format!("'{cell}' is no number")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "# Towns.\n#name\tcountry\taliases\n# Europe\nBern\tCHE\n\nThe Hague\tNLD\tDen Haag; 's-Gravenhage;\n";

    #[test]
    fn cells_are_found_by_the_names_of_their_columns() {
        let rows: Result<Vec<_>, _> = rows(TABLE, &[]).collect();
        let [bern, hague] = &rows.expect("a sound table")[..] else {
            panic!("two rows")
        };
        assert_eq!(
            (bern.key(), bern.cell("name"), bern.cell("aliases")),
            ("name", "Bern", "")
        );
        assert_eq!(hague.list("aliases").collect::<Vec<_>>(), ["Den Haag", "'s-Gravenhage"]);
        assert!(hague.has("country") && !hague.has("capital"));
        assert_eq!(
            bern.filled("aliases").unwrap_err().to_string(),
            "line 4: the cell 'aliases' is empty"
        );
        assert_eq!(hague.number("country").unwrap_err().cause, "'NLD' is no number");
    }

    #[test]
    fn a_row_is_no_longer_than_the_line_that_names_the_columns() {
        let fault = rows("#name\tcountry\nBern\tCHE\tcapital\n", &[])
            .next()
            .map(Result::unwrap_err);
        let fault = fault.expect("a row").to_string();
        assert_eq!(fault, "line 2: 3 cells where the first line names 2 columns");
    }

    #[test]
    fn columns_may_be_named_without_the_mark_of_a_comment_where_their_first_is_known() {
        let table = "name\tcountry\nname\tXYZ\n";
        let names = |keys| {
            rows(table, keys)
                .map(|row| row.map(|row| row.cell("country")))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&["iso3", "name"]), [Ok("XYZ")]);
        assert!(names(&["iso3"]).iter().all(Result::is_err));
    }

    #[test]
    fn an_office_has_its_counterparts_in_one_place() {
        let read = |table| pairs(table, "office", "counterparts").map_err(|fault| fault.to_string());
        let king = read("#office\tcounterparts\nking\tking; emir\n");
        assert_eq!(king, Ok(vec![("king", vec!["king", "emir"])]));
        let doubled = read("#office\tcounterparts\nking\tking\nking\temir\n");
        assert_eq!(doubled, Err("line 3: 'king' stands there twice".to_owned()));
        let idle = read("#office\tcounterparts\nking\n");
        assert_eq!(idle, Err("line 2: the cell 'counterparts' is empty".to_owned()));
    }
}
