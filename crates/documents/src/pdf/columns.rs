//! How wide are the columns of a table on paper, and does the page lie down for them?

use crate::tree::*;

/// How wide text is on a standing page, and a table on a lying one, in millimetres.
pub(crate) const STANDING: f64 = 170.0;
pub(crate) const LYING: f64 = 257.0;

/// How wide text is on a page in large print.
const LARGE: f64 = 174.0;

/// A wide letter at ten points, in millimetres, and how much wider it is where it is bold.
const LETTER: f64 = 2.28;
const BOLD: f64 = 1.1;
/// A longer word is hyphenated where columns are narrow.
const WORD: usize = 12;
/// A longer word has places to break everywhere.
const BREAKABLE: usize = 30;
/// In large print a column that is narrower, in letters, is no column to read text in.
const LEAST: f64 = 12.0;
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

/// How a table is laid on paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Laid {
    /// In columns of these widths in millimetres; without widths where the drawing decides them.
    Grid { widths: Vec<f64>, hyphenate: bool },
    /// Row by row, each value after the head of its column.
    Records,
}

/// How a table is laid: in columns where its words fit in them side by side, else row by row.
pub(super) fn laid(t: &Table, print: super::Print, lying: bool) -> Laid {
    let drawn = matches!(t.layout, Layout::Heat | Layout::Whisker(_));
    if print == super::Print::Large {
        // Drawn cells need many columns, or letters that are too small; numbers in four columns stand too near each other.
        let widths = if drawn || t.columns.len() > 3 { None } else { comfortable(t) };
        return widths.map_or(Laid::Records, |widths| Laid::Grid { widths, hyphenate: false });
    }
    if drawn {
        return Laid::Grid { widths: Vec::new(), hyphenate: false };
    }
    // As the template sets them.
    let many = t.columns.len() > 4;
    let points = if many && !lying { 8.4 } else { 9.4 };
    let grid =
        |longest, hyphenate| widths(t, room(t, lying), points, longest).map(|widths| Laid::Grid { widths, hyphenate });
    grid(BREAKABLE, many).or_else(|| grid(WORD, true)).unwrap_or(Laid::Records)
}

/// Widths for large print: every word whole, and no column of text so narrow that it is one word to a line.
fn comfortable(t: &Table) -> Option<Vec<f64>> {
    let points = 18.0;
    let widths = widths(t, LARGE, points, BREAKABLE)?;
    let least = LEAST * LETTER * points / 10.0 + BESIDE;
    let on_one_line = needs(t, points, usize::MAX).said;
    widths.iter().zip(on_one_line).all(|(width, whole)| *width >= least.min(whole)).then_some(widths)
}

/// The widths of the columns of a table that fills its room, in millimetres: each holds its longest word, and what is
/// left goes to those with most to say. Nothing where the longest words do not fit side by side.
fn widths(t: &Table, room: f64, points: f64, longest: usize) -> Option<Vec<f64>> {
    let needs = needs(t, points, longest);
    let left = room - needs.least.iter().sum::<f64>();
    (left >= 0.0).then(|| with_rest(&needs, left))
}

/// The same at ten points for a text processor, which breaks a word that does not fit.
pub(crate) fn office_widths(t: &Table, room: f64) -> Vec<f64> {
    let needs = needs(t, 10.0, WORD);
    let all = needs.least.iter().sum::<f64>();
    if all <= room { with_rest(&needs, room - all) } else { needs.least.iter().map(|w| w * room / all).collect() }
}

/// A column gets more in proportion to what it lacks of standing on one line; when all do, what is left is shared in
/// proportion to what they say.
fn with_rest(needs: &Needs, left: f64) -> Vec<f64> {
    let shared = |to: &[f64], room: f64| -> Vec<f64> {
        let all: f64 = to.iter().sum();
        to.iter().map(|x| if all > 0.0 { room * x / all } else { room / to.len() as f64 }).collect()
    };
    let lacks: Vec<f64> = needs.least.iter().zip(&needs.said).map(|(least, said)| (said - least).max(0.0)).collect();
    let first = shared(&lacks, left.min(lacks.iter().sum()));
    let rest = shared(&needs.said, left - first.iter().sum::<f64>());
    needs.least.iter().zip(first).zip(rest).map(|((least, a), b)| least + a + b).collect()
}

/// What each column needs, in millimetres.
struct Needs {
    /// To hold its longest word.
    least: Vec<f64>,
    /// To hold its longest cell on one line.
    said: Vec<f64>,
}

/// What the columns need, where a word longer than `longest` can be broken.
fn needs(t: &Table, points: f64, longest: usize) -> Needs {
    let n = t.columns.len();
    let (mut least, mut said) = (vec![BESIDE; n], vec![BESIDE; n]);
    let mut holds = |i: usize, text: &str, whole: bool, bold: bool, sign: f64| {
        let letter = LETTER * points / 10.0 * if bold { BOLD } else { 1.0 };
        let wide = |letters: usize| letters as f64 * letter + BESIDE + sign;
        let word = pieces(text).map(|w| w.chars().count()).max().unwrap_or(0).min(longest);
        let all = text.chars().count();
        least[i] = least[i].max(wide(if whole { all.min(longest) } else { word }));
        said[i] = said[i].max(wide(all));
    };
    for (i, column) in t.columns.iter().enumerate() {
        holds(i, &column.title, false, true, 0.0);
    }
    for (i, cell) in t.rows.iter().flat_map(|row| row.iter().enumerate().take(n)) {
        // A state or verdict has its sign before the word; a state has a frame, and stands on one line.
        let (whole, sign) = match cell {
            Cell::State(_) => (true, 9.0),
            Cell::Verdict(_) => (false, 6.0),
            _ => (false, 0.0),
        };
        holds(i, &cell.plain(), whole, i == 0 || sign > 0.0, sign);
    }
    Needs { least, said }
}

/// The pieces of a text that are never broken: its words, and what stands between the signs of an address.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let is_address = word.contains("://") || word.contains('@');
        word.split(move |c: char| is_address && !c.is_alphanumeric())
    })
}

/// Whether the table takes more than about half a page: then it begins where it stands and goes on over the page,
/// rather than leave the rest of this one empty.
pub(super) fn is_tall(t: &Table, room: f64, lying: bool) -> bool {
    let widths =
        widths(t, room, 9.0, WORD).unwrap_or_else(|| vec![room / t.columns.len().max(1) as f64; t.columns.len()]);
    let lines = |cell: &Cell, width: &f64| {
        let letters = cell.plain().chars().count() as f64;
        (letters * LETTER * 0.75 / (width - BESIDE).max(LETTER)).ceil().max(1.0)
    };
    // The space around a row is as high as a line.
    let height = |row: &Vec<Cell>| 1.0 + row.iter().zip(&widths).map(|(c, w)| lines(c, w)).fold(1.0, f64::max);
    let all = match t.layout {
        // Beside an interval stands its verdict, with the ends in words under it.
        Layout::Whisker(_) => 4.0 * t.rows.len() as f64,
        _ => t.rows.iter().map(height).sum(),
    };
    all > if lying { 14.0 } else { 28.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Print;

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
        assert_eq!(laid(&table(12, "trygghetsmätning "), Print::Normal, false), Laid::Records);
    }

    #[test]
    fn in_large_print_a_table_is_read_row_by_row_unless_its_words_fit_in_its_columns() {
        let large = |t: &Table| laid(t, Print::Large, false);
        assert!(matches!(large(&table(2, "ord ")), Laid::Grid { .. }));
        assert_eq!(large(&table(3, "uppföljningsansvarig ")), Laid::Records, "words that do not fit side by side");
        assert_eq!(large(&table(4, "ord och mer ")), Laid::Records, "one word to a line");
        assert_eq!(large(&Table { layout: Layout::Heat, ..table(3, "1") }), Laid::Records);
    }

    #[test]
    fn the_longest_word_of_a_column_stands_whole_where_it_can() {
        let mut t = table(3, "ord ");
        t.rows[0] = vec!["Vad".into(), "Uppföljningsansvarig".into(), "kort".into()];
        let Laid::Grid { widths, hyphenate: false } = laid(&t, Print::Normal, false) else { panic!("no columns") };
        assert!(widths[1] > 20.0 * LETTER * 0.94, "{widths:?}");
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
        let scale = Scale { from: -1.0, zero: 0.0, to: 1.0, words: Default::default() };
        let intervals = |rows: usize| Table {
            layout: Layout::Whisker(scale.clone()),
            rows: vec![Vec::new(); rows],
            ..table(3, "")
        };
        assert!(!is_tall(&intervals(5), STANDING, false) && is_tall(&intervals(12), STANDING, false));
    }
}
