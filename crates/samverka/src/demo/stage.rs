//! Who acts in the story, when, and what are things called?

use std::collections::BTreeMap;
use std::pin::Pin;

use actions::{Chance, Ctx, Error, Key};
use domain::{Actor, Id, Municipality};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use storage::Db;

/// Where the story is played: the database, the people, and what the story calls its records.
#[derive(Debug)]
pub struct Stage {
    db: Db,
    key: Key,
    chance: Chance,
    /// The municipality of the story.
    pub town: Municipality,
    /// Other municipalities of the installation.
    pub others: Vec<Municipality>,
    /// Who may sign in: account and what is printed beside the link.
    pub people: Vec<(String, String)>,
    actors: BTreeMap<String, Actor>,
    names: BTreeMap<String, Id>,
}

impl Stage {
    /// An empty stage.
    pub fn new(db: Db, key: Key, chance: Chance, town: Municipality) -> Stage {
        let actors =
            BTreeMap::from([("system".to_owned(), Actor::System("demo")), ("resident".to_owned(), Actor::Resident)]);
        Stage { db, key, chance, town, others: Vec::new(), people: Vec::new(), actors, names: BTreeMap::new() }
    }

    /// The context in which `who` acts at `now`.
    pub fn ctx(&self, who: &str, now: Timestamp) -> Option<Ctx> {
        let actor = self.actors.get(who)?.clone();
        Some(Ctx {
            db: self.db.clone(),
            town: self.town.clone(),
            actor,
            now,
            key: self.key,
            chance: self.chance.clone(),
        })
    }

    /// Lets `who` act from now on.
    pub fn enter(&mut self, who: &str, actor: Actor) {
        self.actors.insert(who.to_owned(), actor);
    }

    /// Remembers what the story calls a record.
    pub fn name(&mut self, name: &str, id: Id) {
        self.names.insert(name.to_owned(), id);
    }

    /// The record that the story calls `name`; a name that is not the story's is the key itself.
    pub fn id(&self, name: &str) -> Id {
        match self.names.get(name) {
            Some(id) => id.clone(),
            None => Id::parse(name).unwrap_or_else(|e| panic!("the story knows no {name}: {e}")),
        }
    }

    /// The record as a list for forms: empty while the story has not made it.
    pub fn known(&self, name: &str) -> Vec<String> {
        self.names.get(name).map(Id::to_string).into_iter().collect()
    }

    /// "cause:orsak-fa-vuxna" as forms write a record of the chain: empty while the story has not made it.
    pub fn ground(&self, written: &str) -> Vec<String> {
        let Some((noun, name)) = written.split_once(':') else { return Vec::new() };
        let noun = if noun == "focus" { "focus-area" } else { noun };
        self.known(name).into_iter().map(|id| format!("{noun}:{id}")).collect()
    }

    /// The same as text, for forms.
    pub fn key(&self, name: &str) -> String {
        self.id(name).to_string()
    }
}

/// What an event does.
type Act = Box<dyn for<'a> FnOnce(&'a mut Stage, Ctx) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>>;

struct Step {
    at: DateTime,
    who: String,
    what: String,
    act: Act,
}

/// All events of the story, in any order.
#[derive(Default)]
pub struct Script(Vec<Step>);

impl Script {
    /// Adds an event: at this local time `who` does `act`; `what` names it when it goes wrong.
    pub fn at<A>(&mut self, at: DateTime, who: &str, what: &str, act: A)
    where
        A: for<'a> FnOnce(&'a mut Stage, Ctx) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>> + 'static,
    {
        self.0.push(Step { at, who: who.to_owned(), what: what.to_owned(), act: Box::new(act) });
    }

    /// Plays what had happened by `now`, in order of time.
    pub async fn play(mut self, stage: &mut Stage, now: Timestamp) -> Result<(), String> {
        self.0.sort_by_key(|s| s.at);
        for step in self.0 {
            let told = |why: String| format!("the story at {} ({}, {}): {why}", step.at, step.who, step.what);
            let at = actions::stockholm().to_timestamp(step.at).map_err(|e| told(e.to_string()))?;
            if at > now {
                break;
            }
            let ctx = stage.ctx(&step.who, at).ok_or_else(|| told("nobody of that name".to_owned()))?;
            (step.act)(stage, ctx).await.map_err(|e| told(format!("{e}: {e:?}")))?;
        }
        Ok(())
    }
}

/// When a joint text was proposed, approved by each owner and shown.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Release {
    /// Proposed by the coordinator.
    pub proposed: DateTime,
    /// Approved by the municipality's leader.
    pub municipality: DateTime,
    /// Approved by the leader of the police.
    pub police: DateTime,
    /// Shown to everyone.
    pub published: DateTime,
}

/// Proposes, approves by both and publishes a joint text with the actions of its module.
macro_rules! release {
    ($script:expr, $name:expr, $when:expr, $($m:ident)::+) => {{
        let (name, when): (String, $crate::demo::stage::Release) = ($name.to_string(), $when);
        let n = name.clone();
        $script.at(when.proposed, "kim", &format!("propose {n}"), move |s, c| Box::pin(async move { $($m)::+::propose(&c, &s.id(&n)).await }));
        let n = name.clone();
        $script.at(when.municipality, "charlie", &format!("approve {n}"), move |s, c| Box::pin(async move { $($m)::+::approve(&c, &s.id(&n)).await }));
        let n = name.clone();
        $script.at(when.police, "alex", &format!("approve {n}"), move |s, c| Box::pin(async move { $($m)::+::approve(&c, &s.id(&n)).await }));
        let n = name;
        $script.at(when.published, "kim", &format!("publish {n}"), move |s, c| Box::pin(async move { $($m)::+::publish(&c, &s.id(&n)).await }));
    }};
}
pub(super) use release;
