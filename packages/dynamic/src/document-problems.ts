import { parseGroupVersion } from '@kubewright/discovery';

/** What keeps a value from being an object that an API server may take; nothing of its content. */
export function documentProblems(value: unknown): string[] {
  if (!isFields(value)) return [`it must be an object with apiVersion, kind and metadata, not ${typeOf(value)}`];
  const problems: string[] = [];
  for (const field of ['apiVersion', 'kind']) problems.push(...textProblems(value[field], field, true));
  if (typeof value['apiVersion'] === 'string' && value['apiVersion'] !== '' && !isGroupVersion(value['apiVersion']))
    problems.push('apiVersion must be a version or a group and a version, such as v1 or apps/v1');
  const metadata = value['metadata'] ?? {};
  if (!isFields(metadata)) return [...problems, `metadata must be an object, not ${typeOf(metadata)}`];
  for (const field of ['name', 'generateName', 'namespace'])
    problems.push(...textProblems(metadata[field], `metadata.${field}`, false));
  if (!metadata['name'] && !metadata['generateName']) problems.push('metadata.name is missing');
  return problems;
}

/** Whether a value is an object of JSON. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How messages name an object: `Deployment "web" in namespace "shop"`. Anything has a name, also what is no such object. */
export function describeDocument(document: unknown): string {
  const { kind, metadata } = isFields(document) ? document : {};
  const { name, namespace } = isFields(metadata) ? metadata : {};
  const named = `${textOf(kind) || 'object'} ${JSON.stringify(textOf(name))}`;
  return textOf(namespace) ? `${named} in namespace ${JSON.stringify(namespace)}` : named;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function textProblems(value: unknown, field: string, required: boolean): string[] {
  if (value === undefined || value === null || value === '') return required ? [`${field} is missing`] : [];
  return typeof value === 'string' ? [] : [`${field} must be a text, not ${typeOf(value)}; quote it if it is one`];
}

function isGroupVersion(apiVersion: string): boolean {
  try {
    return parseGroupVersion(apiVersion).version !== '';
  } catch {
    return false;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
