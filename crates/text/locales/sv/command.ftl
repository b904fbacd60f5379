# Det som kommandona säger.
command-reading = Läser filerna
command-placing = Lägger platser i områden
command-counting = Räknar och jämför
command-hot-spots = Letar samlade platser
command-lately = Letar det som har ökat på sista tiden
command-writing = Skriver
command-written = Lägesbilden finns i { $folder }. Börja med index.html.
command-rejected = { $n } av { $rows } rader kunde inte användas. De står i rejected.csv med rad, kolumn och skäl.
command-cannot-read = { $file }: Filen går inte att läsa ({ $reason }).
command-cannot-write = { $folder }: Mappen går inte att skriva ({ $reason }). Ingenting är skrivet.
command-out = { $folder } finns redan och innehåller annat än en lägesbild. Välj en annan mapp med --out.
command-map = --map förstår inte ”{ $pair }”. Skriv fält=Rubrik, till exempel --map occurred_at=Månad,category="Typ av brott".
command-no-observations = Det finns ingen iakttagelse kvar att räkna.
command-period = Perioden slutar innan den börjar. Se över --from, --to och --baseline.
command-baseline = --baseline förstår inte ”{ $text }”. Skriv till exempel 2021-01-01..2021-12-31, eller none.
command-overlap = Perioden och jämförelseperioden överlappar varandra. Då räknas samma iakttagelser två gånger.
command-command = Kommando
command-cannot-make = { $file } går inte att skriva ({ $reason }). Ingenting är skrivet.
command-form = --forms känner inte till ”{ $form }”. Välj bland { $forms } eller all.
command-form-absent = --forms { $form }: det behövs program som inte är installerade: { $programs }. Ingenting är skrivet.
