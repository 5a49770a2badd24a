"""What the register starts with: study periods, bodies, Questions, roles, Member States, topics.

One module a subject, each with its table in `data/`, where README.md says what it was taken from and what is not
certain. A row is added where the register has none with its code, label or address; what is there is never touched,
nor are its other spellings or continuations, so that an edit or a deletion by staff among them stays. A whole row
that was deleted is added again.
"""
