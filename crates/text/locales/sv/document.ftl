# Det som varje handling säger utöver sitt innehåll.
document-demo-label = Om demonstrationen
document-dated = Visar läget { $date }.
document-current = Det aktuella läget finns på { $address }
document-responsible = Ansvariga: { $who }.
document-show-table = Visa talen som tabell
document-signed = Undertecknat { $date }
document-not-signed = Inte undertecknat än
document-page = Sida { $page } av { $pages }
document-here = Du är här
document-sign-place = Ort och datum
document-sign-name = Underskrift
document-figure = Figur: { $title }.
document-state = Läge: { $state }.
document-table = { $rows ->
    [one] Tabell: { $caption }. En rad.
   *[other] Tabell: { $caption }. { $rows } rader.
}
document-file-stor = stor stil
document-file-forkortad = förkortad
document-form-html = Webbsida
document-form-pdf = PDF, märkt för skärmläsare
document-form-large = Stor stil, PDF med 18 punkter
document-form-epub = EPUB, e-bok
document-form-docx = Word
document-form-odt = ODT, öppet textdokument
document-form-text = Ren text
document-form-markdown = Markdown
document-form-braille = Punktskrift, BRF
document-form-pef = Punktskrift, PEF
document-form-braille-short = Förkortad punktskrift, BRF
document-form-pef-short = Förkortad punktskrift, PEF
document-form-mp3 = Ljud, MP3
document-form-opus = Ljud, Opus
document-form-json = Öppna data, JSON
document-form-csv = Öppna data, CSV
document-accessibility = Rubriker, listor och tabeller är märkta. Varje figur har en beskrivning i ord och sina tal i en tabell.
document-accessibility-text = Rubriker, listor och tabeller är märkta.
document-links = Länkar
document-unwritable = [tecken som inte kan skrivas här]
document-contents = Innehåll
document-key = Så läser du figuren
document-key-more = diagonala linjer
document-key-fewer = prickar
document-key-maybe = grått
document-key-hidden = prickad kant
document-key-ring = ring
document-key-ring-maybe = streckad ring
document-key-rail = streckad linje
document-csv-state = Läge
document-csv-count = Antal
document-csv-event = Händelse
document-how = Så räknade vi

# När ett format tar tid att göra.
document-wait-title = Filen görs i ordning: { $title } ({ $form })
document-wait-once = Filen görs första gången någon ber om den. Sedan finns den kvar.
document-wait-ahead = { $n ->
    [one] En fil görs före din.
   *[other] { $n } filer görs före din.
}
document-wait-percent = Ungefär { $n } procent är klart.
document-wait-seconds = Det tar ungefär { $n } sekunder till.
document-wait-minutes = Det tar ungefär { $n } minuter till.
document-wait-then = Vänta så länge och hämta sedan filen här.
document-wait-fetch = Hämta filen
document-wait-again = Försök igen
document-absent-title = Formatet kan inte göras just nu: { $title } ({ $form })
document-absent = Här saknas det program som gör formatet. Alla andra format finns på sidan.
document-wait-failed-title = Det gick inte att göra filen: { $title } ({ $form })
document-wait-failed = Något gick fel hos oss. Felet är antecknat.
document-wait-failed-again = Du kan försöka igen om { $n } sekunder.
document-wait-full-title = Många väntar på filer just nu: { $title } ({ $form })
document-wait-full = Vi kan inte ta emot fler just nu. Försök igen om en minut.
document-wait-request = Du kan också be oss om innehållet.

# Hur en handling ser ut i varje format, innan alla ser den.
document-draft = Utkast
document-draft-title = Utkast: { $title }
document-draft-note = Utkast.
document-draft-text = Det här är en förhandsvisning. Den är inte publicerad och kan ändras.
document-preview-link = Se alla format
document-preview-title = Alla format
document-preview-draft = Så här blir handlingen när den publiceras. Bara ni som arbetar med den kan se den nu.
document-preview-public = Så här ser handlingen ut för alla. Den är publicerad.
document-preview-files = Öppna eller hämta
document-preview-files-about = Filerna har samma innehåll. CSV har bara tabeller, listor och uppgifter. Ett utkast är märkt som utkast i varje fil, i CSV bara i filens namn.
document-preview-missing = De här formaten kan inte göras på den här datorn: { $forms }. Den som sköter driften kan installera de program som behövs.
document-view-page = Webbsidan
document-view-page-about = Så här ser den ut på webbplatsen.
document-view-paper = På papper
document-view-paper-about = Så här ser PDF-filen ut, sida för sida (högst 16 sidor).
document-view-large = På papper i stor stil
document-view-large-about = Så här ser PDF-filen i stor stil ut, sida för sida (högst 16 sidor).
document-view-page-n = Sida { $n }: { $view }
document-view-text = Ren text
document-view-text-about = Så här läses den utan färger, tabeller och bilder.
document-view-speech = Uppläst
document-view-speech-about = De här orden läses upp i ljudfilen.
document-view-braille = Punktskrift
document-view-braille-about = Så här skrivs den ut på en punktskriftsskrivare.
document-view-braille-first = De två första av { $n } sidor visas.

# Hur svår texten är att läsa, för den som skriver.
document-reading = Hur lätt är texten att läsa?
document-lix = LIX { $n }: { $word }
document-lix-very-easy = mycket lättläst
document-lix-easy = lättläst
document-lix-medium = medelsvår
document-lix-hard = svår
document-lix-very-hard = mycket svår
document-lix-about = LIX mäter hur långa meningar och ord är. Under 40 är lättläst. Över 50 är svårt för många.
document-hard-lead = De här orden kan bytas mot enklare:
document-hard-none = Inga ord på listan över svåra ord finns i texten.
document-hard-times = { $n ->
    [one] en gång
   *[other] { $n } gånger
}
document-csv-verdict = Bedömning
document-csv-text = Text
document-csv-item = Punkt
document-csv-signed = Undertecknat
