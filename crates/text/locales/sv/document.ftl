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
