// The resources of a list in plain Node: CDK for Terraform with the bindings from npm, without jsii and without Python.
//
// Run by `benchmarks/engine.py` as `node benchmarks/plain/plain.js LIST OUTPUT {modules|package}`: the bindings are
// imported one by one, as their documentation has it, or as one package with all 1,500 of them.
"use strict";

const fs = require("node:fs");
const cdktf = require("cdktf");

const [list, outdir, imports] = process.argv.slice(2);
const azurerm = imports === "package" ? require("@cdktf/provider-azurerm") : undefined;

const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const pascal = (name) => name.split("_").map(upperFirst).join("");
const camel = (name) => lowerFirst(pascal(name));
const camelKeys = (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [camel(key), value]));

const binding = (name) =>
  azurerm ? azurerm[camel(name)] : require(`@cdktf/provider-azurerm/lib/${name.replaceAll("_", "-")}`);

// Nested blocks in camel case, as a person writes them; maps, such as tags, as they are.
function typed(module, owner, name, value) {
  if (Array.isArray(value)) return value.map((item) => typed(module, owner, name, item));
  if (value === null || typeof value !== "object") return value;
  const struct = owner + pascal(name);
  if (!(`${lowerFirst(struct)}ToTerraform` in module)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [camel(key), typed(module, struct, key, item)]),
  );
}

function create(stack, name, className, entry, meta = {}) {
  const module = binding(name);
  const class_ = module[className];
  const config = { ...meta };
  const later = [];
  for (const [key, value] of Object.entries(entry.arguments)) {
    if (camel(key) in class_.prototype) config[camel(key)] = typed(module, className, key, value);
    else later.push([key, value]);
  }
  const created = new class_(stack, entry.id, config);
  // Newer than the bindings, which were made from azurerm 4.55.
  for (const [key, value] of later) created.addOverride(key, value);
  return created;
}

// A type without a binding: the generic class, every argument an override.
function generic(class_, stack, entry, config) {
  const created = new class_(stack, entry.id, config);
  for (const [key, value] of Object.entries(entry.arguments)) created.addOverride(key, value);
  return created;
}

function addProvider(stack, entry) {
  if (entry.type === "azurerm") create(stack, "provider", "AzurermProvider", { ...entry, id: entry.type });
  else
    generic(cdktf.TerraformProvider, stack, { ...entry, id: entry.type }, {
      terraformResourceType: entry.type,
      terraformProviderSource: entry.source,
    });
}

function resource(stack, entry, made) {
  const meta = {};
  if (entry.depends_on) meta.dependsOn = entry.depends_on.map((address) => made.get(address));
  if (entry.lifecycle) meta.lifecycle = camelKeys(entry.lifecycle);
  const name = entry.type.replace(/^azurerm_/, "");
  const created =
    name === entry.type
      ? generic(cdktf.TerraformResource, stack, entry, { terraformResourceType: entry.type, ...meta })
      : create(stack, name, pascal(name), entry, meta);
  made.set(`${entry.type}.${entry.id}`, created);
}

// Ids as they stand in the list, without the stack's name or a hash.
const app = new cdktf.App({
  outdir,
  context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" },
});
const named = new Map();
for (const listed of JSON.parse(fs.readFileSync(list, "utf8"))) {
  const stack = new cdktf.TerraformStack(app, listed.name);
  named.set(listed.name, stack);
  for (const entry of listed.providers) addProvider(stack, entry);
  for (const [provider, required] of Object.entries(listed.required_providers))
    stack.addOverride(`terraform.required_providers.${provider}`, required);
  new cdktf[`${pascal(listed.backend.type)}Backend`](stack, camelKeys(listed.backend.arguments));
  const made = new Map();
  for (const entry of listed.data) {
    const name = `data_${entry.type}`;
    made.set(`data.${entry.type}.${entry.id}`, create(stack, name, pascal(name), entry));
  }
  for (const entry of listed.resources) resource(stack, entry, made);
  for (const entry of listed.outputs) new cdktf.TerraformOutput(stack, entry.id, camelKeys(entry.arguments));
  for (const [key, value] of Object.entries(listed.overrides)) stack.addOverride(key, value);
  for (const dependency of listed.dependencies) stack.addDependency(named.get(dependency));
}
app.synth();
