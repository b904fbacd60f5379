//! Who takes part in Almvalla?

use actions::setup;
use domain::account::{Account, AccountState, Role};
use domain::organisation::{Organisation, OrganisationKind};
use domain::{Actor, Id, Line, Municipality};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::Script;

#[derive(Deserialize)]
struct People {
    begins: DateTime,
    municipality: Town,
    organisation: Vec<Party>,
    account: Vec<Person>,
}

#[derive(Deserialize)]
struct Town {
    id: String,
    name: String,
    smallest_shown: u32,
    band: String,
}

#[derive(Deserialize)]
struct Party {
    id: String,
    name: String,
    short: String,
    kind: String,
}

#[derive(Clone, Deserialize)]
struct Person {
    id: String,
    name: String,
    organisation: String,
    roles: Vec<String>,
}

fn read() -> People {
    toml::from_str(include_str!("story/people.toml")).expect("a test plays the story")
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("a test plays the story")
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("a test plays the story")
}

/// The municipality of the story.
pub fn municipality() -> Municipality {
    let town = read().municipality;
    Municipality {
        id: id(&town.id),
        name: line(&town.name),
        code: None,
        band: Some(line(&town.band)),
        smallest_shown: town.smallest_shown,
    }
}

/// Sets the municipality up, with its organisations and accounts.
pub fn steps(script: &mut Script) {
    let people = read();
    let organisations: Vec<Organisation> = people.organisation.iter().map(organisation).collect();
    let parties = organisations.clone();
    script.at(people.begins, "system", "set up", move |stage, ctx| {
        Box::pin(async move { setup::municipality(&ctx, &stage.town, &parties).await })
    });
    for person in people.account {
        let party = organisations.iter().find(|o| o.id.as_str() == person.organisation).expect("a known party").clone();
        script.at(people.begins, "system", "add an account", move |stage, ctx| {
            Box::pin(async move {
                let account = account(&person);
                actions::account::add(&ctx, &account).await?;
                let roles = person.roles.join(", ");
                stage.people.push((person.id.clone(), format!("{} ({roles}, {})", person.name, party.short)));
                let actor = Actor::Account {
                    account: account.id,
                    name: person.name.clone(),
                    organisation: party.id,
                    kind: party.kind,
                    roles: account.roles,
                };
                stage.enter(&person.id, actor);
                Ok(())
            })
        });
    }
}

fn organisation(party: &Party) -> Organisation {
    Organisation {
        id: id(&party.id),
        name: line(&party.name),
        short: line(&party.short),
        kind: OrganisationKind::parse(&party.kind).expect("a test plays the story"),
    }
}

fn account(person: &Person) -> Account {
    Account {
        id: id(&person.id),
        organisation: id(&person.organisation),
        name: line(&person.name),
        login: line(&format!("{}@almvalla.example", person.id)),
        roles: person.roles.iter().map(|r| Role::parse(r).expect("a test plays the story")).collect(),
        state: AccountState::Invited,
    }
}
