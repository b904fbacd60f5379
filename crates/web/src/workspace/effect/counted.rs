//! What do the weeks before and after say, counted anew from the observations?

use analysis::evaluate::design::{Seen, design};
use analysis::evaluate::did::Found;
use analysis::evaluate::displacement::{Displacement, displacement};
use analysis::evaluate::{Choices, Panel, dose, evaluate};
use domain::Id;
use domain::finding::Evaluated;
use domain::term::days_between;
use jiff::ToSpan;
use jiff::civil::Date;
use storage::observation::Daily;

use super::choice::Chosen;

/// The least weeks that a design looks back, where there are so many.
const PAST: u32 = 104;
/// The least areas with hours given before it is asked whether more hours did more.
const LEAST_WITH_HOURS: usize = 3;

/// The whole weeks that are read: some past ones, and those after the start that have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// Weeks before the start.
    pub past: usize,
    /// Weeks from the start on.
    pub after: usize,
}

impl Window {
    /// The weeks of a choice as they stand on a day. Weeks begin on the weekday of the start. Of a start that is still to
    /// come all weeks are past.
    pub fn of(chosen: &Chosen, today: Date) -> Window {
        let since = days_between(chosen.start, today);
        let after = u32::try_from(since / 7).unwrap_or(0).min(chosen.after);
        // How many weeks of a start to come have not passed.
        let ahead = if since < 0 { (-since + 6) / 7 } else { 0 };
        let past = PAST.max(2 * (chosen.before + chosen.after));
        let from = chosen.start.saturating_sub((7 * (ahead + i64::from(past))).days());
        Window { from, past: past as usize, after: after as usize }
    }

    /// The last day.
    pub fn to(&self) -> Date {
        self.from.saturating_add((7 * (self.past + self.after) as i64 - 1).days())
    }
}

/// What was counted and what it says.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Weeks that were compared.
    pub weeks: (usize, usize),
    /// Past weeks that there are.
    pub past: usize,
    /// Areas: where something was done, compared, around, and without any observation.
    pub areas: Areas,
    /// What is said of the effort.
    pub told: Told,
    /// What could be seen with so many weeks.
    pub could: Could,
    /// The same with more weeks: before, after.
    pub helps: Vec<(u32, u32, Could)>,
    /// Hours given per area since the start, the most first; without those where none were.
    pub hours: Vec<(Id, f64)>,
    /// The areas among them that are compared with.
    pub given_elsewhere: Vec<Id>,
    /// Exactly what was counted, for the command line.
    pub csv: String,
    /// The weeks before the start that what could be seen is reckoned from.
    pub past_csv: String,
    /// The first day after the start in it; without one, all of it is past.
    pub begun: Option<Date>,
}

/// How many areas of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Where something was done.
    pub treated: usize,
    /// Compared with.
    pub compared: usize,
    /// Around.
    pub around: usize,
    /// Without any observation, and so left out.
    pub empty: usize,
}

/// What is said of the effort.
#[derive(Clone, Debug)]
pub enum Told {
    /// No whole week has passed since the start.
    NotBegun,
    /// There are no whole weeks with observations before the start.
    NothingBefore,
    /// The verdict.
    Evaluated(Box<Verdict>),
}

/// The verdict with what stands beside it.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The verdict.
    pub said: Evaluated,
    /// Treated and compared: before, after.
    pub sums: [(u64, u64); 2],
    /// Whether it moved, where areas around were chosen.
    pub moved: Option<Displacement>,
    /// What an hour did, where hours are known.
    pub dose: Option<Found>,
}

/// What could be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Could {
    /// Reckoned.
    Seen(Seen),
    /// There are only so many past weeks.
    TooShort(usize),
}

/// A row of what is counted.
struct Row<'a> {
    id: &'a Id,
    counts: Vec<u64>,
    treated: bool,
    around: bool,
    hours: f64,
}

/// Counts and compares. `areas` are those of the set, `rows` what was seen in the window, `hours` what was given where.
pub fn count(chosen: &Chosen, window: Window, areas: &[Id], rows: &[Daily], hours: &[(Id, f64)]) -> Counted {
    let first = rows.iter().map(|r| r.day).min().unwrap_or(window.to());
    // A week in which the observations themselves begin is not a whole one.
    let days = days_between(window.from, first).max(0);
    let skip = if days < 7 { 0 } else { ((days + 6) / 7) as usize }.min(window.past);
    let past = window.past - skip;
    let start = window.from.saturating_add((7 * window.past as i64).days());
    let all = weekly(chosen, window, skip, areas, rows, hours);
    let (before, after) = (past.min(chosen.before as usize), window.after);
    let choices = Choices::default();

    let looked_back = with_events(&all, 0..past);
    let could = |before: u32, after: u32| could(&looked_back, past, before, after, choices);
    let helps = [(chosen.before, 2 * chosen.after), (2 * chosen.before, chosen.after)];
    let helps = helps.map(|(b, a)| (b, a, could(b, a))).into_iter().collect();

    let compared = with_events(&all, past - before..past + after);
    let count_of = |which: &dyn Fn(&&Row) -> bool| compared.iter().filter(which).count();
    let sides = Areas {
        treated: count_of(&|r| r.treated),
        compared: count_of(&|r| !r.treated && !r.around),
        around: count_of(&|r| r.around),
        empty: all.len() - compared.len(),
    };
    let told = match (before, after) {
        (_, 0) => Told::NotBegun,
        (0, _) => Told::NothingBefore,
        _ => {
            let first_day = start.saturating_sub((7 * before as i64).days());
            verdict(&compared, before, first_day, choices).map_or(Told::NothingBefore, |v| Told::Evaluated(Box::new(v)))
        }
    };
    let begun = matches!(told, Told::Evaluated(_)).then_some(start);
    let first_day = start.saturating_sub((7 * before as i64).days());
    let past_csv = csv(&looked_back, start.saturating_sub((7 * past as i64).days()));
    let csv = if begun.is_some() { csv(&compared, first_day) } else { past_csv.clone() };
    let mut given: Vec<(Id, f64)> = hours.iter().filter(|(_, h)| *h > 0.0).cloned().collect();
    given.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let elsewhere = |id: &&Id| !chosen.areas.contains(id) && !chosen.around.contains(id);
    Counted {
        weeks: (before, after),
        past,
        areas: sides,
        told,
        could: could(chosen.before, chosen.after),
        helps,
        given_elsewhere: given.iter().map(|(id, _)| id).filter(elsewhere).cloned().collect(),
        hours: given,
        csv,
        past_csv,
        begun,
    }
}

/// One row per area, in the order of their keys, without the first `skip` weeks.
fn weekly<'a>(
    chosen: &Chosen,
    window: Window,
    skip: usize,
    areas: &'a [Id],
    rows: &[Daily],
    hours: &[(Id, f64)],
) -> Vec<Row<'a>> {
    let weeks = window.past + window.after - skip;
    let mut all: Vec<Row> = areas
        .iter()
        .map(|id| Row {
            id,
            counts: vec![0; weeks],
            treated: chosen.areas.contains(id),
            around: chosen.around.contains(id),
            hours: hours.iter().filter(|(a, _)| a == id).map(|(_, h)| h).sum(),
        })
        .collect();
    all.sort_by(|a, b| a.id.cmp(b.id));
    for r in rows.iter().filter(|r| chosen.category.as_ref().is_none_or(|c| *c == r.category)) {
        let week = usize::try_from(days_between(window.from, r.day) / 7).ok().and_then(|w| w.checked_sub(skip));
        let Ok(at) = all.binary_search_by(|row| row.id.cmp(&r.area)) else { continue };
        if let Some(n) = week.and_then(|w| all[at].counts.get_mut(w)) {
            *n += r.n;
        }
    }
    all
}

/// These weeks of the areas that have any observation in them. An area without one would be one more to compare with
/// and say nothing; where something was done it stays.
fn with_events<'a>(all: &[Row<'a>], weeks: std::ops::Range<usize>) -> Vec<Row<'a>> {
    let cut = |r: &Row<'a>| Row { counts: r.counts[weeks.clone()].to_vec(), ..*r };
    all.iter().map(cut).filter(|r| r.treated || r.counts.iter().any(|n| *n > 0)).collect()
}

fn panel(rows: &[Row], start: usize, first_day: Date) -> Option<Panel> {
    let counts = rows.iter().map(|r| r.counts.clone()).collect();
    Panel::new(counts, rows.iter().map(|r| r.treated).collect(), start, first_day, 7).ok()
}

fn could(past: &[Row], weeks: usize, before: u32, after: u32, choices: Choices) -> Could {
    let (before, after) = (before as usize, after as usize);
    // Any day will do: only the counts of a past are looked at.
    let panel = panel(past, 1, Date::constant(2000, 1, 3)).filter(|_| weeks >= before + after);
    match panel.and_then(|p| p.only(|i| !past[i].around)) {
        Some(panel) => Could::Seen(design(&panel, before, after, choices)),
        None => Could::TooShort(weeks),
    }
}

fn verdict(rows: &[Row], start: usize, first_day: Date, choices: Choices) -> Option<Verdict> {
    let panel = panel(rows, start, first_day)?;
    let around: Vec<bool> = rows.iter().map(|r| r.around).collect();
    let moved = if around.contains(&true) { displacement(&panel, &around, choices) } else { None };
    let hours: Vec<f64> = rows.iter().map(|r| r.hours).collect();
    let known = hours.iter().filter(|h| **h > 0.0).count() >= LEAST_WITH_HOURS;
    let sum = |which: &dyn Fn(&Row) -> bool| {
        let of = rows.iter().filter(|r| which(r));
        of.fold((0, 0), |(b, a), r| {
            let n = |weeks: &[u64]| weeks.iter().sum::<u64>();
            (b + n(&r.counts[..start]), a + n(&r.counts[start..]))
        })
    };
    Some(Verdict {
        said: evaluate(&panel.only(|i| !around[i])?, choices),
        sums: [sum(&|r| r.treated), sum(&|r| !r.treated && !r.around)],
        moved,
        dose: if known { dose::slope(&panel.sums(), &hours, choices) } else { None },
    })
}

/// One line per area and week, as `samverka analyse evaluate` reads it.
fn csv(rows: &[Row], first_day: Date) -> String {
    let mut out = "area,period,count,treated,buffer,hours\n".to_owned();
    for r in rows {
        let (treated, around, hours) = (u8::from(r.treated), u8::from(r.around), r.hours.max(0.0));
        for (week, n) in r.counts.iter().enumerate() {
            let day = first_day.saturating_add((7 * week as i64).days());
            out.push_str(&format!("{},{day},{n},{treated},{around},{hours}\n", r.id));
        }
    }
    out
}

#[cfg(test)]
mod tests;
