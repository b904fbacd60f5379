//! Which small counts are hidden, and what else must be hidden so that they cannot be worked out?
//!
//! Here: a table with one total. [`table`] hides in a table with rows, columns and their totals; [`rounding`] shows
//! every number of it, rounded so that the totals still add up.

use domain::finding::Count;

pub mod rounding;
pub mod table;

/// Which cells of a table with one total are hidden: those below `least`, and then the next smallest,
/// until at least two are hidden and together they hold at least `least`.
///
/// A reader who knows the total then knows only that the hidden ones add up to something of at least
/// `least`: each of them may be any number from 0 to that, so none is known to be small. (A table with
/// a single cell has nothing else to hide: its total must be hidden with it.)
pub fn hidden(counts: &[u64], least: u64) -> Vec<bool> {
    let mut hide: Vec<bool> = counts.iter().map(|n| *n < least).collect();
    if !hide.contains(&true) {
        return hide;
    }
    let mut rest: Vec<usize> = (0..counts.len()).filter(|i| !hide[*i]).collect();
    // Equal counts are hidden in the order of the table, so that the same data give the same page.
    rest.sort_by_key(|i| counts[*i]);
    let mut rest = rest.into_iter();
    let is_safe = |hide: &[bool]| {
        let held: u64 = counts.iter().zip(hide).filter(|(_, h)| **h).map(|(n, _)| n).sum();
        hide.iter().filter(|h| **h).count() >= 2 && held >= least
    };
    while !is_safe(&hide) {
        match rest.next() {
            Some(next) => hide[next] = true,
            None => break,
        }
    }
    hide
}

/// The cells as they may be shown.
pub fn counts(counts: &[u64], least: u64) -> Vec<Count> {
    hidden(counts, least)
        .into_iter()
        .zip(counts)
        .map(|(h, n)| if h { Count::Hidden } else { Count::Exact(*n) })
        .collect()
}

/// A total as it may be shown beside tables of which some hide something: rounded to tens then.
pub fn total(n: u64, something_is_hidden: bool, least: u64) -> Count {
    match (n, something_is_hidden) {
        (n, _) if n < least => Count::Hidden,
        (n, true) => about(n),
        (n, false) => Count::Exact(n),
    }
}

/// Rounded to tens.
pub fn about(n: u64) -> Count {
    Count::About(((n + 5) / 10 * 10).max(10))
}

/// A part of a whole as it may be shown: rounded if the rest of the whole is so small that the
/// difference would give it away.
pub fn part(n: u64, whole: u64, something_is_hidden: bool, least: u64) -> Count {
    let rest = whole.saturating_sub(n);
    total(n, something_is_hidden || (rest > 0 && rest < least), least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_single_small_count_takes_its_smallest_neighbour_with_it() {
        assert_eq!(hidden(&[214, 49, 3, 71, 33], 5), [false, false, true, false, true]);
        assert_eq!(hidden(&[214, 49, 71], 5), [false; 3]);
        assert_eq!(hidden(&[], 5), Vec::<bool>::new());
    }

    #[test]
    fn small_counts_that_add_up_to_next_to_nothing_hide_one_more() {
        assert_eq!(hidden(&[0, 1, 60, 50], 5), [true, true, false, true]);
        assert_eq!(hidden(&[3, 2, 60], 5), [true, true, false]);
    }

    #[test]
    fn totals_are_rounded_where_something_is_hidden() {
        assert_eq!(total(632, true, 5), Count::About(630));
        assert_eq!(total(632, false, 5), Count::Exact(632));
        assert_eq!(total(4, false, 5), Count::Hidden);
        assert_eq!(part(608, 612, false, 5), Count::About(610));
        assert_eq!(part(612, 612, false, 5), Count::Exact(612));
    }

    proptest! {
        // What a reader can work out from the shown cells and an exact total: the sum of the hidden
        // ones, and so for each of them the range from 0 to that sum.
        #[test]
        fn a_small_count_cannot_be_derived_from_the_rest_and_the_total(
            counts in proptest::collection::vec(prop_oneof![0u64..8, 0u64..200], 2..12),
        ) {
            let hide = hidden(&counts, 5);
            let shown: u64 = counts.iter().zip(&hide).filter(|(_, h)| !**h).map(|(n, _)| n).sum();
            let sum_of_hidden = counts.iter().sum::<u64>() - shown;
            let how_many = hide.iter().filter(|h| **h).count();
            for (n, h) in counts.iter().zip(&hide) {
                prop_assert!(*h || *n >= 5);
            }
            if how_many > 0 && counts.iter().sum::<u64>() >= 5 {
                prop_assert!(how_many >= 2 && sum_of_hidden >= 5);
            }
        }
    }
}
