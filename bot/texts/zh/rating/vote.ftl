rating-vote-head =
    【无记名测评】{ $unit }
    { $matter }
rating-vote-proposed = 党组织自己提出的等级：{ $grade }。
rating-vote-facts =
    投票截止：{ $until }
    监督人：{ $supervisor }；计票人：{ $teller }；可以投票的共 { $electors } 人。
rating-vote-code = 校验码：{ $code }。每个人看到的都应当一样；不一样请先不要投票，马上告诉监督人。
rating-vote-promised =
    我们保证：
    · 按这套程序，谁也查不到您投了什么，书记、监督人、上级和管理员都查不到；例外见“保密说明”。
    · 不会告诉任何人您投没投。
    · 投票结束以前，没有任何结果。
rating-vote-not-promised =
    请您也知道：
    · 电报（Telegram）自己能看到您点的按钮和写的意见。
    · 投票时请不要让别人看您的屏幕。
    · 投了以后不能撤回，不能修改。
rating-vote-doubt = 您的账号要先由监督人核实。核实以后，我会把选票发给您；着急的话请联系监督人。
rating-vote-open = 打开选票
rating-vote-open-again = 重新打开选票
rating-vote-who = 谁可以投票
rating-vote-promise-open = 保密说明
rating-vote-progress = 第 { $number } 题，共 { $count } 题
rating-vote-back = 返回
rating-vote-review = 请核对一遍。点“确定投票”以后就不能改了。
rating-vote-answer = { $question }：{ $choice }
rating-vote-how-to-comment = 想写意见，请长按这条消息，选“回复”，写好发给我（最多 500 个字，不写也可以）。
rating-vote-comment = 您的意见（请注意：写法和用词可能让人认出您；要换一条，再回复一次就行）：
rating-vote-confirm = ✓ 确定投票
rating-vote-change = 改一题
rating-vote-again = 从头开始
rating-vote-which = 要改哪一题？
rating-vote-recording = 正在记录您的一票……如果过一会儿还是这样，请点下面的按钮再投一次；一人只算一票，不会重复。
rating-vote-recorded = ✓ 您的一票已经记下。一人一票，以最先记下的为准，不能更改。任何人都不能要求您说出投了什么。
rating-vote-electors = 可以投票的共 { $count } 人（{ $source }）。投票开始时已经定下，以后不再增加：
rating-vote-elector = { $number }. { $name }，{ $day }绑定
rating-vote-elector-without = { $number }. { $name }，没有绑定账号
rating-vote-elector-paper = { $number }. { $name }，用纸质票
rating-vote-electors-end = 这里只说谁可以投票，谁投了、谁没投，不告诉任何人。名单不对，请联系监督人。
rating-vote-source-list = 按名册
rating-vote-source-present = 按会议签到
rating-vote-promise =
    保密说明

    我们保证：
    1. 按这套程序，谁也查不到您投了什么：别的党员、书记、监督人、计票人、上级、管理员都查不到；拿到数据库、备份或者日志也查不到，现在不能，以后也不能。例外写在下面。
    2. 不会告诉任何人谁投了、谁没投。结束以前没有任何结果，只有已收到的票数，最快十分钟更新一次。
    3. 我说“已经记下”，您就有一票在里面，会算，而且只算一次；投了几次的，算最先记下的那一票。名单和账号在开始时定下，谁也不能替您投。
    4. 结果公布以后，改了就会被发现。

    做法：您的一票先封进一个小信封，再写下来；信封上没有名字、时间和先后。打开信封的钥匙只有一把，计票以后马上销毁。

    我们保证不了的：
    · 电报（Telegram）自己能看到您点的按钮和写的意见。
    · 运行这个机器人的人可以改动它的程序，或者读它的内存。
    · 投票期间，如果有人同时拿到钥匙文件夹和数据库，就能打开信封，也可能看出是谁投的。
    · 投票时，旁边有人看您的屏幕。
    · 如果大家投得都一样，每个人投了什么也就知道了；知道其他所有人投了什么的人，也就知道您的。
    · 意见的写法和用词可能让人认出您。
    · 用纸票的不到五人时，监督人和计票人可能认出是谁的。
    · 硬盘可能留下删掉的东西，所以要用加密的硬盘。

    任何人都不能要求您出示选票。票投出以后不能撤回。
rating-vote-comment-not-here = 意见没有收下。想写意见，请先打开选票，再回复选票那条消息。您刚才发的那条我已经删掉了。
rating-vote-comment-only-words = 意见没有收下：意见只能写字。请写成文字，再回复选票那条消息。您刚才发的那条我已经删掉了。
rating-vote-comment-not-kept = 意见没有收下，您的选票没有变。请过一会儿再回复一次选票那条消息。
error-ballot-incomplete = 还有题目没有选，这一票没有记下。请打开选票，把每一题都选好。
error-ballot-choice-unknown = 选票里有不认识的选项，没有记下。请重新打开选票。
error-comment-too-long = 意见太长了，最多 { $most } 个字，选票没有变。请写短一点再回复一次；刚才那条请您自己删掉。
error-ballot-not-yet = 这次投票还没有开始。开始的时候我会告诉您。
error-ballot-not-elector = 您不在这次投票的名单里。如果不对，请联系书记。
error-ballot-void = 这次投票已经作废，投过的票都不算，也没有人看过。
error-ballot-ended = 这次投票已经结束，现在不能投了。以前说“已经记下”的票都算数。
error-ballot-on-paper = 您领了纸质选票，请用纸票投，这里不能再投。
error-ballot-account-waiting = 您的账号还要由监督人核实，现在不能投。请联系监督人，核实以后再打开选票。
error-ballot-account-other = 投票开始以后，您换了账号。请联系监督人核实，再用这个账号投；换账号以前已经投过的，算那一票。
error-ballot-key-changed = 选票的封条核对不上，这一票没有记下。请马上告诉监督人。
error-ballot-without-comment = 这次投票不收意见，您的选票没有变。您刚才发的那条我已经删掉了。
