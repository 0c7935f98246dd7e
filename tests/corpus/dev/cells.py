"""What stands in the cells of a table below a header of a client's means, credit, dealings and profile."""

from random import Random

from tests.corpus.dev.identity import digits


def amount(_header: str, rng: Random) -> str:
    """Return an amount of money as tables write it."""
    value = rng.randrange(3_000, 3_000_000)
    cents = rng.randrange(100)
    return rng.choice(
        (f"{value:,}.{cents:02d}", f"{value}.{cents:02d}", str(value), f"{value:,}", f"{value / 10000:.1f}万",
         f"{value}元", f"¥{value:,}.{cents:02d}", f"{value // 10000 + 1}万元")
    )  # fmt: skip


def property_(header: str, rng: Random) -> str:
    """Return an amount, or the number of a title deed where the header asks for one."""
    if "证号" not in header:
        return amount(header, rng)
    place, year = rng.choice("京沪粤浙苏鄂川"), rng.randrange(2016, 2026)
    return f"{place}({year}){rng.choice('朝海浦天西')}不动产权第{digits(rng, 7)}号"


def housing_fund(header: str, rng: Random) -> str:
    """Return an account number or an amount."""
    return (
        digits(rng, rng.choice((10, 12))) if "账号" in header or "account" in header else amount(header, rng)
    )


def credit_report(header: str, rng: Random) -> str:
    """Return a score, a count, a record or the number of a report, as the header asks."""
    lower = header.lower()
    if "评分" in header or "score" in lower:
        return str(rng.randrange(350, 950))
    if "次数" in header or "inquiries" in lower:
        return f"{rng.randrange(40)}{rng.choice(('', '次'))}" if "次数" in header else str(rng.randrange(40))
    if "编号" in header or "no." in lower:
        return f"{rng.randrange(2019, 2026)}{digits(rng, 14)}"
    return (
        rng.choice(("正常", "连三累六", "有逾期", "关注", "次级", "两年内逾期3次", "无逾期"))
        if not header.isascii()
        else rng.choice(("Normal", "Overdue", "Substandard"))
    )


def transaction(header: str, rng: Random) -> str:
    """Return a day or a time of a transaction, or its amount with a sign."""
    day = f"{rng.randrange(2021, 2027)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    if "日期" in header or "date" in header:
        return rng.choice((day, day.replace("-", "/"), day.replace("-", "")))
    if "时间" in header or "time" in header:
        return f"{day} {rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
    return rng.choice(("", "-", "+")) + amount(header, rng).lstrip("¥")


def profile(header: str, rng: Random) -> str:
    """Return a grade of risk or what a bank thinks of the client."""
    if header.isascii():
        return rng.choice(("R1", "R3", "C4", "Conservative", "Balanced", "Aggressive", "High"))
    if "风险" in header:
        return rng.choice(
            (
                "R1",
                "R2",
                "R3",
                "R4",
                "C2",
                "C3",
                "C5",
                "稳健型",
                "保守型",
                "进取型",
                "平衡型",
                "激进型",
                "中风险",
            )
        )
    if "偏好" in header:
        return rng.choice(("固收", "权益类", "短期理财", "贵金属", "基金定投"))
    return rng.choice(
        ("高净值", "白金客户", "潜在流失", "年轻白领", "私行客户", "A类", "价格敏感", "理财达人")
    )
