"""A real primary, a real standby, and the site on both: what readers and writers see when one of them goes."""
