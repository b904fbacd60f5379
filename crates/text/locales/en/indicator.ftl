# Indicators: figures that others publish and that we follow over time.
indicator-heading = Indicators of the area
indicator-heading-town = Indicators of the whole municipality
indicator-lead = Figures that others publish, with their source. They say something about the area, but not why it is so.
indicator-name = Indicator
indicator-value = Latest value
indicator-period = Time
indicator-before = before { $value } ({ $period })
