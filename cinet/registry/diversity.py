"""Diversity, variety and convergence of classes."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import BIT, ColumnSpec, MeasureSpec, column_spec

_EMPTY: Final = "the unit holds nothing"
_NO_RECORD: Final = "the window holds no record"

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column_spec("rao_stirling", "Rao-Stirling diversity", "Rao-Stirling 多样性", undefined=_EMPTY),
    column_spec("true_diversity", "True diversity 2D^S", "真实多样性 2D^S", lower=1.0, undefined=_EMPTY),
    column_spec("div", "DIV", "DIV 多样性", undefined=_EMPTY),
    column_spec("gini", "Gini coefficient", "基尼系数", upper=1.0, undefined=_EMPTY),
    column_spec("simpson", "Simpson diversity", "辛普森多样性", upper=1.0, undefined=_EMPTY),
    column_spec("shannon", "Shannon entropy", "香农熵", unit=BIT, undefined=_EMPTY),
    column_spec("related_variety", "Related variety", "相关多样性", unit=BIT, undefined=_EMPTY),
    column_spec("unrelated_variety", "Unrelated variety", "无关多样性", unit=BIT, undefined=_EMPTY),
    column_spec("total_variety", "Total variety", "总多样性", unit=BIT, undefined=_EMPTY),
    column_spec("n_records", "Records", "记录数", unit="records"),
    column_spec("n_convergent", "Records of several classes", "跨类记录数", unit="records"),
    column_spec("convergence", "Share of records of several classes", "技术融合度（跨类记录占比）", upper=1.0,
                undefined=_NO_RECORD),
    column_spec("convergence_low", "Convergence, lower limit", "技术融合度下限", upper=1.0, undefined=_NO_RECORD),
    column_spec("convergence_high", "Convergence, upper limit", "技术融合度上限", upper=1.0, undefined=_NO_RECORD),
    column_spec("mean_classes", "Classes per record", "每记录平均类别数", lower=1.0, undefined=_NO_RECORD),
    column_spec("n_pairs", "Joined pairs of classes", "融合类别对数", unit="pairs"),
    column_spec("joint_records", "Joint records", "共现记录数", unit="records"),
    column_spec("relatedness", "Relatedness", "关联度", lower=-1.0),
    column_spec("wnodf_actors", "Weighted nestedness of actors", "主体加权嵌套度", upper=100.0,
                undefined="fewer than two actors"),
    column_spec("wnodf_collaborations", "Weighted nestedness of collaborations", "合作加权嵌套度", upper=100.0,
                undefined="fewer than two collaborations"),
    column_spec("wnodf", "Weighted nestedness WNODF", "加权嵌套度 WNODF", upper=100.0,
                undefined="fewer than two of either"),
    column_spec("association", "Association", "关联强度", lower=-1.0),
    column_spec("coherence", "Coherence", "连贯性", undefined="there is no relation"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("rao_stirling", "table", "counts", "cinet.metrics.diversity:rao_stirling", "strength",
                "O(units classes^2)", "Stirling (2007), J. R. Soc. Interface 4:707"),
    MeasureSpec("true_diversity", "table", "counts", "cinet.metrics.diversity:true_diversity", "strength",
                "O(units classes^2)", "Zhang, Rousseau & Glänzel (2016), JASIST 67:1257"),
    MeasureSpec("div", "table", "counts", "cinet.metrics.diversity:div", "strength", "O(units classes^2)",
                "Leydesdorff, Wagner & Bornmann (2019), J. Informetr. 13:255"),
    MeasureSpec("gini", "table", "counts", "cinet.metrics.diversity:gini", "strength",
                "O(units classes log classes)", "Leydesdorff, Wagner & Bornmann (2019), J. Informetr. 13:255"),
    MeasureSpec("simpson", "table", "counts", "cinet.metrics.diversity:simpson", "strength",
                "O(units classes)", "Simpson (1949), Nature 163:688"),
    MeasureSpec("shannon", "table", "counts", "cinet.metrics.diversity:shannon", "strength",
                "O(units classes)", "Shannon (1948), Bell Syst. Tech. J. 27:379"),
    MeasureSpec("related_variety", "table", "counts", "cinet.metrics.variety:related_variety", "strength",
                "O(units classes)", "Frenken, Van Oort & Verburg (2007), Reg. Stud. 41:685",
                ("related_variety", "unrelated_variety", "total_variety")),
    MeasureSpec("coherence", "table", "matrix", "cinet.metrics.convergence:coherence", "strength",
                "O(classes^2)", "Rafols & Meyer (2010), Scientometrics 82:263"),
    MeasureSpec("wnodf", "census", "incidence", "cinet.metrics.nestedness:wnodf", "strength",
                "O(actors^2 collaborations)", "Almeida-Neto & Ulrich (2011), Environ. Model. Softw. 26:173",
                ("wnodf_actors", "wnodf_collaborations", "wnodf")),
)  # fmt: skip
