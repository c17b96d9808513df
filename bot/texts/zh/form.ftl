form-cancel = 取消
form-cancelled = 已取消，什么都没有改动。
form-left-evidence = 好的，先停在这里。已经发来的材料都留着，还没有交给上级。要接着交，请再打开这一项。
form-nothing-to-cancel = 现在没有正在填写的内容。发送 /start 可以看到能做的事。
form-over = 这个按钮已经用不上了。发送 /start 可以重新开始。
form-unfit = 这一步用不上刚才发来的内容，请按下面的提示来：
form-as-it-is-now = 现在进行到这一步：
form-taken = 您刚才发来的内容已经收到，也办好了，不用再发。
