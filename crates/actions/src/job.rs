//! Who does what is to be done later?

use domain::job::{Job, JobKind, JobState, back_off};
use domain::{Act, Denied, Id};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::outbox::Message;

use crate::{Ctx, Error, picture, retention};

/// Sees to it that the jobs that come back are there. Doing it again changes nothing.
pub async fn ensure(ctx: &Ctx) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    for kind in JobKind::ALL.into_iter().filter(|k| k.every().is_some()) {
        let id = Id::parse(kind.word()).expect("a word is an id");
        storage::job::ensure(&mut change.tx, &new(ctx, id, kind, "{}")).await?;
    }
    change.commit().await
}

fn new(ctx: &Ctx, id: Id, kind: JobKind, payload: &str) -> Job {
    Job {
        town: ctx.town().clone(),
        id,
        kind,
        payload: payload.to_owned(),
        run_at: ctx.now,
        tries: 0,
        state: JobState::Waiting,
        done_at: None,
        last_error: None,
        progress: None,
    }
}

/// What is ordered when a picture was counted: that it be tested.
pub(crate) fn picture(ctx: &Ctx, picture: &Id) -> Job {
    new(ctx, picture_key(picture), JobKind::Picture, &json!({ "picture": picture.as_str() }).to_string())
}

/// How far the testing of a picture has come. None when it is done.
pub async fn of_picture(ctx: &Ctx, picture: &Id) -> Result<Option<Job>, Error> {
    Ok(storage::job::by_id(ctx.db.reader(), ctx.town(), &picture_key(picture)).await?)
}

/// The key of a picture's job. Its address may be as long as a key can be, so that a mark of it stands here.
fn picture_key(picture: &Id) -> Id {
    let mark: String = Sha256::digest(picture.as_str()).iter().take(12).map(|b| format!("{b:02x}")).collect();
    Id::parse(&format!("{}-{mark}", JobKind::Picture.word())).expect("letters and digits are an id")
}

/// Takes the next job of any municipality whose time has come. It is held for [`Job::LEASE`].
pub async fn claim(ctx: &Ctx) -> Result<Option<Job>, Error> {
    ctx.may(Act::Administer, None)?;
    let until = ctx.now.saturating_add(Job::LEASE).expect("a duration");
    let mut change = ctx.begin().await?;
    let job = storage::job::claim(&ctx.db, &mut change.tx, ctx.now, until).await?;
    change.commit().await?;
    Ok(job)
}

/// Does a job, in its own municipality's context.
pub async fn run(ctx: &Ctx, job: &Job) -> Result<(), Error> {
    match job.kind {
        JobKind::Retention => retention::run(ctx).await.map(drop),
        JobKind::Clocks => clocks(ctx).await,
        JobKind::Picture => test_picture(ctx, job).await,
    }
}

#[derive(Deserialize)]
struct OfPicture {
    picture: Id,
}

/// Tests the picture that the job was ordered for, and writes which step it is at for those who wait.
async fn test_picture(ctx: &Ctx, job: &Job) -> Result<(), Error> {
    let of: OfPicture = serde_json::from_str(&job.payload).map_err(|e| storage::Error::Damaged {
        table: "job",
        record: job.id.to_string(),
        what: format!("payload: {e}; expected a picture's address"),
    })?;
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let testing = picture::test(ctx, &of.picture, move |step| {
        // Nobody listens any more when writing it failed, and then the job fails too.
        let _ = tell.send(step);
    });
    let writing = async {
        while let Some(step) = told.recv().await {
            let mut change = ctx.begin().await?;
            storage::job::progress(&mut change.tx, ctx.town(), &job.id, step.word()).await?;
            change.commit().await?;
        }
        Ok(())
    };
    // The sender is gone when the counting is over, so that both end.
    tokio::try_join!(testing, writing).map(drop)
}

/// Writes how a job went: done, to be tried again, or given up.
pub async fn finish(ctx: &Ctx, job: Job, went: Result<(), String>) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let (town, id) = (job.town.clone(), job.id.clone());
    let next = match &went {
        Ok(()) => job.done(ctx.now),
        Err(why) => Some(job.failed(why, ctx.now)),
    };
    let mut change = ctx.begin().await?;
    match next {
        None => storage::job::remove(&mut change.tx, &town, &id).await?,
        Some(job) => {
            storage::job::update(&mut change.tx, &job).await?;
            if let JobState::GivenUp { .. } = job.state {
                change.audit("job.give-up", "job", &job.id, "").await?;
            }
        }
    }
    change.commit().await
}

/// Starts a job at once: an administrator does not want to wait, or it was given up.
pub async fn start(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let job = storage::job::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    let job = Job { run_at: ctx.now, tries: 0, state: JobState::Waiting, ..job };
    let mut change = ctx.begin().await?;
    storage::job::update(&mut change.tx, &job).await?;
    change.audit("job.start", "job", id, "").await?;
    change.commit().await
}

/// Takes messages to send, of any municipality. Each is held for [`Job::LEASE`].
pub async fn messages(ctx: &Ctx, most: i64) -> Result<Vec<Message>, Error> {
    ctx.may(Act::Administer, None)?;
    let until = ctx.now.saturating_add(Job::LEASE).expect("a duration");
    let mut change = ctx.begin().await?;
    let messages = storage::outbox::claim(&mut change.tx, ctx.now, until, most).await?;
    change.commit().await?;
    Ok(messages)
}

/// Writes how sending a message went.
pub async fn sent(ctx: &Ctx, message: &Message, went: Result<(), String>) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    match went {
        Ok(()) => storage::outbox::sent(&mut change.tx, message, ctx.now).await?,
        Err(why) => storage::outbox::failed(&mut change.tx, message, &why, later(ctx.now, message.tries)).await?,
    }
    change.commit().await
}

fn later(now: Timestamp, tries: u32) -> Timestamp {
    now.saturating_add(back_off(tries)).expect("a duration")
}

/// Reminds of what has come near: today the yearly review of the accessibility statement, from 30 days before.
async fn clocks(ctx: &Ctx) -> Result<(), Error> {
    let held = storage::statement::published(ctx.db.reader(), ctx.town()).await?;
    let Some(due) = held.as_ref().and_then(domain::statement::Statement::review_due) else { return Ok(()) };
    let left = domain::term::days_between(ctx.today(), due);
    if left <= 30 {
        let mut change = ctx.begin().await?;
        change.tell("clock.statement-review", &json!({ "due": due.to_string(), "days": left })).await?;
        change.commit().await?;
    }
    Ok(())
}
