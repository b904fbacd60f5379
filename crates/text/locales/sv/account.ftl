# Konton, organisationer, gallring, granskningslogg och jobb.
account-title = Konton
account-new = Lägg till ett konto
account-new-lead = Personen väljer själv sitt lösenord genom en länk som gäller en gång.
account-add = Lägg till och visa länken
account-field-name = Namn
account-field-name-hint = Kollegor ser det. Det visas aldrig utåt.
account-field-login = Användarnamn
account-field-login-hint = Till exempel en e-postadress i arbetet. Inga mellanslag.
account-field-organisation = Organisation
account-field-roles = Vad får personen göra?
account-error-name = Skriv ett namn
account-error-login = Skriv ett användarnamn utan mellanslag
account-error-organisation = Välj en organisation
account-error-roles = Välj minst en roll
account-error-taken = Användarnamnet finns redan
account-error-password = Lösenordet kunde inte sparas. Försök igen.
account-state-invited = Har inte valt lösenord än
account-state-active = Används
account-state-closed = Stängt
account-link-title = Länken är klar
account-link-lead = Ge länken till { $name } på ett sätt som ingen annan kan se. Den visas bara här och nu.
account-link-hours = Länken gäller en gång, i { $n } timmar. Äldre länkar har slutat gälla.
account-link-back = Tillbaka till { $name }
account-new-link = Gör en ny länk
account-new-link-hint = För ett glömt lösenord, eller när länken har slutat gälla.
account-close = Stäng kontot
account-close-hint = Personen loggas ut genast och kan inte logga in igen. Kontot står kvar i granskningsloggen.
account-mine = Mitt konto
account-sessions = Här är du inloggad
account-session = Inloggad { $made }, senast använd { $seen }
account-session-here = Den här webbläsaren
account-session-other = En annan webbläsare
account-sessions-rule = Du loggas ut när du inte har gjort något på en timme, och senast efter tolv timmar.
account-sessions-end = Logga ut överallt utom här
refused-own-account = Du kan inte stänga ditt eget konto. Be en annan administratör.
role-reporter = Rapportör
role-reporter-about = Rapporterar iakttagelser och ser bara den egna organisationens.
role-coordinator = Samordnare
role-coordinator-about = Leder det dagliga arbetet i kommunen.
role-officer = Kommunpolis
role-officer-about = Leder det dagliga arbetet hos polisen.
role-leader = Chef
role-leader-about = Godkänner och skriver under för organisationen.
role-auditor = Granskare
role-auditor-about = Läser allt i den egna organisationen och granskningsloggen. Ändrar inget.
role-administrator = Administratör
role-administrator-about = Sköter konton, organisationer, gallring och jobb. Ser inte innehållet.
organisation-title = Organisationer
organisation-new = Lägg till en organisation
organisation-field-name = Namn
organisation-field-short = Kort namn
organisation-field-short-hint = Som det skrivs i löpande text, till exempel ”bostadsbolaget”.
organisation-field-kind = Slag
organisation-error-name = Skriv ett namn
organisation-error-short = Skriv ett kort namn
organisation-error-kind = Välj ett slag
organisation-error-taken = Det finns redan en organisation med det korta namnet
retention-title = Gallring
retention-lead = Det här raderas automatiskt. Antal och slag står kvar, men inte texten och kontakten.
retention-rules = Regler
retention-what = Vad
retention-kept = Sparas
retention-months = { $n ->
    [one] en månad
   *[other] { $n } månader
}
retention-days = { $n ->
    [one] ett dygn
   *[other] { $n } dygn
}
retention-at-once = raderas när ärendet avslutas
retention-rule-observation-text = Texten i iakttagelser
retention-rule-contact = Kontaktuppgifter i ärenden
retention-rule-session = Inloggningar och länkar som har slutat gälla
retention-rule-guess = Uppgifter om misslyckade inloggningar
retention-rule-job = Meddelanden som är skickade
retention-done = Det här har raderats
retention-when = När
retention-records = Antal
retention-none = Inget har raderats än.
audit-title = Granskningslogg
audit-lead = Här står varje ändring: vem, vad och när. Varje post har ett kontrollvärde från posten före. Därför syns det om någon ändrar i efterhand.
audit-search = Visa poster som börjar med (frivilligt)
audit-search-hint = Ett konto (account:…), en handling (promise.publish) eller en post.
audit-show = Visa
audit-verify = Kontrollera hela loggen
audit-whole = { $n ->
    [one] Loggen är hel: en post.
   *[other] Loggen är hel: { $n } poster.
}
audit-broken = Loggen är inte hel: { $what }
audit-entries = Poster
audit-none = Inga poster.
audit-number = Nummer
audit-at = När
audit-who = Vem
audit-what = Vad
audit-record = Post
audit-note = Anmärkning
audit-older = Äldre poster
job-title = Jobb och meddelanden
job-lead = Det här gör Samverka automatiskt. Går något fel försöker Samverka igen, med längre väntan för varje gång.
job-list = Jobb
job-none = Inga jobb än. De läggs upp när servern har gått en stund.
job-kind-retention = Gallring
job-kind-clocks = Påminnelser om frister
job-state-waiting = Väntar
job-state-running = Pågår
job-state-given-up = Avbrutet efter flera försök
job-never = Har inte gjorts än.
job-done-at = Gjordes senast { $at }.
job-run-at = Nästa gång { $at }.
job-error = Gick fel:
job-start = Gör nu
job-messages = Meddelanden som inte är skickade
job-messages-none = Allt är skickat.
job-message = { $n ->
    [0] Från { $at }, inget försök än
    [one] Från { $at }, ett försök
   *[other] Från { $at }, { $n } försök
}
