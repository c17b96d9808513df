"""A local Telegram on loopback: a strict Bot API server and the phones of people, for the demo and end-to-end tests."""
