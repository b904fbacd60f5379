//! What stands around every page?

use domain::{Act, Actor, Id, Municipality, Owned};
use jiff::Timestamp;
use jiff::civil::Date;
use text::{Arg, Lang, Words};

use crate::assets;

/// What stands around every page: language, municipality, who is signed in. Pages call it `s`.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The words of the reader's language.
    pub words: Words,
    /// The municipality.
    pub town: Municipality,
    /// Where the municipality's site is reached (`https://samverka.example`).
    pub site: String,
    /// The address without host and language ("/loften").
    pub path: String,
    /// Now.
    pub now: Timestamp,
    /// Who is signed in: the name that stands in the head of the workspace.
    pub account: Option<String>,
    /// What who is signed in may open: nobody is shown a link that is closed to them.
    pub sees: Sees,
}

/// What of the workspace somebody may open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sees {
    /// The pages that run the installation.
    pub installation: bool,
    /// The audit log.
    pub log: bool,
    /// The work itself.
    pub work: bool,
    /// What both owners share.
    pub joint: bool,
}

impl Sees {
    /// What `actor` may open.
    pub fn of(actor: &Actor) -> Sees {
        let may = |act| domain::may(actor, act, None).is_ok();
        // Something that is not their own and that the owners share.
        let joint = Owned::joint(Id::from_title("the other owner", 1));
        Sees {
            installation: may(Act::Administer),
            log: may(Act::Audit),
            work: may(Act::Read),
            joint: domain::may(actor, Act::Read, Some(&joint)).is_ok(),
        }
    }

    fn opens(self, to: &str) -> bool {
        match to {
            "/arbete" => true,
            "/arbete/konton" | "/arbete/organisationer" | "/arbete/gallring" | "/arbete/jobb" => self.installation,
            "/arbete/logg" => self.log,
            "/arbete/radet" => self.joint,
            _ => self.work,
        }
    }
}

/// A link in a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuLink {
    /// The whole address.
    pub to: String,
    /// Its words.
    pub words: String,
    /// Whether the page is it, or under it.
    pub here: bool,
    /// Whether it is left out of the head on a narrow screen.
    pub wide_only: bool,
}

const PUBLIC: [(&str, &str, bool); 5] = [
    ("/beratta", "shell-nav-tell", false),
    ("/loften", "shell-nav-promises", false),
    ("/lagesbild", "shell-nav-picture", false),
    ("/kalender", "shell-nav-calendar", false),
    ("/nyheter", "shell-nav-news", true),
];

/// The workspace's pages, in the order of the work. Those that are `true` stand in the head as well.
const WORK: [(&str, &str, bool, bool); 25] = [
    ("/arbete", "shell-work-today", true, false),
    ("/arbete/iakttagelser", "shell-work-observations", true, false),
    ("/arbete/veckan", "shell-work-week", true, true),
    ("/arbete/dialoger", "shell-work-dialogues", false, true),
    ("/arbete/lagesbilder", "shell-work-pictures", true, true),
    ("/arbete/problem", "shell-work-problems", false, true),
    ("/arbete/fokusomraden", "shell-work-focus-areas", false, true),
    ("/arbete/plan", "shell-work-plan", true, true),
    ("/arbete/overenskommelser", "shell-work-agreements", false, true),
    ("/arbete/loften", "shell-work-promises", true, true),
    ("/arbete/insatser", "shell-work-efforts", false, true),
    ("/arbete/kalender", "shell-work-calendar", true, false),
    ("/arbete/uppfoljningar", "shell-work-reviews", true, true),
    ("/arbete/nyheter", "shell-work-publish", true, true),
    ("/arbete/lattlast", "easy-text-title", false, true),
    ("/arbete/tillganglighet", "shell-work-accessibility", false, true),
    ("/arbete/omraden", "shell-work-areas", false, true),
    ("/arbete/kallor", "shell-work-sources", false, true),
    ("/arbete/radet", "shell-work-council", false, true),
    ("/arbete/rapport", "report-menu", false, true),
    ("/arbete/konton", "shell-work-accounts", false, true),
    ("/arbete/organisationer", "shell-work-organisations", false, true),
    ("/arbete/gallring", "shell-work-retention", false, true),
    ("/arbete/jobb", "shell-work-jobs", false, true),
    ("/arbete/logg", "shell-work-log", false, true),
];

impl Shell {
    /// The message `key`.
    pub fn t(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The message `key` with one variable.
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Arg>) -> String {
        self.words.with(key, &[(name, value.into())])
    }

    /// The law's word for something, as it was on a day ("analysis": "Analys" before the act of 2023).
    pub fn law_word(&self, key: &str, on: Date) -> String {
        domain::Pack::se().on(on).word(key).map_or_else(|| key.to_owned(), |w| w.say.in_language(self.tag()).to_owned())
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// `<html lang>`.
    pub fn tag(&self) -> &'static str {
        self.lang().tag()
    }

    /// Today's date in Sweden.
    pub fn today(&self) -> Date {
        actions::local_date(self.now)
    }

    /// The address of a page in the reader's language.
    pub fn to(&self, path: &str) -> String {
        let prefix = self.lang().prefix();
        if path == "/" && !prefix.is_empty() { prefix.to_owned() } else { format!("{prefix}{path}") }
    }

    /// The address of this page in the other language.
    pub fn in_other_language(&self) -> String {
        let other = if self.lang() == Lang::En { Lang::Sv } else { Lang::En };
        if self.path == "/" && other == Lang::En {
            "/en".to_owned()
        } else {
            format!("{}{}", other.prefix(), self.path)
        }
    }

    /// The tag of the other language.
    pub fn other_tag(&self) -> &'static str {
        if self.lang() == Lang::En { "sv" } else { "en" }
    }

    /// The address of a file of the binary, with its version.
    pub fn asset(&self, file: &str) -> String {
        format!("/assets/{file}?v={}", assets::version(file))
    }

    /// The main menu of the public site.
    pub fn menu(&self) -> Vec<MenuLink> {
        PUBLIC.iter().map(|(to, key, wide)| self.menu_link(to, key, *wide)).collect()
    }

    /// The head of the workspace.
    pub fn work_menu(&self) -> Vec<MenuLink> {
        let all = || WORK.iter().filter(|w| self.sees.opens(w.0));
        let main = all().filter(|w| w.2).count();
        // Who has few pages sees them all at once.
        let shown = all().filter(|w| w.2 || main < 3);
        shown.map(|(to, key, _, wide)| self.menu_link(to, key, *wide && main >= 3)).collect()
    }

    /// Every page of the workspace that is for who is signed in.
    pub fn work_pages(&self) -> Vec<MenuLink> {
        WORK.iter().filter(|w| self.sees.opens(w.0)).map(|(to, key, _, wide)| self.menu_link(to, key, *wide)).collect()
    }

    fn menu_link(&self, to: &str, key: &str, wide_only: bool) -> MenuLink {
        let under = to != "/arbete" && self.path.starts_with(&format!("{to}/"));
        MenuLink { to: self.to(to), words: self.t(key), here: self.path == to || under, wide_only }
    }
}

/// The name that stands in the head for who is signed in.
pub fn account_name(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Account { name, .. } => Some(name.clone()),
        _ => None,
    }
}
