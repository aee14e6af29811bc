import { StructureKind, type ExportDeclarationStructure } from 'ts-morph';
import type { TypePackage } from '../model/group-version.js';
import type { SourcePrinter } from './source-file.js';

/** Prints `index.ts`: everything that the package exports. */
export function printIndex({ source }: TypePackage, hasClient: boolean, printer: SourcePrinter): string {
  const client: ExportDeclarationStructure = { kind: StructureKind.ExportDeclaration, moduleSpecifier: './client.js' };
  const types: ExportDeclarationStructure = {
    kind: StructureKind.ExportDeclaration,
    isTypeOnly: true,
    moduleSpecifier: './types.js',
  };
  return printer.print(source, hasClient ? [client, types] : [types]);
}
