"""The spelling rules of 1984, each a function that bears its number.

Source of all: 中国地名汉语拼音字母拼写规则（汉语地名部分）, (84)中地字第17号, 1984-12-25.
"""
