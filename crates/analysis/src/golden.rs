//! Where are the files that results are held against?

use serde_json::Value;

/// A golden file that may not be committed; None, with a line that says so, where it is not there.
pub(crate) fn outside(name: &str) -> Option<Value> {
    let folder = std::env::var("SAMVERKA_TEST_DATA")
        .map(std::path::PathBuf::from)
        .unwrap_or_else(|_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let file = folder.join("golden").join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", file.display());
    }
    text.map(|t| serde_json::from_str(&t).expect("a golden file is JSON"))
}

/// A list of numbers.
pub(crate) fn numbers(v: &Value) -> Vec<f64> {
    v.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

/// The lattice of 30 x 30 cells: the file, its counts and its draws.
pub(crate) fn lattice() -> (Value, Vec<u32>, crate::permutation::Permutations) {
    let g: Value = serde_json::from_str(include_str!("../tests/golden/gistar_moran_30x30.json")).expect("JSON");
    let whole = |v: &Value| numbers(v).into_iter().map(|x| x as u32).collect::<Vec<u32>>();
    let rows: Vec<Vec<u32>> = g["perm_ids"].as_array().expect("rows").iter().map(whole).collect();
    let draws = crate::permutation::Permutations::from_rows(900, &rows).expect("draws of 900 cells");
    let counts = whole(&g["y"]);
    (g, counts, draws)
}

/// North Carolina 1974: the file, its rates and its neighbours.
pub(crate) fn carolina() -> Option<(Value, Vec<f64>, crate::weights::Neighbours)> {
    let g = outside("spdep_nc_sids.json")?;
    let lists: Vec<Vec<u32>> = g["queen_nb"]
        .as_array()
        .expect("lists")
        .iter()
        .map(|l| numbers(l).into_iter().map(|j| j as u32 - 1).collect())
        .collect();
    let near = crate::weights::Neighbours::parse(&lists).expect("neighbours of counties");
    let rates = numbers(&g["rate"]);
    Some((g, rates, near))
}
