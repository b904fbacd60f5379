//! Which ground is counted in, and what has been told about it?

use actions::{area, import};
use domain::area::{Area, Classification, Place, Population};
use domain::observation::{Feeling, Observation, ObservationState, Spot, Triage, coarse};
use domain::pack::Feeling as Usually;
use domain::when::When;
use domain::{Id, Line, Owned, Pack, Prose};
use jiff::civil::{Date, DateTime, date};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::ground::{DrawnArea, almvalla};
use super::stage::Script;
use super::voices::{self, Voice};

#[derive(Deserialize)]
struct Story {
    begins: DateTime,
    classification: Vec<Classified>,
}

#[derive(Deserialize)]
struct Classified {
    at: DateTime,
    area: Option<String>,
    place: Option<String>,
    scheme: String,
    edition: String,
    level: String,
    from: Date,
    to: Option<Date>,
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("a test plays the story")
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("a test plays the story")
}

/// Draws the ground, classifies parts of it, and takes in what was told, month by month, until `now`.
pub fn steps(script: &mut Script, now: Timestamp) {
    let story: Story = toml::from_str(include_str!("story/people.toml")).expect("a test plays the story");
    let ground = almvalla();
    let begins = story.begins + 1.hour();
    for drawn in ground.areas.clone() {
        script.at(begins, "system", "draw an area", move |_, c| {
            Box::pin(async move { area::set(&c, &drawn_area(drawn)).await })
        });
    }
    for place in ground.places.clone() {
        let place = Place {
            id: id(&place.code),
            name: line(&place.name),
            area: Some(id(&place.area)),
            point: Some(place.point),
        };
        script.at(begins, "system", "name a place", move |_, c| {
            Box::pin(async move { area::set_place(&c, &place).await })
        });
    }
    for (i, c) in story.classification.into_iter().enumerate() {
        classified(script, i, c);
    }
    script.at(date(2022, 2, 15).at(9, 0, 0, 0), "system", "take in indicators", |_, c| {
        Box::pin(async move {
            let file = include_bytes!("story/indicators.csv").to_vec();
            let read = exchange::indicators("indicators.csv", file, &[], false).expect("a test plays the story");
            import::indicators(&c, &line("Mått för Almvalla"), &read).await.map(drop)
        })
    });
    let local = |at: Timestamp| at.to_zoned_datetime(actions::stockholm()).datetime();
    let mut months: Vec<(DateTime, Vec<Observation>)> = Vec::new();
    // A month comes in as it ends; what came since the last month ended comes in a minute before now.
    for (i, voice) in voices::all(&ground).into_iter().enumerate() {
        let received = voice.received.0.at(voice.received.1, 7, 0, 0);
        let month = received.date().last_of_month().tomorrow().map_or(received, |d| d.at(0, 5, 0, 0));
        let comes = if month > local(now) { local(now) - 1.minute() } else { month };
        if received > comes {
            continue;
        }
        let observation = observation(i, voice, received, comes, comes == month);
        match months.iter_mut().find(|(at, _)| *at == comes) {
            Some((_, all)) => all.push(observation),
            None => months.push((comes, vec![observation])),
        }
    }
    for (at, all) in months {
        script.at(at, "system", "take in observations", move |_, c| {
            Box::pin(async move { import::whole(&c, &line("Iakttagelser i Almvalla"), all).await.map(drop) })
        });
    }
}

fn classified(script: &mut Script, i: usize, c: Classified) {
    let classification = Classification {
        id: id(&format!("klassning-{}", i + 1)),
        area: Some(id(c.area.as_deref().unwrap_or("torgby"))),
        place: c.place.as_deref().map(id),
        scheme: id(&c.scheme),
        edition: line(&c.edition),
        level: id(&c.level),
        from: c.from,
        // Nobody knew on the first day when it would end: the end is told when it comes.
        to: None,
        source: Some(line("Polisens lista (påhittad)")),
    };
    if let Some(to) = c.to {
        let ended = Classification { to: Some(to), ..classification.clone() };
        let at = to.tomorrow().map_or(c.at, |d| d.at(8, 0, 0, 0));
        script.at(at, "system", "end a classification", move |_, c| {
            Box::pin(async move { area::classify(&c, &ended).await })
        });
    }
    script
        .at(c.at, "system", "classify", move |_, c| Box::pin(async move { area::classify(&c, &classification).await }));
}

fn drawn_area(drawn: DrawnArea) -> Area {
    Area {
        id: id(&drawn.code),
        code: line(&drawn.code),
        name: line(&drawn.name),
        set: id("omraden"),
        shape: Some(drawn.shape),
        population: Some(Population { people: drawn.people, year: Some(2020) }),
        before: Vec::new(),
        source: Some(line("Ritat av projektet Samverka")),
    }
}

fn observation(number: usize, voice: Voice, received: DateTime, comes: DateTime, month_over: bool) -> Observation {
    let at = |local: DateTime| actions::stockholm().to_timestamp(local).expect("a time in Sweden");
    let usually = Pack::se().category(&voice.category).map(|c| c.feeling);
    let feeling = match usually {
        Some(Usually::Safe) => Feeling::Safe,
        Some(Usually::Unsafe) => Feeling::Unsafe,
        _ => Feeling::Both,
    };
    let (owner, reader) = match voice.owner {
        "hyresvarden" => ("almvallahem", "kommunen"),
        "polisen" => ("polisen", "polisen"),
        _ => ("kommunen", "kommunen"),
    };
    // Read the next working morning: what came in the last hours waits to be read.
    let read = if month_over { comes.min(received + 20.hours()) } else { received + 20.hours() };
    let state = if read <= comes {
        ObservationState::Triaged(Triage { organisation: id(reader), account: None, at: at(read) })
    } else {
        ObservationState::Received
    };
    Observation {
        id: id(&format!("rost-{:05}", number + 1)),
        version: 1,
        owned: Owned::joint(id(owner)),
        channel: id(&voice.channel),
        category: id(&voice.category),
        feeling: Some(feeling),
        when: match voice.hour {
            Some(hour) => When::Moment(voice.on.at(hour, 0, 0, 0)),
            None => When::Day(voice.on),
        },
        recurring: false,
        spot: Spot {
            area: voice.area.as_deref().map(id),
            place: voice.place.as_deref().map(line),
            point: voice.point.map(coarse),
        },
        text: voice.text.map(|t| Prose::parse(t).expect("a test plays the story")),
        erased: None,
        received: at(received),
        state,
    }
}
