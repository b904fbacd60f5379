# Arbetsytans första sida.
today-lead = Vecka { $week }. { $decisions ->
    [0] Inget beslut väntar.
    [one] Ett beslut väntar.
   *[other] { $decisions } beslut väntar.
}
today-new-observation = Ny iakttagelse
today-clocks = Klockor
today-days = { $n ->
    [one] dag kvar
   *[other] dagar kvar
}
today-clock-rule = { $date }. { $basis }: { $rule }.
today-routine = Vår rutin
today-clock-statement = Tillgänglighetsredogörelsen
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
today-odd-sure-lead = Större än slumpen, även när vi räknar med att vi tittar på många platser.
today-odd-looks = Ser bara ovanligt ut
today-odd-looks-lead = Utanför det egna väntade, men när vi tittar på så många platser ser vi något sådant de flesta veckor.
today-odd-none = Inget den här veckan.
today-odd = { $what } i { $where }.
today-odd-text = { $n ->
    [one] En iakttagelse
   *[other] { $n } iakttagelser
} mot väntade { $low }–{ $high }.
