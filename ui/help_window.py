"""F1: what the field in focus is about, and the keys of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gazetteer.record import Field
from ui.i18n import tr
from ui.records.field_row import FieldRow
from ui.theme import theme

KEYS = (
    ("通用", (
        ("Ctrl+K", "搜索地名、拼音、首字母、代码、坐标、界线、界桩"),
        ("Ctrl+Z / Ctrl+Shift+Z", "撤销 / 重做（任何修改）"),
        ("Ctrl+E", "导出地名"),
        ("Ctrl+Shift+U", "输入生僻字：在任何文字框中按拼音、部件、部首笔画、码位查字（也可用 Ctrl+;）"),
        ("Alt+1 … 4", "今日待办、地名、勘测、出版"),
        ("Esc", "离开，或恢复原来的内容"),
        ("F1", "对当前所在之处的说明"),
    )),
    ("登记表", (
        ("Enter", "接受这一项并立即保存"),
        ("Ctrl+Enter", "接受长文本"),
        ("Esc", "恢复原来的内容"),
    )),
    ("读音", (
        ("Ctrl+Shift+R", "在拼写字段中：逐字编辑读音"),
        ("← / →，1 … 9，↑ / ↓", "换字，选读音；也可直接输入 lv4、lü4、lǜ"),
        ("空格 / Backspace", "与前字分写 / 连写"),
        ("Ctrl+Z", "退回一步（审定以前）"),
    )),
    ("表格", (
        ("F2 或 Enter", "修改单元格"),
        ("Ctrl+C / Ctrl+V", "复制 / 粘贴单元格，一次粘贴可一次撤销"),
        ("Delete", "清空单元格"),
        ("J / K", "下一条 / 上一条"),
    )),
    ("地图", (
        ("空格", "按住可拖动地图"),
        ("N", "新增地名"),
        ("L", "给选中的地名定位"),
        ("Ctrl+G", "转到坐标"),
        ("Home", "全图"),
    )),
    ("绘制与量测（在地图上）", (
        ("M", "量测长度、面积、方位"),
        ("D / A", "画线 / 画面，作为选中地名的图形"),
        ("E", "编辑顶点：拖动，点边加点，Delete 删点，T 坐标表"),
        ("X", "移动、旋转、缩放：拖图形、上方圆点、四角；按住 Ctrl 拖动为复制"),
        ("R / K", "改形 / 分割"),
        ("O / J / G", "挖洞 / 加一部分 / 划入飞地；按住 Alt 点击：填洞、去掉一部分、整块划入"),
        ("W", "用航迹作线：点起点、终点；按住 Alt 点终点作面"),
        ("B", "捕捉开或关，右击磁铁设置容差和对象；按住 Ctrl 暂不捕捉"),
        ("Alt+点击，或先按 F", "沿已有的线画到那里"),
        ("Tab", "输入下一点：距离和方位角、增量或坐标"),
        ("P", "结束这一部分，再画一部分"),
        ("Backspace / Enter / Esc", "退回一点 / 画完 / 放弃"),
    )),
    ("注记（在地图上）", (
        ("T", "移动注记：拖动，按住 Shift 只横移或竖移"),
        ("方向键", "移动点选的注记 1 像素，按住 Shift 为 10 像素"),
        ("R", "换排列：自动、横排、竖排、沿线"),
        ("Delete", "不注记；右键菜单可恢复"),
    )),
    ("图层", (
        ("空格", "显示 / 隐藏选中的图层、组或类别"),
        ("拖动，或 Alt+↑ / Alt+↓", "改变上下次序，拖进或拖出组"),
        ("→ / ←", "展开 / 收起：地名展开为类别，可改符号、颜色、注记"),
        ("右键，或菜单键", "放进组、恢复默认样式、移除等"),
    )),
    ("配准扫描图", (
        ("点击扫描图，再点击地图", "加一个控制点；坐标也可以直接输入"),
        ("Delete", "删除选中的控制点"),
    )),
    ("历史", (
        ("Ctrl+T", "按年份看：表格和地图只有那一年已有的地名，用当时名称"),
        ("年份框", "可输入“936”“清雍正四年”“公元前221年”；Esc 回到现在"),
        ("沿革图：方向键 / Enter", "移到另一个框 / 打开地名或修改沿革"),
        ("政区变更：Ctrl+Enter / X / R", "采用 / 不采用 / 退回待定"),
    )),
    ("检查发现与质量评分", (
        ("Enter，或双击", "到地图和登记表"),
        ("Shift 或 Ctrl+点击", "选多条，一次认可或修正，可一次撤销"),
        ("点击评分的数字", "列出没有得分的地名"),
    )),
    ("测点处理", (
        ("1 … 9", "选候选地名"),
        ("Ctrl+Enter", "采用"),
        ("A / M / X", "作为新地名 / 与另一测点合并 / 不采用"),
        ("T", "改变测点登记为什么：地名、标志、界桩、联检"),
        ("S", "一个测点其实是两处：拆分，各自处理；第二处可在地图上移动（地图上按 V）"),
        ("R", "退回待定；拆分出的待定测点：并回"),
        ("J / K", "下一点 / 上一点"),
    )),
)


def show_help(window: QWidget) -> QDialog:
    """Open the help beside the work; it says first what has the focus."""
    dialog = QDialog(window)
    dialog.setWindowTitle(tr("帮助"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(560, 640)
    scroll = QScrollArea(widgetResizable=True)
    page = _page(focused_field())
    scroll.setWidget(page)
    page.setAutoFillBackground(False)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(scroll)
    dialog.show()
    return dialog


def focused_field() -> Field | None:
    """The field whose editor has the focus."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, FieldRow):
            return widget.field
        widget = widget.parentWidget()
    return None


def _page(field: Field | None) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 24, 24, 24)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    if field is not None:
        _add_field(grid, field)
    for title, keys in KEYS:
        _add_heading(grid, tr(title))
        for key, meaning in keys:
            _add_line(grid, key, tr(meaning))
    grid.setRowStretch(grid.rowCount(), 1)
    return page


def _add_field(grid: QGridLayout, field: Field) -> None:
    _add_heading(grid, field.label)
    facts = ((tr("普查字段"), field.abbr), (tr("单位"), field.unit), (tr("可选"), "、".join(field.choices)),
             (tr("必填"), tr("是") if field.required else ""), (tr("说明"), field.help),
             (tr("公开成果"), "" if field.public else tr("不收入公开成果")))
    for label, text in facts:
        if text:
            _add_line(grid, label, text)


def _add_heading(grid: QGridLayout, text: str) -> None:
    label = QLabel(text)
    label.setFont(theme.font(12))
    label.setContentsMargins(0, 12 if grid.count() else 0, 0, 0)
    grid.addWidget(label, grid.rowCount(), 0, 1, 2)


def _add_line(grid: QGridLayout, left: str, right: str) -> None:
    row = grid.rowCount()
    name, text = QLabel(left), QLabel(right, wordWrap=True)
    name.setProperty("muted", True)
    grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(text, row, 1)
