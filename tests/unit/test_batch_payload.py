"""Batches as bytes: what a worker without the run's files returns is what a run on the spot writes."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import resources
from dragoman.batch.batches import Batch, cut
from dragoman.batch.find import find_reports
from dragoman.batch.payload import Courier, pack, unzip_folder, zip_folder
from dragoman.batch.remote import Site
from dragoman.batch.worker import Work
from dragoman.commands.job import now
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
from dragoman.errors import GlossaryError, OutdatedError, RequestError
from dragoman.progress import Watch
from dragoman.run.request import Request
from factories import CHINESE, ENGLISH
from generated import write_reports
from running import files

REPORT = "2015/report-0000"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1740994200")
    write_reports(tmp_path / "reports", 3, 60)
    (tmp_path / "reports" / "2016" / "empty.txt").touch()
    return tmp_path


@pytest.fixture
def work() -> Work:
    request = Request(
        source=ENGLISH,
        targets=[CHINESE],
        engines={"zh": ArgosEngine(find_route("en", "zh"))},
        glossary=resources.glossary_folder(),
        out=Path("out"),
        locales=Path("locales"),
        formats=["html", "jsonl", "po", "txt"],
        now=now(),
    )
    return Work(request, 2**20)


def batch() -> Batch:
    [one] = cut(find_reports([Path("reports")], recursive=True, besides=(), targets=["zh"]).reports)
    return one


def test_a_shipment_returns_what_a_run_on_the_spot_writes(folder: Path, work: Work) -> None:
    done = work.do(batch(), Watch())
    written = {name: data for name, data in files(folder).items() if not name.startswith("reports")}
    site = Site(work.request, work.max_size, "elsewhere/out", "elsewhere/locales")
    courier = Courier(pickle.loads(pickle.dumps(pack(work, site.out, site.locales))))
    for _ in range(2):  # the second time with catalogues that are there
        sent = site.send(batch())
        received = site.receive(sent, courier.do(sent.shipment))
        assert files(folder / "elsewhere") == written
        assert replace(received, files=(), seconds=()) == replace(done, files=(), seconds=())
        assert received.files == tuple(f"elsewhere/{name}" for name in done.files)
    assert done.failures[0].message.startswith("reports/2016/empty.txt: nothing to translate")


def test_a_catalogue_that_was_saved_in_the_meantime_is_not_replaced(folder: Path, work: Work) -> None:
    site = Site(work.request, work.max_size, "out", "locales")
    courier = Courier(pack(replace(work, request=replace(work.request, engines={})), "out", "locales"))
    sent = site.send(batch())
    returned = courier.do(sent.shipment)
    catalogue = folder / "locales/zh_CN/LC_MESSAGES" / f"{REPORT}.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("theirs")
    with pytest.raises(OutdatedError, match=r"report-0000\.po: another program changed it"):
        site.receive(sent, returned)
    assert catalogue.read_text() == "theirs"
    assert not (folder / "out").exists()


def test_people_are_heard_though_no_catalogue_is_written(folder: Path, work: Work) -> None:
    request = replace(work.request, engines={}, formats=["jsonl"])
    catalogue = folder / "locales/zh_CN/LC_MESSAGES" / f"{REPORT}.po"
    catalogue.parent.mkdir(parents=True)
    first = (folder / "reports" / f"{REPORT}.txt").read_text().partition("\n")[0]
    catalogue.write_text(f'msgctxt "heading"\nmsgid "{first}"\nmsgstr "标题"\n', "utf-8")
    site = Site(request, 2**20, "out", "locales")
    returned = Courier(pack(replace(work, request=request), "out", "locales")).do(site.send(batch()).shipment)
    assert '"target": "标题", "origin": "reviewed"'.encode() in returned.files[f"out/{REPORT}.zh.jsonl"]


def test_messages_name_the_places_that_the_user_knows(folder: Path, work: Work) -> None:
    catalogue = folder / "locales/zh_CN/LC_MESSAGES" / f"{REPORT}.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "no end\n')
    site = Site(work.request, work.max_size, "out", "locales")
    courier = Courier(pack(replace(work, request=replace(work.request, engines={})), "out", "locales"))
    done = courier.do(site.send(batch()).shipment).done
    assert [failure.message.partition(": ")[0] for failure in done.failures] == [
        "reports/2016/empty.txt",
        f"locales/zh_CN/LC_MESSAGES/{REPORT}.po:1",
    ]


def test_what_stands_in_the_way_of_all_is_raised(folder: Path, work: Work) -> None:
    (folder / "glossary").mkdir()
    (folder / "glossary" / "terms.tsv").write_text("id\n")
    request = replace(work.request, glossary=Path("glossary"), engines={})
    courier = Courier(pack(replace(work, request=request), "out", "locales"))
    with pytest.raises(GlossaryError, match=r"^glossary/terms\.tsv:1: "):
        courier.do(Site(request, 2**20, "out", "locales").send(batch()).shipment)


def test_another_version_is_refused(work: Work) -> None:
    payload = replace(pack(replace(work, request=replace(work.request, engines={})), "out", "locales"), version="0.0")
    with pytest.raises(RequestError, match=r"is installed on a worker, 0\.0 where the run was started"):
        Courier(payload)


def test_folders_are_packed_alike_whenever_they_were_written(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "x").write_bytes(b"x")
    (tmp_path / "a" / "sub" / "x").touch()
    data = zip_folder(tmp_path / "a")
    assert data == zip_folder(tmp_path / "b")
    unzip_folder(data, tmp_path / "c")
    assert files(tmp_path / "c") == files(tmp_path / "a")
