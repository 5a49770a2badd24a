"""What is taken along of lists and statements: tables, feeds, the calendar, citations, the map of the site."""
