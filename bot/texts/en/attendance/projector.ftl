board-link =
    The check-in page for “{ $title }”. Please open it on the computer at the projector:
    { $address }
    The link opens once and is good until { $until }. The code changes every { $seconds } seconds; please do not pass on photos of it, and compare the names with the people in the room.
board-picture = Send the code here
board-picture-again = Send a new code
board-caption = Check-in code for “{ $title }”, changes at { $until }. Please scan it in the room with a phone's camera and open it in Telegram.
error-no-code-here = This meeting does not accept scanning. It can be switched on under the meeting's ways of checking in.
board-page-heading = Scan to check in
board-page-how = Point your phone's camera at the code and open it in Telegram
board-page-present = Checked in
board-page-expected = Expected
board-page-session = Session { $number } of { $count }
board-page-note = The code changes every { $seconds } seconds. A live video cannot be detected; the host compares the names with the room.
board-page-lost = The connection is lost; trying again…
board-page-closed = Check-in has ended. Thank you!
error-board-link-made = The link for the screen was sent to you just now; please see the message above. If it did not arrive, please tap the button once more.
