/** Fewest characters of a column, and of the gap behind its longest cell (cli-runtime `printers.GetNewTabWriter`). */
const minimum = 6;
const gap = 3;

/**
 * Puts cells below each other as kubectl does (its `tabwriter`). A column is as wide as its longest cell in lines that follow each other
 * and go on behind it; a column once wide stays so in later calls. Every character counts one, East Asian and combining ones too.
 */
export class ColumnAligner {
  readonly #widths: number[] = [];

  /** The lines as text, each with a line end. Nothing follows the last cell of a line. */
  align(lines: readonly (readonly string[])[]): string {
    const aligned = lines.map((cells) => [...cells]);
    let reaching = [...aligned.entries()];
    for (let column = 0; reaching.length > 0; column++) {
      reaching = reaching.filter(([, cells]) => cells.length > column + 1);
      for (const block of neighbours(reaching)) this.#pad(block, column);
    }
    return aligned.map((cells) => `${cells.join('')}\n`).join('');
  }

  #pad(block: readonly string[][], column: number): void {
    const widest = block.reduce((width, cells) => Math.max(width, widthOf(cells[column]) + gap), minimum);
    const width = Math.max(widest, this.#widths[column] ?? 0);
    this.#widths[column] = width;
    for (const cells of block) {
      const text = cells[column] ?? '';
      cells[column] = text + ' '.repeat(width - widthOf(text));
    }
  }
}

/** Groups lines that follow each other. */
function neighbours(lines: readonly [number, string[]][]): string[][][] {
  const blocks: string[][][] = [];
  let next = -1;
  for (const [index, cells] of lines) {
    if (index === next) blocks.at(-1)?.push(cells);
    else blocks.push([cells]);
    next = index + 1;
  }
  return blocks;
}

/** In code points. */
function widthOf(text = ''): number {
  return text.length - (text.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
}
