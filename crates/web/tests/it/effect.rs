//! Following up with figures: before an effort what could be seen, after it what is, and never a number that is small.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::account::{Account, AccountState, Role};
use domain::area::Area;
use domain::observation::{Observation, ObservationState, Spot, Triage};
use domain::organisation::{Organisation, OrganisationKind};
use domain::when::When;
use domain::{Actor, Municipality, Owned};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::town::{Answer, Person, Town, id, line};

const START: Date = Date::constant(2022, 6, 1);

/// Draws so many areas and takes in a hundred weeks of observations: each area has ten or so a week, and area 1 has
/// `after` in all from the start on where that is said.
async fn told(town: &Town, areas: usize, after: Option<u64>) {
    let ctx = town.system();
    for n in 1..=areas {
        let area = Area {
            id: id(&format!("omrade-{n:02}")),
            code: line(&format!("omrade-{n:02}")),
            name: line(&format!("Område {n:02}")),
            set: id("alla"),
            shape: None,
            population: None,
            before: vec![],
            source: None,
        };
        actions::area::set(&ctx, &area).await.unwrap();
    }
    let first = date(2020, 10, 14);
    let mut all = Vec::new();
    let mut left = after.unwrap_or(u64::MAX);
    for week in 0..100i64 {
        let day = first.saturating_add((7 * week).days());
        for area in 1..=areas {
            let usual = 5 + (area as u64 * 7 + week as u64 * 3) % 4;
            let n = if area == 1 && day >= START { usual.min(left) } else { usual };
            left -= if area == 1 && day >= START { n } else { 0 };
            for i in 0..n {
                all.push(Observation {
                    id: id(&format!("o-{week}-{area}-{i}")),
                    version: 1,
                    owned: Owned::joint(id("kommunen")),
                    channel: id("web"),
                    category: id("drugs"),
                    feeling: None,
                    when: When::Day(day),
                    recurring: false,
                    spot: Spot { area: Some(id(&format!("omrade-{area:02}"))), place: None, point: None },
                    text: None,
                    erased: None,
                    received: town.app.clock.now(),
                    state: ObservationState::Triaged(Triage {
                        organisation: id("kommunen"),
                        account: None,
                        at: town.app.clock.now(),
                    }),
                });
            }
        }
    }
    actions::import::whole(&ctx, &line("Provdata"), all).await.unwrap();
}

/// Plans an effort and answers where its figures are.
async fn planned(who: &Person, on: &str) -> String {
    let fields = [
        ("title", "Gemensam insats på torget"),
        ("about", ""),
        ("parties", "kommunen"),
        ("parties", "polisen"),
        ("place", "Torget, Område 01"),
        ("meet", ""),
        ("on", on),
        ("from", "18.00"),
        ("to", "22.00"),
        ("visibility", "announced"),
        ("commitment", ""),
    ];
    let answer = who.post("/arbete/insatser/ny", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    format!("{}/effekt", answer.to)
}

fn since(area: &str, extra: &str) -> String {
    format!("?omrade={area}&slag=&start={START}&fore=26&efter=12{extra}")
}

/// The addresses that lead on from a page and begin so.
fn leads_to(page: &Answer, begin: &str) -> String {
    let to =
        page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|to| to.starts_with(begin));
    to.unwrap_or_else(|| panic!("nothing leads to {begin}\n{}", page.text)).replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn an_effort_of_today_with_too_few_areas_cannot_be_told_and_why_is_said() {
    let town = Town::new().await;
    told(&town, 5, None).await;
    let polisen = town.leader("polisen").await;
    let here = planned(&polisen, "15 9 2022").await;
    polisen.get(here.trim_end_matches("/effekt")).await.says(&format!("href=\"{here}\""));
    let page = polisen.get(&here).await;
    page.says("Kan inte avgöras")
        .says("Det finns för få områden")
        .says("minst 20 områden i allt")
        .says("med två räcker 7");
    page.says("value=\"omrade-01\" checked").says("value=\"15 september 2022\"").says("--before 26 --after 12");
    page.does_not_say("/arbete/uppfoljningar/ny?");
    let english = polisen.get(&format!("/en{here}")).await;
    english.says("Cannot be told").says("There are too few areas");
}

#[tokio::test]
async fn before_it_begins_it_is_said_what_could_be_seen_and_after_it_what_is() {
    let town = Town::new().await;
    told(&town, 24, Some(30)).await;
    let kommunen = town.leader("kommunen").await;
    let here = planned(&kommunen, "20 9 2022").await;
    kommunen.get(&here).await.says("syns fyra gånger av fem").says("26 veckor före och 24 efter. En minskning på");
    let longer = kommunen.get(&format!("{here}?omrade=omrade-01&start=2022-09-20&fore=26&efter=24")).await;
    longer.says("Har inte börjat").says("syns fyra gånger av fem");
    let page = kommunen.get(&format!("{here}{}", since("omrade-01", ""))).await;
    page.says("Minskat")
        .says("Skillnad: −")
        .says("randomiseringstest")
        .says("Slumpens del")
        .says("1 juni–23 augusti 2022");
    page.says("Låtsad start").says("--start 2022-06-01 --days 7 --level 0.95 --replicates 9999 --seed 1");
    page.does_not_say("Flyttade det runt hörnet?");
    let around = kommunen.get(&format!("{here}{}", since("omrade-01", "&buffert=omrade-02"))).await;
    around.says("Flyttade det runt hörnet?").says("22 att jämföra med");
    let file = kommunen.get(&leads_to(&page, &format!("{here}.csv"))).await;
    assert!(file.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/csv"));
    assert!(file.text.starts_with("area,period,count,treated,buffer,hours\nomrade-01,2021-12-01,"), "{}", file.text);
    assert_eq!(file.text.lines().count(), 1 + 24 * 38);
}

#[tokio::test]
async fn a_verdict_fills_in_a_review_and_the_person_may_change_it() {
    let town = Town::new().await;
    told(&town, 24, Some(30)).await;
    let kommunen = town.leader("kommunen").await;
    let here = planned(&kommunen, "20 9 2022").await;
    let page = kommunen.get(&format!("{here}{}", since("omrade-01", "&buffert=omrade-02"))).await;
    let form = kommunen.get(&leads_to(&page, "/arbete/uppfoljningar/ny?")).await;
    form.says("Förslag från siffrorna är ifyllt").says("value=\"decreased\" checked").says("2021-12-01");
    form.says("Uppföljning av Gemensam insats på torget").says("Skillnad: −");
    let effort = here.split('/').nth(3).unwrap();
    form.says(&format!("value=\"effort:{effort}\" selected"));
    // What an address says of other fields is not taken.
    let other = kommunen.get("/arbete/uppfoljningar/ny?lesson=Hej&version=7&verdict=increased").await;
    other.says("value=\"increased\" checked").does_not_say("Hej</textarea>").says("Följ upp med siffror först");
    let mut fields = vec![
        ("title", "Uppföljning av insatsen".to_owned()),
        ("about", format!("effort:{effort}")),
        ("starts", "2021-12-01".to_owned()),
        ("ends", "2022-08-23".to_owned()),
        ("verdict", "no-difference-seen".to_owned()),
    ];
    let evidence = form.text.split("id=\"problem_evidence\"").nth(1).unwrap();
    let evidence = evidence.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap();
    assert!(evidence.contains("randomiseringstest"), "{evidence}");
    for q in ["done", "as_planned", "cause", "problem", "elsewhere"] {
        fields.push((Box::leak(format!("{q}_reply").into_boxed_str()), "no".into()));
        fields.push((Box::leak(format!("{q}_words").into_boxed_str()), "Med ord.".into()));
        fields.push((Box::leak(format!("{q}_evidence").into_boxed_str()), evidence.to_owned()));
        fields.push((Box::leak(format!("{q}_confidence").into_boxed_str()), "some".into()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(f, v)| (*f, v.as_str())).collect();
    let written = kommunen.post("/arbete/uppfoljningar/ny", &fields).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text);
    kommunen.get(&written.to).await.says("Ingen skillnad syns");
}

#[tokio::test]
async fn a_small_count_is_hidden_with_what_would_give_it_away() {
    let town = Town::new().await;
    told(&town, 24, Some(3)).await;
    let kommunen = town.leader("kommunen").await;
    let here = planned(&kommunen, "20 9 2022").await;
    let page = kommunen.get(&format!("{here}{}", since("omrade-01", ""))).await;
    page.says("Minskat").says("mindre än 5").says("ungefär");
    page.does_not_say("Skillnad: −").does_not_say("Antal iakttagelser").does_not_say("<td class=\"r\">3</td>");
}

#[tokio::test]
async fn what_is_chosen_wrongly_is_said_and_nothing_is_lost() {
    let town = Town::new().await;
    told(&town, 2, None).await;
    let kommunen = town.leader("kommunen").await;
    let here = planned(&kommunen, "20 9 2022").await;
    let page = kommunen.get(&format!("{here}?start=i+går&fore=0&efter=abc&slag=drugs")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Välj minst ett område", "i går", "value=\"drugs\" selected", "href=\"#fore\"", "href=\"#efter\""]
    {
        assert!(page.text.contains(words), "{words}\n{}", page.text);
    }
    let fields = [
        ("title", "Insats"),
        ("parties", "kommunen"),
        ("place", "Torget"),
        ("on", "20 9 2022"),
        ("from", "18.00"),
        ("to", "22.00"),
        ("visibility", "announced"),
    ];
    let elsewhere = kommunen.post("/arbete/insatser/ny", &fields).await.to;
    let first = kommunen.get(&format!("{elsewhere}/effekt")).await;
    first.says("Var gjorde ni något?").does_not_say("Välj minst ett område").does_not_say("Så räknade vi");
    let none = kommunen.get(&format!("{here}?start=2022-06-01&omrade=annan-kommun")).await;
    assert!(none.text.contains("Välj minst ett område"), "{}", none.text);
}

#[tokio::test]
async fn neither_a_partner_nor_another_municipality_sees_the_figures() {
    let town = Town::new().await;
    told(&town, 3, None).await;
    let kommunen = town.leader("kommunen").await;
    let here = planned(&kommunen, "20 9 2022").await;
    let file = format!("{here}.csv{}", since("omrade-01", ""));
    for roles in [vec![Role::Reporter], vec![Role::Coordinator]] {
        let partner = town.person("hyresvarden", &roles).await;
        for path in [&here, &file] {
            let page = partner.get(path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            page.does_not_say("Kan inte avgöras");
        }
    }
    assert_eq!(town.visitor().get(&here).await.to, "/arbete/logga-in");

    let there = Municipality { id: id("annanby"), name: line("Annanby"), code: None, band: None, smallest_shown: 5 };
    let ctx = actions::Ctx { town: there.clone(), actor: Actor::System("test"), ..town.system() };
    let owner = |key: &str, kind| Organisation { id: id(key), name: line(key), short: line(key), kind };
    let owners = [owner("kommunen", OrganisationKind::Municipality), owner("polisen", OrganisationKind::Police)];
    actions::setup::municipality(&ctx, &there, &owners).await.unwrap();
    let account = Account {
        id: id("sam"),
        organisation: id("kommunen"),
        name: line("Sam Exempel"),
        login: line("sam"),
        roles: vec![Role::Coordinator, Role::Leader],
        state: AccountState::Invited,
    };
    actions::account::add(&ctx, &account).await.unwrap();
    let token = actions::account::link(&ctx, &account.id, actions::account::LinkPurpose::SignIn).await.unwrap();
    let ask = |method: &str, path: &str, host: &str, cookie: &str| {
        let request = Request::builder().method(method).uri(path).header(header::HOST, host.to_owned());
        request.header(header::COOKIE, cookie.to_owned()).body(Body::empty()).unwrap()
    };
    let inside =
        town.visitor().send(ask("POST", &format!("/arbete/logga-in/{}", token.0), "annanby.localhost", "x=y")).await;
    let cookie = inside.cookie.expect("a session");
    let outside = town.visitor().send(ask("GET", &here, "localhost", &cookie)).await;
    assert_eq!(outside.to, "/arbete/logga-in", "a session of another municipality is none here");
    for path in [&here, &file] {
        let absent = town.visitor().send(ask("GET", path, "annanby.localhost", &cookie)).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND, "{path}");
    }
}
