"""Segmentation data for Korean. There are no capitals; a date is written "2024. 11. 14." with full stops."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-ko 1",
    numbered=words("no nos art p pp vol 제 쪽 tel fig"),
    inner=words("mr mrs ms dr prof vs cf e.g i.e 예 단"),
    outer=words("u.s u.k u.n e.u inc co ltd corp"),
    titles=words("mr mrs ms dr prof st gen"),
    final=words("etc 등"),
    continuation=(
        # "…합니다." 라고 말했다: set off by a blank, the clause still belongs to the quotation.
        r"(?:이?라고|이?라며|이?라면서|이?라는|하고|고|며|면서|는|은|을|를|이|가|의|에|와|과)(?=[\s.,])"
    ),
    starters=words("The A In It He She They This 그 이 또 또한 그러나 그리고 하지만 따라서 한편 이어 특히"),
    person=r"[^;；.]{2,60}?(?:검사|판사|장|장관|위원|의원|대표|교수|대사|변호사|씨)(?=\s*(?:[;；.(]|[이가은는와과]\s|\Z))",
)
