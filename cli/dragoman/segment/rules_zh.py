"""Segmentation data for Chinese, in simplified and in traditional characters.

What stands inside quotation marks, and where the stop goes, follows GB/T 15834—2011 (用法 of 引号 and 句号).
"""

from dragoman.segment.rules import Rules
from dragoman.text.scripts import HAN

_SAID = (
    "说道|說道|说|說|表示|指出|强调|強調|认为|認為|称|稱|问道|問道|问|問|答道|回答|答|写道|寫道|喊道|道|坦言|直言|感慨|"
    "介绍|介紹|补充道|補充道|补充|補充|解释|解釋|呼吁|呼籲|透露|提醒|总结|總結|告诉记者|告訴記者|反问|反問"
)
_NAMED = "口号|口號|标语|標語|问题|問題|要求|精神|理念|原则|原則|主题|主題|说法|說法|提法|论述|論述|呼声|呼聲"

RULES = Rules(
    name="rules-zh 2",
    attribution=(
        # "……。”他说。", "……。”应勇说，“……": a subject without a comma and a verb of saying. What goes on behind a
        # comma without a new quotation (`more`) may as well be told of what follows: "……。”会议指出，要……".
        rf"[{HAN}·]{{0,20}}?(?:{_SAID})(?:(?=[。！？]|，\s?[“「『\"]|\Z)|(?P<more>，))"
    ),
    continuation=(
        # "……！”的口号", "……？”等问题", "……。”这一要求", "……？”一文"; but not "……。”的确如此", "……。”之后".
        rf"的(?!确|確|士)|等(?:{_NAMED}|[，。；、])|(?:这|這)(?:一|个|個|句|些|样|樣)(?:话|話|{_NAMED})|"
        rf"(?:一|两|兩)(?:文|书|書|词|詞|语|語|句|课|課|剧|劇)(?!来|來)|为(?:题|主题|口号)|為(?:題|主題|口號)|[、；）》]|"
        # A question or an outcry may be what a sentence is about.
        r"(?<=[？！?!][”’」』])(?P<more>(?:也|不|既|正|就|才|都|曾|仍)?是(?!的|啊|吧|，)|(?:已|已经|已經)?(?:成为|成為|成了)|等)"
    ),
    speech="说說道问問答称稱喊叫曰云：:，,",
    person=(
        # "上海市人民检察院检察长陈某": an office, then a name.
        r"[^；;。]{2,60}?(?:长|長|主任|书记|書記|委员|委員|代表|主席|总理|總理|官|员|員|教授|参赞|參贊|大使|专员|專員)"
        rf"[{HAN}·]{{2,12}}(?=\s*(?:[；;。（(]|以及|等|\Z))"
    ),
)
