// Names the point under the pointer, or at the arrow keys, in every SVG that carries data-figure attributes.
// Points are read back from the paths; axes say what a pixel is worth. Nothing is loaded and nothing is sent.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var REACH = 60;

  function axisOf(panel, name) {
    var text = panel.getAttribute("data-figure-" + name);
    if (!text) return null;
    var parts = text.split(" ");
    var names = panel.getAttribute("data-figure-" + name + "-names");
    return {
      name: name, kind: parts[0], min: +parts[1], max: +parts[2], from: +parts[3], to: +parts[4],
      label: panel.getAttribute("data-figure-" + name + "-label") || name,
      names: names === null ? [] : names.split("|")
    };
  }

  function minus(text) { return text.replace(/-/g, "\u2212"); }

  function valueAt(axis, pixel) {
    var share = (pixel - axis.from) / (axis.to - axis.from);
    return axis.kind === "log"
      ? Math.pow(10, Math.log10(axis.min) + share * (Math.log10(axis.max) - Math.log10(axis.min)))
      : axis.min + share * (axis.max - axis.min);
  }

  function told(axis, pixel) {
    var value = valueAt(axis, pixel);
    if (axis.kind === "date") return new Date((Math.round(value) - 719162) * 86400000).toISOString().slice(0, 10);
    if (axis.kind === "category") return axis.names[Math.round(value)] || "";
    if (axis.kind === "log") return minus(String(+value.toPrecision(3)));
    if (axis.kind === "degrees") {
      var sides = axis.name === "x" ? " EW" : " NS";
      return Math.abs(value).toFixed(2) + "\u00b0 " + sides.charAt(value < 0 ? 2 : 1);
    }
    // No more digits than pixels can tell.
    var step = Math.abs(axis.max - axis.min) / 1000;
    var digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return minus(digits > 8 || Math.abs(value) >= 1e7 ? value.toExponential(2) : value.toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1"));
  }

  function pointsOf(mark, panel) {
    var kind = mark.getAttribute("data-figure-kind");
    var series = mark.getAttribute("data-figure-name") || "";
    var y = panel.axes[mark.getAttribute("data-figure-axis") || "y"];
    var labels = mark.getAttribute("data-figure-labels");
    var values = mark.getAttribute("data-figure-values");
    var found = [];
    labels = labels === null ? [] : labels.split("|");
    values = values === null ? [] : values.split(",");
    function add(px, py, text) {
      found.push({ px: px, py: py, y: y, series: series, label: labels[found.length] || "", value: values[found.length] || "", text: text || "" });
    }
    var path = mark.getAttribute("d") || "";
    var one, pattern;
    if (kind === "line") {
      pattern = /[ML](-?[\d.]+) (-?[\d.]+)/g;
      while ((one = pattern.exec(path))) add(+one[1], +one[2]);
    } else if (kind === "points") {
      var offset = (mark.getAttribute("data-figure-offset") || "0 0").split(" ");
      pattern = /M(-?[\d.]+) (-?[\d.]+)/g;
      while ((one = pattern.exec(path))) add(+one[1] + +offset[0], +one[2] + +offset[1]);
    } else if (kind === "bars") {
      pattern = /M(-?[\d.]+) -?[\d.]+V(-?[\d.]+)h(-?[\d.]+)/g;
      while ((one = pattern.exec(path))) add(+one[1] + one[3] / 2, +one[2]);
    } else if (kind === "circles") {
      mark.querySelectorAll("circle").forEach(function (circle) { add(+circle.getAttribute("cx"), +circle.getAttribute("cy")); });
    } else if (kind === "box" && mark.hasAttribute("data-figure-at")) {
      var at = mark.getAttribute("data-figure-at").split(" ");
      add(+at[0], +at[1], mark.getAttribute("data-figure-text"));
    }
    return found;
  }

  function edgesOf(text) {
    var parts = text.split(" ");
    if (parts[0] !== "even") return parts.map(Number);
    var edges = [];
    for (var k = 0; k <= +parts[3]; k++) edges.push(+parts[1] + k * (parts[2] - parts[1]) / parts[3]);
    return edges;
  }

  function cellAt(cells, panel, px, py) {
    function index(edges, pixel) {
      for (var k = 0; k + 1 < edges.length; k++) {
        if ((pixel - edges[k]) * (pixel - edges[k + 1]) <= 0) return k;
      }
      return -1;
    }
    var columns = edgesOf(cells.getAttribute("data-figure-columns"));
    var rows = edgesOf(cells.getAttribute("data-figure-rows"));
    var column = index(columns, px);
    var row = index(rows, py);
    if (column < 0 || row < 0) return null;
    var values = cells.getAttribute("data-figure-values");
    return {
      px: (columns[column] + columns[column + 1]) / 2, py: (rows[row] + rows[row + 1]) / 2, y: panel.axes.y, series: "", label: "", text: "",
      value: values === null ? "" : values.split(",")[row * (columns.length - 1) + column]
    };
  }

  function panelOf(element) {
    var box = element.getAttribute("data-figure-panel").split(" ").map(Number);
    var panel = {
      element: element, left: box[0], top: box[1], right: box[2], bottom: box[3], points: null,
      axes: { x: axisOf(element, "x"), y: axisOf(element, "y"), y2: axisOf(element, "y2") },
      colour: element.getAttribute("data-figure-colour") || "", cells: element.querySelector("[data-figure-kind=cells]")
    };
    panel.all = function () {
      if (!panel.points) {
        panel.points = [];
        element.querySelectorAll("[data-figure-kind]").forEach(function (mark) {
          pointsOf(mark, panel).forEach(function (point) {
            if (point.px >= panel.left - 0.5 && point.px <= panel.right + 0.5 && point.py >= panel.top - 1.5 && point.py <= panel.bottom + 1.5) panel.points.push(point);
          });
        });
      }
      return panel.points;
    };
    return panel;
  }

  function linesOf(panel, point) {
    var lines = [];
    var head = [point.series, point.label].filter(Boolean).join(", ");
    if (head) lines.push(head);
    lines.push(panel.axes.x.label + (panel.axes.x.label ? ": " : "") + told(panel.axes.x, point.px));
    if (point.text) point.text.split(", ").forEach(function (line) { lines.push(line); });
    else lines.push(point.y.label + (point.y.label ? ": " : "") + told(point.y, point.py));
    if (point.value) lines.push((panel.colour || "value") + ": " + minus(point.value));
    return lines;
  }

  function make(parent, name, attributes) {
    var element = document.createElementNS(SVG, name);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    parent.appendChild(element);
    return element;
  }

  function setUp(svg) {
    var panels = Array.prototype.map.call(svg.querySelectorAll("[data-figure-panel]"), panelOf);
    var width = svg.viewBox.baseVal.width;
    var note = null;
    var current = null;
    var status = document.createElement("div");
    status.setAttribute("role", "status");
    status.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
    svg.parentNode.insertBefore(status, svg.nextSibling);
    svg.setAttribute("tabindex", "0");

    function hide() {
      if (note) note.remove();
      note = null;
      current = null;
    }

    function show(panel, point, aloud) {
      hide();
      current = { panel: panel, point: point };
      var lines = linesOf(panel, point);
      note = make(svg, "g", { "pointer-events": "none", "class": "figure-note", "font-family": "Arial, Helvetica, sans-serif", "font-size": "12" });
      make(note, "circle", { cx: point.px, cy: point.py, r: 5, fill: "none", stroke: "#000000", "stroke-width": 1.5 });
      var box = make(note, "rect", { rx: 3, fill: "#ffffff", "fill-opacity": 0.94, stroke: "#444444" });
      var text = make(note, "text", { fill: "#222222" });
      lines.forEach(function (line, k) { make(text, "tspan", { x: 0, y: 15 * (k + 1), "font-weight": k === 0 && lines.length > 2 ? "bold" : "normal" }).textContent = line; });
      var size = text.getBBox();
      var x = point.px + 12 + size.width + 12 > width ? Math.max(2, point.px - 24 - size.width) : point.px + 12;
      var y = Math.max(2, point.py - size.height - 20);
      text.setAttribute("transform", "translate(" + (x + 6) + " " + (y + 2) + ")");
      box.setAttribute("x", x);
      box.setAttribute("y", y);
      box.setAttribute("width", size.width + 12);
      box.setAttribute("height", 15 * lines.length + 10);
      if (aloud) status.textContent = lines.join("; ");
    }

    function under(event) {
      var place = svg.createSVGPoint();
      place.x = event.clientX;
      place.y = event.clientY;
      place = place.matrixTransform(svg.getScreenCTM().inverse());
      var panel = panels.filter(function (one) {
        return place.x >= one.left - 8 && place.x <= one.right + 8 && place.y >= one.top - 8 && place.y <= one.bottom + 8;
      })[0];
      if (!panel) return hide();
      var best = null;
      var least = REACH * REACH;
      panel.all().forEach(function (point) {
        var far = (point.px - place.x) * (point.px - place.x) + (point.py - place.y) * (point.py - place.y);
        if (far < least) { least = far; best = point; }
      });
      if (!best && panel.cells) best = cellAt(panel.cells, panel, place.x, place.y);
      if (best) show(panel, best, false); else hide();
    }

    function step(key) {
      if (!current) {
        var first = panels.filter(function (panel) { return panel.all().length > 0; })[0];
        if (first) show(first, first.all()[0], true);
        return;
      }
      var points = current.panel.all();
      var at = points.indexOf(current.point);
      if (at < 0) return;
      var next = at;
      if (key === "ArrowRight") next = at + 1;
      if (key === "ArrowLeft") next = at - 1;
      if (key === "ArrowDown") { while (next < points.length && points[next].series === current.point.series) next++; }
      if (key === "ArrowUp") { while (next >= 0 && points[next].series === current.point.series) next--; }
      if (next >= 0 && next < points.length) { show(current.panel, points[next], true); return; }
      var other = panels[panels.indexOf(current.panel) + (next < 0 ? -1 : 1)];
      if (other && other.all().length) show(other, other.all()[next < 0 ? other.all().length - 1 : 0], true);
    }

    svg.addEventListener("pointermove", under);
    svg.addEventListener("pointerdown", under);
    svg.addEventListener("pointerleave", hide);
    svg.addEventListener("blur", hide);
    svg.addEventListener("keydown", function (event) {
      if (event.key === "Escape") hide();
      else if (/^Arrow/.test(event.key)) { step(event.key); event.preventDefault(); }
    });
  }

  function start() {
    document.querySelectorAll("svg").forEach(function (svg) {
      if (svg.querySelector("[data-figure-panel]")) setUp(svg);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
