"""How a language writes offices: the tables of `languages.toml`, and titles taken apart and put together by them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dragoman.model import Language
from dragoman.resources import PACKAGE, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One table; see the head of `languages.toml`."""

    order: Literal["owner office name", "name office"]
    join: str
    listed: str = ""
    from_: str = ""
    last: str = ""
    names: Sequence[str]
    owned: str = ""
    heads: Sequence[str] = ()
    marks: Sequence[str] = ()
    single: Sequence[str] = ()
    inner: Sequence[str] = ()
    alone: Sequence[str] = ()
    relevant: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    places: str = ""
    provincial: str = ""
    provinces: Sequence[str] = ()
    every: str = ""
    ranks: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def owner_first(self) -> bool:
        """Institutions stand before their offices, and both before the name."""
        return self.order == "owner office name"

    def joined(self, items: Sequence[str]) -> str:
        """Return offices as the language lists them."""
        *first, last = items
        return (self.last or self.join).join([self.join.join(first), last]) if first else last

    def ranked(self, title: str, rank: str, domain: str, owners: Collection[str]) -> tuple[str, ...]:
        """Return what a rank makes of a title; nothing where the language has no rule for it, or not for the title.

        `owners` are known institutions: 司法部长 is the 部长 of the 司法部, and has a 副部长 there.

        >>> zh = styles()["zh"]
        >>> zh.ranked("中华人民共和国主席", "vice", "prc", ()), zh.ranked("检察官", "vice", "prc", ())
        (('中华人民共和国副主席',), ())
        >>> zh.ranked("国务院副总理", "executive", "prc", ()), zh.ranked("司法部长", "vice", "general", {"司法部"})
        (('国务院常务副总理',), ('司法部副部长',))
        """
        head = max((head for head in self.heads if title.endswith(head)), key=len, default="")
        before = title.removesuffix(head)
        mark = next((mark for mark in self.marks if head and before.endswith(mark)), "")
        before = before.removesuffix(mark)
        if mark.endswith("副") and f"{rank} deputy" in self.ranks:
            rank = f"{rank} deputy"
        else:
            head = mark + head
        if not mark and before + head[:1] in owners:
            before += head[:1]
        keys = (f"{rank}:{domain}", f"{rank}:{head}", rank)
        rules = next((self.ranks[key] for key in keys if key in self.ranks), ())
        if self.heads and self.join in title:
            return ()
        usable = [rule for rule in rules if head or "{head}" not in rule]
        return tuple(rule.format(before=before, head=head, office=before + head) for rule in usable)


@cache
def styles() -> Mapping[str, Style]:
    """Return the styles of all languages that have one, by BCP 47 tag."""
    tables = read_table(PACKAGE / "glossary" / "offices" / "languages.toml")
    return {tag: Style(from_=table.pop("from", ""), **table) for tag, table in tables.items()}


def style_of(language: Language) -> Style | None:
    """Return the style of a language; Traditional Chinese is that of every place which writes it."""
    tag = "zh-Hant" if language.argos == "zt" else language.tag
    return styles().get(tag) or styles().get(tag.partition("-")[0])
