//! Where did we meet people, and what came of it?

use domain::dialogue::{Dialogue, DialogueKind, DialogueState, PublicDialogue};
use domain::{Id, Line, Owned, Prose, Sharing};
use jiff::civil::DateTime;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::columns::local_text;
use crate::{Columns, Error, Tx};

/// Adds a dialogue. [`Error::Taken`] when its address is.
pub async fn insert(tx: &mut Tx, town: &Id, d: &Dialogue) -> Result<(), Error> {
    let query = sqlx::query(
        "INSERT INTO dialogue (municipality, id, version, owner, sharing, kind, title, begins, place, area, invitation, held,
             remarks, state, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    bind(query, town, d).execute(&mut **tx).await?;
    Ok(())
}

/// Writes all of a changed dialogue. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, d: &Dialogue) -> Result<(), Error> {
    let query = sqlx::query(
        "UPDATE dialogue SET version = version + 1, owner = $4, sharing = $5, kind = $6, title = $7, begins = $8, place = $9,
             area = $10, invitation = $11, held = $12, remarks = $13, state = $14, detail = $15
         WHERE municipality = $1 AND id = $2 AND version = $3",
    );
    let done = bind(query, town, d).execute(&mut **tx).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn bind<'q>(query: Query<'q>, town: &Id, d: &Dialogue) -> Query<'q> {
    let json = |v: Result<String, _>| v.expect("plain values can be written");
    query
        .bind(town.as_str().to_owned())
        .bind(d.id.as_str().to_owned())
        .bind(d.version)
        .bind(d.owned.owner.as_str().to_owned())
        .bind(d.owned.sharing.word())
        .bind(d.kind.word())
        .bind(d.title.as_str().to_owned())
        .bind(local_text(d.begins))
        .bind(d.place.as_str().to_owned())
        .bind(d.area.as_ref().map(|a| a.as_str().to_owned()))
        .bind(d.invitation.as_str().to_owned())
        .bind(d.held.as_ref().map(|h| json(serde_json::to_string(h))))
        .bind(json(serde_json::to_string(&d.remarks)))
        .bind(d.state.word())
        .bind(json(serde_json::to_string(&d.state)))
}

/// The dialogue with this address.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Dialogue>, Error> {
    let row = sqlx::query("SELECT * FROM dialogue WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All dialogues, latest first, at most 200.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Dialogue>, Error> {
    let rows = sqlx::query("SELECT * FROM dialogue WHERE municipality = $1 ORDER BY begins DESC, id LIMIT 200")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, latest first, at most `limit`.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id, limit: i64) -> Result<Vec<PublicDialogue>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM dialogue WHERE municipality = $1 AND sharing = 'public' ORDER BY begins DESC, id LIMIT $2",
    )
    .bind(town.as_str())
    .bind(limit)
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Dialogue::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    id: &Id,
) -> Result<Option<PublicDialogue>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Dialogue::published))
}

fn read(row: &AnyRow) -> Result<Dialogue, Error> {
    let c = Columns::of("dialogue", row);
    Ok(Dialogue {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        kind: c.parsed("kind", DialogueKind::parse)?,
        title: c.parsed("title", Line::parse)?,
        begins: c.parsed("begins", str::parse::<DateTime>)?,
        place: c.parsed("place", Line::parse)?,
        area: c.maybe_parsed("area", Id::parse)?,
        invitation: c.parsed("invitation", Prose::parse)?,
        held: c.maybe_value("held")?,
        remarks: c.value("remarks")?,
        state: c.value::<DialogueState>("detail")?,
    })
}
