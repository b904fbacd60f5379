//! What is followed up with figures: an occasion or a measure, when it began, and where it probably was?

use domain::area::{Area, Place};
use domain::calendar::Occasion;
use domain::{Act, Id, Noun};
use jiff::civil::Date;

use crate::workspace::joint;
use crate::{Problem, Work};

/// What is followed up.
pub struct Subject {
    /// Where its figures are ("/arbete/insatser/x/effekt").
    pub here: String,
    /// The page that it belongs to, and what it is called.
    pub up: (String, String),
    /// What a review of it is about, as a form writes it ("effort:x"); empty when a review cannot be about it.
    pub about: String,
    /// The day from which it was done.
    pub day: Date,
    /// Where it was done, as far as its words say: areas of `set`.
    pub areas: Vec<Id>,
}

/// The ground that is counted in: the areas of one set, by name, and named places.
pub struct Ground {
    /// The areas of the set that pictures count in.
    pub areas: Vec<Area>,
    places: Vec<Place>,
}

impl Ground {
    /// Reads it. Areas of one set do not overlap; it is the set that pictures count in.
    pub async fn of(work: &Work) -> Result<Ground, Problem> {
        let (on, town) = (work.app.db.reader(), work.town());
        let all = storage::area::all(on, town).await?;
        let set = all.iter().filter(|a| a.shape.is_some()).map(|a| &a.set).min().or(all.first().map(|a| &a.set));
        let set = set.cloned();
        let areas = all.into_iter().filter(|a| Some(&a.set) == set.as_ref()).collect();
        Ok(Ground { areas, places: storage::area::places(on, town).await? })
    }

    /// The area that a text names, itself or by one of its places: the longest name in it.
    pub fn named_in(&self, text: &str) -> Option<&Id> {
        let of_places = self.places.iter().filter_map(|p| Some((p.name.as_str(), p.area.as_ref()?)));
        let all = self.areas.iter().map(|a| (a.name.as_str(), &a.id)).chain(of_places);
        let found = all.filter(|(name, id)| self.has(id) && names(text, name));
        found.max_by_key(|(name, id)| (name.len(), std::cmp::Reverse(*id))).map(|(_, id)| id)
    }

    /// Whether it is an area of this ground.
    pub fn has(&self, id: &Id) -> bool {
        self.areas.iter().any(|a| a.id == *id)
    }
}

/// Whether `name` stands in `text` as words of their own; a genitive s may follow ("Torgbys centrum").
fn names(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            let after = &text[at + name.len()..];
            ends(text[..at].chars().next_back())
                && (ends(after.chars().next()) || {
                    after.strip_prefix('s').is_some_and(|rest| ends(rest.chars().next()))
                })
        })
}

/// The occasion with this address.
pub async fn occasion(work: &Work, ground: &Ground, id: &str) -> Result<Subject, Problem> {
    let o = crate::workspace::occasion::get(work, id, Act::Read).await?;
    let (on, town) = (work.app.db.reader(), work.town());
    let slot = o.state().held().map_or(o.slot(), |h| h.slot);
    let commitment = match o.commitment() {
        Some(id) => storage::commitment::by_id(on, town, id).await?,
        None => None,
    };
    let (noun, key) = o.of();
    let named = ground.named_in(o.place().as_str()).cloned();
    let named = named.or_else(|| ground.named_in(o.title().as_str()).cloned());
    let promised = commitment.as_ref().and_then(|c| c.place.as_ref()).and_then(|p| ground.named_in(p.as_str()));
    let area = match named.or(promised.cloned()) {
        Some(area) => Some(area),
        None => of_problem(work, (noun, key)).await?.filter(|a| ground.has(a)),
    };
    let about = match (&o, o.commitment()) {
        (Occasion::Effort(_), _) => format!("{}:{key}", Noun::Effort.word()),
        (_, Some(c)) => format!("{}:{c}", Noun::Commitment.word()),
        _ => String::new(),
    };
    Ok(Subject {
        here: format!("/arbete/insatser/{key}/effekt"),
        up: (work.s.to(&format!("/arbete/insatser/{key}")), o.title().to_string()),
        about,
        day: slot.on,
        areas: area.into_iter().collect(),
    })
}

/// The measure with this key. Its own time is told in words, so it begins with its plan.
pub async fn measure(work: &Work, ground: &Ground, id: &str) -> Result<Subject, Problem> {
    let (on, town) = (work.app.db.reader(), work.town());
    let m = storage::measure::by_id(on, town, &joint::id(id)?).await?.ok_or(Problem::Absent)?;
    let plan = storage::plan::by_id(on, town, &m.plan).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&plan.owned))?;
    let cause = match &m.cause {
        Some(id) => storage::cause::by_id(on, town, id).await?,
        None => None,
    };
    let problem = match cause {
        Some(c) => storage::problem::by_id(on, town, &c.problem).await?,
        None => None,
    };
    let named = ground.named_in(m.title.as_str()).or_else(|| ground.named_in(m.what.as_str())).cloned();
    let named = named.or_else(|| {
        let p = problem.as_ref()?;
        p.area.clone().filter(|a| ground.has(a)).or_else(|| ground.named_in(p.place.as_str()).cloned())
    });
    Ok(Subject {
        here: format!("/arbete/atgarder/{}/effekt", m.id),
        up: (work.s.to(&format!("/arbete/plan/{}", plan.id)), m.title.to_string()),
        about: format!("{}:{}", Noun::Plan.word(), plan.id),
        day: plan.period.from(),
        areas: named.into_iter().collect(),
    })
}

/// The area of the nearest problem that a record came of.
async fn of_problem(work: &Work, here: (Noun, &Id)) -> Result<Option<Id>, Problem> {
    let (on, town) = (work.app.db.reader(), work.town());
    let chain = actions::chain::around(&work.app.db, &work.s.town, &work.actor, here).await?;
    let problem = chain.steps.iter().flat_map(|s| &s.items).find(|i| i.noun == Noun::Problem);
    match problem {
        Some(i) => Ok(storage::problem::by_id(on, town, &i.id).await?.and_then(|p| p.area)),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_named_only_by_words_of_its_own() {
        assert!(names("Stationsområdet, Torgby", "Torgby") && names("Torgbys centrum", "torgby"));
        assert!(!names("Torgbyvägen", "Torgby") && !names("Nytorgby", "Torgby") && !names("", "") && !names("x", ""));
    }
}
