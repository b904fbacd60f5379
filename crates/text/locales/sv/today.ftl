# Arbetsytans första sida.
today-lead = Vecka { $week }. { $decisions ->
    [0] Inget beslut väntar på er.
    [one] Ett beslut väntar på er.
   *[other] { $decisions } beslut väntar på er.
}
today-new-observation = Ny iakttagelse
today-clocks = Tidsfrister
today-days = { $n ->
    [one] dag kvar
   *[other] dagar kvar
}
today-clock-rule = Sista dag: { $date }. Regel: { $rule } ({ $basis }).
today-routine = vår rutin
today-clock-statement = Tillgänglighets{"\u00AD"}redogörelsen
today-clock-statement-do = Granska nu
today-clock-agreement = Överenskommelsen löper ut
today-clock-agreement-do = Förbered beslutet
today-clock-promise = Medborgarlöftet slutar
today-clock-promise-do = Se läget
today-clock-picture = Lägesbilden fyller två år
today-clock-picture-do = Planera nästa
today-decisions = Beslut som väntar
today-decisions-none = Inget väntar på godkännande.
today-decide-picture = Godkänn lägesbilden ”{ $title }”
today-decide-promise = Godkänn löftet ”{ $title }”
today-decide-news = Godkänn nyheten ”{ $title }”
today-decide-review = Godkänn uppföljningen ”{ $title }”
today-waits-for-you = Väntar på er
today-waits-for = Väntar på { $who }
today-shown-when-both = Visas utåt först när båda parter har godkänt.
today-inbox = Inkorg
today-inbox-none = Inkorgen är tom.
today-inbox-received = { $n ->
    [one] En iakttagelse att läsa
   *[other] { $n } iakttagelser att läsa
}
today-inbox-received-meta = Läs och sortera dem.
today-inbox-quarantined = { $n ->
    [one] En iakttagelse som personskyddet har lagt åt sidan
   *[other] { $n } iakttagelser som personskyddet har lagt åt sidan
}
today-inbox-quarantined-meta = Läs den innan något av den används.
today-inbox-notice = En påtalan om bristande tillgänglighet
today-inbox-request = En begäran om ett annat format
today-since-days = { $n ->
    [0] i dag
    [one] 1 dag
   *[other] { $n } dagar
}
today-as-soon-as = Besvaras så snart som möjligt.
today-week = Förra veckan, { $dates }
today-odd-sure = Ovanligt
today-odd-sure-lead = Beror knappast på slumpen, även när vi räknar in hur många platser vi prövar.
today-odd-looks = Ser bara ovanligt ut
today-odd-looks-lead = Fler eller färre än väntat just där. Men vi prövar så många platser att något sådant syns de flesta veckor.
today-odd-how-title = Så räknade vi
today-odd-how = Varje kategori i varje område jämförs med sin egen bakgrund, { $n } serier i allt. Har serien minst två år och minst { $least } iakttagelser räknas årstid och trend in (Farringtons metod i Noufailys form). Annars jämförs med de senaste veckorna, högst 52. Spannet rymmer nio veckor av tio (negativ binomialfördelning). Av det som kallas ovanligt får högst 5 % vara falskt (Benjamini-Hochberg).
today-odd-file = Hämta alla serier (CSV). De har exakta tal: publicera dem inte.
today-odd-command = Räkna om det själv med samma svar:
today-odd-none = Inget den här veckan.
today-odd = { $what } i { $where }.
today-odd-text = { $n ->
    [one] En iakttagelse
   *[other] { $n } iakttagelser
} mot väntade { $low }–{ $high }.
today-decide-problem = Godkänn problemet ”{ $title }”
today-decide-easy-text = Godkänn den lättlästa texten ”{ $title }”
today-decide-focus-area = Godkänn fokusområdet ”{ $title }”
today-decide-plan = Godkänn åtgärdsplanen ”{ $title }”
today-decide-dialogue = Godkänn dialogen ”{ $title }”
today-decide-agreement = Underteckna ”{ $title }”
today-in-force-when-signed = Gäller när alla parter har undertecknat.
today-confirm-occasion = Bekräfta ”{ $title }”, { $date }
today-counts-when-confirmed = Räknas när båda parter har bekräftat.
today-clock-plan-follow-up = Åtgärdsplanen ska följas upp
today-clock-plan-follow-up-do = Följ upp planen
today-pages = Dina sidor
today-lead-week = Vecka { $week }.
today-odd-text-none = { $n ->
    [one] En iakttagelse
   *[other] { $n } iakttagelser
}. Annars brukar det inte komma någon.
today-agree-measure = Håll med om uppföljningen av ”{ $title }”
today-odd-years = Jämfört med samma tid på året { $n } år bakåt.
today-odd-weeks = Jämfört med { $n ->
    [one] veckan
   *[other] de { $n } veckorna
} före.
