"""Whether the octets of a JPEG picture fit together, as libjpeg tells in warnings that Pillow keeps to itself.

A flipped bit mostly changes how many codes there are, so that the data ends too early or too late
(ITU-T T.81 F.2.2.3, F.2.2.5). One that changes a value and no length cannot be told from another picture.
"""

import simplejpeg

_DAMAGE = ("Corrupt JPEG data", "Premature end of JPEG")


def is_damaged(content: bytes, pixels: int) -> bool:
    """Say whether the codes of a picture of at most so many pixels end too early or too late, or are none.

    What cannot be decoded at all is left to whoever decodes it for its pixels, and so are larger pictures.
    """
    try:
        height, width, colours, _ = simplejpeg.decode_jpeg_header(content)
        if height * width > pixels:
            return False
        kept = "CMYK" if colours in {"CMYK", "YCCK"} else "GRAY"
        # All codes are read whatever the size asked for; the smallest leaves out what comes after them.
        simplejpeg.decode_jpeg(content, kept, fastdct=True, min_height=1, min_width=1)
    except ValueError as error:
        return str(error).startswith(_DAMAGE)
    return False
