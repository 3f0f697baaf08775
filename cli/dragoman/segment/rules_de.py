"""Segmentation data for German. Every noun has a capital here, so only words that open sentences say anything."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-de 1",
    titles=words(
        "dr drs prof profs hr hrn fr frl dipl dipl.-ing ing mag st sr jr gen oberst hptm maj lt adm min präs vors "
        "abg fa stellv geschf ra rain rin"
    ),
    numbered=words(
        "nr nrn no art abs abschn ziff buchst lit s rn rz rdn kap bd bde band aufl tab abb anl anm fn §§ § satz h "
        "spalte sp bl ausg jg vol az tel fax plz str"
    ),
    numbered_endings=("str",),
    number_words=words("eins zwei drei vier fünf sechs sieben acht neun zehn"),
    inner=words(
        "z.b z.t z.zt z.h z.hd d.h u.a u.u u.ä o.ä o.g o.a i.d.r i.d.f i.s.d i.v.m i.s.v i.a i.v i.h.v i.e m.e m.w "
        "s.o s.u s.a v.a v.d v.h v.chr n.chr vgl bzw ca evtl ggf ggfs inkl exkl einschl sog bspw beisp allg bes "
        "betr beschl urt bzgl insb insbes gem entspr ehem gegr geb gest hg hgg hrsg verf zit zzgl abzgl max mind ungef "
        "übers dt engl frz chin jap russ ital span lat griech österr schweiz europ intern op.cit a.a.o ebd vs cf v"
    ),
    outer=words(
        "mio mrd tsd jh usw usf etc ff f co inc ltd bros cie gmbh e.v e.g a.d a.m b.v n.n u.s u.s.a ph.d b.a m.a ll.m "
        "std min sek u.s.w"
    ),
    calendar=words("jan feb mär mrz apr jun jul aug sep sept okt nov dez mo di mi do fr sa so"),
    starters=words(
        "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Dieser Diese Dieses Diesen Diesem Jener Jene Jenes "
        "Er Sie Es Wir Ihr Ich Man Sein Seine Seinen Seinem Seiner Ihre Ihren Ihrem Ihrer Unser Unsere Mein Meine "
        "In Im An Am Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Durch Für Gegen Ohne Um Über Unter Zwischen "
        "Während Wegen Trotz Seit Bis Laut Gemäß Ab Neben Hinter Und Oder Aber Denn Doch Sondern Auch Nur Noch Nicht "
        "Wenn Weil Da Dass Daß Ob Als Wie Wo Was Wer Wen Wem Warum Wann Welche Welcher Welches Wieso Obwohl Damit "
        "Dabei Dazu Dafür Dagegen Danach Dann Daher Darum Dort Hier Heute Gestern Morgen Jetzt Nun So Somit Zudem "
        "Außerdem Ferner Zuvor Zunächst Schließlich Später Bereits Inzwischen Dennoch Trotzdem Allerdings Jedoch "
        "Alle Alles Allen Beide Jeder Jede Jedes Einige Viele Mehrere Manche Kein Keine Keinen Andere Weitere "
        "Ist Sind War Waren Hat Haben Wird Werden Kann Können Soll Muss"
    ),
    labels=words(
        "anlage anhang plan gruppe klasse kategorie teil abschnitt typ stufe team saal block zone liste vitamin "
        "hepatitis buchstabe punkt"
    ),
    ordinal_nouns=words(
        "sitzung tagung jahrestag geburtstag jahrhundert tag jahr kongress sinfonie symphonie ausgabe auflage mal "
        "division verhandlungstag plenarsitzung vollversammlung"
    ),
)
