"""Plainly invented names: nobody and no place is meant.

Places and people are counted with the heavenly stems and earthly branches (甲乙丙丁 …), as a textbook would.
"""

from __future__ import annotations

from pipeline.model.shape import shape
from pipeline.model.unit import DEPARTMENT, TOWNSHIP

__all__ = [
    "CATEGORIES",
    "COUNTY_NAME",
    "DEPARTMENTS",
    "MOST_LEADERS",
    "MOST_TOWNSHIPS",
    "OFFICE",
    "POSTS",
    "TAKES_CARE",
    "WEEKDAYS",
    "Place",
    "leader_name",
    "settled",
    "townships",
]

COUNTY_NAME = "某县"
OFFICE = "某县信访局"
WEEKDAYS = ("每周一", "每周二", "每周三", "每周四", "每周五")

_COUNTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_LANDSCAPE = "河山塘桥岭湖坪溪湾坡泉沟原岗洼滩沙林井堤仓台渡桑梅柳松竹荷麦"
MOST_TOWNSHIPS = 1 + len(_COUNTERS) * len(_LANDSCAPE)
MOST_LEADERS = len(_COUNTERS)


@shape
class Place:
    """A unit of the invented county: 单位名称, 简称, 单位类别."""

    name: str
    short: str
    kind: str


def townships(count: int) -> tuple[Place, ...]:
    """城关镇 and ``count`` − 1 others, no two alike: 甲河镇, 乙山镇, 丙塘镇 …"""
    if not 1 <= count <= MOST_TOWNSHIPS:
        raise ValueError(f"乡镇个数应在 1 至 {MOST_TOWNSHIPS} 之间，现为 {count}")
    return (Place("城关镇", "城关", TOWNSHIP), *(_township(n) for n in range(count - 1)))


def _township(n: int) -> Place:
    turn, counter = divmod(n, len(_COUNTERS))
    short = _COUNTERS[counter] + _LANDSCAPE[(counter + turn) % len(_LANDSCAPE)]
    return Place(short + ("乡" if n % 3 == 2 else "镇"), short, TOWNSHIP)


DEPARTMENTS = tuple(
    Place(name, short, DEPARTMENT)
    for name, short in (
        ("县自然资源局", "县资源局"),
        ("县住房和城乡建设局", "县住建局"),
        ("县人力资源和社会保障局", "县人社局"),
        ("县农业农村局", "县农业局"),
        ("县民政局", "民政局"),
        ("县教育局", "教育局"),
        ("县卫生健康局", "县卫健局"),
        ("县工业和信息化局", "县工信局"),
        ("县生态环境局", "县环境局"),
        ("县公安局", "公安局"),
    )
)

# 问题类别, how often of a hundred, and the departments that answer for it
TAKES_CARE: dict[str, tuple[int, tuple[str, ...]]] = {
    "土地征用": (17, ("县自然资源局",)),
    "城市房屋拆迁": (14, ("县住房和城乡建设局",)),
    "劳动保障": (14, ("县人力资源和社会保障局",)),
    "农村农业": (12, ("县农业农村局",)),
    "生活保障": (10, ("县民政局",)),
    "企业改制": (8, ("县工业和信息化局",)),
    "教育卫生": (8, ("县教育局", "县卫生健康局")),
    "环境保护": (7, ("县生态环境局",)),
    "涉法涉诉": (6, ("县公安局",)),
    "其他": (4, ("县民政局", "县公安局")),
}
CATEGORIES = tuple(TAKES_CARE)


def leader_name(n: int) -> str:
    """The n-th county leader: 甲某某, 乙某某, …"""
    return f"{_COUNTERS[n]}某某"


# 职务 and 分管工作 of each leader, in the order of the roster
POSTS = (
    ("县委书记", "县委全面工作"),
    ("县委副书记、县长", "县政府全面工作"),
    ("县委副书记", "党务、群团"),
    ("县人大常委会主任", "人大全面工作"),
    ("县政协主席", "政协全面工作"),
    ("县委常委、常务副县长", "发展改革、财政"),
    ("县委常委、纪委书记", "纪检监察"),
    ("县委常委、组织部部长", "组织、老干部"),
    ("县委常委、宣传部部长", "宣传、文化"),
    ("县委常委、政法委书记", "政法、平安建设"),
    ("县委常委、统战部部长", "统战、民族宗教"),
    ("副县长", "自然资源、住房城乡建设"),
    ("副县长", "农业农村、水利"),
    ("副县长", "教育、卫生健康"),
    ("副县长", "工业、信息化"),
    ("副县长、公安局局长", "公安、信访"),
    ("县人大常委会副主任", "法制、监督"),
    ("县政协副主席", "提案、联络"),
    ("县人民法院院长", "审判"),
    ("县人民检察院检察长", "检察"),
    ("副县长", "民政、人力资源"),
    ("县政协副主席", "文史、学习"),
)


def settled(way: str, category: str) -> str:
    """How a matter was settled: relief for hardship is given in matters of livelihood only, the others are mediated."""
    return "调解化解" if way == "困难救助" and category != "生活保障" else way
