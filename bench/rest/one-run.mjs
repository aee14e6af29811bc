// @ts-check
// What does one contender need for one scenario? Runs in a process of its own: node one-run.mjs CONTENDER SCENARIO COUNT, with the target as JSON on stdin.
// Prints one line of JSON: milliseconds of the clock and of the processor, and the peak memory of the process in bytes.

import { readFileSync } from 'node:fs';
import { contenders } from './contenders.mjs';

const [, , name = '', scenario = '', count = ''] = process.argv;
const total = Number(count);
/** @type {import('./contenders.mjs').Target & { listItems: number, watchEvents: number }} */
const target = JSON.parse(readFileSync(0, 'utf8'));
const create = contenders[name];
if (!create) throw new Error(`no contender ${name}`);

let startedAt = performance.now();
let cpu = process.cpuUsage();
const contender = await create(target);
const { get, list, watch } = contender;

/** Starts the measurement again: what came before was the warming up. */
function start() {
  startedAt = performance.now();
  cpu = process.cpuUsage();
}

/**
 * @param {() => Promise<unknown>} call
 * @param {number} calls
 * @param {number} parallel
 */
async function repeat(call, calls, parallel) {
  let left = calls;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

switch (scenario) {
  case 'get':
  case 'get-50': {
    if (!get) throw new Error(`${name} reads no objects`);
    const parallel = scenario === 'get' ? 1 : 50;
    await repeat(get, total / 3, parallel);
    start();
    await repeat(get, total, parallel);
    break;
  }
  case 'list': {
    if (!get || !list) throw new Error(`${name} reads no lists`);
    // Once, with the library loaded and the connection open: a program's first list is the one that people wait for.
    await get();
    start();
    const { items } = await list();
    if (items.length !== target.listItems)
      throw new Error(`${String(items.length)} items instead of ${String(target.listItems)}`);
    break;
  }
  case 'watch': {
    if (!watch) throw new Error(`${name} reads no watches`);
    // A watch runs for months: what counts is its pace once the compiler has seen it all.
    const checked = async () => {
      const seen = await watch();
      if (seen !== target.watchEvents) throw new Error(`${String(seen)} events instead of ${String(target.watchEvents)}`);
    };
    await repeat(checked, 2, 1);
    start();
    await repeat(checked, total, 1);
    break;
  }
  default:
    throw new Error(`no scenario ${scenario}`);
}
const { user, system } = process.cpuUsage(cpu);
const milliseconds = performance.now() - startedAt;
const rss = process.resourceUsage().maxRSS * 1024;
await contender.close();
process.stdout.write(`${JSON.stringify({ milliseconds, cpu: (user + system) / 1000, rss })}\n`);
