//! What does a record rest on, and what came of it, as one reader may see it?
//!
//! The reading side of the chain: eight links from what someone told to what came of it. Four queries at most, however
//! long the chain: what lies behind, what lies ahead, what stands beside, what everything is called.

use std::collections::{HashMap, VecDeque};

use domain::{Act, Actor, Id, Link, Municipality, Noun, Sharing, may};
use jiff::civil::Date;
use storage::Db;
use storage::chain::Named;

use crate::Error;

/// The eight links of the chain, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// What someone told, and the patterns found in it.
    Observations,
    /// What is wrong.
    Problem,
    /// Why.
    Cause,
    /// What was chosen.
    FocusArea,
    /// What was agreed.
    Agreement,
    /// What was promised.
    Commitment,
    /// What was done.
    Effort,
    /// What came of it.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 8] = [
        Step::Observations,
        Step::Problem,
        Step::Cause,
        Step::FocusArea,
        Step::Agreement,
        Step::Commitment,
        Step::Effort,
        Step::Review,
    ];

    /// The word in message keys (`chain-step-focus-area`).
    pub fn word(self) -> &'static str {
        match self {
            Step::Observations => "observations",
            Step::Problem => "problem",
            Step::Cause => "cause",
            Step::FocusArea => "focus-area",
            Step::Agreement => "agreement",
            Step::Commitment => "commitment",
            Step::Effort => "effort",
            Step::Review => "review",
        }
    }

    /// The step to which a noun belongs; news and easy texts tell of any step and belong to none.
    pub fn of(noun: Noun) -> Option<Step> {
        Some(match noun {
            Noun::Observation | Noun::Dialogue | Noun::Picture | Noun::Finding => Step::Observations,
            Noun::Problem => Step::Problem,
            Noun::Cause => Step::Cause,
            Noun::FocusArea => Step::FocusArea,
            Noun::Agreement => Step::Agreement,
            Noun::Promise | Noun::Commitment => Step::Commitment,
            Noun::Plan | Noun::Measure | Noun::Effort | Noun::Presence => Step::Effort,
            Noun::Review => Step::Review,
            Noun::News | Noun::EasyText => return None,
        })
    }
}

/// The chain of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// All eight, in order.
    pub steps: Vec<ChainStep>,
    /// News that tell of it.
    pub news: Vec<Item>,
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainStep {
    /// Which.
    pub step: Step,
    /// How it stands to the record whose chain it is.
    pub place: Place,
    /// What stands there, at most [`SHOWN`]; none when it is missing.
    pub items: Vec<Item>,
    /// How many more there are.
    pub more: usize,
    /// How many observations stand there; none when there are none, `Some(None)` when they are too few to be told.
    pub observations: Option<Option<usize>>,
}

/// How a link stands to the record whose chain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The record rests on it.
    Before,
    /// It is the record.
    Here,
    /// It came of the record.
    After,
}

/// A record in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub noun: Noun,
    /// Its key.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The record on whose page it stands, where it has none of its own.
    pub parent: Option<Id>,
    /// The day of an effort or a presence, which has many namesakes.
    pub on: Option<Date>,
}

/// How many records one link shows.
pub const SHOWN: usize = 6;

/// The chain of `here` as `actor` may see it. What the actor may not read is as if it were not there.
pub async fn around(db: &Db, town: &Municipality, actor: &Actor, here: (Noun, &Id)) -> Result<Chain, Error> {
    found(db, town, actor, here, false).await
}

/// The chain of `here` as everyone sees it once `here` is public: the record itself, and of the others what is public
/// already. Whether the reader may see the record was asked before.
pub async fn as_public(db: &Db, town: &Municipality, here: (Noun, &Id)) -> Result<Chain, Error> {
    found(db, town, &Actor::Resident, here, true).await
}

async fn found(
    db: &Db,
    town: &Municipality,
    actor: &Actor,
    here: (Noun, &Id),
    with_itself: bool,
) -> Result<Chain, Error> {
    let before = storage::chain::before(db.reader(), &town.id, here).await?;
    let after = storage::chain::after(db.reader(), &town.id, here).await?;
    let start = (here.0, here.1.clone());
    let mut behind = distances(&before, &start, |l| (&l.to, &l.from));
    let mut ahead = distances(&after, &start, |l| (&l.from, &l.to));
    // A focus area gathers many problems: what was reviewed on the far side of it says nothing of one of them.
    let own: Vec<Link> = after.iter().filter(|l| l.from.0 != Noun::FocusArea || l.from == start).cloned().collect();
    let of_own = distances(&own, &start, |l| (&l.from, &l.to));
    ahead.retain(|r, _| r.0 != Noun::Review || of_own.contains_key(r));
    beside(db, &town.id, &start, &mut behind, &mut ahead).await?;
    counted_in(db, &town.id, &start, &mut ahead).await?;
    chosen_for_causes(db, &town.id, &start, &mut behind).await?;
    let mut wanted: Vec<(Noun, Id)> = vec![start.clone()];
    wanted.extend(behind.keys().chain(ahead.keys()).filter(|r| **r != start).cloned());
    wanted.sort();
    wanted.dedup();
    let named = storage::chain::named(db.reader(), &town.id, &wanted).await?;
    let public = matches!(actor, Actor::Resident);
    // Observations are only counted, and a small count is not told: whoever may not read one may know that it is there.
    let counted = |n: &Named| public && n.noun == Noun::Observation && n.owned.sharing != Sharing::Own;
    let itself = |n: &Named| with_itself && (n.noun, &n.id) == (start.0, &start.1);
    let seen = |n: &Named| counted(n) || itself(n) || may(actor, Act::Read, Some(&n.owned)).is_ok();
    let seen = named.into_iter().filter(seen).collect::<Vec<_>>();
    let smallest = if public { town.smallest_shown as usize } else { 0 };
    Ok(arrange(&seen, &start, &behind, &ahead, smallest))
}

/// The pictures that count an observation. They are not drawn as arrows, since a picture counts thousands: they follow
/// from what is counted and from the picture's period.
async fn counted_in(db: &Db, town: &Id, start: &(Noun, Id), ahead: &mut Reached) -> Result<(), Error> {
    if start.0 != Noun::Observation {
        return Ok(());
    }
    let found = storage::observation::by_id(db.reader(), town, &start.1).await?;
    let Some(o) = found.filter(|o| o.state.counts() && o.owned.sharing != Sharing::Own) else { return Ok(()) };
    for picture in storage::picture::all(db.reader(), town).await? {
        if picture.period.contains(o.when) {
            ahead.insert((Noun::Picture, picture.id), 1);
        }
    }
    Ok(())
}

/// What was chosen, agreed and promised about the causes that a plan works on. No arrow leads from there to the plan:
/// both follow from the causes.
async fn chosen_for_causes(db: &Db, town: &Id, start: &(Noun, Id), behind: &mut Reached) -> Result<(), Error> {
    if start.0 != Noun::Plan {
        return Ok(());
    }
    for link in storage::chain::after_causes(db.reader(), town, (start.0, &start.1)).await? {
        if matches!(link.to.0, Noun::FocusArea | Noun::Agreement | Noun::Promise | Noun::Commitment) {
            behind.entry(link.to).or_insert(2);
        }
    }
    Ok(())
}

/// What stands beside a record under the same commitment: the review of an effort's commitment, and the efforts under
/// the commitment that a review is about.
async fn beside(
    db: &Db,
    town: &Id,
    start: &(Noun, Id),
    behind: &mut Reached,
    ahead: &mut Reached,
) -> Result<(), Error> {
    if !matches!(start.0, Noun::Effort | Noun::Presence | Noun::Review) {
        return Ok(());
    }
    let near = behind.iter().filter(|(r, distance)| r.0 == Noun::Commitment && **distance == 1);
    // Of several the first by key, so that a page is the same each time.
    let Some(commitment) = near.map(|(r, _)| r.clone()).min() else { return Ok(()) };
    for link in storage::chain::out_of(db.reader(), town, (commitment.0, &commitment.1)).await? {
        match (start.0, link.to.0) {
            (Noun::Review, Noun::Effort | Noun::Presence) => drop(behind.entry(link.to).or_insert(2)),
            (Noun::Effort | Noun::Presence, Noun::Review) => drop(ahead.entry(link.to).or_insert(2)),
            _ => {}
        }
    }
    Ok(())
}

/// The records of `noun` that came straight of `here`, as far as the actor may read them.
pub async fn straight(db: &Db, town: &Id, actor: &Actor, here: (Noun, &Id), noun: Noun) -> Result<Vec<Item>, Error> {
    let links = storage::chain::out_of(db.reader(), town, here).await?;
    let wanted: Vec<(Noun, Id)> = links.into_iter().map(|l| l.to).filter(|to| to.0 == noun).collect();
    let found = storage::chain::named(db.reader(), town, &wanted).await?;
    Ok(found.iter().filter(|n| may(actor, Act::Read, Some(&n.owned)).is_ok()).map(item).collect())
}

/// What leads straight to `here`, as far as the actor may read it: what a piece of news is about.
pub async fn subjects(db: &Db, town: &Id, actor: &Actor, here: (Noun, &Id)) -> Result<Vec<Item>, Error> {
    let links = storage::chain::into(db.reader(), town, here).await?;
    let wanted: Vec<(Noun, Id)> = links.into_iter().map(|l| l.from).collect();
    let found = storage::chain::named(db.reader(), town, &wanted).await?;
    Ok(found.iter().filter(|n| may(actor, Act::Read, Some(&n.owned)).is_ok()).map(item).collect())
}

/// The latest records of `nouns` that the actor may read, at most 50 of each, to choose from in a form.
pub async fn latest(db: &Db, town: &Id, actor: &Actor, nouns: &[Noun]) -> Result<Vec<Item>, Error> {
    let found = storage::chain::latest(db.reader(), town, nouns).await?;
    Ok(found.iter().filter(|n| may(actor, Act::Read, Some(&n.owned)).is_ok()).map(item).collect())
}

/// What a problem or a cause can be said to rest on.
pub async fn evidence(db: &Db, town: &Id, actor: &Actor) -> Result<Vec<Item>, Error> {
    latest(db, town, actor, &[Noun::Finding, Noun::Picture, Noun::Dialogue]).await
}

type Reached = HashMap<(Noun, Id), usize>;

/// How many arrows away each record is from `start`, following `arrow` from one end to the other.
fn distances<'l>(
    links: &'l [Link],
    start: &(Noun, Id),
    arrow: impl Fn(&'l Link) -> (&'l (Noun, Id), &'l (Noun, Id)),
) -> Reached {
    let mut next: HashMap<&(Noun, Id), Vec<&(Noun, Id)>> = HashMap::new();
    for link in links {
        let (from, to) = arrow(link);
        next.entry(from).or_default().push(to);
    }
    let mut reached = HashMap::from([(start.clone(), 0)]);
    let mut queue = VecDeque::from([start.clone()]);
    while let Some(at) = queue.pop_front() {
        let distance = reached[&at] + 1;
        for to in next.get(&at).into_iter().flatten() {
            if !reached.contains_key(*to) {
                reached.insert((*to).clone(), distance);
                queue.push_back((*to).clone());
            }
        }
    }
    reached
}

/// Puts what was reached into the eight links. Of each noun only the nearest stand there: what a commitment rests on
/// itself, not everything that its agreement rests on.
fn arrange(seen: &[Named], start: &(Noun, Id), behind: &Reached, ahead: &Reached, smallest: usize) -> Chain {
    let own = Step::of(start.0);
    let step = |step: Step| {
        let place = match own {
            Some(own) if step == own => Place::Here,
            Some(own) if step > own => Place::After,
            _ => Place::Before,
        };
        let nearest = |reached: &Reached, noun: Noun| -> Vec<Item> {
            let of_noun = |n: &&Named| n.noun == noun && (n.noun, n.id.clone()) != *start;
            let found = seen.iter().filter(of_noun).filter_map(|n| Some((*reached.get(&(n.noun, n.id.clone()))?, n)));
            let found: Vec<(usize, &Named)> = found.collect();
            let least = found.iter().map(|(d, _)| *d).min();
            let mut items: Vec<Item> = found.iter().filter(|(d, _)| Some(*d) == least).map(|(_, n)| item(n)).collect();
            items.sort_by(|a, b| b.on.cmp(&a.on).then(a.id.cmp(&b.id)));
            items
        };
        let mut items: Vec<Item> = Vec::new();
        let mut observations = None;
        if place == Place::Here {
            items.extend(seen.iter().filter(|n| (n.noun, n.id.clone()) == *start).map(item));
        }
        for noun in Noun::ALL.into_iter().filter(|n| Step::of(*n) == Some(step)) {
            let mut found = match place {
                Place::Before => nearest(behind, noun),
                Place::After => nearest(ahead, noun),
                // beside the record: a promise beside its commitment, a finding beside its picture
                Place::Here => {
                    let mut both = nearest(behind, noun);
                    both.extend(nearest(ahead, noun));
                    both
                }
            };
            if noun == Noun::Observation {
                if !found.is_empty() {
                    observations = Some((found.len() >= smallest).then_some(found.len()));
                }
                found.clear();
            }
            items.extend(found);
        }
        let more = items.len().saturating_sub(SHOWN);
        items.truncate(SHOWN);
        ChainStep { step, place, items, more, observations }
    };
    // News of this record itself, not of everything that came of it.
    let told = |n: &&Named| n.noun == Noun::News && ahead.get(&(n.noun, n.id.clone())) == Some(&1);
    let mut news: Vec<Item> = seen.iter().filter(told).map(item).collect();
    news.sort_by(|a, b| a.id.cmp(&b.id));
    news.truncate(SHOWN);
    Chain { steps: Step::ALL.into_iter().map(step).collect(), news }
}

fn item(n: &Named) -> Item {
    Item { noun: n.noun, id: n.id.clone(), title: n.title.clone(), parent: n.parent.clone(), on: n.on }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Owned;

    fn r(noun: Noun, id: &str) -> (Noun, Id) {
        (noun, Id::parse(id).unwrap())
    }

    fn named(noun: Noun, id: &str) -> Named {
        let owned = Owned { owner: Id::parse("kommunen").unwrap(), sharing: Sharing::Public };
        Named { noun, id: Id::parse(id).unwrap(), title: id.to_owned(), parent: None, owned, on: None }
    }

    fn links(arrows: &[((Noun, Id), (Noun, Id))]) -> Vec<Link> {
        arrows.iter().map(|(from, to)| Link { from: from.clone(), to: to.clone() }).collect()
    }

    /// A commitment that rests on focus area `a` itself, under an agreement with the focus areas `a` and `b`.
    fn town() -> (Vec<Link>, Vec<Named>) {
        use Noun::{Agreement, Commitment, FocusArea, Problem, Promise};
        let links = links(&[
            (r(Problem, "pa"), r(FocusArea, "a")),
            (r(Problem, "pb"), r(FocusArea, "b")),
            (r(FocusArea, "a"), r(Agreement, "avtal")),
            (r(FocusArea, "b"), r(Agreement, "avtal")),
            (r(Agreement, "avtal"), r(Promise, "lofte")),
            (r(Promise, "lofte"), r(Commitment, "ett")),
            (r(FocusArea, "a"), r(Commitment, "ett")),
        ]);
        let seen = vec![
            named(Problem, "pa"),
            named(Problem, "pb"),
            named(FocusArea, "a"),
            named(FocusArea, "b"),
            named(Agreement, "avtal"),
            named(Promise, "lofte"),
            named(Commitment, "ett"),
        ];
        (links, seen)
    }

    fn chain(start: (Noun, Id)) -> Chain {
        let (links, seen) = town();
        let behind = distances(&links, &start, |l| (&l.to, &l.from));
        let ahead = distances(&links, &start, |l| (&l.from, &l.to));
        arrange(&seen, &start, &behind, &ahead, 5)
    }

    fn ids(chain: &Chain, step: Step) -> Vec<&str> {
        let step = chain.steps.iter().find(|s| s.step == step).unwrap();
        step.items.iter().map(|i| i.id.as_str()).collect()
    }

    #[test]
    fn a_commitment_shows_what_it_rests_on_itself_not_all_that_its_agreement_does() {
        let chain = chain(r(Noun::Commitment, "ett"));
        assert_eq!(ids(&chain, Step::FocusArea), ["a"]);
        assert_eq!(ids(&chain, Step::Problem), ["pa"]);
        assert_eq!(ids(&chain, Step::Agreement), ["avtal"]);
        assert_eq!(ids(&chain, Step::Commitment), ["ett", "lofte"]);
    }

    #[test]
    fn the_chain_is_followed_both_ways() {
        let from_problem = chain(r(Noun::Problem, "pb"));
        assert_eq!(ids(&from_problem, Step::FocusArea), ["b"]);
        assert_eq!(ids(&from_problem, Step::Agreement), ["avtal"]);
        let from_agreement = chain(r(Noun::Agreement, "avtal"));
        assert_eq!(ids(&from_agreement, Step::Problem), ["pa", "pb"]);
    }

    #[test]
    fn a_missing_link_is_shown_as_missing_never_skipped() {
        let chain = chain(r(Noun::Problem, "pa"));
        assert_eq!(chain.steps.len(), 8);
        let missing = chain.steps.iter().filter(|s| s.items.is_empty()).map(|s| s.step).collect::<Vec<_>>();
        assert_eq!(missing, [Step::Observations, Step::Cause, Step::Effort, Step::Review]);
    }

    #[test]
    fn a_circle_of_arrows_ends() {
        let circle =
            links(&[(r(Noun::Problem, "a"), r(Noun::Problem, "b")), (r(Noun::Problem, "b"), r(Noun::Problem, "a"))]);
        assert_eq!(distances(&circle, &r(Noun::Problem, "a"), |l| (&l.from, &l.to)).len(), 2);
    }

    #[test]
    fn fewer_observations_than_may_be_shown_are_not_counted_in_public() {
        let start = r(Noun::Problem, "p");
        let count = |n: usize, smallest| {
            let arrows: Vec<_> = (0..n).map(|i| (r(Noun::Observation, &format!("o{i}")), start.clone())).collect();
            let links = links(&arrows);
            let mut seen: Vec<Named> = (0..n).map(|i| named(Noun::Observation, &format!("o{i}"))).collect();
            seen.push(named(Noun::Problem, "p"));
            let behind = distances(&links, &start, |l| (&l.to, &l.from));
            arrange(&seen, &start, &behind, &HashMap::new(), smallest).steps[0].observations
        };
        assert_eq!(count(4, 5), Some(None));
        assert_eq!(count(5, 5), Some(Some(5)));
        assert_eq!(count(4, 0), Some(Some(4)));
        assert_eq!(count(0, 5), None);
    }
}
