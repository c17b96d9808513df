language-choose = Please choose your language. 请选择语言。
language-chosen = Thank you. From now on I will speak English with you.
