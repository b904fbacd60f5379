//! What of the last whole week is unusual, what only looks so, and how was that judged?

use std::collections::BTreeMap;

use analysis::unusual::{self, Said, Series};
use axum::response::Response;
use domain::finding::Verdict;
use domain::pack::Pack;
use domain::term::days_between;
use domain::{Act, Id};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use storage::observation::Daily;

use crate::workspace::observation::seen_by;
use crate::{Problem, Shell, Work};

/// What the last whole week held of something, beside what was expected.
pub(super) struct Odd {
    /// What and where.
    pub title: String,
    /// How many, beside how many were expected.
    pub text: String,
    /// What it was compared with.
    pub judged: String,
}

/// The last whole week beside its past.
pub(super) struct Week {
    /// Which week.
    pub title: String,
    /// What chance hardly explains.
    pub sure: Vec<Odd>,
    /// What looks unusual, as something on so large a board always does.
    pub looks: Vec<Odd>,
    /// How it was counted.
    pub how: String,
    /// Where every series can be fetched.
    pub file: String,
}

/// The area and the category of a series.
type Key = (Id, Id);

/// The last whole week, Monday to Sunday, and the first day of the weeks before it that are looked at.
fn days(s: &Shell) -> Option<(Date, Date, Date)> {
    let monday = s.today().nth_weekday(-1, Weekday::Sunday).ok()?.checked_sub(6.days()).ok()?;
    let back = 7 * (unusual::WEEKS as i64 - 1);
    Some((monday.checked_sub(back.days()).ok()?, monday, monday.checked_add(6.days()).ok()?))
}

/// `/arbete/ovanligt.csv`: every series with its weeks, as `samverka analyse aberration` reads them.
pub async fn rows(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    if !seen_by(&work)?.joint {
        return Err(Problem::NotAllowed);
    }
    let (first, _, sunday) = days(&work.s).ok_or(Problem::Absent)?;
    let rows = storage::observation::daily(work.app.db.reader(), work.town(), first, sunday).await?;
    let mut out = String::from("series,week,count\n");
    for series in board(&rows, first) {
        let (area, category) = &series.key;
        let skipped = unusual::WEEKS - series.counts.len();
        for (i, count) in series.counts.iter().enumerate() {
            let monday = first.saturating_add((7 * (skipped + i) as i64).days());
            out.push_str(&format!("{area} {category},{monday},{count}\n"));
        }
    }
    Ok(crate::paper::csv("ovanligt.csv", out))
}

/// The last whole week of every area and category, beside its own past.
pub(super) async fn week(work: &Work) -> Result<Option<Week>, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let Some((first, monday, sunday)) = days(s) else { return Ok(None) };
    let rows = storage::observation::daily(on, town, first, sunday).await?;
    let names = storage::area::names(on, town).await?;
    let said = tokio::task::spawn_blocking(move || {
        let board = board(&rows, first);
        let weeks = board.first().map_or(0, |series| series.counts.len());
        (unusual::week(&board, 0.05), weeks)
    });
    let (said, weeks) = said.await.map_err(|e| Problem::Ours(e.to_string()))?;
    let odd = |x: &Said<Key>| odd(s, &names, x, weeks);
    let sure = said.iter().filter(|x| matches!(x.verdict, Verdict::More | Verdict::Fewer)).map(odd).collect();
    let looks = said.iter().filter(|x| x.only_looks_so).take(5).map(odd).collect();
    let title = s.t1("today-week", "dates", text::date_range(s.lang(), monday, sunday));
    let tested = said.iter().filter(|x| x.tested.is_some()).count();
    let least = ("least", unusual::LEAST_FOR_SEASON.into());
    let how = s.words.with("today-odd-how", &[("n", tested.into()), least]);
    Ok(Some(Week { title, sure, looks, how, file: s.to("/arbete/ovanligt.csv") }))
}

/// A series per area and category. All begin with the first whole week in which the municipality has any observation: a
/// time before that is not one without observations.
fn board(rows: &[Daily], first: Date) -> Vec<Series<Key>> {
    let week = |day: Date| usize::try_from(days_between(first, day).div_euclid(7)).ok();
    let Some(earliest) = rows.iter().map(|r| r.day).min() else { return Vec::new() };
    let inside = days_between(first, earliest).rem_euclid(7) > 0 && days_between(first, earliest) >= 7;
    let skip = week(earliest).unwrap_or(0) + usize::from(inside);
    let weeks = unusual::WEEKS - skip.min(unusual::WEEKS - 1);
    let mut counts: BTreeMap<Key, Vec<u64>> = BTreeMap::new();
    for r in rows {
        let series = counts.entry((r.area.clone(), r.category.clone())).or_insert_with(|| vec![0; weeks]);
        if let Some(n) = week(r.day).and_then(|w| series.get_mut(w.checked_sub(unusual::WEEKS - weeks)?)) {
            *n += r.n;
        }
    }
    counts.into_iter().map(|(key, counts)| Series { key, counts }).collect()
}

fn odd(s: &Shell, names: &[(Id, domain::Line)], x: &Said<Key>, weeks: usize) -> Odd {
    let area = |id: &Id| names.iter().find(|(a, _)| a == id).map_or(id.to_string(), |(_, n)| n.to_string());
    let category = |code: &Id| {
        Pack::se().category(code.as_str()).map_or(code.to_string(), |c| c.label.in_language(s.tag()).to_owned())
    };
    let some = x.expected.is_some_and(|(_, i)| i.high.is_some_and(|h| h.round() >= 1.0));
    let key = if some { "today-odd-text" } else { "today-odd-text-none" };
    let args = [
        ("n", x.count.into()),
        ("low", x.expected.map_or(0, |(_, i)| i.low.round() as i64).into()),
        ("high", x.expected.and_then(|(_, i)| i.high).map_or(0, |h| h.round() as i64).into()),
    ];
    Odd {
        title: s.words.with("today-odd", &[("what", category(&x.key.1).into()), ("where", area(&x.key.0).into())]),
        text: s.words.with(key, &args),
        judged: {
            let past = match x.years {
                Some(years) => s.t1("today-odd-years", "n", years),
                None => s.t1("today-odd-weeks", "n", weeks.saturating_sub(1).min(unusual::MOST_WEEKS)),
            };
            let p = |p: f64| {
                if p < 0.001 { s.t("picture-how-p-small") } else { text::decimal(s.lang(), p, 3) }
            };
            let tested = x.tested.map(|t| {
                let args = [("p", p(t.p).into()), ("corrected", p(t.p_corrected).into()), ("tests", t.tests.into())];
                format!(" {}", s.words.with("picture-how-finding-p", &args))
            });
            format!("{past}{}", tested.unwrap_or_default())
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rows(first: Date, from_week: i64) -> Vec<Daily> {
        let id = |t: &str| Id::parse(t).unwrap();
        let week = |w: i64| Daily {
            area: id("torgby"),
            category: id("drugs"),
            day: first.saturating_add((7 * w + 3).days()),
            n: 2 + (w % 3) as u64,
        };
        (from_week..unusual::WEEKS as i64).map(week).collect()
    }

    #[test]
    fn years_before_the_first_observation_are_no_years_without_observations() {
        let first = date(2017, 8, 28);
        let series = |from_week| board(&rows(first, from_week), first).remove(0).counts;
        assert_eq!(series(0).len(), unusual::WEEKS);
        let short = series(200);
        // The first observation came on a Thursday: its week is not a whole one.
        assert_eq!((short.len(), short[0]), (unusual::WEEKS - 201, 2));
        assert!(short.iter().all(|n| *n > 0));
        assert!(board(&[], first).is_empty());
    }

    #[test]
    fn a_board_with_five_years_is_judged_by_its_seasons_and_a_young_one_by_its_weeks() {
        let first = date(2017, 8, 28);
        let years = |from_week| unusual::week(&board(&rows(first, from_week), first), 0.05).remove(0).years;
        assert_eq!((years(0), years(150), years(200)), (Some(5), Some(2), None));
    }
}
