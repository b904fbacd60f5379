//! Which circles and which windows of time are looked at?

use rayon::prelude::*;

use super::{Cases, Ground, Span, Study};

/// The mean radius of the earth in metres, as SaTScan has it.
const EARTH: f64 = 6_367_000.0;

/// The circles: those of one middle lie after each other, each one place larger than the one before.
pub(super) struct Zones {
    starts: Vec<usize>,
    members: Vec<u32>,
    distances: Vec<f64>,
}

impl Zones {
    /// All circles of a study; `people` is the population at risk of each place.
    pub(super) fn of(study: &Study, people: &[f64]) -> Zones {
        let most = people.iter().sum::<f64>() * study.max_share.clamp(0.0, 1.0);
        let far = study.max_radius.unwrap_or(f64::INFINITY);
        let rings: Vec<Vec<(f64, u32)>> = (0..study.places.len())
            .into_par_iter()
            .map(|middle| {
                let at = study.places[middle];
                let mut ring: Vec<(f64, u32)> = (0..study.places.len())
                    .filter(|i| may_reach(study.ground, at, study.places[*i], far))
                    .map(|i| (distance(study.ground, at, study.places[i]), i as u32))
                    .filter(|(d, _)| *d <= far)
                    .collect();
                let place = |i: u32| study.places[i as usize];
                ring.sort_by(|a, b| {
                    let (p, q) = (place(a.1), place(b.1));
                    let near = a.0.total_cmp(&b.0);
                    near.then(p.0.total_cmp(&q.0)).then(p.1.total_cmp(&q.1)).then(a.1.cmp(&b.1))
                });
                // The middle itself is first, also when another lies on the same spot.
                if let Some(own) = ring.iter().position(|(_, i)| *i as usize == middle) {
                    ring[..=own].rotate_right(1);
                }
                let mut sum = 0.0;
                let within = ring.iter().take_while(|(_, i)| {
                    sum += people[*i as usize];
                    sum <= most * (1.0 + 1e-12)
                });
                let within = within.count();
                ring.truncate(within);
                ring
            })
            .collect();
        let mut zones = Zones { starts: vec![0], members: Vec::new(), distances: Vec::new() };
        for ring in rings {
            zones.members.extend(ring.iter().map(|(_, i)| *i));
            zones.distances.extend(ring.iter().map(|(d, _)| *d));
            zones.starts.push(zones.members.len());
        }
        zones
    }

    /// How many middles there are.
    pub(super) fn middles(&self) -> usize {
        self.starts.len() - 1
    }

    /// The circles around a middle, from small to large.
    pub(super) fn of_middle(&self, middle: usize) -> std::ops::Range<usize> {
        self.starts[middle]..self.starts[middle + 1]
    }

    /// The outermost place of a circle: what it has beyond the one before.
    pub(super) fn last(&self, zone: usize) -> u32 {
        self.members[zone]
    }

    /// The outermost places of circles that follow each other.
    pub(super) fn lasts(&self, zones: std::ops::Range<usize>) -> &[u32] {
        &self.members[zones]
    }

    /// All places of a circle, the middle first.
    pub(super) fn members(&self, zone: usize) -> &[u32] {
        let middle = self.starts.partition_point(|s| *s <= zone) - 1;
        &self.members[self.starts[middle]..=zone]
    }

    /// How far the outermost place is from the middle, in metres.
    pub(super) fn radius(&self, zone: usize) -> f64 {
        self.distances[zone]
    }
}

/// Whether two places may lie within `far` of each other: a quick look that never says no to those that do.
fn may_reach(ground: Ground, (x, y): (f64, f64), (u, v): (f64, f64), far: f64) -> bool {
    match ground {
        Ground::Metres => (x - u).abs() <= far && (y - v).abs() <= far,
        Ground::Degrees => true,
    }
}

fn distance(ground: Ground, (x, y): (f64, f64), (u, v): (f64, f64)) -> f64 {
    match ground {
        Ground::Metres => (x - u).hypot(y - v),
        Ground::Degrees => {
            let (lat, other) = (y.to_radians(), v.to_radians());
            let (half_lat, half_lon) = ((lat - other) / 2.0, (x - u).to_radians() / 2.0);
            let h = half_lat.sin().powi(2) + lat.cos() * other.cos() * half_lon.sin().powi(2);
            2.0 * EARTH * h.clamp(0.0, 1.0).sqrt().asin()
        }
    }
}

/// The windows of time, as differences between cumulated counts ("slots").
pub(super) enum Windows {
    /// Window `w` holds the last `w + 1` steps (or, with one window, everything): slot `w` is its count.
    Straight { steps: usize, longest: usize, whole: bool },
    /// Window (first, last) is slot `last + 1` less slot `first`.
    Between { steps: usize, ends: Vec<(u32, u32)>, runs: Vec<Run> },
}

/// Windows that begin with the same step and each end one step after the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The slot that is taken away from each.
    pub(super) from: usize,
    /// The first window.
    pub(super) first: usize,
    /// The window after the last.
    pub(super) end: usize,
}

impl Run {
    /// The slots that the windows are counted from.
    pub(super) fn ends(self) -> std::ops::Range<usize> {
        self.from + 1..self.from + 1 + self.end - self.first
    }
}

impl Windows {
    pub(super) fn of(span: Span, steps: usize) -> Windows {
        match span {
            Span::Whole => Windows::Straight { steps, longest: 1, whole: true },
            Span::Prospective { longest } => {
                Windows::Straight { steps, longest: longest.clamp(1, steps), whole: false }
            }
            Span::Retrospective { longest } => {
                let longest = longest.clamp(1, steps);
                let ends = (0..steps)
                    .flat_map(|first| {
                        (first..(first + longest).min(steps)).map(move |last| (first as u32, last as u32))
                    })
                    // All of the time at once says nothing of when.
                    .filter(|(first, last)| (last - first) as usize + 1 < steps || steps == 1);
                let ends: Vec<(u32, u32)> = ends.collect();
                let mut runs: Vec<Run> = Vec::new();
                for (window, (first, _)) in ends.iter().enumerate() {
                    match runs.last_mut() {
                        Some(run) if run.from == *first as usize => run.end = window + 1,
                        _ => runs.push(Run { from: *first as usize, first: window, end: window + 1 }),
                    }
                }
                Windows::Between { steps, ends, runs }
            }
        }
    }

    /// How many windows there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Windows::Straight { longest, .. } => *longest,
            Windows::Between { ends, .. } => ends.len(),
        }
    }

    /// How many cumulated counts a place has.
    pub(super) fn slots(&self) -> usize {
        match self {
            Windows::Straight { longest, .. } => *longest,
            Windows::Between { steps, .. } => steps + 1,
        }
    }

    /// The first slot that counts a step; none when no window holds it.
    pub(super) fn slot(&self, step: usize) -> Option<usize> {
        match self {
            Windows::Straight { whole: true, .. } => Some(0),
            Windows::Straight { steps, longest, .. } => Some(steps - 1 - step).filter(|s| s < longest),
            Windows::Between { .. } => Some(step + 1),
        }
    }

    /// The first and the last step of a window.
    pub(super) fn steps(&self, window: usize) -> (usize, usize) {
        match self {
            Windows::Straight { steps, whole: true, .. } => (0, steps - 1),
            Windows::Straight { steps, .. } => (steps - 1 - window, steps - 1),
            Windows::Between { ends, .. } => (ends[window].0 as usize, ends[window].1 as usize),
        }
    }

    /// The part of the cumulated `slots` that lies in a window.
    #[inline(always)]
    pub(super) fn difference(&self, slots: &[f64], window: usize) -> f64 {
        match self {
            Windows::Straight { .. } => slots[window],
            Windows::Between { ends, .. } => {
                let (first, last) = ends[window];
                slots[last as usize + 1] - slots[first as usize]
            }
        }
    }

    /// As [`Windows::difference`], of whole counts.
    pub(super) fn difference_of(&self, slots: &[u32], window: usize) -> u32 {
        match self {
            Windows::Straight { .. } => slots[window],
            Windows::Between { ends, .. } => {
                let (first, last) = ends[window];
                slots[last as usize + 1] - slots[first as usize]
            }
        }
    }

    /// Cumulated counts per place and slot.
    pub(super) fn cumulated(&self, cases: &[Cases], places: usize) -> Vec<u32> {
        let slots = self.slots();
        let mut counts = vec![0u32; places * slots];
        for c in cases {
            if let Some(slot) = self.slot(c.step as usize) {
                counts[c.place as usize * slots + slot] += c.n;
            }
        }
        for of in counts.chunks_mut(slots) {
            for i in 1..of.len() {
                of[i] += of[i - 1];
            }
        }
        counts
    }

    /// As [`Windows::cumulated`], of sizes per place and step.
    pub(super) fn cumulated_sizes(&self, sizes: &[f64], places: usize) -> Vec<f64> {
        let (slots, steps) = (self.slots(), sizes.len() / places);
        let mut cumulated = vec![0.0; places * slots];
        for (i, size) in sizes.iter().enumerate() {
            if let Some(slot) = self.slot(i % steps) {
                cumulated[i / steps * slots + slot] += size;
            }
        }
        for of in cumulated.chunks_mut(slots) {
            for i in 1..of.len() {
                of[i] += of[i - 1];
            }
        }
        cumulated
    }
}
