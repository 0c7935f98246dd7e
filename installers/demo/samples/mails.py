"""The sample mails: what a bank sends on an ordinary day, and what must happen to each."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options

from installers.demo.people import CLIENT, COLLEAGUE, PARTNER, SENDER
from installers.demo.samples import attachments
from installers.demo.samples.synthetic import NAMES, client_table, mobiles, resident_ids

LARGE = 25 * 1024 * 1024
PASSWORD = "Fengjin#2026"  # noqa: S105 - the password that a careless sender writes into a sample
ZIP = ("application", "zip")
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class MailSample:
    """One mail: `expected` maps each envelope recipient to its outcome."""

    name: str
    content: bytes
    expected: dict[str, str]

    @property
    def message_id(self) -> str:
        """The Message-ID by which the mail is found again in a mailbox."""
        return _message_id(self.name)


def samples(partner_certificate: x509.Certificate) -> list[MailSample]:
    """Return all sample mails, in the order in which they are sent."""
    makers: list[Callable[[], MailSample]] = [
        _plain,
        _gbk_plain,
        _id_in_body,
        _id_in_gbk_body,
        _id_in_zipped_workbook,
        _id_in_pdf,
        _several_recipients,
        _password_in_body,
        _password_in_subject,
        _password_in_file_name,
        _password_sent_otherwise,
        _large,
        _damaged,
    ]
    return [*(make() for make in makers), _encrypted_by_sender(partner_certificate)]


def _plain() -> MailSample:
    message = _mail("plain", "会议安排", "各位好:周四上午十点在三楼会议室讨论季度工作计划。")
    return _sample("plain", message, {CLIENT.address: "passed"})


def _gbk_plain() -> MailSample:
    message = _mail("gbk-plain", "节日问候", "祝您节日快乐,感谢一直以来的支持。", charset="gb18030")
    return _sample("gbk-plain", message, {CLIENT.address: "passed"})


def _id_in_body() -> MailSample:
    body = f"客户{NAMES[0]},身份证号码:{resident_ids(1)[0]},申请变更预留手机。"
    return _sample("id-in-body", _mail("id-in-body", "客户资料变更", body), {CLIENT.address: "sealed-pdf"})


def _id_in_gbk_body() -> MailSample:
    body = f"请协助核实:{NAMES[1]} 身份证 {resident_ids(2)[1]} 手机 {mobiles(1)[0]}"
    message = _mail("id-in-gbk-body", "请协助核实", body, charset="gb18030")
    return _sample("id-in-gbk-body", message, {CLIENT.address: "sealed-pdf"})


def _id_in_zipped_workbook() -> MailSample:
    message = _mail("id-in-zipped-workbook", "本月开户名单", "名单见附件,请查收。")
    packed = attachments.zipped({"开户名单.xlsx": attachments.workbook(client_table(12))})
    _attach(message, packed, ZIP, "开户名单.zip")
    return _sample("id-in-zipped-workbook", message, {CLIENT.address: "sealed-pdf"})


def _id_in_pdf() -> MailSample:
    message = _mail("id-in-pdf", "对账单", "对账单见附件。", recipient=PARTNER.address)
    _attach(
        message,
        attachments.pdf(["Client statement", f"ID No. {resident_ids(3)[2]}"]),
        ("application", "pdf"),
        "对账单.pdf",
    )
    return _sample("id-in-pdf", message, {PARTNER.address: "sealed-smime"})


def _several_recipients() -> MailSample:
    body = f"请双方核对:{NAMES[2]},身份证号 {resident_ids(4)[3]}。"
    message = _mail(
        "several-recipients", "请双方核对", body, recipient=f"{PARTNER.address}, {COLLEAGUE.address}"
    )
    expected = {PARTNER.address: "sealed-smime", COLLEAGUE.address: "sealed-pdf"}
    return _sample("several-recipients", message, expected)


def _password_in_body() -> MailSample:
    message = _mail("password-in-body", "客户名单", f"名单见附件,解压密码:{PASSWORD}")
    _attach_encrypted(message, "客户名单.zip")
    return _sample("password-in-body", message, {CLIENT.address: "refused"})


def _password_in_subject() -> MailSample:
    message = _mail("password-in-subject", f"客户名单 密码:{PASSWORD}", "名单见附件。")
    _attach_encrypted(message, "客户名单.zip")
    return _sample("password-in-subject", message, {CLIENT.address: "refused"})


def _password_in_file_name() -> MailSample:
    message = _mail("password-in-file-name", "客户名单", "名单见附件。")
    _attach_encrypted(message, f"客户名单(密码:{PASSWORD}).zip")
    return _sample("password-in-file-name", message, {CLIENT.address: "refused"})


def _password_sent_otherwise() -> MailSample:
    body = f"客户{NAMES[3]}的身份证号码是 {resident_ids(5)[4]},密码另发,请注意查收短信。"
    message = _mail("password-sent-otherwise", "资料", body)
    return _sample("password-sent-otherwise", message, {CLIENT.address: "sealed-pdf"})


def _large() -> MailSample:
    message = _mail("large", "运行报告", "本月运行报告见附件。")
    _attach(message, attachments.long_report(LARGE), ("text", "plain"), "运行报告.txt")
    return _sample("large", message, {CLIENT.address: "passed"})


def _damaged() -> MailSample:
    message = _mail("damaged", "资料", "资料见附件。")
    packed = attachments.zipped({"名单.xlsx": attachments.workbook(client_table(40))})
    _attach(message, packed, ZIP, "名单.zip")
    content = message.as_bytes()
    cut = content[: content.rindex(b"Content-Disposition") + len(packed) // 2]
    return MailSample("damaged", cut + b"\r\n", {CLIENT.address: "refused"})


def _encrypted_by_sender(certificate: x509.Certificate) -> MailSample:
    inner = f"Content-Type: text/plain; charset=utf-8\r\n\r\n客户 {resident_ids(6)[5]}\r\n"
    builder = PKCS7EnvelopeBuilder().set_data(inner.encode()).add_recipient(certificate)
    sealed = builder.encrypt(Encoding.SMIME, [PKCS7Options.Binary])
    headers = _mail("encrypted-by-sender", "加密资料", "", recipient=PARTNER.address)
    kept = ("From", "To", "Subject", "Date", "Message-ID")
    own = "".join(f"{name}: {headers[name]}\r\n" for name in kept if name != "Subject")
    top = (own + "Subject: =?utf-8?B?5Yqg5a+G6LWE5paZ?=\r\n").encode()
    content = top + sealed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return MailSample("encrypted-by-sender", content, {PARTNER.address: "passed"})


def _mail(
    name: str, subject: str, body: str, *, charset: str = "utf-8", recipient: str = CLIENT.address
) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = SENDER.address
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = "Mon, 05 Jan 2026 09:00:00 +0800"
    message["Message-ID"] = _message_id(name)
    message.set_content(body, charset=charset)
    return message


def _attach(message: EmailMessage, content: bytes, kind: tuple[str, str], name: str) -> None:
    message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)


def _attach_encrypted(message: EmailMessage, name: str) -> None:
    secret = attachments.encrypted_zip({"客户名单.csv": attachments.client_csv(5, "gb18030")}, PASSWORD)
    _attach(message, secret, ZIP, name)


def _sample(name: str, message: EmailMessage, expected: dict[str, str]) -> MailSample:
    return MailSample(name, message.as_bytes(), expected)


def _message_id(name: str) -> str:
    return f"<sample-{name}@bank.example>"
