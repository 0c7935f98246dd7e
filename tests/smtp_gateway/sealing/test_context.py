import pickle

from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT


def test_a_context_travels_without_any_secret(context: SealingContext) -> None:
    key = context.signing_identity.key_file.read_bytes()
    context.signing_identity.load()
    sent = pickle.dumps(context)
    assert pickle.loads(sent).signing_identity == context.signing_identity  # noqa: S301 - our own octets
    assert key[100:200] not in sent
    assert len(sent) < 2000


def test_the_bundled_font_is_the_default(context: SealingContext) -> None:
    assert context.font == BUNDLED_FONT
    assert context.font.is_file()
