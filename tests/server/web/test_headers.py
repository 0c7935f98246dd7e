from server.web.headers import ASSET_HEADERS, PAGE_HEADERS


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_only_our_own_scripts_and_styles_run_and_nobody_frames_us() -> None:
    policy = directives(PAGE_HEADERS["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert (
        policy["script-src"]
        == policy["style-src"]
        == policy["connect-src"]
        == policy["form-action"]
        == "'self'"
    )
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in PAGE_HEADERS["Content-Security-Policy"] + ASSET_HEADERS["Content-Security-Policy"]


def test_pages_are_never_kept_by_a_browser() -> None:
    assert PAGE_HEADERS["Cache-Control"] == "no-store"
