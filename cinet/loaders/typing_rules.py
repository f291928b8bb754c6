"""What the name of an organisation says of its type, in Chinese, Japanese, Korean, English and its neighbours: data.

Rules are read from the top, and the first that fits decides. ``x*`` is the beginning of a word, ``*x`` the end of one.
The confidence of a rule is what it is worth: names do not tell a ministry from an agency or an institute from an
office, so that no rule for government or research institutes stands above 0.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["ANYWHERE_RULES", "ENDING_RULES", "PLATFORMS", "WORD_RULES", "NameRule"]


@dataclass(frozen=True, slots=True)
class NameRule:
    """Signs in a name, the actor type they stand for, and how far to believe them (0 to 1)."""

    type: str
    confidence: float
    signs: tuple[str, ...]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(";"))


def _rule(kind: str, confidence: float, text: str) -> NameRule:
    return NameRule(kind, confidence, _listed(text))


#: Words and phrases, in lower case without accents, anywhere in a name in Latin letters.
WORD_RULES: Final[tuple[NameRule, ...]] = (
    # what has public power, whatever else the name says
    _rule(
        "government",
        0.6,
        """
        *ministerium; *regierung; ajuntament; as represented by; ayuntamiento; bakanligi; board of
        education; board of health; borough; borough of; chancellery; city council; city of; comune di;
        county council; county of; diputacion; european commission; gemeente; generalitat; gmina; gobierno;
        gouvernement; government; government of; her majesty; his majesty; junta de; kementerian; kommun;
        kommune; mairie; ministarstvo; ministere; ministerie; ministeriet; ministerio; ministerium;
        ministero; ministerstvo; ministerstwo; ministrstvo; ministry; municipalidad; municipality;
        municipio; parliament; prefectural police; prime minister; regierung; secretary of; town of; tribe;
        united nations; united states of america; world bank; xunta de
        """,
    ),
    # institutes by their full phrase
    _rule(
        "research_institute",
        0.6,
        """
        *forschungsinstitut; *observatory; academia de ciencias; academy of agricultural sciences; academy
        of medical sciences; academy of science; academy of sciences; academy of social sciences; akademia
        nauk; akademie der wissenschaften; akademie ved; cnrs; consejo superior de investigaciones
        cientificas; consiglio nazionale delle ricerche; csic; csiro; design institute; forschungsinstitut;
        fraunhofer; helmholtz; inria; inserm; institut de recherche; institut de recherches; institute of
        research; institutes de recherches; instituto de investigacion; instituto de investigaciones;
        instituto de pesquisa; instituto de pesquisas; instituts de recherche; istituto di ricerca; leibniz
        institut; max planck; national laboratory; national research council; observatoire; observatorio;
        observatory; research and design institute; research institute; research institutes; research
        laboratories; research laboratory; tno
        """,
    ),
    # companies that bear the name of something else
    _rule(
        "firm",
        0.8,
        """
        *verlag; airlines; airways; associates; automotive; biopharma*; biosciences; brewery; consultancy;
        consultant; consultants; consulting; electronics; enterprises; holding; holdings; industries;
        motors; pharma; pharmaceutical; pharmaceuticals; publishers; publishing; semiconductor*; software;
        technologies; therapeutics; university press; venture capital; ventures; verlag
        """,
    ),
    # places of teaching whose name has the words of others
    _rule(
        "university",
        0.9,
        """
        academy of art; academy of arts; academy of fine arts; academy of music; akademie der kunste;
        business school; college of health sciences; college of medicine; defence academy; graduate school;
        hospital university; institut mines telecom; institut national des sciences appliquees; institut
        polytechnique; institut superieur; institut teknologi; institute of arts; institute of management;
        institute of technology; institutes of technology; instituto politecnico; instituto superior; law
        school; medical college; medical school; military academy; naval academy; pedagogical institute;
        police academy; school of medicine; university of applied sciences
        """,
    ),
    _rule(
        "hospital",
        0.85,
        """
        *hospital; *klinik; *kliniken; *klinikum; *korhaz; *krankenhaus; *sairaala; *sjukhus; *sjukhuset;
        *spital; *sygehus; *sykehus; *ziekenhuis; assistance publique; behavioral health; bolnica;
        bolnisnica; cancer care; cancer center; cancer centre; cardiology; centro medico; charite; chru;
        chu; clinic; clinica; clinics; clinique; cliniques; dermatology; disease center; eye center; family
        medicine; foundation trust; hastanesi; health center; health centers; health centre; health region;
        health service trust; health system; health systems; heart center; hopital; hopitaux; hospice;
        hospital; hospitalier; hospitaliere; hospitaliers; hospitals; infirmary; kliniek; klinik; kliniken;
        klinikum; korhaz; krankenanstalten; krankenhaus; medical center; medical centers; medical centre;
        mental health; nemocnica; nemocnice; nhs; nhs trust; nursing home; orthopaedics; orthopedics;
        ospedale; ospedali; ospedaliera; ospedaliero; ospedaliero universitaria; pain center; pain relief;
        policlinic; policlinico; poliklinika; polyclinic; rehabilitation center; rehabilitation centre;
        sairaala; sanatorium; sjukhus; sjukhuset; spital; spitalul; surgery center; sygehus; sykehus;
        sykehuset; szpital; ziekenhuis
        """,
    ),
    _rule(
        "university",
        0.9,
        """
        *ammattikorkeakoulu; *egyetem; *hochschule; *hogeschool; *hogskola; *hogskole; *hojskole; *schule;
        *ulikool; *universitat; *universiteit; *universitet; *universitetet; *yliopisto; ammattikorkeakoulu;
        caltech; college; college*; colleges; conservatoire; conservatorio; conservatory; daehak; daigaku;
        ecole; ecoles; egyetem; egyeteme; epfl; escola; escuela; eth; facolta; faculdade; facultad; faculte;
        faculty; fakultat; gymnasium; gymnazium; hochschule; hogeschool; hogskola; hogskolan; hogskole;
        hojskole; institut agama; institut sains; kindergarten; konservatorium; kth; liceo; lycee; lyceum;
        mahavidyalaya; mit; panepistimio; politec*; politeh*; polytech*; school; school district; schools;
        schule; scuola; sekolah; seminary; skola; skole; szkola; ulikool; univ; universi*; universiti;
        univerz*; uniwersytet*; vidyalaya; vidyapeeth; vysoka skola; vyssi odborna skola; wyzsza szkola;
        yliopisto
        """,
    ),
    _rule(
        "intermediary",
        0.8,
        """
        *archiv; *bibliothek; *bund; *museum; *saatio; *stiftung; *verband; *verein; accelerator;
        alapitvany; aquarium; arboretum; archdiocese; archiv; archive; archives; archivio; archivo; art
        gallery; asociace; asociacion; asociatia; associacao; associacio; association; associations;
        associazione; biblioteca; bibliotek; biblioteka; bibliothek; bibliotheque; botanic garden; botanic
        gardens; botanical garden; business incubator; business park; camara de comercio; caritas; chamber
        of commerce; chambre de commerce; charities; charity; church; confederation; diocese; drustvo;
        farmers union; federacao; federacion; federation; federazione; fondation; fondazione; fonden; food
        bank; foundation; foundations; fundacao; fundacio; fundacion; fundacja; galleries; gesellschaft fur;
        guild; handelskammer; historical society; incubator; innovation hub; innovation park; league;
        libraries; library; library association; musee; museo; museu; museum; museums; muzej; muzeum;
        nadace; nadacia; national park; opera; orchestra; philharmonic; planetarium; red crescent; red
        cross; saatio; science park; science parks; selskab; selskap; seura; sociedad; sociedade; societies;
        society; spolecnost; spolocnost; stichting; stiftelsen; stiftung; tarsasag; technology park;
        technology parks; technopark; technopole; theater; theatre; towarzystwo; trade union; udruga;
        udruzenje; vakfi; verband; verein; vereinigung; volunteers; ymca; ywca; zdruzenie; zoo; zoological
        garden
        """,
    ),
    _rule(
        "government",
        0.55,
        """
        *amt; *direktoratet; *styrelsen; *verket; *virasto; administration; agence; agence nationale;
        agencia; agencia estatal; agencia nacional; agency; agentur; agenzia; air force; army; authority;
        bundesamt; bundesanstalt; bureau of; cabinet; comision; commission; council; councils; county;
        court; customs; departamento de; departement; department of; direccion general; direction generale;
        directorate; division of; economic development; embassy; environmental protection agency; federal;
        federal agency; fire department; general directorate; health department; homeland; inspectorate;
        landesamt; landkreis; ministries; municipal; nation; national agency; navy; office of; patent
        office; police; polizei; port authority; prefectural; prefecture; province of; provincia di; public
        health; region of; regione; republic of; secretaria; secretariat; senate; stadt; state of;
        statistics; treasury; urzad; virasto
        """,
    ),
    _rule(
        "university",
        0.6,
        """
        academy; education; educational; enseignement; school of; training college; vuc
        """,
    ),
    _rule(
        "intermediary",
        0.6,
        """
        action; alliance; alliances; chamber; children; club; cluster; clusters; coalition; collaborative;
        committee; community services; conservancy; consorcio; consortium; consorzio; families; forum;
        friends of; fund; gallery; heritage; hub; humanitarian; initiative; initiatives; ministry of;
        network; networks; partnership; partnerships; philanthropy; platform; project; reseau; rights;
        services for; trust; union; unions; women; youth
        """,
    ),
    _rule(
        "research_institute",
        0.6,
        """
        *forschung; *institut; *institutet; *instituut; *intezet; *zentrum; academia; academie; akademia;
        akademie; akademija; badawczy; centre de recherche; centre de recherches; centro de investigacion;
        centro di ricerca; cercetare; forschung; forskning; insitute; institut*; instytut*; intezet;
        investigacion; investigaciones; istituti; istituto; kutato*; nauk; nauki; pesquisa; recherche;
        recherches; research center; research centers; research centre; ricerca; ricerche; tutkimus*; ustav;
        vyzkumny
        """,
    ),
    _rule(
        "research_institute",
        0.4,
        """
        centar; center; centre; centro; centrum; grupo; lab; labor; laboratoire; laboratories; laboratorio;
        laboratory; labs; osrodek; research; science; sciences; station; study group; zentrum
        """,
    ),
    _rule(
        "firm",
        0.6,
        """
        aerospace; aviation; bank; biotech; biotechnologies; brewing; capital; chemical; chemicals;
        communications; company; computing; construction; coop; design; diagnostics; digital; energy;
        engineering; factory; farms; films; food; foods; foundry; gas; genetics; genomics; group; groupe;
        gruppo; hotel; informatica; ingenieria; ingenierie; ingenieurburo; instruments; insurance; kabushiki
        kaisha; logistics; manufacturing; materials; media; medical; mining; oil; petroleum; power;
        products; robotics; services; solutions; steel; studio; studios; systems; tech; technology; telecom;
        telecommunications; trading; transport; works
        """,
    ),
)

#: What a name in Chinese (simplified), Japanese or Korean ends in; the longest ending that fits decides.
ENDING_RULES: Final[tuple[NameRule, ...]] = (
    _rule(
        "firm",
        0.9,
        """
        集团; 控股; 厂; 工厂; 总厂; 工作室; 出版社; 杂志社; 报社; 银行; 商行; 商店;
        书店; 酒店; 宾馆; 饭店; 餐厅; 药房; 影城; 门市部; 经营部; 事业部; 은행
        """,
    ),
    _rule(
        "university",
        0.9,
        """
        大学; 学院; 学校; 党校; 中学; 小学; 高中; 幼儿园; 高等专科学校; 研究生院; 医学部;
        学部; 学系; 分校; 校区; 大学校; 大学院; 高等学校; 高等専門学校; 高等专门学校; 대학교;
        대학; 대학원
        """,
    ),
    _rule(
        "hospital",
        0.9,
        """
        医院; 分院; 卫生院; 保健院; 诊所; 门诊部; 卫生所; 医疗中心; 医学中心; 急救中心;
        康复中心; 卫生服务中心; 病院; 병원; 의료원
        """,
    ),
    _rule(
        "research_institute",
        0.6,
        """
        科学院; 研究院; 研究所; 研究总院; 设计院; 设计总院; 规划院; 勘察院; 勘测院; 工程院;
        农科院; 林科院; 社科院; 中科院; 医科院; 实验室; 研究中心; 工程中心; 技术中心;
        创新中心; 研发中心; 测试中心; 天文台; 观测站; 试验站; 总体部; 研究室; 设计所; 科研所;
        研究基地; 研究机构; 연구원; 연구소; 연구센터
        """,
    ),
    _rule(
        "government",
        0.6,
        """
        政府; 办公厅; 财政厅; 教育厅; 科技厅; 科学技术厅; 商务厅; 公安厅; 水利厅; 交通运输厅;
        农业农村厅; 自然资源厅; 生态环境厅; 文化和旅游厅; 工业和信息化厅; 卫生健康委; 发展改革委;
        发改委; 科委; 国资委; 局; 委员会; 管委会; 办公室; 办事处; 街道; 法院; 检察院;
        国务院; 常委会; 村委会; 居委会; 领事馆; 大使馆; 海关; 派出所; 监狱; 部队;
        疾病预防控制中心; 监测站; 监测中心; 气象台; 县庁; 市役所; 厅; 시청; 도청
        """,
    ),
    _rule(
        "intermediary",
        0.75,
        """
        协会; 学会; 研究会; 联合会; 商会; 联盟; 基金会; 促进会; 促进委员会; 促进中心; 公会;
        总会; 工会; 联谊会; 理事会; 孵化器; 孵化中心; 孵化基地; 创业中心; 创业园; 众创空间;
        加速器; 产业园; 科技园; 科学园; 高新区; 开发区; 产业基地; 园区; 软件园; 创意园;
        文创园; 交易所; 交易中心; 服务中心; 推广中心; 培训中心; 文化中心; 艺术中心; 活动中心;
        会展中心; 转移中心; 情报中心; 信息中心; 事务所; 博物馆; 博物院; 图书馆; 美术馆;
        档案馆; 文化馆; 纪念馆; 科技馆; 展览馆; 艺术馆; 体育馆; 动物园; 植物园; 剧院; 剧团;
        歌舞团; 艺术团; 乐团; 杂技团; 电影院; 音乐厅; 歌舞厅; 展厅; 俱乐部; 智库; 재단;
        협회; 학회; 진흥원; 박물관; 도서관
        """,
    ),
)

#: What stands anywhere in such a name when no ending fits, as in the department of a university.
ANYWHERE_RULES: Final[tuple[NameRule, ...]] = (
    _rule(
        "hospital",
        0.75,
        """
        医院; 病院; 병원
        """,
    ),
    _rule(
        "university",
        0.75,
        """
        大学; 学院; 대학교; 대학
        """,
    ),
    _rule(
        "research_institute",
        0.5,
        """
        中国科学院; 中科院; 科学院; 研究院; 研究所; 实验室; 연구
        """,
    ),
    _rule(
        "government",
        0.5,
        """
        中华人民共和国; 人民政府; 国务院; 管理委员会
        """,
    ),
    _rule(
        "firm",
        0.7,
        """
        公司; 集团; 株式会社
        """,
    ),
)

#: Names that are a platform and nothing else. A platform is a role: the company behind one is a firm by its form.
PLATFORMS: Final = frozenset(
    _listed(
        """
        抖音; 快手; 哔哩哔哩; b站; 小红书; 微信; 微博; 新浪微博; 知乎; 豆瓣; 淘宝; 淘宝网; 天猫; 京东; 拼多多; 美团;
        优酷; 爱奇艺; 腾讯视频; 喜马拉雅; 网易云音乐; 今日头条; 西瓜视频; 站酷; 起点中文网; 晋江文学城; bilibili;
        tiktok; douyin; youtube; facebook; instagram; twitter; twitch; steam;
        kickstarter; indiegogo; patreon; spotify; soundcloud; bandcamp; etsy;
        github; gitlab; huggingface; kaggle; wikipedia; reddit; discord;
        pinterest; behance; dribbble; itch.io; roblox
        """
    )
)
