import type { Asker, Reply } from './ask.js';
import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Comparable, Normaliser } from './normaliser.js';

/** Asks a server what a case asks, in a namespace that exists, and gives its answers without what no two servers have in common. */
export async function runCase(server: Asker, { steps }: DifferentialCase, namespace: string): Promise<Comparable[]> {
  const normaliser = new Normaliser();
  const saved = new Map<string, string>([['ns', namespace]]);
  const answers: Comparable[] = [];
  for (const step of steps) {
    const reply = await server.ask(question(step, saved));
    save(reply, step, saved);
    answers.push(normaliser.reply(reply));
  }
  return answers;
}

function question(
  { method, path, headers = {}, contentType = 'application/json', body }: DifferentialStep,
  saved: ReadonlyMap<string, string>,
) {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => saved.get(name) ?? whole);
  const text = body === undefined ? undefined : fill(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    method,
    path: fill(path),
    headers: {
      'user-agent': 'differential/1',
      accept: 'application/json',
      ...(text !== undefined && { 'content-type': contentType }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    },
    body: text,
  };
}

function save({ body }: Reply, { save: wanted = {} }: DifferentialStep, saved: Map<string, string>): void {
  if (Object.keys(wanted).length === 0) return;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return;
  }
  for (const [name, path] of Object.entries(wanted)) {
    let value: unknown = answer;
    for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
    if (typeof value === 'string' || typeof value === 'number') saved.set(name, String(value));
  }
}
