"""The README names what there is, and every command explains itself, quickly."""

import subprocess
import sys

import pytest

from dragoman.check.codes import all_codes
from dragoman.glossary.lint.rules import Rule
from dragoman.glossary.stats import count_glossary, markdown_table
from dragoman.glossary.table import read_files
from reference import COMMANDS, reference
from running import REPOSITORY, Here, environment

README = (REPOSITORY / "README.md").read_text("utf-8")
REFERENCE = REPOSITORY / "cli" / "README.md"
MARK = "<!-- made from the commands: uv run pytest tests/test_docs.py --update-golden -->\n"
COUNTED = "<!-- made from the data: uv run pytest tests/test_docs.py --update-golden -->"
GLOSSARY = (REPOSITORY / "glossary" / "README.md").read_text("utf-8")

HEAVY = {
    *(
        "ahocorasick_rs",
        "argostranslate",
        "babel",
        "ctranslate2",
        "dragoman.model",
        "jinja2",
        "langcodes",
        "lxml",
        "numpy",
        "openpyxl",
        "polib",
    ),
    *("sentencepiece", "simplemma", "sqlite3", "urllib.request"),
}
"""What costs more than the start of a command that does not need it."""


def leaves() -> list[str]:
    return [words for words, command in COMMANDS.items() if not hasattr(command, "commands")]


def test_the_reference_is_that_of_the_commands(request: pytest.FixtureRequest) -> None:
    text = REFERENCE.read_text("utf-8")
    head, mark, _ = text.partition(MARK)
    expected = f"{head}{mark}\n{reference()}"
    if request.config.getoption("--update-golden"):
        REFERENCE.write_text(expected, "utf-8")
    assert mark
    assert text == expected or request.config.getoption("--update-golden")


def test_the_table_of_findings_is_that_of_the_code() -> None:
    rows = [
        f"| `{code.code}` | {code.severity} | {code.summary} | {code.advice} |".replace("<", "\\<")
        for code in sorted(all_codes().values(), key=lambda code: code.code)
    ]
    page = (REPOSITORY / "cli" / "dragoman" / "check" / "README.md").read_text("utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == rows


def test_the_readme_is_short() -> None:
    assert len(README.encode()) <= 8_000


def test_the_readme_has_a_small_picture_of_the_page() -> None:
    data = (REPOSITORY / README.partition("](")[2].partition(")")[0]).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 150_000


def test_the_glossarys_readme_counts_what_there_is(request: pytest.FixtureRequest) -> None:
    page = REPOSITORY / "glossary" / "README.md"
    head, begin, rest = GLOSSARY.partition(f"{COUNTED}\n")
    _, end, tail = rest.partition("\n<!-- end -->")
    counted = markdown_table(count_glossary(read_files(page.parent)))
    if request.config.getoption("--update-golden"):
        page.write_text(f"{head}{begin}\n{counted}{end}{tail}", "utf-8")
        return
    assert rest.removesuffix(f"{end}{tail}").strip("\n") == counted.strip("\n")


def test_the_glossary_is_cited_with_the_version_of_the_distribution() -> None:
    from importlib.metadata import version

    assert f"> Version {version('dragoman')}, " in GLOSSARY
    assert "LICENSE" in GLOSSARY.partition("## Licence and citation")[2]


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.code)
def test_the_glossarys_readme_has_a_row_for_the_rule(rule: Rule) -> None:
    weight = "**error**" if rule.stops else rule.severity
    fixable = "yes" if rule.fixable else ""
    assert f"| `{rule.code}` | {rule.summary} | {weight} | {fixable} |" in GLOSSARY


def test_the_readme_opens_with_what_it_is_and_then_two_commands() -> None:
    title, _, rest = README.partition("\n")
    assert title == "# dragoman"
    first, second = shell_commands()[:2]
    assert rest.lstrip().startswith("dragoman translates an official report")
    assert len(rest.partition("```sh")[0].split()) < 120
    for command in (first, second):
        assert command.startswith("python3 -m venv ")
    assert "dragoman translate tests/data/reports/sample-report.txt --to zh" in first
    assert second in (REPOSITORY / ".ci" / "run").read_text("utf-8").splitlines()
    assert second in (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


def shell_commands() -> list[str]:
    """Return the one-line code blocks of the README."""
    blocks = [part.partition("\n```")[0] for part in README.split("```sh\n")[1:]]
    return [block for block in blocks if "\n" not in block]


def test_every_command_that_the_readme_gives_can_be_parsed(here: Here) -> None:
    for command in shell_commands():
        words = command.split()
        if "dragoman" not in words:
            continue
        arguments = words[words.index("dragoman") + 1 :]
        assert " ".join(["dragoman", arguments[0]]) in COMMANDS
        assert here.run(*arguments, "--help").returncode == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_help_works_and_has_an_example(here: Here, words: str) -> None:
    arguments = words.split()[1:]
    result = here.run(*arguments, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert f"Usage: {words}" in result.stdout
    if words in leaves():
        assert f"Example: {words}" in " ".join(result.stdout.replace("`", "").split())
    assert here.run(*arguments, "-h").stdout == result.stdout


def test_a_group_alone_shows_its_help(here: Here) -> None:
    for words in COMMANDS.keys() - set(leaves()):
        result = here.run(*words.split()[1:])
        assert "Usage: " in result.stdout + result.stderr


def test_the_version_is_that_of_the_distribution(here: Here) -> None:
    from importlib.metadata import version

    assert here.run("--version").stdout == f"dragoman {version('dragoman')}\n"


@pytest.mark.parametrize("words", ["dragoman", "dragoman translate", "dragoman glossary match", "dragoman models"])
def test_help_imports_nothing_heavy(words: str) -> None:
    arguments = words.split()[1:]
    script = (
        "import sys\nfrom dragoman import main\n"
        f"sys.argv = {['dragoman', *arguments, '--help']!r}\n"
        "try:\n    main.run()\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment(), check=True)
    assert b"Usage: " in done.stdout
    assert set(done.stderr.decode().split()) & HEAVY == set()
