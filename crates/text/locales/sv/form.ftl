# Det som står i formulär.
form-errors = { $n ->
    [one] En uppgift behöver rättas
   *[other] { $n } uppgifter behöver rättas
}
form-error-title = Fel: { $title }
form-save = Spara
form-cancel = Avbryt
error-too-long = Texten är { $over } tecken för lång. Inget är borttaget.
refused-not-a-party = Din organisation är inte part och kan inte godkänna.
refused-approved-already = Din organisation har redan godkänt.
refused-guard-found = I en av texterna står något som pekar ut en person. Ingenting är sparat.
refused-not-a-draft = Det är inte längre ett utkast.
refused-source-missing = Skriv adressen där det redan är publicerat.
refused-not-proposed = Det är inte föreslaget än.
refused-not-open = Det är redan offentligt och kan inte ändras.
refused-withdrawn = Det är tillbakadraget och kan inte visas igen.
refused-approval-missing = Det kan visas utåt först när alla parter har godkänt.
refused-reason-missing = Skriv varför. Skälet visas utåt.
refused-not-published = Det är inte offentligt.
