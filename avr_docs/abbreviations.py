"""Words that decide whether a full stop ends a sentence; read by `boundaries`. Small letters, without the last stop."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Never end a sentence: something always follows them.
ALWAYS_OPEN = _words(
    """
    mr mrs ms dr prof gen sen rep gov lt col sgt capt cmdr cpt maj adm pres supt rev hon messrs st mt ft vs v
    cf viz e.g i.e eg ie p.e p.ej p.ex c.-à-d z.b d.h u.a sr sra srta dra lic ing mme mlle mgr ud uds d.ª
    ee ss.aa approx esp incl cit op loc
    """
)
#: Open before a number, a Roman numeral or a section mark; else plain words or names ("no.", "art.", "fig.").
BEFORE_NUMBER = _words(
    """
    no nos p pp art arts vol vols ch chap chs sec secs sect para paras par fig figs n nn ed eds rev ex exh
    app ann pt pts cl núm num nº n.º n.° pág págs pag cap inc párr párrs apdo lit abs nr ziff rn s ss res doc
    a/res r l t col cols tab jan feb mar apr jun jul aug sep sept oct nov dec ca c
    """
)
#: Open unless a word follows that begins sentences ("Acme Inc. The firm ...").
USUALLY_OPEN = _words(
    """
    inc ltd co corp dept depts div univ assn assoc bros int'l nat'l gov't jr sr esq ave blvd rd cal tex fla
    ariz mass mich minn wash ill ind ct cir supp stat reg fed cong sess app ann rptr educ l.rev op proc comm
    comm'n jan feb mar apr jun jul aug sep sept oct nov dec al cía s.a av avda gral ca abp exec dir sec min
    def aff natl admin
    """
)
#: Words that begin a sentence and hardly ever go on a name after "U.S." or "Inc.".
STARTERS = _words(
    """
    almost nearly about around approximately roughly please staff people nobody everyone anyone someone
    the a an it its he she they their his her we our i you your this that these those there here in on at by
    for from to of with without under over after before during since until while when where what who why how
    if although though because as but and or nor yet so however moreover furthermore meanwhile still then
    thus therefore hence indeed instead finally first second third also another other others both each every
    all any some many most more much several few no none nobody not only just even such according despite
    given once one two three four five six seven eight nine ten last next now today yesterday tomorrow later
    earlier el la los las un una unos unas en de del por para con sin según sin pero y o es se su sus este
    esta estos estas como cuando le les des dans sur selon mais et il elle ils elles ce cette ces on der die
    das ein eine im es sie er wir
    """
)
#: What goes on after a clock time: "at 5 p.m. Monday".
AFTER_CLOCK = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december eastern pacific central mountain gmt utc est edt pst pdt cst
    cdt mst mdt cet cest bst local
    """
)
#: Plural or mass nouns for people, which begin a sentence after "the U.S.": "... the U.S. Advocates say".
PEOPLE = _words(
    """
    advocates activists officials authorities attorneys lawyers migrants immigrants refugees returnees
    families children people experts critics researchers analysts observers supporters opponents groups
    organizations organisations agents officers lawmakers reporters asylum-seekers detainees deportees
    parents women men staff aid figures data
    """
)
#: Labels whose letter is a name of its own and may end a sentence: "chose Plan B. The agency ...".
LETTERED = _words(
    """
    plan option annex appendix exhibit part group section category class type phase schedule vitamin table
    figure
    """
)
