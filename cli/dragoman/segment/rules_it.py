"""Segmentation data for Italian."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-it 1",
    openers="\"'“‘«‹»›„‚([—–",
    titles=words("s st ss mons"),
    numbered=words(
        "n nn nr nrr no num art artt c co lett let punt pag pagg p pp cap capp vol voll t tom fig figg tab tav par "
        "sez sent all d.l d.lgs d.p.r d.m d.p.c.m r.d l reg dir rep prot fasc tel int c.p "
        "gen genn feb febb mar apr mag giu lug ago set sett ott nov dic"
    ),
    number_words=words("uno due tre quattro cinque sei sette otto nove dieci"),
    inner=words(
        "sig sigg sig.ra sig.na sigra signa dott dott.ssa dottssa dr prof prof.ssa profssa proff avv avvti ing arch "
        "geom rag cav comm on onn sen pres vicepres segr dir ten col cap magg serg amm brig gen egr gent spett "
        "ill rev d p.es ad.es es cfr cf vs v v.di i.e op.cit loc.cit ibid id ca circa trad ed edd cur c.d cd cosid "
        "seg segg ss sgg v.le p.za c.so fraz loc prov tel "
    ),
    outer=words("s.p.a spa s.r.l srl s.n.c s.a.s a.c d.c f.lli jr u.s.a ph.d u.e p.a n.d.r"),
    final=words("ecc etc"),
    clock=frozenset({"a.m", "p.m"}),
    units=words("h min sec km kg cm mm m ha g mln mld"),
    starters=words(
        "Il Lo La I Gli Le L' Un Uno Una Un' Al Allo Alla Ai Agli Alle All' Del Dello Della Dei Degli Delle Dell' "
        "Nel Nello Nella Nei Negli Nelle Nell' Dal Dallo Dalla Dai Dagli Dalle Dall' Sul Sullo Sulla Sui Sugli "
        "Sulle Sull' Questo Questa Questi Queste Quest' Quello Quella Quelli Quelle Quell' Ciò Esso Essa Essi Esse "
        "Egli Ella Lui Lei Loro Io Noi Voi Si Ci C' È E Ed O Né Ma Però Tuttavia Inoltre Anche Infatti Quindi "
        "Dunque Così Perciò Se Quando Mentre Dove Come Perché Poiché Sebbene Dopo Prima Poi Ora Oggi Ieri Domani "
        "Infine Successivamente In A Di Da Con Per Su Tra Fra Senza Secondo Durante Contro Entro Presso Verso "
        "Non Sì Che Chi Quale Quali Ogni Tutto Tutta Tutti Tutte Altri Altre Altro Altra Molti Molte Alcuni "
        "Alcune Entrambi Nessuno Nessuna Due Tre Sono Ha Hanno Era Fu"
    ),
    surnames=words("Di Da La Lo Del Della Dei"),
    labels=words(
        "allegato appendice piano gruppo classe categoria parte sezione tipo grado squadra sala blocco zona lista "
        "vitamina epatite lettera punto"
    ),
    ordinals=False,
)
"""Reporting clauses after a quotation begin with a small letter, which is enough: «Chi viene?» chiese Ying."""
