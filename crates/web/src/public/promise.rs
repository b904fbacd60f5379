//! What was promised, and how does it go?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::promise::{Around, done, promise as content};
use documents::{Document, Furniture, Text};
use domain::promise::PublicPromise;
use domain::{Id, Noun};

use crate::paper::{Formats, asked, easy_way, file, formats, furniture, tagged, whole_address};
use crate::{Problem, Shell, Visit, page};

/// Where in the chain the efforts stand.
const EFFORTS: usize = 6;
/// Where in the chain the review stands, before the news.
const REVIEW: usize = 7;

struct Row {
    to: String,
    title: String,
    term: String,
    tally: String,
}

#[derive(Template)]
#[template(path = "public/promise_list.html")]
struct PromiseListPage {
    s: Shell,
    rows: Vec<Row>,
}

/// `/loften`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let all = storage::promise::published(&visit.app.db, visit.town(), s.today()).await?;
    let row = |p: &PublicPromise| Row {
        to: s.to(&format!("/loften/{}", p.id)),
        title: p.title.to_string(),
        term: text::date_range(s.lang(), p.term.from(), p.term.to()),
        tally: documents::html::blocks(
            &[documents::promise::tally(&p.commitments, s.words).into()],
            s.words,
            2,
            p.id.as_str(),
        ),
    };
    let rows = all.iter().map(row).collect();
    page(&PromiseListPage { rows, s: visit.s })
}

#[derive(Template)]
#[template(path = "public/promise.html")]
struct PromisePage {
    s: Shell,
    title: String,
    easy: Option<(String, String)>,
    html: String,
    printed: String,
    formats: Formats,
}

/// `/loften/{id}`, and the same in another form: `/loften/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    if let Some(form) = form {
        return file(&visit, document, form).await;
    }
    let (s, path) = (visit.s.clone(), format!("/loften/{id}"));
    let easy = easy_way(&visit, &path).await?;
    let shown = PromisePage {
        title: document.title.clone(),
        html: documents::html::fragment(&document, 1),
        printed: s.t1("promise-printed", "date", text::date(s.lang(), s.today())),
        formats: formats(&visit, &path).easy(easy.clone()),
        easy,
        s,
    };
    tagged(&visit, &shown)
}

/// The promise as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let s = &visit.s;
    let found = storage::promise::published_by_id(&visit.app.db, visit.town(), &id, s.today()).await?;
    drawn(visit, &found.ok_or(Problem::Absent)?).await
}

/// What the document says.
pub(crate) async fn drawn(visit: &Visit, promise: &PublicPromise) -> Result<Document, Problem> {
    let (s, id) = (&visit.s, &promise.id);
    let organisations = storage::organisation::all(visit.app.db.reader(), visit.town()).await?;
    let around =
        Around { words: s.words, organisations: &organisations, smallest: s.town.smallest_shown, today: s.today() };
    let mut chains = Vec::new();
    if let Some(first) = promise.commitments.first() {
        let mut chain = crate::chain::public(&visit.app, s, Noun::Commitment, &first.id).await?;
        // One line that leads to the log says more than the same title many times.
        if let (Some(link), Some((done, detail))) = (chain.links.get_mut(EFFORTS), done(first, around)) {
            link.title = Text::new().link(done, format!("#{}", first.id));
            link.detail = detail.into();
        }
        // A review of the whole promise is one of all its commitments, and so is the news of it.
        let (db, resident, here) = (&visit.app.db, &domain::Actor::Resident, (Noun::Promise, &promise.id));
        let reviews = actions::chain::straight(db, visit.town(), resident, here, Noun::Review).await?;
        if !reviews.is_empty() {
            chain.links[REVIEW] = crate::chain::known(s, "review", &reviews);
        }
        let news = actions::chain::straight(db, visit.town(), resident, here, Noun::News).await?;
        if !news.is_empty() {
            chain.links.truncate(REVIEW + 1);
            chain.links.push(crate::chain::known(s, "news", &news));
        }
        chains.push((first.number, chain));
    }
    Ok(content(
        promise,
        chains,
        around,
        Furniture { address: whole_address(s, &format!("/loften/{id}")), ..furniture(s) },
    ))
}
