//! How wide are the columns of a table on paper, and does the page lie down for them?

use crate::tree::*;

/// How wide text is on a standing page, and a table on a lying one, in millimetres.
pub(crate) const STANDING: f64 = 170.0;
pub(crate) const LYING: f64 = 257.0;

/// The widest letters at ten points, in millimetres.
const LETTER: f64 = 2.28;
/// A longer word is hyphenated.
const WORD: usize = 12;
/// The space beside a cell.
const BESIDE: f64 = 3.5;

/// A table of six columns or more is hard to read on a standing page.
pub(crate) fn lies(document: &Document) -> bool {
    let mut lies = false;
    crate::csv::walk(&document.blocks, &mut |t| lies |= t.layout == Layout::Plain && t.columns.len() >= 6);
    lies
}

/// How much room a table gets: one of few columns keeps to the measure of the text.
pub(crate) fn room(t: &Table, lying: bool) -> f64 {
    if lying && t.columns.len() > 4 { LYING } else { STANDING }
}

/// The widths of the columns of a table that fills its room, in millimetres: each holds its longest word, and what is
/// left goes to those with most to say. Nothing where the longest words do not fit side by side.
pub(super) fn widths(t: &Table, room: f64, points: f64) -> Option<Vec<f64>> {
    let (least, said) = needs(t, points);
    let left = room - least.iter().sum::<f64>();
    (left >= 0.0).then(|| with_rest(&least, &said, left))
}

/// The same at ten points for a text processor, which breaks a word that does not fit.
pub(crate) fn office_widths(t: &Table, room: f64) -> Vec<f64> {
    let (least, said) = needs(t, 10.0);
    let all = least.iter().sum::<f64>();
    if all <= room { with_rest(&least, &said, room - all) } else { least.iter().map(|w| w * room / all).collect() }
}

fn with_rest(least: &[f64], said: &[f64], left: f64) -> Vec<f64> {
    let all: f64 = said.iter().sum();
    let share = |s: &f64| if all > 0.0 { left * s / all } else { left / least.len() as f64 };
    least.iter().zip(said).map(|(w, s)| w + share(s)).collect()
}

/// What the columns need at least, and how much they have to say.
fn needs(t: &Table, points: f64) -> (Vec<f64>, Vec<f64>) {
    let n = t.columns.len();
    let (mut least, mut said) = (vec![BESIDE; n], vec![0.0_f64; n]);
    let heads = std::iter::once(t.columns.iter().map(|c| c.title.clone()).collect::<Vec<_>>());
    for row in heads.chain(t.rows.iter().map(|row| row.iter().map(Cell::plain).collect())) {
        for (i, text) in row.iter().enumerate().take(n) {
            let longest = text.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0).min(WORD);
            least[i] = least[i].max(longest as f64 * LETTER * points / 10.0 + BESIDE);
            said[i] = said[i].max(text.chars().count() as f64);
        }
    }
    // A state or verdict has its sign before the word.
    let signs = |i: usize| t.rows.iter().any(|r| matches!(r.get(i), Some(Cell::State(_) | Cell::Verdict(_))));
    for (i, width) in least.iter_mut().enumerate() {
        *width += if signs(i) { 9.0 } else { 0.0 };
    }
    (least, said)
}

/// Whether the table takes more than about half a page: then it begins where it stands and goes on over the page,
/// rather than leave the rest of this one empty.
pub(super) fn is_tall(t: &Table, room: f64, lying: bool) -> bool {
    let widths = widths(t, room, 9.0).unwrap_or_else(|| vec![room / t.columns.len().max(1) as f64; t.columns.len()]);
    let lines = |cell: &Cell, width: &f64| {
        let letters = cell.plain().chars().count() as f64;
        (letters * LETTER * 0.75 / (width - BESIDE).max(LETTER)).ceil().max(1.0)
    };
    // The space around a row is as high as a line.
    let height = |row: &Vec<Cell>| 1.0 + row.iter().zip(&widths).map(|(c, w)| lines(c, w)).fold(1.0, f64::max);
    t.rows.iter().map(height).sum::<f64>() > if lying { 14.0 } else { 28.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: usize, words: &str) -> Table {
        Table {
            caption: "T".into(),
            caption_hidden: false,
            layout: Layout::Plain,
            columns: (0..columns).map(|i| Column::text(format!("Kolumn {i}"))).collect(),
            rows: vec![(0..columns).map(|i| words.repeat(i + 1).into()).collect(); 4],
            note: Text::new(),
        }
    }

    #[test]
    fn the_columns_of_a_table_fill_its_room_and_no_word_is_wider_than_its_column() {
        for (columns, room) in [(4, STANDING), (6, LYING), (6, STANDING), (12, STANDING)] {
            let t = table(columns, "ordet ");
            let widths = office_widths(&t, room);
            assert!((widths.iter().sum::<f64>() - room).abs() < 0.01, "{widths:?}");
            assert!(widths.iter().all(|w| *w > 10.0), "{widths:?}");
            assert!(widths.windows(2).all(|w| w[0] <= w[1]), "what says more is wider: {widths:?}");
        }
        assert_eq!(widths(&table(12, "trygghetsmätning "), STANDING, 8.4), None);
    }

    #[test]
    fn a_page_lies_down_for_a_table_of_six_columns_and_not_for_the_hours_of_a_week() {
        let document = |t: Table| Document::new("T", text::Lang::Sv).with(t);
        assert!(!lies(&document(table(5, "ord"))));
        assert!(lies(&document(table(6, "ord"))));
        assert!(!lies(&document(Table { layout: Layout::Heat, ..table(9, "1") })));
    }

    #[test]
    fn a_table_of_much_text_is_tall_though_its_rows_are_few() {
        assert!(!is_tall(&table(3, "ord "), STANDING, false));
        assert!(is_tall(&table(6, "ett par ord till om saken "), LYING, true));
    }
}
