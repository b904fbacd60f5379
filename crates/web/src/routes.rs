//! Which addresses are there? One readable list.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::extract::{DefaultBodyLimit, Path};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use documents::Form;
use tower::Layer;
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::visit::{self, Visit, Work};
use crate::workspace::document::{self, Paper};
use crate::{App, Problem, assets, form, headers, problem, public, workspace};

/// The whole site.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/health", get(|| async { "ok" }))
        .route("/assets/{file}", get(assets::serve))
        .merge(public_site())
        .merge(workspace_site());
    // These are compressed in themselves.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/epub+zip"))
        .and(NotForContentType::const_new("application/vnd."));
    let inner = routes
        .layer(DefaultBodyLimit::max(form::FORM_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(headers::same_site))
        .layer(from_fn_with_state(app.clone(), problem::show))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(CompressionLayer::new().compress_when(worth_it))
        .layer(from_fn(headers::told_apart))
        .with_state(app);
    // The language is taken off the address before the address is looked up.
    Router::new().fallback_service(MapRequestLayer::new(visit::language).layer(inner))
}

/// The whole site as a service that knows the network address of each visitor.
pub fn service(app: App) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    router(app).into_make_service_with_connect_info()
}

/// What everyone may read.
fn public_site() -> Router<App> {
    Router::new()
        .route("/", get(public::start::show))
        .route("/beratta", get(public::observation::tell).post(public::observation::tell_on))
        .route("/dialoger", get(public::dialogue::list))
        .route("/dialoger/{id}", get(public::dialogue::show))
        .route("/kvittens", get(public::observation::ask).post(public::observation::find))
        .route("/kvittens/{code}", get(public::observation::follow))
        .route("/lagesbild", get(public::picture::list))
        .route("/lagesbild/{id}", get(public::picture::show))
        .route("/lagesbild/{id}/{file}", get(public::picture::rows))
        .route("/insatser", get(public::effort::list))
        .route("/insatser/{id}", get(public::effort::show))
        .route("/kalender", get(public::calendar::list))
        .route("/kalender.ics", get(public::calendar::ics))
        .route("/kalender/{id}", get(public::calendar::show))
        .route("/loften", get(public::promise::list))
        .route("/loften/{id}", get(public::promise::show))
        .route("/nyheter", get(public::news::list))
        .route("/nyheter.atom", get(public::news::feed))
        .route("/nyheter/{id}", get(public::news::show))
        .route("/om", get(public::about::show))
        .route("/omraden", get(public::area::list))
        .route("/omraden/{id}", get(public::area::show))
        .route("/problem", get(public::problem::list))
        .route("/problem/{id}", get(public::problem::show))
        .route("/fokusomraden", get(public::focus_area::list))
        .route("/fokusomraden/{id}", get(public::focus_area::show))
        .route("/overenskommelser", get(public::agreement::list))
        .route("/overenskommelser/{id}", get(public::agreement::show))
        .route("/plan", get(public::plan::list))
        .route("/plan/{id}", get(public::plan::show))
        .route("/uppfoljningar", get(public::review::list))
        .route("/uppfoljningar/{id}", get(public::review::show))
        .route("/oppna-data", get(public::open_data::show))
        .route(public::open_data::SCHEMA, get(public::open_data::schema))
        .route("/lattlast", get(public::easy::show))
        .route("/lattlast/{id}", get(public::easy_text::show))
        .route("/robots.txt", get(public::site_map::robots))
        .route("/favicon.ico", get(public::site_map::icon))
        .route("/tillganglighet", get(public::statement::show))
        .route("/tillganglighet/arende/{code}", get(public::case::show))
        .route("/tillganglighet/arende/{code}/beslut", post(public::case::ask_decision))
        .route("/tillganglighet/begar", get(public::format_request::show).post(public::format_request::send))
        .route("/tillganglighet/patala", get(public::notice::show).post(public::notice::send))
        .route("/webbkarta", get(public::site_map::show))
        .merge(forms_of("/tillganglighet", |visit, form| Box::pin(public::statement::form(visit, form))))
        .merge(forms_of("/kalender", |visit, form| Box::pin(public::calendar::form(visit, form))))
        .merge(forms_of("/lattlast", |visit, form| Box::pin(public::easy::form(visit, form))))
}

/// `/tillganglighet.pdf` and so on: what has no key of its own has an address for each form.
fn forms_of(page: &str, answer: fn(Visit, Form) -> Answering) -> Router<App> {
    let forms = Form::ALL.into_iter().filter(|f| *f != Form::Html);
    forms.fold(Router::new(), |routes, form| {
        let answer = move |visit: Visit| answer(visit, form);
        routes.route(&format!("{page}.{}", form.suffix()), get(answer))
    })
}

/// An answer that is on its way.
type Answering = std::pin::Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>;

/// What those who work with it do.
fn workspace_site() -> Router<App> {
    Router::new()
        .route("/arbete", get(workspace::today::show))
        .route("/arbete/ovanligt.csv", get(workspace::today::odd::rows))
        .route("/arbete/lagesbilder", get(workspace::picture::list))
        .route("/arbete/lagesbilder/ny", get(workspace::picture::new).post(workspace::picture::make))
        .route("/arbete/lagesbilder/{id}", get(workspace::picture::show))
        .route("/arbete/lagesbilder/{id}/andra", get(workspace::picture::edit).post(workspace::picture::rewrite))
        .route("/arbete/lagesbilder/{id}/{step}", get(workspace::picture::rows).post(workspace::picture::step))
        .route("/arbete/logga-in", get(workspace::sign_in::show).post(workspace::sign_in::enter))
        .route("/arbete/logga-in/{token}", get(workspace::sign_in::link).post(workspace::sign_in::use_link))
        .route("/arbete/logga-ut", post(workspace::sign_in::leave))
        .route("/arbete/gallring", get(workspace::retention::show))
        .route("/arbete/jobb", get(workspace::job::list))
        .route("/arbete/jobb/{id}/starta", post(workspace::job::start))
        .route("/arbete/konton", get(workspace::account::list))
        .route("/arbete/konton/nytt", get(workspace::account::new).post(workspace::account::add))
        .route("/arbete/konton/{id}", get(workspace::account::show))
        .route("/arbete/konton/{id}/{step}", post(workspace::account::step))
        .route("/arbete/logg", get(workspace::audit::show))
        .route("/arbete/mitt-konto", get(workspace::account::mine).post(workspace::account::sign_out_elsewhere))
        .route("/arbete/organisationer", get(workspace::organisation::list).post(workspace::organisation::add))
        .route("/arbete/dialoger", get(workspace::dialogue::list))
        .route("/arbete/dialoger/ny", get(workspace::dialogue::new).post(workspace::dialogue::write))
        .route("/arbete/dialoger/{id}", get(workspace::dialogue::show))
        .route("/arbete/dialoger/{id}/{step}", post(workspace::dialogue::step))
        .route("/arbete/dialoger/{id}/punkt/{number}/{step}", post(workspace::dialogue::remark))
        .route("/arbete/iakttagelser", get(workspace::observation::list))
        .route("/arbete/iakttagelser/ny", get(workspace::observation::new).post(workspace::observation::write))
        .route("/arbete/iakttagelser/{id}", get(workspace::observation::show))
        .route("/arbete/iakttagelser/{id}/{step}", post(workspace::observation::step))
        .route("/arbete/kallor", get(workspace::source::list))
        .route(
            "/arbete/ataganden/{id}/andra",
            get(workspace::promise::edit_commitment).post(workspace::promise::change_commitment),
        )
        .route("/arbete/ataganden/{id}/sag", get(workspace::promise::say).post(workspace::promise::said))
        .route("/arbete/ataganden/{id}/sagt/{index}", post(workspace::promise::agree))
        .route("/arbete/ataganden/{id}/ta-bort", post(workspace::promise::drop_commitment))
        .route("/arbete/insatser", get(workspace::occasion::list))
        .route("/arbete/insatser/ny", get(workspace::occasion::new_effort).post(workspace::occasion::plan_effort))
        .route("/arbete/insatser/{id}", get(workspace::occasion::show))
        .route("/arbete/insatser/{id}/effekt", get(workspace::effect::effort))
        .route("/arbete/insatser/{id}/effekt.csv", get(workspace::effect::effort_file))
        .route("/arbete/insatser/{id}/effekt-fore.csv", get(workspace::effect::effort_past))
        .route("/arbete/atgarder/{id}/effekt", get(workspace::effect::measure))
        .route("/arbete/atgarder/{id}/effekt.csv", get(workspace::effect::measure_file))
        .route("/arbete/atgarder/{id}/effekt-fore.csv", get(workspace::effect::measure_past))
        .route("/arbete/insatser/{id}/andra", get(workspace::occasion::edit).post(workspace::occasion::replan))
        .route("/arbete/insatser/{id}/{step}", post(workspace::occasion::step))
        .route("/arbete/kalender", get(workspace::occasion::calendar))
        .route("/arbete/kalender.ics", get(workspace::occasion::ics))
        .route("/arbete/lattlast", get(workspace::easy_text::list))
        .route("/arbete/lattlast/ny", get(workspace::easy_text::new).post(workspace::easy_text::write))
        .route("/arbete/lattlast/{id}", get(workspace::easy_text::show))
        .route("/arbete/lattlast/{id}/andra", get(workspace::easy_text::edit).post(workspace::easy_text::rewrite))
        .route("/arbete/lattlast/{id}/{step}", post(workspace::easy_text::step))
        .route("/arbete/loften", get(workspace::promise::list))
        .route("/arbete/loften/ny", get(workspace::promise::new).post(workspace::promise::write))
        .route("/arbete/loften/{id}", get(workspace::promise::show))
        .route("/arbete/loften/{id}/andra", get(workspace::promise::edit).post(workspace::promise::rewrite))
        .route(
            "/arbete/loften/{id}/nytt",
            get(workspace::promise::new_commitment).post(workspace::promise::add_commitment),
        )
        .route("/arbete/loften/{id}/{step}", post(workspace::promise::step))
        .route("/arbete/narvaro/ny", get(workspace::occasion::new_presence).post(workspace::occasion::plan_presence))
        .route("/arbete/nyheter", get(workspace::news::list))
        .route("/arbete/nyheter/ny", get(workspace::news::new).post(workspace::news::write))
        .route("/arbete/nyheter/{id}", get(workspace::news::show))
        .route("/arbete/nyheter/{id}/andra", get(workspace::news::edit).post(workspace::news::rewrite))
        .route("/arbete/nyheter/{id}/{step}", post(workspace::news::step))
        .route("/arbete/omraden", get(workspace::area::list))
        .route("/arbete/omraden/{id}", get(workspace::area::show).post(workspace::area::classify))
        .route("/arbete/tillganglighet", get(workspace::case::list))
        .route("/arbete/tillganglighet/begaran/{id}", get(workspace::case::show_request))
        .route("/arbete/tillganglighet/begaran/{id}/{step}", post(workspace::case::step_request))
        .route("/arbete/tillganglighet/patalan/{id}", get(workspace::case::show_notice))
        .route("/arbete/tillganglighet/patalan/{id}/{step}", post(workspace::case::step_notice))
        .route("/arbete/tillganglighet/redogorelse", get(workspace::statement::show))
        .route(
            "/arbete/tillganglighet/redogorelse/skriv",
            get(workspace::statement::edit).post(workspace::statement::write),
        )
        .route("/arbete/tillganglighet/redogorelse/{step}", post(workspace::statement::step))
        .route("/arbete/valj-losenord/{token}", get(workspace::sign_in::choose).post(workspace::sign_in::chosen))
        .route("/arbete/veckan", get(workspace::week::show))
        .route("/arbete/problem", get(workspace::problem::list))
        .route("/arbete/problem/ny", get(workspace::problem::new).post(workspace::problem::write))
        .route("/arbete/problem/{id}", get(workspace::problem::show))
        .route("/arbete/problem/{id}/andra", get(workspace::problem::edit).post(workspace::problem::rewrite))
        .route(
            "/arbete/problem/{id}/orsaker/ny",
            get(workspace::problem::new_cause).post(workspace::problem::write_cause),
        )
        .route(
            "/arbete/problem/{id}/orsaker/{cause}/andra",
            get(workspace::problem::edit_cause).post(workspace::problem::rewrite_cause),
        )
        .route("/arbete/problem/{id}/orsaker/{cause}/{step}", post(workspace::problem::step_cause))
        .route("/arbete/problem/{id}/{step}", post(workspace::problem::step))
        .route("/arbete/fokusomraden", get(workspace::focus_area::list))
        .route("/arbete/fokusomraden/ny", get(workspace::focus_area::new).post(workspace::focus_area::write))
        .route("/arbete/fokusomraden/{id}", get(workspace::focus_area::show))
        .route("/arbete/fokusomraden/{id}/andra", get(workspace::focus_area::edit).post(workspace::focus_area::rewrite))
        .route("/arbete/fokusomraden/{id}/{step}", post(workspace::focus_area::step))
        .route("/arbete/overenskommelser", get(workspace::agreement::list))
        .route("/arbete/overenskommelser/ny", get(workspace::agreement::new).post(workspace::agreement::write))
        .route("/arbete/overenskommelser/{id}", get(workspace::agreement::show))
        .route(
            "/arbete/overenskommelser/{id}/andra",
            get(workspace::agreement::edit).post(workspace::agreement::rewrite),
        )
        .route("/arbete/overenskommelser/{id}/{step}", post(workspace::agreement::step))
        .route("/arbete/plan", get(workspace::plan::list))
        .route("/arbete/plan/ny", get(workspace::plan::new).post(workspace::plan::write))
        .route("/arbete/plan/{id}", get(workspace::plan::show))
        .route("/arbete/plan/{id}/andra", get(workspace::plan::edit).post(workspace::plan::rewrite))
        .route("/arbete/plan/{id}/atgarder/ny", get(workspace::plan::new_measure).post(workspace::plan::write_measure))
        .route("/arbete/plan/{id}/{step}", post(workspace::plan::step))
        .route("/arbete/rapport", get(workspace::report::show))
        .route("/arbete/radet", get(workspace::council::show))
        .route("/arbete/radet/andra", get(workspace::council::edit).post(workspace::council::rewrite))
        .route("/arbete/radet/kalla", post(workspace::council::call))
        .route("/arbete/radet/{id}", get(workspace::council::meeting))
        .route("/arbete/radet/{id}/{step}", post(workspace::council::step))
        .route("/arbete/uppfoljningar", get(workspace::review::list))
        .route("/arbete/uppfoljningar/ny", get(workspace::review::new).post(workspace::review::write))
        .route("/arbete/uppfoljningar/{id}", get(workspace::review::show))
        .route("/arbete/uppfoljningar/{id}/andra", get(workspace::review::edit).post(workspace::review::rewrite))
        .route("/arbete/uppfoljningar/{id}/{step}", post(workspace::review::step))
        .merge(previews())
}

/// `/arbete/loften/{id}/format` and `/arbete/loften/{id}/format/handling.pdf`: a record in each form, before everyone
/// sees it; alike for each kind of document. The statement and the report have no key of their own.
fn previews() -> Router<App> {
    let alone = [Paper::Statement, Paper::Report].into_iter().fold(Router::new(), |routes, own| {
        let page = move |work: Work| document::show(work, own, "");
        let file =
            move |work: Work, Path(name): Path<String>| async move { document::file(work, own, "", &name).await };
        routes
            .route(&format!("{}/format", own.place()), get(page))
            .route(&format!("{}/format/{{name}}", own.place()), get(file))
    });
    Paper::LISTED.into_iter().fold(alone, |routes, paper| {
        let page = move |work: Work, Path(id): Path<String>| async move { document::show(work, paper, &id).await };
        let file = move |work: Work, Path((id, name)): Path<(String, String)>| async move {
            document::file(work, paper, &id, &name).await
        };
        routes
            .route(&format!("{}/{{id}}/format", paper.place()), get(page))
            .route(&format!("{}/{{id}}/format/{{name}}", paper.place()), get(file))
    })
}
