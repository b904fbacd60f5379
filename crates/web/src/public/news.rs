//! What do the parties tell the public?

use askama::Template;
use atom_syndication::{Content, Entry, FeedBuilder, LinkBuilder, Text as FeedText};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Document, Text, said_link};
use domain::news::PublicNews;
use domain::{Actor, Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::{Problem, Shell, Visit, chain, page};

/// How many pieces of news the list and the feed hold.
const LATEST: i64 = 100;

/// A piece of news in a list.
pub struct Item {
    /// Its address.
    pub to: String,
    /// The heading.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// "15 september 2022".
    pub date: String,
    /// "2022-09-15".
    pub iso: String,
}

impl Item {
    /// What a list shows of a piece of news.
    pub fn of(s: &Shell, n: &PublicNews) -> Item {
        let date = actions::local_date(n.at);
        Item {
            to: s.to(&format!("/nyheter/{}", n.id)),
            title: n.title.to_string(),
            summary: n.summary.to_string(),
            date: text::date(s.lang(), date),
            iso: date.to_string(),
        }
    }
}

#[derive(Template)]
#[template(path = "public/news_list.html")]
struct NewsListPage {
    s: Shell,
    news: Vec<Item>,
}

/// `/nyheter`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let news = storage::news::published(visit.app.db.reader(), visit.town(), LATEST).await?;
    let news = news.iter().map(|n| Item::of(&visit.s, n)).collect();
    page(&NewsListPage { s: visit.s, news })
}

/// `/nyheter/{id}`, and the same in another form: `/nyheter/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("news-list-title");
    answer(visit, &[("/nyheter", list)], &format!("/nyheter/{id}"), form, document).await
}

/// The piece of news as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let found = storage::news::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    drawn(visit, &found.ok_or(Problem::Absent)?).await
}

/// What the document says.
pub(crate) async fn drawn(visit: &Visit, n: &PublicNews) -> Result<Document, Problem> {
    let (s, town) = (&visit.s, visit.town());
    let subjects = actions::chain::subjects(&visit.app.db, town, &Actor::Resident, (Noun::News, &n.id)).await?;
    let about = |i: &actions::chain::Item| {
        let noun = s.t(&format!("noun-{}", i.noun.word()));
        let link = said_link(s.words, &i.title, &s.to(&chain::address(i, false)));
        link.0.into_iter().fold(Text::from(format!("{noun}: ")), Text::run)
    };
    let about = subjects.iter().map(about).collect();
    Ok(documents::news(n, actions::local_date(n.at), about, s.words).furniture(furniture(s)))
}

/// `/nyheter.atom`
pub async fn feed(visit: Visit) -> Result<Response, Problem> {
    let news = storage::news::published(visit.app.db.reader(), visit.town(), LATEST).await?;
    let updated = news.first().map_or(visit.s.now, |n| n.at);
    let at = |t: jiff::Timestamp| {
        atom_syndication::FixedDateTime::parse_from_rfc3339(&storage::instant(t)).unwrap_or_default()
    };
    let entry = |n: &PublicNews| Entry {
        title: FeedText::plain(n.title.to_string()),
        id: format!("urn:samverka:{}:nyheter:{}", visit.s.town.id, n.id),
        updated: at(n.at),
        published: Some(at(n.at)),
        summary: Some(FeedText::plain(n.summary.to_string())),
        content: Some(Content {
            value: Some(n.body.to_string()),
            content_type: Some("text".into()),
            ..Content::default()
        }),
        links: vec![LinkBuilder::default().href(visit.s.to(&format!("/nyheter/{}", n.id))).rel("alternate").build()],
        ..Entry::default()
    };
    let feed = FeedBuilder::default()
        .title(FeedText::plain(visit.s.t1("news-feed-title", "town", visit.s.town.name.as_str())))
        .id(format!("urn:samverka:{}:nyheter", visit.s.town.id))
        .lang(Some("sv".to_owned()))
        .updated(at(updated))
        .entries(news.iter().map(entry).collect::<Vec<_>>())
        .build();
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}
