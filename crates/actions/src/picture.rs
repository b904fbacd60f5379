//! How is a joint situational picture made, approved and shown?

use std::collections::BTreeMap;

use analysis::picture as count;
pub use analysis::picture::Step;
use analysis::picture::spot::{Squares, squares as squares_of};
use domain::finding::Content;
use domain::pack::Pack;
use domain::picture::{Picture, PictureState};
use domain::when::{Period, When};
use domain::{Act, Denied, Id, Line, Link, Noun, Owned, Refused};
use serde_json::json;
use storage::picture::FindingRow;
use text::{Lang, Words};

use crate::field::Fields;
use crate::{Ctx, Error, job};

const NOUN: Noun = Noun::Picture;
/// The most observations that a picture counts. A municipality has tens of thousands a year.
const MOST: i64 = 2_000_000;

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// The first day that it is about; of a new picture only.
    pub from: String,
    /// The last day; of a new picture only.
    pub to: String,
    /// Other information of importance (4 § 2).
    pub other: String,
    /// The analysis (4 § 3).
    pub analysis: String,
    /// Källkritik.
    pub sources: String,
}

/// Makes a new picture: counts what both parties have shared in the period, compared with the time before it. Whether
/// it is more than chance is asked after it, by a job ([`test`]). Answers its address.
pub async fn make(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let owner = match ctx.organisation() {
        Ok(own) => own.clone(),
        Err(_) => ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?,
    };
    let mut fields = Fields::new();
    let title = fields.line("title", "picture-error-title", &written.title);
    let (from, to) = (fields.day("from", &written.from), fields.day("to", &written.to));
    let other = fields.prose("other", &written.other);
    let analysis = fields.prose("analysis", &written.analysis);
    let sources = fields.prose("sources", &written.sources);
    let period = match (from, to) {
        (Some(from), Some(to)) => Period::parse(from, to).map_err(|_| fields.wrong("to", "picture-error-period")).ok(),
        _ => None,
    };
    if period.is_some_and(|p| p.to() > ctx.today()) {
        fields.wrong("to", "picture-error-future");
    }
    let (title, period) = fields.done(title.zip(period))?;
    screen(ctx, written)?;
    let content = content(ctx, period, false, |_| {}).await?;
    let mut picture = Picture {
        id: Id::from_title(title.as_str(), 1),
        version: 1,
        owned: Owned::joint(owner),
        title,
        period,
        content,
        other,
        analysis,
        sources,
        state: PictureState::Counting,
    };
    let mut n = 1;
    while storage::picture::by_id(ctx.db.reader(), ctx.town(), &picture.id).await?.is_some() {
        n += 1;
        picture.id = Id::from_title(picture.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::picture::insert(&mut change.tx, ctx.town(), &picture, &[]).await?;
    storage::job::ensure(&mut change.tx, &job::picture(ctx, &picture.id)).await?;
    change.audit("picture.make", NOUN.word(), &picture.id, "").await?;
    change.commit().await?;
    Ok(picture.id)
}

/// Asks whether what a picture shows is more than chance, and makes it a draft that can be written on. A picture that was
/// tested before stays as it is, so that doing it again does no harm.
pub async fn test(ctx: &Ctx, id: &Id, step: impl FnMut(Step) + Send + 'static) -> Result<(), Error> {
    let picture = get(ctx, id, Act::Write).await?;
    if picture.state != PictureState::Counting {
        return Ok(());
    }
    let content = content(ctx, picture.period, true, step).await?;
    let picture = picture.tested(content)?;
    let findings = findings(&picture);
    let mut change = ctx.begin().await?;
    storage::picture::test(&mut change.tx, ctx.town(), &picture, &findings).await?;
    for f in findings {
        change.link(&Link { from: (Noun::Picture, picture.id.clone()), to: (Noun::Finding, f.id) }).await?;
    }
    change.audit("picture.test", NOUN.word(), &picture.id, picture.state.word()).await?;
    change.commit().await
}

/// Changes the texts. What had been proposed is a draft again: approvals were for other words.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let picture = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let title = fields.line("title", "picture-error-title", &written.title);
    let other = fields.prose("other", &written.other);
    let analysis = fields.prose("analysis", &written.analysis);
    let sources = fields.prose("sources", &written.sources);
    let title: Line = fields.done(title)?;
    screen(ctx, written)?;
    let state = picture.state.clone().reopen()?;
    record(ctx, Picture { version, title, other, analysis, sources, state, ..picture }, "picture.rewrite").await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let picture = get(ctx, id, Act::Write).await?;
    record(ctx, picture.propose(ctx.owners().await?)?, "picture.propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut picture = get(ctx, id, Act::Approve).await?;
    picture.state = picture.state.approve(ctx.approval()?)?;
    record(ctx, picture, "picture.approve").await
}

/// Shows it to everyone. The one shown before it is marked as replaced.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut picture = get(ctx, id, Act::Publish).await?;
    picture.state = picture.state.publish(ctx.now)?;
    picture.owned.sharing = picture.state.sharing();
    let before = storage::picture::latest_published(ctx.db.reader(), ctx.town()).await?;
    let before = match before {
        Some(b) => storage::picture::by_id(ctx.db.reader(), ctx.town(), &b.id).await?,
        None => None,
    };
    let mut change = ctx.begin().await?;
    if let Some(mut before) = before.filter(|b| b.period.to() <= picture.period.to()) {
        before.state = before.state.supersede(picture.id.clone())?;
        storage::picture::update(&mut change.tx, ctx.town(), &before).await?;
        change.audit("picture.supersede", NOUN.word(), &before.id, picture.id.as_str()).await?;
    }
    storage::picture::update(&mut change.tx, ctx.town(), &picture).await?;
    change.audit("picture.publish", NOUN.word(), &picture.id, picture.state.word()).await?;
    change.tell("picture.publish", &json!({ "picture": picture.id.as_str() })).await?;
    change.commit().await
}

/// What the numbers of a period say: the observations that count and are shared, in the municipality's areas. With
/// `chance`, whether it is more than chance too.
async fn content(
    ctx: &Ctx,
    period: Period,
    chance: bool,
    mut step: impl FnMut(Step) + Send + 'static,
) -> Result<Content, Error> {
    let settings = count::Settings { chance, smallest_shown: u64::from(ctx.town.smallest_shown), ..Default::default() };
    counted(ctx, period, move |input| count::make(input, &settings, &mut step)).await
}

/// Every square of a picture with its exact count, for those who made it. Refused when the observations are no longer
/// those that it was made of.
pub async fn squares(ctx: &Ctx, picture: &Picture) -> Result<Squares, Error> {
    ctx.may(Act::Read, Some(&picture.owned))?;
    let Some(grid) = &picture.content.grid else { return Err(Refused("refused-picture-no-squares").into()) };
    let (smallest_shown, cell_m) = (picture.content.method.smallest_shown, Some(grid.cell_m));
    let settings = count::Settings { smallest_shown, cell_m, ..Default::default() };
    let found = counted(ctx, picture.period, move |input| squares_of(input, &settings)).await?;
    let same = found.filter(|s| s.data_version == picture.content.method.data_version);
    same.ok_or(Refused("refused-picture-data-changed").into())
}

/// What a picture rests on, as files that `samverka picture` makes the same numbers of. For those who made it: exact places
/// and times stand in it.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The observations of the period, of the time before it and, by month alone, of the years before that (CSV).
    pub observations: String,
    /// The areas (GeoJSON); none where there are none.
    pub areas: Option<String>,
    /// Inhabitants per area (CSV), where they are known of all.
    pub population: Option<String>,
}

/// What a picture rests on. Refused when the observations are no longer those that it was made of.
pub async fn ground(ctx: &Ctx, picture: &Picture) -> Result<Ground, Error> {
    ctx.may(Act::Read, Some(&picture.owned))?;
    let (version, ground) = counted(ctx, picture.period, |input| {
        let shapes = input.areas.iter().map(|a| (a.code.as_str(), a.name.as_str(), &a.shape));
        let ground = Ground {
            observations: exchange::observations_csv(input.observations.iter().map(told)),
            areas: (!input.areas.is_empty()).then(|| exchange::areas_geojson(shapes)),
            population: input.population.map(exchange::population_csv),
        };
        (count::version(&input), ground)
    })
    .await?;
    if version != picture.content.method.data_version {
        return Err(Refused("refused-picture-data-changed").into());
    }
    Ok(ground)
}

fn told<'a>(o: &count::Observation<'a>) -> exchange::Told<'a> {
    exchange::Told { when: o.when, point: o.point, area: o.area, category: o.category, source: o.source }
}

async fn counted<T: Send + 'static>(
    ctx: &Ctx,
    period: Period,
    of: impl FnOnce(count::Input) -> T + Send + 'static,
) -> Result<T, Error> {
    let on = ctx.db.reader();
    let first = count::earliest(period);
    let seen = storage::observation::counting(on, ctx.town(), first, period.to(), MOST).await?;
    let areas = storage::area::all(on, ctx.town()).await?;
    let places = storage::area::places(on, ctx.town()).await?;
    let pack = Pack::se();
    let counted = tokio::task::spawn_blocking(move || {
        // Areas of one set do not overlap; the set that most observations name is the one to count in.
        let set = areas.iter().filter(|a| a.shape.is_some()).map(|a| &a.set).min().cloned();
        let chosen: Vec<_> = areas.iter().filter(|a| Some(&a.set) == set.as_ref()).collect();
        let population: BTreeMap<String, u64> =
            chosen.iter().filter_map(|a| Some((a.code.to_string(), a.population.as_ref()?.people))).collect();
        let codes: BTreeMap<&Id, &str> = chosen.iter().map(|a| (&a.id, a.code.as_str())).collect();
        let grounds: Vec<_> = chosen
            .iter()
            .filter_map(|a| {
                Some(count::Area { code: a.code.to_string(), name: a.name.to_string(), shape: a.shape.clone()? })
            })
            .collect();
        let places: Vec<_> =
            places.iter().filter_map(|p| Some(count::Place { name: p.name.to_string(), point: p.point? })).collect();
        let names = pack.categories().iter().map(|c| (c.code.clone(), c.label.sv.clone())).collect();
        let mut observations: Vec<_> = seen
            .iter()
            .map(|o| count::Observation {
                when: o.when,
                point: o.spot.point,
                area: o.spot.area.as_ref().and_then(|a| codes.get(a).copied()),
                category: o.category.as_str(),
                source: Some(pack.channel(o.channel.as_str()).map_or(o.channel.as_str(), |c| c.label.sv.as_str())),
            })
            .collect();
        let baseline = count::baseline(&observations, period);
        // Of the years before what is compared, only the month is used: nothing else of them is counted or given away.
        let compared = |w| period.contains(w) || baseline.is_some_and(|b| b.contains(w));
        for o in observations.iter_mut().filter(|o| !compared(o.when)) {
            (o.when, o.point, o.area, o.source) = (When::Month(o.when.first_day().first_of_month()), None, None, None);
        }
        let input = count::Input {
            observations: &observations,
            areas: &grounds,
            population: (population.len() == grounds.len() && !population.is_empty()).then_some(&population),
            places: &places,
            category_names: &names,
            period,
            baseline,
            rejected: 0,
        };
        of(input)
    });
    Ok(counted.await.expect("counting does not panic"))
}

fn findings(picture: &Picture) -> Vec<FindingRow> {
    let words = Words::of(Lang::Sv);
    let content = &picture.content;
    let row = |f: &domain::finding::Finding| FindingRow {
        id: Picture::finding_id(&picture.id, &f.id),
        picture: picture.id.clone(),
        name: f.id.clone(),
        title: documents::picture::finding(content, f, words).title.plain(),
    };
    content.findings.iter().map(row).collect()
}

/// Texts about places, not persons: the writer is shown what the guard finds before anything is stored.
fn screen(ctx: &Ctx, written: &Written) -> Result<(), Error> {
    crate::joint::screen(
        ctx,
        &[("other", &written.other), ("analysis", &written.analysis), ("sources", &written.sources)],
    )
}

async fn get(ctx: &Ctx, id: &Id, act: Act) -> Result<Picture, Error> {
    let picture = storage::picture::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(&picture.owned))?;
    Ok(picture)
}

async fn record(ctx: &Ctx, mut picture: Picture, what: &str) -> Result<(), Error> {
    picture.owned.sharing = picture.state.sharing();
    let mut change = ctx.begin().await?;
    storage::picture::update(&mut change.tx, ctx.town(), &picture).await?;
    change.audit(what, NOUN.word(), &picture.id, picture.state.word()).await?;
    change.tell(what, &json!({ "picture": picture.id.as_str(), "state": picture.state.word() })).await?;
    change.commit().await
}
