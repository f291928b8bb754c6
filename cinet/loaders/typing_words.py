"""What words in the name of an organisation in Latin letters say of its type: data.

Rules are read from the top, and the first that fits decides. ``x*`` is the beginning of a word, ``*x`` the end of one,
``x$`` stands at the end of the name, before a legal form and brackets: in English that is where the noun is that says
what a thing is. The confidence of a rule is what it is worth: names do not tell a ministry from an agency or an
institute from an office, so that no rule for government or research institutes stands above 0.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["INNER_FORMS", "WORD_RULES", "NameRule", "listed", "rule"]


@dataclass(frozen=True, slots=True)
class NameRule:
    """Signs in a name, the actor type they stand for, and how far to believe them (0 to 1)."""

    type: str
    confidence: float
    signs: tuple[str, ...]


def listed(text: str) -> tuple[str, ...]:
    """Return the signs of a text that has semicolons between them.

    >>> listed("a; b  c")
    ('a', 'b c')
    """
    return tuple(" ".join(part.split()) for part in text.split(";"))


def rule(kind: str, confidence: float, text: str) -> NameRule:
    """Return the rule of a text of signs.

    >>> rule("firm", 0.9, "a; b")
    NameRule(type='firm', confidence=0.9, signs=('a', 'b'))
    """
    return NameRule(kind, confidence, listed(text))


#: Words and phrases, in lower case without accents, anywhere in a name in Latin letters.
WORD_RULES: Final[tuple[NameRule, ...]] = (
    # persons who do business or hold rights under their own name
    rule(
        "individual",
        0.8,
        """
        auto entrepreneur; autoentrepreneur; ditta individuale; eenmanszaak; einzelunternehmen; einzelunternehmer;
        empresario individual; entrepreneur individuel; heirs of; impresa individuale; individual inventor;
        jednoosobowa dzialalnosc; libero professionista; private individual; private person; privatperson; self
        employed; sole proprietor; sole proprietorship; sole trader; trabajador autonomo; travailleur independant
        """,
    ),
    # property of a family
    rule(
        "individual",
        0.6,
        """
        family trust; living trust; revocable trust
        """,
    ),
    # what has public power, whatever else the name says
    rule(
        "government",
        0.6,
        """
        *ministerium; *regierung; ajuntament; alcaldia; arrondissement; as represented by; ayuntamiento; bakanligi;
        board of education; board of health; borough; borough of; bundesministerium; bundesrepublik; cabildo; centers
        for disease control; chancellery; city council; city of; commonwealth of; communaute de communes; communaute
        urbaine; comune di; comunidad autonoma; conseil departemental; conseil general; conseil regional; consejeria;
        conselleria; county council; county of; department of health; dept of; diputacio; diputacion; european
        commission; forest service; freistaat; gemeente; generalitat; geological survey; gmina; gobierno;
        gouvernement; government; government of; her majesty; his majesty; junta de; kementerian; kommun; kommune;
        mairie; meteorological service; miasto; ministarstvo; ministere; ministerie; ministeriet; ministerio;
        ministerium; ministero; ministerstvo; ministerstwo; ministrstvo; ministry; municipalidad; municipality;
        municipio; park service; parliament; prefectural police; prefecture de; prime minister; provincie; regierung;
        represented by; samorzad; secretary of; starostwo; town of; tribe; united nations; united states of america;
        urzad; voivodeship; waterschap; weather service; wojewodztwo; world bank; xunta de
        """,
    ),
    # bodies of members, whatever their members are
    rule(
        "intermediary",
        0.8,
        """
        alumni association; asociacion de; associacao de; association des; association of; associazione di;
        confederation of; conference of; council of universities; federation of; fund for; league of; rectors
        conference; society for; society of; students union; union of; universities association
        """,
    ),
    # institutes by their full phrase
    rule(
        "research_institute",
        0.6,
        """
        *forschungsinstitut; *forschungszentrum; *observatory; academia de ciencias; academy of agricultural sciences;
        academy of medical sciences; academy of science; academy of sciences; academy of social sciences; akademia
        nauk; akademie der wissenschaften; akademie ved; cnrs; consejo superior de investigaciones; consiglio
        nazionale delle ricerche; csic; csiro; design institute; forschungsinstitut; forschungszentrum; fraunhofer;
        helmholtz; inria; inserm; institut de recherche; institut de recherches; institute of research; institutes de
        recherches; institutes of health; instituto de investigacion; instituto de investigaciones; instituto de
        pesquisa; instituto de pesquisas; instituts de recherche; istituto di ricerca; leibniz institut; max planck;
        national de la recherche; national laboratory; national research council; observatoire; observatorio;
        observatory; onderzoeksinstituut; research and design institute; research institute; research institutes;
        research institution; research laboratories; research laboratory; research organisation; research
        organization; tno
        """,
    ),
    # companies that bear the name of something else
    rule(
        "firm",
        0.85,
        """
        *verlag; biopharma*; general partnership; limited partnership; per azioni; semiconductor*; sociedad anonima;
        sociedad cooperativa; sociedad limitada; sociedade anonima; societa agricola; societa consortile; societa
        semplice; societe anonyme; societe civile; societe d exploitation; societe en commandite; societe par actions;
        university press; venture capital; verlag
        """,
    ),
    rule(
        "firm",
        0.85,
        """
        airlines$; airways$; automotive$; bioscience$; biosciences$; brewery$; consultancy$; consultant$;
        consultants$; consulting$; electronics$; enterprises$; holding$; holdings$; industries$; motors$; networks$;
        pharma$; pharmaceutical$; pharmaceuticals$; publishers$; publishing$; software$; systems$; technologies$;
        therapeutics$; ventures$; vineyards$; winery$
        """,
    ),
    # places of teaching whose name has the words of others
    rule(
        "university",
        0.9,
        """
        academy of art; academy of arts; academy of fine arts; academy of music; akademie der kunste; arts and
        sciences; board of regents; business school; college of health sciences; college of medicine; defence academy;
        graduate school; hospital university; institut mines telecom; institut polytechnique; institut superieur;
        institut teknologi; institute for arts; institute of arts; institute of business; institute of design;
        institute of education; institute of fashion; institute of management; institute of technology; institutes of
        technology; instituto politecnico; instituto profesional; instituto superior; instituto tecnologico de;
        instituto tecnologico superior; instituto universitario; istituto comprensivo; istituto d istruzione; istituto
        di istruzione; istituto tecnico; istituto universitario; law school; management institute; medical college;
        medical school; military academy; national des sciences appliquees; naval academy; pedagogical institute;
        police academy; school of medicine; teacher training; university of applied sciences
        """,
    ),
    rule(
        "hospital",
        0.85,
        """
        *hospital; *klinik; *kliniken; *klinikum; *korhaz; *krankenhaus; *sairaala; *sjukhus; *sjukhuset; *spital;
        *sygehus; *sykehus; *ziekenhuis; assistance publique; azienda sanitaria; azienda usl; behavioral health;
        bolnica; bolnisnica; cancer care; cancer center; cancer centre; centre de sante; centro de salud; centro
        medico; charite; chru; chu; clinic; clinica; clinics; clinique; cliniques; disease center; eye center; family
        medicine; foundation trust; gesundheitszentrum; hastanesi; health center; health centers; health centre;
        health region; health service trust; health system; health systems; heart center; hopital; hopitaux; hospice;
        hospices; hospital; hospitalier; hospitaliere; hospitaliers; hospitals; infirmary; irccs; kliniek; klinik;
        kliniken; klinikum; korhaz; krankenanstalten; krankenhaus; medical center; medical centers; medical centre;
        nemocnica; nemocnice; nhs; nhs trust; nursing home; ospedale; ospedali; ospedaliera; ospedaliero; ospedaliero
        universitaria; pain center; pain relief; policlinic; policlinico; poliklinika; polyclinic; przychodnia;
        rehabilitation center; rehabilitation centre; sairaala; sanatorium; servicio de salud; sjukhus; sjukhuset;
        spital; spitalul; surgery center; sygehus; sykehus; sykehuset; szpital; ziekenhuis; zorgcentrum
        """,
    ),
    rule(
        "university",
        0.9,
        """
        *ammattikorkeakoulu; *egyetem; *hochschule; *hogeschool; *hogskola; *hogskole; *hojskole; *schule; *ulikool;
        *universitat; *universiteit; *universitet; *universitetet; *yliopisto; ammattikorkeakoulu; caltech; colegio;
        college; college*; colleges; collegio; conservatoire; conservatorio; conservatory; daehak; daigaku; ecole;
        ecoles; egyetem; egyeteme; epfl; escola; escuela; eth; facolta; faculdade; facultad; faculte; faculty;
        fakultat; gymnasium; gymnazium; hochschule; hogeschool; hogskola; hogskolan; hogskole; hojskole; institut
        agama; institut sains; kindergarten; konservatorium; kth; liceo; liceum; lycee; lyceum; mahavidyalaya;
        panepistimio; politec*; politeh*; polytech*; school; school district; schools; schule; scuola; sekolah;
        seminary; skola; skole; szkola; ulikool; univ; universi*; universiti; univerz*; uniwersytet*; vidyalaya;
        vidyapeeth; vysoka skola; vyssi odborna skola; wyzsza szkola; yliopisto
        """,
    ),
    rule(
        "intermediary",
        0.8,
        """
        *archiv; *bibliothek; *bund; *museum; *saatio; *stiftung; *verband; *verein; accelerator; alapitvany;
        aquarium; arbeitsgemeinschaft; arboretum; archdiocese; archiv; archive; archives; archivio; archivo; art
        gallery; asociace; asociacion; asociatia; associacao; associacio; association; associations; associazione;
        biblioteca; bibliotek; biblioteka; bibliothek; bibliotheque; birligi; botanic garden; botanic gardens;
        botanical garden; business incubator; business park; camara de comercio; camera di commercio; caritas; chamber
        of commerce; chambre; charities; charity; church; confederacion; confederation; dernegi; diocese; drustvo;
        egyesulet; farmers union; federacao; federacion; federacja; federatie; federation; federazione; fondation;
        fondazione; fonden; food bank; forbund; forbundet; forening; foreningen; foundation; foundations; fundacao;
        fundacio; fundacion; fundacja; fundatia; galleries; gesellschaft fur; guild; handelskammer; handwerkskammer;
        historical society; incubator; innovation hub; innovation park; izba; league; libraries; library; library
        association; liitto; ministries; musee; museo; museu; museum; museums; muzej; muzeum; nadace; nadacia;
        national park; odasi; opera; orchestra; philharmonic; planetarium; pole de competitivite; red crescent; red
        cross; saatio; science park; science parks; sdruzeni; selskab; selskap; seura; sociedad; sociedade; societies;
        society; spolecnost; spolocnost; stichting; stiftelsen; stiftung; stowarzyszenie; syndicat; szovetseg;
        tarsasag; technology park; technology parks; technopark; technopole; theater; theatre; towarzystwo; trade
        union; udruga; udruzenje; vakfi; verband; verein; vereinigung; vereniging; volunteers; yhdistys; ymca; ywca;
        zdruzenie; zoo; zoological garden; zveza; zwiazek
        """,
    ),
    rule(
        "government",
        0.55,
        """
        *amt; *behorde; *direktoratet; *styrelsen; *verket; *virasto; administration; agence; agence nationale;
        agencia; agencia estatal; agencia nacional; agency; agentur; agenzia; air force; army; authority; bundesamt;
        bundesanstalt; bureau of; cabinet; coast guard; comision; commissariat; commission; conseil; consejo;
        conselho; conservation district; consiglio; council; councils; county; court; customs; departamento de;
        departement; department of; dept; direccion general; direction departementale; direction generale;
        directorate; division of; economic development; embassy; environmental protection agency; federal; federal
        agency; fire department; general directorate; health authority; health board; health department; homeland;
        inspectorate; landesamt; landkreis; metropole de; municipal; nation; national agency; navy; office of; patent
        office; police; polizei; port authority; prefectural; prefecture; province of; provincia di; public health;
        rada; region of; regione; republic of; rijksdienst; secretaria; secretariat; senate; senatsverwaltung; stadt;
        state of; statistics; treasury; ville de; virasto
        """,
    ),
    rule(
        "university",
        0.6,
        """
        academy$; education$; educational; enseignement; institute of science; school of; training college; vuc
        """,
    ),
    rule(
        "intermediary",
        0.55,
        """
        action; agrupacion; alliance; alliances; chamber; children; club; cluster; clusters; coalition; collaborative;
        committee; community services; conservancy; consorcio; consortium; consorzio; families; forum; friends of;
        fund; gallery; heritage; hub; humanitarian; initiative; initiatives; ministry of; network; partnership;
        partnerships; philanthropy; platform; project; reseau; rights; services for; trust; union; unions; women;
        youth
        """,
    ),
    rule(
        "research_institute",
        0.6,
        """
        *forschung; *institut; *institutet; *instituut; *intezet; *kutatointezet; *zentrum; academia; academie;
        academy of; akademia; akademie; akademija; badawczy; centre de recherche; centre de recherches; centro de
        investigacion; centro di ricerca; centrum badan; centrum vyzkumu; cercetare; forschung; forskning; insitute;
        institut*; instytut*; intezet; investigacion; investigaciones; istituti; istituto; kutato*; nauk; nauki;
        onderzoek; pesquisa; recherche; recherches; research center; research centers; research centre; ricerca;
        ricerche; tutkimus*; ustav; vyzkumny
        """,
    ),
    # what is treated there, where nothing says that it is a club, a firm or an institute
    rule(
        "hospital",
        0.55,
        """
        cardiology; dermatology; eye care; mental health; oftalmolog*; ophthalmolog*; orthopaedics; orthopedics;
        pediatrics; primary care; surgery; urology
        """,
    ),
    rule(
        "firm",
        0.6,
        """
        *bau$; *fabrik; *technik$; *werke; aerospace; analytics$; appliances$; atelier; automation$; aviation; azienda
        agricola; bank; bioenergy$; biologicals$; biologics$; biomedical$; biosystems$; biotech; biotechnologies;
        biotechnology$; brands$; brauerei; brewing; brothers$; capital$; chemical$; chemicals$; chemie;
        communications$; compagnia; compagnie; compania; companies$; company; components$; composites$; computing$;
        construcciones; construction$; controls$; coop; cooperativa; costruzioni; creations$; design$; designs$;
        devices$; diagnostics; digital$; dynamics$; electric$; energy$; engineering$; enterprise$; entertainment$;
        equipment$; etablissements; ets; fabryka; factory; farms$; films$; foods$; foundry; games$; gaming$; gas$;
        genetics$; genomics$; glass$; group$; groupe; gruppo; healthcare$; hotel; imaging$; impianti; industrial$;
        industrias; industrie$; informatica; ingenieria; ingenierie; ingenieurburo; innovations$; instrument$;
        instruments$; insurance$; interactive$; investments$; kabushiki kaisha; laboratoires; laboratories$; labs$;
        licensing$; lighting$; logistics; machinery$; manufacturing$; maschinenfabrik; materials$; mechatronics$;
        media$; medical$; metals$; microsystems$; mining; nutrition$; officine; oil$; optics$; optronics$; packaging$;
        partners$; petroleum$; photonics$; plastics$; polymers$; power$; productions$; products$; przedsiebiorstwo;
        realty$; resorts; robotics$; seisakusho; sensors$; services$; societe$; solar$; solutions$; spoldzielnia;
        sports$; steel$; studio$; studios; supply$; surgical$; systeme$; tech$; technology$; telecom$;
        telecommunications$; tools$; trading$; transport$; wireless$; works$; worldwide$; zaklady
        """,
    ),
    rule(
        "research_institute",
        0.4,
        """
        centar; center; centre; centro; centrum; grupo; lab; labor fur; laboratoire; laboratories; laboratorio;
        laboratory; labs; osrodek; research; science; sciences; station; study group; zentrum
        """,
    ),
    rule(
        "government",
        0.4,
        """
        board$; bureau; corps$; directorate; office; service$
        """,
    ),
    # words of companies within a name say less than those at its end
    rule(
        "firm",
        0.5,
        """
        *gesellschaft; ab; ag; airlines; airways; associates; automotive; bioscience; biosciences; brewery; capital;
        chemical; chemicals; communications; construction; consultancy; consultants; consulting; corp; corporation;
        design; digital; electronics; empresa; energy; engineering; enterprises; equipment; et cie; filial; films;
        food; gas; genetics; genomics; group; holding; holdings; inc; incorporated; industries; instruments;
        insurance; international$; kaisha; kg; limited; logistics; manufacturing; materials; media; medical; networks;
        nv; obschestvo; obshchestvo; oil; parfums; petroleum; pharma; pharmaceutical; pharmaceuticals; power;
        products; publishers; publishing; robotics; sa; sas; services; societe; software; solutions; steel; systems;
        tech; technologies; technology; telecom; telecommunications; therapeutics; trading; transport; ventures; works
        """,
    ),
)

#: Legal forms that say company wherever they stand, as in the name of a branch: "Foo GmbH Verkaufsbuero".
INNER_FORMS: Final = listed(
    """
    aktiebolaget; aktiengesellschaft; aktsionernoe obshchestvo; co ltd; con socio unico; con unico socio;
    gesellschaft mit beschraenkter haftung; gesellschaft mit beschrankter haftung; gmbh; kabushiki;
    kabushikikaisha; kft; llc; ltd; ltda; obshchestvo s ogranichennoy otvetstvennostyu; oyj; plc; pty; pvt;
    reszvenytarsasag; sarl; sdn bhd; sociedad anonima; societa per azioni; societe anonyme; spa; sprl; srl;
    unipersonale
    """
)
