import { StructureKind, type ClassDeclarationStructure, type ImportDeclarationStructure } from 'ts-morph';
import type { GroupVersion, Model } from '../model/group-version.js';
import { displayName } from './client.js';
import { docComment } from './doc-comment.js';
import { npmName } from './emitted-file.js';
import { restPackage } from './imports.js';
import type { SourcePrinter } from './source-file.js';

/** Prints the clientset's `groups.ts`: a class with a getter for each group-version. */
export function printGroups({ source, groupVersions }: Model, printer: SourcePrinter): string {
  const imports = groupVersions.map(({ className, packageName }): ImportDeclarationStructure => ({
    kind: StructureKind.ImportDeclaration,
    namedImports: [className],
    moduleSpecifier: npmName(packageName),
  }));
  const rest: ImportDeclarationStructure = {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: true,
    namespaceImport: 'rest',
    moduleSpecifier: restPackage,
  };
  const all = [...imports, rest].sort((a, b) => (a.moduleSpecifier < b.moduleSpecifier ? -1 : 1));
  return printer.print(source, [...all, groupsClass(groupVersions)]);
}

function groupsClass(groupVersions: readonly GroupVersion[]): ClassDeclarationStructure {
  return {
    kind: StructureKind.Class,
    isExported: true,
    name: 'Groups',
    docs: docComment('One getter for each group-version of the API.'),
    properties: [
      {
        name: 'rest',
        isReadonly: true,
        type: 'rest.RESTClient',
        docs: docComment('The client that all groups share; it takes raw paths too.', {}, 2),
      },
    ],
    ctors: [{ parameters: [{ name: 'client', type: 'rest.RESTClient' }], statements: 'this.rest = client;' }],
    methods: groupVersions.map((groupVersion) => ({
      name: groupVersion.alias,
      returnType: groupVersion.className,
      docs: docComment(`Clients of ${displayName(groupVersion)}.`, {}, 2),
      statements: `return new ${groupVersion.className}(this.rest);`,
    })),
  };
}
