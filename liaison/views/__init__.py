"""Every public page: one file a subject."""
