//! Where do labels stand so that they do not cover each other?

/// A rectangle in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    fn overlap(&self, other: &Rect) -> f64 {
        let w = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let h = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }

    fn outside(&self, width: f64, height: f64) -> f64 {
        let inside = Rect { x: 0.0, y: 0.0, w: width, h: height };
        self.w * self.h - self.overlap(&inside)
    }
}

/// What is taken already.
pub(crate) struct Ground {
    pub width: f64,
    pub height: f64,
    pub taken: Vec<Rect>,
}

impl Ground {
    /// The best of the candidates (the first ones are preferred), and how much of it is covered.
    pub fn best(&self, candidates: &[Rect]) -> Option<(Rect, f64)> {
        let mut best: Option<(Rect, f64, f64)> = None;
        for (i, c) in candidates.iter().enumerate() {
            let covered: f64 =
                self.taken.iter().map(|t| t.overlap(c)).sum::<f64>() + c.outside(self.width, self.height) * 4.0;
            let share = covered / (c.w * c.h).max(1.0);
            let cost = share + i as f64 * 0.004;
            if best.is_none_or(|(_, _, b)| cost < b) {
                best = Some((*c, share, cost));
            }
        }
        best.map(|(rect, share, _)| (rect, share))
    }
}

/// A place well inside a polygon (outer ring first): the centre of the largest circle on a grid that is refined
/// around its best point.
pub(crate) fn inside(rings: &[Vec<(f64, f64)>]) -> (f64, f64) {
    let Some(outer) = rings.first().filter(|r| !r.is_empty()) else { return (0.0, 0.0) };
    let (mut x0, mut y0, mut x1, mut y1) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in outer {
        (x0, y0, x1, y1) = (x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y));
    }
    let centre = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
    let (mut best, mut most) = (centre, depth(rings, centre));
    let (mut half_w, mut half_h) = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
    for _ in 0..4 {
        let from = best;
        for i in -6..=6 {
            for j in -6..=6 {
                let p = (from.0 + half_w * f64::from(i) / 6.0, from.1 + half_h * f64::from(j) / 6.0);
                let d = depth(rings, p);
                if d > most {
                    (best, most) = (p, d);
                }
            }
        }
        (half_w, half_h) = (half_w / 4.0, half_h / 4.0);
    }
    best
}

/// The distance from the edge, negative outside.
pub(crate) fn depth(rings: &[Vec<(f64, f64)>], p: (f64, f64)) -> f64 {
    let mut within = false;
    let mut nearest = f64::MAX;
    for ring in rings {
        let mut previous = ring.last().copied().unwrap_or(p);
        for &point in ring {
            if (point.1 > p.1) != (previous.1 > p.1)
                && p.0 < (previous.0 - point.0) * (p.1 - point.1) / (previous.1 - point.1) + point.0
            {
                within = !within;
            }
            // Wide and low counts more: labels are.
            nearest = nearest.min(segment_distance(p, previous, point));
            previous = point;
        }
    }
    if within { nearest } else { -nearest }
}

fn segment_distance(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + t * dx - p.0, a.1 + t * dy - p.1);
    (x * x + y * y).sqrt()
}

/// Fewer points, nowhere more than `tolerance` from the line (Douglas and Peucker, without recursion).
pub(crate) fn simplify(points: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    if points.len() < 5 {
        return points.to_vec();
    }
    let mut keep = vec![false; points.len()];
    (keep[0], keep[points.len() - 1]) = (true, true);
    // A ring ends where it starts: keep its farthest point too, or it would shrink to nothing.
    let far = (0..points.len())
        .max_by(|a, b| distance2(points[0], points[*a]).total_cmp(&distance2(points[0], points[*b])))
        .unwrap_or(0);
    keep[far] = true;
    let mut spans = vec![(0, far), (far, points.len() - 1)];
    while let Some((from, to)) = spans.pop() {
        if to <= from + 1 {
            continue;
        }
        let (mut at, mut most) = (from, 0.0);
        for (i, p) in points.iter().enumerate().take(to).skip(from + 1) {
            let d = segment_distance(*p, points[from], points[to]);
            if d > most {
                (at, most) = (i, d);
            }
        }
        if most > tolerance {
            keep[at] = true;
            spans.push((from, at));
            spans.push((at, to));
        }
    }
    points.iter().zip(keep).filter_map(|(p, k)| k.then_some(*p)).collect()
}

fn distance2(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_inside_its_area_even_where_the_middle_does_not() {
        let horseshoe = vec![vec![
            (0.0, 0.0),
            (30.0, 0.0),
            (30.0, 30.0),
            (22.0, 30.0),
            (22.0, 6.0),
            (8.0, 6.0),
            (8.0, 30.0),
            (0.0, 30.0),
        ]];
        let at = inside(&horseshoe);
        assert!(depth(&horseshoe, at) > 2.5, "{at:?}");
    }

    #[test]
    fn a_straight_line_needs_two_points() {
        let line: Vec<_> = (0..100).map(|i| (f64::from(i), f64::from(i))).collect();
        assert_eq!(simplify(&line, 0.1).len(), 2);
    }
}
