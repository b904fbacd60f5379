# Källor: var siffrorna kommer från och om de kommer som de ska.
source-list-title = Källor
source-list-lead = Var siffrorna kommer från, när de senast kom och vad de inte kan säga.
source-none = Inga källor är inlästa än.
source-kind-observations = Iakttagelser
source-kind-areas = Områden
source-kind-population = Invånare
source-kind-indicators = Mått
source-kind-police-events = Polisens händelser
source-health-never = Har inte kommit än
source-health-good = Kommer som den ska
source-health-late = { $days ->
    [one] En dag sen
   *[other] { $days } dagar sen
}
source-health-failing = Senaste försöket gick fel
source-fetched = Kom { $date }: { $rows } rader, { $new } nya, { $rejected } gick inte att använda.
source-licence = Licens eller villkor
source-licence-unknown = inte angivet
source-limits = Brister
source-measures = Mått
source-measure = Mått
source-latest = Senast
source-before = Före det
source-source = Källa
source-events = Polisens händelser i länet
source-events-lead = Det här publicerar polisen själv. Händelserna har ingen egen plats, bara kommunens eller länets mitt. De visas därför som en lista, aldrig som karta eller andel.
source-events-none = Inga händelser är inlästa.
