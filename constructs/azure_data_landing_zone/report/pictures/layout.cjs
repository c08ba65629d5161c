// Lays out pictures: reads graphs from standard input, writes where everything lies to standard output.
// usage: node layout.cjs PATH-OF-VIZ
"use strict";

const fs = require("node:fs");

const numbers = (text) => text.split(/[\s,]+/).filter(Boolean).map(Number);

function main(viz) {
  const graphs = JSON.parse(fs.readFileSync(0, "utf8"));
  return graphs.map((graph) => {
    const made = viz.render(graph, { format: "json" });
    if (made.status !== "success") {
      throw new Error(made.errors.map((error) => error.message).join("; "));
    }
    return placed(JSON.parse(made.output));
  });
}

// Graphviz counts upwards from the lower edge, SVG downwards from the upper one.
function placed(graph) {
  const [, , width, height] = numbers(graph.bb);
  const round = (value) => Math.round(value * 10) / 10;
  const flip = ([x, y]) => [round(x), round(height - y)];
  const texts = (drawn) => {
    const lines = (drawn || []).filter((one) => one.op === "T");
    return lines.map((one) => [...flip(one.pt), one.text]);
  };
  const nodes = {};
  const clusters = {};
  for (const object of graph.objects || []) {
    if (object.bb) {
      const [left, lower, right, upper] = numbers(object.bb);
      const box = [...flip([left, upper]), round(right - left), round(upper - lower)];
      clusters[object.name] = { box, texts: texts(object._ldraw_) };
    } else if (object.pos) {
      const [x, y] = numbers(object.pos);
      const [wide, high] = [object.width * 72, object.height * 72];
      const box = [...flip([x - wide / 2, y + high / 2]), round(wide), round(high)];
      nodes[object.name] = { box, texts: texts(object._ldraw_) };
    }
  }
  // Graphviz has an order of its own.
  const ordered = (graph.edges || []).sort((one, other) => Number(one.id) - Number(other.id));
  const edges = ordered.map((edge) => ({
    curve: (edge._draw_ || []).filter((one) => one.op === "b").map((one) => one.points.map(flip)),
    head: [...(edge._hdraw_ || []), ...(edge._tdraw_ || [])].filter((one) => one.op === "P").map((one) => one.points.map(flip)),
    texts: texts(edge._ldraw_),
  }));
  return { size: [round(width), round(height)], nodes, clusters, edges };
}

require(process.argv[2])
  .instance()
  .then((viz) => process.stdout.write(JSON.stringify(main(viz))))
  .catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
