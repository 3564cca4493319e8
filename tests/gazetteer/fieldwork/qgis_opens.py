"""Run by QGIS's own Python: open the project of a field package, edit as in the field; print what was seen as JSON."""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProject  # noqa: E402

path = sys.argv[1]
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
opened = project.read(path)
layers = {layer.id().removeprefix("fieldwork_"): layer for layer in project.mapLayers().values()}
seen = {"opened": opened, "title": project.title(), "crs": project.crs().authid(),
        "order": [node.layerId().removeprefix("fieldwork_") for node in project.layerTreeRoot().findLayers()],
        "valid": {name: layer.isValid() for name, layer in layers.items()}}
places = layers["place_point"]
fields = places.fields()
seen |= {"count": places.featureCount(), "layer_crs": places.crs().authid(),
         "geometry": places.geometryType(), "renderer": places.renderer().type() if places.renderer() else "",
         "colour": places.renderer().symbol().color().name(),
         "labels": places.labelsEnabled() and places.labeling().settings().fieldName,
         "alias": places.attributeAlias(fields.indexOf("BZMC")),
         "widgets": {name: places.editorWidgetSetup(fields.indexOf(name)).type()
                     for name in ("DMLB", "ZP", "DMDLL", "DCSJ", "fid")},
         "read_only": places.editFormConfig().readOnly(fields.indexOf("DMDM")),
         "editable": not places.editFormConfig().readOnly(fields.indexOf("BZMC")),
         "tasks": layers["task"].featureCount(), "classes": layers["list_class"].featureCount()}
config = places.editorWidgetSetup(fields.indexOf("DMLB")).config()
seen["relation"] = [config["Layer"] in project.mapLayers(), config["Key"], config["Value"]]
if len(sys.argv) > 2:
    places.startEditing()
    first = next(places.getFeatures())
    places.changeAttributeValue(first.id(), fields.indexOf("DMDLL"), "野外问得的来历𠀀")
    places.changeGeometry(first.id(), QgsGeometry.fromPointXY(QgsPointXY(113.2, 30.7)))
    gone = [feature for feature in places.getFeatures()][-1]
    places.deleteFeature(gone.id())
    new = QgsFeature(fields)
    new.setAttribute("BZMC", "新湾")
    new.setAttribute("DMLB", "22200")
    new.setAttribute("SSZQDM", sys.argv[2])
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(113.21, 30.71)))
    places.addFeature(new)
    seen |= {"done": places.commitChanges(), "errors": places.commitErrors(), "changed": first["Id"],
             "deleted": gone["Id"]}
print(json.dumps(seen))
sys.stdout.flush()
os._exit(0)
