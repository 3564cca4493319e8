"""The QGIS project of a field package: Chinese forms, value lists, photos, signs, base map."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from lxml import etree

from gazetteer.exports.columns import Column
from gazetteer.fieldwork.further import NOTHING, Further, FurtherLayer
from gazetteer.fieldwork.package_file import EXTRA, LAYERS, SIGN, TASK, TITLES
from gazetteer.fieldwork.sign_rows import COLUMNS as SIGN_COLUMNS
from gazetteer.fieldwork.sign_rows import OWNER
from gazetteer.formats.whole_file import write_whole

LISTS = {"DMLB": "list_class", "SSZQDM": "list_division", "DMZT": "list_status", "CLFF": "list_method",
         "BZLX": "list_sign_kind", "SYZT": "list_sign_state", "WHQK": "list_condition", "XZQHDM": "list_division"}
OWNERS = ("place_point", "地名（点）")  # of which a sign is
DAYS = {"DCSJ": "yyyy-MM-dd HH:mm", "ZJJC": "yyyy-MM-dd"}
LONG = ("DMDLL", "DMDHY", "DMDLSYG", "DLSTGK", "BZ", "QTXX", "note")
FIXED = ("Id", "DMDM", "DMZT", "BM", "CYM", "fid", "number", "kind", "name", "text", "township", "near")
HIDDEN = ("fid",)
LIST_TITLES = {"list_class": "类别", "list_division": "政区", "list_status": "地名状态", "list_method": "测量方法",
               "list_sign_kind": "标志类型", "list_sign_state": "标志使用状态", "list_condition": "标志完好情况"}
Bounds = tuple[float, float, float, float]
Widget = tuple[str, dict[str, str | bool | int]]
PHOTO: Widget = ("ExternalResource", {  # the path is kept relative to the project, as QField does
    "DocumentViewer": 1, "RelativeStorage": 1, "StorageMode": 0, "FileWidget": True, "FileWidgetButton": True,
    "DefaultRoot": ""})
E = etree.SubElement


def write_project(path: Path, geopackage: str, columns: Sequence[Column], bounds: Bounds, title: str,
                  base_map: str | None, further: Further = NOTHING) -> Path:
    """Write a .qgz beside its GeoPackage (both names relative, so that the folder can be moved)."""
    root = etree.Element("qgis", version="3.22.0", projectname=title)
    E(root, "title").text = title
    _srs(E(root, "projectCrs"))
    tree, layers = etree.Element("layer-tree-group"), etree.Element("projectlayers")
    for one in further.layers:
        _further(tree, layers, geopackage, one, further)
    fields = [Column("fid", "fid", "integer"), *columns, *EXTRA]
    _vector(tree, layers, geopackage, "task", "Point", [Column("fid", "fid", "integer"), *TASK], "#D9480F", "name")
    signs = [Column("fid", "fid", "integer"), *SIGN_COLUMNS, *EXTRA]
    _vector(tree, layers, geopackage, SIGN, "Point", signs, "#2458B8", "BZMC")
    for layer, colour in (("place_point", "#0B7575"), ("place_line", "#1C6DD0"), ("place_area", "#8A5A00")):
        _vector(tree, layers, geopackage, layer, LAYERS[layer][0], fields, colour, "BZMC")
    for name, text in (*LIST_TITLES.items(), *((name, text) for name, (text, _) in further.lists.items())):
        _table(tree, layers, geopackage, name, text)
    if base_map:
        _raster(tree, layers, base_map)
    root.append(tree)
    _canvas(root, bounds)
    root.append(layers)
    _properties(root)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True,
                          doctype="<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.with_suffix(".qgs").name, text)
    return write_whole(path, held.getvalue())


def layer_id(layer: str) -> str:
    """How QGIS calls a layer; it gives one of its own to what has ten letters or fewer."""
    return f"fieldwork_{layer}"


def _srs(parent: etree._Element, epsg: int = 4490) -> None:
    about = E(parent, "spatialrefsys", nativeFormat="Wkt")
    E(about, "srsid").text = "1"  # QGIS looks at the rest only where there is one
    E(about, "authid").text = f"EPSG:{epsg}"
    E(about, "srid").text = str(epsg)


def _canvas(root: etree._Element, bounds: Bounds) -> None:
    canvas = E(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    E(canvas, "units").text = "degrees"
    extent = E(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True):
        E(extent, name).text = repr(float(value))
    E(canvas, "rotation").text = "0"
    _srs(E(canvas, "destinationsrs"))


def _properties(root: etree._Element) -> None:
    properties = E(root, "properties")
    E(E(properties, "SpatialRefSys"), "ProjectionsEnabled", type="int").text = "1"
    E(E(properties, "Paths"), "Absolute", type="bool").text = "false"


def _layer(tree: etree._Element, layers: etree._Element, layer: str, title: str, source: str, provider: str,
           checked: bool = True, **attributes: str) -> etree._Element:
    E(tree, "layer-tree-layer", id=layer_id(layer), name=title, source=source, providerKey=provider,
      checked="Qt::Checked" if checked else "Qt::Unchecked", expanded="0")
    made = E(layers, "maplayer", **attributes)
    for tag, text in (("id", layer_id(layer)), ("datasource", source), ("layername", title)):
        E(made, tag).text = text
    return made


def _vector(tree: etree._Element, layers: etree._Element, geopackage: str, layer: str, kind: str,
            fields: Sequence[Column], colour: str, label: str) -> None:
    made = _drawn(tree, layers, geopackage, layer, TITLES[layer], kind, colour, label)
    _form(made, fields, {column.key: _widget(layer, column) for column in fields}, FIXED, label)


def _further(tree: etree._Element, layers: etree._Element, geopackage: str, one: FurtherLayer,
             further: Further) -> None:
    """A layer of another subject, with its own lists, photos and days."""
    made = _drawn(tree, layers, geopackage, one.name, one.title, one.kind, one.colour, one.label)
    fields = [Column("fid", "fid", "integer"), *one.columns]
    widgets: dict[str, Widget] = {}
    for column in fields:
        if column.key in one.photos:
            widgets[column.key] = PHOTO
        elif column.key in one.lists:
            name = one.lists[column.key]
            widgets[column.key] = _chosen(layer_id(name), further.lists[name][0], many=column.key in one.many)
        elif column.kind == "date":
            widgets[column.key] = _day("yyyy-MM-dd")
        else:
            widgets[column.key] = ("Hidden", {}) if column.key in HIDDEN else _text(column.key in one.long)
    _form(made, fields, widgets, {*one.fixed, *HIDDEN}, one.label)


def _drawn(tree: etree._Element, layers: etree._Element, geopackage: str, layer: str, title: str, kind: str,
           colour: str, label: str) -> etree._Element:
    shape = {"Point": "Point", "LineString": "Line", "MultiLineString": "Line", "MultiPolygon": "Polygon"}[kind]
    made = _layer(tree, layers, layer, title, f"./{geopackage}|layername={layer}", "ogr", type="vector",
                  geometry=shape, wkbType=kind, labelsEnabled="1")
    _srs(E(made, "srs"))
    E(made, "provider", encoding="UTF-8").text = "ogr"
    _renderer(made, shape, colour)
    _labels(made, label)
    return made


def _table(tree: etree._Element, layers: etree._Element, geopackage: str, name: str, title: str) -> None:
    made = _layer(tree, layers, name, title, f"./{geopackage}|layername={name}", "ogr", False,
                  type="vector", geometry="No geometry", wkbType="NoGeometry", readOnly="1")
    E(made, "provider", encoding="UTF-8").text = "ogr"


def _raster(tree: etree._Element, layers: etree._Element, base_map: str) -> None:
    made = _layer(tree, layers, "base_map", "底图", f"./{base_map}", "gdal", type="raster")
    _srs(E(made, "srs"), 3857)
    E(made, "provider").text = "gdal"


def _renderer(made: etree._Element, shape: str, colour: str) -> None:
    red, green, blue = (int(colour[at:at + 2], 16) for at in (1, 3, 5))
    symbol = {"Point": ("marker", "SimpleMarker"), "Line": ("line", "SimpleLine"), "Polygon": ("fill", "SimpleFill")}
    kind, simple = symbol[shape]
    about = {"color": f"{red},{green},{blue},255", "outline_color": "255,255,255,255", "size": "3", "size_unit": "MM",
             "line_color": f"{red},{green},{blue},255", "line_width": "0.6", "outline_width": "0.4"}
    if kind == "fill":
        about |= {"color": f"{red},{green},{blue},40", "outline_color": f"{red},{green},{blue},255"}
    renderer = E(made, "renderer-v2", type="singleSymbol", enableorderby="0", forceraster="0", symbollevels="0")
    drawn = E(E(renderer, "symbols"), "symbol", name="0", type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    layer = E(drawn, "layer", {"class": simple, "enabled": "1", "locked": "0", "pass": "0"})
    options = E(layer, "Option", type="Map")
    for name, value in about.items():
        E(options, "Option", name=name, value=value, type="QString")


def _labels(made: etree._Element, field: str) -> None:
    labeling = E(made, "labeling", type="simple")
    settings = E(labeling, "settings", calloutType="simple")
    style = E(settings, "text-style", fieldName=field, isExpression="0", fontSize="9", fontSizeUnit="Point",
              textColor="30,30,30,255", multilineHeight="1")
    E(style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="255,255,255,255")
    E(settings, "placement", placement="1", dist="1.5", distUnits="MM")


def _form(made: etree._Element, fields: Sequence[Column], widgets: Mapping[str, Widget], fixed: Collection[str],
          label: str) -> None:
    """A widget for each field, its Chinese name, and what may not be edited."""
    configuration = E(made, "fieldConfiguration")
    for column in fields:
        widget, options = widgets[column.key]
        edit = E(E(configuration, "field", name=column.key, configurationFlags="None"), "editWidget", type=widget)
        held = E(E(edit, "config"), "Option", type="Map")
        for name, value in options.items():
            kind = {bool: "bool", int: "int"}.get(type(value), "QString")
            E(held, "Option", name=name, type=kind, value=str(value).lower() if kind == "bool" else str(value))
    aliases = E(made, "aliases")
    for number, column in enumerate(fields):
        E(aliases, "alias", field=column.key, index=str(number), name=column.label)
    editable = E(made, "editable")
    for column in fields:
        E(editable, "field", name=column.key, editable="0" if column.key in fixed else "1")
    E(made, "editorlayout").text = "generatedlayout"
    E(made, "previewExpression").text = f'"{label}"'


def _widget(layer: str, column: Column) -> Widget:
    if column.key in HIDDEN:
        return "Hidden", {}
    if column.key == "ZP":
        return PHOTO
    if column.key in LISTS and layer != "task":
        name = LISTS[column.key]
        return _chosen(layer_id(name), LIST_TITLES[name], completer=name == "list_class")
    if column.key == "done":
        return "CheckBox", {"CheckedState": "1", "UncheckedState": "0"}
    if column.key == OWNER:
        return _chosen(layer_id(OWNERS[0]), OWNERS[1], ("Id", "BZMC"), ordered=True, completer=True)
    if column.key in DAYS:
        return _day(DAYS[column.key])
    return _text(column.key in LONG)


def _chosen(layer: str, title: str, names: tuple[str, str] = ("code", "name"), *, ordered: bool = False,
            completer: bool = False, many: bool = False) -> Widget:
    """One of the rows of another layer, or several."""
    key, value = names
    return "ValueRelation", {"Layer": layer, "LayerName": title, "Key": key, "Value": value, "AllowNull": True,
                             "OrderByValue": ordered, "AllowMulti": many, "UseCompleter": completer,
                             "LayerProviderName": "ogr"}


def _day(form: str) -> Widget:
    return "DateTime", {"display_format": form, "field_format": form, "calendar_popup": True, "allow_null": True,
                        "field_iso_format": False}


def _text(long: bool) -> Widget:
    return "TextEdit", {"IsMultiline": long, "UseHtml": False}
