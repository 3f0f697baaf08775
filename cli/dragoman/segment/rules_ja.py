"""Segmentation data for Japanese."""

from dragoman.segment.rules import Rules
from dragoman.text.scripts import HAN, KANA

_LETTER = HAN + KANA

RULES = Rules(
    name="rules-ja 2",
    brackets=("()", "[]", "（）", "《》", "【】", "〔〕", "［］", "〈〉", "『』"),
    spaced=".!?…‼⁇⁈⁉．",
    continuation=(
        # A particle ties what is quoted to the rest of the sentence: "「……。」と述べた。", "「……？」という問い".
        # Not "と" of "ところが", "で" of "では" or "でも", "が" before a comma, which open a sentence.
        r"と(?!ころ[がで]|はいえ|もあれ|りわけ)|って|を|に(?!もかかわらず)|は(?!い[。、])|が(?!、)|も(?!し|ちろん|っとも|う)|"
        r"の(?!ち)|など|や(?!が|は|っ)|から|まで(?!は)|より(?!も)|へ|だけ(?!ど)|で(?!は|も|、|す)|などと|"
        r"[、；）》]|(?<=[？！?!][」』])[「『]"
    ),
    # "．" ends a sentence between characters, in texts that write "，．"; after a figure it belongs to a number.
    tight=rf"(?<=[{_LETTER}]．)(?=[{_LETTER}A-Za-z「『（])",
    speech="と",
    person=r"[^；;。]{2,60}?(?:長|官|員|大臣|委員|教授|大使|代表|氏|事務官|検事|判事|弁護士|議員)(?=\s*(?:[；;。、（(がはら]|\Z))",
)
