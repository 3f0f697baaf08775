"""Segmentation data for Arabic. There are no capitals, so a single letter with a full stop is an abbreviation."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-ar 1",
    openers="\"'“‘«‹»›”„([",
    numbered=words("ص ص.ص صص ج مج ط ف م ق ع رقم ت هـ س تلف ب ش"),
    inner=words("د أ أ.د م.د أ.م.د أ.م ص.ب"),
    outer=words("ش.م.م ش.م.ل ش.م.ك ذ.م.م و.م.أ ا.هـ ق.م"),
    final=words("إلخ الخ اهـ"),
    units=words("م هـ ه كم كغ غ سم ص"),
    starters=words(
        "في من إلى على عن مع هذا هذه ذلك تلك هؤلاء وقال وقالت وأضاف وأضافت وأكد وأكدت وأشار وأشارت وذكر وأوضح وكان "
        "وكانت وقد وفي ومن وعلى وهو وهي وهم كما لكن ولكن ثم إن أن لا لم لن ما قال قالت كان كانت قد بعد قبل عند عندما "
        "حيث بينما إذا هو هي هم نحن أما يجب ينبغي"
    ),
    ordinals=False,
)
