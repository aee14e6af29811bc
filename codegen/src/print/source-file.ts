import { IndentationText, Project, QuoteKind, type StatementStructures, type WriterFunction } from 'ts-morph';
import { generatedNotice } from './emitted-file.js';

/** A statement of an emitted source: a ts-morph structure, or text where no structure fits. */
export type Statement = string | StatementStructures | WriterFunction;

/** Longest line that printers write, text of the spec excepted. */
export const lineWidth = 130;

/** Prints TypeScript sources. One printer serves a whole run: starting ts-morph is what costs. */
export class SourcePrinter {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single, useTrailingCommas: true },
  });

  /**
   * Prints a source from its statements, all at once: adding them one by one is seven times as slow.
   *
   * @param source the document or folder that it is generated from
   */
  print(source: string, statements: readonly Statement[]): string {
    const file = this.#project.createSourceFile(
      'emitted.ts',
      { statements: [`// ${generatedNotice(source)}`, ...statements] },
      { overwrite: true },
    );
    const text = file.getFullText();
    this.#project.removeSourceFile(file);
    // ts-morph writes an empty body on two lines, and is not sure about blank lines around text.
    return `${text
      .replaceAll(/ \{\n\}$/gm, ' {}')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`;
  }
}
