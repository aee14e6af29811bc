import { posix } from 'node:path';
import type { GroupVersion, Model, TypePackage } from './model/group-version.js';
import { displayName, printClient } from './print/client.js';
import type { EmittedFile } from './print/emitted-file.js';
import { printTypesIndex } from './print/index-ts.js';
import { printPackageJson } from './print/package-json.js';
import { printMetaReadme, printReadme } from './print/readme.js';
import type { SourcePrinter } from './print/source-file.js';
import { printTsconfig } from './print/tsconfig-json.js';
import { printTypes } from './print/types.js';

/** What every emitter needs. Folders begin at the root of the workspace and have forward slashes. */
export interface Emission {
  readonly model: Model;
  /** Of all packages. */
  readonly version: string;
  /** Folder of the generated packages. */
  readonly out: string;
  /** Folder of each package that is a TypeScript project, by npm's name, generated or not. */
  readonly projects: ReadonlyMap<string, string>;
  readonly printer: SourcePrinter;
}

/** Emits the packages of group-versions, and the package of shared types if `withMeta`. Paths begin at the workspace's root. */
export function emitPackages(emission: Emission, groupVersions: readonly GroupVersion[], withMeta: boolean): EmittedFile[] {
  const files = groupVersions.flatMap((groupVersion) => emitGroupVersion(emission, groupVersion));
  return withMeta ? [...files, ...emitMeta(emission)] : files;
}

function emitGroupVersion(emission: Emission, groupVersion: GroupVersion): EmittedFile[] {
  const { printer } = emission;
  const types = printTypes(groupVersion, printer);
  const client = printClient(groupVersion, printer);
  return emitPackage(emission, groupVersion, [...new Set([...types.packages, ...client.packages])], {
    description: `Types and typed clients of Kubernetes ${displayName(groupVersion)}`,
    files: {
      'README.md': printReadme(groupVersion),
      'src/index.ts': client.text,
      'src/types.ts': types.text,
    },
  });
}

function emitMeta(emission: Emission): EmittedFile[] {
  const { model, printer } = emission;
  const types = printTypes(model.meta, printer);
  return emitPackage(emission, model.meta, types.packages, {
    description: 'Types that every Kubernetes API group shares',
    files: {
      'README.md': printMetaReadme(model.meta),
      'src/index.ts': printTypesIndex(model.meta, printer),
      'src/types.ts': types.text,
    },
  });
}

function emitPackage(
  { out, version, projects }: Emission,
  types: TypePackage,
  dependencies: readonly string[],
  content: { readonly description: string; readonly files: Readonly<Record<string, string>> },
): EmittedFile[] {
  const folder = `${out}/${types.packageName}`;
  const references = dependencies.flatMap((name) => projects.get(name) ?? []).map((project) => posix.relative(folder, project));
  const files = {
    ...content.files,
    'package.json': printPackageJson(types, content.description, version, dependencies),
    'tsconfig.json': printTsconfig(types, posix.relative(folder, 'tsconfig.base.json'), references),
  };
  return Object.entries(files).map(([path, text]) => ({ path: `${folder}/${path}`, text }));
}
