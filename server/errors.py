"""What a service of the console refuses, in words for people.

ConsoleError
├── NotLoggedIn   no session, or it ended (401)
├── Forbidden     logged in, but this is not theirs to do (403)
├── NotFound      no such thing (404)
├── Invalid       the input cannot be taken as it is (422)
└── Conflict      right in itself, but not in this state (409)

Every error carries its sentence in Chinese and English; `status` is the HTTP answer for pages.
"""


class ConsoleError(Exception):
    """Base of everything a service refuses; `zh` and `en` may be shown to the person."""

    status = 500

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class NotLoggedIn(ConsoleError):
    """There is no session, or it was ended."""

    status = 401


class Forbidden(ConsoleError):
    """The person is known but may not do this."""

    status = 403

    def __init__(self, zh: str = "您无权执行此操作。", en: str = "You may not do this.") -> None:
        super().__init__(zh, en)


class NotFound(ConsoleError):
    """There is no such thing, or no longer."""

    status = 404

    def __init__(self, zh: str = "未找到。", en: str = "There is no such thing.") -> None:
        super().__init__(zh, en)


class Invalid(ConsoleError):
    """The input cannot be taken as it is."""

    status = 422


class Conflict(ConsoleError):
    """The thing is in a state in which this cannot be done."""

    status = 409
