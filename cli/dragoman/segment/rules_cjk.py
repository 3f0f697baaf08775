"""Segmentation data for Chinese and Japanese."""

from dragoman.segment.rules import Rules

RULES = Rules(
    name="rules-cjk 1",
    attribution=(
        # "……。”他说。": a short subject and a verb of saying, up to the next punctuation.
        r"[\u3040-\u30ff\u4e00-\u9fff]{0,8}(?:说|說|表示|指出|强调|強調|问|問|称|稱|道|と述べた|と語った|と話した|と強調した|と指摘した|と質問した)"
        r"(?=[，。：,:]|$)"
    ),
)
