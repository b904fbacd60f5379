# Lösenord.
password-title = Välj ett lösenord
password-lead = Hej { $name }. Länken gäller en gång. Välj ett lösenord som bara du kan.
password-login = Ditt användarnamn är { $login }.
password-field = Lösenord
password-field-hint = Minst 12 tecken. En mening som bara du kommer på är bra. Udda tecken behövs inte.
password-button = Spara och logga in
password-too-short = Lösenordet är för kort. Skriv minst 12 tecken, gärna en mening.
password-too-long = Lösenordet är för långt. Skriv högst 200 tecken.
password-common = Lösenordet är för vanligt. Välj något som andra inte gissar.
password-guessable = Lösenordet är lätt att gissa. Ta inte med ditt användarnamn.
refused-too-many-guesses = Det har blivit för många felaktiga försök. Vänta en stund och försök igen.
