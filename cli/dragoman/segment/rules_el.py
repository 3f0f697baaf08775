"""Segmentation data for Greek, where ";" is the question mark."""

from dragoman.segment.rules import DEFAULT, Rules, words

RULES = Rules(
    name="rules-el 1",
    spaced=DEFAULT.spaced + ";\u037e",
    numbered=words("αρ αριθ άρθρ παρ σελ σ τ τόμ κεφ εδ περ"),
    inner=words("κ κα κκ δρ καθ στρ π.χ δηλ βλ πρβλ λ.χ ό.π"),
    outer=words("α.ε ε.π.ε ο.ε ε.ε π.μ μ.μ π.χρ μ.χ"),
    final=words("κ.λπ κλπ κ.ά κ.ο.κ"),
    starters=words(
        "Ο Η Το Οι Τα Ένας Μια Μία Ένα Αυτός Αυτή Αυτό Αυτοί Αυτές Αυτά Στο Στη Στην Στον Στις Στους Στα Σε Με Για "
        "Από Προς Κατά Μετά Πριν Χωρίς Και Αλλά Όμως Ωστόσο Αν Εάν Όταν Όπως Επίσης Τέλος Δεν Να Θα Τι Ποιος Πώς Πού"
    ),
    ordinals=False,
)
