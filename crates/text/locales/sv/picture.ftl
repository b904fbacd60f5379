# Lägesbilden: rubriker, meningar och metodrutan.
picture-title = Lägesbild { $period }
picture-lead = Så här såg tryggheten i { $place } ut { $period }, enligt { $count } iakttagelser.
picture-lead-anywhere = Det här visar { $count } iakttagelser { $period }.
picture-lead-few = Det finns färre än { $least } iakttagelser { $period }. Det är för få för en lägesbild.
picture-from-to = från { $from } till { $to }
picture-period = Period
picture-compared-with = Jämförs med
picture-compared-with-nothing = Ingenting. Iakttagelserna når inte över hela den tid före perioden som behövs för att jämföra.
picture-about = omkring { $n }
picture-fewer-than = färre än { $least }

picture-key = Det viktigaste
picture-key-none = Inget av det vi har prövat sticker ut mer än vad slumpen kan förklara.
picture-key-untestable = Det går inte att avgöra om något sticker ut. Iakttagelserna är för få, eller så finns det för lite att jämföra med.
picture-where = Var
picture-when = När
picture-time = Över tid
picture-changed = Vad som har ändrats
picture-per-inhabitant = I förhållande till antalet invånare
picture-how = Så räknade vi

picture-map-title = Schematisk karta över { $n } områden
picture-map-title-grid = Schematisk karta över rutor på { $side } meter
picture-map-more = Fler än väntat: { $names }.
picture-map-fewer = Färre än väntat: { $names }.
picture-map-maybe = { $n ->
    [one] I ett område kan skillnaden bero på slumpen.
   *[other] I { $n } områden kan skillnaden bero på slumpen.
}
picture-map-hidden = { $n ->
    [one] Ett område visas inte.
   *[other] { $n } områden visas inte.
}
picture-map-spots = { $n ->
    [0] Ingen plats sticker ut.
    [one] En plats sticker ut.
   *[other] { $n } platser sticker ut.
}
picture-map-same = Samma uppgifter finns i tabellen.
picture-areas-caption = Iakttagelser per område mot det väntade
picture-areas-caption-plain = Iakttagelser per område
picture-spots-caption = Platser där iakttagelser samlas
picture-area = Område
picture-count = Antal
picture-expected = Väntat
picture-range = Spann
picture-verdict = Bedömning
picture-place = Plats
picture-month = Månad
picture-kind = Slag
picture-change = Förändring
picture-average = Snitt för lika stor yta
picture-rate = Per 1 000 invånare och år
picture-inhabitants = Invånare
picture-uncertainty = Osäkerhet
picture-hidden-note = Färre än { $least } iakttagelser visas inte, eftersom så små tal kan peka ut någon. Minst två områden döljs då, så att inget av talen går att räkna fram.
picture-hidden-note-months = Månader med färre än { $least } iakttagelser visas inte. Minst två döljs då, så att inget av talen går att räkna fram.
picture-schematic = Gränserna är ritade schematiskt.
picture-grid-note = Inga områden är angivna. Kartan visar rutor på { $side } meter som har minst { $least } iakttagelser.

picture-key-more = Fler än väntat
picture-key-fewer = Färre än väntat
picture-key-maybe = Kan bero på slumpen
picture-key-counted = Ruta med minst { $least } iakttagelser
picture-key-hidden = Visas inte, för få iakttagelser
picture-key-ring = Samlad plats, prövad
picture-key-ring-maybe = Ser samlad ut, kan bero på slumpen

picture-surely = Beror knappast på slumpen
picture-more = Fler än väntat
picture-fewer = Färre än väntat
picture-increases = Ökar
picture-decreases = Minskar
picture-above = Över det väntade
picture-below = Under det väntade
picture-maybe = Kan bero på slumpen
picture-cannot = Kan inte avgöras
picture-hidden = Visas inte
picture-hidden-value = visas inte
picture-change-detail = { $change }, mellan { $low } och { $high }
picture-change-detail-open = minst { $low }
picture-too-few = Färre än { $least } iakttagelser i någon av perioderna
picture-no-baseline = Det finns inget att jämföra med

picture-place-in = En plats i { $area }
picture-place-at = Platsen vid { $lat }, { $lon }
picture-spot-title = { $place } sticker ut
picture-spot-text = Där finns { $count } av { $of } iakttagelser. I snitt har en lika stor yta { $average } iakttagelser.
picture-spot-mostly = De flesta gäller { $category }.
picture-spot-all = Alla gäller { $category }.
picture-spot-maybe-title = { $place } ser samlad ut, men det kan vara slump
picture-spot-maybe-text = Där finns { $count } iakttagelser. Vi prövade { $tests } rutor. Då ser någon plats ut så här även när inget ligger bakom.
picture-lately-title = Fler på sista tiden: { $place }
picture-lately-text = { $count } iakttagelser har kommit därifrån sedan { $since }. Hade tiden inte spelat någon roll där hade det varit { $expected }.
picture-area-more-title = Fler iakttagelser än väntat i { $area }
picture-area-fewer-title = Färre iakttagelser än väntat i { $area }
picture-area-maybe-title = { $area } följer resten
picture-area-cannot-title = { $area } kan inte jämföras
picture-area-text = { $count } iakttagelser. Hade { $area } ändrats lika mycket som helheten hade vi väntat oss { $low }–{ $high }.
picture-area-unsure = Talen säger inte om det beror på händelserna eller på hur många som hör av sig.
picture-total-more-title = Iakttagelserna har blivit fler
picture-total-fewer-title = Iakttagelserna har blivit färre
picture-total-maybe-title = Det är inte säkert att antalet iakttagelser har ändrats
picture-total-cannot-title = Om iakttagelserna har blivit fler eller färre
picture-compared-text = { $count } iakttagelser mot { $before } i jämförelseperioden.
picture-change-more = Räknat per dag är ökningen { $change }, men den kan vara så liten som { $low } och så stor som { $high }.
picture-change-fewer = Räknat per dag är minskningen { $change }, men den kan vara så liten som { $low } och så stor som { $high }.
picture-change-maybe = Räknat per dag ligger skillnaden någonstans mellan { $low } och { $high }.
picture-category-more-title = { $category } har ökat
picture-category-fewer-title = { $category } har minskat
picture-category-maybe-title = { $category }: ingen säker förändring
picture-category-cannot-title = Om { $category } har ändrats
picture-month-more-title = { $month } låg över det väntade
picture-month-fewer-title = { $month } låg under det väntade
picture-month-maybe-title = { $month }: skillnaden kan bero på slumpen
picture-month-cannot-title = { $month } kan inte jämföras
picture-month-text = { $count } iakttagelser. Väntat var { $low }–{ $high }.
picture-hours-title = Flest iakttagelser gäller { $part }
picture-hours-maybe-title = Ingen tid på veckan sticker säkert ut
picture-hours-text = { $share } av iakttagelserna med känd tid gäller { $part }. Den tiden är { $hours } av veckans timmar.
picture-crimes-title = Om färre brott begås i { $area }
picture-crimes-text = Färre iakttagelser har kommit in därifrån. Siffrorna säger inte om det beror på färre händelser eller på att färre hör av sig.

picture-part-weekend-evening = fredag och lördag efter klockan 18
picture-part-weekend-night = nätterna mot lördag och söndag
picture-part-weekday-evening = söndag till torsdag efter klockan 18
picture-part-weekday-night = vardagsnätterna
picture-part-weekday-day = vardagar mellan klockan 6 och 18
picture-part-weekend-day = helgdagarna mellan klockan 6 och 18

picture-rhythm-caption = Antal iakttagelser efter veckodag och klockslag. { $timed } av { $of } har en känd tid.
picture-rhythm-colour = Ju starkare färg, desto fler.
picture-rhythm-note = Där det står ”<{ $least }” är talet litet, eller döljs för att ett litet tal inte ska gå att räkna fram.
picture-rhythm-none = För få iakttagelser har ett klockslag. Därför kan vi inte säga när på veckan de sker.
picture-months-title = Iakttagelser per månad, { $period }
picture-months-caption = Iakttagelser per månad
picture-months-how = Grått fält: där vi väntar oss nio månader av tio. Fyllda punkter beror knappast på slumpen.
picture-months-outside = { $months } ligger utanför det väntade.
picture-months-inside = Ingen månad sticker ut mer än vad slumpen kan ge.
picture-months-all = Alla tal finns i tabellen.
picture-months-only = Det finns inget tidigare att jämföra månaderna med.
picture-months-rest = De andra månaderna kan bero på slumpen.
picture-points = antal
picture-points-expected = väntat
picture-changed-how = Jämfört med { $baseline }.
picture-changed-bars = Strecket visar osäkerheten. Går det över mittlinjen kan skillnaden bero på slumpen.
picture-changed-bar = Även ett streck som inte når mittlinjen kan bero på slumpen.
picture-changed-many = Vi prövar många slag på en gång, och då ser något av dem ofta ändrat ut.
picture-changed-caption = Förändring per slag av iakttagelse
picture-kinds-caption = Iakttagelser per slag
picture-scale-fewer = färre
picture-scale-same = ingen skillnad
picture-scale-more = fler
picture-rates-caption = Iakttagelser per 1 000 invånare och år
picture-rates-note = Många som vistas på en plats bor inte där. Talet säger inte hur farligt det är att bo i ett område.
picture-rates-partly = Folkmängd finns för { $matched } av { $areas } områden.
picture-rates-unused = { $n ->
    [one] En rad i folkmängdsfilen hör inte till något av områdena.
   *[other] { $n } rader i folkmängdsfilen hör inte till något av områdena.
}
picture-rates-no-match-title = Inga tal per invånare.
picture-rates-no-match = Folkmängdsfilen har { $rows } rader, men ingen av dess koder (till exempel { $row }) finns bland de { $areas } områdena (till exempel { $area }). Hellre inget tal än ett felaktigt.

picture-how-sources = Källor
picture-how-sources-unknown = Filen säger inte varifrån iakttagelserna kommer.
picture-how-coverage = Täckning
picture-how-coverage-text = Plats i { $placed } av { $of }. Känd dag i { $dated }. Klockslag i { $timed }.
picture-how-in-areas = { $in } av { $of } ligger i något av områdena.
picture-how-rejected = { $n ->
    [0] Alla rader i filen är med.
    [one] En rad i filen är inte med. Skälet står bland de utelämnade raderna.
   *[other] { $n } rader i filen är inte med. Skälen står bland de utelämnade raderna.
}
picture-how-expected = Väntat
picture-how-expected-areas = För ett område: dess antal i jämförelseperioden, uppräknat med ändringen i alla områden tillsammans ({ $change }).
picture-how-expected-months = För en månad: samma månad och grannmånaderna i jämförelseperioden.
picture-how-expected-none = Ingen jämförelseperiod.
picture-how-test = Prövning
picture-how-test-spots = Samlade platser: { $cells } rutor på { $side } meter, prövade på två sätt. Det ena frågar om rutan och dess grannar tillsammans håller fler än slumpen ger (Getis-Ord Gi*, { $n } omkastningar per ruta). Det andra frågar om rutan ensam håller fler än rutorna i övrigt brukar (negativ binomialfördelning).
picture-how-test-lately = Sista tiden: varje cirkel med en radie på högst { $radius } meter och högst { $longest } veckor som når periodens slut, bland { $weeks } veckor. Prövad mot { $n } omkastningar av när iakttagelserna kom (permutationsskanning i rum och tid).
picture-how-test-areas = Områden: Fishers test, med hänsyn till hur mycket varje område varierar och hur olika utvecklingen är i dem.
picture-how-test-counts = Alla iakttagelser och slag av iakttagelser: jämförelse av antalet per dag. Delar av veckan: binomialtest av andelen. Månader: mot det spann som jämförelseperioden ger. En enda händelse kan ge många iakttagelser. Därför varierar antalen mer än de annars skulle göra, och prövningarna tar hänsyn till det.
picture-how-test-level = Varje slag av mönster prövas för sig. Av det som inom ett slag sägs knappast bero på slumpen får högst { $percent } vara falskt (Benjamini-Hochberg). Eftersom vi letar efter flera slag säger ungefär en bild av sju något sådant även när inget har ändrats. Spannen gäller i { $level } av fallen, för månader i nio fall av tio.
picture-how-unknown = Det här vet vi inte
picture-how-crimes = Talen gäller det som har rapporterats. Fler kan betyda att fler hör av sig.
picture-how-passers = Var det samlas många iakttagelser rör sig ofta många människor. Hur många vet vi inte.
picture-how-place-unknown = Många iakttagelser saknar plats.
picture-how-time-unknown = Många iakttagelser saknar klockslag.
picture-how-repeat = Gör om det själv
picture-how-repeat-text = { $program }. Frö { $seed }. Data { $version }. Koordinatsystem { $plane }.
picture-how-plane-none = inget
picture-how-file = Fil
picture-how-file-text = { $name }: { $rows } rader, { $rejected } utelämnade, SHA-256 { $sha }

# Lägesbilden som handling: göra, godkänna, visa.
picture-list-title = Lägesbilder
picture-list-lead = Lägesbilden är det som kommunen och polisen vet tillsammans om tryggheten. Den ligger till grund för vad vi gör. Den visas först när båda har godkänt den.
picture-none = Det finns ingen lägesbild än.
picture-approved-by = Godkänd av
picture-approved-by-nobody = Ingen än
picture-holds-until = Gäller till
picture-holds-until-date = Nästa lägesbild, senast { $date }
picture-mapping = Kartläggning
picture-sources = Källkritik
picture-superseded = Den här lägesbilden har ersatts.
picture-superseded-by = Läs den nya.
picture-chapter-empty = Inget är skrivet än.
picture-new = Gör en ny lägesbild
picture-make = Räkna och spara ett utkast
picture-edit = Ändra texterna
picture-see-public = Se den så som alla ser den
picture-waits-for = Väntar på godkännande från { $who }.
picture-state-counting = Räknas
picture-state-draft = Utkast
picture-state-proposed = Väntar på godkännande
picture-state-approved = Godkänd, visas inte utåt än
picture-state-published = Publicerad
picture-state-superseded = Ersatt av en nyare
picture-step-foresla = Be om godkännande
picture-step-godkann = Godkänn
picture-step-publicera = Publicera
picture-field-title = Rubrik
picture-field-title-hint = Till exempel ”Lägesbild 2022”.
picture-field-from = Från och med
picture-field-from-hint = Skriv dag, månad och år, till exempel 1 11 2021. Tiden jämförs med lika lång tid före.
picture-field-to = Till och med
picture-field-other-hint = Undersökningar, dialoger, erfarenheter. Berätta om platser och problem, inte om personer.
picture-field-analysis-hint = Vad betyder det? Var är problemen störst, och varför där och då?
picture-field-sources = Källkritik
picture-field-sources-hint = Vilka källor användes, vilka valdes bort, och vad betyder det för kunskapen?
picture-error-title = Skriv en rubrik
picture-error-period = Den sista dagen är före den första
picture-error-future = Den sista dagen har inte varit än
refused-picture-chapter-empty = Fyll i alla kapitel först. Lägesbilden ska ha en kartläggning, annan information av betydelse och en analys.
picture-how-finding-none = Inget är prövat: talen räcker inte, eller så finns det inget att jämföra med.
picture-how-finding-fisher-exact = Fishers test: områdets andel av alla iakttagelser i perioden, mot dess andel i jämförelseperioden, med hänsyn till hur mycket antalen varierar.
picture-how-finding-rate-ratio-exact = Jämförelse av antalet per dag i perioden och i jämförelseperioden, med hänsyn till hur mycket antalet varierar från månad till månad.
picture-how-finding-predictive = Antalet mot det spann som jämförelseperioden ger (negativ binomialfördelning), med hänsyn till hur mycket andra månader varierar.
picture-how-finding-getis-ord-permutation = Getis-Ord Gi*: om rutan och dess grannar håller fler än omkastade rutor ger. Samma ruta prövas också för sig, och det mindre p-värdet räknas dubbelt.
picture-how-finding-negative-binomial = Om rutan ensam håller fler än de andra rutorna (negativ binomialfördelning). Den prövas också med sina grannar (Gi*), och det mindre p-värdet räknas dubbelt.
picture-how-finding-space-time-permutation = Permutationsskanning i rum och tid: om det kommit fler där på sista tiden än platsen och veckorna var för sig förklarar.
picture-how-finding-binomial = Binomialtest av andelen, med hänsyn till hur mycket den varierar från vecka till vecka.
picture-how-finding-p = p är { $p }. Med alla { $tests } prövningar av samma slag inräknade är p { $corrected }.
picture-how-finding-p-one = p är { $p }.
picture-how-p-small = mindre än 0,001
picture-how-finding-draws = { $n } omkastningar, frö { $seed }.
picture-repeat-findings = Alla mönster (CSV)
picture-repeat-squares = Kartans rutor (CSV)
picture-repeat-squares-exact = Rutorna med exakta tal (CSV)
picture-repeat-open = I den öppna filen med rutor står den undre gränsen för varje rutas klass, som på kartan. Rutor med färre än { $least } iakttagelser är inte med. Därför går prövningen inte att göra om exakt med den. Kommunen och polisen har den exakta filen.
picture-repeat-exact = Filen med exakta tal är för er analys. Publicera den inte. Prövningen av rutor och grannar görs om med: { $command }
refused-picture-data-changed = Iakttagelserna har ändrats sedan lägesbilden räknades. Då går samma fil inte att göra. Gör en ny lägesbild.
refused-picture-no-squares = Lägesbilden har inga rutor, eftersom för få iakttagelser har en plats.
picture-counting-lead = Det som är räknat visas här. Nu prövas om det samlas mer på vissa platser än slumpen kan förklara. Därefter kan ni ändra texterna och be om godkännande.
picture-counting-waiting = Prövningen börjar strax.
picture-counting-step = Steg { $n } av { $of }: { $what }.
picture-counting-placing = lägger platser i områden
picture-counting-counting = räknar och jämför
picture-counting-hot-spots = prövar var det samlas
picture-counting-lately = prövar de senaste veckorna
picture-counting-done = sparar
picture-counting-again = Se hur långt det har kommit
picture-counting-failed = Det gick inte att pröva siffrorna. Samverka försöker igen om en stund.
picture-counting-given-up = Det gick inte att pröva siffrorna. Be en administratör göra jobbet igen under Jobb och meddelanden.
picture-key-untested = Inget sticker ut än. Var det samlas är inte prövat.
picture-pointed = Pekade kartan rätt? De { $squares } av rutorna som hade flest iakttagelser i tiden före fick { $share } av iakttagelserna i den här perioden. Det är { $pai } gånger så många som om de hade legat jämnt (PAI) och { $pei } av vad det bästa valet av rutor hade gett (PEI).
picture-map-untested = Var det samlas är inte prövat än.
refused-picture-counting = Lägesbilden räknas fortfarande. Vänta tills siffrorna är prövade.
refused-picture-tested = Siffrorna i lägesbilden är redan prövade.
picture-repeat-file-observations = Iakttagelserna (CSV)
picture-repeat-file-areas = Områdena (GeoJSON)
picture-repeat-file-population = Folkmängden (CSV)
picture-repeat-whole = Filerna har exakta platser och tider. De är för er analys: publicera dem inte. Med dem räknas hela lägesbilden om: { $command }
picture-areas-many = Ett antal utanför spannet kan ändå bero på slumpen. När så många områden prövas hamnar några utanför.

# När på året.
picture-year = Under året
picture-year-lead = Varje månad jämförd med årets genomsnitt, räknat över { $years } år.
picture-year-more = Fler än genomsnittet brukar det vara i { $months }.
picture-year-fewer = Färre än genomsnittet brukar det vara i { $months }.
picture-year-even = Ingen månad skiljer sig säkert från årets genomsnitt.
picture-year-caption = Varje månad jämförd med årets genomsnitt
picture-year-change = Mot årets genomsnitt
picture-year-how = Först prövas om året är ojämnt: månaderna i varje år blandas om { $n } gånger, så att en ändring från ett år till nästa inte räknas som en årstid. Är året ojämnt jämförs varje månad med årets genomsnitt. Talen är avrundade till fem procent.
picture-year-above = Fler än i snitt
picture-year-below = Färre än i snitt
picture-year-uneven = Månaderna är inte lika. Men det går inte att säga vilka som skiljer sig.
