# Åtaganden: läget, meningarna bakom det, loggen.
commitment-state-kept = Hållet
commitment-state-ahead = Före plan
commitment-state-on-track = I fas
commitment-state-behind = Efter plan
commitment-state-broken = Brutet
commitment-state-cannot-tell = Kan inte avgöras
commitment-state-not-started = Har inte börjat
commitment-tally-kept = { $n } hållet
commitment-tally-ahead = { $n } före plan
commitment-tally-on-track = { $n } i fas
commitment-tally-behind = { $n } efter plan
commitment-tally-broken = { $n } brutet
commitment-tally-cannot-tell = { $n } kan inte avgöras
commitment-tally-not-started = { $n } har inte börjat
commitment-count = { $counted } av { $target }
commitment-counts-presence = tillfällen har hållits
commitment-counts-activity = insatser har gjorts
commitment-counts-other = gånger har det gjorts
commitment-tick = väntat i dag: { $expected }
commitment-of = Åtagande { $number } av { $n }
commitment-says-not-started = Börjar { $date }.
commitment-says-ahead = { $n ->
    [one] Vi ligger 1 före planen.
   *[other] Vi ligger { $word } före planen.
} Enligt planen ska det vara { $expected } till i dag.
commitment-says-on-track = Enligt planen ska det vara { $expected } till i dag.
commitment-says-once = Det ska vara gjort senast { $date }.
commitment-says-behind-presence = { $n ->
    [one] Till i dag skulle { $due } ha hållits. Ett saknas.
   *[other] Till i dag skulle { $due } ha hållits. { $cap } saknas.
}
commitment-says-behind-activity = { $n ->
    [one] Till i dag skulle { $due } ha gjorts. En saknas.
   *[other] Till i dag skulle { $due } ha gjorts. { $cap } saknas.
}
commitment-says-behind-other = { $n ->
    [one] Till i dag skulle det ha gjorts { $due } gånger. En gång saknas.
   *[other] Till i dag skulle det ha gjorts { $due } gånger. { $cap } saknas.
}
commitment-says-kept-presence = Det { $nth } tillfället hölls { $date }. Då var åtagandet hållet.
commitment-says-kept-activity = Den { $nth } insatsen gjordes { $date }. Då var åtagandet hållet.
commitment-says-kept-other = { $n ->
    [one] Det blev av { $date }. Då var åtagandet hållet.
   *[other] Den { $nth } gången var { $date }. Då var åtagandet hållet.
}
commitment-says-broken = Tiden gick ut { $date }. Då fattades { $word } av { $target }. Därför är åtagandet brutet.
commitment-says-broken-once = Det skulle ha varit gjort senast { $date }. Det är inte gjort. Därför är åtagandet brutet.
commitment-says-broken-late = Det blev av { $date }, { $late } för sent. Därför är åtagandet brutet.
commitment-late-days = { $n ->
    [one] en dag
   *[other] { $word } dagar
}
commitment-late-weeks = { $n ->
    [one] en vecka
   *[other] { $word } veckor
}
commitment-says-cannot-count = Vi kan inte avgöra om åtagandet hålls. Det saknar ett antal och ett datum.
commitment-says-cannot-count-report = Vi kan inte avgöra om åtagandet hålls. Det saknar ett antal, ett datum och ett sätt att redovisa.
commitment-says-cannot-log = Vi kan inte avgöra om åtagandet hölls. Det finns ingen logg över det som gjordes.
commitment-says-cannot-unconfirmed = { $n ->
    [one] Tiden är ute, men en väntar på bekräftelse. Vi kan inte avgöra om åtagandet hölls förrän båda parter har bekräftat.
   *[other] Tiden är ute. { $cap } väntar på bekräftelse. Vi kan inte avgöra om åtagandet hölls förrän båda parter har bekräftat.
}
commitment-says-cannot-withdrawn = Löftet återkallades { $date }. Åtagandet följs inte längre.
commitment-says-waiting = { $n ->
    [one] En till väntar på bekräftelse och räknas inte än.
   *[other] { $cap } till väntar på bekräftelse och räknas inte än.
}
commitment-says-ahead-presence = { $n ->
    [one] Ett tillfälle återstår: { $dates }.
   *[other] { $cap } tillfällen återstår: { $dates }.
}
commitment-says-ahead-presence-alike = { $n ->
    [one] Ett tillfälle återstår: { $dates }, { $time }.
   *[other] { $cap } tillfällen återstår: { $dates }, alla { $time }.
}
commitment-says-ahead-activity = { $n ->
    [one] En insats är planerad: { $dates }.
   *[other] { $cap } insatser är planerade: { $dates }.
}
commitment-says-ahead-other = Planerat: { $dates }.
commitment-says-cancelled-presence = { $n ->
    [one] Ett tillfälle ställdes in { $when }.
   *[other] { $cap } tillfällen har ställts in.
}
commitment-says-left-presence = { $n ->
    [one] Ett tillfälle återstår.
   *[other] { $cap } tillfällen återstår.
}
commitment-says-passed = { $share } procent av tiden har gått. Med jämn takt ska det då vara { $expected }.
commitment-in-month = i { $month }
commitment-brief-kept-presence = { $counted } av { $target }. Det sista hölls { $date }.
commitment-brief-kept-activity = { $counted } av { $target }. Den sista gjordes { $date }.
commitment-brief-kept-other = Det blev av { $date }.
commitment-brief-behind = { $n ->
    [one] { $counted } av { $target }. Väntat i dag: { $due }. Vi ligger 1 efter.
   *[other] { $counted } av { $target }. Väntat i dag: { $due }. Vi ligger { $word } efter.
}
commitment-brief-on-track = { $counted } av { $target }. Väntat i dag: { $due }.
commitment-brief-ahead = { $counted } av { $target }. Väntat i dag: { $due }.
commitment-brief-once = Ska vara gjort senast { $date }.
commitment-brief-not-started = Börjar { $date }.
commitment-brief-broken = { $counted } av { $target } när tiden gick ut { $date }.
commitment-brief-broken-once = Skulle ha varit gjort senast { $date }.
commitment-brief-broken-late = Det blev av { $date }, { $late } för sent.
commitment-brief-cannot-count = Det saknas ett antal att räkna mot.
commitment-brief-cannot-log = Det finns ingen logg.
commitment-brief-cannot-unconfirmed = Tiden är ute. Vi väntar på bekräftelse.
commitment-brief-cannot-withdrawn = Löftet är återkallat.
commitment-remedy-action = Det här gör vi åt det.
commitment-remedy-why = Varför:
commitment-remedy-decided = Beslutat av { $who } { $date }.
commitment-remedy-both = båda parter
commitment-log = { $n ->
    [one] Logg: en händelse
   *[other] Logg: { $word } händelser
}
commitment-log-presence = Tillfälle { $nth } hölls { $time }.
commitment-log-activity = Insats { $nth } gjordes { $time }.
commitment-log-other = Gjordes { $time }.
commitment-log-before = Hölls { $time }, innan löftet började gälla. Räknas inte.
commitment-log-visits = { $n ->
    [one] Ett besök.
   *[other] { $n } besök.
}
commitment-log-visits-few = Färre än { $word } besök.
commitment-log-hours = Parterna lade { $hours } timmar.
commitment-log-late = Det var efter sista dagen.
commitment-log-waiting = Hölls { $time }.
commitment-log-waiting-strong = Väntar på bekräftelse.
commitment-log-disputed = Parterna är inte överens om att det hölls. Det räknas inte.
commitment-log-cancelled-presence = Tillfället ställdes in.
commitment-log-cancelled-activity = Insatsen ställdes in.
commitment-log-cancelled-other = Inställt.
commitment-log-replaced = Nytt datum: { $date }.
commitment-log-not-replaced = Inget nytt datum är bestämt.
commitment-log-unlogged = Planerat { $time }. Ännu inte loggat.
commitment-fact-place = Plats
commitment-fact-way-back = Så redovisas det
commitment-fact-rule = Räknas som i fas när
commitment-rule-presence = { $n ->
    [0] inget tillfälle saknas mot det väntade
    [one] högst ett tillfälle saknas mot det väntade
   *[other] högst { $word } tillfällen saknas mot det väntade
}
commitment-rule-activity = { $n ->
    [0] ingen insats saknas mot det väntade
    [one] högst en insats saknas mot det väntade
   *[other] högst { $word } insatser saknas mot det väntade
}
commitment-rule-other = { $n ->
    [0] ingen gång saknas mot det väntade
    [one] högst en gång saknas mot det väntade
   *[other] högst { $word } gånger saknas mot det väntade
}
commitment-kind-activity = Aktivitet som räknas
commitment-kind-presence = Närvaro ett antal gånger
commitment-kind-one-off = Något som görs en gång
commitment-kind-information = Information
commitment-kind-follow-up = Uppföljning
commitment-kind-direction = Inriktning eller resultat
commitment-new = Nytt åtagande
commitment-edit = Ändra åtagandet
commitment-drop = Ta bort åtagandet
commitment-field-title = Vad lovar ni?
commitment-field-title-hint = En mening som en granne förstår, till exempel ”Polisen finns på trygghetskontoret tio gånger under 2023”.
commitment-field-kind = Vad för slags åtagande är det?
commitment-field-at-least = Minst hur många gånger?
commitment-field-at-least-hint = Ett tal, till exempel 10. Lämna tomt om det görs en gång.
commitment-field-by = Senast vilken dag?
commitment-field-by-hint = Dag, månad, år. Lämna tomt om det gäller hela löftets tid.
commitment-field-tolerance = Hur många får saknas och ändå räknas som i fas?
commitment-field-place = Var?
commitment-field-place-hint = En plats som alla känner till. Ingen adress till någons hem.
commitment-field-unit = Enhet hos { $party } som gör det
commitment-field-way-back = Hur och när får invånarna veta?
commitment-field-way-back-hint = Till exempel ”I kalendern samma dag, och i en nyhet i december”.
commitment-field-grounds = Vad svarar åtagandet mot?
commitment-error-title = Skriv vad ni lovar
commitment-error-kind = Välj vad för slags åtagande det är
commitment-error-by = Dagen ligger utanför löftets tid
remedy-title = Säg varför, eller vad ni gör åt det
remedy-field-kind = Vad vill ni säga?
remedy-field-text = Text
remedy-field-text-hint = Visas för alla när båda parter har godkänt. Skriv om platser och problem, inte om personer.
remedy-kind-action = Det här gör vi åt det
remedy-kind-why = Varför det blev så
remedy-error-text = Skriv vad ni vill säga
remedy-save = Spara och be om godkännande
remedy-waits-for = Väntar på { $who }.
remedy-agree = Godkänn texten
lint-title = Innan ni föreslår löftet
lint-lead = Det här kommer läsaren att fråga. Granskningen hindrar er inte.
lint-nothing = Inget att anmärka. Åtagandena går att räkna och följa.
lint-number-or-date = Det saknas ett antal eller ett datum. Ingen kan säga om det hålls.
lint-unit = { $party } saknar en enhet som gör det.
lint-place = Det saknas en plats.
lint-ground = Det svarar inte mot något problem, någon orsak eller något fokusområde.
lint-way-back = Det står inte hur och när invånarna får veta.
lint-vague = ”{ $words }” kan betyda vad som helst.
lint-copied = Texten liknar ett tidigare åtagande: ”{ $title }”. Har inget ändrats sedan dess?
lint-public-title = Vår granskning av ordalydelsen.
