"""Run by QGIS's own Python: list the layers of a workspace, add a place, move one; print what was seen as JSON."""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProviderRegistry, QgsVectorLayer  # noqa: E402

path, moved = sys.argv[1], int(sys.argv[2])
application = QgsApplication([], False)
application.initQgis()
metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
listed = sorted(details.name() for details in metadata.querySublayers(path))
layer = QgsVectorLayer(f"{path}|layername=place", "place", "ogr")
heading = layer.attributeAlias(layer.fields().indexOf("name"))
added = QgsFeature(layer.fields())
added.setAttribute("name", "外来村")
added.setAttribute("class_code", "22200")
added.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(113.25, 30.65)))
layer.startEditing()
layer.addFeature(added)
layer.changeGeometry(moved, QgsGeometry.fromPointXY(QgsPointXY(113.0, 30.55)))
done = layer.commitChanges()
print(json.dumps({"layers": listed, "valid": layer.isValid(), "heading": heading, "done": done,
                  "errors": layer.commitErrors(), "count": layer.featureCount()}))
sys.stdout.flush()
del layer
os._exit(0)
