# Startsidan.
start-title = Det här har vi lovat. Så här går det.
start-title-promised = Det här har vi lovat.
start-title-goes = Så här går det.
start-lead = { $town } kommun och polisen arbetar tillsammans för att du ska vara trygg. { $n ->
    [one] Vi har lovat en sak. Löftet gäller till och med { $to }.
   *[other] Vi har lovat { $word } saker. Löftet gäller till och med { $to }.
} Så här går det i dag, den { $today }.
start-lead-other = { $town } kommun och polisen arbetar tillsammans för att du ska vara trygg. { $n ->
    [one] Löftet från { $from } till { $to } har ett åtagande.
   *[other] Löftet från { $from } till { $to } har { $word } åtaganden.
} Så här står det i dag, den { $today }.
start-lead-none = { $town } kommun och polisen arbetar tillsammans för att du ska vara trygg. Här kommer du att se vad vi lovar och hur det går.
start-all-occasions = Alla tillfällen och hur vi räknar
start-others = De andra åtagandena
start-tell-title = Berätta var du känner dig otrygg – eller trygg
start-tell-text = Det tar ungefär tre minuter. Du behöver inget konto och du säger inte vem du är.
start-tell = Berätta
start-next = Nästa tillfälle att träffa oss
start-calendar = Hela kalendern
start-urgent-label = Om det är bråttom
start-urgent = Är det bråttom?
start-urgent-text = Samverka läses inte dygnet runt.
start-112 = Ring 112 vid fara
start-11414 = Ring 114 14 för att anmäla
start-all-news = Alla nyheter
start-picture = Senast från lägesbilden
start-picture-approved = { $title }, visas sedan { $date }. Godkänd av kommunen och polisen.
start-picture-whole = Läs hela lägesbilden
