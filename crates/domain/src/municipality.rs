//! Which municipality is this installation for, or rather: which of its municipalities?

use serde::{Deserialize, Serialize};

use crate::{Id, Line};

/// A municipality (*kommun*): the outermost key of every record. Two municipalities never see each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Its key and the first label of its host name ("almvalla").
    pub id: Id,
    /// As people say it ("Almvalla").
    pub name: Line,
    /// The four-digit code of Statistics Sweden, where there is one.
    pub code: Option<String>,
    /// What the band on every page says of data that is not real; none when all is real.
    pub band: Option<Line>,
    /// The smallest count that may be shown in public (5 unless set).
    pub smallest_shown: u32,
}
