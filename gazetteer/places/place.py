"""地名: one place with the common fields of the second census (地名信息登记表, 二普 2014–2018)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.language import ipa
from gazetteer.places import codes
from gazetteer.record import Record, derived, field, identifier
from gazetteer.secrecy import LEVELS

NAMING, POSITION, MEANING, MEDIA, REGISTRATION = "名称与读音", "位置", "来历含义沿革", "多媒体", "登记"
CURRENT, CANCELLED, RESERVED = "现用", "注销", "预命名"
MAP_SCALES = ("1:10000", "1:50000")
LEGAL_KINDS = ("自然地理实体", "行政区划", "村民委员会、居民委员会所在地", "城市公园、自然保护地", "街路巷",
               "具有重要地理方位意义的住宅区、楼宇", "具有重要地理方位意义的设施", "其他地理实体")


class Place(Record):
    """A named place; `geom` is a point, line or area in EPSG:4490, or None while nobody has been there."""

    __tablename__ = "place"
    __label__ = "地名"

    id: Mapped[int | None] = identifier()
    guid: Mapped[str | None] = field("空间数据标识码", "Id", group=REGISTRATION, editable=False)
    code: Mapped[str | None] = field("地名代码", "DMDM", "code", REGISTRATION, index=True, editable=False,
                                     rule=codes.shape_problem)
    name: Mapped[str | None] = field("标准名称", "BZMC", group=NAMING, required=True, index=True)
    roman: Mapped[str | None] = field("罗马字母拼写", "LMZMPX", "roman", NAMING)
    generic_roman: Mapped[str | None] = field("通名罗马字母拼写", "TMLMZMPX", "roman", NAMING)
    reading_status: Mapped[str | None] = field("读音状态", kind="choice", group=NAMING, editable=False,
                                               choices=("auto", "local", "confirmed"))
    syllables: Mapped[str | None] = field("逐字读音", group=NAMING, editable=False,
                                          help="已审定的读音，每字一个音节，以空格分开")
    reading_document: Mapped[str | None] = field("读音依据", group=NAMING, help="审音或批复文件；审定读音时必填")
    writing: Mapped[str | None] = field("汉字书写", "HZSX", group=NAMING)
    minority_writing: Mapped[str | None] = field("少数民族语书写", "SSMZYSX", group=NAMING)
    local_reading: Mapped[str | None] = field("地名原读音", "DMYDY", group=NAMING, rule=ipa.problem,
                                              help="当地的读法；国际音标写在方括号里")
    mandarin_reading: Mapped[str | None] = field("汉语普通话读音", "HYPTHDY", group=NAMING)
    language: Mapped[str | None] = field("地名语种", "DMYZ", group=NAMING, default="汉语")
    class_code: Mapped[str | None] = field("地名类别", "DMLB", "class", NAMING, required=True, index=True,
                                           rule=codes.class_shape_problem)
    use_time: Mapped[str | None] = field("使用时间", "SYSJ", "choice", NAMING, default="现今地名",
                                         choices=("现今地名", "历史地名"))
    status: Mapped[str | None] = field("地名状态", kind="choice", group=NAMING, default=CURRENT, editable=False,
                                       choices=(CURRENT, CANCELLED, RESERVED))
    division_code: Mapped[str | None] = field("所属政区", kind="division", group=POSITION, index=True)
    districts: Mapped[str | None] = field("所在（跨）行政区", "SZXZQ", group=POSITION)
    crs: Mapped[str | None] = field("坐标系", "ZBX", group=POSITION, default="2000国家大地坐标系", editable=False)
    survey_method: Mapped[str | None] = field("测量方法", "CLFF", "choice", POSITION,
                                              choices=("实地测量", "图解测量"))
    elevation: Mapped[float | None] = field("高程", kind="number", group=POSITION, unit="米", public=False)
    map_name: Mapped[str | None] = field("图上名称", "TSMC", group=POSITION)
    original_map_name: Mapped[str | None] = field("原图名称", "YTMC", group=POSITION)
    map_scale: Mapped[str | None] = field("比例尺", "BLC", "choice", POSITION, default=MAP_SCALES[1],
                                          choices=MAP_SCALES)
    origin: Mapped[str | None] = field("地名的来历", "DMDLL", "longtext", MEANING)
    meaning: Mapped[str | None] = field("地名的含义", "DMDHY", "longtext", MEANING)
    history: Mapped[str | None] = field("地名的历史沿革", "DMDLSYG", "longtext", MEANING)
    description: Mapped[str | None] = field("地理实体概况", "DLSTGK", "longtext", MEANING)
    established: Mapped[str | None] = field("设立年份", "SLNF", "year", MEANING)
    abolished: Mapped[str | None] = field("废止年份", "FZNF", "year", MEANING)
    named_on: Mapped[str | None] = field("命名时间", kind="year", group=MEANING)
    legal_kind: Mapped[str | None] = field("条例第三条类别", kind="choice", group=REGISTRATION, choices=LEGAL_KINDS)
    secrecy: Mapped[str | None] = field("密级", "MJ", "choice", REGISTRATION, choices=LEVELS, required=True,
                                        public=False)
    census_status: Mapped[str | None] = field("地名普查状态", "DMPCZT", "choice", REGISTRATION,
                                              choices=("增加", "修改", "不变", "删除", "注销"))
    sign_count: Mapped[int | None] = field("标牌个数", kind="integer", group=REGISTRATION, unit="个")
    source: Mapped[str | None] = field("资料来源", "ZLLY", group=REGISTRATION)
    registered_on: Mapped[str | None] = field("登记时间", "DJSJ", "date", REGISTRATION)
    registrar: Mapped[str | None] = field("登记人", "DJR", group=REGISTRATION, public=False)
    registering_unit: Mapped[str | None] = field("登记单位", "DJDW", group=REGISTRATION)
    other: Mapped[str | None] = field("其他信息", kind="longtext", group=REGISTRATION)
    remark: Mapped[str | None] = field("备注", "BZ", "longtext", REGISTRATION)
    attrs: Mapped[dict[str, Any] | None] = field("类别专有字段", kind="json", group="类别专有", default_factory=dict)
    sort_key: Mapped[str | None] = field("排序键", group=REGISTRATION, editable=False, index=True)
    geom: Mapped[Any] = field("位置", kind="geometry", group=POSITION)

    @derived("东经", "DJ", "number", POSITION, unit="度", public=False)
    def west(self) -> float | None:
        """West edge of the extent, or the longitude of a point, in degrees."""
        return self._edge(0)

    @derived("至东经", "ZDJ", "number", POSITION, unit="度", public=False)
    def east(self) -> float | None:
        """East edge of the extent in degrees; None for a point (二普 leaves it empty)."""
        return self._edge(2) if self._has_extent() else None

    @derived("北纬", "BW", "number", POSITION, unit="度", public=False)
    def south(self) -> float | None:
        """South edge of the extent, or the latitude of a point, in degrees."""
        return self._edge(1)

    @derived("至北纬", "ZBW", "number", POSITION, unit="度", public=False)
    def north(self) -> float | None:
        """North edge of the extent in degrees; None for a point."""
        return self._edge(3) if self._has_extent() else None

    @derived("图号", "TH", group=POSITION)
    def sheet(self) -> str | None:
        """Numbers of the map sheets that the place lies on, by comma (GB/T 13989-2012)."""
        from gazetteer.coordinates.map_sheets import sheets_covering

        if self.geom is None or self.geom.is_empty or not self.map_scale:
            return None
        return ",".join(sheets_covering(self.geom.bounds, int(self.map_scale.split(":")[1])))

    def _edge(self, side: int) -> float | None:
        return None if self.geom is None or self.geom.is_empty else float(self.geom.bounds[side])

    def _has_extent(self) -> bool:
        return self.geom is not None and self.geom.geom_type != "Point"
