"""Parts of organisation names that say nothing of who is meant, as data: legal forms, scripts, telling words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = [
    "CJK_ENDINGS",
    "CJK_OPENINGS",
    "LATIN_FORMS",
    "LATIN_OPENINGS",
    "LETTERS",
    "TELLING",
    "TELLING_CHARACTERS",
    "TRADITIONAL",
    "WEAK_FORMS",
]

#: Endings of Chinese, Japanese and Korean names that are a legal form, and the actor type they stand for.
CJK_ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "有限责任公司": "firm",
        "股份有限公司": "firm",
        "股份有限总公司": "firm",
        "股份合作公司": "firm",
        "有限责任总公司": "firm",
        "有限公司": "firm",
        "股份公司": "firm",
        "总公司": "firm",
        "分公司": "firm",
        "子公司": "firm",
        "公司": "firm",
        "有限合伙企业": "firm",
        "有限合伙": "firm",
        "特殊普通合伙企业": "firm",
        "特殊普通合伙": "firm",
        "普通合伙企业": "firm",
        "普通合伙": "firm",
        "合伙企业": "firm",
        "个人独资企业": "firm",
        # a person who does business, no company
        "个体工商户": "individual",
        "个体户": "individual",
        "农民专业合作社": "firm",
        "专业合作社": "firm",
        "股份合作社": "firm",
        "合作社": "firm",
        "联合社": "firm",
        "株式会社": "firm",
        "有限会社": "firm",
        "合同会社": "firm",
        "合资会社": "firm",
        "合名会社": "firm",
        "会社": "firm",
        "주식회사": "firm",
        "유한회사": "firm",
    }
)

#: Legal forms that open a Japanese, Korean or Chinese name.
CJK_OPENINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "株式会社": "firm",
        "有限会社": "firm",
        "合同会社": "firm",
        "주식회사": "firm",
        "유한회사": "firm",
        "国立大学法人": "university",
        "公立大学法人": "university",
        "学校法人": "university",
        "国立研究开发法人": "research_institute",
        # the Japanese character is no traditional one
        "国立研究开発法人": "research_institute",
        "独立行政法人": "government",
        "地方独立行政法人": "government",
        "公益财团法人": "intermediary",
        "一般财团法人": "intermediary",
        "财团法人": "intermediary",
        "公益社团法人": "intermediary",
        "一般社团法人": "intermediary",
        "社团法人": "intermediary",
        "医疗法人": "hospital",
        "학교법인": "university",
        "재단법인": "intermediary",
        "사단법인": "intermediary",
    }
)

_FIRM_FORMS: Final = """
gmbh; mbh; gesmbh; gesellschaft mit beschrankter haftung; ag; aktiengesellschaft; kg; kgaa; ohg; ug; gbr;
ek; eg; ltd; limited; llc; llp; lllp; lp; plc; pllc; limited liability company; public limited company;
company; co; inc; incorporated; corp; corporation; pty; pte; pvt; private limited; proprietary; sdn bhd;
bhd; sdn; tbk; jsc; ojsc; cjsc; pjsc; sa; sas; sasu; sarl; eurl; sca; snc; scs; scop; societe anonyme;
societe par actions simplifiee; societe par actions; senc; sec; societe a responsabilite limitee; srl; srls;
spa; sapa; scarl; scpa; scrl; societa per azioni; societa a responsabilita limitata; societa consortile a
responsabilita limitata; societa cooperativa; sl; slu; sll; slp; sau; slne; sociedad anonima; sociedad
limitada; sociedad de responsabilidad limitada; sa de cv; sapi de cv; s de rl de cv; sab de cv; lda; ltda;
limitada; sgps; unipessoal; eireli; me; bv; nv; vof; cv; bvba; sprl; besloten vennootschap; naamloze
vennootschap; oy; oyj; oy ab; ab; aktiebolag; as; asa; a s; aps; is; hf; ehf; kft; zrt; nyrt; bt; rt; doo;
dd; jdoo; ad; ead; ood; eood; sro; as sro; spol; sp z oo; sp zoo; sp k; sp j; spolka z ograniczona
odpowiedzialnoscia; spolka akcyjna; spolka komandytowa; spolka z ograniczona odpowiedzialnoscia spolka
komandytowa; ooo; oao; zao; pao; ao; tov; uab; sia; ou; kk; kabushiki kaisha; ae; epe; ike; anonymi
etaireia; etaireia periorismenis efthynis; anonim sirketi; limited sirketi; sanayi ve ticaret; sti; se;
societas europaea; dac; clg; teoranta; teo; ges mbh; gesellschaft mbh; gesellschaft mit beschraenkter
haftung; aktiebolaget; kabushikikaisha; kabushiki kaisya; limited partnership; incorporation; ulc;
osuuskunta; spolka cywilna; sagl; wll; fze; reszvenytarsasag; zartkoruen mukodo reszvenytarsasag;
nyilvanosan mukodo reszvenytarsasag; korlatolt felelossegu tarsasag; ltee; g mbh; g m b h; m b h; s a; s r
l; s p a; s a s; s l; b v; n v; a g; d o o; s r o; s a r l; l l c; p l c; o y
"""
_CLUB_FORMS: Final = "ev; ggmbh; eingetragener verein; asbl; aisbl; vzw; ivzw; onlus; ets; ry"
_WEAK: Final = """
inc; incorporated; incorporation; corp; corporation; limited; ggmbh; mbh; is; me; se; as; ad; ae;
cv; bt; rt; ou; ek; eg; ug; co
"""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(";"))


#: Legal forms in Latin letters, without dots and accents, and the actor type they stand for.
LATIN_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(_listed(_FIRM_FORMS), "firm"),
        **dict.fromkeys(_listed(_CLUB_FORMS), "intermediary"),
    }
)

#: Legal forms in Latin letters that stand before the name.
LATIN_OPENINGS: Final = frozenset(["ooo", "oao", "zao", "pao", "ao", "uab", "sia", "pt"])

#: Forms that universities, hospitals and foundations take as well: a name rule for one of these goes before them.
WEAK_FORMS: Final = frozenset(_listed(_WEAK))

#: Latin letters that Unicode does not take apart into a letter and a mark.
LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

#: Words in which two otherwise equal names of different organisations differ.
TELLING: Final = frozenset(
    _listed(
        """
        north; south; east; west; northern; southern; eastern; western; central; upper; lower; new; old; first; second;
        third; fourth; fifth; i; ii; iii; iv; v; vi; vii; viii; ix; x; a; b; c; d; e; nord; sud; est; ouest; ost; norte;
        sur; oeste; este; alta; bassa
        """
    )
)

#: Characters that do the same in a name in Chinese, Japanese or Korean.
TELLING_CHARACTERS: Final = frozenset(
    "东南西北中上下前后新老一二三四五六七八九十甲乙丙男女省市区县州左右大小"
)

_PAIRS: Final = """
學学 會会 國国 業业 發发 開开 關关 東东 車车 電电 機机 術术 實实 驗验 務务 華华 廣广 廠厂 產产 聯联 協协 創创 技技 資资
財财 團团 員员 課课 議议 證证 訊讯 設设 計计 試试 請请 讀读 調调 論论 謝谢 識识 譯译 護护 變变 豐丰 貝贝 負负 貢贡 責责
貨货 販贩 貫贯 貴贵 買买 貸贷 費费 貿贸 賀贺 賓宾 賣卖 質质 賽赛 贊赞 趙赵 趨趋 軌轨 軍军 軟软 軸轴 較较 載载 輔辅 輕轻
輛辆 輝辉 輪轮 輸输 轉转 農农 連连 進进 運运 過过 達达 遠远 適适 遷迁 選选 遼辽 郵邮 鄉乡 鄭郑 鄧邓 醫医 釋释 針针 釣钓
鈔钞 鈣钙 鈦钛 鈾铀 鉀钾 鉛铅 銀银 銅铜 銷销 鋁铝 鋼钢 錄录 錢钱 錦锦 鍋锅 鍵键 鎮镇 鏡镜 鐘钟 鐵铁 鑄铸 鑫鑫 長长 門门
閉闭 間间 閣阁 閱阅 闊阔 陝陕 陣阵 陰阴 陳陈 陸陆 陽阳 隊队 階阶 際际 隨随 險险 隱隐 雙双 雜杂 離离 難难 雲云 靈灵 靜静
韓韩 響响 項项 順顺 預预 頓顿 領领 頭头 頻频 題题 額额 顏颜 類类 顧顾 顯显 風风 飛飞 飯饭 飲饮 飾饰 館馆 馬马 駐驻 駕驾
驅驱 體体 髮发 魚鱼 魯鲁 鮮鲜 鳥鸟 鳳凤 鴻鸿 鵬鹏 麗丽 麥麦 黃黄 點点 黨党 齊齐 齒齿 龍龙 龜龟 萬万 與与 專专 兩两 嚴严
喪丧 個个 臨临 為为 舉举 義义 烏乌 樂乐 喬乔 習习 書书 亂乱 爭争 虧亏 亞亚 親亲 億亿 僅仅 從从 倉仓 儀仪 們们 價价 眾众
優优 傘伞 偉伟 傳传 傷伤 倫伦 偽伪 佇伫 側侧 儲储 兒儿 內内 岡冈 冊册 寫写 凍冻 淨净 減减 幾几 劉刘 則则 剛刚 刪删 別别
劑剂 劍剑 劇剧 勸劝 辦办 勵励 勁劲 勞劳 勢势 區区 單单 衛卫 廳厅 歷历 厲厉 壓压 縣县 參参 發发 臺台 葉叶 號号 嘆叹 後后
嗎吗 啟启 吳吴 員员 響响 園园 圍围 圖图 圓圆 聖圣 場场 塊块 堅坚 壇坛 壩坝 墳坟 壘垒 執执 塵尘 壯壮 聲声 壽寿 備备 復复
夠够 頭头 奪夺 奮奋 婦妇 媽妈 孫孙 寧宁 寶宝 審审 憲宪 宮宫 寬宽 對对 尋寻 導导 將将 爾尔 嘗尝 屆届 屬属 嶼屿 歲岁 島岛
嶺岭 幣币 帥帅 師师 帳帐 帶带 幫帮 庫库 應应 廟庙 龐庞 廢废 異异 棄弃 張张 彈弹 強强 歸归 當当 彙汇 徹彻 徑径 憶忆 憂忧
懷怀 態态 總总 戀恋 惡恶 慶庆 愛爱 戰战 戶户 撲扑 擴扩 掃扫 揚扬 擔担 擬拟 擁拥 擇择 掛挂 揮挥 損损 換换 據据 採采 攝摄
攜携 敵敌 數数 斷断 無无 舊旧 時时 曠旷 顯显 曉晓 暫暂 術术 樸朴 權权 條条 來来 楊杨 極极 構构 槍枪 楓枫 櫃柜 檢检 樓楼
標标 棧栈 棟栋 欄栏 樹树 樣样 橋桥 夢梦 檔档 歐欧 殘残 殺杀 氣气 漢汉 湯汤 溝沟 沒没 滬沪 澤泽 潔洁 灣湾 濟济 濱滨 濾滤
瀾澜 滅灭 燈灯 爐炉 燒烧 熱热 煉炼 煙烟 煩烦 爺爷 牆墙 狀状 獨独 獎奖 獲获 環环 現现 瑪玛 瓊琼 電电 畫画 暢畅 療疗 癥症
監监 盤盘 蓋盖 盡尽 眞真 礦矿 碼码 磚砖 確确 礎础 禮礼 禍祸 種种 積积 稱称 穩稳 窮穷 竊窃 競竞 筆笔 築筑 節节 範范 簡简
簽签 籌筹 糧粮 糾纠 紀纪 約约 紅红 紋纹 納纳 純纯 紙纸 級级 紡纺 細细 終终 組组 結结 絕绝 給给 統统 經经 綜综 綠绿 維维
網网 緊紧 線线 練练 編编 緣缘 縮缩 績绩 織织 繪绘 續续 纖纤 羅罗 罰罚 職职 聽听 腦脑 膠胶 臟脏 艦舰 藝艺 蘇苏 蘭兰 處处
蟲虫 補补 裝装 襲袭 見见 規规 視视 覽览 覺觉 觀观 觸触 訂订 訓训 記记 許许 評评 詞词 該该 詳详 語语 誠诚 誤误 說说 諸诸
諾诺 謀谋 講讲 譜谱 警警 讓让 鍾钟 鑒鉴 滙汇 匯汇 灃沣 濰潍 瀋沈 渦涡 鄖郧 鄲郸 鞏巩 閩闽 贛赣 滇滇 蕪芜 蕭萧 薩萨 藍蓝
藥药 蘆芦 榮荣 瑩莹 螢萤 營营 製制 復复 餘余 麼么 羣群 峯峰 裡里 裏里 綫线 啓启 厦厦 証证 獻献 巖岩 鹽盐 鹼碱 麵面
"""
#: Traditional character -> simplified one, for the characters that organisation names are made of.
TRADITIONAL: Final[Mapping[int, str]] = MappingProxyType(
    {ord(pair[0]): pair[1] for pair in _PAIRS.split() if pair[0] != pair[1]}
)
