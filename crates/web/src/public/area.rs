//! Which areas are there, how have they been classified, and how many observations can be shown?

use analysis::suppress;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::VerdictKind;
use documents::figure::{Drawing, Ink, Map, MapArea, Scene, svg};
use domain::area::{Area, Classification, Place, on};
use domain::finding::Count;
use domain::geo::Plane;
use domain::when::Period;
use domain::{Id, Pack};
use storage::observation::Tally;

use crate::public::indicator::{Figures, figures};
use crate::public::observation::category_name;
use crate::{Problem, Shell, Visit, page};

/// A classification as it is shown.
pub struct Classified {
    /// "Utsatt område".
    pub level: String,
    /// "Utsatta områden, 2021 års utgåva".
    pub edition: String,
    /// "sedan 1 december 2021" or "1 juni 2017–3 juni 2019".
    pub term: String,
    /// The place, when only that is meant.
    pub place: Option<String>,
    /// Who assessed it.
    pub assessor: String,
    /// Where it is published.
    pub source: Option<String>,
}

impl Classified {
    /// A classification in the reader's language.
    pub fn of(s: &Shell, c: &Classification, places: &[Place]) -> Classified {
        let scheme = Pack::se().scheme(c.scheme.as_str());
        let said = |said: &domain::pack::Said| said.in_language(s.tag()).to_owned();
        let level = scheme
            .and_then(|k| k.level.iter().find(|l| l.code == c.level.as_str()))
            .map_or(c.level.to_string(), |l| said(&l.name));
        let name = scheme.map_or(c.scheme.to_string(), |k| said(&k.name));
        let from = text::date(s.lang(), c.from);
        Classified {
            level,
            edition: s.words.with("area-edition", &[("scheme", name.into()), ("edition", c.edition.as_str().into())]),
            term: match c.to {
                None => s.t1("area-since", "from", from),
                Some(to) => {
                    s.words.with("area-between", &[("from", from.into()), ("to", text::date(s.lang(), to).into())])
                }
            },
            place: c.place.as_ref().and_then(|p| places.iter().find(|x| x.id == *p)).map(|p| p.name.to_string()),
            assessor: scheme.map_or(String::new(), |k| s.t1("area-assessor", "who", said(&k.assessor))),
            source: c.source.as_ref().map(|l| l.to_string()),
        }
    }
}

/// What may be shown of the last twelve whole months, per area.
pub struct Shown {
    /// The months.
    pub period: Period,
    /// The areas with their counts, in the order of the list.
    pub areas: Vec<(Area, Count)>,
    tally: Vec<Tally>,
    least: u64,
}

/// Reads the counts of the last twelve whole months and hides what is small. Whole months, so that two days' pages cannot
/// be subtracted from each other.
pub async fn shown(visit: &Visit) -> Result<Shown, Problem> {
    let reader = visit.app.db.reader();
    let period = last_year(visit.s.today());
    let areas = storage::area::all(reader, visit.town()).await?;
    let tally = storage::observation::tally(reader, visit.town(), period.from(), period.from(), period.to()).await?;
    let least = u64::from(visit.s.town.smallest_shown);
    let sum = |id: &Id| tally.iter().filter(|t| t.area.as_ref() == Some(id)).map(|t| t.now).sum();
    let sums: Vec<u64> = areas.iter().map(|a| sum(&a.id)).collect();
    let counts = suppress::counts(&sums, least);
    Ok(Shown { period, areas: areas.into_iter().zip(counts).collect(), tally, least })
}

fn last_year(today: jiff::civil::Date) -> Period {
    let to = today.first_of_month().yesterday().unwrap_or(today);
    let from = to.first_of_month().checked_sub(jiff::Span::new().months(11)).unwrap_or(to);
    Period::parse(from, to).expect("eleven months earlier is earlier")
}

impl Shown {
    /// The counts per category of one area. Nothing when the area's own number is hidden: its parts would add up to it.
    pub fn categories(&self, area: &Id) -> Vec<(Id, Count)> {
        let whole = self.areas.iter().find(|(a, _)| a.id == *area).map_or(Count::Hidden, |(_, c)| *c);
        if whole == Count::Hidden {
            return Vec::new();
        }
        let mut rows: Vec<(Id, u64)> = self
            .tally
            .iter()
            .filter(|t| t.area.as_ref() == Some(area))
            .map(|t| (t.category.clone(), t.now))
            .filter(|r| r.1 > 0)
            .collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let counts = suppress::counts(&rows.iter().map(|r| r.1).collect::<Vec<_>>(), self.least);
        // A lone hidden row would be the whole: then nothing is told apart.
        let lone = counts.iter().filter(|c| **c == Count::Hidden).count() == 1;
        if lone { Vec::new() } else { rows.into_iter().map(|r| r.0).zip(counts).collect() }
    }
}

/// A count in words: the number, "ungefär 120" or "visas inte".
pub fn count(s: &Shell, c: Count) -> String {
    match c {
        Count::Exact(n) => text::integer(s.lang(), n as i64),
        Count::About(n) => s.t1("area-about-count", "n", n),
        Count::Hidden => s.t("area-hidden"),
    }
}

fn map(s: &Shell, areas: &[(Area, Count)], highlighted: Option<&Id>) -> Option<String> {
    let middle = areas.iter().find_map(|(a, _)| a.shape.as_ref()).map(|shape| shape.label_point())?;
    let plane = Plane::around(middle);
    let ring = |r: &domain::geo::Ring| r.iter().map(|p| plane.to_plane(*p)).collect::<Vec<_>>();
    let drawn = |(a, c): &(Area, Count)| {
        let shape = a.shape.as_ref()?;
        Some(MapArea {
            name: a.name.to_string(),
            value: count(s, *c),
            verdict: match (highlighted == Some(&a.id), c) {
                (false, Count::Hidden) => VerdictKind::Hidden,
                _ => VerdictKind::Maybe,
            },
            polygons: shape
                .polygons()
                .iter()
                .map(|g| std::iter::once(&g.outline).chain(&g.holes).map(ring).collect())
                .collect(),
        })
    };
    let map = Map { areas: areas.iter().filter_map(drawn).collect(), ..Map::default() };
    let scene = Scene {
        title: s.t("area-map"),
        description: s.t("area-map-words"),
        drawing: Drawing::Map(map),
        caption: Default::default(),
        table: None,
        placing: Default::default(),
    };
    Some(svg(&scene, Ink::Screen, "karta"))
}

struct Row {
    to: String,
    name: String,
    count: String,
    classified: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/area_list.html")]
struct AreaListPage {
    map: Option<String>,
    rows: Vec<Row>,
    caption: String,
    figures: Option<Figures>,
    s: Shell,
}

/// `/omraden`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let (s, reader) = (&visit.s, visit.app.db.reader());
    let shown = shown(&visit).await?;
    let all = storage::area::classifications(reader, visit.town()).await?;
    let places = storage::area::places(reader, visit.town()).await?;
    let (now, _) = on(s.today(), all);
    let row = |(a, c): &(Area, Count)| {
        let classified = now.iter().filter(|k| k.area.as_ref() == Some(&a.id)).map(|k| Classified::of(s, k, &places));
        let words = classified.map(|k| match k.place {
            Some(place) => format!("{place}: {}", k.level),
            None => k.level,
        });
        Row {
            to: s.to(&format!("/omraden/{}", a.id)),
            name: a.name.to_string(),
            count: count(s, *c),
            classified: words.collect(),
        }
    };
    page(&AreaListPage {
        map: map(s, &shown.areas, None),
        rows: shown.areas.iter().map(row).collect(),
        figures: figures(&visit, None).await?,
        caption: s.t1("area-caption", "period", text::date_range(s.lang(), shown.period.from(), shown.period.to())),
        s: visit.s,
    })
}

#[derive(Template)]
#[template(path = "public/area.html")]
struct AreaPage {
    name: String,
    facts: Vec<(String, String)>,
    now: Vec<Classified>,
    ended: Vec<Classified>,
    about: Vec<(String, String)>,
    total: String,
    categories: Vec<(String, String)>,
    map: Option<String>,
    dialogues: Vec<(String, String, String)>,
    figures: Option<Figures>,
    /// What is wrong here, and how each stands.
    problems: Vec<(String, String, String)>,
    before: Vec<(String, String)>,
    after: Vec<(String, String)>,
    s: Shell,
}

/// `/omraden/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let (s, reader) = (&visit.s, visit.app.db.reader());
    let shown = shown(&visit).await?;
    let (area, whole) = shown.areas.iter().find(|(a, _)| a.id == id).cloned().ok_or(Problem::Absent)?;
    let places = storage::area::places(reader, visit.town()).await?;
    let all = storage::area::classifications(reader, visit.town()).await?;
    let own: Vec<Classification> = all.into_iter().filter(|c| c.area.as_ref() == Some(&id)).collect();
    let schemes: Vec<&domain::pack::Scheme> =
        Pack::se().schemes().iter().filter(|k| own.iter().any(|c| c.scheme.as_str() == k.code)).collect();
    let (now, ended) = on(s.today(), own.clone());
    let classified = |all: &[Classification]| all.iter().map(|c| Classified::of(s, c, &places)).collect::<Vec<_>>();
    let name = |a: &Id| {
        shown.areas.iter().find(|(x, _)| x.id == *a).map(|(x, _)| (s.to(&format!("/omraden/{a}")), x.name.to_string()))
    };
    let dialogues = storage::dialogue::published(reader, visit.town(), 200).await?;
    let problems = storage::problem::published(reader, visit.town()).await?;
    let mut facts = vec![(s.t("area-code"), area.code.to_string())];
    if let Some(p) = &area.population {
        let people = text::integer(s.lang(), p.people as i64);
        let words = match p.year {
            Some(year) => {
                s.words.with("area-people-year", &[("people", people.into()), ("year", year.to_string().into())])
            }
            None => people,
        };
        facts.push((s.t("area-people"), words));
    }
    if let Some(source) = &area.source {
        facts.push((s.t("area-source"), source.to_string()));
    }
    page(&AreaPage {
        name: area.name.to_string(),
        facts,
        now: classified(&now),
        ended: classified(&ended),
        about: schemes
            .iter()
            .map(|k| (k.name.in_language(s.tag()).to_owned(), k.about.in_language(s.tag()).to_owned()))
            .collect(),
        total: s.words.with(
            "area-total",
            &[
                ("count", count(s, whole).into()),
                ("period", text::date_range(s.lang(), shown.period.from(), shown.period.to()).into()),
            ],
        ),
        categories: shown
            .categories(&id)
            .into_iter()
            .map(|(c, n)| (category_name(s, c.as_str()), count(s, n)))
            .collect(),
        map: map(s, &[(area.clone(), whole)], Some(&id)),
        dialogues: dialogues
            .iter()
            .filter(|d| d.area.as_ref() == Some(&id))
            .map(|d| (s.to(&format!("/dialoger/{}", d.id)), d.title.to_string(), text::date(s.lang(), d.begins.date())))
            .collect(),
        figures: figures(&visit, Some(&id)).await?,
        problems: problems
            .iter()
            .filter(|p| p.area.as_ref() == Some(&id))
            .map(|p| {
                let standing = s.t(&format!("problem-standing-{}", p.standing.word()));
                (s.to(&format!("/problem/{}", p.id)), p.title.to_string(), standing)
            })
            .collect(),
        before: area.before.iter().filter_map(name).collect(),
        after: shown.areas.iter().filter(|(x, _)| x.before.contains(&id)).filter_map(|(x, _)| name(&x.id)).collect(),
        s: visit.s.clone(),
    })
}
