"""How staff sign in: with a password and, if they or the operator want it, a second step; or by the organisation's own
sign-on. django-allauth does the work; here is what it is asked to do differently."""
