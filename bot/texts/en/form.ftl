form-cancel = Cancel
form-cancelled = Cancelled. Nothing was changed.
form-left-evidence = All right, stopped here. What you have sent is kept and has not been handed in. To go on, please open the item again.
form-nothing-to-cancel = There is nothing to cancel. Send /start to see what you can do.
form-over = This button is no longer in use. Send /start to begin again.
form-unfit = What you sent does not fit this step. Please follow this:
form-as-it-is-now = This is the step you are at now:
form-taken = What you sent just now has been received and done. There is no need to send it again.
