// @ts-check
// How long does a contender take? Run in a process of its own: node one-run.mjs URL CONTENDER create|fill|get|watch COUNT.
// Prints one line of JSON: milliseconds of the clock. Of creates and GETs a fifth as many come first and do not count: they warm both sides up.

import { contender } from './contenders.mjs';

const [, , url = '', name = '', scenario = '', count = ''] = process.argv;
const total = Number(count);
const parallel = 50;
const watchers = 200;
/** ConfigMaps that a namespace has from the beginning, each the first event of a watch. */
const there = 1;
const { create, get, watch, close } = await contender(name, url, parallel);

/**
 * Calls once for each number, 50 calls at a time.
 *
 * @param {number} calls
 * @param {(index: number) => Promise<unknown>} call
 */
async function repeat(calls, call) {
  let next = 0;
  const worker = async () => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

/**
 * Milliseconds that it takes.
 *
 * @param {() => Promise<unknown>} work
 */
async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** @returns {Promise<number>} */
async function measure() {
  switch (scenario) {
    case 'create':
      await repeat(total / 5, (index) => create(`warm-up-${String(index)}`));
      return timed(() => repeat(total, (index) => create(`created-${String(index)}`)));
    case 'fill':
      return timed(() => repeat(total, (index) => create(`filled-${String(index)}`)));
    case 'get':
      await repeat(100, (index) => create(`read-${String(index)}`));
      await repeat(total / 5, (index) => get(`read-${String(index % 100)}`));
      return timed(() => repeat(total, (index) => get(`read-${String(index % 100)}`)));
    case 'watch': {
      /** @type {() => void} */
      let onAll = () => undefined;
      /** @type {Promise<void>} */
      const all = new Promise((resolve) => (onAll = resolve));
      const seen = Array.from({ length: watchers }, () => 0);
      let left = watchers;
      const onEvent = (/** @type {number} */ watcher) => {
        seen[watcher] = (seen[watcher] ?? 0) + 1;
        if (seen[watcher] === total + there && --left === 0) onAll();
      };
      await Promise.all(seen.map((_, watcher) => watch(() => onEvent(watcher))));
      return timed(async () => {
        await repeat(total, (index) => create(`watched-${String(index)}`));
        await all;
      });
    }
    default:
      throw new Error(`no scenario ${scenario}`);
  }
}

const milliseconds = await measure();
await close();
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
