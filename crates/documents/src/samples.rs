//! Which documents hold every kind of block, for tests and for looking at each form?
//!
//! Almvalla is invented, and so is every figure.

mod agreement;
mod nouns;
mod report;

#[cfg(test)]
pub(crate) use nouns::easy;
use text::Lang;

use crate::figure::*;
use crate::tree::*;

/// A promise, a picture and an agreement with every kind of block, then what the content functions make of each noun,
/// all in Swedish.
pub fn samples() -> Vec<(&'static str, Document)> {
    let mut all =
        vec![("medborgarlofte", promise()), ("lagesbild", picture()), ("overenskommelse", agreement::agreement())];
    all.extend(nouns::all());
    all
}

fn furniture(path: &str) -> Furniture {
    Furniture {
        responsible: "Almvalla kommun och polisen".into(),
        dated: "15 september 2022".into(),
        date: "2022-09-15".into(),
        address: format!("https://almvalla.example{path}"),
        demo: "Demonstration: iakttagelser, tider och siffror är påhittade.".into(),
    }
}

fn entry(date: &str, when: &str, text: impl Into<Text>) -> LogEntry {
    LogEntry { when: when.into(), date: date.into(), text: text.into() }
}

fn commitment(n: u8, title: &str, kind: StateKind, word: &str) -> Commitment {
    Commitment {
        anchor: format!("a{n}"),
        title: format!("{n}. {title}"),
        title_lang: None,
        link: None,
        tag: StateTag::new(kind, word),
        count: None,
        progress: None,
        sentences: Vec::new(),
        remedy: None,
        log: None,
        facts: Vec::new(),
    }
}

fn units(police: &str, municipality: &str, place: &str) -> Vec<Fact> {
    vec![Fact::new("Polisen", police), Fact::new("Kommunen", municipality), Fact::new("Plats", place)]
}

fn promise() -> Document {
    let mut first =
        commitment(1, "Polisen finns på trygghetskontoret i Torgby tio gånger under 2022", StateKind::OnTrack, "I fas");
    first.count = Some(Count { figure: "7 av 10".into(), of: "tillfällen har hållits".into() });
    first.progress =
        Some(Progress { done: 7, of: 10, expected: Some(7.068), short: 0, words: "väntat i dag: 7,1".into() });
    first.sentences =
        vec!["Tre tillfällen återstår: 6 oktober, 10 november och 8 december, alla klockan\u{a0}15–18.".into()];
    first.log = Some(Log {
        title: "Logg: alla åtta tillfällen hittills".into(),
        folded: false,
        entries: vec![
            entry("2022-09-08", "8 september", "Tillfälle 7 hölls kl.\u{a0}15–18. 23 besök."),
            entry("2022-08-18", "18 augusti", "Tillfälle 6 hölls kl.\u{a0}15–18. 31 besök."),
            entry("2022-06-09", "9 juni", "Tillfälle 5 hölls kl.\u{a0}15–18. 19 besök."),
            entry("2022-05-19", "19 maj", "Tillfälle 4 hölls kl.\u{a0}15–18. 12 besök."),
            entry(
                "2022-04-21",
                "21 april",
                Text::new().strong("Tillfället ställdes in.").then(" Det ersätts den 8 december."),
            ),
            entry("2022-03-24", "24 mars", "Tillfälle 3 hölls kl.\u{a0}15–18. 16 besök."),
            entry("2022-02-24", "24 februari", "Tillfälle 2 hölls kl.\u{a0}15–18. 9 besök."),
            entry("2022-01-27", "27 januari", "Tillfälle 1 hölls kl.\u{a0}15–18. 14 besök."),
        ],
    });
    first.facts = units("Kommunpoliserna", "Trygghetskontoret", "Trygghetskontoret, Torgby");
    first.facts.push(Fact::new("Räknas som i fas när", "högst ett tillfälle saknas mot det väntade"));

    let mut second = commitment(2, "Minst fyra trafikinsatser vid skolor", StateKind::Kept, "Hållet");
    second.count = Some(Count { figure: "4 av 4".into(), of: "insatser har gjorts".into() });
    second.progress = Some(Progress { done: 4, of: 4, expected: None, short: 0, words: String::new() });
    second.sentences = vec!["Den fjärde insatsen gjordes 1 september. Då var åtagandet hållet.".into()];
    second.facts = units("Trafikgruppen", "Bygg- och miljöförvaltningen", "Fyra skolor, se loggen");

    let mut third = commitment(3, "Minst 24 gemensamma insatser vid stationsområdet", StateKind::Behind, "Efter plan");
    third.count = Some(Count { figure: "13 av 24".into(), of: "insatser har gjorts".into() });
    third.progress =
        Some(Progress { done: 13, of: 24, expected: Some(16.96), short: 4, words: "väntat i dag: 17".into() });
    third.sentences = vec!["Till i dag skulle 17 ha gjorts. Fyra saknas.".into()];
    third.remedy = Some(Note {
        kind: NoteKind::Behind,
        title: "Det här gör vi åt det.".into(),
        text: "Två extra insatser i oktober och två i november. Beslutat av båda parter 9 september 2022.".into(),
    });
    third.facts = units("Yttre befäl, områdespolis", "Trygghetskontoret, ordningsvakter", "Stationsområdet, Torgby");

    let mut fourth = commitment(4, "En trygghetsvandring i Norrvik senast 31 maj 2022", StateKind::Broken, "Brutet");
    fourth.sentences = vec![
        "Vandringen hölls den 14 juni, två veckor för sent. Åtagandet är därför brutet, även om vandringen blev av."
            .into(),
    ];
    fourth.remedy = Some(Note {
        kind: NoteKind::Broken,
        title: "Varför:".into(),
        text:
            "inbjudan gick ut för sent för att boende skulle kunna komma. Nästa år bjuder vi in senast sex veckor före."
                .into(),
    });
    fourth.facts = units("Kommunpoliserna", "Trygghetskontoret", "Norrviks centrum");

    let mut fifth = commitment(5, "Öka närvaron i Fältby ”så ofta det går”", StateKind::Cannot, "Kan inte avgöras");
    fifth.sentences = vec![
        "Vi kan inte avgöra om åtagandet hålls. Det saknar ett antal, ett datum och ett sätt att redovisa.".into(),
    ];
    fifth.remedy = Some(Note {
        kind: NoteKind::Cannot,
        title: "Det här gör vi åt det.".into(),
        text: "I nästa löfte får åtagandet ett antal och ett datum. Förslag lämnas 20 oktober 2022.".into(),
    });
    fifth.facts = units("Områdespolis", "Trygghetskontoret", "Fältby");

    Document::new("Medborgarlöfte 2022", Lang::Sv)
        .lead("Det här lovar Almvalla kommun och polisen dig som bor, arbetar eller går i skolan i Almvalla. Löftet har fem åtaganden. Ett av dem har vi brutit, och ett ligger efter.")
        .with(Tally {
            label: "Läget för de fem åtagandena".into(),
            tags: vec![
                StateTag::new(StateKind::Kept, "1 hållet"),
                StateTag::new(StateKind::OnTrack, "1 i fas"),
                StateTag::new(StateKind::Behind, "1 efter plan"),
                StateTag::new(StateKind::Broken, "1 brutet"),
                StateTag::new(StateKind::Cannot, "1 kan inte avgöras"),
            ],
        })
        .with(Block::facts(vec![
            Fact::new("Gäller", "1 januari–31 december 2022"),
            Fact::new("Parter", "Almvalla kommun och Lokalpolisområde Almvalla"),
            Fact::new("Läget räknat", "15 september 2022, ur loggen och planen"),
        ]))
        .section("Åtagandena", vec![first.into(), second.into(), third.into(), fourth.into(), fifth.into()])
        .section("Det här vilar åtagande 1 på", vec![
            Block::quiet("Varje led går att följa, från det någon berättade till det som blev gjort."),
            chain().into(),
        ])
        .furniture(furniture("/loften/2022"))
}

fn chain() -> Chain {
    let link = |kind: &str, title: &str, to: &str, detail: &str, standing| Link {
        kind: kind.into(),
        title: if to.is_empty() { title.into() } else { Text::new().link(title, to) },
        detail: detail.into(),
        standing,
    };
    Chain {
        links: vec![
            link(
                "Iakttagelser",
                "214 iakttagelser i Torgby",
                "/lagesbild#var",
                "139 av dem inom 250 meter från stationen. November 2020 till oktober 2021.",
                Standing::Known,
            ),
            link(
                "Problem",
                "Öppen droghandel och otrygghet vid stationen på kvällar",
                "/problem/1",
                "Klassad som öppen drogscen. Prioriterat 11 november 2021.",
                Standing::Known,
            ),
            link(
                "Trolig orsak",
                "Få vuxna och lite uppsikt efter klockan 15",
                "/orsaker/1",
                "Stöds av dialoger med boende och av lägesbildens tider.",
                Standing::Known,
            ),
            link(
                "Fokusområde",
                "Trygghet på offentliga platser",
                "/fokusomraden/1",
                "Ett av fyra fokusområden.",
                Standing::Known,
            ),
            link(
                "Överenskommelse",
                "Samverkansöverenskommelsen 2021–2022",
                "/overenskommelser/1",
                "Gäller 18 november 2021 till 31 december 2022.",
                Standing::Known,
            ),
            link(
                "Åtagande",
                "Polisen finns på trygghetskontoret tio gånger",
                "#a1",
                "Åtagande 1 på den här sidan.",
                Standing::Here,
            ),
            link(
                "Insats",
                "Sju tillfällen har hållits",
                "/kalender",
                "21 timmar på plats, 124 besök.",
                Standing::Known,
            ),
            link(
                "Uppföljning",
                "Effekten kan inte avgöras ännu",
                "",
                "Beslutad före start: vi jämför med Norrviks station. Redovisas 30 november 2022.",
                Standing::Open,
            ),
        ],
    }
}

fn picture() -> Document {
    let finding = |kind, word: &str, title: &str, text: &str| Finding {
        verdict: Verdict::new(kind, word),
        title: title.into(),
        text: text.into(),
        how: "Prövat mot 9 999 omkastningar av observationerna.".into(),
        anchor: None,
    };
    Document::new("Lägesbild 2021", Lang::Sv)
        .lead("Så här såg tryggheten i Almvalla ut från november 2020 till oktober 2021, enligt omkring 630 iakttagelser från boende, kommunen, polisen och hyresvärdar.")
        .with(Block::facts(vec![
            Fact::new("Godkänd av", "Almvalla kommun 9 november 2021, polisen 11 november 2021"),
            Fact::new("Gäller till", "Nästa lägesbild, senast 11 november 2023"),
        ]))
        .section("Det viktigaste", vec![Block::findings(vec![
            finding(VerdictKind::More, "Beror knappast på slumpen", "Torgbys station sticker ut", "Där finns 139 av omkring 630 iakttagelser. De flesta gäller öppen droghandel på kvällar."),
            finding(VerdictKind::More, "Beror knappast på slumpen", "Mopeder och crossar har ökat", "117 iakttagelser mot 84 året innan. Ökningen är 39 procent, men kan vara så liten som 5 och så stor som 84."),
            finding(VerdictKind::Maybe, "Kan bero på slumpen", "Norrviks station ser samlad ut, men det kan vara slump", "Så många på en plats får vi ungefär var femte gång även när inget har ändrats."),
            finding(VerdictKind::Cannot, "Kan inte avgöras", "Om färre brott begås i Sjövik", "Färre har berättat om Sjövik. Om det beror på färre händelser eller färre som hör av sig säger siffrorna inte."),
        ])])
        .section("Var", vec![Block::Figure(Box::new(map()))])
        .section("När", vec![
            Block::text("En av fyra iakttagelser (26 procent) gäller fredag eller lördag efter klockan 18."),
            heat().into(),
        ])
        .section("Över tid", vec![
            Block::text("Augusti, september och oktober 2021 ligger över det väntade. De andra månaderna kan bero på slumpen."),
            Block::Figure(Box::new(months())),
        ])
        .section("Förra veckan", vec![Block::Figure(Box::new(Scene {
            title: "Skadegörelse vid Norrviks station".into(),
            description: "11 iakttagelser förra veckan. Väntat 0–7.".into(),
            drawing: Drawing::Range(Range { value: 11.0, low: 0.0, mid: 3.0, high: 7.0, to: 14.0, outside: true, value_words: "11 förra veckan".into(), range_words: "väntat 0–7".into() }),
            caption: Text::new(),
            table: None,
            placing: Placing::Folded,
        }))])
        .section("Vad som har ändrats", vec![
            Block::text(Text::new().then("Jämfört med året innan.").seen(" Strecket visar osäkerheten. Går det över mittlinjen kan skillnaden bero på slumpen.", Seen::Cells)),
            changes().into(),
        ])
        .with(Method {
            title: "Så räknade vi".into(),
            facts: vec![
                Fact::new("Källor", "Boende omkring 290, hyresvärdar 171, kommunen 112, polisen 61"),
                Fact::new("Täckning", "Plats i omkring 610 av 630. Klockslag i 431 av omkring 630."),
                Fact::new("Väntat", "Områdets antal året innan, uppräknat med hela kommunens ändring (11 procent)"),
                Fact::new("Prövning", "999 omkastningar per plats. Gränsen är en gång av hundra, och tar hänsyn till att vi prövar många områden."),
                Fact::new("Det här vet vi inte", "Iakttagelser är inte brott. Fler kan betyda att fler hör av sig."),
                Fact::new("Gör om det själv", Text::new().link("Metod, frö och data (CSV)", "/lagesbild/2021.csv")),
            ],
        })
        .section("Kedjan", vec![Block::quiet("Det här bygger på lägesbilden, och lägesbilden på det här."), chain().into()])
        .furniture(furniture("/lagesbild"))
}

fn map() -> Scene {
    // A coast of eleven areas, drawn by hand on a grid of 500 m.
    let area = |name: &str, value: &str, verdict, points: &[(f64, f64)]| MapArea {
        name: name.into(),
        value: value.into(),
        verdict,
        polygons: vec![vec![points.iter().map(|(x, y)| (x * 500.0, y * 500.0)).collect()]],
    };
    use VerdictKind::{Fewer, Hidden, Maybe, More};
    let areas = vec![
        area("Sundet", "visas inte", Hidden, &[(1.0, 11.0), (3.0, 12.0), (4.0, 11.0), (3.4, 9.8), (1.4, 9.6)]),
        area("Norrvik", "71", Maybe, &[(1.4, 9.6), (3.4, 9.8), (4.0, 11.0), (4.4, 9.4), (4.6, 8.0), (1.8, 7.8)]),
        area("Sjövik", "49", Fewer, &[(0.6, 6.4), (1.8, 7.8), (2.6, 5.9), (1.8, 3.6), (0.8, 3.9), (0.2, 5.2)]),
        area("Tallbo", "33", Maybe, &[(4.6, 8.0), (6.6, 7.4), (6.8, 5.8), (4.4, 5.9), (3.4, 7.9)]),
        area("Visvägen", "61", Maybe, &[(1.8, 7.8), (3.4, 7.9), (4.4, 5.9), (3.6, 5.0), (2.6, 5.9)]),
        area("Torgby", "214", More, &[(4.4, 5.9), (6.8, 5.8), (6.0, 4.2), (4.4, 3.9), (3.6, 5.0)]),
        area("Sydhöjden", "44", Maybe, &[(1.8, 3.6), (2.6, 5.9), (3.6, 5.0), (4.4, 3.9), (3.6, 2.2)]),
        area("Ångvägen", "38", Maybe, &[(3.6, 2.2), (4.4, 3.9), (6.0, 4.2), (6.2, 2.4), (4.4, 1.5)]),
        area("Verkby", "visas inte", Hidden, &[(6.0, 4.2), (6.8, 5.8), (8.0, 4.6), (8.2, 3.2), (6.2, 2.4)]),
        area("Fältby", "58", Maybe, &[(6.2, 2.4), (8.2, 3.2), (8.6, 1.6), (7.6, 0.4), (6.4, 1.0)]),
        area("Hagby", "38", Maybe, &[(4.4, 1.5), (6.2, 2.4), (6.4, 1.0), (7.6, 0.4), (6.2, 0.0), (4.8, 0.4)]),
    ];
    let rows = vec![
        ("Torgby", "214", "108–176", More, "Fler än väntat"),
        ("Sjövik", "49", "66–121", Fewer, "Färre än väntat"),
        ("Norrvik", "71", "46–94", Maybe, "Kan bero på slumpen"),
        ("Visvägen", "61", "45–92", Maybe, "Kan bero på slumpen"),
        ("Fältby", "58", "30–70", Maybe, "Kan bero på slumpen"),
        ("Sydhöjden", "44", "33–75", Maybe, "Kan bero på slumpen"),
        ("Ångvägen", "38", "31–71", Maybe, "Kan bero på slumpen"),
        ("Hagby", "38", "23–59", Maybe, "Kan bero på slumpen"),
        ("Tallbo", "33", "18–51", Maybe, "Kan bero på slumpen"),
        ("Sundet", "–", "–", Hidden, "Visas inte"),
        ("Verkby", "–", "–", Hidden, "Visas inte"),
    ];
    let key = |kind, words: &str| Key { kind, words: words.into() };
    Scene {
        title: "Schematisk karta över elva områden".into(),
        description: "Torgby har fler iakttagelser än väntat. Sjövik har färre än väntat. I sju områden kan skillnaden bero på slumpen. Sundet och Verkby visas inte. Samma uppgifter finns i tabellen.".into(),
        drawing: Drawing::Map(Map {
            areas,
            spots: vec![],
            rings: vec![
                Ring { at: (4.9 * 500.0, 5.2 * 500.0), radius: 150.0, certain: true, name: "Torgbys station".into(), detail: "139 inom 250 meter".into() },
                Ring { at: (3.2 * 500.0, 9.2 * 500.0), radius: 150.0, certain: false, name: "Norrviks station".into(), detail: "kan bero på slumpen".into() },
            ],
            lines: vec![MapLine { kind: MapLineKind::Rail, points: vec![(900.0, 5900.0), (1600.0, 4600.0), (2450.0, 2600.0), (3300.0, 1300.0), (4100.0, 300.0)] }],
            keys: vec![
                key(KeyKind::More, "Fler än väntat"),
                key(KeyKind::Fewer, "Färre än väntat"),
                key(KeyKind::Maybe, "Kan bero på slumpen"),
                key(KeyKind::Hidden, "Visas inte, för få iakttagelser"),
                key(KeyKind::Ring, "Samlad plats, prövad"),
                key(KeyKind::RingMaybe, "Ser samlad ut, kan bero på slumpen"),
                key(KeyKind::Rail, "Järnväg"),
            ],
            measure: Some((1000.0, "1 km".into())),
        }),
        caption: Text::new(),
        table: Some(Table {
            caption: "Iakttagelser per område mot det väntade".into(),
            caption_hidden: false,
            layout: Layout::Areas,
            columns: vec![Column::text("Område"), Column::number("Antal"), Column::number("Väntat"), Column::text("Bedömning")],
            rows: rows.into_iter().map(|(name, n, expected, kind, word)| vec![name.into(), n.into(), expected.into(), Verdict::new(kind, word).into()]).collect(),
            note: "Färre än fem iakttagelser visas inte. Sundet och Verkby döljs båda, så att inget av talen går att räkna fram. Gränserna är ritade schematiskt.".into(),
        }),
        placing: Placing::Beside,
    }
}

fn heat() -> Table {
    let days = [
        ("måndag", "mån", [0, 1, 2, 5, 10, 13, 9]),
        ("tisdag", "tis", [2, 1, 2, 5, 10, 14, 10]),
        ("onsdag", "ons", [1, 1, 3, 5, 10, 14, 10]),
        ("torsdag", "tors", [2, 2, 3, 6, 12, 16, 12]),
        ("fredag", "fre", [3, 5, 6, 9, 19, 33, 24]),
        ("lördag", "lör", [8, 3, 6, 9, 19, 31, 23]),
        ("söndag", "sön", [4, 2, 3, 5, 10, 13, 9]),
    ];
    let cell = |n: u32| match n {
        0..5 => Cell::Shade(0, "<5".into()),
        5..10 => Cell::Shade(1, n.to_string()),
        10..18 => Cell::Shade(2, n.to_string()),
        _ => Cell::Shade(3, n.to_string()),
    };
    Table {
        caption: "Antal iakttagelser efter veckodag och klockslag, 431 av omkring 630 har tid".into(),
        caption_hidden: false,
        layout: Layout::Heat,
        columns: std::iter::once(Column::text(""))
            .chain(["0–6", "6–9", "9–12", "12–15", "15–18", "18–21", "21–24"].into_iter().map(Column::number))
            .collect(),
        rows: days
            .into_iter()
            .map(|(day, short, counts)| {
                std::iter::once(Cell::Head(day.into(), short.into())).chain(counts.into_iter().map(cell)).collect()
            })
            .collect(),
        note: Text::new()
            .seen("Ju starkare färg, desto fler. ", Seen::Cells)
            .then("Där det står ”<5” är talet litet. Omkring 200 iakttagelser saknar klockslag."),
    }
}

fn months() -> Scene {
    let data = [
        ("nov", "2020", 46.0, 31.0, 44.0, 57.0),
        ("dec", "2020", 38.0, 27.0, 39.0, 51.0),
        ("jan", "2021", 35.0, 25.0, 37.0, 49.0),
        ("feb", "2021", 36.0, 25.0, 37.0, 49.0),
        ("mars", "2021", 42.0, 29.0, 41.0, 53.0),
        ("apr", "2021", 48.0, 32.0, 45.0, 58.0),
        ("maj", "2021", 58.0, 36.0, 50.0, 64.0),
        ("juni", "2021", 61.0, 38.0, 52.0, 66.0),
        ("juli", "2021", 44.0, 30.0, 43.0, 56.0),
        ("aug", "2021", 63.0, 35.0, 48.0, 61.0),
        ("sep", "2021", 74.0, 36.0, 50.0, 64.0),
        ("okt", "2021", 67.0, 34.0, 47.0, 60.0),
    ];
    let points = data.iter().map(|(label, under, v, low, mid, high)| Point {
        label: (*label).into(),
        under: (*under).into(),
        value: Some(*v),
        expected: Some([*low, *mid, *high]),
        outside: v > high || v < low,
        words: format!("{v:.0}"),
    });
    Scene {
        title: "Iakttagelser per månad, november 2020 till oktober 2021".into(),
        description: "Augusti 63, september 74 och oktober 67 ligger över det väntade spannet. Övriga månader ligger inom spannet. Alla tal finns i tabellen under figuren.".into(),
        drawing: Drawing::Line(Line { points: points.collect(), value_word: "antal".into(), expected_word: "väntat".into() }),
        caption: Text::new().seen(
            "Grått fält: där vi väntar oss nio månader av tio. Fyllda punkter ligger över fältet.",
            Seen::Figure,
        ),
        table: Some(Table {
            caption: "Iakttagelser per månad".into(),
            caption_hidden: true,
            layout: Layout::Plain,
            columns: vec![Column::text("Månad"), Column::number("Antal"), Column::number("Väntat"), Column::number("Spann")],
            rows: data.iter().map(|(label, under, v, low, mid, high)| vec![format!("{label} {under}").into(), format!("{v:.0}").into(), format!("{mid:.0}").into(), format!("{low:.0}–{high:.0}").into()]).collect(),
            note: Text::new(),
        }),
        placing: Placing::Folded,
    }
}

fn changes() -> Table {
    use VerdictKind::{Cannot, Fewer, Maybe, More};
    let row = |name: &str, low: f64, mid: f64, high: f64, kind, word: &str, detail: &str| {
        vec![
            name.into(),
            Cell::Interval(Interval { low, mid, high, words: String::new() }),
            Verdict::new(kind, word).detail(detail).into(),
        ]
    };
    Table {
        caption: "Förändring per slag av iakttagelse".into(),
        caption_hidden: true,
        layout: Layout::Whisker(Scale {
            from: -60.0,
            zero: 0.0,
            to: 100.0,
            words: ["färre".into(), "ingen skillnad".into(), "fler".into()],
        }),
        columns: vec![Column::text("Slag"), Column::text("Förändring"), Column::text("Bedömning")],
        rows: vec![
            row("Narkotika och öppen droghandel", 15.0, 49.0, 93.0, More, "Ökar", "+49 %, mellan +15 och +93"),
            row("Trafik, mopeder och crossar", 5.0, 39.0, 84.0, More, "Ökar", "+39 %, mellan +5 och +84"),
            row(
                "Otrygg plats: mörkt, skymd sikt",
                -16.0,
                8.0,
                38.0,
                Maybe,
                "Kan bero på slumpen",
                "+8 %, mellan −16 och +38",
            ),
            row("Nedskräpning", -49.0, -30.0, -6.0, Fewer, "Minskar", "−30 %, mellan −49 och −6"),
            vec![
                "Annat".into(),
                Cell::Empty,
                Verdict::new(Cannot, "Kan inte avgöras").detail("Färre än tio iakttagelser ett av åren").into(),
            ],
        ],
        note: Text::new(),
    }
}
