//! What did somebody notice about a place?

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::geo::Point;
use crate::when::When;
use crate::{Id, Line, Owned, Prose, Refused};

/// An observation (*iakttagelse*): a place, a time, a kind of problem. Never a person: there is no
/// field for one, and the text has passed the guard.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Its key.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who brought it, and who may see it.
    pub owned: Owned,
    /// Through which channel (*kanal*) it came: a code of the pack.
    pub channel: Id,
    /// What it is about (*kategori*): a code of the pack.
    pub category: Id,
    /// How the place feels, if it was said.
    pub feeling: Option<Feeling>,
    /// When it was, as exactly as it was told; a resident's time of day is kept by the hour.
    pub when: When,
    /// Whether it happens again and again.
    pub recurring: bool,
    /// Where it was.
    pub spot: Spot,
    /// What was told, screened. None when nothing was written, or when it has been erased.
    pub text: Option<Prose>,
    /// The day on which the text was erased.
    pub erased: Option<Date>,
    /// When it reached us.
    pub received: Timestamp,
    /// What has been done with it.
    pub state: ObservationState,
}

/// Where: an area, a public place in words, a point. Any of them may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The area.
    pub area: Option<Id>,
    /// A public place in words ("gångtunneln norr om stationen"). Never a home address.
    pub place: Option<Line>,
    /// A point, in whole ten-thousandths of a degree (about ten metres).
    pub point: Option<Point>,
}

/// How a place feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Feeling {
    /// *Otrygg.*
    Unsafe,
    /// *Trygg.*
    Safe,
    /// Both, depending on the time.
    Both,
}

impl Feeling {
    /// Every feeling.
    pub const ALL: [Feeling; 3] = [Feeling::Unsafe, Feeling::Safe, Feeling::Both];

    /// The word in the database and in message keys (`observation-feeling-unsafe`).
    pub fn word(self) -> &'static str {
        match self {
            Feeling::Unsafe => "unsafe",
            Feeling::Safe => "safe",
            Feeling::Both => "both",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Feeling> {
        Feeling::ALL.into_iter().find(|f| f.word() == word)
    }
}

/// What has been done with an observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObservationState {
    /// It has come and nobody has read it.
    Received,
    /// The guard found something and the writer kept it: it is put aside until a person has read it.
    Quarantined,
    /// Somebody has read it; it counts.
    Triaged(Triage),
    /// Answered, or finished without an answer that anyone asked for.
    Closed {
        /// Who had read it.
        triage: Triage,
        /// What those who told get to read under their code.
        answer: Option<Prose>,
        /// When.
        at: Timestamp,
    },
    /// Not taken: it does not count.
    Rejected {
        /// Why.
        reason: RejectReason,
        /// Who decided.
        by: Triage,
    },
}

/// Who read it, for which organisation, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// The organisation.
    pub organisation: Id,
    /// The account. Never shown in public. None when a file or a job brought it.
    pub account: Option<Id>,
    /// When.
    pub at: Timestamp,
}

/// Why an observation is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RejectReason {
    /// It is about a person. Tips about crime go to 114 14.
    AboutAPerson,
    /// It is about another municipality.
    Elsewhere,
    /// The same thing was told before by the same hand.
    Repeated,
    /// It says nothing about a place.
    NotAboutAPlace,
}

impl RejectReason {
    /// Every reason.
    pub const ALL: [RejectReason; 4] =
        [RejectReason::AboutAPerson, RejectReason::Elsewhere, RejectReason::Repeated, RejectReason::NotAboutAPlace];

    /// The word in forms and in message keys (`observation-reject-elsewhere`).
    pub fn word(self) -> &'static str {
        match self {
            RejectReason::AboutAPerson => "about-a-person",
            RejectReason::Elsewhere => "elsewhere",
            RejectReason::Repeated => "repeated",
            RejectReason::NotAboutAPlace => "not-about-a-place",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<RejectReason> {
        RejectReason::ALL.into_iter().find(|r| r.word() == word)
    }
}

impl ObservationState {
    /// Every word, in the order of the work.
    pub const WORDS: [&str; 5] = ["received", "quarantined", "triaged", "closed", "rejected"];

    /// The word in the database and in message keys (`observation-state-received`).
    pub fn word(&self) -> &'static str {
        match self {
            ObservationState::Received => "received",
            ObservationState::Quarantined => "quarantined",
            ObservationState::Triaged(_) => "triaged",
            ObservationState::Closed { .. } => "closed",
            ObservationState::Rejected { .. } => "rejected",
        }
    }

    /// Whether it counts in figures: somebody has read it and taken it.
    pub fn counts(&self) -> bool {
        matches!(self, ObservationState::Triaged(_) | ObservationState::Closed { .. })
    }

    /// Takes it, once read. What is put aside must first be cleaned: [`ObservationState::cleaned`].
    pub fn triage(self, triage: Triage) -> Result<ObservationState, Refused> {
        match self {
            ObservationState::Received => Ok(ObservationState::Triaged(triage)),
            ObservationState::Quarantined => Err(Refused("refused-observation-put-aside")),
            _ => Err(Refused("refused-observation-read")),
        }
    }

    /// What was put aside has been read: the text is clean (as it was, or without what was found).
    pub fn cleaned(self) -> Result<ObservationState, Refused> {
        match self {
            ObservationState::Quarantined => Ok(ObservationState::Received),
            _ => Err(Refused("refused-observation-not-put-aside")),
        }
    }

    /// Does not take it.
    pub fn reject(self, reason: RejectReason, by: Triage) -> Result<ObservationState, Refused> {
        match self {
            ObservationState::Received | ObservationState::Quarantined | ObservationState::Triaged(_) => {
                Ok(ObservationState::Rejected { reason, by })
            }
            _ => Err(Refused("refused-observation-closed")),
        }
    }

    /// Answers, and closes the case; without an answer it is only closed.
    pub fn close(self, answer: Option<Prose>, at: Timestamp) -> Result<ObservationState, Refused> {
        match self {
            ObservationState::Triaged(triage) => Ok(ObservationState::Closed { triage, answer, at }),
            ObservationState::Received => Err(Refused("refused-observation-unread")),
            ObservationState::Quarantined => Err(Refused("refused-observation-put-aside")),
            _ => Err(Refused("refused-observation-closed")),
        }
    }
}

/// How much of an observation everyone may know: what, in which area, in which week. Made only by
/// [`Observation::published`]. Shown in counts, and there only when there are enough of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicObservation {
    /// What it is about.
    pub category: Id,
    /// In which area.
    pub area: Option<Id>,
    /// The Monday of its week, or the first of its month when only that is known.
    pub from: Date,
    /// Through which channel.
    pub channel: Id,
}

/// What somebody who told may read under the code of the receipt: how far it has come and the answer. Made only by
/// [`Observation::followed`]: no text, no place in words, nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// When it reached us.
    pub received: Timestamp,
    /// What it is about.
    pub category: Id,
    /// In which area.
    pub area: Option<Id>,
    /// How far it has come.
    pub step: FollowedStep,
}

/// How far an observation has come, for the one who told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowedStep {
    /// Nobody has read it yet.
    Received,
    /// Somebody has read it.
    Read(Timestamp),
    /// The case is closed, with an answer or without.
    Closed {
        /// The answer; none when there was none, or when it is no longer kept.
        answer: Option<Prose>,
        /// When.
        at: Timestamp,
    },
    /// It was not taken.
    Rejected(RejectReason),
}

impl Observation {
    /// What the one who told may read on `now`; an answer is kept for `days` after the case was closed.
    pub fn followed(&self, days: u32, now: Timestamp) -> Followed {
        let kept = |at: Timestamp| now.duration_since(at).as_hours() < i64::from(days) * 24;
        let step = match &self.state {
            ObservationState::Received | ObservationState::Quarantined => FollowedStep::Received,
            ObservationState::Triaged(t) => FollowedStep::Read(t.at),
            ObservationState::Closed { answer, at, .. } => {
                FollowedStep::Closed { answer: answer.clone().filter(|_| kept(*at)), at: *at }
            }
            ObservationState::Rejected { reason, .. } => FollowedStep::Rejected(*reason),
        };
        Followed { received: self.received, category: self.category.clone(), area: self.spot.area.clone(), step }
    }

    /// The public twin, if it counts: no text, no place in words, no point, no day, no owner.
    pub fn published(&self) -> Option<PublicObservation> {
        self.state.counts().then(|| PublicObservation {
            category: self.category.clone(),
            area: self.spot.area.clone(),
            from: match self.when {
                When::Month(first) => first,
                When::Day(_) | When::Moment(_) => week_of(self.when.first_day()),
            },
            channel: self.channel.clone(),
        })
    }

    /// The observation without its text, if that is older than `months` on `today`.
    pub fn forget(mut self, months: u32, today: Date) -> Option<Observation> {
        let told = self.received.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let ends = told.checked_add(jiff::Span::new().months(i64::from(months))).ok()?;
        if self.text.is_none() && self.spot.place.is_none() || today < ends {
            return None;
        }
        self.text = None;
        self.spot.place = None;
        self.erased = Some(today);
        Some(self)
    }
}

/// The Monday of the week that `day` is in.
pub fn week_of(day: Date) -> Date {
    let since_monday = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(since_monday)).unwrap_or(day)
}

/// The point by whole ten-thousandths of a degree: which side of the square, not which door.
pub fn coarse(point: Point) -> Point {
    let round = |x: f64| (x * 10_000.0).round() / 10_000.0;
    Point::parse(round(point.lon()), round(point.lat())).unwrap_or(point)
}

/// A time that is kept by the hour.
pub fn by_the_hour(when: When) -> When {
    match when {
        When::Moment(t) => When::Moment(t.date().at(t.hour(), 0, 0, 0)),
        other => other,
    }
}

/// How somebody who told wants to be answered, beside the code. Stored apart and sealed; seen only by
/// those who may answer; erased when the case is closed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact(Line);

impl Contact {
    /// Reads an e-mail address or a telephone number.
    pub fn parse(text: &str) -> Option<Contact> {
        let line = Line::parse(text).ok()?;
        let found = crate::guard::find(line.as_str());
        let usable = found.iter().any(|f| matches!(f.kind, crate::guard::Kind::Email | crate::guard::Kind::Phone));
        (usable && line.as_str().chars().count() <= 100).then_some(Contact(line))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(...)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn read() -> Triage {
        Triage { organisation: id("kommunen"), account: Some(id("kim")), at: Timestamp::UNIX_EPOCH }
    }

    fn told(state: ObservationState) -> Observation {
        Observation {
            id: id("x"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            channel: id("web"),
            category: id("drugs"),
            feeling: Some(Feeling::Unsafe),
            when: When::Moment(date(2022, 9, 15).at(21, 40, 0, 0)),
            recurring: false,
            spot: Spot {
                area: Some(id("torgby")),
                place: Some(Line::parse("Tunneln").unwrap()),
                point: Point::parse(17.8, 59.4).ok(),
            },
            text: Some(Prose::parse("Mörkt.").unwrap()),
            erased: None,
            received: "2022-09-15T20:00:00Z".parse().unwrap(),
            state,
        }
    }

    #[test]
    fn what_the_writer_kept_against_the_guard_cannot_be_taken_before_a_person_has_read_it() {
        let aside = ObservationState::Quarantined;
        assert_eq!(aside.clone().triage(read()), Err(Refused("refused-observation-put-aside")));
        assert_eq!(aside.clone().close(None, Timestamp::UNIX_EPOCH), Err(Refused("refused-observation-put-aside")));
        assert!(!aside.counts() && told(aside.clone()).published().is_none());
        assert_eq!(aside.cleaned().unwrap().triage(read()).unwrap().word(), "triaged");
    }

    #[test]
    fn what_nobody_has_read_is_not_counted_in_public() {
        assert!(told(ObservationState::Received).published().is_none());
        assert!(told(ObservationState::Rejected { reason: RejectReason::Elsewhere, by: read() }).published().is_none());
        assert!(told(ObservationState::Triaged(read())).published().is_some());
    }

    #[test]
    fn in_public_an_observation_has_no_day_no_place_and_no_words() {
        let public = told(ObservationState::Triaged(read())).published().unwrap();
        assert_eq!(
            public,
            PublicObservation {
                category: id("drugs"),
                area: Some(id("torgby")),
                from: date(2022, 9, 12),
                channel: id("web")
            }
        );
    }

    #[test]
    fn a_closed_case_is_not_answered_twice_or_rejected() {
        let closed = ObservationState::Triaged(read())
            .close(Some(Prose::parse("Lagat.").unwrap()), Timestamp::UNIX_EPOCH)
            .unwrap();
        assert!(closed.clone().close(None, Timestamp::UNIX_EPOCH).is_err());
        assert!(closed.clone().triage(read()).is_err());
        assert!(closed.reject(RejectReason::Repeated, read()).is_err());
        assert_eq!(
            ObservationState::Received.close(None, Timestamp::UNIX_EPOCH),
            Err(Refused("refused-observation-unread"))
        );
    }

    #[test]
    fn an_answer_is_read_under_its_code_and_is_gone_when_its_days_have_passed() {
        let answer = Prose::parse("Lampan är lagad.").unwrap();
        let o = told(
            ObservationState::Triaged(read())
                .close(Some(answer.clone()), "2022-09-20T10:00:00Z".parse().unwrap())
                .unwrap(),
        );
        let step = |now: &str| o.followed(90, now.parse().unwrap()).step;
        assert!(matches!(step("2022-10-01T00:00:00Z"), FollowedStep::Closed { answer: Some(a), .. } if a == answer));
        assert!(matches!(step("2023-10-01T00:00:00Z"), FollowedStep::Closed { answer: None, .. }));
    }

    #[test]
    fn the_text_is_forgotten_after_its_months_and_the_count_remains() {
        let o = told(ObservationState::Triaged(read()));
        assert!(o.clone().forget(24, date(2024, 9, 14)).is_none());
        let forgotten = o.forget(24, date(2024, 9, 15)).unwrap();
        assert_eq!(
            (forgotten.text.clone(), forgotten.spot.place.clone(), forgotten.erased),
            (None, None, Some(date(2024, 9, 15)))
        );
        assert!(forgotten.published().is_some());
        assert!(forgotten.forget(24, date(2025, 1, 1)).is_none());
    }

    #[test]
    fn a_time_is_kept_by_the_hour_and_a_point_by_ten_metres() {
        assert_eq!(
            by_the_hour(When::Moment(date(2022, 9, 15).at(21, 40, 0, 0))),
            When::Moment(date(2022, 9, 15).at(21, 0, 0, 0))
        );
        let p = coarse(Point::parse(17.835_149, 59.422_751).unwrap());
        assert_eq!((p.lon(), p.lat()), (17.8351, 59.4228));
    }

    #[test]
    fn a_contact_is_an_address_or_a_number_and_is_in_no_log() {
        let contact = Contact::parse("070-174 06 35").unwrap();
        assert_eq!(format!("{contact:?}"), "Contact(...)");
        assert!(Contact::parse("kim@example.se").is_some());
        assert!(Contact::parse("ring mig").is_none() && Contact::parse("").is_none());
    }
}
