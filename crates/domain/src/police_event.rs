//! What do the police themselves publish about the county?

use jiff::civil::DateTime;

use crate::{Id, Line, Prose};

/// An event that the police publish (*polisens händelser i länet*). It has no point: the coordinates of
/// the publisher are the county's or the municipality's middle. So it is a list, never a map or a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoliceEvent {
    /// The publisher's number.
    pub id: Id,
    /// When it was published, in local time.
    pub published: DateTime,
    /// When it happened, if the heading says so.
    pub occurred: Option<DateTime>,
    /// What kind of event.
    pub kind: Line,
    /// A sentence about it.
    pub summary: Prose,
    /// The municipality or town that the heading names.
    pub town: Option<Line>,
    /// The county.
    pub county: Line,
    /// Where it is published, without the host.
    pub path: Line,
}
