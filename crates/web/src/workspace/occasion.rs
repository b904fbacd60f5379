//! What is planned, what is on today, and what waits for a confirmation?

use actions::occasion::{self, Instead, Logged, Written};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::calendar::{Occasion, in_order};
use domain::commitment::Commitment;
use domain::occasion::{OccasionState, Visibility};
use domain::organisation::Organisation;
use domain::{Act, Id, Noun};
use exchange::ical;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::form::{ErrorSummary, Options, Select, TextArea, TextField};
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

/// How many days ahead the calendar shows.
const DAYS_AHEAD: i64 = 35;

/// An occasion in a list.
struct Row {
    to: String,
    anchor: String,
    title: String,
    when: String,
    time: String,
    place: String,
    with: String,
    counts: String,
    visibility: String,
    announced: bool,
    state: String,
    held: Vec<String>,
    waits: String,
    confirm: Option<Confirm>,
}

/// What a confirmation sends: the time of the own organisation is what the other has logged, unless it is changed.
struct Confirm {
    to: String,
    came: String,
    left: String,
}

/// The occasion that is on, or comes next today.
struct Now {
    row: Row,
    kicker: String,
    meet: String,
    check_in: Option<CheckIn>,
    hold: Option<Hold>,
}

/// The form of a check-in: one tap, two fields that are filled in.
struct CheckIn {
    to: String,
    came: TextField,
    left: TextField,
}

/// The form that logs what was held.
struct Hold {
    to: String,
    said: String,
    came: TextField,
    left: TextField,
    visits: Option<TextField>,
    note: TextArea,
}

struct Day {
    title: String,
    anchor: String,
    rows: Vec<Row>,
}

/// What every row needs to be told.
struct Around {
    organisations: Vec<Organisation>,
    commitments: Vec<Commitment>,
    counts: Vec<(Id, String)>,
}

impl Around {
    async fn of(work: &Work) -> Result<Around, Problem> {
        let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
        let organisations = storage::organisation::all(on, town).await?;
        let commitments = storage::commitment::all(on, town).await?;
        let promises = storage::promise::all(on, town).await?;
        let facts = storage::promise::facts(&work.app.db, town).await?;
        let count = |c: &Commitment| {
            let course = promises.iter().find(|p| p.id == c.promise)?.course();
            let p = c.progress(&course, facts.get(&c.id).map_or(&[], Vec::as_slice), s.today());
            let args = [("counted", p.counted.into()), ("target", p.target?.into())];
            Some((c.id.clone(), s.words.with("commitment-count", &args)))
        };
        let counts = commitments.iter().filter_map(count).collect();
        Ok(Around { organisations, commitments, counts })
    }

    fn short(&self, id: &Id) -> String {
        self.organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string())
    }

    fn shorts(&self, s: &Shell, ids: &[Id]) -> String {
        text::and_list(s.lang(), &ids.iter().map(|id| self.short(id)).collect::<Vec<_>>())
    }

    fn counts(&self, s: &Shell, commitment: Option<&Id>) -> String {
        let Some(c) = commitment.and_then(|id| self.commitments.iter().find(|c| c.id == *id)) else {
            return String::new();
        };
        let count = self.counts.iter().find(|(id, _)| *id == c.id);
        match count {
            Some((_, count)) => {
                s.words.with("occasion-counts", &[("number", c.number.into()), ("count", count.into())])
            }
            None => s.t1("occasion-counts-plain", "number", c.number),
        }
    }
}

fn row(work: &Work, around: &Around, o: &Occasion) -> Row {
    let s = &work.s;
    let id = o.of().1;
    let slot = o.state().held().map_or(o.slot(), |h| h.slot);
    let own = work.actor.organisation();
    let waits = o.state().waits_for();
    let mine = own.is_some_and(|own| waits.contains(&own)) && work.may(Act::Confirm, Some(o.owned()));
    let held = o.state().held().map(|h| {
        let times =
            [("came", text::clock(s.lang(), h.slot.from).into()), ("left", text::clock(s.lang(), h.slot.to).into())];
        let mut said = vec![s.words.with("occasion-held-line", &times)];
        for g in &h.given {
            let hours = documents::promise::hours(s.words, g.minutes);
            let party = text::capital(&around.short(&g.party));
            said.push(s.words.with("occasion-given-line", &[("party", party.into()), ("hours", hours.into())]));
        }
        if let Some(n) = h.visits {
            said.push(s.t1("occasion-visits", "n", n));
        }
        said
    });
    let who_said = match o.state() {
        OccasionState::Held { confirmations, .. } => {
            let said: Vec<Id> = confirmations.given().iter().map(|a| a.organisation.clone()).collect();
            let missing: Vec<Id> = confirmations.missing().cloned().collect();
            if mine {
                s.t1("occasion-says-held", "who", text::capital(&around.shorts(s, &said)))
            } else {
                s.t1("occasion-you-said", "who", around.shorts(s, &missing))
            }
        }
        _ => String::new(),
    };
    let party = own.is_some_and(|own| o.parties().contains(own));
    let clock = |t| if party { text::clock(s.lang(), t) } else { String::new() };
    Row {
        to: s.to(&format!("/arbete/insatser/{id}")),
        anchor: id.to_string(),
        title: o.title().to_string(),
        when: text::date(s.lang(), slot.on),
        time: text::clock_range(s.lang(), slot.from, slot.to),
        place: o.place().to_string(),
        with: text::capital(&around.shorts(s, o.parties())),
        counts: around.counts(s, o.commitment()),
        visibility: s.t(&format!("visibility-{}", o.visibility().word())),
        announced: o.visibility() == Visibility::Announced,
        state: s.t(&format!("occasion-state-{}", o.state().word())),
        held: held.unwrap_or_default(),
        waits: who_said,
        confirm: mine.then(|| Confirm {
            to: s.to(&format!("/arbete/insatser/{id}/bekrafta")),
            came: clock(slot.from),
            left: clock(slot.to),
        }),
    }
}

fn now(work: &Work, around: &Around, o: &Occasion, form: &Form) -> Now {
    let s = &work.s;
    let local = s.now.to_zoned_datetime(actions::stockholm()).datetime();
    let start = o.slot().on.to_datetime(o.slot().from);
    let end = o.slot().ends_on().to_datetime(o.slot().to);
    let minutes = local.duration_until(start).as_mins();
    let kicker = if local >= end {
        s.t1("occasion-is-over", "time", text::clock(s.lang(), o.slot().to))
    } else if local >= start {
        s.t("occasion-is-on")
    } else if minutes < 90 {
        s.t1("occasion-begins-in", "n", minutes.max(1))
    } else {
        s.t1("occasion-begins-at", "time", text::clock_range(s.lang(), o.slot().from, o.slot().to))
    };
    let may = work.may(Act::Confirm, Some(o.owned())) && o.slot().on <= s.today();
    let here = s.to(&format!("/arbete/insatser/{}", o.of().1));
    let filled = |came: String, left: String| {
        let mut form = form.clone();
        if form.get("came").is_empty() {
            form.set("came", came);
        }
        if form.get("left").is_empty() {
            form.set("left", left);
        }
        form
    };
    let clock = |t| text::clock(s.lang(), t);
    let planned_end = clock(o.slot().to);
    let check_in = matches!(o.state(), OccasionState::Planned).then(|| {
        let early = local.date() == o.slot().on && minutes.abs() < 90;
        let form = filled(if early { clock(local.time()) } else { clock(o.slot().from) }, planned_end.clone());
        CheckIn {
            to: format!("{here}/checka-in"),
            came: form.short(s, "came", "occasion-field-came"),
            left: form.short(s, "left", "occasion-field-left-plan"),
        }
    });
    let hold = match o.state() {
        OccasionState::Planned if local < start => None,
        OccasionState::Planned | OccasionState::Underway { .. } | OccasionState::Disputed { .. } => {
            let (came, said) = match o.state() {
                OccasionState::Underway { came, by, .. } => {
                    let who = text::capital(&around.short(by));
                    let args = [("who", who.into()), ("time", clock(*came).into())];
                    (clock(*came), s.words.with("occasion-checked-in", &args))
                }
                _ => (clock(o.slot().from), String::new()),
            };
            let form = filled(came, if local < end && local > start { clock(local.time()) } else { planned_end });
            Some(Hold {
                to: format!("{here}/hall"),
                said,
                came: form.short(s, "came", "occasion-field-came"),
                left: form.short(s, "left", "occasion-field-left"),
                visits: matches!(o, Occasion::Presence(_)).then(|| form.short(s, "visits", "occasion-field-visits")),
                note: form.textarea(s, "note", "occasion-field-note"),
            })
        }
        _ => None,
    };
    let underway_or_past = local >= start;
    Now {
        row: row(work, around, o),
        kicker,
        meet: match o {
            Occasion::Effort(e) => e.meet.as_ref().map(|m| m.to_string()).unwrap_or_default(),
            Occasion::Presence(_) => String::new(),
        },
        check_in: check_in.filter(|_| may && !(underway_or_past && local >= end)),
        hold: hold.filter(|_| may),
    }
}

#[derive(Template)]
#[template(path = "workspace/calendar.html")]
struct CalendarPage {
    week: String,
    today: String,
    now: Option<Now>,
    done: Vec<Row>,
    days: Vec<Day>,
    confirm: Vec<Row>,
    unlogged: Vec<Row>,
    may_write: bool,
    s: Shell,
}

/// `/arbete/kalender`
pub async fn calendar(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let s = &work.s;
    let today = s.today();
    let around = Around::of(&work).await?;
    let all = between(&work, today, today.saturating_add(DAYS_AHEAD.days())).await?;
    let open = open(&work).await?;
    let own = work.actor.organisation();
    let (todays, ahead): (Vec<_>, Vec<_>) = all.iter().partition(|o| o.slot().on == today);
    let live = |o: &&&Occasion| matches!(o.state(), OccasionState::Planned | OccasionState::Underway { .. });
    let next = todays.iter().find(live).copied();
    let mut days: Vec<Day> = Vec::new();
    let mut last: Option<Date> = None;
    for o in ahead {
        let on = o.slot().on;
        if last != Some(on) {
            let title =
                format!("{} {}", text::capital(text::weekday(s.lang(), on.weekday())), text::date_short(s.lang(), on));
            days.push(Day { title, anchor: format!("dag-{on}"), rows: Vec::new() });
            last = Some(on);
        }
        let row = Row { when: String::new(), ..row(&work, &around, o) };
        days.last_mut().expect("just pushed").rows.push(row);
    }
    let waits_for_me = |o: &&Occasion| own.is_some_and(|own| o.state().waits_for().contains(&own));
    let unlogged = |o: &&Occasion| live(&o) && o.slot().on < today;
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let days_of_week = text::date_range(s.lang(), monday, monday.saturating_add(6.days()));
    let week = [("week", i64::from(today.iso_week_date().week()).into()), ("days", days_of_week.into())];
    let day = format!("{} {}", text::weekday(s.lang(), today.weekday()), text::date_short(s.lang(), today));
    page(&CalendarPage {
        week: s.words.with("occasion-week", &week),
        today: s.t1("occasion-today", "day", day),
        now: next.map(|o| now(&work, &around, o, &Form::new())),
        done: todays.iter().filter(|o| Some(**o) != next).map(|o| row(&work, &around, o)).collect(),
        days,
        confirm: open.iter().filter(waits_for_me).map(|o| row(&work, &around, o)).collect(),
        unlogged: open.iter().filter(unlogged).map(|o| row(&work, &around, o)).collect(),
        may_write: work.may(Act::Write, None),
        s: work.s.clone(),
    })
}

/// `/arbete/kalender.ics`
pub async fn ics(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let s = &work.s;
    let today = s.today();
    let all = between(&work, today.saturating_sub(30.days()), today.saturating_add(1.year())).await?;
    let event = |o: &Occasion| ical::Event {
        uid: format!("{}@{}.samverka", o.of().1, s.town.id),
        stamp: s.now,
        start: o.slot().on.to_datetime(o.slot().from),
        end: o.slot().ends_on().to_datetime(o.slot().to),
        title: o.title().to_string(),
        about: s.t(&format!("visibility-{}", o.visibility().word())),
        place: o.place().to_string(),
        address: String::new(),
        cancelled: matches!(o.state(), OccasionState::Cancelled { .. }),
    };
    let events: Vec<_> = all.iter().map(event).collect();
    let text = ical::calendar(&s.t1("calendar-name", "town", s.town.name.as_str()), &events);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"samverka-arbete.ics\""),
    ];
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "workspace/effort_list.html")]
struct EffortListPage {
    rows: Vec<Row>,
    may_write: bool,
    s: Shell,
}

/// `/arbete/insatser`: half a year back and a year ahead, the latest first.
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let today = work.s.today();
    let around = Around::of(&work).await?;
    let all = between(&work, today.saturating_sub(12.months()), today.saturating_add(1.year())).await?;
    let rows = all.iter().rev().map(|o| row(&work, &around, o)).collect();
    page(&EffortListPage { rows, may_write: work.may(Act::Write, None), s: work.s })
}

#[derive(Template)]
#[template(path = "workspace/effort.html")]
struct EffortPage {
    title: String,
    now: Now,
    about: Vec<String>,
    note: Vec<String>,
    reason: String,
    edit: Option<String>,
    cancel: Option<Cancel>,
    dispute: Option<(String, TextArea)>,
    public: Option<String>,
    effect: String,
    chain: String,
    errors: ErrorSummary,
    s: Shell,
}

struct Cancel {
    to: String,
    reason: TextArea,
    on: TextField,
    from: TextField,
    to_time: TextField,
}

/// `/arbete/insatser/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let occasion = get(&work, &id, Act::Read).await?;
    page(&effort_page(&work, &occasion, &Form::new()).await?)
}

async fn effort_page(work: &Work, o: &Occasion, form: &Form) -> Result<EffortPage, Problem> {
    let s = &work.s;
    let around = Around::of(work).await?;
    let id = o.of().1;
    let here = s.to(&format!("/arbete/insatser/{id}"));
    let may = |act| work.may(act, Some(o.owned()));
    let now = now(work, &around, o, form);
    let planned = matches!(o.state(), OccasionState::Planned);
    let can_cancel =
        matches!(o.state(), OccasionState::Planned | OccasionState::Underway { .. } | OccasionState::Disputed { .. });
    let (about, public) = match o {
        Occasion::Effort(e) => (&e.about, e.published().map(|_| s.to(&format!("/insatser/{id}")))),
        Occasion::Presence(p) => (&p.about, Some(s.to(&format!("/kalender/{id}")))),
    };
    let reason = match o.state() {
        OccasionState::Cancelled { reason, .. } | OccasionState::Disputed { reason, .. } => reason.to_string(),
        _ => String::new(),
    };
    let chain = crate::chain::of(&work.app, s, &work.actor, o.of()).await?;
    Ok(EffortPage {
        title: o.title().to_string(),
        about: about.paragraphs().map(str::to_owned).collect(),
        note: o.state().held().map(|h| h.note.paragraphs().map(str::to_owned).collect()).unwrap_or_default(),
        reason,
        edit: (planned && may(Act::Write)).then(|| format!("{here}/andra")),
        cancel: (can_cancel && may(Act::Write)).then(|| Cancel {
            to: format!("{here}/stall-in"),
            reason: form.textarea(s, "reason", "occasion-field-reason"),
            on: form.short(s, "on", "occasion-field-instead-on"),
            from: form.short(s, "from", "occasion-field-from"),
            to_time: form.short(s, "to", "occasion-field-to"),
        }),
        dispute: now
            .row
            .confirm
            .is_some()
            .then(|| (format!("{here}/bestrid"), form.textarea(s, "reason", "occasion-field-reason"))),
        public,
        effect: format!("{here}/effekt"),
        chain: documents::html::blocks(&[chain.into()], s.words, 2, "kedja"),
        errors: form.summary(s),
        now,
        s: s.clone(),
    })
}

/// `/arbete/insatser/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let o = get(&work, &id, Act::Read).await?;
    let (ctx, of) = (work.ctx(), o.of());
    let text = |field: &str| form.get(field).to_owned();
    let done = match step.as_str() {
        "checka-in" => occasion::check_in(&ctx, of, form.get("came")).await,
        "hall" => {
            let logged = Logged { came: text("came"), left: text("left"), visits: text("visits"), note: text("note") };
            occasion::hold(&ctx, of, &logged).await
        }
        "bekrafta" => occasion::confirm(&ctx, of, form.get("came"), form.get("left")).await,
        "bestrid" => occasion::dispute(&ctx, of, form.get("reason")).await,
        "stall-in" => {
            let instead = Instead { on: text("on"), from: text("from"), to: text("to") };
            occasion::cancel(&ctx, of, form.get("reason"), &instead).await.map(|_| ())
        }
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) if matches!(step.as_str(), "checka-in" | "bekrafta") => Ok(go(work.s.to("/arbete/kalender"))),
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/insatser/{}", of.1)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&effort_page(&work, &o, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/effort_form.html")]
struct EffortFormPage {
    title: String,
    errors: ErrorSummary,
    version: i64,
    heading: TextField,
    about: TextArea,
    parties: Options,
    place: TextField,
    meet: Option<TextField>,
    on: TextField,
    from: TextField,
    to: TextField,
    visibility: Option<Options>,
    commitment: Select,
    s: Shell,
}

async fn effort_form(work: &Work, noun: Noun, form: &Form, title: &str) -> Result<EffortFormPage, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let effort = noun == Noun::Effort;
    let organisations = storage::organisation::all(on, town).await?;
    let parties = organisations.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    let visibility = Visibility::ALL.map(|v| {
        let key = format!("visibility-{}", v.word());
        Choice { hint: s.t(&format!("{key}-hint")), ..Choice::new(v.word(), s.t(&key)) }
    });
    let mut commitments = vec![Choice::new("", s.t("occasion-field-commitment-none"))];
    commitments
        .extend(storage::commitment::all(on, town).await?.iter().map(|c| Choice::new(c.id.as_str(), c.title.as_str())));
    Ok(EffortFormPage {
        title: form.title(s, s.t(title)),
        errors: form.summary(s),
        version: form.number("version"),
        heading: form.text(s, "title", "occasion-field-title"),
        about: form.textarea(s, "about", if effort { "occasion-field-about" } else { "presence-field-about" }),
        parties: form.checkboxes(s, "parties", "occasion-field-parties", parties),
        place: form.text(s, "place", "occasion-field-place"),
        meet: effort.then(|| form.text(s, "meet", "occasion-field-meet")),
        on: form.short(s, "on", "occasion-field-on"),
        from: form.short(s, "from", "occasion-field-from"),
        to: form.short(s, "to", "occasion-field-to"),
        visibility: effort.then(|| form.radios(s, "visibility", "occasion-field-visibility", visibility.to_vec())),
        commitment: form.select(s, "commitment", "occasion-field-commitment", commitments),
        s: s.clone(),
    })
}

/// `/arbete/insatser/ny`
pub async fn new_effort(work: Work) -> Result<Response, Problem> {
    new(work, Noun::Effort, "effort-new").await
}

/// `/arbete/narvaro/ny`
pub async fn new_presence(work: Work) -> Result<Response, Problem> {
    new(work, Noun::Presence, "presence-new").await
}

async fn new(work: Work, noun: Noun, title: &str) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let mut form = Form::new();
    // The stricter choice is made beforehand: nobody shows a plan by forgetting to choose.
    form.set("visibility", Visibility::WhenHeld.word());
    page(&effort_form(&work, noun, &form, title).await?)
}

/// `/arbete/insatser/ny`, posted.
pub async fn plan_effort(work: Work, form: Form) -> Result<Response, Problem> {
    let done = occasion::plan_effort(&work.ctx(), &written(&form)).await;
    planned(work, Noun::Effort, form, "effort-new", done).await
}

/// `/arbete/narvaro/ny`, posted.
pub async fn plan_presence(work: Work, form: Form) -> Result<Response, Problem> {
    let done = occasion::plan_presence(&work.ctx(), &written(&form)).await;
    planned(work, Noun::Presence, form, "presence-new", done).await
}

async fn planned(
    work: Work,
    noun: Noun,
    mut form: Form,
    title: &str,
    done: Result<Id, actions::Error>,
) -> Result<Response, Problem> {
    match done {
        Ok(id) => Ok(go(work.s.to(&format!("/arbete/insatser/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&effort_form(&work, noun, &form, title).await?)
        }
    }
}

/// `/arbete/insatser/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let o = get(&work, &id, Act::Write).await?;
    let s = &work.s;
    let mut form = Form::new();
    form.set("version", o.version().to_string()).set("title", o.title().as_str()).set("place", o.place().as_str());
    form.set("on", text::date(s.lang(), o.slot().on));
    form.set("from", text::clock(s.lang(), o.slot().from)).set("to", text::clock(s.lang(), o.slot().to));
    form.set("visibility", o.visibility().word()).set("commitment", o.commitment().map_or("", |c| c.as_str()));
    for party in o.parties() {
        form.add("parties", party.as_str());
    }
    match &o {
        Occasion::Effort(e) => {
            form.set("about", e.about.as_str()).set("meet", e.meet.as_ref().map_or("", |m| m.as_str()));
        }
        Occasion::Presence(p) => {
            form.set("about", p.about.as_str());
        }
    }
    page(&effort_form(&work, o.of().0, &form, "occasion-edit").await?)
}

/// `/arbete/insatser/{id}/andra`, posted.
pub async fn replan(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let o = get(&work, &id, Act::Write).await?;
    match occasion::replan(&work.ctx(), o.of(), form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/insatser/{}", o.of().1)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&effort_form(&work, o.of().0, &form, "occasion-edit").await?)
        }
    }
}

fn written(form: &Form) -> Written {
    let text = |field: &str| form.get(field).to_owned();
    Written {
        title: text("title"),
        about: text("about"),
        parties: form.all("parties").to_vec(),
        place: text("place"),
        meet: text("meet"),
        on: text("on"),
        from: text("from"),
        to: text("to"),
        announced: form.get("visibility") == Visibility::Announced.word(),
        commitment: text("commitment"),
    }
}

pub(super) async fn get(work: &Work, id: &str, act: Act) -> Result<Occasion, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let ctx = work.ctx();
    let found = match occasion::find(&ctx, (Noun::Effort, &id)).await? {
        Some(effort) => Some(effort),
        None => occasion::find(&ctx, (Noun::Presence, &id)).await?,
    };
    let o = found.ok_or(Problem::Absent)?;
    ctx.may(act, Some(o.owned()))?;
    Ok(o)
}

async fn between(work: &Work, from: Date, to: Date) -> Result<Vec<Occasion>, Problem> {
    let (on, town) = (work.app.db.reader(), work.town());
    let efforts = storage::effort::between(on, town, from, to).await?;
    let presences = storage::presence::between(on, town, from, to).await?;
    Ok(readable(work, in_order(efforts, presences)))
}

async fn open(work: &Work) -> Result<Vec<Occasion>, Problem> {
    let (on, town, today) = (work.app.db.reader(), work.town(), work.s.today());
    let efforts = storage::effort::open(on, town, today).await?;
    let presences = storage::presence::open(on, town, today).await?;
    Ok(readable(work, in_order(efforts, presences)))
}

fn readable(work: &Work, all: Vec<Occasion>) -> Vec<Occasion> {
    all.into_iter().filter(|o| work.may(Act::Read, Some(o.owned()))).collect()
}
