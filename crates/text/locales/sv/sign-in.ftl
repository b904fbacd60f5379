# Inloggning.
sign-in-title = Logga in
sign-in-lead = För dig som arbetar i kommunen, hos polisen eller hos en partner. Boende behöver inget konto.
sign-in-login = Användarnamn
sign-in-password = Lösenord
sign-in-button = Logga in
sign-in-error = Användarnamnet eller lösenordet stämmer inte
sign-in-link-lead = Länken gäller en gång. Tryck på knappen för att logga in.
sign-in-link-error = Länken är redan använd eller har slutat gälla. Be administratören om en ny.
