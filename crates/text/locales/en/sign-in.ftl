# Signing in.
sign-in-title = Sign in
sign-in-lead = For those who work for the municipality, the police or a partner. Residents need no account.
sign-in-login = User name
sign-in-password = Password
sign-in-button = Sign in
sign-in-error = The user name or the password is wrong
sign-in-link-lead = The link works once. Press the button to sign in.
sign-in-link-error = The link has been used or has expired. Ask the administrator for a new one.
