"""Static files under names that change with their content, once `manage.py collectstatic` has named them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A file that is not among the collected ones keeps its own name, under which the finders serve it.

    So a fresh clone runs without collecting, and one forgotten at an upgrade costs caching, not pages.
    """

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hash_key(self.clean_name(name)) in self.hashed_files else name
