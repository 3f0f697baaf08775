"""Our own rules of a language as SRX 2.0, for other tools and as a start for rules of one's own.

SRX looks at one position at a time, so what depends on where the sentence began is lost; the file says so itself.
"""

from xml.sax.saxutils import escape

from dragoman import __version__
from dragoman.segment.rules import rules_for
from dragoman.segment.srx_read import NAMESPACE
from dragoman.segment.srx_rules import HEARD, Written, written_rules

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Segmentation rules of dragoman {version} for "{language}" ({name}).
     At each position the first rule that fits decides.
{limits}-->
<srx xmlns="{namespace}" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="{name}">
"""
_FOOT = """      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="{pattern}" languagerulename="{name}"/>
    </maprules>
  </body>
</srx>
"""
_LIMITS = (
    "What SRX cannot say, and dragoman does all the same:",
    "- which blocks of a report are headings, captions, tables or figures alone, and are not cut or cut otherwise;",
    "- lists that run on in one line (1. … 2. … 3. …), cut where the count goes on;",
    f"- brackets within brackets, and what lies more than {HEARD} characters before or after a full stop;",
    "- where a sentence began: a quotation or a time that opens it is known only right after the end of another.",
)


def render_srx(language: str) -> str:
    """Return our rules for a language tag as the text of an SRX 2.0 file; the same on every run."""
    rules = rules_for(language)
    limits = "".join(f"     {line}\n" for line in _LIMITS)
    about = {"version": __version__, "language": language, "name": rules.name, "namespace": NAMESPACE}
    body = "".join(map(_element, written_rules(rules)))
    primary = language.replace("_", "-").partition("-")[0]
    pattern = "".join(f"[{char.upper()}{char.lower()}]" for char in primary) + "([-_].*)?"
    return _HEAD.format(limits=limits, **about) + body + _FOOT.format(pattern=pattern, name=rules.name)


def _element(rule: Written) -> str:
    return (
        f"        <!-- {escape(rule.comment)} -->\n"
        f'        <rule break="{"yes" if rule.breaks else "no"}">\n'
        f"          <beforebreak>{escape(rule.before)}</beforebreak>\n"
        f"          <afterbreak>{escape(rule.after)}</afterbreak>\n"
        f"        </rule>\n"
    )
