import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isAlreadyExists } from '@kubewright/rest';
import { ownNamespace } from '../cluster.js';
import type { DifferentialCase, DifferentialStep } from './case.js';
import { customResourceDefinition, customResourcesCases } from './custom-resources.cases.js';
import { decodeCases } from './decode.cases.js';
import { metadataCases } from './metadata.cases.js';

/*
 * The unit tests of packages/testing compare with answers that a real server gave once. Here is looked at whether it still gives
 * them; UPDATE_ANSWERS=yes writes them anew. They are those of the version in `openapi/VERSION`.
 */

const folder = new URL('.', import.meta.url);
/** Longer requests are not recorded; the differential suite sends them. */
const longest = 10_000;
const { clientset, namespace } = await ownNamespace();

interface Answer {
  kind?: string;
  status?: unknown;
  reason?: string;
  message?: string;
  metadata?: Record<string, unknown>;
  details?: { causes?: unknown };
}

/** What an answer says, without what is another every time; undefined for the Status of a success. */
async function send(step: DifferentialStep): Promise<object | undefined> {
  const { method, path, body, contentType = 'application/json' } = step;
  const request = clientset.rest.verb(method).requestURI(path.replaceAll('{ns}', namespace));
  if (body !== undefined) {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    request.body(sent.replaceAll('{ns}', namespace)).setHeader('Content-Type', contentType);
  }
  const result = await request.warningHandler(() => undefined).do();
  const text = new TextDecoder().decode(result.raw()).replaceAll(/kube-api-access-\w{5}/g, 'kube-api-access-{suffix}');
  const answer = JSON.parse(text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{uid}')) as Answer;
  const warnings = result.warnings.length > 0 && { warnings: result.warnings.map(({ text }) => text) };
  if (answer.kind === 'Status') {
    if (answer.status !== 'Failure') return undefined;
    const { reason, message = '', details } = answer;
    const causes = details?.causes !== undefined && { causes: details.causes };
    return { code: result.statusCode, reason, message: message.replaceAll(namespace, '{ns}'), ...causes, ...warnings };
  }
  const { metadata: { labels, annotations, finalizers, ownerReferences } = {}, ...object } = answer;
  const kept = JSON.parse(JSON.stringify({ labels, annotations, finalizers, ownerReferences })) as object;
  return { code: result.statusCode, object: { ...object, metadata: kept }, ...warnings };
}

async function answersTo(cases: readonly DifferentialCase[]): Promise<string> {
  const lines: string[] = [];
  for (const { name, steps } of cases) {
    for (const step of steps) {
      const { method, path, contentType, body } = step;
      const answer = await send(step);
      if (answer === undefined || (JSON.stringify(body ?? '') || '').length >= longest) continue;
      const said = {
        name: name.replace(/^[\w ]+: /, ''),
        method: method === 'POST' ? undefined : method,
        path,
        contentType,
        body,
      };
      lines.push(JSON.stringify({ ...said, answer }));
    }
  }
  return `[\n${lines.join(',\n')}\n]\n`;
}

describe('answers that were recorded', () => {
  beforeAll(async () => {
    const definitions = clientset.apiextensionsV1().customResourceDefinitions();
    try {
      await definitions.create(customResourceDefinition);
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
    const fieldSelector = `metadata.name=${customResourceDefinition.metadata.name}`;
    const watch = await definitions.watch({ fieldSelector, timeoutSeconds: 30 });
    for await (const { type, object } of watch) {
      if (type === 'BOOKMARK') continue;
      if (object.status?.conditions?.some((condition) => condition.type === 'Established' && condition.status === 'True')) break;
    }
    const schema = JSON.stringify(customResourceDefinition.spec.versions[0]?.schema.openAPIV3Schema);
    if (process.env['UPDATE_ANSWERS'] === 'yes') writeFileSync(new URL('custom-resources.schema.json', folder), `${schema}\n`);
    else expect(`${schema}\n`).toBe(readFileSync(new URL('custom-resources.schema.json', folder), 'utf8'));
  });

  it.each<[file: string, cases: readonly DifferentialCase[]]>([
    ['decode', decodeCases],
    ['metadata', metadataCases],
    ['custom-resources', customResourcesCases],
  ])('are still given: %s', async (name, cases) => {
    const file = new URL(`${name}.answers.json`, folder);
    const answers = await answersTo(cases);
    if (process.env['UPDATE_ANSWERS'] === 'yes') writeFileSync(file, answers);
    // Of fields of custom resources, the server tells in no order.
    const inOrder = (text: string): unknown => (JSON.parse(text) as object[]).map(normalized);
    expect(inOrder(answers)).toEqual(inOrder(readFileSync(file, 'utf8')));
  });
});

/** Of several causes the message says nothing more, but their order. */
function normalized(recorded: { answer?: { message?: string; causes?: object[] } }): object {
  const { answer, ...rest } = recorded;
  if (!answer?.causes || answer.causes.length === 1) return recorded;
  return { ...rest, answer: { ...answer, message: '', causes: answer.causes.map((cause) => JSON.stringify(cause)).sort() } };
}
