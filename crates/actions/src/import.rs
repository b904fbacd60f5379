//! How do the files of others come in, all or nothing, and nothing twice?

use std::collections::{BTreeMap, HashMap};

use domain::area::{Area, Population, holding};
use domain::indicator::{Indicator, IndicatorValue};
use domain::observation::{Observation, ObservationState, Spot, Triage, by_the_hour, coarse};
use domain::organisation::OrganisationKind;
use domain::police_event::PoliceEvent;
use domain::source::{Failed, Fetched, Source, SourceKind};
use domain::{Act, Denied, Id, Line, Noun, Owned, Pack, Prose, guard};
use exchange::{AreaRow, Indicators, ObservationRow, Observations, PolisenEvents, Populations};
use sha2::{Digest, Sha256};
use storage::observation::Origin;

use crate::{Change, Ctx, Error};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows in the file.
    pub rows: u64,
    /// New, or other than before.
    pub new: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Texts from which the privacy guard removed something.
    pub cleaned: u64,
    /// Names in the file that nothing here has: categories that became "other", codes of areas.
    pub unknown: Vec<String>,
}

/// Takes in observations that are whole already: another installation's, or the demo's. Twice adds nothing. Texts
/// have been seen by their writers; one in which the guard still finds something is refused, and then nothing is taken.
pub async fn whole(ctx: &Ctx, source: &Line, observations: Vec<Observation>) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    if observations.iter().filter_map(|o| o.text.as_ref()).any(|t| !guard::find(t.as_str()).is_empty()) {
        return Err(domain::Refused("refused-guard-found").into());
    }
    let owner = municipality(ctx).await?;
    let id = Id::from_title(source.as_str(), 1);
    let mut report = Report { rows: observations.len() as u64, ..Report::default() };
    let origin = |o: &Observation| Origin { source: id.clone(), key: o.id.to_string() };
    let rows: Vec<(Observation, Origin)> = observations.into_iter().map(|o| (o.clone(), origin(&o))).collect();
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::Observations, &owner).await?;
    report.new = storage::observation::insert_many(&mut change.tx, ctx.town(), &rows).await?;
    finish(change, ctx, &id, &report, Noun::Observation.word()).await?;
    Ok(report)
}

/// Takes in observations of a source. Texts are screened without anyone to ask: what the guard finds is removed.
pub async fn observations(ctx: &Ctx, source: &Line, read: &Observations) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    let owner = municipality(ctx).await?;
    let areas = storage::area::all(ctx.db.reader(), ctx.town()).await?;
    let called = Called::of(&areas);
    let id = Id::from_title(source.as_str(), 1);
    let mut report = Report { rows: read.total, rejected: read.rejected.len() as u64, ..Report::default() };
    let mut again = HashMap::new();
    let mut rows = Vec::with_capacity(read.rows.len());
    for row in &read.rows {
        let origin = Origin { source: id.clone(), key: key(row, &mut again) };
        rows.push((observation(ctx, row, &areas, &called, &owner, &mut report), origin));
    }
    tidy(&mut report.unknown);
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::Observations, &owner).await?;
    report.new = storage::observation::insert_many(&mut change.tx, ctx.town(), &rows).await?;
    finish(change, ctx, &id, &report, Noun::Observation.word()).await?;
    Ok(report)
}

fn observation(
    ctx: &Ctx,
    row: &ObservationRow,
    areas: &[Area],
    called: &Called<'_>,
    owner: &Id,
    report: &mut Report,
) -> Observation {
    let pack = Pack::se();
    let category = pack.category_called(&row.category).map_or_else(
        || {
            report.unknown.push(row.category.to_string());
            "other"
        },
        |c| c.code.as_str(),
    );
    let channel = row.source.as_ref().and_then(|s| pack.channel_called(s)).map_or("import", |c| c.code.as_str());
    let named = row.area.as_ref().and_then(|name| {
        let known = called.find(name);
        if known.is_none() {
            report.unknown.push(name.to_string());
        }
        known
    });
    let area = named.or_else(|| row.point.and_then(|p| holding(areas, p)));
    let text = row.text.as_ref().and_then(|t| {
        let clean = guard::remove(t, crate::guard::removed);
        report.cleaned += u64::from(clean != *t);
        let short: String = clean.chars().take(Prose::LIMIT).collect();
        Prose::parse(&short).ok().filter(|p| !p.is_empty())
    });
    let id = |code: &str| Id::parse(code).expect("codes of the pack are ids");
    Observation {
        id: ctx.chance.id(),
        version: 1,
        owned: Owned::joint(owner.clone()),
        channel: id(channel),
        category: id(category),
        feeling: None,
        when: by_the_hour(row.when),
        recurring: false,
        spot: Spot { area: area.map(|a| a.id.clone()), place: None, point: row.point.map(coarse) },
        text,
        erased: None,
        received: ctx.now,
        state: ObservationState::Triaged(Triage {
            organisation: owner.clone(),
            account: ctx.actor.account().cloned(),
            at: ctx.now,
        }),
    }
}

/// What tells a row from all others of its source: its id there, or what it says and how many equal rows came before it.
fn key(row: &ObservationRow, again: &mut HashMap<String, u32>) -> String {
    if let Some(id) = &row.id {
        return format!("id:{}", id.chars().take(200).collect::<String>());
    }
    let point = row.point.map(|p| format!("{:.6},{:.6}", p.lon(), p.lat())).unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [
        format!("{:?}", row.when),
        point,
        row.area.as_deref().unwrap_or_default().to_owned(),
        row.category.to_string(),
        row.source.as_deref().unwrap_or_default().to_owned(),
        row.text.clone().unwrap_or_default(),
    ] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let hash: String = digest.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect();
    let n = again.entry(hash.clone()).and_modify(|n| *n += 1).or_insert(1);
    format!("{hash}-{n}")
}

/// Takes in areas as one set. An area that is there already under its code is written anew; its population stays.
pub async fn areas(ctx: &Ctx, source: &Line, set: &Id, rows: &[AreaRow]) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    let owner = municipality(ctx).await?;
    let known = storage::area::all(ctx.db.reader(), ctx.town()).await?;
    let id = Id::from_title(source.as_str(), 1);
    let mut report = Report { rows: rows.len() as u64, ..Report::default() };
    let mut taken: BTreeMap<Id, ()> = known.iter().map(|a| (a.id.clone(), ())).collect();
    let mut new = Vec::new();
    for row in rows {
        let (Ok(code), Ok(name)) = (Line::parse(&row.code), Line::parse(&row.name)) else {
            report.rejected += 1;
            continue;
        };
        let before = known.iter().find(|a| a.set == *set && a.code == code);
        let area = Area {
            id: before.map_or_else(|| free(&mut taken, code.as_str()), |a| a.id.clone()),
            code,
            name,
            set: set.clone(),
            shape: Some(row.shape.clone()),
            population: before.and_then(|a| a.population.clone()),
            before: before.map(|a| a.before.clone()).unwrap_or_default(),
            source: Some(source.clone()),
        };
        if before != Some(&area) {
            new.push(area);
        }
    }
    report.new = new.len() as u64;
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::Areas, &owner).await?;
    for area in &new {
        storage::area::upsert(&mut change.tx, ctx.town(), area).await?;
    }
    finish(change, ctx, &id, &report, "area").await?;
    Ok(report)
}

fn free(taken: &mut BTreeMap<Id, ()>, code: &str) -> Id {
    let mut n = 1;
    loop {
        let id = Id::from_title(code, n);
        if taken.insert(id.clone(), ()).is_none() {
            return id;
        }
        n += 1;
    }
}

/// Takes in how many live in each area, by the area's code. Codes that no area has are counted, never guessed.
pub async fn population(ctx: &Ctx, source: &Line, year: Option<i16>, read: &Populations) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    let owner = municipality(ctx).await?;
    let areas = storage::area::all(ctx.db.reader(), ctx.town()).await?;
    let called = Called::of(&areas);
    let id = Id::from_title(source.as_str(), 1);
    let rejected = read.rejected.len() as u64;
    let mut report = Report { rows: read.rows.len() as u64 + rejected, rejected, ..Report::default() };
    let mut new = Vec::new();
    for row in &read.rows {
        let Some(area) = called.find(&row.code) else {
            report.unknown.push(row.code.clone());
            continue;
        };
        let population = Some(Population { people: row.population, year });
        if area.population != population {
            new.push(Area { population, ..area.clone() });
        }
    }
    tidy(&mut report.unknown);
    report.new = new.len() as u64;
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::Population, &owner).await?;
    for area in &new {
        storage::area::upsert(&mut change.tx, ctx.town(), area).await?;
    }
    finish(change, ctx, &id, &report, "area").await?;
    Ok(report)
}

/// Takes in values of indicators.
pub async fn indicators(ctx: &Ctx, source: &Line, read: &Indicators) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    let owner = municipality(ctx).await?;
    let areas = storage::area::all(ctx.db.reader(), ctx.town()).await?;
    let called = Called::of(&areas);
    let id = Id::from_title(source.as_str(), 1);
    let rejected = read.rejected.len() as u64;
    let mut report = Report { rows: read.rows.len() as u64 + rejected, rejected, ..Report::default() };
    let mut all: BTreeMap<Id, Indicator> = BTreeMap::new();
    for row in &read.rows {
        let (Ok(name), Ok(period)) = (Line::parse(&row.indicator), Line::parse(&row.period)) else {
            report.rejected += 1;
            continue;
        };
        let area = match &row.area {
            None => None,
            Some(code) => match called.find(code) {
                Some(area) => Some(area.id.clone()),
                None => {
                    report.unknown.push(code.clone());
                    continue;
                }
            },
        };
        let line = |text: &Option<String>| text.as_ref().and_then(|t| Line::parse(t).ok());
        let indicator = all.entry(Id::from_title(name.as_str(), 1)).or_insert_with_key(|id| Indicator {
            id: id.clone(),
            name,
            unit: line(&row.unit),
            source: line(&row.source).or_else(|| Some(source.clone())),
            definition: Prose::default(),
            values: Vec::new(),
        });
        // A later row about the same time and area is the one that holds.
        indicator.values.retain(|v| v.period != period || v.area != area);
        indicator.values.push(IndicatorValue { period, area, value: row.value, n: row.n });
    }
    tidy(&mut report.unknown);
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::Indicators, &owner).await?;
    for indicator in all.values() {
        report.new += storage::indicator::upsert(&mut change.tx, ctx.town(), indicator).await?;
    }
    finish(change, ctx, &id, &report, "indicator").await?;
    Ok(report)
}

/// Takes in events that the police publish. Their summaries are screened like any text.
pub async fn police_events(ctx: &Ctx, source: &Line, read: &PolisenEvents) -> Result<Report, Error> {
    ctx.may(Act::Administer, None)?;
    let owner = municipality(ctx).await?;
    let id = Id::from_title(source.as_str(), 1);
    let rejected = read.rejected.len() as u64;
    let mut report = Report { rows: read.events.len() as u64 + rejected, rejected, ..Report::default() };
    let mut events = Vec::with_capacity(read.events.len());
    for e in &read.events {
        let summary = guard::remove(&e.summary, crate::guard::removed);
        report.cleaned += u64::from(summary != e.summary);
        let parsed = (Line::parse(&e.kind), Prose::parse(&summary), Line::parse(&e.county), Line::parse(&e.path));
        let (Ok(kind), Ok(summary), Ok(county), Ok(path)) = parsed else {
            report.rejected += 1;
            continue;
        };
        events.push(PoliceEvent {
            id: Id::from_title(&e.id.to_string(), 1),
            published: e.published,
            occurred: e.occurred,
            kind,
            summary,
            town: e.place.as_ref().and_then(|p| Line::parse(p).ok()),
            county,
            path,
        });
    }
    let mut change = ctx.begin().await?;
    prepare(&mut change, ctx, &id, source, SourceKind::PoliceEvents, &owner).await?;
    report.new = storage::police_event::insert_many(&mut change.tx, ctx.town(), &events).await?;
    finish(change, ctx, &id, &report, "police-event").await?;
    Ok(report)
}

/// Writes down that a source that we know could not be read, so that its health says so. A source that never brought
/// anything is not made by failing.
pub async fn failed(ctx: &Ctx, source: &Line, what: &str) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let id = Id::from_title(source.as_str(), 1);
    let Some(mut known) = storage::source::by_id(ctx.db.reader(), ctx.town(), &id).await? else { return Ok(()) };
    known.failed = Some(Failed { at: ctx.now, what: what.chars().take(500).collect() });
    let mut change = ctx.begin().await?;
    storage::source::upsert(&mut change.tx, ctx.town(), &known).await?;
    change.audit("import.failed", "source", &id, "").await?;
    change.commit().await
}

/// The source's row must be there before its rows.
async fn prepare(
    change: &mut Change<'_>,
    ctx: &Ctx,
    id: &Id,
    name: &Line,
    kind: SourceKind,
    owner: &Id,
) -> Result<(), Error> {
    if storage::source::by_id(&mut *change.tx, ctx.town(), id).await?.is_none() {
        let source = Source {
            id: id.clone(),
            owned: Owned::joint(owner.clone()),
            name: name.clone(),
            kind,
            licence: None,
            limits: Prose::default(),
            every_days: None,
            fetched: None,
            failed: None,
        };
        storage::source::upsert(&mut change.tx, ctx.town(), &source).await?;
    }
    Ok(())
}

async fn finish(mut change: Change<'_>, ctx: &Ctx, id: &Id, report: &Report, noun: &str) -> Result<(), Error> {
    let known = storage::source::by_id(&mut *change.tx, ctx.town(), id).await?.ok_or(Denied::Absent)?;
    let fetched = Some(Fetched { at: ctx.now, rows: report.rows, new: report.new, rejected: report.rejected });
    let source = Source { fetched, failed: None, ..known };
    storage::source::upsert(&mut change.tx, ctx.town(), &source).await?;
    let note = format!("{noun}: {} rows, {} new, {} rejected", report.rows, report.new, report.rejected);
    change.audit("import.read", "source", id, &note).await?;
    change.commit().await
}

/// Areas by what files of others call them: code, key or name, in any case. The code goes first.
struct Called<'a>(HashMap<String, &'a Area>);

impl<'a> Called<'a> {
    fn of(areas: &'a [Area]) -> Called<'a> {
        let names = |f: &dyn Fn(&Area) -> String| areas.iter().map(|a| (f(a).to_lowercase(), a)).collect::<Vec<_>>();
        let all = [names(&|a| a.name.to_string()), names(&|a| a.id.to_string()), names(&|a| a.code.to_string())];
        Called(all.into_iter().flatten().collect())
    }

    fn find(&self, written: &str) -> Option<&'a Area> {
        self.0.get(&written.trim().to_lowercase()).copied()
    }
}

fn tidy(unknown: &mut Vec<String>) {
    unknown.sort();
    unknown.dedup();
}

async fn municipality(ctx: &Ctx) -> Result<Id, Error> {
    let all = storage::organisation::all(ctx.db.reader(), ctx.town()).await?;
    Ok(all.into_iter().find(|o| o.kind == OrganisationKind::Municipality).ok_or(Denied::Absent)?.id)
}

#[cfg(test)]
mod tests {
    use domain::organisation::Organisation;
    use domain::{Actor, Municipality};
    use exchange::How;
    use storage::observation::{Filter, SeenBy};

    use super::*;
    use crate::{Chance, Key, setup};

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    async fn ctx(db: &storage::Db) -> Ctx {
        let ctx = Ctx {
            db: db.clone(),
            town: Municipality { id: id("provbo"), name: line("Provbo"), code: None, band: None, smallest_shown: 5 },
            actor: Actor::System("test"),
            now: "2026-11-24T08:00:00Z".parse().unwrap(),
            key: Key([1; 32]),
            chance: Chance::seeded(1),
        };
        let kommunen = Organisation {
            id: id("kommunen"),
            name: line("Provbo kommun"),
            short: line("kommunen"),
            kind: OrganisationKind::Municipality,
        };
        setup::municipality(&ctx, &ctx.town, &[kommunen]).await.unwrap();
        ctx
    }

    const AREAS: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"T1","name":"Torgby"},
        "geometry":{"type":"Polygon","coordinates":[[[17.0,59.0],[18.0,59.0],[18.0,60.0],[17.0,60.0],[17.0,59.0]]]}}]}"#;
    const ROWS: &str = "datum;kategori;lon;lat;text\n2022-09-14;skadegörelse;17,5;59,5;Krossad ruta. Ring 070-174 06 35.\n\
        2022-09-14;skadegörelse;17,5;59,5;Krossad ruta. Ring 070-174 06 35.\n2022-09-13;okänt slag;17,5;59,5;\n";

    #[tokio::test]
    async fn the_same_file_twice_adds_nothing_and_what_the_guard_finds_is_not_stored() {
        for fresh in storage::testing::engines().await {
            let ctx = ctx(&fresh.db).await;
            let rows = exchange::areas("a.geojson", AREAS.into()).unwrap();
            assert_eq!(areas(&ctx, &line("Områden"), &id("omraden"), &rows).await.unwrap().new, 1);
            assert_eq!(areas(&ctx, &line("Områden"), &id("omraden"), &rows).await.unwrap().new, 0);
            let how = How { keep_text: true, ..How::on(ctx.today()) };
            let read = exchange::observations("o.csv", ROWS.into(), &how).unwrap();
            let first = observations(&ctx, &line("Fil"), &read).await.unwrap();
            assert_eq!(
                (first.rows, first.new, first.cleaned),
                (3, 3, 2),
                "equal rows are two observations: {:?}",
                read.rejected
            );
            assert_eq!(first.unknown, ["okänt slag"]);
            assert_eq!(observations(&ctx, &line("Fil"), &read).await.unwrap().new, 0);
            let seen = SeenBy { organisation: id("kommunen"), joint: true };
            let all =
                storage::observation::list(ctx.db.reader(), ctx.town(), &seen, &Filter::default(), 0).await.unwrap();
            assert!(all.iter().all(|o| o.spot.area.as_ref() == Some(&id("t1")) && o.published().is_some()));
            assert!(all.iter().filter_map(|o| o.text.as_ref()).all(|t| !t.as_str().contains("070")));
            let source = storage::source::by_id(ctx.db.reader(), ctx.town(), &id("fil")).await.unwrap().unwrap();
            assert_eq!(source.fetched.map(|f| (f.rows, f.new)), Some((3, 0)));
            failed(&ctx, &line("Fil"), "Filen är tom.").await.unwrap();
            let source = storage::source::by_id(ctx.db.reader(), ctx.town(), &id("fil")).await.unwrap().unwrap();
            assert_eq!(
                source.health(ctx.today()),
                domain::source::Health::Good,
                "failing in the same second is not later"
            );
        }
    }

    #[tokio::test]
    async fn the_police_events_twice_add_nothing() {
        let folder = std::env::var("SAMVERKA_TEST_DATA").unwrap_or_else(|_| "../shared".to_owned());
        let near = [folder.clone(), format!("../../{folder}"), format!("../../../{folder}")];
        let file = near
            .iter()
            .find_map(|f| std::fs::read(format!("{f}/data/events/polisen_api_snapshot_2026-08-22.json")).ok());
        let Some(bytes) = file else {
            println!("SKIPPED: no data/events under SAMVERKA_TEST_DATA ({folder})");
            return;
        };
        let read = exchange::polisen_events("polisen.json", bytes).unwrap();
        for fresh in storage::testing::engines().await {
            let ctx = ctx(&fresh.db).await;
            let first = police_events(&ctx, &line("Polisen"), &read).await.unwrap();
            assert!(first.new >= 400, "{first:?}");
            assert_eq!(police_events(&ctx, &line("Polisen"), &read).await.unwrap().new, 0);
        }
    }
}
