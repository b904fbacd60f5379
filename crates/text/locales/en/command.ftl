# What the commands say.
command-reading = Reading the files
command-placing = Putting places in areas
command-counting = Counting and comparing
command-hot-spots = Looking for gathered places
command-lately = Looking for what has come lately
command-writing = Writing
command-written = The picture is in { $folder }. Begin with index.html.
command-rejected = { $n } of { $rows } rows could not be used. They are in rejected.csv with row, column and reason.
command-cannot-read = { $file }: The file cannot be read ({ $reason }).
command-cannot-write = { $folder }: The folder cannot be written ({ $reason }). Nothing is written.
command-out = { $folder } exists and holds something other than a picture. Choose another folder with --out.
command-map = --map does not understand “{ $pair }”. Write field=Header, --map occurred_at=Month,category="Crime type", for example.
command-no-observations = There is no observation left to count.
command-period = The period ends before it begins. Look at --from, --to and --baseline.
command-baseline = --baseline does not understand “{ $text }”. Write 2021-01-01..2021-12-31, for example, or none.
command-overlap = The period and the one it is compared with overlap. The same observations would count twice.
command-command = Command
command-cannot-make = { $file } cannot be written ({ $reason }). Nothing is written.
command-form = --forms does not know "{ $form }". Choose among { $forms } or all.
command-form-absent = --forms { $form }: programs that are not installed are needed: { $programs }. Nothing is written.
