//! How is a study of many simulated data sets counted and told?

/// The levels at which p-values are counted.
pub const LEVELS: [f64; 3] = [0.01, 0.05, 0.1];

/// Counts how many of these p-values (one per simulated data set in which nothing happens) are at most each level,
/// and demands that they are no more than the level says: share <= a + 3 standard errors.
pub fn null(method: &str, p: &[f64]) {
    let rounds = p.len() as f64;
    let share = LEVELS.map(|a| p.iter().filter(|p| **p <= a).count() as f64 / rounds);
    told(&format!("| {method} | {} | {:.3} | {:.3} | {:.3} |", p.len(), share[0], share[1], share[2]));
    for (a, share) in LEVELS.iter().zip(share) {
        let bound = a + 3.0 * (a * (1.0 - a) / rounds).sqrt();
        assert!(share <= bound, "{method}: P(p <= {a}) is {share}, more than {bound}");
    }
}

/// Prints a row and demands that it stands in `docs/calibration.md`.
pub fn told(row: &str) {
    println!("{row}");
    if std::env::var_os("CALIBRATION_ANEW").is_some() {
        return;
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/calibration.md");
    let page = std::fs::read_to_string(page).expect("docs/calibration.md is there");
    assert!(page.lines().any(|line| line == row), "docs/calibration.md lacks the row\n{row}");
}
