//! Is what was answered on disk, and is what was not yet done not yet shown?

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::Id;
use reqwest::StatusCode;
use storage::Db;

use crate::town::Town;

#[tokio::test(flavor = "multi_thread")]
async fn an_answered_write_outlives_the_program_being_killed_in_the_middle_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kept.sqlite");
    let path = path.to_str().expect("a path");
    let town = Town::start(&["demo", "--keep", path]).await;
    let writer = town.sign_in("coordinator").await;
    let answered: Arc<Mutex<Vec<String>>> = Arc::default();
    let writers: Vec<_> = (0..8)
        .map(|n| {
            let (writer, answered) = (writer.clone(), answered.clone());
            tokio::spawn(async move {
                for i in 0.. {
                    let title = format!("Nyhet {n} {i}");
                    let fields =
                        [("title", title.as_str()), ("summary", "Kort."), ("body", "Lite längre."), ("version", "0")];
                    let Some(page) = writer.try_post("/arbete/nyheter/ny", &fields).await else { return };
                    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
                    let to = page.location().expect("where it is");
                    answered.lock().expect("the list").push(to.rsplit('/').next().expect("an id").to_owned());
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(2)).await;
    town.kill_at_once();
    for writer in writers {
        writer.await.expect("a writer that only loses its connection");
    }
    let answered = answered.lock().expect("the list").clone();
    assert!(answered.len() > 5, "only {} writes were answered before the end", answered.len());
    let db = Db::open(&format!("sqlite:{path}")).await.expect("the database opens after the crash");
    let almvalla = Id::parse("almvalla").expect("an id");
    for id in &answered {
        let kept = storage::news::by_id(db.reader(), &almvalla, &Id::parse(id).expect("an id")).await.expect("a read");
        assert!(kept.is_some(), "{id} was answered and is lost ({} were answered)", answered.len());
    }
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_day_shows_fewer_kept_occasions() {
    let later = kept(Town::shared().await).await;
    let earlier = kept(&Town::start(&["demo", "--today", "2022-05-02"]).await).await;
    assert_eq!(later, 7, "the start page of 15 September 2022");
    assert!(earlier < later && earlier > 0, "{earlier} on 2 May, {later} on 15 September");
}

/// The number before "av 10" on the start page.
async fn kept(town: &Town) -> u32 {
    let text = town.visitor().get("/").await.text();
    let before = text.split(" av 10").next().expect("a text").rsplit(' ').next().unwrap_or_default().to_owned();
    before.parse().unwrap_or_else(|_| panic!("no \"... av 10\" on the start page: {text}"))
}
