rating-open-not =
    This rating has not begun. { $why }
    Once that is put right, please open it again.
