import pytest

from dragoman.terminology.clauses import in_clauses, join_cjk
from dragoman.terminology.required import RequiredTerm, Task

LONG = 40


def clauses(text: str, *terms: str) -> list[str]:
    expected = [RequiredTerm(term, ("法",), ((text.index(term), text.index(term) + len(term)),)) for term in terms]
    return [clause.text for clause in in_clauses(Task(text, tuple(expected)), LONG)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("The court met, and it rose.", ["The court met, and it rose."], id="short enough"),
        pytest.param(
            "The reading room opened on Monday; the archive, which had closed in May, stayed shut.",
            ["The reading room opened on Monday;", "the archive,", "which had closed in May, stayed shut."],
            id="at the weightiest mark, then at the one nearest to the middle",
        ),
        pytest.param(
            "The office paid 1,250,000 yuan for the maps at 10:30 this morning",
            ["The office paid 1,250,000 yuan for the maps at 10:30 this morning"],
            id="not inside of figures",
        ),
        pytest.param(
            "The surveyors measured the long river because the old maps were wrong.",
            ["The surveyors measured the long river", "because the old maps were wrong."],
            id="before a conjunction where there is no mark",
        ),
        pytest.param(
            "国家档案馆星期一开放了新的阅览室，已经关闭了三年的旧阅览室今年春天不再开放，所有地图都搬到了新的大楼里。",
            [
                "国家档案馆星期一开放了新的阅览室，",
                "已经关闭了三年的旧阅览室今年春天不再开放，所有地图都搬到了新的大楼里。",
            ],
            id="Chinese",
        ),
        pytest.param(
            "The minister said “the archive, which had closed in May, opens now” and left for the coast.",
            ["The minister said “the archive, which had closed in May, opens now”", "and left for the coast."],
            id="not inside of a quotation",
        ),
        pytest.param(
            "The archive will open on Monday, and the old maps will be shown, she added.",
            ["The archive will open on Monday, and the old maps will be shown, she added."],
            id="whole where it ends with who said it",
        ),
        pytest.param("a" * 200, ["a" * 200], id="where nothing cuts it, whole"),
    ],
)
def test_long_texts_are_cut_where_their_marks_cut_them(text: str, cut: list[str]) -> None:
    assert clauses(text) == cut


def test_no_term_is_cut() -> None:
    text = "The Ministry of Maps, Charts and Surveys of the north opened."
    assert clauses(text) == ["The Ministry of Maps,", "Charts and Surveys of the north opened."]
    assert clauses(text, "Ministry of Maps, Charts and Surveys") == [text]


def test_an_office_stays_with_its_holder() -> None:
    text = "Lin Wen, Director of the State Archive, opened the room, and the guests went in."
    terms = (("Lin Wen", "person"), ("Director of the State Archive", "title"))
    expected = [
        RequiredTerm(term, ("法",), ((text.index(term), text.index(term) + len(term)),), category)
        for term, category in terms
    ]
    first, last = (clause.text for clause in in_clauses(Task(text, tuple(expected)), LONG))
    assert (first, last) == ("Lin Wen, Director of the State Archive, opened the room,", "and the guests went in.")


def test_each_clause_requires_what_stands_in_it() -> None:
    text = "The SPP met the court on Monday, and the SPP read the law aloud."
    first = text.index("SPP")
    second = text.index("SPP", first + 1)
    expected = (
        RequiredTerm("spp", ("检察院",), ((first, first + 3), (second, second + 3))),
        RequiredTerm("court", ("法院",), ((12, 17),)),
    )
    one, other = in_clauses(Task(text, expected), LONG)
    assert [required.id for required in one.terms] == ["spp", "court"]
    assert [(required.id, [other.text[start:end] for start, end in required.spans]) for required in other.terms] == [
        ("spp", ["SPP"])
    ]


@pytest.mark.parametrize(
    ("sources", "targets", "joined"),
    [
        (["It rained,", "so we left."], ["下雨了。", "我们走了。"], "下雨了，我们走了。"),
        (["It rained;", "we left."], ["下雨了", "我们走了。"], "下雨了；我们走了。"),
        (["Who met?", "The court."], ["谁开会？", "法院。"], "谁开会？法院。"),
        (["He met her", "and left."], ["他见了她。", "离开了。"], "他见了她，离开了。"),
        (["He said “Go!”", "and left."], ["他说：“走！”", "离开了。"], "他说：“走！”离开了。"),
        (["“It rains,” he said,", "leaving."], ["他说：“下雨了。”", "离开了。"], "他说：“下雨了”，离开了。"),
        (["It rained,", "so we left."], ["。", "我们走了。"], "我们走了。"),
    ],
)
def test_clauses_end_as_those_of_the_source(sources: list[str], targets: list[str], joined: str) -> None:
    assert join_cjk([Task(source, ()) for source in sources], targets) == joined
