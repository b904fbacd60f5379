# Kedjan: från det någon berättade till det som blev gjort.
chain-title = Kedjan
chain-lead = Varje led går att följa, från det någon berättade till det som blev gjort och vad det gav.
chain-step-observations = Iakttagelser
chain-step-problem = Problem
chain-step-cause = Trolig orsak
chain-step-focus-area = Fokusområde
chain-step-agreement = Överenskommelse
chain-step-commitment = Åtagande
chain-step-effort = Insats
chain-step-review = Uppföljning
chain-step-news = Nyhet
chain-observations = { $n ->
    [one] 1 iakttagelse
   *[other] { $n } iakttagelser
}
chain-observations-hidden = Färre än { $n } iakttagelser. Antalet visas inte.
chain-more = { $n ->
    [one] Och en till.
   *[other] Och { $n } till.
}
chain-missing-observations = Saknas. Inget visar vilka iakttagelser det här vilar på.
chain-missing-problem = Saknas. Det är inte kopplat till något problem.
chain-missing-cause = Saknas. Orsaken är inte utredd.
chain-missing-focus-area = Inget fokusområde ännu.
chain-missing-agreement = Ingen överenskommelse ännu.
chain-missing-commitment = Inget åtagande ännu.
chain-missing-effort = Ingen insats ännu.
chain-missing-review = Ingen uppföljning är publicerad än.
noun-observation = Iakttagelse
noun-dialogue = Dialog
noun-picture = Lägesbild
noun-finding = Iakttaget mönster
noun-problem = Problem
noun-cause = Orsak
noun-easy-text = Lättläst text
noun-focus-area = Fokusområde
noun-agreement = Överenskommelse
noun-promise = Medborgarlöfte
noun-commitment = Åtagande
noun-plan = Åtgärdsplan
noun-measure = Åtgärd
noun-effort = Insats
noun-presence = Närvaro
noun-review = Uppföljning
noun-news = Nyhet
