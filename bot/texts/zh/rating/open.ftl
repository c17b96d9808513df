rating-open-not =
    这场测评没有开始。{ $why }
    改好以后，请重新开始一次。
