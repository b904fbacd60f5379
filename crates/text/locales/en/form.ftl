# What stands in forms.
form-errors = { $n ->
    [one] One thing needs to be corrected
   *[other] { $n } things need to be corrected
}
form-error-title = Error: { $title }
form-save = Save
form-cancel = Cancel
error-too-long = The text is { $over } characters too long. Nothing has been removed.
refused-not-a-party = Your organisation is not a party and cannot approve.
refused-approved-already = Your organisation has approved already.
refused-guard-found = One of the texts identifies a person. Nothing has been saved.
refused-not-a-draft = It is no longer a draft.
refused-source-missing = Give the address where it is already published.
refused-not-proposed = It has not been proposed yet.
refused-not-open = It is public already and cannot be changed.
refused-withdrawn = It was withdrawn and cannot be shown again.
refused-approval-missing = It can be shown to the public only when every party has approved.
refused-reason-missing = Write why. The reason is shown to the public.
refused-not-published = It is not public.
