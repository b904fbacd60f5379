//! How is the first account made, and any other?

use actions::account::LinkPurpose;
use actions::{Chance, Ctx};
use clap::{Args, Subcommand};
use domain::account::{Account, AccountState, Role};
use domain::{Actor, Id, Line};
use jiff::Timestamp;

use crate::settings::Settings;

/// What to do with accounts.
#[derive(Clone, Debug, Subcommand)]
pub enum Options {
    /// Adds an account and prints the one-time link by which its holder chooses a password
    Add(Add),
    /// Prints a new one-time link for an account: a forgotten password, or a link that has ended
    Link(Link),
}

/// Who the account is for.
#[derive(Clone, Debug, Args)]
pub struct Add {
    /// The municipality's key
    #[arg(long)]
    municipality: String,
    /// The organisation's key ("kommunen", "polisen")
    #[arg(long)]
    organisation: String,
    /// What the person signs in with
    #[arg(long)]
    login: String,
    /// The name that colleagues see
    #[arg(long)]
    name: String,
    /// What the person may do: reporter, coordinator, officer, leader, auditor, administrator (several with commas)
    #[arg(long, value_delimiter = ',', required = true)]
    roles: Vec<String>,
}

/// Whose link.
#[derive(Clone, Debug, Args)]
pub struct Link {
    /// The municipality's key
    #[arg(long)]
    municipality: String,
    /// What the person signs in with
    #[arg(long)]
    login: String,
}

/// Adds an account, or makes a link for one.
pub async fn run(settings: Settings, options: Options) -> Result<(), String> {
    let town = match &options {
        Options::Add(a) => &a.municipality,
        Options::Link(l) => &l.municipality,
    };
    let db = settings.open().await?;
    let key = settings.key(&db).await?;
    let id = Id::parse(town).map_err(|e| format!("--municipality: {e}"))?;
    let found = storage::municipality::by_id(db.reader(), &id).await.map_err(|e| e.to_string())?;
    let town = found.ok_or_else(|| format!("--municipality: there is no municipality {id}"))?;
    let ctx = Ctx { db, town, actor: Actor::System("command"), now: Timestamp::now(), key, chance: Chance::system() };
    let account = match &options {
        Options::Add(add) => {
            let account = read(add)?;
            let organisation = storage::organisation::by_id(ctx.db.reader(), ctx.town(), &account.organisation).await;
            if organisation.map_err(|e| e.to_string())?.is_none() {
                return Err(format!("--organisation: there is no organisation {}", account.organisation));
            }
            actions::account::add(&ctx, &account).await.map_err(|e| match e {
                actions::Error::Storage(storage::Error::Taken) => {
                    format!("--login: there is an account {} already", account.login)
                }
                e => e.to_string(),
            })?;
            account.id
        }
        Options::Link(link) => {
            let login = link.login.trim().to_lowercase();
            let found =
                storage::account::by_login(ctx.db.reader(), ctx.town(), &login).await.map_err(|e| e.to_string())?;
            found.ok_or_else(|| format!("--login: there is no account {login}"))?.0.id
        }
    };
    let token = actions::account::link(&ctx, &account, LinkPurpose::ChoosePassword).await.map_err(|e| e.to_string())?;
    println!("{}", link_address(&settings, &ctx, &token.0));
    eprintln!(
        "The link works once, for {} hours. Give it to its holder by a way that only the two of you use.",
        LINK_HOURS
    );
    ctx.db.close().await;
    Ok(())
}

const LINK_HOURS: i64 = actions::account::LINK_HOURS;

/// The address of a one-time link: the municipality that does not answer at the plain address has its name before it.
fn link_address(settings: &Settings, ctx: &Ctx, token: &str) -> String {
    let address = settings.address.trim_end_matches('/');
    let path = format!("/arbete/valj-losenord/{token}");
    match address.split_once("://") {
        Some((scheme, host)) if !settings.municipality.is_empty() && settings.municipality != ctx.town().as_str() => {
            format!("{scheme}://{}.{host}{path}", ctx.town())
        }
        _ => format!("{address}{path}"),
    }
}

fn read(add: &Add) -> Result<Account, String> {
    let roles = add.roles.iter().map(|w| Role::parse(w.trim()).ok_or_else(|| format!("--roles: there is no role {w}")));
    let login = add.login.trim().to_lowercase();
    Ok(Account {
        id: Id::from_title(&login, 1),
        organisation: Id::parse(&add.organisation).map_err(|e| format!("--organisation: {e}"))?,
        name: Line::parse(&add.name).map_err(|e| format!("--name: {e}"))?,
        login: Line::parse(&login).map_err(|e| format!("--login: {e}"))?,
        roles: roles.collect::<Result<_, _>>()?,
        state: AccountState::Invited,
    })
}
