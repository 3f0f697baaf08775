"""Segmentation data for Spanish."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-es 1",
    openers="\"'“‘«‹»›„‚([¿¡—–",
    titles=words("mons excmo excma ilmo ilma rvdo rvda sto sta st s hno fr fray mtro mtra pbro emmo"),
    numbered=words(
        "no nos n nº n° nro nros núm núms num art arts artº inc incs ap apdo apdos párr párrs pár cap caps pág págs "
        "pag pags p pp vol vols t tít fig figs lám sec secc cl cláus disp anx an expte exp res rec leg fol f fs fj "
        # Months and times stand before a year or an hour.
        "ene feb mar abr may jun jul ago sep sept set oct nov dic tel tfno ext c.p apart"
    ),
    number_words=words("uno dos tres cuatro cinco seis siete ocho nueve diez"),
    inner=words(
        # Courtesy titles are written with a small letter as well.
        "sr sra srta sres sras dr dra dres d dña da lic ing arq abg abog prof profa gral cnel cap tte sgto alm pdte "
        "vicepdte dir subdir secr dip sen gob mag fdo "
        "p.ej v.gr i.e cf cfr vs v op.cit ob.cit loc.cit ibíd ibid íd ss aprox ca trad ed eds coord comp av avda "
        "avdas c cta dpto depto prov pza plza ctra urb"
    ),
    outer=words(
        "ee.uu ff.aa ff.cc rr.hh jj.oo cc.oo s.a s.l s.a.s s.r.l ltda hnos cía bros jr a.c d.c a.d n.e d.e.p "
        "s.m ss.mm s.s s.e ph.d m.d vda onu u.e r.d.l r.d"
    ),
    final=words("etc"),
    clock=frozenset({"a.m", "p.m"}),
    units=words("h hs hrs min seg km kg cm mm m ha g mill ptas"),
    starters=words(
        "El La Los Las Un Una Unos Unas Lo Al Del Este Esta Estos Estas Ese Esa Esos Esas Esto Eso Aquel Aquella "
        "Su Sus Mi Mis Nuestro Nuestra Nuestros Nuestras Él Ella Ellos Ellas Yo Nosotros Usted Ustedes Se "
        "En De A Por Para Con Sin Sobre Según Desde Hasta Entre Durante Tras Ante Bajo Contra Mediante "
        "Y E O Ni Pero Sin Mas Aunque Porque Como Cuando Mientras Si Donde Así Además También Tampoco Asimismo "
        "Después Antes Luego Ahora Hoy Ayer Mañana Ya Entonces Finalmente Posteriormente "
        "No Sí Que Qué Quien Quién Quienes Cuál Cuáles Cómo Cuándo Dónde Cada Todo Toda Todos Todas Otro Otra "
        "Otros Otras Muchos Muchas Algunos Algunas Ambos Ambas Ninguno Ninguna Dos Tres Hay Es Son Fue Era Ha Han"
    ),
    surnames=words("De Del La Los Las"),
    labels=words(
        "anexo apéndice plan grupo clase categoría parte sección tipo grado equipo sala bloque zona lista vitamina "
        "hepatitis letra punto apartado"
    ),
    ordinals=False,
)
"""Reporting clauses after a quotation begin with a small letter, which is enough: «¿Quién?» preguntó Ying."""
