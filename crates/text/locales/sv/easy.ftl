# Det viktigaste på lättläst svenska. En tanke på varje rad.
easy-title = Det viktigaste på lättläst svenska
easy-what-1 = Kommunen och polisen i { $town } arbetar tillsammans.
easy-what-2 = Vi vill att alla ska vara trygga.
easy-what-3 = Här ser du vad vi har lovat och hur det går.
easy-urgent = Är det bråttom?
easy-urgent-1 = Är det farligt nu? Ring 112. Skriv inte här då.
easy-urgent-2 = Vill du tipsa polisen om ett brott? Ring 114 14.
easy-call-112 = Ring 112
easy-call-11414 = Ring 114 14
easy-promised = Det här har vi lovat
easy-promised-none = Vi har inget löfte just nu.
easy-target = Vi ska göra det { $n } gånger.
easy-done = { $n ->
    [0] Vi har inte gjort det än.
    [one] Nu har vi gjort det 1 gång.
   *[other] Nu har vi gjort det { $n } gånger.
}
easy-state-not-started = Vi börjar { $date }.
easy-state-ahead = Vi har gjort mer än vi hade tänkt.
easy-state-on-track = Det är som vi hade tänkt.
easy-state-behind = { $n ->
    [one] Vi skulle ha gjort mer nu. 1 gång saknas.
   *[other] Vi skulle ha gjort mer nu. { $n } gånger saknas.
}
easy-state-kept = Vi har gjort det vi lovade.
easy-state-broken = Tiden är slut. Vi har inte gjort det vi lovade. Därför bröt vi löftet.
easy-state-broken-late = Vi gjorde det för sent. Därför bröt vi löftet.
easy-state-cannot-tell = Vi vet inte om vi håller löftet.
easy-tell = Berätta för oss
easy-tell-1 = Är en plats otrygg? Eller trygg? Berätta för oss.
easy-tell-2 = Du behöver inte säga vem du är.
easy-tell-3 = Skriv om platsen. Skriv inte om personer.
easy-tell-4 = Du får en kod. Med koden kan du läsa svaret.
easy-tell-button = Berätta om en plats
easy-hard = Är något svårt på sidan?
easy-hard-1 = Säg till om du inte kan läsa, höra eller hitta något.
easy-hard-2 = Du kan få texten på ett annat sätt. Du kan få den uppläst. Du kan få den med stor stil.
easy-hard-notice = Säg vad som är svårt
easy-hard-request = Be om något på ett annat sätt
easy-seen = Så ser det ut
easy-seen-what = Det här har vi fått veta av dem som bor här och av andra. Det gäller { $period }.
easy-seen-none = Vi har inte gjort någon bild av läget än.
easy-seen-all = Läs hela bilden av läget
