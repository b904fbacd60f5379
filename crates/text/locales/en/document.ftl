# What every document says beside its content.
document-demo-label = About the demonstration
document-dated = Shows the state on { $date }.
document-current = The current state is at { $address }
document-responsible = Responsible: { $who }.
document-show-table = Show the numbers as a table
document-signed = Signed { $date }
document-not-signed = Not signed yet
document-page = Page { $page } of { $pages }
document-here = You are here
document-sign-place = Place and date
document-sign-name = Signature
document-figure = Figure: { $title }.
document-state = State: { $state }.
document-table = { $rows ->
    [one] Table: { $caption }. One row.
   *[other] Table: { $caption }. { $rows } rows.
}
document-file-stor = large print
document-file-forkortad = contracted
document-form-html = Web page
document-form-pdf = PDF, tagged for screen readers
document-form-large = Large print, PDF in 18 points
document-form-epub = EPUB, e-book
document-form-docx = Word
document-form-odt = ODT, open text document
document-form-text = Plain text
document-form-markdown = Markdown
document-form-braille = Braille, BRF
document-form-pef = Braille, PEF
document-form-braille-short = Contracted braille, BRF
document-form-pef-short = Contracted braille, PEF
document-form-mp3 = Audio, MP3
document-form-opus = Audio, Opus
document-form-json = Open data, JSON
document-form-csv = Open data, CSV
document-accessibility = Headings, lists and tables are tagged. Every figure has a description in words and its numbers in a table.
document-accessibility-text = Headings, lists and tables are tagged.
document-links = Links
document-unwritable = [characters that cannot be written here]
document-contents = Contents
document-key = How to read the figure
document-key-more = diagonal lines
document-key-fewer = dots
document-key-maybe = grey
document-key-hidden = dotted edge
document-key-ring = ring
document-key-ring-maybe = dashed ring
document-key-rail = dashed line
document-csv-state = State
document-csv-count = Count
document-csv-event = Event
document-how = How we counted

# When a format takes time to make.
document-wait-title = The file is being made: { $title } ({ $form })
document-wait-once = The file is made the first time someone asks for it. After that it is kept.
document-wait-ahead = { $n ->
    [one] One file is made before yours.
   *[other] { $n } files are made before yours.
}
document-wait-percent = About { $n } percent is done.
document-wait-seconds = It takes about { $n } seconds more.
document-wait-minutes = It takes about { $n } minutes more.
document-wait-then = Wait that long, then fetch the file here.
document-wait-fetch = Fetch the file
document-wait-again = Try again
document-absent-title = The format cannot be made at the moment: { $title } ({ $form })
document-absent = The program that makes the format is missing here. All other formats are on the page.
document-wait-failed-title = The file could not be made: { $title } ({ $form })
document-wait-failed = Something went wrong on our side. The error has been noted.
document-wait-failed-again = You can try again in { $n } seconds.
document-wait-full-title = Many are waiting for files right now: { $title } ({ $form })
document-wait-full = We cannot take more right now. Try again in a minute.
document-wait-request = You can also ask us for the content.

# How a document looks in each format, before everyone sees it.
document-draft = Draft
document-draft-title = Draft: { $title }
document-draft-note = Draft.
document-draft-text = This is a preview. It is not published and may change.
document-preview-link = See every format
document-preview-title = Every format
document-preview-draft = This is how the document will look when it is published. Only you who work with it can see it now.
document-preview-public = This is how everyone sees the document. It is published.
document-preview-files = Open or download
document-preview-files-about = The files have the same content. CSV has only tables, lists and facts. A draft is marked as a draft in every file, in CSV only in the name of the file.
document-preview-missing = These formats cannot be made on this computer: { $forms }. Whoever runs it can install the programs that are needed.
document-view-page = The web page
document-view-page-about = This is how it looks on the site.
document-view-paper = On paper
document-view-paper-about = This is how the PDF file looks, page by page (at most 16 pages).
document-view-large = On paper in large print
document-view-large-about = This is how the PDF file in large print looks, page by page (at most 16 pages).
document-view-page-n = Page { $n }: { $view }
document-view-text = Plain text
document-view-text-about = This is how it reads without colours, tables and pictures.
document-view-speech = Read aloud
document-view-speech-about = These words are read aloud in the audio file.
document-view-braille = Braille
document-view-braille-about = This is how a braille embosser prints it.
document-view-braille-first = The first two of { $n } pages are shown.

# How hard the text is to read, for those who write it.
document-reading = How easy is the text to read?
document-lix = LIX { $n }: { $word }
document-lix-very-easy = very easy
document-lix-easy = easy
document-lix-medium = medium
document-lix-hard = hard
document-lix-very-hard = very hard
document-lix-about = LIX measures how long sentences and words are. Below 40 is easy. Above 50 is hard for many.
document-hard-lead = These words have plainer ones:
document-hard-none = The text has no word from the list of hard words.
document-hard-times = { $n ->
    [one] once
   *[other] { $n } times
}
document-csv-verdict = Assessment
document-csv-text = Text
document-csv-item = Item
document-csv-signed = Signed on
