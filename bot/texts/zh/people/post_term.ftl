post-term-question = { $name }担任{ $unit }的{ $kind }，任期到哪一天（含当天）？请输入日期，比如“2027年6月30日”。到期前会提醒组织委员。
post-term-none = 不设任期
post-term-done = 已记下：{ $name }担任{ $unit }的{ $kind }，任期至{ $until }（含当天）。
post-term-cleared = 已取消任期：{ $name }继续担任{ $unit }的{ $kind }。
post-term-told = 您担任{ $unit }的{ $kind }，任期定到{ $until }（含当天）。有疑问请联系上级党组织。
post-term-told-cleared = 您担任{ $unit }的{ $kind }，原来定的任期已取消，请继续履职。
error-term-past = { $until }已经过去或就是今天。要现在结束任职，请发送 /posts 点“结束任职”；否则请输入以后的日期。
error-term-too-far = 任期最长十年，请输入近一些的日期。
