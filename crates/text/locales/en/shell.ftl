# What stands on every page.
shell-skip = Skip to the content
