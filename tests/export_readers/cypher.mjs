// Runs a Cypher script twice in an embedded database, and prints what the database then holds as JSON.
//
//     node tests/export_readers/cypher.mjs graph.cypher

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

// The packages lie under the folder from which this is run.
const { GrafeoDB } = createRequire(process.cwd() + "/")("@grafeo-db/js");

const database = GrafeoDB.create();
const ask = async (query) => (await database.executeCypher(query)).toArray();
for (let time = 0; time < 2; time += 1) {
  for (const line of readFileSync(process.argv[2], "utf-8").split("\n")) {
    if (line) {
      try {
        await ask(line.replace(/;$/, ""));
      } catch (error) {
        throw new Error(`${error.message}\n${line.slice(0, 400)}`);
      }
    }
  }
}
const nodes = await ask("MATCH (n:Entity) RETURN n.id AS id, n.name AS name, labels(n) AS labels");
const edges = await ask(
  "MATCH (a)-[r]->(b) RETURN a.id AS source, b.id AS target, type(r) AS type, r.key AS key, r.status AS status, r.sentence AS sentence",
);
console.log(JSON.stringify({ nodes, edges }));
