//! Did it move next door, or did next door get better too?
//!
//! The weighted displacement quotient (WDQ): Bowers and Johnson, Journal of Quantitative Criminology 19 (2003) 275-301.
//! R treated area, C comparison area, D buffer around R; b before, a after. It says something only when the effort
//! succeeded (S < 0) beyond chance, every C is above 0 and no sum is small; else why not is the reading. The quotient knows
//! no chance, so which way the buffer went is told only where the buffer's own test says that it went any way at all.

use domain::finding::{EffectVerdict, Evaluated};

use super::{Choices, LEAST_EVENTS, Panel, judged};

/// Six sums of events, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Where something was done.
    pub response: (u64, u64),
    /// What it is compared with.
    pub comparison: (u64, u64),
    /// Around where something was done.
    pub buffer: (u64, u64),
}

/// The measures of problem-oriented policing's tool guide 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Rb - Ra.
    pub gross: f64,
    /// Rb/Cb - Ra/Ca.
    pub net: f64,
    /// S = Ra/Ca - Rb/Cb: below 0 is success.
    pub success: f64,
    /// B = Da/Ca - Db/Cb: above 0 is displacement, below 0 diffusion of benefits.
    pub buffer: f64,
    /// Rb Ca/Cb - Ra + Db Ca/Cb - Da: events fewer than there would have been, buffer included.
    pub total_net: f64,
}

/// How the quotient reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// WDQ above 1: next door gained more than the treated area.
    DiffusionAboveEffect(f64),
    /// 0 to 1: next door gained, too.
    Diffusion(f64),
    /// Exactly 0, or so near that chance explains it, or the buffer cannot be judged: no sure difference is seen there.
    Neither(f64),
    /// 0 to -1: some of it moved, less than the effect.
    DisplacementBelowEffect(f64),
    /// -1 and below: what moved ate the effect.
    DisplacementAteEffect(f64),
    /// Fewer events than this in one of the sums, or none to divide by.
    TooFew(u64),
    /// There was no success to move (S >= 0).
    NoSuccess,
    /// The success may be chance, or of what set the areas apart before the start already, so nothing can be said of where it went.
    SuccessMayBeChance,
}

/// What is known of displacement.
#[derive(Clone, Debug, PartialEq)]
pub struct Displacement {
    /// The sums; small ones must be hidden before they are shown.
    pub sums: Sums,
    /// The measures; none when a comparison sum is 0.
    pub measures: Option<Measures>,
    /// How the quotient reads.
    pub reading: Reading,
    /// Did the buffer change otherwise than the comparison areas, beyond chance? Fewer: diffusion; more: displacement.
    pub buffer_test: Evaluated,
}

/// The measures of six sums. None when a comparison sum is 0.
pub fn measures(sums: Sums) -> Option<Measures> {
    let pair = |(b, a): (u64, u64)| (b as f64, a as f64);
    let ((rb, ra), (cb, ca), (db, da)) = (pair(sums.response), pair(sums.comparison), pair(sums.buffer));
    (cb > 0.0 && ca > 0.0).then(|| Measures {
        gross: rb - ra,
        net: rb / cb - ra / ca,
        success: ra / ca - rb / cb,
        buffer: da / ca - db / cb,
        total_net: rb * (ca / cb) - ra + db * (ca / cb) - da,
    })
}

/// How the quotient of these sums reads, if the success is beyond chance, and `around_too`: the buffer's own difference
/// from the comparison is beyond chance. Every sum must hold at least
/// [`LEAST_EVENTS`], but for treated after, which may be small because it worked.
pub fn reading(sums: Sums, beyond_chance: bool, around_too: bool) -> Reading {
    let least = [sums.response.0, sums.comparison.0, sums.comparison.1, sums.buffer.0, sums.buffer.1];
    let Some(m) = measures(sums).filter(|_| least.iter().all(|n| *n >= LEAST_EVENTS)) else {
        return Reading::TooFew(LEAST_EVENTS);
    };
    if m.success >= 0.0 {
        return Reading::NoSuccess;
    }
    if !beyond_chance {
        return Reading::SuccessMayBeChance;
    }
    match m.buffer / m.success {
        q if !around_too => Reading::Neither(q + 0.0),
        q if q > 1.0 => Reading::DiffusionAboveEffect(q),
        q if q > 0.0 => Reading::Diffusion(q),
        q if q <= -1.0 => Reading::DisplacementAteEffect(q),
        q if q < 0.0 => Reading::DisplacementBelowEffect(q),
        q => Reading::Neither(q + 0.0),
    }
}

/// What the areas marked as buffer say. `panel` holds all areas; buffer areas are taken out of the comparison. None
/// when `buffer` has another length, marks no area, or marks a treated one.
pub fn displacement(panel: &Panel, buffer: &[bool], choices: Choices) -> Option<Displacement> {
    let fits = buffer.len() == panel.treated().len() && buffer.contains(&true);
    if !fits || buffer.iter().zip(panel.treated()).any(|(b, t)| *b && *t) {
        return None;
    }
    let sum = |which: &dyn Fn(usize) -> bool| {
        let parts = panel.sums();
        let of = parts.iter().enumerate().filter(|(i, _)| which(*i));
        of.fold((0, 0), |(b, a), (_, p)| (b + (p.n - p.x) as u64, a + p.x as u64))
    };
    let sums = Sums {
        response: sum(&|i| panel.treated()[i]),
        comparison: sum(&|i| !panel.treated()[i] && !buffer[i]),
        buffer: sum(&|i| buffer[i]),
    };
    let success = judged(&panel.only(|i| !buffer[i])?, choices);
    let around = panel.with_treated(buffer.to_vec())?.only(|i| !panel.treated()[i])?;
    let buffer_test = judged(&around, choices);
    let around_too = matches!(buffer_test.verdict, EffectVerdict::Decreased | EffectVerdict::Increased);
    let reading = reading(sums, success.verdict == EffectVerdict::Decreased, around_too);
    Some(Displacement { sums, measures: measures(sums), reading, buffer_test })
}
