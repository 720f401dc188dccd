"""Words that tell what part of a citation they stand in, in the languages that notes are written in."""

from functools import lru_cache

#: A word here belongs to the kind, whatever its case.
WORDS: dict[str, str] = {
    "month": """jan january feb february mar march apr april may jun june jul july aug august sep sept september oct
        october nov november dec december januar februar märz mai juni juli oktober dezember janvier février mars avril
        juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
        januari februari maart mei augustus janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
        spring summer fall autumn winter printemps été automne hiver frühjahr sommer herbst""",
    "editing": """ed eds edited editor editors editores hg hrsg herausgegeben éd éds dir dirs sous coord coords comp comps
        compiler cura curatore coordinador org orgs red""",
    "translating": "trans transl translated translator trad traduit traducción traduzione übersetzt übers übersetzung vert",
    "edition": "edn edition aufl auflage édition edición edizione druk rev revised 1st 2nd 3rd 4th 2d 3d ème",
    "volume": "vol vols volume volumes bd band tome tom t jg jahrgang",
    "issue": "no nos nr núm num número n° nº n issue heft h fasc suppl supplement",
    "page": "p pp page pages s seite seiten pág págs ss ff f pag pagg str blz",
    "paragraph": "para paras paragraph rn rdnr rz art arts article articles artículo artikel sec section sect § §§ ¶ cons",
    "in": "in dans en im",
    "web": """available accessed visited retrieved viewed checked consulted abgerufen zugriff zuletzt aufgerufen abrufbar
        disponible consulté consultado consultada acceso visto disponibile consultato last online url http https
        archived geraadpleegd""",
    "signal": """see also e.g eg cf but accord compare contra generally vgl siehe voir véase vid cfr citing quoting cited
        quoted quotation contrast with s.a v. zie""",
    "again": "id ibid ibidem ibídem idem ebd ebenda supra infra above below cit op loc ivi aldaar préc ob tamże hereinafter"
    " hereafter a.a.o aao",
    "note": "note notes n nn fn fns footnote footnotes fußnote anm nota notas noot endnote",
    "genre": """dissertation thesis diss phd master's masters thèse tesis habilitation release communiqué statement press
        letter memorandum email e-mail interview testimony hearing remarks speech video podcast tweet post blog brief
        complaint declaration affidavit transcript preprint manuscript mimeo unpublished forthcoming""",
    "report": "report reports rapport informe bericht survey briefing update factsheet bulletin assessment review guidelines"
    " guidance handbook paper papers working policy memo",
    "journal": """journal j zeitschrift revue revista rivista review rev quarterly q annals ann archiv archives proceedings
        proc transactions trans letters lett bulletin bull yearbook jahrbuch studies stud studien research res acta cahiers
        science sciences sci nature lancet physics phys chemistry chem medicine med american am european eur international
        int intl l law""",
    "news": """times post guardian herald tribune reuters ap afp bbc cnn npr nbc abc cbs news monitor telegraph independent
        mail sun globe observer journal daily newspaper gazette chronicle courier zeitung monde figaro país mundo libération
        spiegel zeit standard corriere repubblica aljazeera jazeera politico bloomberg propublica intercept wire agency
        press wele welle""",
    "publisher": """press university univ verlag éditions edizioni editorial publishing publishers books éditeur editore
        uitgeverij routledge springer elsevier wiley sage oxford cambridge blackwell macmillan palgrave brill nijhoff
        kluwer hart elgar nomos beck gruyter suhrkamp campus vandenhoeck mohr siebeck l’harmattan gallimard seuil puf cnrs
        dalloz lgdj giuffrè mulino laterza einaudi tirant aranzadi crc mit harvard yale princeton chicago columbia cornell
        stanford hall academic""",
    "city": """london paris berlin new york washington geneva genève genf brussels bruxelles vienna wien rome roma milan milano
        madrid barcelona amsterdam leiden hague cambridge oxford boston chicago princeton san francisco los angeles toronto
        ottawa sydney melbourne tokyo delhi nairobi dublin edinburgh manchester frankfurt münchen munich hamburg köln
        cologne tübingen stuttgart leipzig göttingen heidelberg baden-baden zürich bern basel lisboa lisbon copenhagen
        stockholm oslo helsinki warsaw warszawa prague budapest athens istanbul cairo beirut jerusalem moscow lyon
        strasbourg bologna torino napoli firenze buenos aires méxico bogotá santiago lima paulo rio philadelphia baltimore
        heidelberg dordrecht aldershot farnham cheltenham abingdon thousand oaks hoboken berkeley ithaca durham""",
    "body": """ministry ministère ministerium ministerio department office agency commission committee council court
        organization organisation association institute institut centre center federation union watch international
        amnesty unhcr iom oim ohchr un eu gao cbp dhs ice council parliament bundestag senate house government network
        coalition foundation rights human nations united bureau service services""",
    "court": """cir ct app d.d.c n.d s.d e.d w.d cal tex n.y fla scotus ecthr ecj cjeu cjue bgh bverfg bverwg eugh egmr
        vg ovg vgh uksc ewca ewhc ukut clr ilr gc chamber grand tribunal supreme district circuit""",
    "law": """u.s.c usc c.f.r cfr fed reg stat pub l const act code law statute directive regulation convention treaty
        protocol covenant charter gesetz loi ley décret decreto bgbl boe oj jo res resolution order rule rules
        proclamation constitution schedule""",
    "versus": "v vs c/ gegen contra ./.",
    "people": "al others et and und y e & et. jr sr iii dr prof",
    "particle": "de van von der den del della di da du la le al el bin ibn ter ten zu",
    "document": "doc doc. a/hrc a/res s/res com swd cat ccpr ecli app",
    "nodate": "n.d nd s.f o.j s.d forthcoming",
}


@lru_cache(maxsize=50_000)
def kinds_of(word: str) -> tuple[str, ...]:
    """The kinds that a word in lower case belongs to."""
    return tuple(f"kind={kind}" for kind, words in _SETS.items() if word in words)


_SETS = {kind: frozenset(words.split()) for kind, words in WORDS.items()}
