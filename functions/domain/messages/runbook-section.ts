/** Where the runbook stands in the repository, as every page and alarm names it. */
const runbook = 'docs/runbook.md';

/**
 * The section of the runbook under a heading, as a link. Pure: names of guards, failures and differences are headings
 * there, and the anchor is the one that GitHub gives them.
 */
export const runbookSection = (heading: string): string =>
  `${runbook}#${heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-')}`;

/** The section on every failure whose name is not ours. */
export const anotherError = 'Another error';

/** The section on what people must do after a separation. */
export const rebuilding = 'Rebuild after a separation';
