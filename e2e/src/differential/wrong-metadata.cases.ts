import { type Body, patch } from './case-builders.js';
import type { DifferentialCase } from './case.js';
import { kindsCases, otherKindsCases } from './kinds.cases.js';

/*
 * Metadata that no kind allows, in patches of one object of each kind. How often the server names one mistake is a matter of the
 * kind: all look at metadata, and the functions of many look once more.
 */

const mistakes: readonly Body[] = [
  { labels: { 'a b': 'c' } },
  { annotations: { 'a~b': 'c' } },
  { finalizers: ['!'] },
  { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'b' }] },
  { generation: -1 },
];

/** The server itself writes the status of these. */
const busy = new Set(['FlowSchema']);

/** The first case of each resource that makes an object. */
const creations = new Map<string, DifferentialCase>();
for (const one of [...kindsCases, ...otherKindsCases]) {
  const [first] = one.steps;
  if (first?.method === 'POST' && !one.name.includes('mistakes') && !busy.has(one.name) && !creations.has(first.path))
    creations.set(first.path, one);
}

export const wrongMetadataCases: readonly DifferentialCase[] = [...creations].map(([path, { name, steps }]): DifferentialCase => {
  const [first, ...rest] = steps;
  const { metadata } = first?.body as { metadata: { name: string } };
  const object = `${path}/${metadata.name}`;
  return {
    name: `wrong metadata of ${name}`,
    steps: [
      ...(first ? [first] : []),
      ...mistakes.map((mistake) => patch(object, { metadata: mistake })),
      ...[0, 2].map((i) => patch(`${object}/status`, { metadata: mistakes[i] })),
      ...rest.filter(({ method }) => method === 'DELETE'),
    ],
  };
});
