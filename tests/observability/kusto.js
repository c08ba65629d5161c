// Checks queries with Microsoft's own parser of the Kusto Query Language, against tables and columns that are given.
// Reads {"tables": {table: {column: type}}, "queries": {name: text}} from standard input; writes for every query what is
// wrong with it, as {"problems": [text], "columns": {column: type}}, with the columns of its answer.
const folder = process.argv[2];
require(`${folder}/bridge.js`);
require(`${folder}/Kusto.Language.Bridge.js`);
const { GlobalState, KustoCode, Symbols } = Kusto.Language;

const { tables, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const symbols = Object.entries(tables).map(([name, columns]) => {
  const schema = Object.entries(columns).map(([column, type]) => `${column}: ${type}`);
  return new Symbols.TableSymbol.$ctor7(name, `(${schema.join(", ")})`, null);
});
const members = System.Array.init(symbols, Symbols.Symbol);
const database = new Symbols.DatabaseSymbol.$ctor3("logs", null, members, false);
const globals = GlobalState.Default.WithDatabase(database);

const found = {};
for (const [name, text] of Object.entries(queries)) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const diagnostics = code.GetDiagnostics();
  const problems = [];
  for (let at = 0; at < diagnostics.Count; at++) {
    const one = diagnostics.getItem(at);
    problems.push(`${one.Severity}: ${one.Message} (at ${JSON.stringify(text.substr(one.Start, 30))})`);
  }
  const columns = {};
  const answer = code.ResultType;
  if (answer && answer.Columns) {
    for (let at = 0; at < answer.Columns.Count; at++) {
      const column = answer.Columns.getItem ? answer.Columns.getItem(at) : answer.Columns[at];
      columns[column.Name] = column.Type.Name;
    }
  }
  found[name] = { problems, columns };
}
process.stdout.write(JSON.stringify(found));
