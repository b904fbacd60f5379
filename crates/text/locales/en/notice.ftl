# Notice of a lack of accessibility (act 2018:1937, section 13).
notice-title = Report a lack of accessibility
notice-lead = Is there something on this site that you cannot read, hear, find or use? Tell us. You do not need to say who you are.
notice-field-what = What does not work?
notice-field-what-hint = Tell us what you wanted to do and what was in the way. Do not write names, telephone numbers or anything about your health.
notice-error-what = Write what does not work
notice-send = Send
notice-to-request = Do you need the content in another format? Ask for it here
notice-receipt = Your report
notice-list = Reports
notice-receipt-work = Report
