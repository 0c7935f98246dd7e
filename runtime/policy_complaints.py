"""What the policy language complains of, in Chinese: it speaks English, a terminal and a page may not.

Complaints are sentences with gaps. Each stands here under its English text with named gaps. A sentence
that is not known here is shown as it was said.
"""

from collections.abc import Mapping
from types import MappingProxyType

from runtime.known_sentences import KnownSentences
from runtime.policy_words import Language

_PAIRS = (  # English, Chinese
    # policies.language.yaml_tree
    ("longer than %(number)s characters", "超过 %(number)s 个字符"),
    ("split the policy", "请拆分策略"),
    ("a policy is a mapping", "策略应为键值结构"),
    ("begin with `schema: 1`", "请以 `schema: 1` 开头"),
    ("alias *%(name)s", "别名 *%(name)s"),
    ("write the value out; a policy has no aliases", "请直接写出该值；策略中不使用别名"),
    ("anchor &%(name)s", "锚点 &%(name)s"),
    ("take the anchor away; a policy has no aliases", "请删去锚点；策略中不使用别名"),
    ("tag %(name)s", "标签 %(name)s"),
    ("take the tag away; the language has plain values only", "请删去标签；策略中只有普通值"),
    ("nested deeper than %(number)s", "嵌套超过 %(number)s 层"),
    ("flatten the conditions", "请减少条件的嵌套"),
    ("more than %(number)s values", "超过 %(number)s 个值"),
    ("a second document", "出现第二个文档"),
    ("one policy a file: take the `---` away", "每个文件只写一个策略：请删去 `---`"),
    ("no YAML: %(what)s", "不是有效的 YAML：%(what)s"),
    ("indent with spaces, not tabs", "请用空格缩进，不要用制表符"),
    ("check indentation, colons and quotes on this line", "请检查本行的缩进、冒号和引号"),
    (
        "put the text in quotes: YAML reads a sign in it otherwise",
        "请给这段文字加上引号：其中有 YAML 另作解释的符号",
    ),
    (
        "put a text with a colon in quotes, else check the indentation",
        "含冒号的文字请加引号，否则请检查缩进",
    ),
    ("character %(name)s is not allowed", "不允许使用字符 %(name)s"),
    ("take it away", "请删去"),
    # policies.language.parser
    ("the policy", "策略"),
    ("%(place)s is one value", "%(place)s 应为单个值"),
    ("write %(what)s behind the colon", "请在冒号后填写 %(what)s"),
    ("%(place)s is a mapping", "%(place)s 应为键值结构"),
    ("write keys such as %(keys)s below it", "请在其下填写 %(keys)s 等键"),
    ("unknown key %(key)s in %(place)s", "%(place)s 中有未知的键 %(key)s"),
    ("did you mean %(word)s?", "是否应为 %(word)s？"),
    ("known here: %(words)s", "此处可用：%(words)s"),
    ("key %(key)s is written twice", "键 %(key)s 重复出现"),
    ("keep one of the two", "请保留其中一个"),
    ("%(place)s has no %(key)s", "%(place)s 缺少 %(key)s"),
    ("add `%(key)s: …`", "请添加 `%(key)s: …`"),
    ("%(place)s is an empty list", "%(place)s 是空列表"),
    ("add an entry or take the key away", "请添加一项，或删去该键"),
    ("%(place)s is a list", "%(place)s 应为列表"),
    ("put `- ` before each entry", "请在每一项前加 `- `"),
    ("%(place)s cannot be %(value)s", "%(place)s 不能为 %(value)s"),
    ("write %(what)s", "请填写 %(what)s"),
    ("a whole number from %(least)s to %(most)s", "%(least)s 到 %(most)s 之间的整数"),
    ("a number from %(least)s to %(most)s", "%(least)s 到 %(most)s 之间的数"),
    ("true or false", "true 或 false"),
    ("a date such as %(day)s", "日期，例如 %(day)s"),
    ("a known word", "已知的词"),
    (
        "lower-case letters, digits and hyphens, such as %(example)s",
        "小写字母、数字和连字符，例如 %(example)s",
    ),
    ("one line of at most %(most)s ASCII characters", "一行英文字符（ASCII），不超过 %(most)s 个"),
    ("a number and s, m, h or d, such as %(example)s", "数字加 s、m、h 或 d，例如 %(example)s"),
    ("text of %(least)s to %(most)s characters", "%(least)s 至 %(most)s 个字符的文本"),
    (
        "put the text in quotes: inside {…} a comma ends it",
        "请给这段文字加上引号：在 {…} 中逗号表示结束",
    ),
    ("： behind a key", "键名后写了全角冒号“：”"),
    ("write a half-width `: ` behind the key", "请在键名后写半角冒号加空格“: ”"),
    # policies.language.checks
    ("no clause %(name)s", "没有条款 %(name)s"),
    ("no rule %(name)s", "没有规则 %(name)s"),
    ("a %(channel)s never ends as %(outcome)s", "%(channel)s 不会以 %(outcome)s 结束"),
    ("change `expect` or `channel`", "请修改 `expect` 或 `channel`"),
    ("%(name)s is used twice", "%(name)s 重复使用"),
    ("give each its own name", "请为每一项使用不同的名称"),
    ("%(action)s is no action of this channel", "%(action)s 不是该途径可用的处置"),
    ("change `then` or `channels`", "请修改 `then` 或 `channels`"),
    ("rule %(name)s has no notice", "规则 %(name)s 缺少通知文字"),
    (
        "add `notice: {zh: …, en: …}`: people must learn what to do",
        "请添加 `notice: {zh: …, en: …}`：必须告知相关人员怎么做",
    ),
    ("`%(key)s` belongs to %(owner)s", "`%(key)s` 只能与 %(owner)s 一起使用"),
    ("take `%(key)s` away", "请删去 `%(key)s`"),
    ("there is nothing that `redact` could mask", "`redact` 没有可遮盖的内容"),
    (
        "choose findings in `when`, for example by `entity` or `grade`",
        "在 `when` 中用 `entity`、`grade` 等选出要遮盖的内容",
    ),
    ("the term %(name)s says nothing", "内部用语 %(name)s 没有内容"),
    ("add `words` or an `expression`", "请补充 `words` 或 `expression`"),
    ("more than %(number)s words", "超过 %(number)s 个词"),
    ("an exact-match list holds more", "更多的词请放入精确匹配名单"),
    # policies.language.checks_of_scopes
    ("the exception lets everybody off", "例外放过了所有人"),
    ("name whom in `applies_to`", "请在 `applies_to` 中写明对象"),
    ("a domain has no @", "域名中不含 @"),
    ("an address has an @", "地址中应有 @"),
    # policies.language.checks_of_conditions
    ("the condition says nothing", "条件为空"),
    ("add a key such as `entity`, or take `when` away", "请添加 `entity` 等条件，或删去 `when`"),
    ("add `together` or take `within` away", "请添加 `together`，或删去 `within`"),
    ("together needs at least two selections", "`together` 至少需要两项"),
    ("add another", "请再添加一项"),
    ("only findings can be together", "`together` 中只能是发现的内容"),
    (
        "use entity, grade, category, confidence, count, distinct",
        "请使用 entity、grade、category、confidence、count、distinct",
    ),
    ("no term %(name)s", "没有内部用语 %(name)s"),
    ("known here: none", "此处尚无任何名称"),
    ("an amount has at most two digits before its zeros", "金额最多两位数字，其余须为零"),
    ("write a round figure such as %(number)s", "请填写取整的金额，例如 %(number)s"),
    ("`cumulative` needs one limit", "`cumulative` 需要一个限值"),
    ("add `count` or `distinct`, not both", "请填写 `count` 或 `distinct`，只填一个"),
    # policies.language.expressions
    ("the expression is ambiguous", "表达式有歧义"),
    ("write \\ before [, -, &, | or ~ inside of […]", "在 […] 中请在 [、-、&、| 或 ~ 前写 \\"),
    (
        "the expression cannot be read at its character %(number)s: %(what)s",
        "表达式第 %(number)s 个字符处无法识别：%(what)s",
    ),
    ("write \\ before a sign that means itself", "符号若表示其本身，请在前面写 \\"),
    ("the expression is refused: %(what)s", "不接受此表达式：%(what)s"),
    ("write the expression without it", "请去掉这一部分"),
    ("it looks ahead or back", "含有前后查看"),
    ("it refers back to a group", "含有对分组的引用"),
    ("it repeats without end", "重复没有上限"),
    ("write {1,20} instead of + and {0,20} instead of *", "请用 {1,20} 代替 +，用 {0,20} 代替 *"),
    (
        "a repetition stands within a repetition, so one text can be read in %(number)s ways",
        "重复之中又有重复，同一段文字有 %(number)s 种读法",
    ),
    (
        "repetitions follow one another, so one text can be read in %(number)s ways",
        "几个重复前后相接，同一段文字有 %(number)s 种读法",
    ),
    ("over a million", "超过一百万"),
    (
        "at most %(number)s: use smaller numbers, or make two terms of it",
        "最多 %(number)s 种：请减小次数，或分成两个用语",
    ),
    ("the expression may take %(number)s characters", "表达式最长可达 %(number)s 个字符"),
    ("at most %(number)s: use smaller numbers", "最多 %(number)s 个：请减小次数"),
    ("the expression is met by nothing at all", "空白也符合此表达式"),
    ("take a ? or {0,…} away", "请去掉一个 ? 或 {0,…}"),
    # policies.language.self_test
    (
        "expected %(expected)s, got %(got)s by rule %(rule)s",
        "预期 %(expected)s，实际为 %(got)s（规则 %(rule)s）",
    ),
    ("rule %(name)s did not apply, but %(others)s", "规则 %(name)s 未生效，生效的是 %(others)s"),
)
CHINESE: Mapping[str, str] = MappingProxyType(dict(_PAIRS))
_COMPLAINTS = KnownSentences(CHINESE)


def complaint_in_words(said: str, language: Language) -> str:
    """Return a complaint, or its remedy, in a language.

    >>> complaint_in_words("key 'mode' is written twice", "zh")
    "键 'mode' 写了两次"
    """
    return said if language == "en" else _COMPLAINTS.translated(said, CHINESE.__getitem__)
