import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Swagger UI over /openapi.json. No script stands in the page itself, so that its policy can forbid them. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Jornada: the HTTP API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, tryItOutEnabled: true });\n";
const SCRIPT = 'text/javascript; charset=utf-8';
const fromPackage = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', SCRIPT],
]);

/** A file of the page; null where there is none of the name. Only names on the list are read. */
export async function docsAsset(
  name: string,
): Promise<{ readonly type: string; readonly content: Buffer } | null> {
  if (name === 'start.js') return { type: SCRIPT, content: Buffer.from(START) };
  const type = fromPackage.get(name);
  if (type === undefined) return null;
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  return { type, content: await readFile(join(folder, name)) };
}
