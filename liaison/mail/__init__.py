"""The delivery of mails: a queue in the database, worked by `manage.py send_mail_queue`.

`services` puts a mail into the queue and decides about it; `message` makes the message of a row; `smtp` and `backends`
hand it over; `worker` takes the mails one by one, so that a crash at any point loses none and repeats none.
"""
