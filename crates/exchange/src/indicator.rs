//! Which values of which indicators does a file give?

use crate::columns::{Columns, Field};
use crate::number::number;
use crate::observation::enough;
use crate::refused::{Reason, Refused, Rejected, Why};
use crate::table::Table;

/// One value of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorRow {
    /// The line in the file.
    pub row: u64,
    /// The indicator's name.
    pub indicator: String,
    /// What it is about: a year, a month, "2023–2024". As written.
    pub period: String,
    /// The area's code, if the value is not for the whole municipality.
    pub area: Option<String>,
    /// The value.
    pub value: f64,
    /// Its unit, if there is one.
    pub unit: Option<String>,
    /// Where it comes from, if said.
    pub source: Option<String>,
    /// How many answered or were counted, if said.
    pub n: Option<u64>,
}

/// An indicator file that was read.
#[derive(Clone, Debug)]
pub struct Indicators {
    /// The rows that can be used.
    pub rows: Vec<IndicatorRow>,
    /// Those that cannot.
    pub rejected: Vec<Rejected>,
}

const FIELDS: [Field; 7] = [
    Field {
        name: "indicator", headers: &["indicator", "mått", "matt", "indikator", "nyckeltal", "fråga", "measure"]
    },
    Field { name: "period", headers: &["period", "år", "ar", "year", "månad", "datum", "tid"] },
    Field { name: "value", headers: &["value", "värde", "varde", "andel", "tal", "utfall"] },
    Field { name: "area", headers: &["area", "område", "omrade", "områdeskod", "kod", "code", "regso", "deso"] },
    Field { name: "unit", headers: &["unit", "enhet"] },
    Field { name: "source", headers: &["source", "källa", "kalla"] },
    Field { name: "n", headers: &["n", "antal", "svarande", "antalsvar", "underlag"] },
];

/// Reads a CSV or XLSX file with one value per row: indicator, period and value, and if they are
/// there area, unit, source and n.
pub fn indicators(
    file: &str,
    bytes: Vec<u8>,
    map: &[(String, String)],
    accept_rejects: bool,
) -> Result<Indicators, Refused> {
    let table = Table::open(file, bytes)?;
    let columns = Columns::find(&table, &FIELDS, map)?;
    let indicator = columns.need(&table, "indicator")?;
    let period = columns.need(&table, "period")?;
    let value = columns.need(&table, "value")?;
    let mut rows = Vec::new();
    let mut rejected = Vec::new();
    let mut total = 0;
    table.rows(|row, fields| {
        total += 1;
        let field = |c: usize| fields.get(c).copied().unwrap_or("").trim();
        let kept = |name: &str| columns.index(name).map(field).filter(|f| !f.is_empty()).map(str::to_owned);
        let mut bad = |c: usize, reason| rejected.push(Rejected::new(row, columns.header(c), field(c), reason));
        for needed in [indicator, period, value] {
            if field(needed).is_empty() {
                return bad(needed, Reason::Missing);
            }
        }
        let Some(x) = number(field(value).trim_end_matches('%')) else { return bad(value, Reason::NotANumber) };
        let n = match columns.index("n").filter(|c| !field(*c).is_empty()) {
            Some(c) => match crate::number::count(field(c)) {
                Some(n) => Some(n),
                None => return bad(c, Reason::NotANumber),
            },
            None => None,
        };
        rows.push(IndicatorRow {
            row,
            indicator: field(indicator).to_owned(),
            period: field(period).to_owned(),
            area: kept("area"),
            value: x,
            unit: kept("unit").or_else(|| field(value).ends_with('%').then(|| "%".to_owned())),
            source: kept("source"),
            n,
        });
    })?;
    if total == 0 {
        return Err(table.refuse(Why::NoRows));
    }
    enough(&table, &rejected, total, accept_rejects)?;
    Ok(Indicators { rows, rejected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_comma_and_per_cent_are_read_with_their_unit() {
        let text = "Mått;År;Område;Värde;Källa;Antal svar\nOtrygg ute sen kväll;2024;0123R002;31,5 %;Trygghetsmätningen;212\nOtrygg ute sen kväll;2024;;x;;\nOtrygg ute sen kväll;2024;;28;;\n";
        let found = indicators("m.csv", text.as_bytes().to_vec(), &[], false).unwrap();
        let first = &found.rows[0];
        assert_eq!((first.value, first.unit.as_deref(), first.n), (31.5, Some("%"), Some(212)));
        assert_eq!(first.area.as_deref(), Some("0123R002"));
        assert_eq!(found.rows[1].area, None);
        assert_eq!((found.rejected[0].row, &found.rejected[0].reason), (3, &Reason::NotANumber));
    }
}
