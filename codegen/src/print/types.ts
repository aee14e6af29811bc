import { StructureKind } from 'ts-morph';
import type { TypeDeclaration, TypePackage } from '../model/group-version.js';
import { commentLines, docComment } from './doc-comment.js';
import { Imports } from './imports.js';
import type { SourcePrinter, Statement } from './source-file.js';
import { hasInlineObject, propertyDescription, propertyName, propertyTags, typeText } from './type-text.js';

/** A printed source, and the packages that it imports. */
export interface PrintedSource {
  readonly text: string;
  /** npm's names, sorted. */
  readonly packages: readonly string[];
}

/** Prints `types.ts`: an interface for each object, an alias for whatever else has a name. */
export function printTypes({ packageName, source, types }: TypePackage, printer: SourcePrinter): PrintedSource {
  const imports = new Imports(packageName);
  const declarations = types.map((declaration) => declare(declaration, imports));
  return { text: printer.print(source, [...imports.declarations(), ...declarations]), packages: imports.packages() };
}

function declare(declaration: TypeDeclaration, imports: Imports): Statement {
  const { name, description, deprecation, type } = declaration;
  const docs = docComment(description, { deprecation });
  if (type.form !== 'object') {
    return { kind: StructureKind.TypeAlias, isExported: true, name, docs, type: typeText(type, imports) };
  }
  if (type.properties.some(({ shape }) => hasInlineObject(shape))) {
    // As text: a structure would indent the objects inside once more.
    const lines = [...commentLines(description, { deprecation }), `export interface ${name} ${typeText(type, imports)}`];
    return (writer) => writer.blankLine().write(lines.join('\n'));
  }
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name,
    docs,
    properties: type.properties.map((property) => ({
      name: propertyName(property.name),
      hasQuestionToken: !property.required,
      type: typeText(property.shape, imports),
      docs: docComment(propertyDescription(property), propertyTags(property), 2),
    })),
    indexSignatures: type.open ? [{ keyName: 'key', keyType: 'string', returnType: 'unknown' }] : [],
  };
}
