import {
  StructureKind,
  type ClassDeclarationStructure,
  type InterfaceDeclarationStructure,
  type MethodDeclarationStructure,
  type OptionalKind,
  type WriterFunction,
} from 'ts-morph';
import type { GroupVersion, Resource } from '../model/group-version.js';
import { resourceTitle } from '../model/names.js';
import { acrossNamespaces, capabilitiesOf, objectAndList } from './capabilities.js';
import { commentLines, docComment } from './doc-comment.js';
import { Imports } from './imports.js';
import { typesExport } from './index-ts.js';
import { lineWidth, type SourcePrinter } from './source-file.js';
import type { PrintedSource } from './types.js';

/**
 * Prints `index.ts`: the package's types, for each resource the interface of its client and its descriptor, and one class with a getter
 * for each. One module, for each takes its time to load, and a clientset loads those of all group-versions.
 */
export function printClient(groupVersion: GroupVersion, printer: SourcePrinter): PrintedSource {
  const imports = new Imports(groupVersion.packageName);
  const resources = groupVersion.resources.flatMap((resource) => [
    clientInterface(resource, imports),
    descriptor(resource, groupVersion, imports),
  ]);
  const statements = [...resources, clientClass(groupVersion, imports)];
  return {
    text: printer.print(groupVersion.source, [...imports.declarationsWithOwn(), typesExport, ...statements]),
    packages: imports.packages(),
  };
}

function clientInterface(resource: Resource, imports: Imports): InterfaceDeclarationStructure {
  const { clientName: name, description, deprecation } = resource;
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name,
    docs: docComment(description, { deprecation }),
    extends: list(capabilitiesOf(resource, imports), `export interface ${name} extends  {}`.length),
  };
}

/** Writes `items` on the same line if they fit, else each on its own. */
function list(items: readonly string[], used: number): WriterFunction {
  const line = items.join(', ');
  return (writer) => writer.write(used + line.length <= lineWidth ? line : items.join(',\n  '));
}

function descriptor(resource: Resource, { group, version }: GroupVersion, imports: Imports): WriterFunction {
  const { name, plural, kind, namespaced, clientName, names } = resource;
  const types = [...objectAndList(resource, imports), clientName];
  const short = names?.short.map((text) => `\`${text}\``).join(', ') ?? '';
  const lines = [
    ...commentLines(`The resource behind {@link ${clientName}}${short === '' ? '' : `, in short ${short}`}.`),
    ...declarationHead(name, imports.rest('ResourceDescriptor'), types),
    `  group: '${group}',`,
    `  version: '${version}',`,
    `  resource: '${plural}',`,
    `  kind: '${kind}',`,
    `  namespaced: ${String(namespaced)},`,
    '};',
  ];
  // As text: a structure would indent the object once more.
  return (writer) => writer.blankLine().write(lines.join('\n'));
}

function declarationHead(name: string, type: string, typeArguments: readonly string[]): string[] {
  const line = `export const ${name}: ${type}<${typeArguments.join(', ')}> = {`;
  return line.length <= lineWidth ? [line] : [`export const ${name}: ${type}<`, `  ${typeArguments.join(',\n  ')}`, '> = {'];
}

function clientClass(groupVersion: GroupVersion, imports: Imports): ClassDeclarationStructure {
  const client = imports.rest('RESTClient');
  return {
    kind: StructureKind.Class,
    isExported: true,
    name: groupVersion.className,
    docs: docComment(`Clients of ${displayName(groupVersion)}.`),
    properties: [{ name: '#rest', isReadonly: true, type: client }],
    ctors: [{ parameters: [{ name: 'client', type: client }], statements: 'this.#rest = client;' }],
    methods: groupVersion.resources.map((resource) => getter(resource, imports)),
  };
}

/** A group-version as people write it: the core group has no name in `apiVersion`, but one in speech. */
export function displayName({ group, version }: GroupVersion): string {
  return `${group === '' ? 'core' : group}/${version}`;
}

function getter(resource: Resource, imports: Imports): OptionalKind<MethodDeclarationStructure> {
  const { name, plural, kind, namespaced, clientName, deprecation } = resource;
  const title = resourceTitle(plural, kind);
  const doc = (text: string): ReturnType<typeof docComment> => docComment(text, { deprecation }, 2);
  if (!namespaced) {
    const docs = doc(`${title} of the cluster.`);
    return { name, returnType: clientName, docs, statements: `return this.#rest.resource(${name});` };
  }
  const statements = `return this.#rest.resource(${name}, namespace);`;
  const namespace = { name: 'namespace', type: 'string' };
  const across = acrossNamespaces(resource, imports);
  if (across === undefined) {
    return { name, parameters: [namespace], returnType: clientName, docs: doc(`${title} of one namespace.`), statements };
  }
  const calls = resource.verbs.has('watch') ? 'list and watch only' : 'list only';
  return {
    name,
    overloads: [
      { returnType: across, docs: doc(`${title} of every namespace: ${calls}.`) },
      { parameters: [namespace], returnType: clientName, docs: doc(`${title} of one namespace.`) },
    ],
    parameters: [{ ...namespace, hasQuestionToken: true }],
    returnType: clientName,
    statements,
  };
}
