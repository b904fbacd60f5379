//! May another password be tried, or has somebody guessed too often?

use jiff::{SignedDuration, Timestamp};

/// How many wrong passwords are taken before the next one must wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuessRule {
    /// Wrong ones that cost nothing.
    pub free: u32,
    /// The wait after the first one too many; it doubles with each further one.
    pub wait: SignedDuration,
    /// The longest wait. Nobody is shut out for good: that would let anyone shut out a colleague.
    pub longest: SignedDuration,
}

impl GuessRule {
    /// For one login: five are free.
    pub const LOGIN: GuessRule =
        GuessRule { free: 5, wait: SignedDuration::from_secs(30), longest: SignedDuration::from_mins(15) };
    /// For one network address, behind which a whole town hall may sit: forty are free.
    pub const ADDRESS: GuessRule =
        GuessRule { free: 40, wait: SignedDuration::from_secs(30), longest: SignedDuration::from_mins(15) };

    /// For how long wrong guesses are remembered.
    pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

    /// When the next try is allowed, after `wrong` wrong ones within [`GuessRule::REMEMBERED`], the last at `last`.
    pub fn next_allowed(&self, wrong: u32, last: Timestamp) -> Timestamp {
        if wrong < self.free {
            return last;
        }
        let doubled = self.wait.as_secs().saturating_mul(1 << (wrong - self.free).min(20));
        last.saturating_add(SignedDuration::from_secs(doubled).min(self.longest)).expect("a duration")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_but_nobody_is_shut_out_for_good() {
        let last = Timestamp::UNIX_EPOCH;
        let wait = |n| GuessRule::LOGIN.next_allowed(n, last).as_second();
        assert_eq!([wait(0), wait(4), wait(5), wait(6), wait(7)], [0, 0, 30, 60, 120]);
        assert_eq!(wait(1000), 15 * 60);
    }
}
