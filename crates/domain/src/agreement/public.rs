//! What does everyone see of an agreement?

use super::*;

impl Agreement {
    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`Agreement::published`] is for everyone.
    pub fn preview(&self, at: Timestamp) -> Option<PublicAgreement> {
        let state = match &self.state {
            AgreementState::Draft | AgreementState::Proposed { .. } => {
                AgreementState::InForce { signed: Signed::Here(self.signatures().to_vec()), extension: None }
            }
            signed => signed.clone(),
        };
        let shown = || Agreement { state, published_at: Some(at), ..self.clone() };
        self.published().or_else(|| shown().published())
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicAgreement> {
        let at = self.published_at?;
        let signed = self.signed()?;
        let signatures = |given: &[Signature]| {
            let line = |s: &Signature| {
                let seat = self.seats.get(s.seat)?;
                Some(PublicSignature {
                    party: s.party.clone(),
                    name: s.name.clone(),
                    role: seat.role.clone(),
                    at: s.at,
                })
            };
            given.iter().filter_map(line).collect()
        };
        Some(PublicAgreement {
            id: self.id.clone(),
            title: self.title.clone(),
            parties: self.parties.clone(),
            term: self.term,
            ends: self.ends()?,
            content: self.content.clone(),
            signed: match signed {
                Signed::Here(given) => PublicSigned::Here(signatures(given)),
                Signed::Elsewhere { on, source } => PublicSigned::Elsewhere { on: *on, source: source.clone() },
            },
            unsigned: match signed {
                Signed::Here(given) => {
                    let empty = |(i, seat): (usize, &Seat)| {
                        let signed = given.iter().any(|s| s.seat == i);
                        (!signed).then(|| (seat.party.clone(), seat.role.clone()))
                    };
                    self.seats.iter().enumerate().filter_map(empty).collect()
                }
                Signed::Elsewhere { .. } => Vec::new(),
            },
            extended: self.extensions().iter().map(|e| (e.until, e.reason.clone())).collect(),
            terminated: match &self.state {
                AgreementState::Terminated { by, reason, .. } => Some((by.clone(), reason.clone())),
                _ => None,
            },
            at,
        })
    }
}

/// An agreement as everyone sees it. Made only by [`Agreement::published`].
#[derive(Clone, Debug, PartialEq)]
pub struct PublicAgreement {
    /// Its address.
    pub id: Id,
    /// The heading.
    pub title: Line,
    /// The organisations that agree.
    pub parties: Vec<Id>,
    /// The days for which it was signed.
    pub term: Term,
    /// The last day that it holds as decided so far.
    pub ends: Date,
    /// What it says.
    pub content: Content,
    /// Who signed.
    pub signed: PublicSigned,
    /// Who has yet to sign, by party and office: only of one that is shown before it is public.
    pub unsigned: Vec<(Id, Line)>,
    /// The decided extensions: new last day and reason.
    pub extended: Vec<(Date, Prose)>,
    /// The party that left it, and why.
    pub terminated: Option<(Id, Prose)>,
    /// Since when it is shown.
    pub at: Timestamp,
}

/// How an agreement came to be signed, as everyone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicSigned {
    /// Here.
    Here(Vec<PublicSignature>),
    /// Elsewhere, on a day, as the source says.
    Elsewhere {
        /// The day.
        on: Date,
        /// Where that can be read.
        source: Line,
    },
}

/// A signature as everyone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSignature {
    /// The party.
    pub party: Id,
    /// The office-holder's name.
    pub name: Line,
    /// The office.
    pub role: Line,
    /// When.
    pub at: Timestamp,
}

impl PublicAgreement {
    /// What can be said of it on `day`.
    pub fn on(&self, day: Date) -> InForceOn {
        let nobody = matches!(&self.signed, PublicSigned::Here(given) if given.is_empty());
        if nobody || !self.unsigned.is_empty() {
            InForceOn::NotSigned
        } else if day < self.term.from() {
            InForceOn::NotYet
        } else if day > self.ends {
            if self.terminated.is_some() { InForceOn::Terminated } else { InForceOn::RunOut }
        } else if self.extended.is_empty() {
            InForceOn::Holds
        } else {
            InForceOn::HoldsExtended
        }
    }
}
