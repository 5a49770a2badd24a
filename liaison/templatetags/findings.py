"""What a reader found in a file, in the language of the page."""

from django import template

from liaison.finding_words import in_words

register = template.Library()
register.filter("in_words", in_words)
