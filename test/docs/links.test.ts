import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { anchorsOf, linksOf, pageOf, pages } from './markdown.ts';

const root = path.join(import.meta.dirname, '../..');

test.each(pages.map((page) => [page.file, page] as const))('each link of %s leads somewhere', (file, page) => {
  const broken = linksOf(page).filter((target) => {
    const [to = '', anchor] = target.split('#');
    const found = to === '' ? file : path.join(path.dirname(file), decodeURIComponent(to));
    if (!existsSync(path.join(root, found))) return true;
    return anchor !== undefined && found.endsWith('.md') && !anchorsOf(pageOf(found)).has(anchor);
  });
  expect(broken).toEqual([]);
});

test('each command that a page names exists', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const missing = pages.flatMap(({ file, text }) => [
    ...[...text.matchAll(/npm run (?:-s )?([\w-]+)/g)]
      .filter(([, name = '']) => !(name in scripts))
      .map(([command]) => `${file}: ${command}`),
    ...[...text.matchAll(/(?<![\w./-])script\/([\w.-]*\w)/g)]
      .filter(([command]) => !existsSync(path.join(root, command)))
      .map(([command]) => `${file}: ${command}`),
    ...[...text.matchAll(/npm run bench -- ([\w-]+)/g)]
      .filter(([, name]) => !existsSync(path.join(root, 'bench', `${name}.ts`)))
      .map(([command]) => `${file}: ${command}`),
  ]);
  expect(missing).toEqual([]);
});

test('each page of docs is linked from the README', () => {
  const linked = linksOf(pageOf('README.md')).map((target) => target.split('#')[0]);
  const found = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
  expect(found.filter((name) => !linked.includes(`docs/${name}`))).toEqual([]);
});

test('a measured number stands in a section that names the command which measures it', () => {
  const sections = pageOf('README.md').text.split(/^## /m);
  const measured = sections.filter((section) => /US\$|\d+(\.\d+)? (ms|KB|MB)\b/.test(section));
  expect(measured.length).toBeGreaterThan(0);
  for (const section of measured) expect(section).toMatch(/`npm run bench -- [\w-]+`|`script\/drill --seed \d+`/);
});
