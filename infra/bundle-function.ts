import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { build, type Plugin } from 'esbuild';

/**
 * `node infra/bundle-function.ts <entry> <outfile>`, the configuration as JSON on standard input: one ES module with
 * the SDK and the configuration inside, so that nothing is looked up in an emergency.
 */
const [entry, outfile] = process.argv.slice(2);
if (entry === undefined || outfile === undefined) throw new Error('usage: bundle-function.ts <entry> <outfile>');

/** Some dependencies still call `require`, which ES modules lack. */
const requireForDependencies = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * The SDK's schemas write `{ [_hH]: x }` with `const _hH = "httpHeader"`. esbuild cannot know that such a key is plain
 * text, and keeps every schema of a service that has one. With the text in its place it drops those that are not used:
 * some 90 KB in the larger functions.
 */
const plainSchemaKeys: Plugin = {
  name: 'plain-schema-keys',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const texts = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, value]) => [name, value]),
      );
      const contents = source.replace(/\[(_\w+)\]:/g, (key, name) => (texts.has(name) ? `${texts.get(name)}:` : key));
      return { contents, loader: 'js' };
    });
  },
};

/**
 * Each of zod's schemas can describe itself as JSON schema, which nothing here asks for. Parsing uses none of these
 * modules; in place of each of their functions stands one that says so: some 17 KB in every function.
 */
const noJsonSchemas: Plugin = {
  name: 'no-json-schemas',
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const refuse = `const refuse = () => { throw new Error('JSON schemas are not bundled'); };`;
      // What is made together with each schema is made, and refuses once it is used.
      const stubs = names.map(
        (name) => `export const ${name} = ${name?.startsWith('create') ? '() => refuse' : 'refuse'};`,
      );
      return { contents: [refuse, ...stubs].join('\n'), loader: 'js' };
    });
  },
};

await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: requireForDependencies },
  define: { FAILOVER_CONFIG: await text(process.stdin) },
  alias: {
    '@aws-sdk/credential-provider-node': path.join(import.meta.dirname, '../functions/aws/lambda-credentials.ts'),
  },
  plugins: [plainSchemaKeys, noJsonSchemas],
  logLevel: 'warning',
});
