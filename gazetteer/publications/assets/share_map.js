// Names beside their points where there is room, and a search over them. No network is used.
window.addEventListener("load", function () {
  var map = map_page, marks = [];
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  JSON.parse(document.getElementById("around").textContent).forEach(function (place) {
    L.tooltip({ permanent: true, direction: "center", opacity: 1, interactive: false, className: "label around" })
      .setLatLng([place[2], place[1]]).setContent(document.createTextNode(place[0])).addTo(map);
  });
  if (typeof geo_json_places === "undefined") { return; }
  function plain(html) { var box = document.createElement("div"); box.innerHTML = html; return box.textContent; }
  geo_json_places.eachLayer(function (layer) {
    var about = layer.feature.properties, name = document.createElement("span");
    name.textContent = plain(about.name);
    var at = layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter();
    marks.push({ layer: layer, at: at, name: name.textContent, roman: plain(about.roman), rank: about.rank,
      tip: L.tooltip({ permanent: true, direction: "right", offset: [6, 0], opacity: 1, interactive: false,
        className: "label" + (about.rank === 0 ? " first" : "") }).setLatLng(at).setContent(name) });
  });
  marks.sort(function (a, b) { return a.rank - b.rank; });

  // Right of the point is preferred, then above-right, left, below; a name may cover no point and no other name.
  function places(spot, wide, tall) {
    return [["right", [6, 0], [spot.x + 6, spot.y - tall, spot.x + 12 + wide, spot.y + tall]],
      ["top", [0, -4], [spot.x - wide / 2 - 3, spot.y - 2 * tall - 6, spot.x + wide / 2 + 3, spot.y - 5]],
      ["left", [-6, 0], [spot.x - 12 - wide, spot.y - tall, spot.x - 6, spot.y + tall]],
      ["bottom", [0, 4], [spot.x - wide / 2 - 3, spot.y + 5, spot.x + wide / 2 + 3, spot.y + 2 * tall + 6]]];
  }
  function apart(box, other) { return box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]; }
  function label() {
    var view = map.getBounds(), seen = marks.filter(function (mark) { return view.contains(mark.at); }), taken = [];
    seen.forEach(function (mark) {
      mark.spot = map.latLngToContainerPoint(mark.at);
      if (seen.length < 3000) { taken.push([mark.spot.x - 5, mark.spot.y - 5, mark.spot.x + 5, mark.spot.y + 5]); }
    });
    marks.forEach(function (mark) { map.removeLayer(mark.tip); });
    seen.forEach(function (mark) {
      var size = mark.rank === 0 ? 14 : 12;
      var free = places(mark.spot, size * mark.name.length, size * 0.7).find(function (place) {
        return taken.every(function (other) { return apart(place[2], other); });
      });
      if (!free || taken.length > 6000) { return; }
      taken.push(free[2]);
      mark.tip.options.direction = free[0];
      mark.tip.options.offset = L.point(free[1]);
      mark.tip.addTo(map);
    });
  }
  map.on("zoomend moveend", label);
  label();

  var seek = document.getElementById("seek"), found = document.getElementById("found");
  function bare(text) { return text.normalize("NFD").replace(/[\u0300-\u036f\s'’]/g, "").toLowerCase(); }
  seek.addEventListener("input", function () {
    var wanted = bare(seek.value);
    found.textContent = "";
    if (!wanted) { return; }
    marks.filter(function (mark) {
      return bare(mark.name).indexOf(wanted) >= 0 || bare(mark.roman).indexOf(wanted) >= 0;
    }).slice(0, 30).forEach(function (mark) {
      var line = document.createElement("li"), small = document.createElement("small");
      line.textContent = mark.name;
      small.textContent = mark.roman;
      line.appendChild(small);
      line.addEventListener("click", function () {
        map.setView(mark.at, Math.max(map.getZoom(), 12));
        mark.layer.openPopup(mark.at);
      });
      found.appendChild(line);
    });
  });
});
