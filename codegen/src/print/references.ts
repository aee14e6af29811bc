import { ts } from 'ts-morph';
import { GenerationError } from '../generation-error.js';
import { generatedNotice } from './emitted-file.js';
import { lineWidth } from './source-file.js';

/** The text of a `references` member: on one line if it fits, as prettier has it. */
export function referenceList(paths: readonly string[], indentation: string, last: readonly string[] = []): string {
  const items = [...[...paths].sort(), ...[...last].sort()].map((path) => `{ "path": "${path}" }`);
  const line = `[${items.join(', ')}]`;
  if (indentation.length + '"references": '.length + line.length <= lineWidth) return line;
  return `[\n${items.map((item) => `${indentation}  ${item}`).join(',\n')}\n${indentation}]`;
}

/** Prints the root `tsconfig.json`: nothing but a reference to every project, in alphabetical order, those of `last` at the end. */
export function printRootTsconfig(paths: readonly string[], last: readonly string[] = []): string {
  return `// ${generatedNotice("the packages' dependencies")}
{
  "files": [],
  "references": ${referenceList(paths, '  ', last)}
}
`;
}

/**
 * Replaces the `references` of a tsconfig that people write, and nothing else of it.
 *
 * @param file the tsconfig's name in errors
 * @throws GenerationError if it is not JSON with comments, or has no `references` to replace
 */
export function replaceReferences(text: string, paths: readonly string[], file: string): string {
  const source = ts.parseJsonText(file, text);
  const root = source.statements[0]?.expression;
  const members = root !== undefined && ts.isObjectLiteralExpression(root) ? root.properties.filter(ts.isPropertyAssignment) : [];
  const member = members.find(({ name }) => ts.isStringLiteral(name) && name.text === 'references');
  if (member === undefined) {
    throw new GenerationError(`${file}: has no "references" to keep in step with package.json; add "references": []`);
  }
  const { initializer } = member;
  return text.slice(0, initializer.getStart(source)) + referenceList(paths, '  ') + text.slice(initializer.end);
}
