// Makes real constructs of CDK for Terraform from a list of them, and synthesizes them.
//
// Run by `maker.py` as `node maker.js FOLDER FRAMEWORK PROVIDER SUBMODULE...`: the folder has the packages of these names, and the
// submodules of the provider are loaded at once, others when something of them is made. Standard input has
// one JSON document a line: for each app its arguments, then arrays of steps, then null. The answer is one JSON document
// on standard output.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

function answer(value) {
  try {
    fs.writeSync(1, `${JSON.stringify(value)}\n`);
  } catch (error) {
    // Nobody waits for it any more.
    if (error.code !== "EPIPE") throw error;
  }
}

// Standard output is the answer's.
console.log = console.info = console.debug = console.error;

function* lines() {
  const buffer = Buffer.allocUnsafe(1 << 18);
  let parts = [];
  for (;;) {
    let count;
    try {
      count = fs.readSync(0, buffer);
    } catch (error) {
      if (error.code === "EAGAIN") continue;
      if (error.code === "EOF") return;
      throw error;
    }
    if (count === 0) return;
    let begin = 0;
    for (let end; (end = buffer.subarray(0, count).indexOf(10, begin)) >= 0; begin = end + 1) {
      parts.push(Buffer.from(buffer.subarray(begin, end)));
      yield JSON.parse(Buffer.concat(parts).toString("utf8"));
      parts = [];
    }
    parts.push(Buffer.from(buffer.subarray(begin, count)));
  }
}

const [folder, framework, provider, ...common] = process.argv.slice(2);
const from = createRequire(path.join(folder, "index.js"));
const packages = {};

function module_(name) {
  packages[name] ??= from(`${provider}/lib/${name.replaceAll("_", "-")}`);
  return packages[name];
}

// Makes one app; returns how many constructs it has, or nothing if Python has not finished it.
function make(input) {
  const first = input.next();
  if (first.done) return undefined;
  const made = [new packages.framework.App(first.value)];
  const steps = {
    make(package_, class_, scope, id, config, needed) {
      if (needed.length > 0) config.dependsOn = needed.map((number) => made[number]);
      made.push(new (module_(package_)[class_])(made[scope], id, config));
    },
    backend(class_, stack, config) {
      if (config.workspaces) config.workspaces = new packages.framework.NamedRemoteWorkspace(config.workspaces.name);
      new packages.framework[class_](made[stack], config);
    },
    // A value that is left out is undefined, which takes the argument out.
    override(number, argument, value, whole) {
      made[number].addOverride(argument, whole ? packages.framework.Token.asAny(value) : value);
    },
    document: (number) => answer({ document: packages.framework.Testing.synth(made[number]) }),
    depend: (number, other) => made[number].addDependency(made[other]),
  };
  // By hand: a `for` would end the input with it.
  for (let batch; !(batch = input.next()).done; ) {
    if (batch.value === null) {
      made[0].synth();
      return made.length;
    }
    for (const [step, ...values] of batch.value) steps[step](...values);
  }
  return undefined;
}

try {
  // Before the first line is read: Python is still importing.
  packages.framework = from(framework);
  packages.constructs = from("constructs");
  for (const name of common) module_(name);
  const input = lines();
  for (let made; (made = make(input)) !== undefined; ) answer({ made });
} catch (error) {
  answer({ error: String(error?.message ?? error) });
}
