# Mått: tal som andra ger ut och som vi följer över tid.
indicator-heading = Mått för området
indicator-heading-town = Mått för hela kommunen
indicator-lead = Tal som andra ger ut, med källa. De säger något om området, men inte varför det är så.
indicator-name = Mått
indicator-value = Senaste värdet
indicator-period = Tid
indicator-before = förut { $value } ({ $period })
