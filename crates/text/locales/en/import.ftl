# Reading files in.
import-done = { $rows } rows read, { $new } new, { $rejected } could not be used.
import-cleaned = The privacy guard removed something from { $n ->
    [one] one text
   *[other] { $n } texts
}.
import-unknown = { $n ->
    [one] One name is not known
   *[other] { $n } names are not known
}: { $some }.
