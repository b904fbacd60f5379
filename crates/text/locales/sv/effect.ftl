# Följ upp en insats eller åtgärd med siffror.
effect-title = Följ upp med siffror
effect-lead = Iakttagelserna före och efter räknas där ni gjorde något, och jämförs med områden där ni inte gjorde det.
effect-link = Följ upp med siffror
effect-link-measure = Följ upp åtgärd { $n } med siffror
effect-answer = Svaret
effect-verdict-decreased = Minskat
effect-verdict-increased = Ökat
effect-verdict-no-difference-seen = Ingen skillnad syns
effect-verdict-cannot-tell = Kan inte avgöras
effect-verdict-not-yet = Har inte börjat
effect-title-decreased = Färre iakttagelser än väntat där ni gjorde något
effect-title-increased = Fler iakttagelser än väntat där ni gjorde något
effect-title-no-difference-seen = Det gick ungefär som i de andra områdena
effect-title-cannot-tell = Siffrorna räcker inte till ett svar
effect-title-not-yet = Ingen hel vecka har gått sedan starten
effect-title-could-not = Siffrorna kommer troligen inte att räcka till ett svar
effect-text-decreased = Det kom färre iakttagelser än väntat, jämfört med hur det gick i de andra områdena. Slumpen räcker inte som förklaring.
effect-text-increased = Det kom fler iakttagelser än väntat, jämfört med hur det gick i de andra områdena. Slumpen räcker inte som förklaring.
effect-text-no-difference-seen = Skillnaden mot de andra områdena är inte större än vad slumpen kan ge. Det betyder inte att det ni gjorde saknade effekt.
effect-text-figures = Skillnad: { $change }.
effect-text-hidden = Hur stor skillnaden är visas inte, eftersom ett av talen bakom den är mindre än { $least }.
effect-change = { $middle }, troligen mellan { $low } och { $high }
effect-change-open = { $middle }, troligen minst { $low }
effect-p-small = mindre än 0,001
effect-p = p = { $p }. Så ofta ger slumpen ensam en minst lika stor skillnad (1 = alltid).
effect-about = ungefär { $n }
effect-fewer-than = färre än { $least }
effect-why-no-comparison = Det finns inget område att jämföra med.
effect-why-too-few-events = Det finns för få iakttagelser. Det behövs minst { $n } före och efter i områdena som jämförs, och minst { $n } före där ni gjorde något.
effect-why-too-few-areas = Det finns för få områden. När ni gör något i ett enda område behövs minst { $n } områden i allt med iakttagelser.
effect-nothing-before = Det finns inga iakttagelser från hela veckor före starten.
effect-method-cluster-robust = Förändringen där ni gjorde något jämförs med förändringen i de andra områdena (skillnad i skillnader). Osäkerheten räknas område för område.
effect-method-randomisation = Förändringen där ni gjorde något jämförs med förändringen i andra områden, som om det hade gjorts där i stället (randomiseringstest). { $n } sådana urval är prövade.
effect-warnings = Tänk på
effect-warning-moved-before-start = Skillnaden fanns redan före starten. Då kan något annat ligga bakom den.
effect-warning-drifted-apart-before = Områdena gick redan åt olika håll före starten.
effect-warning-models-disagree = En annan modell ger ett annat svar.
effect-warning-unlike-others-in-size = Inget annat område har ungefär lika många iakttagelser. Jämförelsen blir då osäkrare.
effect-warning-before-shorter = Tiden före är kortare än tiden efter. Välj fler veckor före om det går.
effect-warning-given-elsewhere = Gemensamma insatser har hållits också i områden som ni jämför med. Då kan skillnaden se mindre ut än den är.
effect-checks = Kontroller
effect-checks-lead = De två första ska inte visa något om jämförelsen är rättvis.
effect-check-false-start = Låtsad start mitt i tiden före
effect-check-false-start-calm = Visar inget, som den ska (p = { $p }).
effect-check-false-start-moved = Visar en skillnad, fast inget hade börjat (p = { $p }).
effect-check-trend-before = Riktning före starten
effect-check-trend-before-calm = Områdena följdes åt (p = { $p }).
effect-check-trend-before-moved = Områdena gick åt olika håll (p = { $p }).
effect-check-second-model = En annan modell
effect-check-second-model-calm = Ger samma svar (p = { $p }).
effect-check-second-model-moved = Ger ett annat svar (p = { $p }).
effect-moved = Flyttade det runt hörnet?
effect-moved-diffusion-above-effect = Det blev bättre också runt omkring, mer än där ni gjorde något.
effect-moved-diffusion = Det blev bättre också runt omkring.
effect-moved-neither = Runt omkring blev det varken bättre eller sämre.
effect-moved-displacement-below-effect = En del flyttade runt omkring, men mindre än det som försvann.
effect-moved-displacement-ate-effect = Lika mycket eller mer kom runt omkring som försvann där ni gjorde något.
effect-moved-too-few = Det kan inte avgöras: någon av summorna är mindre än { $n }.
effect-moved-no-success = Det minskade inte där ni gjorde något, så det finns inget som kan ha flyttat.
effect-moved-success-may-be-chance = Minskningen kan vara slump, så det går inte att säga vart den tog vägen.
effect-moved-wdq = Viktad omfördelningskvot (WDQ): { $q }.
effect-around-decreased = För sig: områdena runt omkring minskade mer än de som ni jämför med, mer än slumpen förklarar.
effect-around-increased = För sig: områdena runt omkring ökade mer än de som ni jämför med, mer än slumpen förklarar.
effect-around-no-difference-seen = För sig: ingen säker skillnad mellan områdena runt omkring och de som ni jämför med.
effect-around-cannot-tell = För sig kan områdena runt omkring inte bedömas. { $why }
effect-dose = Gav fler timmar mer?
effect-dose-less = Där ni lade fler timmar kom det färre iakttagelser, mer än slumpen förklarar.
effect-dose-more = Där ni lade fler timmar kom det fler iakttagelser, mer än slumpen förklarar.
effect-dose-none = Det syns ingen säker skillnad mellan områden med fler och färre timmar.
effect-dose-figures = För varje tio timmar till: { $change } (p = { $p }).
effect-dose-mind = Fler timmar läggs ofta där det är värst, och det värsta brukar lugna sig av sig självt.
effect-fact-change = Skillnad
effect-fact-p = Slumpens del
effect-fact-n = Iakttagelser
effect-fact-before = Före
effect-fact-after = Efter
effect-fact-weeks = { $days } ({ $n ->
    [one] en vecka
   *[other] { $n } veckor
})
effect-fact-areas = Områden
effect-fact-method = Metod
effect-areas = { $treated ->
    [one] Ett område
   *[other] { $treated } områden
} där ni gjorde något, { $compared } att jämföra med.
effect-areas-around = { $n } runt omkring, som inte jämförs.
effect-areas-empty = { $n } utan någon iakttagelse är inte med.
effect-sums = Antal iakttagelser
effect-column-where = Var
effect-column-before = Före
effect-column-after = Efter
effect-row-treated = Där ni gjorde något
effect-row-compared = Att jämföra med
effect-row-around = Runt omkring
effect-design = Vad hade kunnat synas?
effect-design-ahead = Vad kan synas?
effect-design-weeks = Med { $before } veckor före och { $after } efter:
effect-design-mind = Räknat på hur områdena har varierat hittills. Varierar de mer framöver behövs en större förändring.
effect-could-decrease = En minskning på minst { $share } syns fyra gånger av fem.
effect-could-nothing-realistic = Ingen rimlig minskning syns. Det skulle behövas en minskning på minst { $share }.
effect-could-nothing = Ingen minskning alls syns, hur stor den än är.
effect-could-cannot-tell = Det kan inte räknas ut. { $why }
effect-could-too-short = Det kan inte räknas ut. Det finns iakttagelser från bara { $n } hela veckor bakåt.
effect-help = Det här skulle hjälpa:
effect-help-areas = Gör det i fler områden, eller dela in kommunen i fler områden. Med ett område behövs minst { $n } i allt med iakttagelser, med två räcker { $two }.
effect-help-comparison = Lämna några områden utan det ni gör, så att det finns något att jämföra med.
effect-help-events = Räkna fler veckor, fler kategorier eller ett större område.
effect-help-more = Räkna fler veckor eller fler kategorier, eller gör det i fler områden.
effect-help-wait = Välj färre veckor, eller vänta tills det finns iakttagelser från fler.
effect-help-weeks = { $before } veckor före och { $after } efter. { $could }
effect-choose = Välj vad som jämförs
effect-all-categories = Alla kategorier
effect-field-areas = Var gjorde ni något?
effect-field-around = Områden runt omkring
effect-field-around-hint = De räknas inte som jämförelse. I stället ser ni om problemet flyttade dit.
effect-field-category = Vad räknas?
effect-field-start = När började det?
effect-field-start-hint = Dag, månad, år. Veckorna räknas från den dagen.
effect-field-before = Veckor före
effect-field-after = Veckor efter
effect-around-summary = Områden runt omkring (frivilligt)
effect-error-area = Välj minst ett område där ni gjorde något
effect-count = Räkna
effect-how = Så räknade vi
effect-how-what = Det här räknas
effect-how-where = Där ni gjorde något
effect-how-around = Runt omkring
effect-how-hours = Timmar som båda parter har bekräftat
effect-how-hours-one = { $area } { $hours }
effect-how-compared = Jämförelse
effect-how-compared-text = Alla andra områden som har någon iakttagelse. Bara hela veckor räknas, och bara iakttagelser som båda parter delar, som är lästa och som har område och dag.
effect-how-parameters = Inställningar
effect-how-parameters-text = { $level } säkerhet. Högst { $sets } urval av områden. Slumpens frö { $seed }. { $program }.
effect-how-data = Data
effect-how-data-text = Version { $version }, räknad på nytt { $date }. Inget svar sparas: kommer det fler iakttagelser räknas de med nästa gång.
effect-how-unknown = Det här syns inte
effect-how-unknown-text = Om något annat hände där samtidigt. Om fler berättar för att ni var där. En iakttagelse är inte ett brott.
effect-file = Hämta det som räknades (CSV)
effect-file-hint = Filen har exakta tal, också små. Den är för er analys. Publicera den inte.
effect-command = Räkna om det själv med samma svar:
effect-to-review = Skriv en uppföljning med det här svaret
effect-to-review-hint = Svaret fylls i som ett förslag. Du bestämmer och kan ändra allt.
effect-review-title = Uppföljning av { $title }
effect-review-taken = Förslag från siffrorna är ifyllt. Läs, ändra det som inte stämmer och svara på resten.
effect-review-ways = Följ upp med siffror först:
