import type { Asker, Reply } from './ask.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerCondition, DifferentialCase, DifferentialStep } from './case.js';
import { type Comparable, Normaliser } from './normaliser.js';
import { withTimes } from './table.object.js';

/** Asks a server what a case asks, in a namespace that exists, and gives its answers without what no two servers have in common. */
export async function runCase(server: Asker, { steps }: DifferentialCase, namespace: string): Promise<Comparable[]> {
  const normaliser = new Normaliser();
  const saved = new Map<string, string>([['ns', namespace]]);
  const answers: Comparable[] = [];
  for (const step of steps) {
    if (step.inNextSecond) await sleep(1010 - (Date.now() % 1000));
    const reply = await askUntil(server, question(step, saved), step.until);
    save(reply, step, saved);
    answers.push(normaliser.reply(reply));
  }
  return answers;
}

/** For how long, and after how many milliseconds each time, a question is asked again. */
const patience = 30_000;
const pause = 25;

/** @throws {Error} with the last answer, if no answer is what the case waits for */
async function askUntil(
  server: Asker,
  wanted: Parameters<Asker['ask']>[0],
  condition: AnswerCondition | undefined,
): Promise<Reply> {
  const end = Date.now() + patience;
  let reply = await server.ask(wanted);
  while (condition && !meets(reply, condition)) {
    if (Date.now() >= end) {
      const { status, body } = reply;
      throw new Error(`${wanted.method} ${wanted.path}: never ${JSON.stringify(condition)}, but ${String(status)} ${body}`);
    }
    await sleep(pause);
    reply = await server.ask(wanted);
  }
  return reply;
}

function meets({ status, body }: Reply, condition: AnswerCondition): boolean {
  if (condition.status !== undefined && condition.status !== status) return false;
  if (condition.text !== undefined && !body.includes(condition.text)) return false;
  return Object.entries(condition.fields ?? {}).every(([path, wanted]) => {
    const value = valueAt(body, path);
    return wanted === null ? value === undefined : JSON.stringify(value) === JSON.stringify(wanted);
  });
}

function valueAt(body: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}

function question(
  { method, path, headers = {}, contentType = 'application/json', body }: DifferentialStep,
  saved: ReadonlyMap<string, string>,
) {
  const fill = (text: string): string => withTimes(text).replace(/\{(\w+)\}/g, (whole, name: string) => saved.get(name) ?? whole);
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
  for (const [name, path] of Object.entries(wanted)) {
    const value = valueAt(body, path);
    if (typeof value === 'string' || typeof value === 'number') saved.set(name, String(value));
  }
}
