"""Taking in files: uploads and zips of them, what is asked, what is there already, and what becomes of each."""
