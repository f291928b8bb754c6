"""What the name of an organisation in Chinese, Japanese or Korean says of its type, and names of platforms: data.

The longest ending that fits decides, then what stands anywhere. Words in Latin letters are in ``typing_words``.
"""

from __future__ import annotations

from typing import Final

from cinet.loaders.typing_words import NameRule, listed, rule

__all__ = ["ANYWHERE_RULES", "COMPOUND_SURNAMES", "ENDING_RULES", "PLATFORMS", "SURNAMES"]

#: What a name in Chinese (simplified), Japanese or Korean ends in; the longest ending that fits decides.
ENDING_RULES: Final[tuple[NameRule, ...]] = (
    rule(
        "firm",
        0.9,
        """
        集团; 控股; 厂; 工厂; 总厂; 工作室; 出版社; 杂志社; 报社; 银行; 商行; 商店; 书店; 酒店; 宾馆;
        饭店; 餐厅; 药房; 影城; 门市部; 经营部; 事业部; 은행
        """,
    ),
    # lines of business, as in names without their legal form
    rule(
        "firm",
        0.6,
        """
        影业; 传媒; 药业; 制药; 实业; 重工; 证券; 保险; 乳业; 矿业; 置业; 地产; 物流; 科技; 软件; 电子;
        股份; 电器; 石化; 化工; 钢铁; 电力; 百货; 超市
        """,
    ),
    rule(
        "university",
        0.9,
        """
        大学; 学院; 学校; 党校; 中学; 小学; 高中; 幼儿园; 高等专科学校; 研究生院; 医学部; 学部; 学系;
        分校; 校区; 大学校; 大学院; 高等学校; 高等専門学校; 高等专门学校; 대학교; 대학; 대학원
        """,
    ),
    rule(
        "hospital",
        0.9,
        """
        医院; 分院; 卫生院; 保健院; 诊所; 门诊部; 卫生所; 医疗中心; 医学中心; 急救中心; 康复中心;
        卫生服务中心; 病院; 병원; 의료원
        """,
    ),
    rule(
        "research_institute",
        0.6,
        """
        科学院; 研究院; 研究所; 研究总院; 设计院; 设计总院; 规划院; 勘察院; 勘测院; 工程院; 农科院;
        林科院; 社科院; 中科院; 医科院; 实验室; 研究中心; 工程中心; 技术中心; 创新中心; 研发中心;
        测试中心; 天文台; 观测站; 试验站; 总体部; 研究室; 设计所; 科研所; 检测中心; 检验中心; 研究基地;
        研究机构; 연구원; 연구소; 연구센터; 기술원; 과학원
        """,
    ),
    rule(
        "government",
        0.6,
        """
        政府; 办公厅; 财政厅; 教育厅; 科技厅; 科学技术厅; 商务厅; 公安厅; 水利厅; 交通运输厅;
        农业农村厅; 自然资源厅; 生态环境厅; 文化和旅游厅; 工业和信息化厅; 卫生健康委; 发展改革委;
        发改委; 教委; 经信委; 住建委; 卫健委; 科委; 国资委; 局; 委员会; 管委会; 办公室; 办事处; 街道;
        法院; 检察院; 国务院; 常委会; 村委会; 居委会; 领事馆; 大使馆; 海关; 派出所; 监狱; 部队;
        疾病预防控制中心; 监测站; 监测中心; 气象台; 人民代表大会; 政治协商会议; 政协; 总署; 审计署;
        总队; 支队; 疾控中心; 指挥中心; 教育部; 科技部; 科学技术部; 财政部; 商务部; 外交部; 国防部;
        公安部; 司法部; 民政部; 水利部; 铁道部; 自然资源部; 农业农村部; 生态环境部; 交通运输部;
        文化和旅游部; 工业和信息化部; 住房和城乡建设部; 宣传部; 组织部; 县庁; 市役所; 厅; 시청; 구청;
        군청; 도청; 특별시; 광역시
        """,
    ),
    rule(
        "intermediary",
        0.75,
        """
        协会; 学会; 研究会; 联合会; 商会; 联盟; 基金会; 促进会; 促进委员会; 促进中心; 公会; 总会;
        工会委员会; 专业委员会; 组织委员会; 组委会; 编辑委员会; 编委会; 业主委员会; 学术委员会; 工会;
        联谊会; 理事会; 孵化器; 孵化中心; 孵化基地; 创业中心; 创业园; 众创空间; 加速器; 产业园; 科技园;
        科学园; 高新区; 开发区; 产业基地; 园区; 软件园; 大学园; 文化园; 工业园; 创新园; 科创园; 物流园;
        创意园; 文创园; 交易所; 交易中心; 服务中心; 推广中心; 培训中心; 交流中心; 咨询中心; 发展中心;
        少年宫; 文化宫; 画院; 文化中心; 艺术中心; 活动中心; 会展中心; 转移中心; 情报中心; 信息中心;
        事务所; 律所; 博物馆; 博物院; 图书馆; 美术馆; 档案馆; 文化馆; 纪念馆; 科技馆; 展览馆; 艺术馆;
        体育馆; 动物园; 植物园; 剧院; 剧团; 歌舞团; 艺术团; 乐团; 杂技团; 电影院; 音乐厅; 歌舞厅; 展厅;
        俱乐部; 智库; 재단; 협회; 학회; 진흥원; 박물관; 도서관
        """,
    ),
)

#: What stands anywhere in such a name when no ending fits, as in the department of a university.
ANYWHERE_RULES: Final[tuple[NameRule, ...]] = (
    rule(
        "hospital",
        0.75,
        """
        医院; 病院; 병원
        """,
    ),
    rule(
        "university",
        0.75,
        """
        大学; 学院; 대학교; 대학
        """,
    ),
    rule(
        "research_institute",
        0.5,
        """
        中国科学院; 中科院; 科学院; 研究院; 研究所; 实验室; 연구
        """,
    ),
    rule(
        "government",
        0.5,
        """
        中华人民共和国; 人民政府; 国务院; 管理委员会
        """,
    ),
    rule(
        "firm",
        0.7,
        """
        公司; 集团; 株式会社
        """,
    ),
)

#: Names that are a platform and nothing else. A platform is a role: the company behind one is a firm by its form.
PLATFORMS: Final = frozenset(
    listed(
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

_COMMON: Final = """
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪
范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤
"""
#: The hundred commonest surnames in Chinese, in one character.
SURNAMES: Final = frozenset("".join(_COMMON.split()))

#: Surnames of two characters.
COMPOUND_SURNAMES: Final = frozenset(
    listed(
        "欧阳; 司马; 上官; 诸葛; 司徒; 东方; 皇甫; 尉迟; 公孙; 慕容; 令狐; 夏侯; 端木; 轩辕; 南宫; 长孙; 宇文"
    )
)
