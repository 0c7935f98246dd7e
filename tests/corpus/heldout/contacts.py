"""Telephone numbers, mail addresses, number plates and vehicle numbers."""

from random import Random

from tests.corpus import check_digits
from tests.corpus.heldout.people import digits

SEGMENTS = [
    "130", "131", "132", "133", "135", "136", "137", "139", "145", "147", "149", "150", "151", "152", "153",
    "155", "156", "157", "158", "159", "162", "166", "167", "171", "172", "173", "175", "176", "177", "178",
    "180", "181", "182", "183", "185", "186", "187", "189", "190", "191", "193", "195", "196", "197", "198",
    "199",
]  # fmt: skip
EIGHT_DIGITS = (
    "010", "020", "021", "022", "023", "024", "025", "027", "028", "029", "0755", "0571", "0512", "0532",
    "0311", "0371", "0431", "0451", "0591", "0731", "0757", "0574", "0531",
)  # fmt: skip
SEVEN_DIGITS = ("0771", "0773", "0351", "0471", "0931", "0951", "0971", "0991")
USERS = [
    "lan.qiu", "wen_xu88", "zhouyt", "tang.jiahui", "h.shen", "feng1987", "gu-mingyu", "xiaolu.yan",
    "liqun", "bai_yutong", "may.chow", "k.w.leung", "sunny0416", "panruoxi", "qiaozhen", "dz.meng",
    "tianyi.luo", "rong+fund", "yuki.lam", "herbert.so",
]  # fmt: skip
DOMAINS = [
    "qq.com", "163.com", "126.com", "sina.com.cn", "foxmail.com", "outlook.com", "gmail.com", "aliyun.com",
    "yeah.net", "sohu.com", "189.cn", "netvigator.com", "mail.zju.edu.cn", "hotmail.com",
    "hongfeng-textile.cn", "yuelai-logistics.com.cn", "icloud.com",
]  # fmt: skip
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
MAKERS = [
    "LSV", "LFV", "LVS", "LGB", "LHG", "LBV", "LE4", "LVG", "LGX", "LC0", "LRW", "WBA", "WDD", "JTH", "5YJ",
    "LJD", "LSJ", "LZW",
]  # fmt: skip
VIN_CHARACTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


def mobile(rng: Random) -> str:
    """Return eleven digits of an assigned segment."""
    return rng.choice(SEGMENTS) + digits(rng, 8)


def landline(rng: Random) -> tuple[str, str]:
    """Return area code and subscriber number as the numbering plan has them."""
    eight = rng.random() < 0.75
    area = rng.choice(EIGHT_DIGITS if eight else SEVEN_DIGITS)
    return area, f"{rng.randint(2, 8)}{digits(rng, 7 if eight else 6)}"


def email(rng: Random) -> str:
    """Return an address at a public provider or a firm."""
    if rng.random() < 0.2:
        return f"{rng.randint(10_000_000, 999_999_999)}@qq.com"
    user = rng.choice(USERS) + rng.choice(("", "", str(rng.randint(2, 999))))
    return f"{user}@{rng.choice(DOMAINS)}"


def plate(rng: Random) -> str:
    """Return a blue plate (five places) or a green one (six, D or F in front or at the end)."""
    head = rng.choice(PROVINCES) + rng.choice("ABCDEFGH")
    form = rng.random()
    if form < 0.6:
        characters = rng.choices("0123456789", k=5)
        for place in rng.sample(range(5), rng.choice((0, 1, 1, 2))):
            characters[place] = rng.choice(PLATE_LETTERS)
        return head + "".join(characters)
    if form < 0.9:
        return head + rng.choice("DF") + rng.choice("0123456789" + PLATE_LETTERS) + digits(rng, 4)
    return head + digits(rng, 5) + rng.choice("DF")


def vin(rng: Random) -> str:
    """GB 16735: maker, description, check character, model year, plant, six digits."""
    description = "".join(rng.choices(VIN_CHARACTERS, k=5))
    head, tail = rng.choice(MAKERS) + description, rng.choice("BCDEFGHJKLMNPRS") + rng.choice("123ABEMPR")
    tail += digits(rng, 6)
    return head + check_digits.vin(f"{head}0{tail}") + tail
