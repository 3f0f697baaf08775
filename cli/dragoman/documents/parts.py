"""The parts of an Office file and what they refer to: Open Packaging Conventions, ECMA-376 part 2, 6.5."""

import posixpath
from collections.abc import Collection, Iterator

from dragoman.documents.elements import Element, attribute, children
from dragoman.files.zip import Package

_MAIN = "word/document.xml"


class Parts:
    """Finds parts by the role that they play for another part, for their names are free."""

    def __init__(self, package: Package, main: str = _MAIN) -> None:
        """`main` is the main document of a package that does not say which it is."""
        self._package = package
        self._known: dict[str, dict[str, tuple[str, str]]] = {}
        self._addresses: dict[str, dict[str, str]] = {}
        self.parsed: dict[str, Element] = {}
        """The roots of the parts that were read, by name."""
        self.main = next(iter(self.related("", "officeDocument")), main)
        """Name of the main document."""

    def root(self) -> Element:
        """Parse the main document. Raises `DocumentError` as `Package.parse`."""
        return self._parse(self.main)

    def stream(self, names: Collection[str]) -> Iterator[tuple[str, Element]]:
        """Yield starts and ends of elements of the main document. Raises `DocumentError` as `Package.stream`."""
        return self._package.stream(self.main, names)

    def of(self, role: str) -> Iterator[tuple[str, Element]]:
        """Yield name and root of the parts that the main document refers to, those that are missing left out."""
        for part in dict.fromkeys(self.related(self.main, role)):
            if part in self._package:
                yield part, self._parse(part)

    def core(self) -> Iterator[tuple[str, Element]]:
        """Yield name and root of the part with the properties of the document: title, author, language."""
        for part in self.related("", "core-properties"):
            if part in self._package:
                yield part, self._parse(part)

    def related(self, part: str, role: str) -> list[str]:
        """Return the names of the parts that play a role for a part; that is the package where empty."""
        return [target for found, target in self._relationships(part).values() if found == role]

    def parse(self, part: str) -> Element | None:
        """Return the root of a part, `None` where it is missing. Raises `DocumentError` as `Package.parse`."""
        return self._parse(part) if part in self._package else None

    def _parse(self, part: str) -> Element:
        if part not in self.parsed:
            self.parsed[part] = self._package.parse(part)
        return self.parsed[part]

    def targets(self, part: str) -> dict[str, str]:
        """Return the names of what a part refers to by the id that it uses."""
        return {key: target for key, (_, target) in self._relationships(part).items()}

    def addresses(self, part: str) -> dict[str, str]:
        """Return what of a part leads out of the package, by the id that it uses."""
        self._relationships(part)
        return self._addresses.get(part, {})

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Return role and target of the relationships of a part by their id; the part is the package where empty."""
        if part not in self._known:
            self._known[part] = dict(self._read(part))
        return self._known[part]

    def _read(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._package:
            return
        for relation in children(self._package.parse(relations), "Relationship"):
            if attribute(relation, "TargetMode") == "External":
                self._addresses.setdefault(part, {})[attribute(relation, "Id")] = attribute(relation, "Target")
            else:
                target = posixpath.join("/", folder, attribute(relation, "Target"))
                role = posixpath.basename(attribute(relation, "Type"))
                yield attribute(relation, "Id"), (role, posixpath.normpath(target).lstrip("/"))
