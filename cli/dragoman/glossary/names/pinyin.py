"""Chinese names in pinyin, told by their syllables."""

import re

_SYLLABLE = (
    "(?:a[io]?|an|ang|e[ir]?|en|eng|ou?|"
    "[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)|"
    "[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ue)|"
    "[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    "[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|"
    "(?:[zcs]h?|r)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    "y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un|o)|w(?:a|o|ai|ei|an|en|ang|eng|u))"
)
_SURNAMES = (
    "ai an bai ban bao bei bi bian bo bu cai cao cen chai chang che chen cheng chi chu cong cui dai dang deng di diao"
    " ding dong dou du duan fan fang fei feng fu gan gao ge geng gong gou gu guan gui guo hai han hang hao he heng"
    " hong hou hu hua huang huo ji jia jian jiang jiao jin jing ju kang ke kong kou kuang lai lan lang lao le lei leng"
    " li lian liang liao lin ling liu long lou lu luan luo lv ma mao mei meng mi miao min ming mo mou mu na nan ni nie"
    " ning niu ou ouyang pan pang pei peng pi ping pu qi qian qiang qiao qin qiu qu quan que ran ren rong ruan rui"
    " sang sha shan shang shangguan shao she shen sheng shi shu shuai si sima situ song su sui sun tan tang tao teng"
    " tian tie tong tu wan wang wei wen weng wu xi xia xian xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye"
    " yi yin ying yong you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhong zhou zhu zhuang zhuo"
    " zong zou zu zuo"
)
_SURNAME_WORDS = frozenset(_SURNAMES.split())
_NAME = re.compile(rf"([A-Z][a-z]+) ((?i:{_SYLLABLE}'?-?){{1,2}})")


def is_chinese_name(phrase: str) -> bool:
    """Tell whether a phrase is a surname and a given name of one or two syllables in pinyin.

    >>> [is_chinese_name(phrase) for phrase in ("Ying Yong", "Shen Xiaomei", "Central Asia", "High Court")]
    [True, True, False, False]
    """
    found = _NAME.fullmatch(phrase)
    return found is not None and found[1].lower() in _SURNAME_WORDS and found[2][0].isupper() and not found[2].isupper()
