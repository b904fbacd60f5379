//! Of everything that is called sure, how large a share is false?
//!
//! Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995) 289-300.

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
        assert_eq!(corrected(&[]), Vec::<f64>::new());
        assert_eq!(corrected(&[f64::NAN]), [1.0]);
    }

    proptest! {
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
