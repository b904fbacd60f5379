//! Who has signed an agreement, and who has not yet?

use super::{Agreement, AgreementState, Signature, Signed};
use crate::{Id, Refused};

impl Agreement {
    /// The first seat of `party` that nobody has filled.
    pub fn free_seat(&self, party: &Id) -> Option<usize> {
        let AgreementState::Proposed { signatures } = &self.state else { return None };
        let free = |i: &usize| !signatures.iter().any(|s| s.seat == *i);
        (0..self.seats.len()).filter(|i| self.seats[*i].party == *party).find(free)
    }

    /// The parties with a seat that nobody has filled, each once; none unless it waits for signatures.
    pub fn unsigned(&self) -> Vec<&Id> {
        let AgreementState::Proposed { signatures } = &self.state else { return Vec::new() };
        let open = |i: usize| !signatures.iter().any(|s| s.seat == i);
        let seats = self.seats.iter().enumerate().filter(|(i, _)| open(*i)).map(|(_, seat)| &seat.party);
        let mut parties: Vec<&Id> = seats.collect();
        parties.sort();
        parties.dedup();
        parties
    }

    /// Adds a signature; the last one brings the agreement into force. Refused when the seat is another
    /// party's or taken, or when the account has signed already: each signs once, from the own account.
    pub fn sign(mut self, signature: Signature) -> Result<Agreement, Refused> {
        let AgreementState::Proposed { mut signatures } = self.state else {
            return Err(Refused("refused-not-proposed"));
        };
        if !self.parties.contains(&signature.party) {
            return Err(Refused("refused-not-a-party"));
        }
        match self.seats.get(signature.seat) {
            None => return Err(Refused("refused-no-such-seat")),
            Some(seat) if seat.party != signature.party => return Err(Refused("refused-another-partys-seat")),
            Some(_) if signatures.iter().any(|s| s.seat == signature.seat) => {
                return Err(Refused("refused-seat-taken"));
            }
            Some(_) => {}
        }
        if signatures.iter().any(|s| s.account == signature.account) {
            return Err(Refused("refused-signed-from-this-account"));
        }
        signatures.push(signature);
        let every_seat = (0..self.seats.len()).all(|i| signatures.iter().any(|s| s.seat == i));
        self.state = if every_seat {
            AgreementState::InForce { signed: Signed::Here(signatures), extension: None }
        } else {
            AgreementState::Proposed { signatures }
        };
        Ok(self)
    }
}
