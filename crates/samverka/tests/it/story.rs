//! Can one worried voice be followed all the way to a promise kept?
//!
//! One story in a real browser whose pages run no script: a resident tells, the parties work, the public sees.
//! At each step the page is looked at with axe-core, and its links lead back to what it came from.

use crate::browser::{self, Browser};
use crate::town::Town;

const VOICE: &str = "Lamporna i gångtunneln har varit trasiga sedan augusti. Jag går en omväg på kvällarna.";

/// The people of the story, each with a session of their own.
struct People {
    coordinator: String,
    officer: String,
    leader: String,
    chief: String,
}

struct Story {
    town: Town,
    browser: Browser,
    people: People,
    wrong: Vec<String>,
}

impl Story {
    async fn begin() -> Story {
        let town = Town::demo().await;
        let session = async |who| town.sign_in(who).await.session().expect("a session").to_owned();
        let people = People {
            coordinator: session("coordinator, kommunen").await,
            officer: session("officer, polisen").await,
            leader: session("leader, kommunen").await,
            chief: session("leader, polisen").await,
        };
        let browser = Browser::start().await;
        browser.look(1280, false).await;
        browser.open(&town.visitor().url("/health")).await;
        browser.script(false).await;
        Story { town, browser, people, wrong: Vec::new() }
    }

    async fn open(&mut self, path: &str) {
        self.browser.open(&self.town.visitor().url(path)).await;
    }

    /// Becomes somebody (nobody: a resident) and opens a page.
    async fn come(&mut self, who: Option<&str>, path: &str) {
        self.browser.become_who(who).await;
        self.open(path).await;
    }

    /// Fills in the fields of the page's form and sends it.
    async fn send(&mut self, form: &str, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            self.browser.fill(form, name, value).await;
        }
        self.browser.press_on(&format!("{form} button.btn")).await;
        let text = self.browser.text().await;
        assert!(
            !text.contains("Det är något som behöver ändras") && self.browser.count(".errors").await == 0,
            "{text}"
        );
    }

    /// Takes one step that a button stands for; the address of its form ends with the step's word.
    async fn step(&mut self, word: &str) {
        self.browser.press_on(&format!("main form[action$='/{word}'] button")).await;
        assert_eq!(self.browser.count(".errors").await, 0, "{word}: {}", self.browser.text().await);
    }

    /// Proposed and approved by both owners, each from an account of their own, and published.
    async fn release(&mut self, here: &str) {
        let (coordinator, leader, chief) =
            (self.people.coordinator.clone(), self.people.leader.clone(), self.people.chief.clone());
        self.come(Some(&coordinator), here).await;
        self.step("foresla").await;
        self.come(Some(&leader), here).await;
        self.step("godkann").await;
        let public = public(here);
        assert_eq!(self.town.visitor().get(&public).await.status, 404, "{public} is public with one approval missing");
        self.come(Some(&chief), here).await;
        self.step("godkann").await;
        self.step("publicera").await;
        assert_eq!(self.town.visitor().get(&public).await.status, 200, "{public}");
    }

    /// What is wrong with the page, remembered until the end.
    async fn look(&mut self) {
        let path = self.browser.path().await;
        self.browser.script(true).await;
        for width in [320, 1280] {
            self.browser.look(width, width == 320).await;
            self.browser.driver.refresh().await.expect("the same page");
            let found = self.browser.wrong().await;
            self.wrong.extend(found.into_iter().map(|w| format!("{path} at {width} px: {w}")));
        }
        self.browser.script(false).await;
    }

    /// Remembers it as wrong unless the resident's page at `path` links to `to`.
    async fn leads(&mut self, path: &str, to: &str) {
        let page = self.town.visitor().get(path).await;
        if !page.links().contains(to) {
            self.wrong.push(format!("{path} does not lead to {to}"));
        }
    }
}

/// Where everyone sees what is worked on `here`.
fn public(here: &str) -> String {
    here.replace("/arbete", "").replace("/lagesbilder/", "/lagesbild/")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_worried_voice_is_followed_to_a_promise_kept() {
    if !browser::installed() {
        return;
    }
    let mut story = Story::begin().await;
    let receipt = a_resident_tells(&mut story).await;
    the_coordinator_reads(&mut story, &receipt).await;
    let picture = a_picture_is_made(&mut story).await;
    let problem = a_problem_is_chosen(&mut story, &picture).await;
    let focus = a_focus_area_is_chosen(&mut story, &problem).await;
    let agreement = an_agreement_is_signed(&mut story, &focus).await;
    let promise = a_promise_is_published(&mut story, &agreement, &focus).await;
    a_presence_is_held_and_confirmed(&mut story, &promise).await;
    a_review_is_published(&mut story, &promise).await;
    let wrong = std::mem::take(&mut story.wrong);
    story.browser.quit().await;
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

async fn a_resident_tells(story: &mut Story) -> String {
    story.come(None, "/").await;
    let b = &story.browser;
    b.press_on("a[href$='/beratta']").await;
    for step in 1..=6 {
        if b.path().await.starts_with("/kvittens/") {
            break;
        }
        assert!(step < 6, "the form does not end:\n{}", b.text().await);
        b.choose_first_of_each_group("main form").await;
        if b.count("[name='text']:not([type=hidden])").await > 0 {
            b.choose_first_area("area").await;
            b.fill("main form", "place", "Gångtunneln vid stationen").await;
            // What could point out a person is shown before anything is stored.
            b.fill("main form", "text", &format!("{VOICE} Ring mig på 070-123 45 67.")).await;
            b.press_on("main form button[value='framat']").await;
            b.must_say("070-123 45 67").await;
            b.must_say("Ingenting är sparat ännu").await;
            b.fill("main form", "text-val", "remove").await;
        }
        if b.count("[name='when'][value='often']").await > 0 {
            b.fill("main form", "when", "often").await;
        }
        if b.count("[name='answer'][value='code']").await > 0 {
            b.fill("main form", "answer", "code").await;
        }
        b.press_on("main form button[value='framat']").await;
    }
    let receipt = b.path().await;
    assert!(receipt.starts_with("/kvittens/"), "{receipt}: {}", b.text().await);
    b.must_say("Tack").await;
    story.look().await;
    receipt
}

async fn the_coordinator_reads(story: &mut Story, receipt: &str) {
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/iakttagelser?lage=received").await;
    let links = story.browser.links().await;
    let mut found = None;
    for link in links.iter().filter(|l| l.contains("/arbete/iakttagelser/") && !l.ends_with("/ny")) {
        story.open(&link[link.find("/arbete").expect("a path")..]).await;
        let text = story.browser.text().await;
        if text.contains("Jag går en omväg") {
            assert!(!text.contains("070-123"), "the number was stored:\n{text}");
            found = Some(story.browser.path().await);
            break;
        }
    }
    let here = found.unwrap_or_else(|| panic!("the voice is not in the inbox: {links:#?}"));
    story.step("las").await;
    story.look().await;
    story.come(None, receipt).await;
    story.browser.must_say("läst").await;
    // The page promised that both owners read it, and nobody else.
    let officer = story.people.officer.clone();
    story.come(Some(&officer), &here).await;
    story.browser.must_say("Jag går en omväg").await;
    let reporter = story.town.sign_in("reporter").await;
    assert_eq!(reporter.get(&here).await.status, 404, "a partner read what was told to the owners");
}

async fn a_picture_is_made(story: &mut Story) -> String {
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/lagesbilder/ny").await;
    let fields = [
        ("title", "Lägesbild för årets första åtta månader"),
        ("from", "1 1 2022"),
        ("to", "31 8 2022"),
        ("other", "Tekniska kontorets felanmälningar och vandringen i augusti."),
        ("analysis", "Iakttagelserna samlas vid stationen på kvällarna."),
        ("sources", "Iakttagelser från invånare och partner."),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.look().await;
    story.release(&here).await;
    story.come(None, &public(&here)).await;
    story.look().await;
    public(&here)
}

async fn a_problem_is_chosen(story: &mut Story, picture: &str) -> String {
    let coordinator = story.people.coordinator.clone();
    let id = picture.rsplit('/').next().expect("an id").to_owned();
    story.come(Some(&coordinator), "/arbete/problem/ny").await;
    let evidence = format!("input[name='evidence'][value^='finding:{id}']");
    story.browser.tick(&evidence).await;
    let fields = [
        ("title", "Mörk gångtunnel vid stationen"),
        ("place", "gångtunneln vid stationen"),
        ("time", "kvällar"),
        ("why", "Många går en omväg eller låter bli att gå ut."),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.open(&format!("{here}/orsaker/ny")).await;
    let cause = [
        ("title", "Belysningen lagas för långsamt"),
        ("perspective", "situation"),
        ("why", "Ingen har ansvar för felanmälningarna efter klockan 16."),
    ];
    story.send("main form", &cause).await;
    story.open(&here).await;
    let weighed =
        [("rank", "1"), ("on", "14 9 2022"), ("by", "styrgruppen"), ("priority_why", "Vi rår på belysningen.")];
    story.send("main form[action$='/prioritera']", &weighed).await;
    story.release(&here).await;
    story.come(None, &public(&here)).await;
    story.browser.must_say("Belysningen lagas för långsamt").await;
    story.look().await;
    story.leads(&public(&here), picture).await;
    public(&here)
}

async fn a_focus_area_is_chosen(story: &mut Story, problem: &str) -> String {
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/fokusomraden/ny").await;
    let fields = [
        ("title", "Ljusa vägar till och från stationen"),
        ("problems", problem.rsplit('/').next().expect("an id")),
        ("on", "14 9 2022"),
        ("by", "styrgruppen"),
        ("why", "Problemet är det mest angelägna."),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.release(&here).await;
    story.come(None, &public(&here)).await;
    story.look().await;
    story.leads(&public(&here), problem).await;
    story.leads(problem, &public(&here)).await;
    public(&here)
}

async fn an_agreement_is_signed(story: &mut Story, focus: &str) -> String {
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/overenskommelser/ny").await;
    let fields = [
        ("title", "Överenskommelse om ljusa vägar"),
        ("parties", "kommunen"),
        ("parties", "polisen"),
        ("starts", "15 9 2022"),
        ("ends", "31 12 2023"),
        ("purposes", "Fler ska kunna gå hem tryggt på kvällen"),
        ("focus_areas", focus.rsplit('/').next().expect("an id")),
        ("extension", "yes"),
        ("seat_party_1", "kommunen"),
        ("seat_role_1", "kommunstyrelsens ordförande"),
        ("seat_level_1", "elected"),
        ("seat_party_2", "polisen"),
        ("seat_role_2", "lokalpolisområdeschef"),
        ("seat_level_2", "leading"),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.step("foresla").await;
    let (leader, chief) = (story.people.leader.clone(), story.people.chief.clone());
    story.come(Some(&leader), &here).await;
    story.send("main form[action$='/underteckna']", &[]).await;
    assert_eq!(story.town.visitor().get(&public(&here)).await.status, 404, "public with one signature");
    story.come(Some(&chief), &here).await;
    story.send("main form[action$='/underteckna']", &[]).await;
    story.step("publicera").await;
    story.come(None, &public(&here)).await;
    story.browser.must_say("Charlie Exempel").await;
    story.browser.must_say("Alex Exempel").await;
    story.look().await;
    story.leads(&public(&here), focus).await;
    story.leads(focus, &public(&here)).await;
    public(&here)
}

async fn a_promise_is_published(story: &mut Story, agreement: &str, focus: &str) -> String {
    let last = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/loften/ny").await;
    let fields = [
        ("title", "Löfte om ljusa vägar"),
        ("intro", "Det här lovar vi dig som går hem från tåget."),
        ("starts", "1 9 2022"),
        ("ends", "31 12 2022"),
        ("parties", "kommunen"),
        ("parties", "polisen"),
        ("agreements", &last(agreement)),
        ("focus_areas", &last(focus)),
        ("logged", "yes"),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.open(&format!("{here}/nytt")).await;
    let commitment = [
        ("title", "Polisen möter dig vid gångtunneln två kvällar"),
        ("kind", "presence"),
        ("at_least", "2"),
        ("tolerance", "0"),
        ("place", "Gångtunneln vid stationen"),
        ("unit-polisen", "Kommunpoliserna"),
        ("unit-kommunen", "Trygghetskontoret"),
        ("way_back", "I kalendern samma dag"),
        ("grounds", &format!("focus-area:{}", last(focus))),
    ];
    story.send("main form", &commitment).await;
    story.look().await;
    story.release(&here).await;
    story.come(None, &public(&here)).await;
    story.browser.must_say("0 av 2").await;
    story.look().await;
    story.leads(&public(&here), agreement).await;
    story.leads(agreement, &public(&here)).await;
    public(&here)
}

async fn a_presence_is_held_and_confirmed(story: &mut Story, promise: &str) {
    let (officer, coordinator) = (story.people.officer.clone(), story.people.coordinator.clone());
    story.come(Some(&officer), "/arbete/narvaro/ny").await;
    let id = promise.rsplit('/').next().expect("an id");
    let fields = [
        ("title", "Polisen vid gångtunneln"),
        ("about", "Kom och prata med oss."),
        ("parties", "polisen"),
        ("place", "Gångtunneln vid stationen"),
        ("on", "14 9 2022"),
        ("from", "19.00"),
        ("to", "21.00"),
        ("commitment", &format!("{id}-1")),
    ];
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    let held = [("came", "19.00"), ("left", "21.00"), ("visits", "12"), ("note", "Många frågade om belysningen.")];
    story.send("main form[action$='/hall']", &held).await;
    story.come(None, promise).await;
    story.browser.must_say("0 av 2").await;
    story.browser.must_say("väntar på bekräftelse").await;
    story.come(Some(&coordinator), &here).await;
    story.step("bekrafta").await;
    story.look().await;
    story.come(None, promise).await;
    story.browser.must_say("1 av 2").await;
    story.come(None, "/").await;
    story.browser.must_say("1 av 2").await;
}

async fn a_review_is_published(story: &mut Story, promise: &str) {
    let coordinator = story.people.coordinator.clone();
    story.come(Some(&coordinator), "/arbete/uppfoljningar/ny").await;
    let about = format!("promise:{}", promise.rsplit('/').next().expect("an id"));
    let mut fields = vec![
        ("title", "Uppföljning av löftet om ljusa vägar"),
        ("about", about.as_str()),
        ("starts", "1 9 2022"),
        ("ends", "15 9 2022"),
        ("lesson", "Laga lamporna först."),
        ("verdict", "cannot-tell"),
        ("reason", "Det har gått för kort tid."),
    ];
    for [reply, words, evidence, confidence] in actions::review::FIELDS {
        let said = if reply == "problem_reply" { "cannot-tell" } else { "yes" };
        fields.extend([(reply, said), (words, "Enligt planen."), (evidence, "Loggen."), (confidence, "some")]);
    }
    story.send("main form", &fields).await;
    let here = story.browser.path().await;
    story.release(&here).await;
    story.come(None, &public(&here)).await;
    story.browser.must_say("kan inte avgöras").await;
    story.look().await;
    story.leads(&public(&here), promise).await;
    story.leads(promise, &public(&here)).await;
}
