import { expect, test } from '@jest/globals';
import * as catalogue from '../../functions/contract/errors.ts';
import { guards } from '../../functions/contract/request.ts';
import { pageOf } from './markdown.ts';

const { text } = pageOf('docs/errors.md');
const [, errorsPart = '', guardsPart = ''] = text.split(/^## .*$/m);

/** Each section by its heading, with its three lines. */
const sections = new Map(
  errorsPart
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = '', ...lines] = section.trim().split('\n');
      const line = (label: string) =>
        lines.find((each) => each.startsWith(`- **${label}:** `))?.replace(/^[^:]*:\*\* /, '');
      return [name, { means: line('Means'), changed: line('Changed'), remedy: line('Do') }];
    }),
);

test('each error of the catalogue has its section, and nothing else has', () => {
  expect([...sections.keys()].sort()).toEqual(
    Object.values(catalogue)
      .map((Failure) => new Failure('').name)
      .sort(),
  );
});

test.each(Object.entries(catalogue))(
  '%s: what it means, what was changed, and the very words of its remedy',
  (name, Failure) => {
    expect(sections.get(name)).toEqual({
      means: expect.stringMatching(/^.{20,}\.$/),
      changed: expect.stringMatching(/^.{5,}\.$/),
      remedy: new Failure('').remedy,
    });
  },
);

test('each guard has its sentence, in the order in which they are checked, and nothing else does', () => {
  const rows = [...guardsPart.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)];
  expect(rows.map(([, guard]) => guard)).toEqual([...guards]);
  for (const [, , sentence] of rows) expect(sentence?.length).toBeGreaterThan(20);
});
