import { stripVTControlCharacters } from 'node:util';

/** Rows in columns that line up; a column of numbers is told by `>` before its title. Empty where there is no row. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const plain = titles.map((title) => title.replace(/^>/, ''));
  const widths = plain.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(widthOf)),
  );
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return titles[column]?.startsWith('>') ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const head = plain.some((title) => title !== '') ? [lineOf(plain)] : [];
  return [...head, ...rows.map((row) => lineOf(plain.map((_, column) => row[column] ?? '')))];
}

/** How many characters it takes on a screen. */
function widthOf(cell: string): number {
  return [...stripVTControlCharacters(cell)].length;
}
