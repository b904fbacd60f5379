//! How many live in each area, according to a file?

use crate::columns::{Columns, Field, fold};
use crate::number::count;
use crate::observation::enough;
use crate::refused::{Reason, Refused, Rejected, Why};
use crate::table::Table;

/// The inhabitants of one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationRow {
    /// The line in the file.
    pub row: u64,
    /// The area's code, as text.
    pub code: String,
    /// Inhabitants.
    pub population: u64,
}

/// A population file that was read.
#[derive(Clone, Debug)]
pub struct Populations {
    /// The rows that can be used.
    pub rows: Vec<PopulationRow>,
    /// Those that cannot.
    pub rejected: Vec<Rejected>,
    /// Which column gave which field: (field, header).
    pub columns: Vec<(&'static str, String)>,
}

const CODES: [&str; 16] = [
    "code",
    "kod",
    "regsokod",
    "regso",
    "regso2025",
    "regso2020",
    "desokod",
    "deso",
    "deso2025",
    "deso2018",
    "områdeskod",
    "omradeskod",
    "område",
    "omrade",
    "area",
    "areacode",
];
const POPULATIONS: [&str; 10] = [
    "population",
    "folkmängd",
    "folkmangd",
    "befolkning",
    "invånare",
    "invanare",
    "totalt",
    "total",
    "antal",
    "inhabitants",
];

/// Reads a CSV or XLSX file with a code and a number of inhabitants per row. A header such as
/// "2022 | totalt" counts as "totalt".
pub fn population(
    file: &str,
    bytes: Vec<u8>,
    map: &[(String, String)],
    accept_rejects: bool,
) -> Result<Populations, Refused> {
    let table = Table::open(file, bytes)?;
    let fields = [Field { name: "code", headers: &CODES }, Field { name: "population", headers: &POPULATIONS }];
    let columns = Columns::find(&table, &fields, map)?;
    let code = columns.need(&table, "code")?;
    let people = match columns.index("population") {
        Some(c) => c,
        // "2022 | totalt": levels joined by a bar, as exports from SCB are.
        None => {
            let totals = |h: &String| {
                let levels: Vec<String> = h.split('|').map(fold).collect();
                levels.len() > 1 && levels[1..].iter().all(|l| l == "totalt" || l == "total")
            };
            match table.header().iter().position(totals) {
                Some(c) => c,
                None => columns.need(&table, "population")?,
            }
        }
    };
    let mut rows: Vec<PopulationRow> = Vec::new();
    let mut rejected = Vec::new();
    let mut seen: std::collections::HashMap<String, u64> = std::collections::HashMap::new();
    let mut total = 0;
    table.rows(|row, fields| {
        total += 1;
        let field = |c: usize| fields.get(c).copied().unwrap_or("").trim();
        let mut bad = |c: usize, reason| rejected.push(Rejected::new(row, columns.header(c), field(c), reason));
        if field(code).is_empty() {
            return bad(code, Reason::Missing);
        }
        if let Some(first) = seen.get(field(code)) {
            return bad(code, Reason::SameAs(*first));
        }
        match count(field(people)) {
            Some(population) => {
                seen.insert(field(code).to_owned(), row);
                rows.push(PopulationRow { row, code: field(code).to_owned(), population });
            }
            None if field(people).is_empty() => bad(people, Reason::Missing),
            None if field(people).starts_with(['-', '\u{2212}']) => bad(people, Reason::Negative),
            None => bad(people, Reason::NotANumber),
        }
    })?;
    if total == 0 {
        return Err(table.refuse(Why::NoRows));
    }
    enough(&table, &rejected, total, accept_rejects)?;
    Ok(Populations {
        rows,
        rejected,
        columns: vec![("code", columns.header(code).to_owned()), ("population", columns.header(people).to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_keep_their_zeros_and_joined_headers_are_understood() {
        let text = "deso2018,2022 | totalt,2022 | 0-4 år | totalt\n0123C1010,2388,130\n0123C1020,\"1 928\",133\n";
        let found = population("deso.csv", text.as_bytes().to_vec(), &[], false).unwrap();
        assert_eq!(found.rows[0], PopulationRow { row: 2, code: "0123C1010".into(), population: 2388 });
        assert_eq!(found.rows[1].population, 1928);
    }

    #[test]
    fn a_code_that_comes_twice_is_rejected_the_second_time() {
        let text = "kod;folkmängd\n0123;10\n0123;11\n0124;-3\n0125;många\n0126;5\n0127;6\n0128;7\n";
        let found = population("p.csv", text.as_bytes().to_vec(), &[], false).unwrap();
        let reasons: Vec<&Reason> = found.rejected.iter().map(|r| &r.reason).collect();
        assert_eq!(reasons, [&Reason::SameAs(2), &Reason::Negative, &Reason::NotANumber]);
        assert_eq!(found.rows.len(), 4);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = population("a", bytes, &[], true);
        }
    }
}
