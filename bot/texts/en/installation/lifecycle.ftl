lifecycle-started = The bot was stopped for a while ({ $since } to { $until }) and is back. Messages sent meanwhile will be dealt with; taps made meanwhile may be lost: please tap again, the buttons still work.
lifecycle-started-unclean = The bot was interrupted ({ $since } to { $until }) and is back; everything recorded is there. Messages sent meanwhile will be dealt with; taps made meanwhile may be lost: please tap again, the buttons still work.
lifecycle-parked = One message could not be dealt with in three tries and was set aside (message { $number }, reference { $reference }). The sender was told; please look the reference up in the log.
lifecycle-parked-more = In the past hour another { $more } could not be dealt with and were set aside as well. Please look at the log.
