r"""Regular expressions of ICU and Java in the syntax of `regex`: the same positions, or a reason why not."""

import pytest
import regex

from dragoman.segment.srx.regex import translate


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        pytest.param(r"\h+", "\t\u00a0 x", "\t\u00a0 ", id="horizontal space"),
        pytest.param(r"\v", "\u2028", "\u2028", id="vertical space"),
        pytest.param(r"\R", "\r\nx", "\r\n", id="line break"),
        pytest.param(r"\Qa.b\E+", "a.bb", "a.bb", id="quoted"),
        pytest.param(r"\x{1F600}\x41A\U00000042", "\U0001f600AAB", "\U0001f600AAB", id="hexadecimal"),
        pytest.param("\\uD83D\\uDE00", "\U0001f600", "\U0001f600", id="surrogates"),
        pytest.param(r"\0101\cA\a\e", "A\x01\x07\x1b", "A\x01\x07\x1b", id="octal, control, bell, escape"),
        pytest.param(r"[\p{L}&&[^\p{Lu}]]+", "abC", "ab", id="intersection"),
        pytest.param(r"\p{Lu}\p{IsAlphabetic}", "Ab", "Ab", id="properties"),
        pytest.param(r"[[:alpha:]]", "a", "a", id="POSIX class in a set"),
        pytest.param(r"[a||b]+", "a|b", "a|b", id="bars in a set"),
        pytest.param(r"(?<name>a)(b)", "ab", "ab", id="groups"),
        pytest.param(r"(?i)AB", "ab", "ab", id="flag"),
        pytest.param(r"(?U)\w", "é", "é", id="Java's Unicode flag"),
        pytest.param(r"(?s).", "\n", "\n", id="dot and line breaks"),
        pytest.param(r"a*+b", "aab", "aab", id="possessive"),
        pytest.param(r"(?>a|ab)c", "ac", "ac", id="atomic"),
        pytest.param(r"a(?#note)b", "ab", "ab", id="comment"),
        pytest.param(r"a\z", "a", "a", id="end"),
        pytest.param(r"(?<!b)a(?=c)", "ac", "a", id="look-around"),
        pytest.param(r"]", "]", "]", id="a bracket by itself"),
    ],
)
def test_what_is_served(pattern: str, text: str, matches: str) -> None:
    found = regex.compile(translate(pattern), regex.V1).match(text)
    assert found is not None
    assert found[0] == matches


@pytest.mark.parametrize("pattern", [".", r"[^\n]"], ids=["dot", "set"])
def test_a_dot_stops_at_every_line_break(pattern: str) -> None:
    assert regex.compile(translate(pattern), regex.V1).match("\n") is None
    assert (regex.compile(translate("."), regex.V1).match("\u2028")) is None


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        pytest.param("(a", "a ( without its )", id="open group"),
        pytest.param("a)", "a ) without its (", id="closed group"),
        pytest.param("[a", "a [ without its ]", id="open set"),
        pytest.param(r"(a)\1", r"\1: references back to a group are not supported", id="reference"),
        pytest.param(r"\k<a>", r"\k<a>: references back to a group are not supported", id="named reference"),
        pytest.param("a{", r"{ must be written \{ where it stands for itself", id="brace"),
        pytest.param("a\\", r"\ must be written \\ where it stands for itself", id="backslash at the end"),
        pytest.param(r"\G", r"\G is not an escape that SRX knows or that is supported", id="unknown escape"),
        pytest.param(r"[\b]", r"\b has no meaning between [ and ]", id="word boundary in a set"),
        pytest.param("(?x)a", "(?x): the flag x is not supported", id="flag"),
        pytest.param("(?P<a>b)", "groups that begin with (?P are not supported", id="Python's groups"),
        pytest.param("*", "nothing to repeat", id="nothing to repeat"),
        pytest.param(r"\x{110000}", r"\x{110000} is not a character", id="beyond Unicode"),
        pytest.param(r"\p{Nonsense}", "unknown property", id="unknown property"),
    ],
)
def test_what_is_refused_has_a_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=regex.escape(reason)):
        translate(pattern)


def test_before_a_break_repetitions_are_limited() -> None:
    assert translate("a*b+?c{2,}d{3}", back=True) == "a{0,1000}b{1,1000}?c{2,1000}d{3}"
    assert translate("a*b+?c{2,}d{3}") == "a*b+?c{2,}d{3}"
