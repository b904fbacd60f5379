//! How is a municipality set up from a file of what is public about it?
//!
//! A municipality is data: `packs/se/municipalities/*.toml` shows the form. Whatever the file says was public before
//! it came here is taken over with the address where it can be read; nothing in it counts as approved or logged here.

use actions::{Chance, Ctx, Error, Key, agreement, area, focus_area, news, promise, setup};
use domain::area::{Area, Classification, Place};
use domain::geo::{Plane, Point, Shape};
use domain::organisation::{Organisation, OrganisationKind};
use domain::{Actor, Id, Line, Municipality};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use storage::Db;

/// What is public about Järfälla, as the demo shows it.
pub const JARFALLA: &str = include_str!("../../../packs/se/municipalities/jarfalla.toml");

/// A municipality's file, read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    id: Id,
    name: Line,
    code: Option<String>,
    #[serde(default = "sweden")]
    country: String,
    #[serde(default = "five")]
    smallest_shown: u32,
    band: Option<Line>,
    organisation: Vec<Party>,
    #[serde(default)]
    area: Vec<Ground>,
    #[serde(default)]
    place: Vec<Spot>,
    #[serde(default)]
    classification: Vec<Classified>,
    #[serde(default)]
    agreement: Vec<Agreed>,
    #[serde(default)]
    promise: Vec<Promised>,
    #[serde(default)]
    news: Vec<Told>,
}

fn sweden() -> String {
    "se".to_owned()
}

/// Counts below five are hidden unless the file says otherwise.
fn five() -> u32 {
    5
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Party {
    id: Id,
    name: Line,
    short: Line,
    kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    code: Id,
    name: Line,
    middle: Option<Degrees>,
    radius_m: Option<f64>,
    source: Line,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spot {
    code: Id,
    name: Line,
    area: Id,
    at: Option<Degrees>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Degrees {
    lon: f64,
    lat: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Classified {
    area: Option<Id>,
    place: Option<Id>,
    scheme: Id,
    edition: Line,
    level: Id,
    from: Date,
    to: Option<Date>,
    source: Line,
}

impl Degrees {
    fn point(self) -> Option<Point> {
        Point::parse(self.lon, self.lat).ok()
    }

    /// A hexagon of this radius: it says "about here", and looks like it.
    fn hexagon(self, radius_m: f64) -> Option<Shape> {
        let middle = self.point()?;
        let plane = Plane::around(middle);
        let (east, north) = plane.to_plane(middle);
        let corner = |i: i32| {
            let angle = f64::from(i % 6) * std::f64::consts::FRAC_PI_3;
            plane.to_point(east + radius_m * angle.cos(), north + radius_m * angle.sin()).ok()
        };
        Shape::parse(vec![vec![(0..=6).map(corner).collect::<Option<Vec<Point>>>()?]]).ok()
    }
}

impl Ground {
    fn area(&self) -> Area {
        let shape = self.middle.zip(self.radius_m).and_then(|(middle, radius)| middle.hexagon(radius));
        Area {
            id: self.code.clone(),
            code: Line::parse(self.code.as_str()).expect("an id is a line"),
            name: self.name.clone(),
            set: Id::parse("omraden").expect("an id of our own"),
            shape,
            population: None,
            before: Vec::new(),
            source: Some(self.source.clone()),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreed {
    title: String,
    parties: Vec<String>,
    from: Date,
    to: Date,
    source: String,
    published: Date,
    background: String,
    purposes: Vec<String>,
    extension: String,
    signatories: Vec<Signatory>,
    focus: Vec<Focus>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signatory {
    party: String,
    role: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Focus {
    title: String,
    aim: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Promised {
    title: String,
    parties: Vec<String>,
    from: Date,
    to: Date,
    source: String,
    intro: String,
    rests_on: Option<String>,
    commitment: Vec<Commitment>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Commitment {
    title: String,
    kind: String,
    at_least: Option<u32>,
    #[serde(default)]
    place: String,
    #[expect(dead_code, reason = "kept for readers of the file: the promise's own source is shown")]
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    title: String,
    published: Date,
    source: String,
    summary: String,
    body: String,
}

impl File {
    /// Reads a file; the message says what was expected where.
    pub fn read(text: &str) -> Result<File, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        if domain::Pack::of(&file.country).is_none() {
            return Err(format!("there is no pack for the country {:?}", file.country));
        }
        if let Some(party) = file.organisation.iter().find(|p| OrganisationKind::parse(&p.kind).is_none()) {
            return Err(format!("{}: no kind of organisation is called {:?}", party.id, party.kind));
        }
        Ok(file)
    }

    fn municipality(&self) -> Municipality {
        Municipality {
            id: self.id.clone(),
            name: self.name.clone(),
            code: self.code.clone(),
            band: self.band.clone(),
            smallest_shown: self.smallest_shown,
        }
    }
}

/// Sets the municipality up. What had not been published by `now` is left out, so that a demo of an earlier day
/// shows what was there on that day.
pub async fn set_up(db: &Db, key: Key, chance: Chance, file: &File, now: Timestamp) -> Result<Municipality, String> {
    let town = file.municipality();
    let at = |day: Date| {
        let noon = actions::stockholm().to_timestamp(day.at(12, 0, 0, 0));
        noon.map(|at| at.min(now)).map_err(|e| e.to_string())
    };
    let today = actions::local_date(now);
    let ctx = |now| Ctx {
        db: db.clone(),
        town: town.clone(),
        actor: Actor::System("municipality"),
        now,
        key,
        chance: chance.clone(),
    };
    let told = |what: &str| {
        let what = format!("{}: {what}", file.id);
        move |e: Error| format!("{what}: {e}")
    };
    let organisation = |p: &Party| Organisation {
        id: p.id.clone(),
        name: p.name.clone(),
        short: p.short.clone(),
        kind: OrganisationKind::parse(&p.kind).unwrap_or(OrganisationKind::Other),
    };
    let organisations: Vec<Organisation> = file.organisation.iter().map(organisation).collect();
    setup::municipality(&ctx(now), &town, &organisations).await.map_err(told("setting up"))?;
    for a in &file.area {
        area::set(&ctx(now), &a.area()).await.map_err(told(a.name.as_str()))?;
    }
    for p in &file.place {
        let point = p.at.and_then(Degrees::point);
        let place = Place { id: p.code.clone(), name: p.name.clone(), area: Some(p.area.clone()), point };
        area::set_place(&ctx(now), &place).await.map_err(told(p.name.as_str()))?;
    }
    for (i, c) in file.classification.iter().enumerate().filter(|(_, c)| c.from <= today) {
        let of_place = file.place.iter().find(|p| Some(&p.code) == c.place.as_ref()).map(|p| p.area.clone());
        let classification = Classification {
            id: Id::from_title(&format!("klassning {}", i + 1), 1),
            area: c.area.clone().or(of_place),
            place: c.place.clone(),
            scheme: c.scheme.clone(),
            edition: c.edition.clone(),
            level: c.level.clone(),
            from: c.from,
            to: c.to.filter(|to| *to < today),
            source: Some(c.source.clone()),
        };
        area::classify(&ctx(now), &classification).await.map_err(told(c.edition.as_str()))?;
    }
    for a in file.agreement.iter().filter(|a| a.published <= today) {
        agreed(&ctx(at(a.published)?), a).await.map_err(told(&a.title))?;
    }
    for p in file.promise.iter().filter(|p| p.from <= today) {
        promised(&ctx(at(p.from)?), p).await.map_err(told(&p.title))?;
    }
    for n in file.news.iter().filter(|n| n.published <= today) {
        let written = news::Written {
            title: n.title.clone(),
            summary: n.summary.clone(),
            body: n.body.clone(),
            source: n.source.clone(),
            ..news::Written::default()
        };
        let ctx = ctx(at(n.published)?);
        let id = news::write(&ctx, &written).await.map_err(told(&n.title))?;
        news::take_over(&ctx, &id).await.map_err(told(&n.title))?;
    }
    Ok(town)
}

async fn agreed(ctx: &Ctx, a: &Agreed) -> Result<(), Error> {
    let mut focus_areas = Vec::new();
    for (i, f) in a.focus.iter().enumerate() {
        let written = focus_area::Written {
            title: f.title.clone(),
            aim: f.aim.clone(),
            number: (i + 1).to_string(),
            on: a.published.to_string(),
            by: "Parterna".to_owned(),
            why: a.background.clone(),
            problems: Vec::new(),
        };
        focus_areas.push(focus_area::take_over(ctx, &written, &a.source).await?.to_string());
    }
    let seat = |s: &Signatory| (s.party.clone(), s.role.clone(), "leading".to_owned());
    let written = agreement::Written {
        title: a.title.clone(),
        parties: a.parties.clone(),
        starts: a.from.to_string(),
        ends: a.to.to_string(),
        background: a.background.clone(),
        purposes: a.purposes.join("\n"),
        focus_areas,
        extension: "yes".to_owned(),
        extension_words: a.extension.clone(),
        seats: a.signatories.iter().map(seat).collect(),
        ..agreement::Written::default()
    };
    agreement::take_over(ctx, &written, a.published, &a.source).await.map(drop)
}

async fn promised(ctx: &Ctx, p: &Promised) -> Result<(), Error> {
    let written = promise::Written {
        title: p.title.clone(),
        intro: p.intro.clone(),
        starts: p.from.to_string(),
        ends: p.to.to_string(),
        parties: p.parties.clone(),
        logged: false,
        source: p.source.clone(),
        agreements: p.rests_on.iter().map(|title| Id::from_title(title, 1).to_string()).collect(),
        focus_areas: Vec::new(),
    };
    let id = promise::write(ctx, &written).await?;
    for c in &p.commitment {
        let written = promise::WrittenCommitment {
            title: c.title.clone(),
            kind: c.kind.clone(),
            at_least: c.at_least.map(|n| n.to_string()).unwrap_or_default(),
            place: c.place.clone(),
            ..promise::WrittenCommitment::default()
        };
        promise::add_commitment(ctx, &id, &written).await?;
    }
    promise::take_over(ctx, &id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_that_a_municipality_copies_is_enough() {
        let file = File::read(include_str!("../../../packs/se/municipalities/storkoping.toml")).unwrap();
        assert_eq!((file.organisation.len(), file.smallest_shown, file.country.as_str()), (2, 5, "se"));
    }

    #[test]
    fn what_is_public_of_jarfalla_says_where_it_can_be_read() {
        let file = File::read(JARFALLA).unwrap();
        assert!(file.promise.iter().all(|p| p.source.starts_with("https://")));
        assert!(file.news.iter().all(|n| n.source.starts_with("https://")));
        assert_eq!(file.agreement.len(), 1);
        assert!(file.area.len() + file.place.len() + file.classification.len() > 5);
    }

    #[test]
    fn a_file_for_a_country_without_a_pack_is_refused() {
        let text = JARFALLA.replace("country = \"se\"", "country = \"xx\"");
        assert!(File::read(&text).unwrap_err().contains("pack"));
    }
}
