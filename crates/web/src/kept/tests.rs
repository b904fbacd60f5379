//! What is promised of forms that are kept?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use text::Lang;

use super::*;

fn kept(limit: usize, most_waiting: usize, rest: Duration) -> Kept {
    Kept::with_limits(Tools::default(), "test", limit, most_waiting, rest)
}

fn key(name: &str) -> Key {
    Key::of_bytes(name.as_bytes())
}

fn size(n: usize) -> impl FnOnce(&Tools) -> Result<Vec<u8>, String> + Send + 'static {
    move |_| Ok(vec![0; n])
}

/// Asks until the slow form is there or has failed.
async fn finished(kept: &Kept, name: &str) -> Slow {
    for _ in 0..500 {
        match kept.slow(key(name), 10, |_| panic!("it is under way already")) {
            Slow::UnderWay(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            other => return other,
        }
    }
    panic!("{name} was never finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_at_the_same_time_wait_for_one_and_the_same() {
    let kept = kept(10_000, 5, REST);
    let made = Arc::new(AtomicUsize::new(0));
    let ask = || {
        let (kept, made) = (kept.clone(), made.clone());
        tokio::spawn(async move {
            let write = move |_: &Tools| {
                made.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(100));
                Ok(b"form".to_vec())
            };
            kept.quick(key("a"), write).await
        })
    };
    let asked: Vec<_> = (0..8).map(|_| ask()).collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap().unwrap(), "form");
    }
    assert_eq!(made.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_was_not_asked_for_longest_leaves_first_and_the_limit_holds() {
    let kept = kept(3 * (1000 + ENTRY), 5, REST);
    for name in ["a", "b", "c"] {
        kept.quick(key(name), size(1000)).await.unwrap();
    }
    // "a" is asked for again, so "b" is now the oldest.
    kept.quick(key("a"), |_| panic!("it is kept")).await.unwrap();
    kept.quick(key("d"), size(1000)).await.unwrap();
    kept.quick(key("a"), |_| panic!("it is kept")).await.unwrap();
    let there = |name: &str| kept.shelf().made.contains_key(&key(name));
    assert!(there("a") && !there("b") && there("c") && there("d"));
    kept.quick(key("big"), size(100_000)).await.unwrap();
    assert!(!there("big") && there("a"), "what is larger than the limit drives nothing out");
    let shelf = kept.shelf();
    assert_eq!((shelf.bytes, shelf.made.len(), shelf.used.len()), (3 * (1000 + ENTRY), 3, 3));
}

#[tokio::test]
async fn a_quick_form_that_could_not_be_made_is_tried_again() {
    let kept = kept(10_000, 5, REST);
    assert_eq!(kept.quick(key("a"), |_| Err("no".to_owned())).await, Err("no".to_owned()));
    let torn = kept.quick(key("a"), |_| panic!("on purpose")).await;
    assert!(torn.is_err());
    assert_eq!(kept.quick(key("a"), |_| Ok(b"yes".to_vec())).await.unwrap(), "yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_forms_are_made_one_by_one_and_no_more_wait_than_there_is_room_for() {
    let kept = kept(10_000, 2, REST);
    let (open, gate) = mpsc::channel::<()>();
    let first = kept.slow(key("a"), 1_000_000, move |_| {
        gate.recv().unwrap();
        Ok(b"a".to_vec())
    });
    assert!(matches!(first, Slow::UnderWay(_)), "{first:?}");
    let Slow::UnderWay(second) = kept.slow(key("b"), 10, |_| Ok(b"b".to_vec())) else { panic!("it has a place") };
    assert_eq!((second.ahead, second.percent), (1, None));
    assert!(second.left > Duration::from_secs(60), "{second:?}");
    assert!(matches!(kept.slow(key("c"), 10, size(1)), Slow::Full));
    // Who asks again for what waits is not refused, and takes no second place.
    assert!(matches!(kept.slow(key("b"), 10, |_| panic!("it waits already")), Slow::UnderWay(_)));
    open.send(()).unwrap();
    assert!(matches!(finished(&kept, "a").await, Slow::Made(bytes) if bytes == "a"));
    assert!(matches!(finished(&kept, "b").await, Slow::Made(bytes) if bytes == "b"));
    assert!(matches!(kept.slow(key("c"), 10, size(1)), Slow::UnderWay(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_form_that_failed_is_told_and_may_be_tried_again_after_a_rest() {
    let kept = kept(10_000, 2, Duration::from_millis(300));
    assert!(matches!(kept.slow(key("a"), 10, |_| Err("no voice".to_owned())), Slow::UnderWay(_)));
    assert!(matches!(finished(&kept, "a").await, Slow::Failed(_)));
    tokio::time::sleep(Duration::from_millis(320)).await;
    assert!(matches!(kept.slow(key("a"), 10, |_| Ok(b"a".to_vec())), Slow::UnderWay(_)));
    assert!(matches!(finished(&kept, "a").await, Slow::Made(_)));
}

#[test]
fn another_text_form_style_paper_or_build_has_another_key() {
    let kept_of = |build: &str, style: &str, cells| {
        let paper = documents::braille::Paper { cells, ..Default::default() };
        Kept::new(Tools { style: style.to_owned(), paper, ..Tools::default() }, build)
    };
    let kept_with = |style: &str, cells| kept_of("one", style, cells);
    let one = Document::new("Löfte", Lang::Sv);
    let keys = [
        kept_with("a", 30).key(&one, Form::Pdf),
        kept_with("a", 30).key(&one, Form::Large),
        kept_with("b", 30).key(&one, Form::Pdf),
        kept_with("a", 32).key(&one, Form::Pdf),
        kept_of("two", "a", 30).key(&one, Form::Pdf),
        kept_with("a", 30).key(&Document::new("Löftet", Lang::Sv), Form::Pdf),
        kept_with("a", 30).key(&Document::new("Löfte", Lang::En), Form::Pdf),
    ];
    let tags: std::collections::BTreeSet<String> = keys.iter().map(|k| k.tag()).collect();
    assert_eq!(tags.len(), keys.len());
    assert_eq!(kept_with("a", 30).key(&one, Form::Pdf), keys[0]);
}
