//! How is the chain of a record shown, with every link leading to its page?

use actions::chain::{Chain, Item, Place};
use documents::{Link, Standing, Text, said_link};
use domain::easy_text::EasyText;
use domain::{Actor, Id, Noun};

use crate::{App, Choice, Problem, Shell};

/// The chain of a record as the reader may see it: on the public site with public addresses, in the workspace with
/// those of the workspace.
pub async fn of(app: &App, s: &Shell, actor: &Actor, here: (Noun, &Id)) -> Result<documents::Chain, Problem> {
    let chain = actions::chain::around(&app.db, &s.town, actor, here).await?;
    Ok(shown(s, &chain, !matches!(actor, Actor::Resident)))
}

/// The chain of a record as everyone sees it, now or once it is public. Whether the reader may see the record itself was
/// asked before.
pub async fn public(app: &App, s: &Shell, noun: Noun, id: &Id) -> Result<documents::Chain, Problem> {
    let chain = actions::chain::as_public(&app.db, &s.town, (noun, id)).await?;
    Ok(shown(s, &chain, false))
}

fn shown(s: &Shell, chain: &Chain, work: bool) -> documents::Chain {
    let link = |step: &actions::chain::ChainStep| {
        let mut title = items(s, &step.items, work);
        if let Some(count) = step.observations {
            let words = match count {
                Some(n) => s.t1("chain-observations", "n", n),
                None => s.t1("chain-observations-hidden", "n", s.town.smallest_shown),
            };
            title = if title.is_empty() { title.then(words) } else { title.then("\u{a0}· ").then(words) };
        }
        let missing = title.is_empty();
        if missing {
            title = title.then(s.t(&format!("chain-missing-{}", step.step.word())));
        }
        let detail = if step.more > 0 { s.t1("chain-more", "n", step.more) } else { String::new() };
        Link {
            kind: s.t(&format!("chain-step-{}", step.step.word())),
            title,
            detail: detail.into(),
            standing: match (missing, step.place) {
                (false, Place::Here) => Standing::Here,
                (false, _) => Standing::Known,
                (true, Place::Before) => Standing::Missing,
                (true, _) => Standing::Open,
            },
        }
    };
    let mut links: Vec<Link> = chain.steps.iter().map(link).collect();
    if !chain.news.is_empty() {
        links.push(link_to(s, "news", &chain.news, work));
    }
    documents::Chain { links }
}

/// The link of a step, by its word, with what everyone may read there.
pub fn known(s: &Shell, step: &str, found: &[Item]) -> Link {
    link_to(s, step, found, false)
}

fn link_to(s: &Shell, step: &str, found: &[Item], work: bool) -> Link {
    let kind = s.t(&format!("chain-step-{step}"));
    Link { kind, title: items(s, found, work), detail: Text::new(), standing: Standing::Known }
}

/// Titles beside each other, each leading to its page.
fn items(s: &Shell, items: &[Item], work: bool) -> Text {
    let mut title = Text::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            title = title.then("\u{a0}· ");
        }
        let words = match item.on {
            Some(on) => format!("{}, {}", item.title, text::date(s.lang(), on)),
            None => item.title.clone(),
        };
        title.0.extend(said_link(s.words, &words, &s.to(&address(item, work))).0);
    }
    title
}

/// A record as one of several to choose from in a form: with its day where it has namesakes, and a finding with the
/// picture that it stands in, as far as that is among `all`.
pub fn choice(s: &Shell, item: &Item, all: &[Item]) -> Choice {
    let noun = s.t(&format!("noun-{}", item.noun.word()));
    let whole = all.iter().find(|i| i.noun == Noun::Picture && Some(&i.id) == item.parent.as_ref());
    Choice {
        value: format!("{}:{}", item.noun.word(), item.id),
        words: match item.on {
            Some(on) => format!("{}, {}", item.title, text::date(s.lang(), on)),
            None => item.title.clone(),
        },
        hint: whole.map_or(noun.clone(), |picture| format!("{noun}, {}", picture.title)),
    }
}

/// Where a record that is a page of its own is for everyone.
pub fn public_address(noun: Noun, id: &Id) -> String {
    address(&Item { noun, id: id.clone(), title: String::new(), parent: None, on: None }, false)
}

/// What can be told in easy Swedish at the public address `path`.
pub fn told_at(path: &str) -> Option<(Noun, Id)> {
    let id = Id::parse(path.rsplit_once('/')?.1).ok()?;
    let noun = EasyText::SUBJECTS.into_iter().find(|noun| public_address(*noun, &id) == path)?;
    Some((noun, id))
}

/// Where a record is: its own page, or its place on the page of what it belongs to.
pub fn address(item: &Item, work: bool) -> String {
    let prefix = if work { "/arbete" } else { "" };
    let (id, parent) = (&item.id, item.parent.as_ref().unwrap_or(&item.id));
    match item.noun {
        Noun::Observation => format!("{prefix}/iakttagelser/{id}"),
        Noun::Dialogue => format!("{prefix}/dialoger/{id}"),
        Noun::Picture if work => format!("/arbete/lagesbilder/{id}"),
        Noun::Picture => format!("/lagesbild/{id}"),
        Noun::Finding if work => format!("/arbete/lagesbilder/{parent}#{id}"),
        Noun::Finding => format!("/lagesbild/{parent}#{id}"),
        Noun::Problem => format!("{prefix}/problem/{id}"),
        Noun::Cause => format!("{prefix}/problem/{parent}#orsak-{id}"),
        Noun::FocusArea => format!("{prefix}/fokusomraden/{id}"),
        Noun::Agreement => format!("{prefix}/overenskommelser/{id}"),
        Noun::Promise => format!("{prefix}/loften/{id}"),
        Noun::Commitment => format!("{prefix}/loften/{parent}#{id}"),
        Noun::Plan => format!("{prefix}/plan/{id}"),
        Noun::Measure => format!("{prefix}/plan/{parent}#atgard-{id}"),
        Noun::Effort => format!("{prefix}/insatser/{id}"),
        Noun::Presence if work => format!("/arbete/insatser/{id}"),
        Noun::Presence => format!("/kalender/{id}"),
        Noun::Review => format!("{prefix}/uppfoljningar/{id}"),
        Noun::News => format!("{prefix}/nyheter/{id}"),
        Noun::EasyText => format!("{prefix}/lattlast/{id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_at_an_address_is_what_has_that_address() {
        let id = Id::parse("det-forsta").unwrap();
        for noun in EasyText::SUBJECTS {
            assert_eq!(told_at(&public_address(noun, &id)), Some((noun, id.clone())));
        }
        assert_eq!(told_at("/problem/det-forsta"), None);
        assert_eq!(told_at(""), None);
    }
}
