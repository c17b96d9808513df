rating-vote-head =
    Secret rating: { $unit }
    { $matter }
rating-vote-proposed = The grade that the unit itself proposes: { $grade }.
rating-vote-facts =
    Voting ends: { $until }
    Supervisor: { $supervisor }; teller: { $teller }; people who may vote: { $electors }.
rating-vote-code = Check code: { $code }. Everybody should see the same one; if yours differs, please do not vote yet and tell the supervisor at once.
rating-vote-promised =
    We promise:
    · By this procedure nobody can find out what you answered: not the secretary, the supervisor, those above or the administrator; the exceptions stand under “How it is kept secret”.
    · Nobody is told whether you have voted.
    · Before voting ends there is no result of any kind.
rating-vote-not-promised =
    Please also know:
    · Telegram itself sees the buttons you tap and the comment you write.
    · Do not let others see your screen while you vote.
    · A ballot cast cannot be withdrawn or changed.
rating-vote-doubt = The supervisor has to confirm your account first. I will send you the ballot then; if it is urgent, please contact the supervisor.
rating-vote-open = Open the ballot
rating-vote-open-again = Open the ballot again
rating-vote-who = Who may vote
rating-vote-promise-open = How it is kept secret
rating-vote-progress = Question { $number } of { $count }
rating-vote-back = Back
rating-vote-review = Please check everything. After “Cast my ballot” nothing can be changed.
rating-vote-answer = { $question }: { $choice }
rating-vote-how-to-comment = To add a comment, press this message, choose “Reply”, write it and send it to me (at most 500 characters; you need not write one).
rating-vote-comment = Your comment (note: its wording may show who wrote it; to write another one, just reply again):
rating-vote-confirm = ✓ Cast my ballot
rating-vote-change = Change an answer
rating-vote-again = Start over
rating-vote-which = Which answer shall be changed?
rating-vote-recording = Recording your ballot… If this does not change after a while, please tap the button below and vote again; only one ballot counts, never two.
rating-vote-recorded = ✓ Your ballot is recorded. Everyone has one: the first that was recorded counts, and it cannot be changed. Nobody may ask you what you answered.
rating-vote-electors =
    { $count ->
        [one] { $count } person may vote ({ $source }).
       *[other] { $count } people may vote ({ $source }).
    } This was fixed when voting began; nobody is added later:
rating-vote-elector = { $number }. { $name }, account bound { $day }
rating-vote-elector-without = { $number }. { $name }, no account
rating-vote-elector-paper = { $number }. { $name }, votes on paper
rating-vote-electors-end = This says only who may vote; nobody is told who has voted. If the list is wrong, please contact the supervisor.
rating-vote-source-list = from the roster
rating-vote-source-present = those checked in to the meeting
rating-vote-promise =
    How your ballot is kept secret

    We promise:
    1. By this procedure nobody can find out what you answered: not other members, the secretary, the supervisor, the teller, those above or the administrator; not with the database, a backup or the logs, not now and not later. The exceptions stand below.
    2. Nobody is told who has voted and who has not. Before the end there is no result, only the number of ballots that are in, renewed every ten minutes at most.
    3. Whenever I say “recorded”, one ballot of yours is in, and it is counted, exactly once; of several, the first that was recorded. The list and the accounts are fixed at the beginning; nobody can vote for you.
    4. A published result cannot be changed unnoticed.

    How: your ballot is sealed in a small envelope before it is written down; the envelope bears no name, time or order. There is one key to the envelopes, and it is destroyed as soon as they are counted.

    What we cannot promise:
    · Telegram itself sees the buttons you tap and the comment you write.
    · Whoever runs this bot could change its program, or read its memory.
    · Someone who gets both the key folder and the database while voting is open can open the envelopes, and may find out whose they are.
    · Someone beside you may see your screen while you vote.
    · If all gave the same answer, everyone's answer is known; someone who knows all the other answers knows yours.
    · The wording of a comment may show who wrote it.
    · With fewer than five paper ballots, supervisor and teller may recognise them.
    · A disk may keep what was deleted; it should be an encrypted one.

    Nobody may ask you to show your ballot. A ballot cast cannot be withdrawn.
rating-vote-comment-not-here = Your comment was not taken. To comment, please open the ballot and reply to the ballot itself. I have deleted what you just sent.
rating-vote-comment-only-words = Your comment was not taken: it can only be text. Please write it and reply to the ballot again. I have deleted what you just sent.
rating-vote-comment-not-kept = Your comment was not taken, and your ballot is as it was. Please reply to the ballot again in a moment.
error-ballot-incomplete = Some questions have no answer yet, so nothing was recorded. Please open the ballot and answer each of them.
error-ballot-choice-unknown = The ballot holds a choice that does not exist, so nothing was recorded. Please open the ballot again.
error-comment-too-long = The comment is too long (at most { $most } characters); your ballot is as it was. Please reply again with a shorter one, and delete the long one yourself.
error-ballot-not-yet = Voting has not begun yet. I will tell you when it does.
error-ballot-not-elector = You are not on the list of this vote. If that is wrong, please contact the secretary.
error-ballot-void = This vote is void: the ballots cast do not count, and nobody has seen them.
error-ballot-ended = Voting has ended; it is too late to vote now. Every ballot that I called recorded counts.
error-ballot-on-paper = You were given a paper ballot. Please use that one; you cannot vote here any more.
error-ballot-account-waiting = The supervisor still has to confirm your account, so you cannot vote yet. Please contact the supervisor, then open the ballot again.
error-ballot-account-other = Your account changed after voting began. Please ask the supervisor to confirm it, then vote with this account; if you voted before the change, that ballot counts.
error-ballot-key-changed = The ballot's seal does not fit, so nothing was recorded. Please tell the supervisor at once.
error-ballot-without-comment = This vote takes no comments; your ballot is as it was. I have deleted what you just sent.
