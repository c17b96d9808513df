reminder-notice = 定级公示{ $day }期满：{ $units }
reminder-objection = 定级公示{ $day }期满，还有 { $waiting } 条异议没有答复：{ $units }
reminder-button-round = 打开定级总览
reminder-kind-notice = 定级公示期满
reminder-kind-objection = 异议待答复
reminder-entry-notice = 定级公示快期满：{ $what }
reminder-entry-objection = 定级异议还没有答复：{ $what }
