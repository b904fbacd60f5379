//! Does the demo tell the story that it promises, the same on every run?

use super::*;
use domain::Id;
use domain::commitment::State;
use domain::finding::{About, Verdict};
use jiff::civil::{Date, date};

/// A stage on which the story was played until the afternoon of `day`; the folder holds its database.
async fn played(day: Date) -> (tempfile::TempDir, Db, Stage) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("demo.sqlite").display())).await.unwrap();
    db.migrate().await.unwrap();
    let now = actions::stockholm().to_timestamp(day.at(15, 48, 0, 0)).unwrap();
    let stage = play(&db, Key([7; 32]), now).await.unwrap();
    (folder, db, stage)
}

async fn states(db: &Db, stage: &Stage, promise: &str, today: Date) -> Vec<(State, u32)> {
    let town = &stage.town.id;
    let promise = storage::promise::by_id(db.reader(), town, &stage.id(promise)).await.unwrap().unwrap();
    let mut states = Vec::new();
    for c in storage::commitment::of_promise(db.reader(), town, &promise.id).await.unwrap() {
        let mut facts: Vec<_> = Vec::new();
        for e in storage::effort::counting(db.reader(), town)
            .await
            .unwrap()
            .iter()
            .filter(|x| x.commitment.as_ref() == Some(&c.id))
        {
            facts.push(e.fact());
        }
        for p in storage::presence::counting(db.reader(), town)
            .await
            .unwrap()
            .iter()
            .filter(|x| x.commitment.as_ref() == Some(&c.id))
        {
            facts.push(p.fact());
        }
        let progress = c.progress(&promise.course(), &facts, today);
        states.push((progress.state, progress.counted));
    }
    states
}

#[tokio::test]
async fn on_its_own_day_the_promise_of_2022_goes_as_the_story_says() {
    let today = date(2022, 9, 15);
    let (_folder, db, stage) = played(today).await;
    let states = states(&db, &stage, "lofte-2022", today).await;
    assert_eq!(states[0], (State::OnTrack, 7));
    assert_eq!(states[1], (State::Kept { on: date(2022, 9, 1) }, 4));
    assert_eq!(states[2], (State::Behind { missing: 4 }, 13));
    assert_eq!(states[3].0, State::Broken { due: date(2022, 5, 31), late: Some(date(2022, 6, 14)) });
    assert!(matches!(states[4].0, State::CannotTell(_)), "{:?}", states[4]);
}

#[tokio::test]
async fn an_earlier_day_knows_nothing_of_what_came_later() {
    let today = date(2022, 3, 1);
    let (_folder, db, stage) = played(today).await;
    let states = states(&db, &stage, "lofte-2022", today).await;
    assert_eq!(states[0].1, 2);
    assert_eq!(states[1].1, 0);
    let news = storage::news::by_id(db.reader(), &stage.town.id, &Id::parse("nyhet-trafik").unwrap()).await.unwrap();
    assert_eq!(news, None);
}

#[tokio::test]
async fn the_story_plays_to_2024_and_its_promises_end() {
    let today = date(2024, 5, 2);
    let (_folder, db, stage) = played(today).await;
    let states22 = states(&db, &stage, "lofte-2022", today).await;
    assert!(matches!(states22[0], (State::Kept { .. }, 10)), "{:?}", states22[0]);
    assert!(matches!(states22[2].0, State::Kept { .. }), "{:?}", states22[2]);
    let states23 = states(&db, &stage, "lofte-2023", today).await;
    assert!(matches!(states23[1].0, State::Broken { .. }), "22 of 24: {:?}", states23[1]);
    assert!(matches!(states23[2].0, State::Kept { .. }), "{:?}", states23[2]);
}

#[tokio::test]
async fn the_picture_of_2021_says_what_the_story_rests_on() {
    let (_folder, db, stage) = played(date(2021, 11, 20)).await;
    let picture =
        storage::picture::by_id(db.reader(), &stage.town.id, &stage.id("lagesbild-2021")).await.unwrap().unwrap();
    let c = &picture.content;
    let area = |code: &str| c.areas.iter().find(|a| a.code == code).unwrap();
    assert_eq!(area("torgby").verdict, Verdict::More);
    assert_eq!(area("sjovik").verdict, Verdict::Fewer);
    assert!(c.hot_spots.iter().any(|h| h.verdict == Verdict::More && h.name.as_deref() == Some("Torgbys station")));
    assert!(
        c.hot_spots.iter().any(|h| h.verdict == Verdict::MayBeChance && h.name.as_deref() == Some("Norrviks station"))
    );
    assert_eq!(c.hot_spots.len(), 2, "{:?}", c.hot_spots.iter().map(|h| (&h.name, &h.count)).collect::<Vec<_>>());
    assert!(
        c.findings.iter().any(
            |f| matches!(&f.about, About::Category { code, .. } if code == "traffic") && f.verdict == Verdict::More
        )
    );
}
