rating-ask-running = 这场测评已经开启。定了以后马上生效：以前的同意都要重新确认，并且会告诉所有投票人。
rating-replace-supervisor = 上级党组织改由{ $name }担任这场测评的监督人。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-teller = 上级党组织改由{ $name }担任这场测评的计票人。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-supervisor-same = 这场测评的监督人{ $name }换了账号，上级党组织已经确认。已投的选票仍然有效，谁投了什么照样保密。
rating-replace-teller-same = 这场测评的计票人{ $name }换了账号，上级党组织已经确认。已投的选票仍然有效，谁投了什么照样保密。
error-role-account-changed = 测评开启以后您换了账号，现在还不能办。请上级党组织打开这场测评，把您重新定一次。
error-role-not-now = 您现在是被测评的人、这个党组织的委员，或者和投票人在一起，不能再做这件事了。请联系上级党组织，在这场测评里另定一位。
error-role-taken = { $name }已经是这场测评的投票人，或者担任另一项职务，请另选一位。
