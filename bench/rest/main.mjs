// @ts-check
// What does the request path add to the HTTP library below it? Prints ratios beside their targets; fails if one is missed.
//
//   npm run bench:rest [-- --rounds 7] [--only get|get-50|list|watch]
//
// Contenders run in turns against one server, each in a fresh process; a ratio is the median of the rounds' ratios, so that a machine
// that is disturbed for a while disturbs both sides of it.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { figureTable, isOver } from '../figure-table.mjs';
import { median } from '../median.mjs';

/**
 * @typedef {{ milliseconds: number, cpu: number, rss: number }} Sample
 * @typedef {{ figure: string, of: string, to: readonly string[], by: keyof Sample, target?: number, faster?: boolean }} Ratio
 *   `of` over the best of `to`; with `faster` the other way round: how many times as fast `of` is
 * @typedef {{ scenario: string, count: number, contenders: readonly string[], ratios: readonly Ratio[] }} Comparison
 */

const got = ['got, stream', 'got, promise'];
const bare = ['undici'];

/** @type {readonly Comparison[]} */
const comparisons = [
  {
    scenario: 'get',
    count: 3000,
    contenders: [...got, 'rest', ...bare, 'rest-undici'],
    ratios: [
      { figure: 'small GET, CPU time: rest / bare got', of: 'rest', to: got, by: 'cpu', target: 1.3 },
      { figure: 'small GET, CPU time: rest-undici / bare undici', of: 'rest-undici', to: bare, by: 'cpu', target: 1.5 },
    ],
  },
  {
    scenario: 'get-50',
    count: 6000,
    contenders: [...got, 'rest', ...bare, 'rest-undici'],
    ratios: [
      { figure: 'small GET, 50 at once, CPU time: rest / bare got', of: 'rest', to: got, by: 'cpu', target: 1.3 },
      {
        figure: 'small GET, 50 at once, CPU time: rest-undici / bare undici',
        of: 'rest-undici',
        to: bare,
        by: 'cpu',
        target: 1.5,
      },
    ],
  },
  {
    scenario: 'list',
    count: 1,
    contenders: [...bare, 'rest', 'rest-undici'],
    ratios: [
      { figure: 'LIST of 30 MB, time: rest / bare undici', of: 'rest', to: bare, by: 'milliseconds', target: 1.1 },
      { figure: 'LIST of 30 MB, peak memory: rest / bare undici', of: 'rest', to: bare, by: 'rss', target: 1.15 },
      { figure: 'LIST of 30 MB, time: rest-undici / bare undici', of: 'rest-undici', to: bare, by: 'milliseconds', target: 1.1 },
      { figure: 'LIST of 30 MB, peak memory: rest-undici / bare undici', of: 'rest-undici', to: bare, by: 'rss', target: 1.15 },
    ],
  },
  {
    scenario: 'watch',
    count: 3,
    contenders: ['node:http, lines', 'rest', 'rest-undici'],
    ratios: [
      {
        figure: 'watch, events a second: rest / bare node:http',
        of: 'rest',
        to: ['node:http, lines'],
        by: 'milliseconds',
        target: 0.95,
        faster: true,
      },
      {
        figure: 'watch, events a second: rest-undici / bare node:http',
        of: 'rest-undici',
        to: ['node:http, lines'],
        by: 'milliseconds',
        target: 0.95,
        faster: true,
      },
    ],
  },
];

/**
 * @param {string} target
 * @param {Comparison} comparison
 * @param {string} contender
 * @returns {Sample}
 */
function runOnce(target, { scenario, count }, contender) {
  const script = fileURLToPath(new URL('one-run.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, contender, scenario, String(count)], {
    input: target,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`${contender}, ${scenario}: ended with ${String(status)}\n${stderr}`);
  return /** @type {Sample} */ (JSON.parse(stdout));
}

/**
 * @param {string} target
 * @param {Comparison} comparison
 * @param {number} rounds
 */
function compare(target, comparison, rounds) {
  /** @type {Map<string, Sample>[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    // Another order each round: whoever runs after a memory-hungry one must not always be the same.
    const turn = round % comparison.contenders.length;
    const order = [...comparison.contenders.slice(turn), ...comparison.contenders.slice(0, turn)];
    results.push(new Map(order.map((contender) => [contender, runOnce(target, comparison, contender)])));
  }
  /** @type {(contender: string, by: keyof Sample) => number} */
  const middle = (contender, by) => median(results.map((samples) => samples.get(contender)?.[by] ?? Number.NaN));
  const figures = comparison.contenders.map((contender) => ({
    figure: `${comparison.scenario}: ${contender}`,
    milliseconds: middle(contender, 'milliseconds') / comparison.count,
    cpu: middle(contender, 'cpu') / comparison.count,
    rss: middle(contender, 'rss') / 1e6,
  }));
  const ratios = comparison.ratios.map(({ figure, of, to, by, target: limit, faster }) => {
    // The best configuration of the bare library over all rounds, not the luckiest of each.
    const best = [...to].sort((a, b) => middle(a, by) - middle(b, by))[0] ?? '';
    const each = results.map((samples) => (samples.get(of)?.[by] ?? Number.NaN) / (samples.get(best)?.[by] ?? Number.NaN));
    return {
      figure,
      unit: '×',
      measured: median(faster ? each.map((ratio) => 1 / ratio) : each),
      ...(limit !== undefined && { target: limit }),
      ...(faster && { atLeast: true }),
    };
  });
  return { figures, ratios };
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' }, only: { type: 'string' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds must be a whole number of at least 1, not ${values.rounds}`);
const scenarios = [...new Set(comparisons.map(({ scenario }) => scenario))];
if (values.only !== undefined && !scenarios.includes(values.only))
  throw new Error(`no scenario ${values.only}: ${scenarios.join(', ')}`);
const server = spawn(process.execPath, [fileURLToPath(new URL('server.mjs', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const [target] = /** @type {[string]} */ (await once(createInterface(server.stdout), 'line'));
  const all = comparisons
    .filter(({ scenario }) => values.only === undefined || values.only === scenario)
    .map((comparison) => compare(target, comparison, rounds));
  console.log(`Medians of ${String(rounds)} rounds, Node ${process.version}, ${process.platform} ${process.arch}\n`);
  for (const { figure, milliseconds, cpu, rss } of all.flatMap(({ figures }) => figures)) {
    console.log(
      `${figure.padEnd(28)} ${milliseconds.toFixed(3).padStart(10)} ms  ${cpu.toFixed(3).padStart(10)} ms CPU  ${rss.toFixed(0).padStart(5)} MB`,
    );
  }
  const ratios = all.flatMap((comparison) => comparison.ratios);
  console.log(`\n${figureTable(ratios).join('\n')}`);
  process.exitCode = ratios.some(isOver) ? 1 : 0;
} finally {
  server.stdin.end();
}
