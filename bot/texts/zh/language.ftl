language-choose = 请选择语言。 Please choose your language.
language-chosen = 好的，以后我都用中文和您说话。
