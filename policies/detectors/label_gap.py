"""What may stand between a label and its value: marks, verbs, notes, markup.

Every repetition is bounded, and no two neighbours match the same characters more than a few ways.
"""

_TAG = r"(?:<[A-Za-z][^<>\n]{0,40}value=(?:3D)?[\"']|</?[A-Za-z][^<>\n]{0,40}>|&nbsp;|&#160;)"
MARKUP = rf"(?:{_TAG}[ \t]{{0,2}}+){{0,5}}+"
SOME_MARKUP = rf"(?:{_TAG}[ \t]{{0,2}}+){{1,5}}+"
NOTE = r"(?:[ \t]?(?:[（(][^（()）\n]{0,16}[)）]|\[[^\[\]\n]{0,16}\]))?+"
CLOSED = r"[\"'”’】」\])）*_`]{0,3}"  # closes what the label stands in
CHANGED = (
    r"(?:由旧值)?(?:已|现|應|应)?(?:变更|更正|修改|更新|更改|改|重置|设置|设|换|登记|写)(?:为|"
    r"成)了?[:：]?"
)
VERB = rf"[ \t]?(?:{CHANGED}|[就应應]?(?:是(?!否)|为|叫)[:：]?)"
MARK = r"(?:[:：=|\t→]{1,2}>?|-{1,2}>|\.{2,12}|…{1,2}|[ ]-{1,2}[ ])"
ATTRIBUTE = r"(?:[^<>\"'\n]{0,3}[\"'][ \t][^<>\n]{0,24}?value=(?:3D)?[\"'])"
VALUE_NEXT = rf"[ \t|>*]{{0,6}}+{MARKUP}[ \t\"'“‘「『【*`]{{0,4}}+"
"""Between the mark and the value itself."""
