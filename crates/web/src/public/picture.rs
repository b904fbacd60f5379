//! What is the joint situational picture?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::picture::Frame;
use documents::{Block, Document, Fact, Furniture, Text};
use domain::finding::Content;
use domain::organisation::Organisation;
use domain::picture::PublicPicture;
use domain::{Id, Noun};

use crate::paper::{Formats, asked, easy_way, file, formats, tagged, tagged_data};
use crate::{Problem, Shell, Visit, chain, page};

struct Item {
    to: String,
    title: String,
    period: String,
    superseded: bool,
}

#[derive(Template)]
#[template(path = "public/picture_list.html")]
struct PictureListPage {
    s: Shell,
    pictures: Vec<Item>,
}

/// `/lagesbild`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::picture::published(visit.app.db.reader(), visit.town()).await?;
    let item = |p: &storage::picture::Summary| Item {
        to: visit.s.to(&format!("/lagesbild/{}", p.id)),
        title: p.title.to_string(),
        period: text::date_range(visit.s.lang(), p.period.from(), p.period.to()),
        superseded: p.state.word() == "superseded",
    };
    let pictures = all.iter().map(item).collect();
    page(&PictureListPage { s: visit.s, pictures })
}

#[derive(Template)]
#[template(path = "public/picture.html")]
struct PicturePage {
    s: Shell,
    title: String,
    easy: Option<(String, String)>,
    content: String,
    formats: Formats,
    superseded: Option<String>,
}

/// `/lagesbild/{id}`, and the same in another form: `/lagesbild/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let on = visit.app.db.reader();
    let found = storage::picture::published_by_id(on, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let document = drawn(&visit, &found).await?;
    if let Some(form) = form {
        return file(&visit, document, form).await;
    }
    let path = format!("/lagesbild/{id}");
    let easy = easy_way(&visit, &path).await?;
    let shown = PicturePage {
        title: document.title.clone(),
        content: documents::html::fragment(&document, 1),
        formats: formats(&visit, &path).easy(easy.clone()),
        easy,
        superseded: found.superseded_by.map(|by| visit.s.to(&format!("/lagesbild/{by}"))),
        s: visit.s.clone(),
    };
    tagged(&visit, &shown)
}

/// The picture with its chain as a document, for every form.
pub(crate) async fn drawn(visit: &Visit, p: &PublicPicture) -> Result<Document, Problem> {
    let organisations = storage::organisation::all(visit.app.db.reader(), visit.town()).await?;
    let chain = chain::public(&visit.app, &visit.s, Noun::Picture, &p.id).await?;
    let blocks = vec![Block::quiet(visit.s.t("chain-lead")), chain.into()];
    Ok(document(&visit.s, p, &organisations).section(visit.s.t("chain-title"), blocks))
}

/// `/lagesbild/{id}/{file}`: what the picture shows as rows, hidden as on the page.
pub async fn rows(visit: Visit, Path((id, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let found = storage::picture::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    let content = found.ok_or(Problem::Absent)?.content;
    let rows = match file.as_str() {
        "monster.csv" => documents::picture::public_findings_csv(&content, visit.s.words),
        "rutor.csv" => documents::picture::squares_csv(&content),
        _ => return Err(Problem::Absent),
    };
    let (name, same) = (format!("{id}-{file}"), rows.clone());
    Ok(tagged_data(&visit, &name, "text/csv; charset=utf-8", rows, &same))
}

/// How the rows of a public picture are fetched, and why its test cannot be repeated with them.
fn repeat(s: &Shell, here: &str, content: &Content) -> Text {
    let findings = Text::new().link(s.t("picture-repeat-findings"), s.to(&format!("{here}/monster.csv")));
    if content.grid.is_none() {
        return findings;
    }
    let open = s.t1("picture-repeat-open", "least", content.method.smallest_shown);
    let squares = s.to(&format!("{here}/rutor.csv"));
    findings.then(". ").link(s.t("picture-repeat-squares"), squares).then(". ").then(open.trim_end_matches('.'))
}

/// The picture as a document: what the page shows and what every other form is made of.
pub fn document(s: &Shell, p: &PublicPicture, organisations: &[Organisation]) -> Document {
    let lang = s.lang();
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    let approved: Vec<String> = p
        .approved
        .iter()
        .map(|(by, at)| format!("{} {}", name(by), text::date(lang, actions::local_date(*at))))
        .collect();
    let shown = actions::local_date(p.at);
    let frame = Frame {
        title: p.title.to_string(),
        place: s.town.name.to_string(),
        facts: vec![
            Fact::new(
                s.t("picture-approved-by"),
                if approved.is_empty() { s.t("picture-approved-by-nobody") } else { approved.join(", ") },
            ),
            Fact::new(
                s.t("picture-holds-until"),
                s.t1("picture-holds-until-date", "date", text::date(lang, domain::picture::due(shown))),
            ),
        ],
        repeat: repeat(s, &format!("/lagesbild/{}", p.id), &p.content),
        untested: false,
        furniture: Furniture {
            responsible: s.t1("shell-parties", "town", s.town.name.as_str()),
            dated: text::date(lang, shown),
            date: shown.to_string(),
            address: crate::paper::whole_address(s, &format!("/lagesbild/{}", p.id)),
            demo: s.town.band.as_ref().map(ToString::to_string).unwrap_or_default(),
        },
    };
    let chapter = |prose: &domain::Prose| prose.paragraphs().map(Block::text).collect::<Vec<_>>();
    let mut document = documents::picture::document(&p.content, s.words, frame);
    for (title, prose) in [
        (s.law_word("information", shown), &p.other),
        (s.law_word("analysis", shown), &p.analysis),
        (s.t("picture-sources"), &p.sources),
    ] {
        if !prose.is_empty() {
            document = document.section(title, chapter(prose));
        }
    }
    document
}
