//! What does the board of an invented town tell its council?

use domain::commitment::{Commitment, Course, Kind, Unit};
use domain::promise::PublicPromise;
use jiff::Timestamp;
use jiff::civil::date;

use super::nouns::{TODAY, id, line, prose, public_agreement, public_plan, public_review, term, words};
use crate::report::ReportGround;
use crate::tree::Document;

fn promise() -> PublicPromise {
    let term = term(date(2022, 1, 1), date(2022, 12, 31));
    let commitment = |number: u32, title: &str, kind, at_least, by| {
        let promised = Commitment {
            id: id(&format!("a{number}")),
            version: 1,
            promise: id("lofte"),
            number,
            title: line(title),
            kind,
            at_least,
            by,
            tolerance: 1,
            place: Some(line("Trygghetskontoret")),
            units: vec![Unit { party: id("polisen"), unit: line("Kommunpoliserna") }],
            way_back: None,
            remedies: vec![],
        };
        promised.published(&Course { term, logged: true, withdrawn: None }, &[], TODAY)
    };
    PublicPromise {
        id: id("lofte"),
        title: line("Medborgarlöfte 2022"),
        intro: prose("Det här lovar vi."),
        term,
        parties: vec![id("kommunen"), id("polisen")],
        logged: true,
        source: None,
        published_at: Timestamp::UNIX_EPOCH,
        withdrawn: None,
        commitments: vec![
            commitment(1, "Polisen finns på trygghetskontoret tio gånger", Kind::Presence, Some(10), None),
            commitment(2, "En trygghetsvandring i Norrvik", Kind::Presence, Some(1), Some(date(2022, 5, 31))),
        ],
    }
}

/// The report with something in every part but the picture.
pub(super) fn report() -> Document {
    let (plan, measures) = public_plan();
    let ground = ReportGround {
        town: "Almvalla kommun".into(),
        cited: Some("2 kap. 3 § lagen (2023:196)".into()),
        picture: None,
        agreements: vec![(public_agreement(), "/overenskommelser/2".into())],
        promises: vec![(promise(), "/loften/2022".into())],
        plans: vec![(plan, measures, "/planer/1".into())],
        reviews: vec![(public_review(), "/uppfoljningar/1".into())],
    };
    crate::report::report(&ground, TODAY, words())
}
