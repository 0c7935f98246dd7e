"""What looks like client data and is none: numbers that fail every check or plan, codes, names of firms and places."""

import base64
import re
from collections.abc import Callable
from random import Random
from uuid import UUID

from tests.corpus.check_digits import vin
from tests.corpus.heldout.accounts import CARDS, has_check_digit
from tests.corpus.heldout.passwords import NO_PASSWORD
from tests.corpus.heldout.people import REGIONS, birth, digits
from tests.corpus.sample import Draft


def no_check(rng: Random, prefix: str, length: int) -> str:
    """Return a number of `length` digits beginning with `prefix` whose last digit fits no check."""
    while has_check_digit(number := prefix + digits(rng, length - len(prefix))):
        pass
    return number


def false_card(rng: Random) -> str:
    """Return the prefix and length of a card with a wrong Luhn digit."""
    return no_check(rng, *rng.choice(CARDS))


def false_id(rng: Random) -> str:
    """Return region, birth and sequence with a wrong check digit, or a thirtieth of February."""
    day = birth(rng) if rng.random() < 0.6 else f"{rng.randint(1960, 2005)}0230"
    return no_check(rng, rng.choice(REGIONS) + day, 18)


def false_vin(rng: Random) -> str:
    """Return 17 letters and digits of a part number whose place 9 is wrong."""
    code = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=16)) + rng.choice("0123456789")
    right = vin(code)
    return code[:8] + rng.choice([other for other in "0123456789" if other != right]) + code[9:]


def stamp(rng: Random) -> str:
    """Return a time stamp of 14 or 17 digits."""
    while True:
        moment = (
            f"20{rng.randint(18, 26)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 23):02}"
        )
        moment += f"{rng.randint(0, 59):02}{rng.randint(0, 59):02}" + rng.choice(("", digits(rng, 3)))
        if not has_check_digit(moment):
            return moment


def letters_only(rng: Random, count: int) -> str:
    """Return base64 of `count` random octets."""
    return base64.b64encode(rng.randbytes(count)).decode()


MAKERS: dict[str, Callable[[Random], str]] = {
    "order": lambda rng: no_check(
        rng, rng.choice(("20", "30", "71", "88")), rng.choice((13, 14, 16, 17, 20, 22))
    ),
    "parcel": lambda rng: rng.choice(("SF", "JDVA", "YT", "ZTO")) + digits(rng, 13),
    "stamp": stamp,
    "epoch": lambda rng: f"17{digits(rng, 8)}",
    "uuid": lambda rng: str(UUID(int=rng.getrandbits(128), version=4)),
    "sha": lambda rng: f"{rng.getrandbits(256):064x}",
    "md5": lambda rng: f"{rng.getrandbits(128):032x}",
    "base64": lambda rng: letters_only(rng, rng.randint(30, 90)),
    "amount": lambda rng: f"{rng.randint(10_000, 99_999_999):,}.{rng.randint(0, 99):02}",
    "big": lambda rng: f"{rng.randint(10_000_000, 999_999_999)}.{rng.randint(0, 99):02}",
    "card": false_card,
    "id": false_id,
    "vin": false_vin,
    "phone": lambda rng: rng.choice(("100", "101", "110", "120", "121", "123", "125")) + digits(rng, 8),
    "long": lambda rng: no_check(rng, rng.choice(("13", "15", "18")), rng.choice((12, 13, 14))),
    "version": lambda rng: ".".join(str(rng.randint(0, 30)) for _ in range(rng.choice((3, 4)))),
    "ip": lambda rng: f"10.{rng.randint(0, 250)}.{rng.randint(0, 250)}.{rng.randint(1, 250)}",
    "mac": lambda rng: ":".join(f"{rng.randint(0, 255):02x}" for _ in range(6)),
    "hot": lambda rng: rng.choice(
        ("95599", "95566", "95528", "400-889-5580", "400 610 9988", "12363", "12378")
    ),
    "stock": lambda rng: f"{rng.choice(('60', '00', '30', '68'))}{digits(rng, 4)}",
    "meet": lambda rng: f"{rng.randint(100, 999)} {rng.randint(100, 999)} {rng.randint(100, 999)}",
    "four": lambda rng: digits(rng, 4),
    "n": lambda rng: str(rng.randint(2, 980)),
    "year": lambda rng: str(rng.randint(2015, 2026)),
    "pct": lambda rng: f"{rng.randint(1, 98)}.{rng.randint(0, 99):02}%",
    "day": lambda rng: f"{rng.randint(2020, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
    "flight": lambda rng: rng.choice(("MU", "CA", "HO", "CZ")) + digits(rng, 4),
}
TEXTS = (
    "订单号 {order} 已发货，请留意签收。",
    "快递单号：{parcel}，{parcel}",
    "Tracking number {parcel}, expected on {day}.",
    "批次 {stamp} 处理完成，共 {n} 笔。",
    "日志时间戳 {epoch} 与 {epoch} 之间没有心跳。",
    "Request {uuid} timed out after {n} ms.",
    "sha256: {sha}",
    "文件校验 MD5 {md5}，请比对。",
    "Content-Transfer-Encoding: base64\n\n{base64}\n{base64}\n",
    "本期结算金额 {amount} 元，上期 {amount} 元。",
    "合计 {big}，差异 {big}。",
    "测试环境里的假卡流水 {card} 不参与清算。",
    "Trace id {card} was written twice.",
    "流水编号 {id} 重复入账，技术部已处理。",
    "Job {id} finished with code {n}.",
    "物料编码 {vin} 库存不足。",
    "Part no. {vin} replaces {vin}.",
    "工单 {phone} 已关闭。",
    "Ticket {phone} is waiting for the vendor.",
    "序列号 {long}，保修至 {day}。",
    "升级到 {version} 之后，{version} 的补丁不再需要。",
    "服务器 {ip} 到 {ip} 的防火墙策略已开通，网卡 {mac}。",
    "如有疑问请拨打客服热线 {hot}。",
    "Call our hotline {hot} around the clock.",
    "关注个股 {stock}、{stock}，涨幅 {pct}。",
    "银保监办发〔{year}〕{n}号文件请各部门传阅。",
    "航班 {flight} 延误，改签 {flight}。",
    "马上消费、方正证券和江苏银行的研报各一份。",
    "金葵花理财与周周赢产品本周开放申购，起点 {n} 万元。",
    "户名：杭州宏丰纺织有限公司",
    "联系人：客户服务中心",
    "姓名：\n性别：\n职业：\n",
    "女士专享信用卡活动截止到 {day}。",
    "各位女士、先生：会议即将开始。",
    "张江高科园区的网点下月装修。",
    "浙江省分行与广东省分行交流零售经验。",
    "我下周去四川省成都市出差，顺便走访两家支行。",
    "The roadshow goes from Shanghai via Suzhou to Xiamen.",
    "分行,营业收入,利息净收入\n杭州,{big},{big}\n宁波,{big},{big}\n",
    "部门\t预算\t执行率\n科技部\t{amount}\t{pct}\n零售部\t{amount}\t{pct}\n",
    "图标放在 images/logo@2x.png 里。",
    "感谢 @零售部 @科技部 的支持。",
    "发票代码 {n}00{year}，不含税金额 {amount}。",
    "The build {version}+{md5} passed on {ip}.",
    "paging: offset={n}&size={n}&ts={stamp}",
    "ISO 20022 报文 pacs.008.001.{n} 校验通过。",
    'ETag: "{md5}"\nX-Trace: {uuid}\n',
    "A4 纸 {n} 包，B5 信封 {n} 个。",
    "E12 档位与 G20 峰会材料已打印 {n} 份。",
    "客户手机 138****{four}，卡号 6222 **** **** {four}，详情请登录系统查询。",
    "脱敏样例：3301**********{four}、E****{four}、张*。",
    "请核对尾号 {four} 与尾号 {four} 的两张卡。",
    "人民币（大写）：壹佰贰拾叁万肆仟伍佰元整",
    "本协议于二〇二四年一月十五日签订，有效期三年。",
    "第一、二、三、四季度的数据分别见表一至表四。",
    "２０２４年第３期，共１２８页，定价４５．００元。",
    "文档里的示例卡号 4111 1111 1111 1111 只用于联调。",
    "Use the sandbox card 5555555555554444 for the smoke test.",
    "收款人：上海浦东发展银行股份有限公司",
    "姓名：（必填）\n手机：（必填）\n地址：（选填）\n",
    "联系人：待定；联系电话：同上；地址：见合同第{n}条",
    "Name: \nAddress: as above\nPassport No.: n/a\nMobile: none\n",
    "尊敬的客户：您好！手机银行 {version} 已发布。",
    "Dear Sir or Madam,\nthe office is closed on {day}.",
    "账号已注销，护照号待补，车牌号以行驶证为准。",
    "IP地址：{ip}；MAC地址：{mac}",
    "邮箱地址格式不正确，错误码 {n}。",
    "ISBN 978-7-{four}-{four}-0，馆藏 {n} 册。",
    "坐标 30.27{four}, 120.15{four}，海拔 {n} 米。",
    "日期,成交量,收盘价\n{day},{big},{n}\n{day},{big},{n}\n",
    "设备编号 SN-{year}-{four}-{four}-{four}，质保 {n} 个月。",
    "会议号 {meet}，{day} 开始。",
    "公文编号 {year}{four}{n}，附件 {n} 页。",
    "京A级防护标准已更新，苏E展厅另行安排。",
)
SLOT = re.compile(r"\{(\w+)\}")


def words(template: str, rng: Random) -> str:
    """Fill a template with look-alikes."""
    return SLOT.sub(lambda found: MAKERS[found[1]](rng), template)


def look_alike(draft: Draft, rng: Random) -> Draft:
    """Append two or three texts that hold nothing to be found."""
    for _ in range(rng.randint(2, 3)):
        template = rng.choice(NO_PASSWORD) if rng.random() < 0.2 else rng.choice(TEXTS)
        draft.add(words(template, rng)).add(rng.choice(("\n", "\n\n")))
    return draft
