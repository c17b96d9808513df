rating-ask-running = This rating is open already. A new name counts at once: whatever was agreed to has to be agreed to again, and all voters are told.
rating-replace-supervisor = The committee above (or an administrator) has named { $name } as supervisor of this rating from now on. Ballots that are in stay valid, and what anyone answered stays secret.
rating-replace-teller = The committee above (or an administrator) has named { $name } as teller of this rating from now on. Ballots that are in stay valid, and what anyone answered stays secret.
rating-replace-supervisor-same = { $name }, the supervisor of this rating, has another account now, and the committee above (or an administrator) has confirmed it. Ballots that are in stay valid, and what anyone answered stays secret.
rating-replace-teller-same = { $name }, the teller of this rating, has another account now, and the committee above (or an administrator) has confirmed it. Ballots that are in stay valid, and what anyone answered stays secret.
error-role-account-changed = Your account has changed since this rating opened, so this cannot be done yet. Please ask the committee above (or an administrator) to open the rating and name you again.
error-role-not-now = Your post, standing or unit has changed, so the rules do not let you do this any more. Please ask the committee above (or an administrator) to name someone else for this rating.
error-role-taken = { $name } votes in this rating or has another part in it. Please choose someone else.
