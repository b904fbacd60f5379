# Passwords.
password-title = Choose a password
password-lead = Hello { $name }. The link works once. Choose a password that only you know.
password-login = Your user name is { $login }.
password-field = Password
password-field-hint = At least 12 characters. A sentence that only you think of is good. Odd characters are not needed.
password-button = Save and sign in
password-too-short = The password is too short. Write at least 12 characters, for example a sentence.
password-too-long = The password is too long. Write at most 200 characters.
password-common = The password is too common. Choose something that others will not guess.
password-guessable = The password is easy to guess. Leave out your user name.
refused-too-many-guesses = There have been too many wrong attempts. Wait a while and try again.
