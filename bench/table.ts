/** A row by its columns' titles; every row of a table has the same ones. */
export type Row = Readonly<Record<string, string | number>>;

/** The lines of a table: titles, a rule, rows; numbers to the right. */
export const tableLines = (rows: readonly Row[]): readonly string[] => {
  const titles = Object.keys(rows[0] ?? {});
  const widths = titles.map((title) => Math.max(title.length, ...rows.map((row) => String(row[title] ?? '').length)));
  const line = (cells: readonly string[], pad: (cell: string, index: number) => string): string =>
    cells.map(pad).join('  ').trimEnd();
  const left = (cell: string, index: number): string => cell.padEnd(widths[index] ?? 0);
  const byKind = (row: Row) => (cell: string, index: number) =>
    typeof row[titles[index] ?? ''] === 'number' ? cell.padStart(widths[index] ?? 0) : left(cell, index);
  return [
    line(titles, left),
    line(
      widths.map((width) => '-'.repeat(width)),
      left,
    ),
    ...rows.map((row) =>
      line(
        titles.map((title) => String(row[title] ?? '')),
        byKind(row),
      ),
    ),
  ];
};

/** Prints a table under its title, with the notes that say how to read it. */
export const printTable = (title: string, rows: readonly Row[], notes: readonly string[] = []): void => {
  console.log(`\n${title}\n`);
  for (const line of tableLines(rows)) console.log(line);
  for (const note of notes) console.log(`\n${note}`);
};
