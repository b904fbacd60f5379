//! When can residents meet the parties, and did it happen?

use domain::presence::{Presence, PublicPresence};
use domain::{Id, Line, Owned, Prose, Sharing};
use jiff::civil::Date;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::effort::{clock, slot};
use crate::promise::serialised;
use crate::{Columns, Error, Tx};

/// Adds a presence. [`Error::Taken`] when its address is.
pub async fn insert(tx: &mut Tx, town: &Id, e: &Presence) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO presence (municipality, id, version, owner, sharing, title, about, parties, place, on_date, from_time, to_time, commitment, state, detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(town.as_str())
    .bind(e.id.as_str())
    .bind(e.owned.owner.as_str())
    .bind(e.owned.sharing.word())
    .bind(e.title.as_str())
    .bind(e.about.as_str())
    .bind(serialised(&e.parties))
    .bind(e.place.as_str())
    .bind(e.slot.on.to_string())
    .bind(clock(e.slot.from))
    .bind(clock(e.slot.to))
    .bind(e.commitment.as_ref().map(|c| c.as_str().to_owned()))
    .bind(e.state.word())
    .bind(serialised(&e.state))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed presence. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, e: &Presence) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE presence SET version = version + 1, owner = $4, sharing = $5, title = $6, about = $7, parties = $8, place = $9,
             on_date = $10, from_time = $11, to_time = $12, commitment = $13, state = $14, detail = $15
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(e.id.as_str())
    .bind(e.version)
    .bind(e.owned.owner.as_str())
    .bind(e.owned.sharing.word())
    .bind(e.title.as_str())
    .bind(e.about.as_str())
    .bind(serialised(&e.parties))
    .bind(e.place.as_str())
    .bind(e.slot.on.to_string())
    .bind(clock(e.slot.from))
    .bind(clock(e.slot.to))
    .bind(e.commitment.as_ref().map(|c| c.as_str().to_owned()))
    .bind(e.state.word())
    .bind(serialised(&e.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The presence with this address.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Presence>, Error> {
    let row = sqlx::query("SELECT * FROM presence WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those planned for a day from `from` to `to`, in their order. At most 500.
pub async fn between<'e>(on: impl AnyExecutor<'e>, town: &Id, from: Date, to: Date) -> Result<Vec<Presence>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM presence WHERE municipality = $1 AND on_date >= $2 AND on_date <= $3
         ORDER BY on_date, from_time, id LIMIT 500",
    )
    .bind(town.as_str())
    .bind(from.to_string())
    .bind(to.to_string())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Those that somebody must still do something with: held but not confirmed, disputed, or planned for a day
/// before `today` and not logged. At most 200.
pub async fn open<'e>(on: impl AnyExecutor<'e>, town: &Id, today: Date) -> Result<Vec<Presence>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM presence WHERE municipality = $1
           AND (state IN ('held', 'disputed') OR (state IN ('planned', 'underway') AND on_date < $2))
         ORDER BY on_date, from_time, id LIMIT 200",
    )
    .bind(town.as_str())
    .bind(today.to_string())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Those that count toward a commitment. At most 5 000.
pub async fn counting<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Presence>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM presence WHERE municipality = $1 AND commitment IS NOT NULL ORDER BY on_date, id LIMIT 5000",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// What everyone may see from `from` to `to`, in their order. At most 500.
pub async fn published<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    from: Date,
    to: Date,
) -> Result<Vec<PublicPresence>, Error> {
    Ok(between(on, town, from, to).await?.iter().map(Presence::published).collect())
}

/// What everyone may see under this address.
pub async fn published_by_id<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    id: &Id,
) -> Result<Option<PublicPresence>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().map(Presence::published))
}

fn read(row: &AnyRow) -> Result<Presence, Error> {
    let c = Columns::of("presence", row);
    Ok(Presence {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        about: c.parsed("about", Prose::parse)?,
        parties: c.value("parties")?,
        place: c.parsed("place", Line::parse)?,
        slot: slot(&c)?,
        commitment: c.maybe_parsed("commitment", Id::parse)?,
        state: c.value("detail")?,
    })
}
