"""Reviewing on the page, in a real browser: editing, what is kept, and the files that are handed on."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from dragoman.exchange.marks import export_mark, is_as_exported
from dragoman.model import fold_lines
from factories import Passage, Sentence, alignment, chinese_report, three_languages
from pages import Desk, Opener, violations
from running import SAMPLE, Here


def edit(page: Page, segment: str, text: str, *, column: int = 0) -> None:
    page.locator(f"#{segment} .target").nth(column).click()
    page.locator("#draft").fill(text)


def review(page: Page) -> None:
    page.locator("#review").click()


def downloaded(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def table(path: Path) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), delimiter="\t", strict=True)
    return {row["id"]: row for row in rows}


def put(items: dict[str, str]) -> str:
    """Return a script that fills the storage before those of the page run; from page to page it takes a while."""
    return f"for (const [key, value] of {json.dumps(list(items.items()))}) localStorage.setItem(key, value);"


def complaints(path: Path) -> str:
    """Return what `msgfmt -c` says, which is nothing of a file that is right."""
    if not shutil.which("msgfmt"):
        pytest.skip("no gettext here; install the Debian package gettext")
    return subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True).stderr


def test_what_is_edited_and_approved_goes_into_both_files(show: Opener, tmp_path: Path) -> None:
    report = chinese_report()
    page = show(report)
    review(page)
    edit(page, "b005s02", "林文说：“国家所记，公民可阅。”")
    page.locator("#comment").fill('shorter, see "style"')
    page.keyboard.press("Control+Enter")
    expect(page.locator("#b005s03")).to_contain_class("current")
    page.locator("#draft").fill("-保管人理事会\n将报告。")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Chinese of segment b006s01")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_have_text("3 of 13 reviewed")
    expect(page.locator("#b005s02 .badge.origin")).to_have_text("Reviewed")
    expect(page.locator("#b005s03 .badge.origin")).to_have_text("Human draft")
    expect(page.locator("#b005s03 .target")).to_have_text("-保管人理事会将报告。")

    tsv = downloaded(page, "Download table", tmp_path)
    assert tsv.name == "reading-room-opens.zh.tsv"
    rows = table(tsv)
    assert list(rows) == [record.id for record in report.records]
    assert list(rows["b001s01"]) == ["id", "kind", "source", "target", "status", "comment", "exported"]
    changed = {"b005s02", "b005s03", "b006s01"}
    for record in report.records:
        row = rows[record.id]
        assert (row["kind"], row["source"].removeprefix("'")) == (record.kind, fold_lines(record.source))
        assert row["exported"] == export_mark(record.origin, record.target)
        if record.id not in changed:
            assert (row["target"].removeprefix("'"), row["status"]) == (record.target, record.origin)
    assert rows["b005s02"]["target"] == "林文说：“国家所记，公民可阅。”"
    assert rows["b005s02"]["comment"] == 'shorter, see "style"'
    assert rows["b005s03"]["target"] == "'-保管人理事会将报告。", "no spreadsheet takes it for a formula"
    assert {id: rows[id]["status"] for id in changed} == {
        "b005s02": "reviewed", "b005s03": "draft", "b006s01": "reviewed",
    }  # fmt: skip
    assert not is_as_exported(rows["b005s02"]["exported"], rows["b005s02"]["target"])
    assert is_as_exported(rows["b006s01"]["exported"], rows["b006s01"]["target"])

    po = downloaded(page, "Download PO", tmp_path)
    assert po.name == "reading-room-opens.zh.po"
    assert complaints(po) == ""
    entries = {entry.msgid: entry for entry in polib.pofile(po)}
    by_id = {record.id: fold_lines(record.source) for record in report.records}
    assert set(entries) == {by_id[id] for id in changed}
    assert {entry.msgctxt for entry in entries.values()} == {"paragraph", "quote"}
    approved, draft = entries[by_id["b005s02"]], entries[by_id["b005s03"]]
    assert (approved.fuzzy, draft.fuzzy) == (False, True)
    assert approved.tcomment == 'shorter, see "style"'
    assert polib.pofile(po).metadata["Language"] == "zh_CN"
    assert polib.pofile(po).metadata["X-Dragoman-Signature"] == report.signature


def test_a_closed_page_loses_nothing(desk: Desk) -> None:
    page = desk.show(chinese_report())
    review(page)
    edit(page, "b005s02", "新的译文")
    page.wait_for_timeout(400)  # it is kept while one types, not only at the end
    assert "新的译文" in page.evaluate("localStorage[Object.keys(localStorage)[0]]")
    edit(page, "b006s01", "另一句")
    page.wait_for_timeout(800)
    page.close()
    again = desk.show_again(page.context)
    expect(again.locator("#b005s02 .target")).to_have_text("新的译文")
    expect(again.locator("#b006s01 .target")).to_have_text("另一句")
    expect(again.locator("#changes")).to_have_text("2 segments changed")
    expect(again.locator("#notices")).to_contain_text("is back: 2 segments in Chinese")
    again.locator("#notices").get_by_role("button", name="Discard").click()
    expect(again.locator("#b005s02 .target .term")).to_have_text(["林文", "《公共档案法》"])
    expect(again.locator("#changes")).to_have_text("Nothing changed yet")
    assert again.evaluate("Object.keys(localStorage)") == []


def test_po_import_takes_both_files_back(browser: Browser, here: Here, tmp_path: Path) -> None:
    """The whole way: a page of the main job, a reviewer, the PO file, and the page after that."""
    assert here.run("translate", SAMPLE, "--to", "zh", "--quiet", "--fail-on", "never").returncode == 0
    page = browser.new_page()
    address = (tmp_path / "out" / "sample-report.zh.html").as_uri()
    page.goto(address)
    review(page)
    edit(page, "b001s01", "全国海洋环境检察保护研讨会在上海召开")
    page.locator("#comment").fill("as the press has it")
    page.keyboard.press("Control+Enter")
    page.locator("#draft").fill("草稿")
    page.keyboard.press("Escape")
    files = [downloaded(page, button, tmp_path) for button in ("Download table", "Download PO")]
    for file, counts in zip(files, ("2 taken (1 reviewed, 1 draft)", "0 taken"), strict=True):
        done = here.run("po", "import", file)
        assert (done.returncode, counts in done.stdout) == (0, True), done.stdout
    entries = polib.pofile(tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "sample-report.po")
    assert (entries[0].msgstr, entries[0].fuzzy) == ("全国海洋环境检察保护研讨会在上海召开", False)
    assert "as the press has it" in entries[0].tcomment
    assert (entries[1].msgstr, entries[1].fuzzy) == ("草稿", True)
    assert here.run("translate", SAMPLE, "--to", "zh", "--quiet", "--fail-on", "never").returncode == 0
    page.goto(address)
    expect(page.locator("#b001s01 .badge.origin")).to_have_text("Reviewed")
    expect(page.locator("#changes")).to_have_text("Nothing changed yet")
    page.close()


def test_work_on_an_earlier_page_is_offered(desk: Desk) -> None:
    source = "“A record that nobody may see,” the Director-General said, “is a rumour with a stamp on it.”"
    segments = [
        {"id": "b009s09", "kind": "quote", "source": source, "target": "旧译", "status": "reviewed", "comment": ""},
        {"id": "b099s01", "kind": "quote", "source": "Gone.", "target": "不在了。", "status": "draft", "comment": ""},
    ]
    kept = json.dumps({"saved": "2025-03-03T09:00:00Z", "segments": segments})
    prefix = 'dragoman review ["reading-room-opens"] zh '
    page = desk.show(chinese_report(), script=put({f"{prefix}older": kept, f"{prefix}broken": "{"}))
    expect(page.locator("#notices")).to_contain_text("An earlier version of this page left work of March 3, 2025")
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#b006s01 .target")).to_have_text("旧译")
    expect(page.locator("#b006s01 .badge.origin")).to_have_text("Reviewed")
    expect(page.locator("#changes")).to_have_text("2 segments changed")


def test_what_the_page_no_longer_has_is_handed_on_in_the_po_file(desk: Desk, tmp_path: Path) -> None:
    page = desk.show(chinese_report())
    review(page)
    edit(page, "b005s02", "新的译文")
    page.keyboard.press("Escape")
    key = page.evaluate("Object.keys(localStorage)[0]")
    kept = json.loads(page.evaluate("key => localStorage[key]", key))
    kept["segments"][0] |= {"source": 'An older wording\\".'}
    page.context.add_init_script(put({key: json.dumps(kept)}))
    page.close()
    page = desk.show_again(page.context)
    expect(page.locator("#notices")).to_contain_text("1 is of a text that this page no longer has")
    po = downloaded(page, "Download PO", tmp_path)
    assert complaints(po) == ""
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(po)] == [('An older wording\\".', "新的译文")]


def test_one_text_in_one_role_is_translated_once(show: Opener, tmp_path: Path) -> None:
    twice = Sentence("No comment.", "无可奉告。")
    report = alignment(
        [Passage("paragraph", [twice, Sentence("Yes.", "是。"), twice]), Passage("quote", [twice])], name="a b.txt"
    )
    page = show(report)
    review(page)
    page.locator("#b001s01 .target").click()
    expect(page.locator("#twins")).to_have_text("Same text in b001s03: changed there too")
    page.locator("#draft").fill("不予置评。")
    page.keyboard.press("Control+Enter")
    texts = page.locator(".target").all_text_contents()
    assert [text for text in texts if text] == ["不予置评。", "是。", "不予置评。", "无可奉告。"]
    po = downloaded(page, "Download PO", tmp_path)
    assert po.name == "a b.zh.po"
    assert complaints(po) == ""
    assert len(polib.pofile(po)) == 1


def test_looking_at_a_text_in_the_editor_changes_nothing(show: Opener) -> None:
    odd = Sentence("One\r\ntwo \x07three", " 一\r\n二\u2028三\x07 ")
    page = show(alignment([Passage("paragraph", [odd, odd])]))
    review(page)
    page.locator("#b001s01 .target").click()
    for key in ("Enter", "Alt+ArrowUp", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#changes")).to_have_text("Nothing changed yet")
    page.keyboard.press("e")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#progress")).to_have_text("2 of 2 reviewed")
    kept = json.loads(page.evaluate("localStorage[Object.keys(localStorage)[0]]"))["segments"]
    assert [segment["target"] for segment in kept] == [" 一\r\n二\u2028三\x07 "] * 2
    assert kept[0]["source"] == "One two \x07three"


def test_an_input_method_may_use_enter(show: Opener) -> None:
    page = show(chinese_report())
    review(page)
    page.locator("#b005s02 .target").click()
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    page.locator("#draft").evaluate(f"draft => draft.dispatchEvent({composing})")
    expect(page.get_by_label("Chinese of segment b005s02")).to_be_focused()


def test_required_terms_are_shown_and_written_by_a_click(show: Opener) -> None:
    page = show(chinese_report())
    review(page)
    page.locator("#b005s03 .target").click()
    chip = page.locator("#required .chip")
    expect(chip).to_have_text(["保管人理事会"])
    expect(chip).not_to_contain_class("kept")
    page.locator("#draft").fill("将报告。")
    page.keyboard.press("Home")
    chip.click()
    expect(page.locator("#draft")).to_have_value("保管人理事会将报告。")
    expect(chip).to_contain_class("kept")
    page.get_by_role("button", name="Undo changes").click()
    expect(page.locator("#draft")).to_have_value("该委员会将向大会报告其第一年的工作。")
    expect(page.locator("#changes")).to_have_text("Nothing changed yet")


def test_rights_are_translated_though_they_pass_through(show: Opener) -> None:
    rights = Passage("copyright", [Sentence("© 2024 Example", origin="verbatim")])
    page = show(alignment([Passage("paragraph", [Sentence("Rice grew.", "水稻长势良好。")]), rights]))
    review(page)
    page.locator("#b002s01 .target").click()
    page.locator("#draft").fill("版权所有")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#b002s01 .target")).to_have_text("版权所有")
    expect(page.locator("#b002s01 .badge.origin")).to_have_text("Reviewed")


def test_nothing_empty_is_approved_and_verbatim_text_is_not_edited(show: Opener) -> None:
    page = show(chinese_report())
    review(page)
    page.locator("#b003s01 .target").click()
    expect(page.locator("#draft")).to_be_hidden()
    page.locator("#b011s01 .target").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#announcer")).to_have_text("An empty translation cannot be approved")
    expect(page.locator("#b011s01 .badge.origin")).to_have_text("Untranslated")
    page.locator("#draft").fill("译文")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#b011s01 .badge.origin")).to_have_text("Reviewed")


def test_a_browser_that_keeps_nothing_says_so(show: Opener) -> None:
    forbidden = (
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = show(chinese_report(), script=forbidden)
    review(page)
    expect(page.locator("#kept")).to_contain_text("keeps nothing")
    edit(page, "b005s02", "新的译文")
    page.keyboard.press("Escape")
    expect(page.locator("#b005s02 .target")).to_have_text("新的译文")


def test_leaving_with_work_that_was_not_downloaded_asks_first(show: Opener, tmp_path: Path) -> None:
    page = show(chinese_report())
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    review(page)
    edit(page, "b005s02", "新的译文")
    page.reload()
    assert asked == ["beforeunload"]
    downloaded(page, "Download table", tmp_path)
    page.reload()
    assert asked == ["beforeunload"]


def test_each_language_has_a_file_of_its_own(show: Opener, tmp_path: Path) -> None:
    page = show(*three_languages())
    review(page)
    edit(page, "b002s01", "El Servicio Topográfico entregó sus mapas.", column=2)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#progress")).to_have_text("4 of 6 reviewed")
    tsv = downloaded(page, "Download table", tmp_path)
    assert tsv.name == "report.es.tsv"
    assert table(tsv)["b002s01"]["status"] == "reviewed"
    assert complaints(downloaded(page, "Download PO", tmp_path)) == ""


def test_line_breaks_fold_as_in_the_catalogue(desk: Desk) -> None:
    texts = [
        "a\r\n > b",
        "依法\n治国",
        "依法 \n 3项",
        "50%\n的",
        "c\u2028\u2029 d",
        "> We\n> agree.\x0b",
        "\x1c\n\x85a\xa0\nb",
        "3\n4",
        "・\nア",
    ]
    page = desk.show(alignment([Passage("paragraph", [Sentence(f"x{text}y", "z") for text in texts])]))
    review(page)
    expected = [fold_lines(f"x{text}y") for text in texts]
    assert [fold_lines(text) for text in expected] == expected
    page.locator("#b001s01 .target").click()
    for _ in texts:
        page.keyboard.press("Control+Enter")
    kept = json.loads(page.evaluate("localStorage[Object.keys(localStorage)[0]]"))
    assert [segment["source"] for segment in kept["segments"]] == expected


RICH = "# Rules\n\nSee the **new rules** and the [guide](https://e.example/g) by ![logo](l.png) now.\n"


def test_codes_are_edited_as_tags_and_drawn_as_formatting(desk: Desk, here: Here, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(RICH, encoding="utf-8")
    assert here.translate("rules.md", "--engine", "none", "--formats", "html,po", "--quiet").returncode == 0
    page = desk.show_text(Path("out/rules.zh.html").read_text("utf-8"))
    source, target = page.locator("#b002s01 .source"), page.locator("#b002s01 .target")
    expect(source).to_have_text("See the new rules and the guide by  now.")
    expect(source.locator("b")).to_have_text("new rules")
    expect(source.locator("a.link")).to_have_attribute("title", "link to https://e.example/g")
    expect(source.locator("a.link")).to_have_attribute("href", "https://e.example/g")
    expect(source.locator("a.link")).to_have_attribute("rel", "noopener noreferrer")
    page.locator("#query").fill("new rules and the guide")
    expect(page.locator("#result output")).to_have_text("1 of 4 segments")
    page.locator("#query").fill("")
    review(page)
    edit(page, "b002s01", "现在看<img3/>的<b1>新规则</b1>和<a2>指<b1>南</b1></a2> <u7>。")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    expect(target).to_have_text("现在看的新规则和指南 <u7>。")
    assert target.locator("b").all_inner_texts() == ["新规则", "南"]
    assert target.locator("a.link[href='https://e.example/g'][rel^=noopener]").all_inner_texts() == ["指", "南"]
    assert target.locator(".tag").get_attribute("data-number") == "3"
    assert violations(page) == []
    for button in ("Download table", "Download PO"):
        before = Path("locales/zh_CN/LC_MESSAGES/rules.po").read_bytes()
        done = here.run("po", "import", downloaded(page, button, tmp_path), "--json")
        assert (done.returncode, json.loads(done.stdout)["files"][0]["conflicts"]) == (0, [])
        entries = {entry.msgid: entry for entry in polib.pofile("locales/zh_CN/LC_MESSAGES/rules.po")}
        entry = entries["See the <b1>new rules</b1> and the <a2>guide</a2> by <img3/> now."]
        assert (entry.msgstr, entry.flags) == ("现在看<img3/>的<b1>新规则</b1>和<a2>指<b1>南</b1></a2> <u7>。", [])
        assert (before == Path("locales/zh_CN/LC_MESSAGES/rules.po").read_bytes()) == (button == "Download PO")
    page.locator("#b002s01 .target").click()
    expect(page.locator("#draft")).to_have_value("现在看<img3/>的<b1>新规则</b1>和<a2>指<b1>南</b1></a2> <u7>。")
    page.locator("#draft").fill("新")
    page.locator("#undo").click()
    expect(page.locator("#draft")).to_have_value("")
