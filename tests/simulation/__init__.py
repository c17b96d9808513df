"""A year of a branch, played through the real bot and the local Telegram on a clock that steps from moment to moment.

What arrives on the phones is counted, and compared with what the rules of reminders promise.
"""
