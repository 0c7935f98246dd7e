"""Made-up contracts and business mail: sentences of their own, and phrases that all of them share."""

from random import Random

# Pairs of characters, three hundred and more; a sentence strings them together as they come.
_WORDS = (
    "甲方乙方合同贷款抵押质押担保保证利率期限到期偿还支付逾期违约责任赔偿损失解除终止变更转让通知书面同意授权委托代理登记"
    "备案核对确认验收交付移交保管使用收益处分权利义务承诺声明陈述披露保密信息资料文件凭证账户资金划付结算清算费用税款发票"
    "审计检查监督管理运营维护服务技术系统设备材料质量标准数量价格金额比例份额股权债权资产负债净值估值风险评级分类报告披露"
    "项目工程施工设计采购招标投标供应运输仓储保险理赔租赁房屋场地物业装修水电押金续租退租培训咨询顾问研究开发专利商标版权"
    "许可独家区域渠道客户市场推广品牌广告活动年度季度月度首次每次分期一次全部部分剩余提前延后自动人工及时定期随时当日次日"
    "优先同等相应有关其他任何必要合理有效真实准确完整合法正当善意重大轻微严重一般特殊专项综合整体单独共同连带独立第三关联"
)
WORDS = tuple(_WORDS[at : at + 2] for at in range(0, len(_WORDS), 2))
SHARED = (
    "本合同一式两份，甲乙双方各执一份，具有同等法律效力，自双方签字盖章之日起生效。",
    "因本合同引起的或与本合同有关的任何争议，双方应友好协商解决；协商不成的，任何一方均可向有管辖权的人民法院提起诉讼。",
    "未尽事宜，由双方另行签订补充协议，补充协议与本合同具有同等法律效力。",
    "由于不可抗力致使本合同不能履行的，遭受不可抗力的一方应在十五日内书面通知对方，并提供有关机构出具的证明文件。",
    "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人。如果您错收了本邮件，请您立即通知发件人并删除。",
    "This email and any attachments are confidential and intended solely for the use of the addressee.",
)
CHAT = (
    "各位好，附件是本周例会的会议纪要，请查收。",
    "请于周五下班前反馈意见，谢谢配合。",
    "系统将于今晚升级，期间暂停服务，给您带来不便敬请谅解。",
    "Please find attached the revised schedule for your review.",
    "Let us discuss this in the call tomorrow, and send me your comments before noon.",
    "关于下季度预算的安排，请各部门提前准备材料。",
    "培训地点改在三楼会议室，请相互转告。",
)


def sentence(rng: Random) -> str:
    """Return one sentence of 30 to 60 characters with a number in it."""
    words = [rng.choice(WORDS) for _ in range(rng.randrange(14, 28))]
    words.insert(rng.randrange(4, 10), "，")
    words.insert(rng.randrange(4, 10), f"{rng.randrange(1, 10**6):,}.00元")
    return "".join(words) + "。"


def contract(rng: Random) -> str:
    """Return a contract of about 4,000 characters; one clause in five is a shared phrase."""
    clauses = [
        f"第{number}条 {rng.choice(SHARED[:4]) if rng.random() < 0.2 else sentence(rng)}"
        for number in range(1, 91)
    ]
    return "\n".join(clauses)


def mail(rng: Random, sentences: int = 30) -> str:
    """Return business mail that has nothing of a contract but the shared phrases, and sentences of its own."""
    kinds = rng.choices(("chat", "shared", "own"), (5, 3, 2), k=sentences)
    makers = {
        "chat": lambda: rng.choice(CHAT),
        "shared": lambda: rng.choice(SHARED),
        "own": lambda: sentence(rng),
    }
    return "\n".join(makers[kind]() for kind in kinds)
