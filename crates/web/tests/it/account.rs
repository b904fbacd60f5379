//! Accounts: no password before its holder chooses one, guessing gets slower, sessions end.

use actions::account::{self, LinkPurpose, Token};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::account::{Account, AccountState, Role};

use crate::town::{Answer, Town, id, line};

const PASSWORD: &str = "tre röda stolar vid ån";

async fn invited(town: &Town) -> Token {
    let account = Account {
        id: id("alex"),
        organisation: id("kommunen"),
        name: line("Alex Exempel"),
        login: line("alex"),
        roles: vec![Role::Coordinator],
        state: AccountState::Invited,
    };
    account::add(&town.system(), &account).await.unwrap();
    account::link(&town.system(), &account.id, LinkPurpose::ChoosePassword).await.unwrap()
}

async fn enter(town: &Town, password: &str) -> Answer {
    town.visitor().post("/arbete/logga-in", &[("login", "alex"), ("password", password)]).await
}

#[tokio::test]
async fn an_account_has_no_password_until_its_holder_chooses_one_by_a_link_that_works_once() {
    let town = Town::new().await;
    let token = invited(&town).await;
    for guess in ["", "alex", "password", "samverka"] {
        assert_eq!(enter(&town, guess).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{guess}");
    }
    let at = format!("/arbete/valj-losenord/{}", token.0);
    town.visitor().get(&at).await.says("Alex Exempel");
    let weak = town.visitor().post(&at, &[("losenord", "Lösenord2022!")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text.contains("för vanligt") && !weak.text.contains("Lösenord2022!"), "{}", weak.text);
    let chosen = town.visitor().post(&at, &[("losenord", PASSWORD)]).await;
    assert_eq!((chosen.status, chosen.to.as_str()), (StatusCode::SEE_OTHER, "/arbete"));
    let again = town.visitor().post(&at, &[("losenord", "en annan lång mening")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("redan använd"), "{}", again.text);
    assert_eq!(enter(&town, PASSWORD).await.to, "/arbete");
}

#[tokio::test]
async fn guessing_gets_slower_and_neither_login_nor_address_is_stored_in_the_clear() {
    let town = Town::new().await;
    let token = invited(&town).await;
    account::choose_password(&town.system(), &token, PASSWORD).await.unwrap();
    for n in 0..5 {
        let wrong = enter(&town, &format!("fel lösenord nummer {n}")).await;
        assert!(wrong.text.contains("stämmer inte"), "{}", wrong.text);
    }
    let right = enter(&town, PASSWORD).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(right.text.contains("för många felaktiga försök"), "{}", right.text);
    let (_, rows) = storage::backup::rows(&town.app.db, "guess").await.unwrap();
    assert_eq!(rows.len(), 10);
    let written = format!("{rows:?}");
    assert!(!written.contains("alex") && !written.contains("127.0.0.1"), "{written}");
}

#[tokio::test]
async fn a_closed_account_is_signed_out_at_once_and_no_link_works_for_it() {
    let town = Town::new().await;
    let admin = town.person("kommunen", &[Role::Administrator]).await;
    let token = invited(&town).await;
    let alex = town.visitor().post(&format!("/arbete/valj-losenord/{}", token.0), &[("losenord", PASSWORD)]).await;
    let cookie = alex.cookie.unwrap();
    let with = |path: &str| {
        Request::builder()
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &cookie)
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(town.visitor().send(with("/arbete/mitt-konto")).await.status, StatusCode::OK);
    let shown = admin.post("/arbete/konton/alex/lank", &[]).await;
    let link = shown.text.split("/arbete/valj-losenord/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(admin.post("/arbete/konton/alex/stang", &[]).await.to, "/arbete/konton/alex");
    assert_eq!(town.visitor().send(with("/arbete/mitt-konto")).await.to, "/arbete/logga-in");
    assert_eq!(
        town.visitor().get(&format!("/arbete/valj-losenord/{link}")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(enter(&town, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_can_be_ended_everywhere_else() {
    let town = Town::new().await;
    let (one, other) = (town.person("polisen", &[Role::Officer]).await, town.person("polisen", &[Role::Officer]).await);
    one.get("/arbete/mitt-konto").await.says("Den här webbläsaren").says("En annan webbläsare");
    assert_eq!(one.post("/arbete/mitt-konto", &[]).await.to, "/arbete/mitt-konto");
    assert_eq!(other.get("/arbete").await.to, "/arbete/logga-in");
    one.get("/arbete/mitt-konto").await.does_not_say("En annan webbläsare");
}

#[tokio::test]
async fn the_pages_that_run_the_installation_are_for_administrators_and_the_log_for_auditors() {
    let town = Town::new().await;
    let (admin, auditor) =
        (town.person("kommunen", &[Role::Administrator]).await, town.person("polisen", &[Role::Auditor]).await);
    let leader = town.leader("kommunen").await;
    for page in ["/arbete/konton", "/arbete/konton/nytt", "/arbete/organisationer", "/arbete/gallring", "/arbete/jobb"]
    {
        assert_eq!(admin.get(page).await.status, StatusCode::OK, "{page}");
        assert_eq!(leader.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        leader.get("/arbete").await.does_not_say(&format!("\"{page}\""));
    }
    admin.get("/arbete/logg?prova=1").await.says("Loggen är hel");
    auditor.get("/arbete/logg?sok=account").await.says("account.add");
    assert_eq!(leader.get("/arbete/logg").await.status, StatusCode::FORBIDDEN);
    let added = [("namn", "Robin Exempel"), ("login", "Robin"), ("organisation", "polisen"), ("roller", "officer")];
    admin.post("/arbete/konton/nytt", &added).await.says("/arbete/valj-losenord/").says("Robin Exempel");
    admin.get("/arbete/konton").await.says("Har inte valt lösenord än");
}
