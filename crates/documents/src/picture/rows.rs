//! How is what a picture shows given to a spreadsheet or another program?

use super::*;

/// The squares of the map as rows. Of each stands the lower end of its class, as on the map, and those below the least
/// shown are left out: a test made anew of this file is not the picture's own.
pub fn squares_csv(content: &Content) -> String {
    let mut out = "row,column,count,count_is\n".to_owned();
    for (column, row, least) in content.grid.iter().flat_map(|g| &g.shown) {
        out.push_str(&format!("{row},{column},{least},at_least\n"));
    }
    out
}

/// The findings as rows with a header, for `findings.csv`. Numbers have a decimal point and no grouping, and as many digits
/// as there are: for those who have the observations too.
pub fn findings_csv(content: &Content, words: Words) -> String {
    rows(content, words, false)
}

/// The same for everyone: what was computed has three digits. With all of its digits the p of an exact test tells the
/// total from which it was made, also where that is only shown rounded.
pub fn public_findings_csv(content: &Content, words: Words) -> String {
    rows(content, words, true)
}

/// Three digits that count.
fn rounded(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    format!("{x:.2e}").parse().unwrap_or(x)
}

fn rows(content: &Content, words: Words, few_digits: bool) -> String {
    let say = Say { c: content, w: words, untested: false };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "id",
        "about",
        "verdict",
        "title",
        "text",
        "count",
        "count_is",
        "before",
        "of",
        "expected_low",
        "expected_high",
        "change_ratio",
        "change_low",
        "change_high",
        "level",
        "method",
        "p",
        "p_corrected",
        "tests",
        "from",
        "to",
        "baseline_from",
        "baseline_to",
    ];
    // Writing to memory cannot fail.
    let _ = writer.write_record(header);
    let shown = |x: f64| if few_digits { rounded(x) } else { x };
    let number = |x: Option<f64>| x.filter(|x| x.is_finite()).map_or(String::new(), |x| shown(x).to_string());
    let count = |c: Option<Count>| c.and_then(Count::shown).map_or(String::new(), |n| n.to_string());
    for f in &content.findings {
        let told = say.told(f);
        let about = match &f.about {
            About::Total => "total",
            About::Area { .. } => "area",
            About::Category { .. } => "category",
            About::Month(_) => "month",
            About::HotSpot(_) => "hot_spot",
            About::Emerging(_) => "lately",
            About::Hours(_) => "hours",
        };
        let verdict = match f.verdict {
            Verdict::More => "more",
            Verdict::Fewer => "fewer",
            Verdict::MayBeChance => "may_be_chance",
            Verdict::CannotTell(CannotTell::Hidden) => "hidden",
            Verdict::CannotTell(CannotTell::NoBaseline) => "cannot_tell_no_baseline",
            Verdict::CannotTell(CannotTell::TooFew(_)) => "cannot_tell_too_few",
        };
        let count_is = match f.count {
            Count::Exact(_) => "exact",
            Count::About(_) => "rounded_to_tens",
            Count::Hidden => "hidden",
        };
        let baseline = content.baseline;
        let _ = writer.write_record([
            safe(&f.id),
            about.to_owned(),
            verdict.to_owned(),
            safe(&told.title.plain()),
            safe(&told.text.plain()),
            count(Some(f.count)),
            count_is.to_owned(),
            count(f.before),
            count(Some(f.of)),
            number(f.expected.map(|i| i.low)),
            number(f.expected.and_then(|i| i.high)),
            number(f.change.map(|c| c.ratio)),
            number(f.change.map(|c| c.interval.low)),
            number(f.change.and_then(|c| c.interval.high)),
            number(f.expected.map(|i| i.level).or(f.change.map(|c| c.interval.level))),
            f.tested.map_or(String::new(), |t| format!("{:?}", t.method)),
            number(f.tested.map(|t| t.p)),
            number(f.tested.map(|t| t.p_corrected)),
            f.tested.map_or(String::new(), |t| t.tests.to_string()),
            content.period.from().to_string(),
            content.period.to().to_string(),
            baseline.map_or(String::new(), |b| b.from().to_string()),
            baseline.map_or(String::new(), |b| b.to().to_string()),
        ]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A field that a spreadsheet cannot take for a formula.
fn safe(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everyone_gets_has_three_digits_that_count() {
        let all = [0.000_123_456, 1.389_999, -1234.5, 0.0, 0.05].map(rounded);
        assert_eq!(all, [0.000_123, 1.39, -1230.0, 0.0, 0.05]);
        assert!(rounded(f64::INFINITY).is_infinite());
    }
}
