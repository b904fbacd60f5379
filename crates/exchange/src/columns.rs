//! Which column of a file gives which field?

use crate::refused::{Refused, Why};
use crate::table::Table;

/// A field that a reader wants, and the headers it goes by in Swedish and English, best first.
pub(crate) struct Field {
    pub name: &'static str,
    pub headers: &'static [&'static str],
}

/// The columns that were found: one index per field, in the order of the fields.
#[derive(Debug)]
pub(crate) struct Columns {
    found: Vec<(&'static str, Option<usize>)>,
    header: Vec<String>,
}

impl Columns {
    /// Finds the columns of `fields`: those that `map` names (field, header), else by their usual headers.
    pub fn find(table: &Table, fields: &[Field], map: &[(String, String)]) -> Result<Columns, Refused> {
        let header = table.header();
        if let Some((wanted, _)) = map.iter().find(|(f, _)| !fields.iter().any(|known| known.name == f)) {
            let fields = fields.iter().map(|f| f.name).collect();
            return Err(table.refuse(Why::UnknownField { wanted: wanted.clone(), fields }));
        }
        let plain: Vec<String> = header.iter().map(|h| fold(h)).collect();
        let mut found: Vec<(&'static str, Option<usize>)> = Vec::with_capacity(fields.len());
        for field in fields {
            let column = match map.iter().find(|(f, _)| f == field.name) {
                Some((_, wanted)) => {
                    let at = header
                        .iter()
                        .position(|h| h == wanted.trim())
                        .or_else(|| plain.iter().position(|h| *h == fold(wanted)));
                    Some(at.ok_or_else(|| {
                        table.refuse(Why::UnknownColumn {
                            field: field.name,
                            wanted: wanted.clone(),
                            found: header.to_vec(),
                        })
                    })?)
                }
                None => field.headers.iter().find_map(|name| plain.iter().position(|h| h == name)),
            };
            found.push((field.name, column));
        }
        // One column is one field: what `map` names is not taken again by a guess.
        let named: Vec<usize> =
            found.iter().filter(|(f, _)| map.iter().any(|(m, _)| m == f)).filter_map(|(_, c)| *c).collect();
        for (name, column) in &mut found {
            if column.is_some_and(|c| named.contains(&c)) && !map.iter().any(|(m, _)| m == name) {
                *column = None;
            }
        }
        Ok(Columns { found, header: header.to_vec() })
    }

    pub fn index(&self, field: &str) -> Option<usize> {
        self.found.iter().find(|(f, _)| *f == field).and_then(|(_, c)| *c)
    }

    pub fn need(&self, table: &Table, field: &'static str) -> Result<usize, Refused> {
        self.index(field).ok_or_else(|| table.refuse(Why::NoColumn { field, found: self.header.clone() }))
    }

    pub fn header(&self, index: usize) -> &str {
        self.header.get(index).map_or("", String::as_str)
    }

    /// What was found, to be said: (field, header).
    pub fn said(&self) -> Vec<(&'static str, String)> {
        self.found.iter().filter_map(|(f, c)| c.map(|c| (*f, self.header(c).to_owned()))).collect()
    }
}

/// A header without case, spaces and signs.
pub(crate) fn fold(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
