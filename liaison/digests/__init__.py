"""Lists that are followed by e-mail: asked for, confirmed by the owner of the address, told of, stopped.

`followed` knows what a list is and what of the news stands on it; `news` what is new in the register; `words` what a
mail says; `services` are the acts of followers and `sending` that of the timer. No account, and nothing that tells
who read what.
"""
