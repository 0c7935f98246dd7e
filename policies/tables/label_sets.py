"""The sets of labels that stand around the fields of one text: each is settled as a whole, which is what fields cost.

An export has the same few around each of its records, and a form of a page one a field. So a text with ever more
of them is no text.
"""

from policies.prefilter import TooDense

# An export of records of a dozen fields has some eight hundred, by where its surroundings are cut, however long it is.
NEVER_DENSE = 8192
_CODE_POINTS_A_SET = 64


class LabelSets:
    """Counts the sets of labels of one text."""

    def __init__(self, length: int) -> None:
        """Take the length of the text in code points."""
        self._most = max(NEVER_DENSE, length // _CODE_POINTS_A_SET)
        self._seen: set[tuple[str, ...]] = set()
        self._places: list[int] = []

    def take(self, labels: tuple[str, ...], place: int) -> None:
        """Count the labels around the field at a place, unless they are known.

        Raises:
            TooDense: there are too many sets.
        """
        if labels in self._seen:
            return
        self._seen.add(labels)
        self._places.append(place)
        if len(self._places) > self._most:
            raise TooDense(self._places[NEVER_DENSE // 2])
