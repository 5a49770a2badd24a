"""Made-up requests to public addresses, and made-up answers to every form: no answer may be a fault.

`make fuzz` makes up 100,000 and some thousands of them; the tests some hundreds.
"""
