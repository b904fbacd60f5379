//! Which addresses are there? One readable list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower::Layer;
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::{App, assets, headers, problem, public, visit, workspace};

/// The most that a form may send, in bytes.
const FORM_LIMIT: usize = 256 * 1024;

/// The whole site.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/health", get(|| async { "ok" }))
        .route("/assets/{file}", get(assets::serve))
        .merge(public_site())
        .merge(workspace_site());
    let inner = routes
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(headers::same_site))
        .layer(from_fn_with_state(app.clone(), problem::show))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .with_state(app);
    // The language is taken off the address before the address is looked up.
    Router::new().fallback_service(MapRequestLayer::new(visit::language).layer(inner))
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
        .route("/omraden", get(public::area::list))
        .route("/omraden/{id}", get(public::area::show))
}

/// What those who work with it do.
fn workspace_site() -> Router<App> {
    Router::new()
        .route("/arbete", get(workspace::today::show))
        .route("/arbete/lagesbilder", get(workspace::picture::list))
        .route("/arbete/lagesbilder/ny", get(workspace::picture::new).post(workspace::picture::make))
        .route("/arbete/lagesbilder/{id}", get(workspace::picture::show))
        .route("/arbete/lagesbilder/{id}/andra", get(workspace::picture::edit).post(workspace::picture::rewrite))
        .route("/arbete/lagesbilder/{id}/{step}", post(workspace::picture::step))
        .route("/arbete/logga-in", get(workspace::sign_in::show).post(workspace::sign_in::enter))
        .route("/arbete/logga-in/{token}", get(workspace::sign_in::link).post(workspace::sign_in::use_link))
        .route("/arbete/logga-ut", post(workspace::sign_in::leave))
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
        .route("/arbete/ataganden/{id}/andra", get(workspace::promise::edit_commitment).post(workspace::promise::change_commitment))
        .route("/arbete/ataganden/{id}/sag", get(workspace::promise::say).post(workspace::promise::said))
        .route("/arbete/ataganden/{id}/sagt/{index}", post(workspace::promise::agree))
        .route("/arbete/ataganden/{id}/ta-bort", post(workspace::promise::drop_commitment))
        .route("/arbete/insatser", get(workspace::occasion::list))
        .route("/arbete/insatser/ny", get(workspace::occasion::new_effort).post(workspace::occasion::plan_effort))
        .route("/arbete/insatser/{id}", get(workspace::occasion::show))
        .route("/arbete/insatser/{id}/andra", get(workspace::occasion::edit).post(workspace::occasion::replan))
        .route("/arbete/insatser/{id}/{step}", post(workspace::occasion::step))
        .route("/arbete/kalender", get(workspace::occasion::calendar))
        .route("/arbete/kalender.ics", get(workspace::occasion::ics))
        .route("/arbete/loften", get(workspace::promise::list))
        .route("/arbete/loften/ny", get(workspace::promise::new).post(workspace::promise::write))
        .route("/arbete/loften/{id}", get(workspace::promise::show))
        .route("/arbete/loften/{id}/andra", get(workspace::promise::edit).post(workspace::promise::rewrite))
        .route("/arbete/loften/{id}/nytt", get(workspace::promise::new_commitment).post(workspace::promise::add_commitment))
        .route("/arbete/loften/{id}/{step}", post(workspace::promise::step))
        .route("/arbete/narvaro/ny", get(workspace::occasion::new_presence).post(workspace::occasion::plan_presence))
        .route("/arbete/nyheter", get(workspace::news::list))
        .route("/arbete/nyheter/ny", get(workspace::news::new).post(workspace::news::write))
        .route("/arbete/nyheter/{id}", get(workspace::news::show))
        .route("/arbete/nyheter/{id}/andra", get(workspace::news::edit).post(workspace::news::rewrite))
        .route("/arbete/nyheter/{id}/{step}", post(workspace::news::step))
        .route("/arbete/omraden", get(workspace::area::list))
        .route("/arbete/omraden/{id}", get(workspace::area::show).post(workspace::area::classify))
        .route("/arbete/veckan", get(workspace::week::show))
}
