//! How long is somebody signed in, and how long does a link to sign in with hold?

use jiff::{SignedDuration, Timestamp};

/// What ends a session by itself. Signing out and an administrator end it at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionRules {
    /// Without use for so long, it ends.
    pub idle: SignedDuration,
    /// However much it is used, it ends after this.
    pub longest: SignedDuration,
}

impl Default for SessionRules {
    /// A working day at most, an hour without use.
    fn default() -> SessionRules {
        SessionRules { idle: SignedDuration::from_hours(1), longest: SignedDuration::from_hours(12) }
    }
}

impl SessionRules {
    /// When a session made at `made_at` and used at `now` ends if it is not used again.
    pub fn ends_at(&self, made_at: Timestamp, now: Timestamp) -> Timestamp {
        now.saturating_add(self.idle)
            .expect("a duration")
            .min(made_at.saturating_add(self.longest).expect("a duration"))
    }

    /// Whether the use at `now` is worth writing down: not for each request, but often enough for the idle limit.
    pub fn worth_noting(&self, seen_at: Timestamp, now: Timestamp) -> bool {
        now.duration_since(seen_at) >= (self.idle / 12).min(SignedDuration::from_mins(5))
    }
}

/// What a one-time link (*engångslänk*) is for. Its token is random, only its hash is kept, and it works once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// Signs in at once: for the demo and for a first look.
    SignIn,
    /// Lets its holder choose a password, and then signs in: the first account, or a forgotten password.
    ChoosePassword,
}

impl LinkPurpose {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            LinkPurpose::SignIn => "sign-in",
            LinkPurpose::ChoosePassword => "choose-password",
        }
    }

    /// For how long it holds.
    pub fn holds_for(self) -> SignedDuration {
        match self {
            LinkPurpose::SignIn => SignedDuration::from_hours(12),
            LinkPurpose::ChoosePassword => SignedDuration::from_hours(72),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: &str) -> Timestamp {
        s.parse().unwrap()
    }

    #[test]
    fn a_session_ends_when_it_is_not_used_and_at_the_latest_after_a_working_day() {
        let rules = SessionRules::default();
        let made = at("2022-09-15T06:00:00Z");
        assert_eq!(rules.ends_at(made, at("2022-09-15T07:30:00Z")), at("2022-09-15T08:30:00Z"));
        assert_eq!(rules.ends_at(made, at("2022-09-15T17:45:00Z")), at("2022-09-15T18:00:00Z"));
        assert!(!rules.worth_noting(made, at("2022-09-15T06:01:00Z")));
        assert!(rules.worth_noting(made, at("2022-09-15T06:06:00Z")));
    }
}
