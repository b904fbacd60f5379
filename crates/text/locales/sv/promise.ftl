# Medborgarlöften.
promise-list-title = Medborgarlöften
promise-list-lead = Här ser du vad kommunen och polisen har lovat, och hur det går. Läget räknas ut ur loggen. Ingen skriver in det för hand.
promise-none = Det finns inga medborgarlöften än.
promise-lead-count = { $n ->
    [0] Löftet har inga åtaganden.
    [one] Löftet har ett åtagande.
   *[other] Löftet har { $word } åtaganden.
}
promise-lead-broken = { $n ->
    [one] Ett av dem har vi brutit.
   *[other] { $cap } av dem har vi brutit.
}
promise-lead-behind = { $n ->
    [one] Ett ligger efter.
   *[other] { $cap } ligger efter.
}
promise-tally = Läget för åtagandena
promise-fact-term = Gäller
promise-fact-parties = Parter
promise-fact-counted = Läget räknat
promise-fact-counted-from = { $date }, ur loggen och planen
promise-fact-not-logged = Det finns ingen logg. Därför går det inte att säga hur det gick.
promise-fact-source = Först publicerat
promise-commitments = Åtagandena
promise-rests = Det här vilar åtagande { $number } på
promise-rests-lead = Varje led går att följa, från det någon berättade till det som blev gjort.
promise-withdrawn = Löftet är återkallat.
promise-withdrawn-on = Återkallat { $date }.
promise-method = Så räknar vi
promise-method-counts = Det som räknas
promise-method-counts-text = Ett tillfälle eller en insats räknas när den har hållits och båda parter har bekräftat det. Fram till dess väntar den på bekräftelse.
promise-method-expected = Det vi väntar oss
promise-method-expected-text = Antalet fördelas jämnt över tiden. När halva tiden har gått väntar vi oss hälften.
promise-method-typed = Läget
promise-method-typed-text = Läget räknas ut varje gång sidan visas. Det går inte att skriva in för hand.
promise-printed = Utskrivet { $date }. Det aktuella läget finns på webben.
promise-read-whole = Läs hela { $title }
promise-state-draft = Utkast
promise-state-proposed = Väntar på godkännande
promise-state-approved = Godkänt, visas inte utåt än
promise-state-published = Publicerat
promise-state-ended = Avslutat
promise-state-withdrawn = Återkallat
promise-new = Skriv ett löfte
promise-edit = Ändra texten
promise-see-public = Se det så som alla ser det
promise-waits-for = Väntar på godkännande från { $who }.
promise-step-foresla = Be om godkännande
promise-step-godkann = Godkänn
promise-step-oppna = Ta tillbaka till utkast
promise-step-publicera = Publicera
promise-step-avsluta = Avsluta löftet
promise-withdraw = Återkalla löftet
promise-field-title = Rubrik
promise-field-intro = Inledning (frivilligt)
promise-field-intro-hint = Skriv till den som bor här. En tom rad delar av ett stycke.
promise-field-starts = Första dagen
promise-field-starts-hint = Dag, månad, år, till exempel 1 1 2023
promise-field-ends = Sista dagen
promise-field-ends-hint = Dag, månad, år, till exempel 31 12 2023
promise-field-parties = Vilka lovar?
promise-field-logged = Loggas det som görs här?
promise-field-logged-yes = Ja, läget räknas ut ur loggen
promise-field-logged-no = Nej, löftet är hämtat från en annan plats
promise-field-source = Adress där löftet först publicerades (frivilligt)
promise-field-source-hint = Börjar med https://
promise-field-agreements = Överenskommelser som löftet vilar på
promise-field-focus = Fokusområden som löftet svarar mot
promise-field-reason = Varför återkallas löftet?
promise-field-reason-hint = Skälet visas för alla på löftets sida.
promise-error-title = Skriv en rubrik
promise-error-term = Sista dagen är före den första
promise-error-parties = Välj minst en part
promise-error-source = Skriv en adress som börjar med https://
promise-error-reason = Skriv varför löftet återkallas
promise-add = Lägg till ett åtagande
promise-no-commitments = Löftet har inga åtaganden än. Lägg till det första.
refused-no-commitments = Löftet har inga åtaganden. Lägg till minst ett.
refused-published-already = Det är redan publicerat.
refused-term-runs = Löftet gäller fortfarande. Det kan avslutas när sista dagen har gått.
refused-absent = Det finns inte längre.
