//! Which invented agreement has clauses within clauses, a plan, a quote, another language and open signatures?

use text::Lang;

use super::furniture;
use crate::tree::*;

pub(super) fn agreement() -> Document {
    let clauses = numbered(vec![
        Section::new(
            "Bakgrund",
            vec![Block::text(
                Text::new()
                    .then("Parterna har tagit fram en ")
                    .link("gemensam lokal lägesbild", "/lagesbild")
                    .then(". Den visar var och när tryggheten brister."),
            )],
        )
        .into(),
        Section::new(
            "Fokusområden",
            vec![
                List::steps([
                    "Trygghet på offentliga platser",
                    "Utsatta områden",
                    "Trafik och mopeder",
                    "Barn och unga som far illa",
                ])
                .into(),
                Section::new("Så valdes de", vec![Block::text("Varje fokusområde bygger på problem i lägesbilden.")])
                    .into(),
            ],
        )
        .into(),
        Section::new(
            "Uppföljning",
            vec![
                Table {
                    caption: "Åtgärdsplan".into(),
                    caption_hidden: false,
                    layout: Layout::Plain,
                    columns: ["Orsak", "Åtgärd", "Operativa mål", "När", "Vem", "Uppföljning"]
                        .into_iter()
                        .map(Column::text)
                        .collect(),
                    rows: vec![
                        vec![
                            "Få vuxna efter klockan 15".into(),
                            "Närvaro på trygghetskontoret".into(),
                            "Tio tillfällen".into(),
                            "Januari–december 2022".into(),
                            "Polisen och kommunen".into(),
                            StateTag::new(StateKind::OnTrack, "I fas").into(),
                        ],
                        vec![
                            "Dålig belysning i gångtunneln".into(),
                            "Nya lampor och klippta buskar".into(),
                            "Fler ska våga gå där".into(),
                            "Senast 1 juni 2022".into(),
                            "Samhällsbyggnadsförvaltningen".into(),
                            StateTag::new(StateKind::Kept, "Hållet").into(),
                        ],
                    ],
                    note: Text::new(),
                }
                .into(),
                Quote {
                    text: "Vi ska kunna säga vad vi har gjort, inte bara vad vi vill.".into(),
                    by: "Kim Exempel, kommunstyrelsens ordförande".into(),
                }
                .into(),
                Note {
                    kind: NoteKind::Plain,
                    title: "På engelska:".into(),
                    text: Text::new().in_lang("The agreement may be extended.", "en"),
                }
                .into(),
                List {
                    ordered: false,
                    items: vec![
                        Item {
                            text: "Varje kvartal".into(),
                            items: vec!["strategiska rådet".into(), "styrgruppen".into()],
                        },
                        "Varje år".into(),
                    ],
                }
                .into(),
            ],
        )
        .into(),
    ]);
    let mut document = Document::new("Samverkansöverenskommelse 2021–2022", Lang::Sv)
        .lead("Almvalla kommun och Lokalpolisområde Almvalla arbetar tillsammans för tryggheten.")
        .with(Block::facts(vec![Fact::new("Gäller", "18 november 2021 till 31 december 2022")]))
        .with(StateTag::new(StateKind::OnTrack, "I kraft"))
        .furniture(furniture("/overenskommelser/1"));
    document.blocks.extend(clauses);
    document.section(
        "Underskrifter",
        vec![
            Signatures {
                signatures: vec![
                    Signature {
                        party: "Almvalla kommun".into(),
                        name: "Kim Exempel".into(),
                        role: "kommunstyrelsens ordförande".into(),
                        signed: "18 november 2021".into(),
                    },
                    Signature {
                        party: "Lokalpolisområde Almvalla".into(),
                        name: "Robin Prov".into(),
                        role: "lokalpolisområdeschef".into(),
                        signed: String::new(),
                    },
                ],
            }
            .into(),
        ],
    )
}
