import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

export interface Page {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  /** Without fenced code. */
  readonly prose: string;
}

/** Every page of the repository. */
export const pages: readonly Page[] = globSync('**/*.md', {
  cwd: root,
  exclude: (name) => ['node_modules', 'cdk.out', '.sandbox', '.git', 'coverage'].includes(name),
})
  .sort()
  .map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { file, text, prose: text.replace(/^ *```.*?^ *```$/gms, '') };
  });

export const pageOf = (file: string): Page => {
  const found = pages.find((page) => page.file === file);
  if (!found) throw new Error(`there is no ${file}`);
  return found;
};

/** The anchors that GitHub gives a page's headings. */
export const anchorsOf = ({ prose }: Page): ReadonlySet<string> =>
  new Set([...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchor(heading)));

const anchor = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Targets of a page's links within the repository. */
export const linksOf = ({ prose }: Page): readonly string[] =>
  [...prose.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
