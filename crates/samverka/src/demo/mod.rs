//! Which story does the demo tell, and how is it played?
//!
//! The story is data (`story/*.toml`), one file per theme, and a little code beside it that turns each event into
//! the one action that anyone would use for it, at its own time and by its own person. What had not happened by the
//! demo's day is not played.

use actions::{Chance, Key};
use jiff::Timestamp;
use storage::Db;

mod accessibility;
mod agreement;
mod area;
mod dialogue;
mod easy_text;
pub mod ground;
mod inbox;
mod news;
mod people;
mod picture;
mod plan;
mod problem;
mod promise;
mod review;
mod stage;
pub mod voices;

use stage::Script;
pub use stage::Stage;

/// Plays everything that had happened by `now`.
pub async fn play(db: &Db, key: Key, now: Timestamp) -> Result<Stage, String> {
    let mut script = Script::default();
    let mut stage = Stage::new(db.clone(), key, Chance::seeded(20_211_118), people::municipality());
    people::steps(&mut script);
    area::steps(&mut script, now);
    dialogue::steps(&mut script);
    inbox::steps(&mut script);
    picture::steps(&mut script);
    problem::steps(&mut script);
    agreement::steps(&mut script);
    plan::steps(&mut script);
    promise::steps(&mut script);
    review::steps(&mut script);
    news::steps(&mut script);
    easy_text::steps(&mut script);
    accessibility::steps(&mut script);
    script.play(&mut stage, now).await?;
    let public = crate::municipality::File::read(crate::municipality::JARFALLA)?;
    let other = crate::municipality::set_up(db, key, Chance::seeded(123), &public, now).await?;
    stage.others.push(other);
    Ok(stage)
}

#[cfg(test)]
mod tests;
