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
