"""Keys as people would call them in Chinese, for whoever types 县名 where ``county`` is meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from pipeline.words.nearest import alike, nearest

__all__ = ["meant"]

_CALLED: dict[str, str] = {
    # organization.yaml
    "county": "县名 县 县区 区县 县名称 本县 所在县",
    "office": "单位 单位名称 信访局 信访局名称 局名 机构 机构名称 部门 办公室",
    "speaker": "署名 讲话人 讲话者 领导 报告人 汇报人 姓名",
    "units": "单位 单位名单 单位台账 乡镇 县直部门 下属单位",
    "not_units": "非单位 不是单位 其他属地",
    "guiding": "指导思想 指导 提法 固定提法 指导语",
    "practices": "做法 工作做法 主要做法 经验",
    "evidence": "依据 文号 证据",
    "recipients": "主送 收文 收文单位 主送机关 抄送 报送 版记 报 送 发",
    "perspective": "视角 称呼 口吻",
    "quotas": "要求 定额 指标要求 次数要求",
    "collective_min": "集体访人数 集体访 集体访标准 集体访起点",
    "public_min": "公开下限 不公开 最小公开数",
    "channels_in_total": "总量渠道 计入总量 信访总量 信访形式 渠道 总量",
    # calendar.yaml
    "data_until": "截止日 截止日期 数据截止 数据截止日 数据截至",
    "month_starts": "统计月 月起始日 起始日 月初",
    "workdays": "工作日 上班 调休 调休上班",
    "holidays": "休息日 节假日 假日 放假 假期",
    "watch": "特护期 敏感期 重点时期",
    # documents.yaml
    "template": "模板 文稿模板",
    "profile": "版式 格式",
    "grain": "周期 频次 频率 期间单位",
    "for_each": "逐个 每个 各单位 范围",
    "needs": "需要 数据表 所需",
    "audience": "公开 对象 读者",
    "date": "日期 落款日期 成文日期",
    "periods": "期间",
    "file": "文件名 文件 名称",
    "series": "刊名",
    "supplement": "增刊",
    "total_before": "总期数 以前期数 总期",
    "copies": "份数 印数",
    "target_minutes": "时长 分钟 讲话时间",
    "structure": "结构",
    "subject": "主题",
    "options": "选项",
    # indicators.yaml and tables.yaml
    "type": "类型",
    "label": "名称 叫法 标签",
    "unit": "单位 计量单位",
    "decimals": "小数 小数位 小数位数",
    "polarity": "方向",
    "definition": "口径 定义 说明",
    "table": "表 数据表 表名",
    "measure": "算法 计算 统计方式",
    "column": "列 列名",
    "where": "条件 筛选",
    "numerator": "分子",
    "denominator": "分母",
    "value": "值 数值",
    "source": "来源 出处 依据",
    "parts": "组成 分项",
    "columns": "列 栏目",
    "tables": "表 数据表",
    "names": "别名 名称",
    "key": "主键 编号",
    "also": "别名 又名",
    "values": "可填值 取值",
    "required": "必填",
}


@cache
def _keys() -> Mapping[str, tuple[str, ...]]:
    """The keys that each word may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for key, words in _CALLED.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), key)
    return found


def meant(typed: str, known: Collection[str]) -> str:
    """``，是不是“county”？``: the known keys that a Chinese word names, else those like it; nothing where there is none."""
    for word in (typed, *alike(typed, _keys(), 1)):
        keys = [key for key in _keys().get(word, ()) if key in known]
        if keys and typed not in known:
            return f"，是不是{'、'.join(f'“{key}”' for key in keys)}？"
    return nearest(typed, known)
