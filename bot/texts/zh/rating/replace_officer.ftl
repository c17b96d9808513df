rating-ask-running = 这场测评已经开启。定了以后马上生效：以前的同意都要重新确认，并且会告诉所有投票人。
rating-replace-supervisor = 这场测评的监督人改由{ $name }担任，是上级（或者管理员）决定的。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-teller = 这场测评的计票人改由{ $name }担任，是上级（或者管理员）决定的。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-supervisor-same = 这场测评的监督人{ $name }换了账号，上级（或者管理员）已经确认。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-teller-same = 这场测评的计票人{ $name }换了账号，上级（或者管理员）已经确认。已投的选票仍然有效，谁投了什么照样保密。
error-role-account-changed = 测评开启以后您换了账号，现在还不能办。请上级（或者管理员）打开这场测评，把您重新定一次。
error-role-not-now = 您的职务、类别或者所在单位变了，按规定不能再做这件事了。请联系上级（或者管理员），在这场测评里另定一位。
error-role-taken = { $name }已经是这场测评的投票人，或者担任另一项职务，请另选一位。
