//! What must be hidden in a table of rows and columns whose totals are shown?
//!
//! A table with its totals is a flow: what goes from a row to a column, and by the totals back. Hidden entries are the
//! arcs on which a reader may send flow around in a ring without contradicting anything shown; how far, a largest flow
//! says exactly (its capacities are whole, so whole tables reach the bounds of fractional ones). Each small entry is
//! given such rings by hiding the least that closes them: Kelly, Golden and Assad, Networks 22 (1992) 397-417; Cox,
//! JASA 90 (1995) 1453-1462. That is a heuristic for *how much* is hidden; that a small entry cannot be worked out holds
//! always, and is checked by brute force.
//!
//! Protected means: of every entry below `least`, a reader who knows all that is shown must think it possible that it
//! is `least` or more. So it can be neither derived nor bounded into 1 to least - 1. Other hidden entries cannot be
//! derived exactly.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use domain::finding::Count;

/// A table with its totals. A value that exists adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    rows: usize,
    columns: usize,
    /// (rows + 1) x (columns + 1): the last of each row is its total, the last row holds the totals of columns.
    entries: Vec<u64>,
}

impl Table {
    /// From the inner counts, row by row. None when there is no row or no column, rows differ in length or a count is
    /// so large that totals could overflow.
    pub fn new(counts: &[Vec<u64>]) -> Option<Table> {
        let columns = counts.first()?.len();
        let small = counts.iter().flatten().all(|c| *c < 1 << 40);
        if columns == 0 || counts.iter().any(|r| r.len() != columns) || !small || counts.len() * columns > 1 << 20 {
            return None;
        }
        let mut entries: Vec<u64> = Vec::with_capacity((counts.len() + 1) * (columns + 1));
        for row in counts {
            entries.extend(row);
            entries.push(row.iter().sum());
        }
        for c in 0..=columns {
            entries.push((0..counts.len()).map(|r| entries[r * (columns + 1) + c]).sum());
        }
        Some(Table { rows: counts.len(), columns, entries })
    }

    /// How many rows and columns, without totals.
    pub fn size(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// All entries row by row, each row's total last, the totals of columns as the last row.
    pub fn entries(&self) -> &[u64] {
        &self.entries
    }

    pub(super) fn arcs(&self) -> Vec<(usize, usize)> {
        let (r, c) = (self.rows, self.columns);
        // Nodes: rows 0..r, "all rows" r, then columns, "all columns" last.
        (0..(r + 1) * (c + 1))
            .map(|e| {
                let (row, column) = (e / (c + 1), r + 1 + e % (c + 1));
                // A row's total flows into it, a column's out of it; both totals or neither: from row to column.
                if (row == r) == (column == r + 1 + c) { (row, column) } else { (column, row) }
            })
            .collect()
    }
}

/// Why a table cannot be shown with holes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotHide {
    /// What was shown before gives this entry (by its place in [`Table::entries`]) away, whatever is hidden now: round,
    /// or do not show the table.
    #[error("what was shown before gives entry {0} away")]
    ShownBefore(usize),
    /// The earlier table has another size.
    #[error("the earlier table has another size")]
    OtherSize,
}

/// Which entries are hidden, totals included: those below `least` and what else it takes.
pub fn hidden(table: &Table, least: u64) -> Result<Vec<bool>, CannotHide> {
    protect(table, least, None)
}

/// The same, beside an earlier version of the page with these counts and these entries hidden. What was shown then is
/// known: each entry that is small now, and was hidden, is protected by rings of entries that are hidden in both
/// versions, with room in both. A reader then has two stories for both pages that differ by the same ring, so that
/// nothing follows from one page beside the other, whatever is known of what came between.
pub fn hidden_beside(
    table: &Table,
    earlier: &Table,
    hidden_then: &[bool],
    least: u64,
) -> Result<Vec<bool>, CannotHide> {
    if earlier.size() != table.size() || hidden_then.len() != table.entries.len() {
        return Err(CannotHide::OtherSize);
    }
    protect(table, least, Some((earlier, hidden_then)))
}

/// Entries shown on both pages that changed by less than `least` (but did): the few that came between are then a small
/// count by themselves. Wait with the new page until there are none, or round.
pub fn small_changes(
    table: &Table,
    earlier: &Table,
    hidden_now: &[bool],
    hidden_then: &[bool],
    least: u64,
) -> Vec<usize> {
    let shown = hidden_now.iter().zip(hidden_then).map(|(a, b)| !a && !b);
    let changes = table.entries.iter().zip(&earlier.entries).map(|(a, b)| a.abs_diff(*b));
    let both = shown.zip(changes).enumerate();
    both.filter(|(_, (shown, by))| *shown && *by > 0 && *by < least).map(|(e, _)| e).collect()
}

/// The entries as they may be shown, (rows + 1) rows of (columns + 1).
pub fn counts(table: &Table, hidden: &[bool]) -> Vec<Vec<Count>> {
    let one = |(n, h): (&u64, &bool)| if *h { Count::Hidden } else { Count::Exact(*n) };
    let all: Vec<Count> = table.entries.iter().zip(hidden).map(one).collect();
    all.chunks(table.columns + 1).map(<[_]>::to_vec).collect()
}

/// What a reader can work out of a hidden entry: the least and the most it can be, the most up to `cap`.
pub fn bounds(table: &Table, hidden: &[bool], entry: usize, cap: u64) -> (u64, u64) {
    let flow = table.entries.clone();
    if !hidden[entry] {
        return (flow[entry], flow[entry]);
    }
    let arcs = table.arcs();
    let (from, to) = arcs[entry];
    let reach = |start, end, want| {
        let mut net = Net { arcs: &arcs, nodes: table.rows + table.columns + 2, room: flow.clone() };
        let mut pushed = 0;
        while pushed < want {
            let Some((path, room)) = net.cheapest(start, end, entry, |e| hidden[e].then_some(0)) else { break };
            let by = room.min(want - pushed);
            net.push(&path, by);
            pushed += by;
        }
        pushed
    };
    let up = reach(to, from, cap.saturating_sub(flow[entry]));
    let down = reach(from, to, flow[entry]);
    (flow[entry] - down, flow[entry] + up)
}

fn protect(table: &Table, least: u64, then: Option<(&Table, &[bool])>) -> Result<Vec<bool>, CannotHide> {
    let entries = &table.entries;
    let mut hide: Vec<bool> = entries.iter().map(|n| *n < least).collect();
    let arcs = table.arcs();
    // Room to take away: what there is, on both pages.
    let room: Vec<u64> = match then {
        Some((earlier, _)) => entries.iter().zip(&earlier.entries).map(|(a, b)| *a.min(b)).collect(),
        None => entries.clone(),
    };
    let inner = |e: usize| e / (table.columns + 1) < table.rows && e % (table.columns + 1) < table.columns;
    // Totals are what a page is read for: they go last.
    let all: u64 = entries[entries.len() - 1].saturating_add(1);
    let price = |e: usize| if inner(e) { entries[e] + 1 } else { all.saturating_mul(4).saturating_add(entries[e]) };
    let mut small: Vec<usize> = (0..entries.len()).filter(|e| hide[*e]).collect();
    small.sort_by_key(|e| entries[*e]);
    for entry in small {
        // Shown before as what it is now: no secret is left. Shown as something else: it must not follow from the rest.
        let was_shown = then.is_some_and(|(_, h)| !h[entry]);
        if was_shown {
            return Err(CannotHide::ShownBefore(entry));
        }
        let (from, to) = arcs[entry];
        let mut net = Net { arcs: &arcs, nodes: table.rows + table.columns + 2, room: room.clone() };
        let mut want = least - entries[entry];
        while want > 0 {
            let price = |e: usize| {
                let open = then.is_none_or(|(_, h)| h[e]);
                open.then(|| if hide[e] { 0 } else { price(e) })
            };
            let Some((path, room)) = net.cheapest(to, from, entry, price) else {
                return Err(CannotHide::ShownBefore(entry));
            };
            let by = room.min(want);
            net.push(&path, by);
            path.iter().for_each(|(e, _)| hide[*e] = true);
            want -= by;
        }
    }
    Ok(hide)
}

/// What may still be sent: forwards along an arc without end, backwards `room`.
struct Net<'a> {
    arcs: &'a [(usize, usize)],
    nodes: usize,
    room: Vec<u64>,
}

impl Net<'_> {
    /// The cheapest way from `start` to `end` without the arc `but`, and its room. Each step is an arc and whether it
    /// is taken forwards. `price` None: not to be used.
    fn cheapest(
        &self,
        start: usize,
        end: usize,
        but: usize,
        price: impl Fn(usize) -> Option<u64>,
    ) -> Option<(Vec<(usize, bool)>, u64)> {
        let mut steps: Vec<Vec<(usize, bool, usize, u64)>> = vec![Vec::new(); self.nodes];
        for (e, (from, to)) in self.arcs.iter().enumerate().filter(|(e, _)| *e != but) {
            let Some(price) = price(e) else { continue };
            steps[*from].push((e, true, *to, price));
            if self.room[e] > 0 {
                steps[*to].push((e, false, *from, price));
            }
        }
        let mut best = vec![u64::MAX; self.nodes];
        let mut by: Vec<Option<(usize, bool, usize)>> = vec![None; self.nodes];
        let mut queue = BinaryHeap::from([Reverse((0u64, start))]);
        best[start] = 0;
        while let Some(Reverse((cost, node))) = queue.pop() {
            if cost > best[node] {
                continue;
            }
            for (e, forwards, next, price) in &steps[node] {
                let cost = cost.saturating_add(*price);
                if cost < best[*next] {
                    best[*next] = cost;
                    by[*next] = Some((*e, *forwards, node));
                    queue.push(Reverse((cost, *next)));
                }
            }
        }
        let (mut path, mut room, mut node) = (Vec::new(), u64::MAX, end);
        while node != start {
            let (e, forwards, before) = by[node]?;
            if !forwards {
                room = room.min(self.room[e]);
            }
            path.push((e, forwards));
            node = before;
        }
        Some((path, room))
    }

    fn push(&mut self, path: &[(usize, bool)], by: u64) {
        for (e, forwards) in path {
            self.room[*e] = if *forwards { self.room[*e] + by } else { self.room[*e] - by };
        }
    }
}

#[cfg(test)]
mod tests;
