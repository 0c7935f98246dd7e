"""What stands between a word for opening or encrypting and the password that is used for it."""

import re

from policies.lazily import lazily
from policies.vocabulary import words

ENCRYPTED = ("加密", "加的密", "加了密")
LOGINS = ("登录", "登陆", "登入")  # 用本人手机号登录 names the user
UNPACKED = ("解压", "解密", "解锁", "解开")
USUAL_BEGINS = frozenset("老同跟和与照按旧原去上沿")  # 解压老规矩
QUOTES = frozenset("\"'“”‘’「」『』【】《》[]()<>（）`")
_QUOTES = r"[\"'“‘「『【《\[(（<`*]{0,2}"
_CLOSES = r"[\"'”’」』】》\])）>`*]{0,2}"
# `附件已加密，X`, `加密了（X）`
ENCRYPTED_BEHIND = lazily(
    r"[了过好的]?(?:处理|保护|压缩|上传|打包|成功|存放|发送)?[了过好的]{0,2}[ ]?"
    rf"(?:[^\n。；;!-~]{{0,10}}?(?:用|输入?|键入|敲)|[，,:：（(]|-{{2}}|[ ])[ ]?{_QUOTES}(?=[!-~])"
)
# `附件已加密，您手机号后六位`
ENCRYPTED_BEFORE_HINT = lazily(
    r"[了过好]?(?:处理|保护|压缩|上传|打包)?[了过的]?[ ]?[，,:：（(][ ]?(?:是|为|就是|用|密码是?)?"
)
# `登录请用X`, `解压统一使用X`
TOLD_BEHIND = lazily(
    rf"[\u3400-\u9fff，,]{{0,8}}?(?:用|需要|输入?|填写?|键入|敲入?|打|凭|试试?)(?:密码|口令|(?:初始|新|旧|原|"
    rf"临时|这个?)的?)?[ :：]{{0,2}}{_QUOTES}(?=[!-~])"
)
# `用X对附件做了加密`, `凭X登录`
USED_BEFORE = lazily(
    rf"(?:[用以凭拿]|通过|输入?|填写?|键入|敲入?|打|"
    rf"试试?)[ ]{{0,2}}{_QUOTES}(?P<value>[!-~]{{4,64}}?){_CLOSES}[ ]{{0,2}}"
    rf"[\u3400-\u9fff，]{{0,12}}\Z"
)
# `附件用X加密了`
USED_AT_ONCE = lazily(r"(?<!采)(?:[用以凭])[ ]{0,2}(?P<value>[!-~]{6,32})[ ]{0,2}\Z")
# `you'll need X to unlock it`, `open it using X`
ENGLISH_BEFORE = lazily(
    rf"(?:\b(?:need|needs|try|use|using|with|enter|type|key in|is)[ ]|(?:\A|"
    rf"[\n.:])[ ]?){_QUOTES}(?P<value>[!-~]{{4,64}}?){_CLOSES}[ ]"
    r"(?:in order )?(?:to )?(?:[a-z]{1,8} )?\Z",
    re.IGNORECASE,
)
ENGLISH_BEHIND = lazily(
    rf"(?:(?:[ ][A-Za-z]{{1,10}}){{0,4}}?,?[ ](?:please )?(?:with|using|by|use|enter|type|is)|(?<=with)|(?<=using)|"
    rf"(?<=by))[ ]{_QUOTES}(?=[!-~])",
    re.IGNORECASE,
)
# `X，解压用的`
VALUE_THEN = lazily(r"(?<![!-~])(?P<value>[!-~]{6,32}?)[ ]?(?:[，,]|-{2})[ ]?\Z")
USED_FOR = lazily(r"(?:附件|文件|压缩包)?用的?(?:[，。；！,.;!\s）)]|\Z)")
TYPING = lazily(
    r"(?:凭|输入?|填写?|键入|敲入?|(?:enter|type|key in|typing|entering)[ ])[ :：\"'“‘「『【《]{0,3}\Z",
    re.IGNORECASE,
)
OPENS_AT_ONCE = lazily(r"(?:附件|文件|压缩包|了|[，。；！,.;!\r\n）)]|\Z)")
ENDS = lazily(
    r"[\"'”’」』】》\])）>`]{0,2}[ \t]{0,2}(?:[，。；！、,.;!~…（(\r\n]|\Z|[就即来去可便才后]|打开|解|查看|谢谢|"
    r"请|麻烦|[吧哈哦啊呀了])"
)
SIGN = re.compile(r"[@#$%^&*!?+=_~]")
COMMANDS = words(
    "cmd regedit msconfig ipconfig gpedit services mstsc control explorer exit quit help winver dxdiag taskmgr "
    "powershell notepad notepad++ query search telnet shell ping admin"
)


def letters_are_mixed(value: str) -> bool:
    """Return whether a value has small and capital letters, or parts of both letters and digits."""
    return (value != value.lower() and value != value.upper()) or ("-" in value and not _CIPHER.match(value))


def is_cipher(value: str) -> bool:
    """Return whether a value begins like the name of a cipher: ChaCha20-Poly1305."""
    return bool(_CIPHER.match(value))


_CIPHER = lazily(r"(?:aes|rsa|sha|ecdh|x?chacha|des|ghs|gcm|cbc|sm|iso|gb|rfc|jr|no)[\d\-/]", re.IGNORECASE)
