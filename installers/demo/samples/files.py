"""The sample files: what people leave on a shared workstation, and what must happen to each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installers.demo.samples import attachments
from installers.demo.samples.synthetic import NAMES, client_table, mobiles, resident_ids


@dataclass(frozen=True, slots=True)
class FileSample:
    """One file below the agent's folder; `to_vault`: its owner moves it to the vault in time."""

    name: str
    write: Callable[[Path], None]
    expected: str
    to_vault: bool = False


def samples() -> list[FileSample]:
    """Return all sample files, in the order in which they are dropped."""
    return [
        FileSample("桌面/客户名单.xlsx", _content(attachments.workbook(client_table(20))), "destroyed"),
        FileSample("下载/开户资料.csv", _content(attachments.client_csv(8, "gb18030")), "destroyed"),
        FileSample("文档/名单备份.zip", _content(_nested()), "destroyed"),
        FileSample("文档/贷款合同.docx", _content(attachments.letter(_contract())), "vaulted", to_vault=True),
        FileSample(
            "文档/会议纪要.docx", _content(attachments.letter(["周四上午十点开会,讨论季度计划。"])), "kept"
        ),
        FileSample("下载/软件说明.txt", _content("请先阅读本说明,再安装软件。\n".encode("gb18030")), "kept"),
    ]


def _content(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return write


def _nested() -> bytes:
    inner = attachments.zipped({"客户.csv": attachments.client_csv(6, "utf-8")})
    return attachments.zipped({"旧名单/备份.zip": inner})


def _contract() -> list[str]:
    return [f"借款人:{NAMES[4]}", f"身份证号码:{resident_ids(7)[6]}", f"联系电话:{mobiles(3)[2]}"]
