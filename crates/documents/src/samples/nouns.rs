//! What do the content functions make of an invented case, one document per noun?

use domain::agreement::{Content, ExtensionClause, PublicAgreement, PublicSignature, PublicSigned, Undertaking};
use domain::dialogue::{DialogueKind, Held, PublicDialogue, Remark, RemarkState};
use domain::easy_text::{EasyBody, PublicEasyText};
use domain::effort::PublicEffort;
use domain::goal::{Goal, Measured};
use domain::measure::{Colour, Doer, Extent, Help, HelpAddress, Mark, Measure, MeasureKind};
use domain::news::PublicNews;
use domain::occasion::{Slot, Standing as Stands};
use domain::plan::{Decision, PublicPlan};
use domain::presence::PublicPresence;
use domain::release::Shown;
use domain::review::{Answer, Confidence, PublicReview, Question, Reply, ReviewVerdict};
use domain::statement::{Barrier, Conformity, Exemption, Method, Situation, Statement, StatementContent};
use domain::{Id, Line, Noun, Owned, Prose, Term};
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use text::{Lang, Words};

use super::{chain, furniture};
use crate::statement::Frame;
use crate::tree::*;
use crate::{AgreementGround, EasyGround, GroundArea, PlanGround};

pub(super) const TODAY: Date = date(2022, 9, 15);

pub(super) fn id(text: &str) -> Id {
    Id::parse(text).expect("an invented id")
}

pub(super) fn line(text: &str) -> Line {
    Line::parse(text).expect("an invented line")
}

pub(super) fn prose(text: &str) -> Prose {
    Prose::parse(text).expect("an invented text")
}

pub(super) fn term(from: Date, to: Date) -> Term {
    Term::new(from, to).expect("an invented term")
}

pub(super) fn words() -> Words {
    Words::of(Lang::Sv)
}

fn parties() -> Vec<(String, String)> {
    vec![
        ("kommunen".to_owned(), "Almvalla kommun".to_owned()),
        ("polisen".to_owned(), "Lokalpolisområde Almvalla".to_owned()),
    ]
}

fn shown() -> Shown {
    Shown { at: Timestamp::UNIX_EPOCH, source: None, withdrawn: None }
}

/// One document of every noun that has a content function.
pub(super) fn all() -> Vec<(&'static str, Document)> {
    let from = |path: &str, document: Document| document.furniture(furniture(path));
    vec![
        ("overenskommelse-klausuler", from("/overenskommelser/2", agreement())),
        ("atgardsplan", from("/planer/1", plan())),
        ("tillganglighet", statement()),
        ("uppfoljning", from("/uppfoljningar/1", review())),
        ("nyhet", from("/nyheter/1", news())),
        ("dialog", from("/dialoger/1", dialogue())),
        ("insats", from("/insatser/1", effort())),
        ("narvaro", from("/narvaro/1", presence())),
        ("lattlast", from("/lattlast/det-har-lovar-vi", easy_document())),
        ("rapport", from("/rapport", super::report::report())),
    ]
}

fn goal(text: &str, from: f64, to: f64) -> Goal {
    let measured = Measured { indicator: id("otrygg-kvall"), baseline: Some(from), target: Some(to) };
    Goal { text: line(text), measured: Some(measured), by: Some(date(2022, 12, 31)) }
}

pub(super) fn public_agreement() -> PublicAgreement {
    let content = Content {
        background: prose("Parterna har samverkat sedan 2012.\n\nLägesbilden visar att stationen i Torgby sticker ut."),
        purposes: vec![line("Fler ska känna sig trygga."), line("Färre ska utsättas för brott.")],
        areas: vec![line("Trafik vid skolor")],
        goals: vec![
            goal("Färre är otrygga på kvällen", 34.5, 28.0),
            Goal { text: line("Öppen droghandel ska upphöra"), measured: None, by: None },
        ],
        undertakings: vec![
            Undertaking { party: id("kommunen"), text: prose("Kommunen har ordningsvakter vid stationen varje dag.") },
            Undertaking { party: id("polisen"), text: prose("Polisen finns på trygghetskontoret tio gånger.") },
        ],
        organisation: prose("Strategiska rådet leder. Styrgruppen möts varje månad."),
        documentation: prose("Allt skrivs i Samverka."),
        follow_up: prose("Varje kvartal i strategiska rådet."),
        communication: prose("Löftet läses på kommunens webbplats."),
        extension: ExtensionClause {
            possible: true,
            words: prose("Högst ett år."),
            decide_by: Some(date(2022, 10, 31)),
        },
        termination: prose("Tre månader i förväg, skriftligt."),
        annexes: vec![line("Bilaga 1: Lägesbild 2021"), line("Bilaga 2: Åtgärdsplan")],
    };
    let signature = |party: &str, name: &str, role: &str| PublicSignature {
        party: id(party),
        name: line(name),
        role: line(role),
        at: Timestamp::from_second(1_637_236_800).expect("18 November 2021"),
    };
    PublicAgreement {
        id: id("tva"),
        title: line("Samverkansöverenskommelse för 2022"),
        parties: vec![id("kommunen"), id("polisen")],
        term: term(date(2021, 11, 18), date(2022, 12, 31)),
        ends: date(2022, 12, 31),
        content,
        signed: PublicSigned::Here(vec![
            signature("kommunen", "Kim Exempel", "kommunstyrelsens ordförande"),
            signature("polisen", "Robin Prov", "lokalpolisområdeschef"),
        ]),
        unsigned: vec![],
        extended: vec![],
        terminated: None,
        at: Timestamp::UNIX_EPOCH,
    }
}

fn agreement() -> Document {
    let ground = AgreementGround {
        parties: parties(),
        focus_areas: vec![GroundArea {
            title: "Trygghet på offentliga platser".into(),
            address: "/fokusomraden/1".into(),
            problems: vec![("Öppen droghandel vid stationen".into(), vec!["Lite uppsikt efter klockan 15".into()])],
        }],
        picture: Some(("Lägesbild 2021".into(), "/lagesbild".into())),
        promises: vec![("Medborgarlöfte 2022".into(), "/loften/2022".into())],
        indicators: vec![("otrygg-kvall".into(), "Otrygga på kvällen, procent".into())],
        cited: Some("2 kap. 3 § lagen (2023:196)".into()),
        chain: Some(chain()),
    };
    crate::agreement(&public_agreement(), &ground, TODAY, &TimeZone::UTC, words())
}

fn measure(number: i64, title: &str, cause: Option<&str>, mark: Option<Mark>) -> Measure {
    Measure {
        id: id(&format!("m{number}")),
        version: 1,
        plan: id("plan"),
        number,
        cause: cause.map(id),
        title: line(title),
        what: prose("Kommunen och polisen finns på plats samtidigt.\n\nAlla kan komma utan att boka."),
        kind: MeasureKind::Situational,
        extent: Extent::Once,
        goals: vec![goal("Tio tillfällen under året", 0.0, 10.0)],
        when: line("januari till december 2022"),
        who: vec![
            Doer { party: id("polisen"), unit: line("kommunpoliserna") },
            Doer { party: id("kommunen"), unit: line("trygghetskontoret") },
        ],
        follow_up: prose("Varje månad ur loggen."),
        help: vec![Help {
            label: line("Vill du lämna ett gäng? Ring socialtjänsten."),
            address: HelpAddress::parse("tel:08123456").expect("a number"),
        }],
        mark,
        waiting: None,
    }
}

pub(super) fn public_plan() -> (PublicPlan, Vec<Measure>) {
    let p = PublicPlan {
        id: id("plan"),
        title: line("Åtgärdsplan 2022"),
        picture: Some(id("bild")),
        period: term(date(2022, 1, 1), date(2022, 12, 31)),
        about: prose("Planen säger vad kommunen gör åt orsakerna i lägesbilden."),
        decision: Some(Decision {
            body: line("Kommunstyrelsen"),
            on: date(2021, 12, 1),
            paragraph: Some(line("§ 112")),
            register: Some(line("KS 2021/345")),
        }),
        shown: shown(),
    };
    let mark = Mark { colour: Colour::Yellow, words: prose("7 av 10 tillfällen är gjorda."), on: TODAY };
    let measures = vec![
        measure(1, "Polisen finns på trygghetskontoret", Some("uppsikt"), None),
        measure(2, "Belysning i gångtunneln", None, Some(mark)),
    ];
    (p, measures)
}

fn plan() -> Document {
    let (p, measures) = public_plan();
    let ground = PlanGround {
        parties: parties(),
        causes: vec![("uppsikt".into(), "Lite uppsikt efter klockan 15".into(), "/orsaker/1".into())],
        picture: Some(("Lägesbild 2021".into(), "/lagesbild".into())),
        cited: Some("2 kap. 3 § lagen (2023:196)".into()),
        chain: Some(chain()),
    };
    crate::plan(&p, &measures, &ground, words())
}

fn statement() -> Document {
    let content = StatementContent {
        actor: line("Almvalla kommun"),
        service: line("Samverka"),
        conformity: Conformity::Partial,
        barriers: vec![
            Barrier { situation: Situation::WithoutSight, what: prose("Två äldre filmer saknar syntolkning.") },
            Barrier { situation: Situation::WithoutSight, what: prose("Kartan läses inte upp.") },
        ],
        burdens: vec![Exemption { what: prose("Filmer från 2016"), why: prose("De är 140 till antalet.") }],
        outside: vec![Exemption { what: prose("Karta"), why: prose("Samma uppgifter finns i tabellen.") }],
        assessed_on: date(2022, 3, 1),
        method: Method::ThirdParty { who: line("Granskarna AB"), how: prose("Med skärmläsare och tangentbord.") },
    };
    let statement = Statement::draft(1, Owned::joint(id("kommunen")), content)
        .publish(date(2022, 3, 2))
        .expect("an invented statement can be published");
    let frame = Frame {
        supervisor: "Myndigheten för digital förvaltning".into(),
        complain: "https://myndighet.example/anmal".into(),
        standard: "EN 301 549".into(),
        notice: "/tillganglighet/patala".into(),
        request: "/tillganglighet/begar".into(),
        furniture: furniture("/tillganglighet"),
    };
    crate::statement::document(&statement, words(), frame)
}

pub(super) fn public_review() -> PublicReview {
    let answer = |question, reply, text: &str, evidence: &str| Answer {
        question,
        reply,
        words: prose(text),
        evidence: if evidence.is_empty() { Prose::default() } else { prose(evidence) },
        confidence: Confidence::Some,
    };
    PublicReview {
        id: id("uppfoljning"),
        title: line("Uppföljning av löftet 2022"),
        about: (Noun::Promise, id("lofte")),
        period: term(date(2022, 1, 1), date(2022, 9, 15)),
        answers: vec![
            answer(Question::Done, Reply::Partly, "13 av 24 insatser är gjorda.", "Loggen i Samverka"),
            answer(Question::Problem, Reply::CannotTell, "Iakttagelserna är för få.", ""),
        ],
        verdict: Some(ReviewVerdict::CannotTell { reason: prose("Färre än tio iakttagelser ett av åren.") }),
        lesson: prose("Bjud in senast sex veckor före."),
        shown: shown(),
    }
}

fn review() -> Document {
    crate::review(&public_review(), Some(("Medborgarlöfte 2022".into(), "/loften/2022".into())), Some(chain()), words())
}

fn news() -> Document {
    let n = PublicNews {
        id: id("nyhet"),
        title: line("Nytt medborgarlöfte i Almvalla"),
        summary: prose("Kommunen och polisen lovar fem saker för 2022."),
        body: prose("Löftet bygger på 630 iakttagelser.\n\nDet följs upp varje månad."),
        quote: Some(domain::news::Quote {
            words: prose("Vi räknar öppet."),
            by: line("Kim Exempel, kommunstyrelsens ordförande"),
        }),
        source: Some(line("https://almvalla.example/nyheter/1")),
        at: Timestamp::UNIX_EPOCH,
        withdrawn: None,
    };
    crate::news(&n, date(2022, 1, 3), vec![Text::new().link("Medborgarlöfte 2022", "/loften/2022")], words())
}

fn dialogue() -> Document {
    let remark =
        |number, place: &str, text: &str, state| Remark { number, place: line(place), text: prose(text), state };
    let answer = prose("Vi byter lampan.\n\nBuskarna klipps i maj.");
    let by = line("Gatuenheten");
    let d = PublicDialogue {
        id: id("vandring"),
        kind: DialogueKind::Walk,
        title: line("Trygghetsvandring i Torgby"),
        begins: date(2022, 5, 11).at(18, 0, 0, 0),
        place: line("Samling på torget"),
        area: None,
        invitation: prose("Kom och gå med oss.\n\nVi bjuder på kaffe."),
        held: Some(Held { on: date(2022, 5, 11), attended: 27, summary: prose("Många talade om ljuset.") }),
        remarks: vec![
            remark(
                1,
                "Gångtunneln",
                "Det är mörkt.",
                RemarkState::Answered { by: by.clone(), answer: answer.clone(), due: date(2022, 6, 1) },
            ),
            remark(
                2,
                "Busshållplatsen",
                "Papperskorgen saknas.",
                RemarkState::Done { by, answer, due: date(2022, 6, 5), on: date(2022, 6, 3) },
            ),
            remark(3, "Parken", "Fint med nya bänkar.", RemarkState::Noted),
        ],
        cancelled: None,
    };
    crate::dialogue::dialogue(&d, Some(("Torgby".into(), "/omraden/torgby".into())), Some(chain()), TODAY, words())
}

fn names() -> Vec<String> {
    parties().into_iter().map(|(_, name)| name).collect()
}

fn counts() -> Option<Text> {
    Some(Text::new().link("Minst 24 gemensamma insatser", "/loften/2022#a3"))
}

fn effort() -> Document {
    let e = PublicEffort {
        id: id("insats"),
        title: line("Gemensam insats vid stationen"),
        about: prose("Synas och prata med dem som går förbi."),
        parties: vec![],
        place: line("Stationstorget, Torgby"),
        slot: Slot { on: date(2022, 5, 20), from: time(15, 0, 0, 0), to: time(18, 30, 0, 0) },
        commitment: None,
        standing: Stands::Counted,
        minutes: Some(750),
        note: prose("Lugnt. 40 samtal."),
        cancelled: None,
    };
    crate::effort::effort(&e, &names(), counts(), Some(chain()), TODAY, words())
}

fn presence() -> Document {
    let p = PublicPresence {
        id: id("kontoret"),
        title: line("Polisen på trygghetskontoret"),
        about: prose("Kom in och prata. Du behöver inte boka."),
        parties: vec![],
        place: line("Trygghetskontoret, Torget 1"),
        slot: Slot { on: date(2022, 9, 8), from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) },
        commitment: None,
        standing: Stands::Counted,
        visits: Some(23),
        minutes: None,
        cancelled: None,
    };
    crate::presence::presence(&p, &names(), counts(), Some(chain()), (TODAY, 5), words())
}

/// A promise told in easy Swedish.
pub(crate) fn easy() -> PublicEasyText {
    let body = "\
Kommunen och polisen arbetar tillsammans.
Vi har lovat fem saker.

# Vad betyder ett löfte?
Vi säger vad vi ska göra.
Vi säger när det ska vara klart.
Sedan räknar vi.
Du kan se hur det går.

# Det här har vi lovat
- Polisen ska vara i Torgby tio gånger i år.
- Vi ska se efter hur fort bilar kör vid skolor.
- Vi ska gå runt i Norrvik och lyssna på dem som bor där.

# Om vi inte klarar det
Då säger vi det.
Vi säger också varför.";
    PublicEasyText {
        id: id("det-har-lovar-vi"),
        subject: (Noun::Promise, id("lofte-2022")),
        title: line("Det här lovar vi dig"),
        body: Some(EasyBody::parse(body).expect("an invented text")),
        shown: shown(),
    }
}

fn easy_document() -> Document {
    let lines = ["Vi ska göra det 10 gånger.", "Nu har vi gjort det 7 gånger.", "Det är som vi hade tänkt."];
    let part = ("Polisen är på plats i Torgby".to_owned(), lines.map(str::to_owned).to_vec());
    let ground = EasyGround {
        about: Some(("Medborgarlöfte 2022".into(), "/loften/2022".into())),
        gone: None,
        today: Some(Section::new("Så går det", vec![crate::easy_text::thoughts(&part)])),
    };
    crate::easy_text(&easy(), &ground, Words::of(Lang::SvEasy))
}
