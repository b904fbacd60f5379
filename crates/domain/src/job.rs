//! What is to be done later, and what if it fails?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Id;

/// A job (*jobb*): work that is done after the transaction that ordered it, by whichever node is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The municipality that it is for.
    pub town: Id,
    /// Its key: the word of its kind for those that come back by themselves.
    pub id: Id,
    /// What is to be done.
    pub kind: JobKind,
    /// What it needs to know, as JSON. Never personal data.
    pub payload: String,
    /// Not before this.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// How far it has come.
    pub state: JobState,
    /// When it last went well.
    pub done_at: Option<Timestamp>,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// Which step it is at, of those that take long (`hot-spots`).
    pub progress: Option<String>,
}

/// What a job does. One that is run twice must do no harm: a node may die after doing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum JobKind {
    /// Erase what must not be kept any longer.
    Retention,
    /// See which clocks have come near, and tell those who must act.
    Clocks,
    /// Ask of a picture that was counted whether what it shows is more than chance.
    Picture,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobState {
    /// Waits for its time.
    Waiting,
    /// A node works on it. If it has not ended by `until`, that node is taken for dead.
    Running {
        /// When another node may take it.
        until: Timestamp,
    },
    /// Given up after [`Job::MOST_TRIES`]; an administrator may start it again.
    GivenUp {
        /// When.
        at: Timestamp,
    },
}

impl Job {
    /// How often a job is tried before it is given up.
    pub const MOST_TRIES: u32 = 8;

    /// How long a node may work on one job before it is taken for dead.
    pub const LEASE: SignedDuration = SignedDuration::from_mins(10);

    /// The job after it went well: it waits for its next time. None when there is none.
    pub fn done(self, at: Timestamp) -> Option<Job> {
        let run_at = at.saturating_add(self.kind.every()?).expect("a duration");
        let state = JobState::Waiting;
        Some(Job { state, run_at, tries: 0, done_at: Some(at), last_error: None, progress: None, ..self })
    }

    /// The job after it failed: it waits longer each time, or is given up. `tries` counts the try that failed.
    pub fn failed(self, error: &str, at: Timestamp) -> Job {
        let job = Job { last_error: Some(error.chars().take(500).collect()), progress: None, ..self };
        if job.tries >= Job::MOST_TRIES {
            return Job { state: JobState::GivenUp { at }, ..job };
        }
        let run_at = at.saturating_add(back_off(job.tries)).expect("a duration");
        Job { state: JobState::Waiting, run_at, ..job }
    }
}

/// How long to wait after the `tries`th failure: half a minute, doubled each time, at most six hours.
pub fn back_off(tries: u32) -> SignedDuration {
    let seconds = 30i64.saturating_mul(1 << tries.saturating_sub(1).min(20));
    SignedDuration::from_secs(seconds.min(6 * 3600))
}

impl JobKind {
    /// Every kind.
    pub const ALL: [JobKind; 3] = [JobKind::Retention, JobKind::Clocks, JobKind::Picture];

    /// The word in the database and in message keys (`job-kind-retention`).
    pub fn word(self) -> &'static str {
        match self {
            JobKind::Retention => "retention",
            JobKind::Clocks => "clocks",
            JobKind::Picture => "picture",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<JobKind> {
        JobKind::ALL.into_iter().find(|k| k.word() == word)
    }

    /// How long after it went well it is done again. None for what is ordered each time.
    pub fn every(self) -> Option<SignedDuration> {
        match self {
            JobKind::Retention => Some(SignedDuration::from_hours(6)),
            JobKind::Clocks => Some(SignedDuration::from_hours(24)),
            JobKind::Picture => None,
        }
    }
}

impl JobState {
    /// The word in the database and in message keys (`job-state-waiting`).
    pub fn word(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running { .. } => "running",
            JobState::GivenUp { .. } => "given-up",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(tries: u32) -> Job {
        Job {
            town: Id::parse("almvalla").unwrap(),
            id: Id::parse("retention").unwrap(),
            kind: JobKind::Retention,
            payload: "{}".into(),
            run_at: Timestamp::UNIX_EPOCH,
            tries,
            state: JobState::Running { until: Timestamp::UNIX_EPOCH },
            done_at: None,
            last_error: None,
            progress: None,
        }
    }

    #[test]
    fn a_job_that_fails_waits_longer_each_time_and_is_given_up_in_the_open() {
        let waits: Vec<i64> = (1..=4).map(|t| job(t).failed("x", Timestamp::UNIX_EPOCH).run_at.as_second()).collect();
        assert_eq!(waits, [30, 60, 120, 240]);
        assert_eq!(back_off(60).as_hours(), 6);
        let last = job(Job::MOST_TRIES).failed("ingen kontakt", Timestamp::UNIX_EPOCH);
        assert_eq!(last.state.word(), "given-up");
        assert_eq!(last.last_error.as_deref(), Some("ingen kontakt"));
    }

    #[test]
    fn a_job_that_went_well_comes_back() {
        let next = job(3).done(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((next.tries, next.run_at.as_second(), next.state), (0, 6 * 3600, JobState::Waiting));
        let once = Job { kind: JobKind::Picture, ..job(1) };
        assert_eq!(once.done(Timestamp::UNIX_EPOCH), None, "what is ordered each time does not come back by itself");
    }
}
