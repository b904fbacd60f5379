//! Of everything that is called sure, how large a share is false?
//!
//! Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995) 289-300. For the p-values of every
//! cell of a map, which hang together where neighbourhoods overlap, Caldas de Castro and Singer (Geographical Analysis
//! 38 (2006) 180-208) recommend that same procedure over all cells, by one limit for the whole map: it finds whole
//! clusters where Bonferroni's limit finds parts of them, also when that one is eased for dependence. It is proved for
//! independent and for positively dependent tests; [`corrected_whatever`] holds for every dependence and costs power.

/// p-values corrected for their number: those at most q may be called sure, and of all that are, a
/// share of at most q is false in the long run (for independent or positively dependent tests).
///
/// A p-value that is not a number is taken as 1.
pub fn corrected(p: &[f64]) -> Vec<f64> {
    let m = p.len();
    let clean: Vec<f64> = p.iter().map(|p| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) }).collect();
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|a, b| clean[*b].total_cmp(&clean[*a]));
    let mut least: f64 = 1.0;
    let mut out = vec![1.0; m];
    for (i, at) in order.into_iter().enumerate() {
        let rank = (m - i) as f64;
        // The factor first, so that it is exactly 1 at the last rank.
        least = least.min(clean[at] * (m as f64 / rank));
        out[at] = least;
    }
    out
}

/// The limit for the p-values of a whole map: those at most this may be called sure, and of all that are, a share of at
/// most q is false in the long run. It is the largest p-value that is at most rank/number x q; None when none is (or q is
/// no share), so that nothing may be called sure. p-values must be two-sided, or of one side that was chosen beforehand;
/// one that is not a number is taken as 1.
pub fn limit(p: &[f64], q: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let mut sorted: Vec<f64> = p.iter().map(|p| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) }).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let m = sorted.len() as f64;
    sorted.iter().enumerate().rev().find(|(i, p)| **p * (m / (*i as f64 + 1.0)) <= q).map(|(_, p)| *p)
}

/// As [`corrected`], for tests that depend on each other in any way (Benjamini and Yekutieli, Annals of Statistics 29
/// (2001) 1165-1188): larger by the sum of 1/1 to 1/number.
pub fn corrected_whatever(p: &[f64]) -> Vec<f64> {
    let more: f64 = (1..=p.len()).map(|i| 1.0 / i as f64).sum();
    corrected(p).into_iter().map(|q| (q * more).min(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_agrees_with_r_p_adjust() {
        // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BH") is 0.05 five times;
        // p.adjust(c(0.001, 0.008, 0.039, 0.041, 0.9), "BH") is 0.005 0.020 0.05125 0.05125 0.9.
        assert!(corrected(&[0.01, 0.02, 0.03, 0.04, 0.05]).iter().all(|q| (q - 0.05).abs() < 1e-12));
        for (q, r) in corrected(&[0.001, 0.008, 0.039, 0.041, 0.9]).iter().zip([0.005, 0.02, 0.05125, 0.05125, 0.9]) {
            assert!((q - r).abs() < 1e-12, "{q} {r}");
        }
        // The same with "BY": times 137/60.
        for (q, r) in corrected_whatever(&[0.001, 0.008, 0.039, 0.041, 0.9]).iter().zip([0.005, 0.02, 0.05125, 0.05125])
        {
            assert!((q - r * 137.0 / 60.0).abs() < 1e-12, "{q} {r}");
        }
        assert_eq!(corrected(&[]), Vec::<f64>::new());
        assert_eq!(corrected(&[f64::NAN]), [1.0]);
    }

    #[test]
    fn where_nothing_may_be_called_sure_there_is_no_limit() {
        assert_eq!(limit(&[0.02, 0.5], 0.01), None);
        assert_eq!(limit(&[0.02, 0.5], f64::NAN), None);
        assert_eq!(limit(&[], 0.05), None);
        assert_eq!(limit(&[0.02, 0.5, f64::NAN], 0.1), Some(0.02));
    }

    proptest! {
        #[test]
        fn the_limit_parts_what_correction_parts(
            p in proptest::collection::vec(prop_oneof![0.0f64..=0.05, 0.0f64..=1.0], 1..40), q in 0.0f64..0.5,
        ) {
            let limit = limit(&p, q);
            for (p, c) in p.iter().zip(corrected(&p)) {
                prop_assert_eq!(limit.is_some_and(|l| *p <= l), c <= q);
            }
        }

        #[test]
        fn correction_never_makes_surer_and_keeps_the_order(p in proptest::collection::vec(0.0f64..=1.0, 1..40)) {
            let q = corrected(&p);
            for i in 0..p.len() {
                prop_assert!(q[i] >= p[i] && q[i] <= 1.0);
                for j in 0..p.len() {
                    prop_assert!(p[i] >= p[j] || q[i] <= q[j]);
                }
            }
        }
    }
}
