"""Segmentation data for Portuguese, of Portugal and of Brazil."""

from dragoman.segment.rules import Rules, words

RULES = Rules(
    name="rules-pt 1",
    openers="\"'“‘«‹»›„‚([—–",
    titles=words("s sto sta st mons fr pe"),
    numbered=words(
        "no nos n nº n° núm num art arts inc incs par pár pars pág págs pag pags p pp fl fls cap caps vol vols t tít "
        "fig figs sec seç al als cl anx proc rel reg lei dec port res rec ext tel cx "
        "jan fev mar abr mai jun jul ago set out nov dez"
    ),
    number_words=words("um dois três quatro cinco seis sete oito nove dez"),
    inner=words(
        "sr sra srs sras srta dr dra drs dras d exmo exma exmos ilmo ilma prof profa profs eng enga arq adv des desa "
        "dep sen ver gov pres vice-pres sec dir gen cel maj cap ten sgt alm brig del v.exa v.ex s.exa v.m "
        "p.ex i.e cf vs v op.cit ob.cit ibid id obs aprox ca ed eds org orgs coord trad av r rua pça praç rod edif "
        "dpto depto séc sécs min.pub"
    ),
    outer=words("s.a s/a ltda lda cia e.u.a eua u.e jr a.c d.c ph.d m.d bros irmãos filhos c.i n.a"),
    final=words("etc"),
    clock=frozenset({"a.m", "p.m"}),
    units=words("h hs hrs min seg km kg cm mm m ha g mi"),
    starters=words(
        "O A Os As Um Uma Uns Umas Ao Aos À Às No Na Nos Nas Do Da Dos Das Pelo Pela Pelos Pelas Num Numa "
        "Este Esta Estes Estas Esse Essa Esses Essas Isto Isso Aquele Aquela Aquilo Ele Ela Eles Elas Eu Nós Você "
        "Vocês Seu Sua Seus Suas Nosso Nossa Se Em De Por Para Com Sem Sobre Segundo Desde Até Entre Durante Após "
        "Ante Sob Contra Mediante E Ou Nem Mas Porém Contudo Embora Porque Como Quando Enquanto Onde Assim Além "
        "Também Depois Antes Logo Agora Hoje Ontem Amanhã Já Então Finalmente Posteriormente Não Sim Que Quem Qual "
        "Quais Cada Todo Toda Todos Todas Outro Outra Outros Outras Muitos Muitas Alguns Algumas Ambos Ambas "
        "Nenhum Nenhuma Dois Três Há É São Foi Era Foram"
    ),
    surnames=words("Da Do Dos Das De"),
    labels=words(
        "anexo apêndice plano grupo classe categoria parte seção secção tipo grau equipe sala bloco zona lista "
        "vitamina hepatite letra ponto alínea"
    ),
    ordinals=False,
)
"""Reporting clauses after a quotation begin with a small letter, which is enough: “Quem vem?” perguntou Ying."""
