# Inläsning av filer.
import-done = { $rows } rader lästa, { $new } nya, { $rejected } gick inte att använda.
import-cleaned = Personskyddet tog bort något i { $n ->
    [one] en text
   *[other] { $n } texter
}.
import-unknown = { $n ->
    [one] Ett namn känns inte igen
   *[other] { $n } namn känns inte igen
}: { $some }.
