//! Which words are likely a person's name?
//!
//! A given name followed by a capitalised word, a given name after a word such as "heter" or
//! "grannen", a title with a surname, or a surname in -sson. Streets, squares and schools named after
//! someone are places. A heuristic: it misses unusual names, and the writer may say "it is not that".

use super::{Glyphs, Kind};

/// Given names that are common in Sweden, in their nominative, lower case. Put together for this guard.
const GIVEN: &str = "
abdi abdul abdullah abdulrahman adam adnan agneta ahmad ahmed aida aisha albin alexander alexandra alfred ali alice alicia alma
alva alvin amal amanda amina amir amira anders andrea andreas anette angelica anita anja ann anna anna-karin anna-lena anne
annelie annette annie annika anton arvid asta astrid august axel ayse bengt bengt-åke berit bertil birgit birgitta bilal bo
britt britta britt-marie camilla carin carina carl carl-johan carolina caroline casper catarina cathrine cecilia charlie
charlotte christer christian christina christoffer claes clara conny dag dan daniel daniela danielle danny david dennis diana
dilan dragan ebba eddie edith edvin edward ein elias elin elina elisabeth elise elizabeth ella ellen elliot ellinor elsa elsie
elvira emelie emil emilia emma emmy enzo erik erika eskil ester eva eva-lena evelina fadi farah fatima fatuma felicia felix
filip filippa frank frans fredrik freja frida fritiof gabriel gabriella georg gerd gertrud greta gun gunilla gunnar gunnel
gustaf gustav göran göte hamza hana hanna hannah hannes hans harald harry hasan hassan hedda helen helena helene helge henric
henrik henry herman hilda hjalmar hugo hussein håkan ibrahim ida ingegerd inger ingmar ingrid ingvar irene iris isa isabella
isabelle isac isak ismail ivan jack jacob jakob jamal jan jan-erik jan-olof janne jasmin jennie jenny jens jerker jessica jesper
jimmy joakim joel johan johanna johannes john johnny jonas jonathan jonna jonny josef josefin josefine joseph judit julia julian
julius jörgen jörn kajsa kalle karim karin karl karl-erik karl-johan karolina kasper katarina katrin kennet kenneth kent kenny
kerstin kevin khadija khaled kim kjell klara klas knut kristian kristin kristina kristoffer krzysztof lars lars-erik lars-göran
lars-olof lasse leif leila lena lennart leo leon leonard liam lilian lilly lina linda linn linnea linnéa linus lisa lisbeth lise
liselott liv liza lotta louis louise love lovisa lucas lucia ludvig lukas lukasz maj maja malin malte marcus maria maria-therese
mariam marianne marie marika marina mario markus marta martin martina mathias mathilda mats matilda matteo mattias maud max maya
mehmet mehdi melker melvin meryem mia michael mikael milan milena milla milo milton mina minna miranda miriam mirjam moa mohamad
mohamed mohammad mohammed mona monica monika mona-lisa muhammad mustafa märta måns nadia natalie nathalie nellie neo nicklas niclas
nicole niklas nils nina noah noel nora nour olga olivia olle olof omar oscar oskar osman otto ove patricia patrik paul paula
pauline pehr per per-erik per-olof pernilla peter petra petter philip pia piotr pontus ragnar rahim ramona rasmus rebecca rebecka
reza rickard rikard robert robin roger roland rolf ronja ronny rose-marie roy runa rune rut ruth saga sabina saed said salma
samira samir samuel sandra sanna sara sebastian selma sergio siri signe sigrid sigvard simon siv sixten sofia sofie sonja stefan
stella sten stig stina sture sune susan susanna susanne suzanne svante sven sven-erik sven-olof sylvia sören tage tariq tea ted
teodor teresa theo theodor therese thomas tilda tilde tim tina tindra tobias tom tomas tommy tor tora torbjörn tord tore torgny
torsten tove tova tuva tyra ture ulf ulla ulla-britt ulrica ulrika urban vanessa vera veronica vidar viggo viktor viktoria
vilhelm vilma vincent vera viola wilhelm wille william wilma yasmin youssef yusuf yvonne zahra zainab zara zeinab zlatan åke åsa
ärla östen örjan ylva birger bror börje arne allan evert gösta hilding inga ingela maj-britt märit siv sixten sonny torun valter
walter waris mahmoud mahmud osama rania rana rashid salim selim sercan serkan sibel emre murat mustapha hodan hibo fartun faduma
ayaan asha deqa ifrah idil mohamud abshir farhan liban zakaria yonas yohannes tesfay selam senait samuel saba abel aron natnael
";

/// Given names that are ordinary words, months or parts of place names too: they count only before a
/// known surname.
const DOUBTFUL: &str = "
alma bo bror dag dan frank gun jan lise liv love lucia max maj maya milan mina milla minna neo per rut sten stig saga said tim tom tor
ture urban viola august albin kim ted leo roy isa hana abel rose-marie vera sabina viking björn ein stella
";

/// Surnames without an ending that gives them away, lower case. Put together for this guard.
const SURNAMES: &str = "
abdi ahmed ali aziz hussein hassan mohamed mohammed ibrahim osman omar yilmaz kaya khan haddad nguyen kovac petrovic ivanovic
berg lind lund ek ekberg ekholm ekman ekström engström falk forsberg frank franzén friberg gustavsson hansen hall hedlund
hellström hermansson holm holmberg holmgren hård håkansson isaksson jansson jensen jonasson lindberg lindblom lindgren lindholm
lindqvist lindström lundberg lundgren lundin lundqvist löfgren malm melin moberg molin norberg nordin nordström norén nyberg
nyman nyström palm quist rask sandberg sandström sjöberg sjögren skog sköld ståhl strand strandberg ström strömberg sundberg
sundström svärd söderberg söderström vikström wallin wahlgren wallström westerberg westerlund wikström winther åberg åkerlund
öberg öhman öst östlund björk blom blomqvist boman borg bergman bergqvist bergström dahl dahlberg dahlgren edlund eklund eliasson
claesson axelsson backman beck bolin byström carlén cederberg danielsson dahlin ekdahl forslund hagberg hagström hedberg hedman
hellberg hjort högberg jonsson jönsson kjellberg kling lagerqvist larsen lilja linder ljung ljungberg lööf löfström magnusson
modig nordgren nordlund nylander näslund olander olin oskarsson parker pålsson qvist rosén roos rydberg sahlin selander sjödin
skoglund stenberg stål sundin sundqvist svanberg söderlund söderqvist thorén tell thunberg törnqvist viklund wall wallgren
westman wiklund wiberg zetterberg ågren åkesson åström ödman
";

/// Words before a name that make it a person's.
const CUES: &str = "
heter hette kallas kallad grannen granne kompisen kompis killen kille tjejen tjej mannen kvinnan pojken flickan sonen dottern
brodern systern pappan mamman läraren rektorn ägaren chefen vaktmästaren langaren hyresgästen eleven vännen kusinen namn
";

/// Titles before a surname.
const TITLES: &str = "familjen herr fru fröken hr doktor advokat kommissarie inspektör";

/// Words after a name that make it a place.
const PLACES: &str = "
gata gatan gränd gränden väg vägen torg torget plats platsen plan park parken skola skolan skolas förskola kyrka kyrkan backe
backen stig stigen allé allén bro bron kaj kajen station stationen centrum gymnasium gymnasiet hus huset gård gården minne
tunnelbanestation församling fritidsgård bibliotek galleria köpcentrum konditori café pizzeria livs krog bageri vårdcentral
sjukhus stadion arena idrottsplats badhus kulle strand brygga kvarter kvarteret hage hagen äng äldreboende
";

/// Endings of a last word that make it a place.
const PLACE_ENDINGS: [&str; 18] = [
    "gatan", "gata", "vägen", "väg", "torget", "torg", "skolan", "parken", "kyrkan", "kyrka", "backen", "gränd",
    "stigen", "bron", "plan", "hallen", "gården", "centrum",
];

pub(super) fn find(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    let lists = lists();
    let words: Vec<Word> = glyphs.words().into_iter().map(|(from, to)| Word::of(glyphs, from, to)).collect();
    let mut i = 0;
    while i < words.len() {
        match name_at(glyphs, &words, i, lists) {
            Some(n) => {
                spans.push((Kind::Name, words[i].from, words[i + n - 1].to));
                i += n;
            }
            None => i += 1,
        }
    }
}

struct Word {
    from: usize,
    to: usize,
    lower: String,
    capital: bool,
}

impl Word {
    fn of(glyphs: &Glyphs, from: usize, to: usize) -> Word {
        Word { from, to, lower: glyphs.slice(from, to).to_lowercase(), capital: glyphs.at(from).is_uppercase() }
    }

    /// The word without the genitive's s.
    fn stem(&self) -> &str {
        self.lower.strip_suffix('s').unwrap_or(&self.lower)
    }
}

struct Lists {
    given: Vec<&'static str>,
    doubtful: Vec<&'static str>,
    surnames: Vec<&'static str>,
    cues: Vec<&'static str>,
    titles: Vec<&'static str>,
    places: Vec<&'static str>,
}

fn lists() -> &'static Lists {
    static LISTS: std::sync::OnceLock<Lists> = std::sync::OnceLock::new();
    LISTS.get_or_init(|| {
        let list = |text: &'static str| {
            let mut words: Vec<&str> = text.split_whitespace().collect();
            words.sort_unstable();
            words
        };
        Lists {
            given: list(GIVEN),
            doubtful: list(DOUBTFUL),
            surnames: list(SURNAMES),
            cues: list(CUES),
            titles: list(TITLES),
            places: list(PLACES),
        }
    })
}

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// How many words from `i` are a person's name.
fn name_at(glyphs: &Glyphs, words: &[Word], i: usize, lists: &Lists) -> Option<usize> {
    let word = &words[i];
    // "Anna Karlsson" stands on one line with one blank between; "Anna, Karlsson" does not.
    let next = |n: usize| {
        let (a, b) = (words.get(i + n)?, words.get(i + n + 1)?);
        (b.from == a.to + 1 && glyphs.at(a.to) == ' ').then_some(b)
    };
    let cue = i > 0 && words[i - 1].to + 3 >= word.from && has(&lists.cues, &words[i - 1].lower);
    let title = i > 0 && words[i - 1].to + 2 >= word.from && has(&lists.titles, &words[i - 1].lower);
    let second = next(0);
    let is_given = has(&lists.given, &word.lower);
    let doubtful = has(&lists.doubtful, &word.lower);
    if is_given {
        if let Some(b) = second {
            let sure = is_surname(b, lists);
            let likely = word.capital && b.capital && !doubtful;
            if (sure && (word.capital || !doubtful)) || likely {
                let third = next(1);
                if is_place(b, lists) || third.is_some_and(|c| is_place(c, lists)) {
                    return None;
                }
                let more = third.is_some_and(|c| c.capital && is_surname(c, lists));
                return Some(if more { 3 } else { 2 });
            }
        }
        let place = second.is_some_and(|b| is_place(b, lists));
        if cue && word.capital && !place {
            return Some(1);
        }
    }
    if title && word.capital && !second.is_some_and(|b| is_place(b, lists)) && word.lower.chars().count() > 2 {
        return Some(1);
    }
    // A surname in -sson alone, or after a word with a capital: "Ullabritt Karlsson".
    if word.capital && is_patronymic(&word.lower) && !second.is_some_and(|b| b.capital || is_place(b, lists)) {
        return Some(1);
    }
    if word.capital
        && !doubtful
        && second.is_some_and(|b| b.capital && is_patronymic(&b.lower))
        && !begins_sentence_with_small_word(word)
    {
        return (!next(1).is_some_and(|c| c.capital || is_place(c, lists))).then_some(2);
    }
    None
}

fn is_patronymic(word: &str) -> bool {
    word.chars().count() > 5 && (word.ends_with("sson") || word.ends_with("sdotter")) && word != "ericsson"
}

fn is_surname(word: &Word, lists: &Lists) -> bool {
    const ENDINGS: [&str; 8] = ["sson", "ström", "qvist", "kvist", "gren", "löf", "ović", "ovic"];
    let bare = |w: &str| has(&lists.surnames, w) || (w.chars().count() > 5 && ENDINGS.iter().any(|e| w.ends_with(e)));
    // Without a capital only what is hardly anything else.
    if word.capital {
        bare(&word.lower) || bare(word.stem())
    } else {
        is_patronymic(&word.lower) || is_patronymic(word.stem())
    }
}

fn is_place(word: &Word, lists: &Lists) -> bool {
    has(&lists.places, &word.lower)
        || has(&lists.places, word.stem())
        || PLACE_ENDINGS.iter().any(|e| word.lower.len() > e.len() && word.lower.ends_with(e))
}

fn begins_sentence_with_small_word(word: &Word) -> bool {
    const SMALL: [&str; 24] = [
        "hos", "vid", "när", "det", "den", "de", "en", "och", "med", "av", "till", "från", "ica", "på", "i", "att",
        "som", "bakom", "enligt", "utanför", "både", "men", "sedan", "för",
    ];
    SMALL.contains(&word.lower.as_str())
}
