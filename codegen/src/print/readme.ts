import { verbs, type GroupVersion, type Resource, type Subresource, type TypePackage } from '../model/group-version.js';
import { displayName } from './client.js';
import { generatedNotice, npmName } from './emitted-file.js';

/** Prints `README.md` of a group-version's package. */
export function printReadme(groupVersion: GroupVersion): string {
  const { className, packageName, resources } = groupVersion;
  const shown = exampleOf(resources);
  const argument = shown?.namespaced === true ? "'default'" : '';
  return page(
    groupVersion,
    `Types and typed clients of Kubernetes \`${displayName(groupVersion)}\`.`,
    [
      '```ts',
      `import { ${className} } from '${npmName(packageName)}';`,
      "import { RESTClient } from '@kubewright/rest';",
      '',
      'const rest = new RESTClient(config);',
      `const client = new ${className}(rest).${shown?.name ?? ''}(${argument});`,
      '```',
    ].join('\n'),
    table(resources),
  );
}

/** What people ask for first: what `kubectl get all` shows, or else what can be listed at all. */
function exampleOf(resources: readonly Resource[]): Resource | undefined {
  const isForAll = ({ names }: Resource): boolean => names?.categories.includes('all') ?? false;
  return resources.find(isForAll) ?? resources.find((resource) => resource.verbs.has('list')) ?? resources[0];
}

/** Prints `README.md` of the package of shared types. */
export function printMetaReadme(types: TypePackage): string {
  return page(
    types,
    'Types that every Kubernetes API group shares: metadata, lists, statuses, options, quantities and times. It holds no code.',
  );
}

function page({ packageName, source }: TypePackage, ...paragraphs: string[]): string {
  return [`<!-- ${generatedNotice(source)} -->`, `# ${npmName(packageName)}`, ...paragraphs].join('\n\n') + '\n';
}

/** A row for each resource; a column in which no resource has anything is left out. */
function table(resources: readonly Resource[]): string {
  const columns: [title: string, cell: (resource: Resource) => string][] = [
    ['Resource', ({ name }) => `\`${name}\``],
    ['Kind', ({ kind }) => kind],
    ['Scope', ({ namespaced }) => (namespaced ? 'namespaced' : 'cluster')],
    ['Verbs', (resource) => verbs.filter((verb) => resource.verbs.has(verb)).join(', ')],
    ['Subresources', ({ subresources }) => subresourceNames(subresources).join(', ')],
    ['Singular', ({ names }) => names?.singular ?? ''],
    ['Short names', ({ names }) => names?.short.join(', ') ?? ''],
    ['Categories', ({ names }) => names?.categories.join(', ') ?? ''],
  ];
  const used = columns.filter(([, cell]) => resources.some((resource) => cell(resource) !== ''));
  const rows = resources.map((resource) => used.map(([, cell]) => cell(resource)));
  const lines = [used.map(([title]) => title), used.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' ')).join('\n');
}

function subresourceNames(subresources: readonly Subresource[]): string[] {
  return subresources.map(({ name }) => name).filter((name) => name !== 'proxy/{path}');
}
