import { StructureKind, type ExportDeclarationStructure } from 'ts-morph';
import type { TypePackage } from '../model/group-version.js';
import type { SourcePrinter } from './source-file.js';

/** What every `index.ts` has: the package's types. */
export const typesExport: ExportDeclarationStructure = {
  kind: StructureKind.ExportDeclaration,
  isTypeOnly: true,
  moduleSpecifier: './types.js',
};

/** Prints the `index.ts` of a package that has nothing but types. */
export function printTypesIndex({ source }: TypePackage, printer: SourcePrinter): string {
  return printer.print(source, [typesExport]);
}
