"""Segmentation data for English."""

from dragoman.segment.rules import Rules, words

_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_WEEKDAYS = "mon tue tues wed thu thur thurs fri sat sun"

RULES = Rules(
    name="rules-en 2",
    titles=words(
        # Courtesy and academic; ranks; offices; ships and places that take a name.
        "mr mrs ms mx messrs mmes dr drs prof rev revd hon fr sr br esq "
        "gen lt col maj capt cmdr cdr adm sgt cpl pvt brig insp supt det "
        "gov govs sen sens rep reps gens amb pres sec-gen atty asst assoc dep min "
        "mt ft pt st"
    ),
    numbered=words(
        "no nos n° nº nr art arts para paras par p pp sec secs sect § ch chap vol vols fig figs tab cl cls "
        "fn fns reg regs ann annex app appx pt pts ex exh eq tel ext bk ser iss"
    ),
    number_words=words("one two three four five six seven eight nine ten"),
    inner=words(
        "e.g i.e cf vs v viz eds trans approx appr ca c resp incl excl seq et seqq ibid op cit sc al.e n.b p.s esp"
    ),
    calendar=words(f"{_MONTHS} {_WEEKDAYS}"),
    outer=words(
        # Companies, people, streets, institutions, degrees.
        "co cos inc ltd corp plc llc bros assn assoc dept univ inst govt gov natl intl mfg "
        "jr sr esq al ave blvd rd st hwy sq bldg "
        "ph.d m.d b.a m.a b.sc m.sc ll.b ll.m ll.d j.d d.phil ed.d m.b.a"
    ),
    clock=frozenset({"a.m", "p.m"}),
    clock_openings=words("at by around about before after from until till since on shortly just between as"),
    clock_names=words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december "
        "et pt ct mt gmt utc est edt cst cdt mst mdt pst pdt cet cest bst msk jst hkt "
        "beijing moscow london"
    )
    | words(f"{_MONTHS} {_WEEKDAYS}"),
    starters=words(
        "A An The This That These Those It Its He She They We You I His Her Their Our My Your There Here "
        "In On At By For From With Without Within Under Over Of To As If When While Where Since Because Although "
        "Though After Before During Until Upon Through Throughout Among Between Despite Following According Given "
        "Noting Regarding "
        "But And Or So Yet Nor However Moreover Furthermore Meanwhile Therefore Thus Hence Also Besides Finally "
        "First Second Third Then Later Today Tomorrow Yesterday Now Recently "
        "How What Why Who Whose Which Whether Do Does Did Is Are Was Were Has Have Had Can Could Will Would "
        "Should Must May "
        "All Both Each Every Some Many Most Several No Not Only Such Other Others Another More One Two Three "
        "Let Please"
    ),
    surnames=words("He An So Do May Will Will Yet Such More Her You My Can Has"),
    pronouns=frozenset({"I", "I'm", "I've", "I'd", "I'll", "I’m", "I’ve", "I’d", "I’ll"}),
    labels=words(
        "annex appendix plan group class category part section type grade team hall building block zone "
        "schedule option phase level exhibit room wing list form vitamin hepatitis point"
    ),
    attribution=(
        # "…!" Ying Yong asked. But not "…!" Ying said that …, which is a new sentence.
        r"(?!(?:He|She|It|They|We|I|You|The|This|That)\b)(?:[A-Z][\w’'-]*\s+){0,3}"
        # "Ying Yong, Prosecutor General, asked"
        r"[A-Z][\w’'-]*(?:\s+|,\s[^.!?,\"“”]{2,60},\s+)"
        r"(?:said|says|asked|asks|added|adds|noted|notes|told|stressed|replied|exclaimed|urged|"
        r"remarked|answered|concluded|declared|shouted|cried|demanded|emphasized|warned|wondered|continued|wrote)"
        r"\b(?!\s+that\b)"
    ),
    ordinals=False,
)
