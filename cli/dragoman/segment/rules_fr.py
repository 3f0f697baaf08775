"""Segmentation data for French."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-fr 1",
    openers="\"'“‘«‹»›„‚([—–",
    titles=words("m mm me mgr mr mrs dr drs pr prof st ste vve gal gén col cdt cap lt adj"),
    numbered=words(
        "no nos n n° nº nr num art arts al alin par para p pp pag chap chapt ch sect sec § vol t tit fig tab pl ann "
        "annx dép rés doc réf réq liv tél ext coll éd "
        "janv févr fév avr juill juil sept oct nov déc"
    ),
    number_words=words("un deux trois quatre cinq six sept huit neuf dix"),
    inner=words(
        "cf vs v p.ex ex i.e c.-à-d càd c.à.d env approx ca op.cit loc.cit ibid id s.d s.l éds dir trad coord "
        "av apr bd bld boul r pl dépt arr resp hab "
    ),
    outer=words("s.a s.a.r.l sarl cie ets sté jr j.-c n.d.l.r r.f e.u u.s u.e o.n.u ph.d suiv sq sqq"),
    final=words("etc"),
    clock=frozenset({"a.m", "p.m"}),
    units=words("h min sec km kg cm mm m ha g"),
    starters=words(
        "Le La Les L' Un Une Des Du De D' Au Aux Ce Cet Cette Ces C' Cela Ceci Celui Celle Ceux Celles Il Elle Ils "
        "Elles On Je J' Nous Vous Tu Son Sa Ses Leur Leurs Notre Nos Mon Ma Mes Votre Vos Se S' Qui Que Qu' Quoi "
        "Quel Quelle Quels Quelles Lequel Laquelle En Dans À A Par Pour Avec Sans Sur Sous Selon Depuis Jusqu' Entre "
        "Pendant Durant Après Avant Vers Chez Contre Dès Malgré Outre Et Ou Ni Mais Or Donc Car Si S' Comme Quand "
        "Lorsque Lorsqu' Puisque Puisqu' Parce Bien Afin Ainsi Aussi Toutefois Cependant Néanmoins Pourtant Enfin "
        "Ensuite Puis Alors Désormais Aujourd'hui Aujourd’hui Hier Demain Ici Là Y Non Ne N' Oui Tout Toute Tous "
        "Toutes Chaque Plusieurs Certains Certaines Aucun Aucune Autre Autres D'autres Deux Trois Est Sont Était "
        "Pourquoi Comment Combien Où"
    ),
    surnames=words("La Le Les Du De Des D' L'"),
    labels=words(
        "annexe appendice plan groupe classe catégorie partie section type grade équipe salle bloc zone liste "
        "vitamine hépatite lettre point"
    ),
    ordinals=False,
)
"""Reporting clauses after a quotation begin with a small letter, which is enough: « Qui vient ? » demande Ying."""
