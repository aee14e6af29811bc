// @ts-check
// How fast and how small is the embedded API server? Prints figures beside their targets; fails if one is missed.
//
//   npm run bench:testing [-- --rounds 3] [--only start|load|create|get|watch|memory]
//
// Whole processes are measured: the server has one of its own, and so has whoever asks it. Figures are medians of the rounds; this
// machine's other work is in them, so its load is printed beside.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { figureTable, isOver } from '../figure-table.mjs';
import { median } from '../median.mjs';
import { pod, smallPod } from './objects.mjs';

/** @typedef {import('../figure-table.mjs').Row} Row */

const megabyte = 1e6;
/** Milliseconds that one process may take. */
const longest = 120_000;
const contenders = ['undici', 'rest', 'rest-undici'];
/** Only what is asked by bare undici has a target: the rest is what our own client costs. */
const judged = 'undici';

/**
 * Runs a script of this folder to its end.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @param {string} input
 * @returns {{ output: Record<string, number>, elapsed: number }} its line of JSON, and milliseconds of the whole process
 */
function run(script, args, input = '') {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [pathOf(script), ...args], {
    input,
    encoding: 'utf8',
    timeout: longest,
  });
  const elapsed = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ended with ${String(status)}\n${stderr}`);
  return { output: /** @type {Record<string, number>} */ (JSON.parse(stdout)), elapsed };
}

/** @param {string} script */
function pathOf(script) {
  return fileURLToPath(new URL(script, import.meta.url));
}

/**
 * Starts a server of its own for one measurement, and ends it.
 *
 * @template T
 * @param {(url: string, usage: () => Promise<{ rss: number, peak: number, cpu: number }>) => Promise<T> | T} measure
 * @returns {Promise<T>}
 */
async function withServer(measure) {
  const server = spawn(process.execPath, [pathOf('server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const lines = createInterface(server.stdout);
    const [first] = /** @type {[string]} */ (await once(lines, 'line'));
    const { url } = /** @type {{ url: string }} */ (JSON.parse(first));
    return await measure(url, async () => {
      server.stdin.write('\n');
      const [line] = /** @type {[string]} */ (await once(lines, 'line'));
      return JSON.parse(line);
    });
  } finally {
    server.stdin.end();
    if (server.exitCode === null) await once(server, 'exit');
  }
}

/**
 * Does something several times.
 *
 * @template T
 * @param {number} rounds
 * @param {() => Promise<T> | T} measure
 * @returns {Promise<T[]>}
 */
async function repeated(rounds, measure) {
  /** @type {T[]} */
  const samples = [];
  for (let round = 0; round < rounds; round++) samples.push(await measure());
  return samples;
}

/**
 * What a start costs, in turns with processes that start nothing.
 *
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
async function start(rounds) {
  const samples = await repeated(rounds, () => ({
    bare: run('one-start.mjs', ['nothing']),
    imported: run('one-start.mjs', ['import']),
    started: run('one-start.mjs', ['server']),
  }));
  /** @type {(value: (sample: (typeof samples)[number]) => number | undefined) => number} */
  const middle = (value) => median(samples.map((sample) => value(sample) ?? Number.NaN));
  return [
    {
      figure: 'startTestServer(), from the call',
      unit: 'ms',
      measured: middle(({ started }) => started.output.milliseconds),
      target: 50,
    },
    {
      figure: 'process with a server, memory over bare node',
      unit: 'MB',
      measured: middle(({ started, bare }) => ((started.output.rss ?? Number.NaN) - (bare.output.rss ?? Number.NaN)) / megabyte),
      target: 60,
    },
    {
      figure: 'process with a server, time over bare node',
      unit: 'ms',
      measured: middle(({ started, bare }) => started.elapsed - bare.elapsed),
    },
    {
      figure: 'of that: the import',
      unit: 'ms',
      measured: middle(({ imported, bare }) => imported.elapsed - bare.elapsed),
    },
  ];
}

/**
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
async function load(rounds) {
  /** @type {readonly { figure: string, make: (index: number) => object, target?: number }[]} */
  const loads = [
    { figure: 'start with 10,000 small pods', make: smallPod, target: 2 },
    { figure: 'start with 10,000 pods that say more', make: (index) => pod(index, false) },
    { figure: 'start with 10,000 of these that bring a status', make: (index) => pod(index, true) },
  ];
  const inputs = loads.map(({ make }) => JSON.stringify(Array.from({ length: 10_000 }, (_, index) => make(index))));
  const samples = await repeated(rounds, () => inputs.map((input) => run('one-start.mjs', ['objects'], input).output));
  return loads.flatMap(({ figure, target }, index) => {
    /** @type {(field: 'cpu' | 'milliseconds') => number} */
    const seconds = (field) => median(samples.map((sample) => (sample[index]?.[field] ?? Number.NaN) / 1000));
    return [
      { figure, unit: 's', measured: seconds('milliseconds'), ...(target !== undefined && { target }) },
      { figure: '  CPU time of the process meanwhile', unit: 's', measured: seconds('cpu') },
    ];
  });
}

/**
 * What a scenario takes each contender, in turns: milliseconds of the clock, and of the server's processor.
 *
 * @param {number} rounds
 * @param {string} scenario
 * @param {number} count
 * @returns {Promise<{ contender: string, milliseconds: number, cpu: number }[]>} medians
 */
async function contest(rounds, scenario, count) {
  const samples = await repeated(rounds, async () => {
    /** @type {Map<string, { milliseconds: number, cpu: number }>} */
    const results = new Map();
    for (const contender of contenders) {
      const sample = await withServer(async (url, usage) => {
        const { cpu: before } = await usage();
        const { output } = run('one-run.mjs', [url, contender, scenario, String(count)]);
        return { milliseconds: output.milliseconds ?? Number.NaN, cpu: (await usage()).cpu - before };
      });
      results.set(contender, sample);
    }
    return results;
  });
  /** @type {(contender: string, by: 'cpu' | 'milliseconds') => number} */
  const middle = (contender, by) => median(samples.map((sample) => sample.get(contender)?.[by] ?? Number.NaN));
  return contenders.map((contender) => ({
    contender,
    milliseconds: middle(contender, 'milliseconds'),
    cpu: middle(contender, 'cpu'),
  }));
}

/**
 * @param {number} rounds
 * @param {string} scenario
 * @param {{ figure: string, count: number, target: number }} rate
 * @returns {Promise<Row[]>}
 */
async function rates(rounds, scenario, { figure, count, target }) {
  const results = await contest(rounds, scenario, count);
  return results.flatMap(({ contender, milliseconds, cpu }) => [
    {
      figure: `${figure}, ${contender}`,
      unit: '/s',
      measured: (count * 1000) / milliseconds,
      ...(contender === judged && { target, atLeast: true }),
    },
    // With those that warm it up.
    { figure: '  CPU time of the server for each', unit: 'µs', measured: (cpu * 1000) / (count * 1.2) },
  ]);
}

/**
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
async function watches(rounds) {
  const results = await contest(rounds, 'watch', 1000);
  return results.flatMap(({ contender, milliseconds, cpu }) => [
    {
      figure: `200 watches of 1,000 events, ${contender}`,
      unit: 's',
      measured: milliseconds / 1000,
      ...(contender === judged && { target: 5 }),
    },
    { figure: '  CPU time of the server', unit: 's', measured: cpu / 1000 },
  ]);
}

/**
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
async function memory(rounds) {
  const samples = await repeated(rounds, () =>
    withServer((url, usage) => {
      run('one-run.mjs', [url, judged, 'fill', '100000']);
      return usage();
    }),
  );
  return [
    {
      figure: '100,000 ConfigMaps of 1 KB, memory of the process',
      unit: 'MB',
      measured: median(samples.map(({ rss }) => rss / megabyte)),
      target: 600,
    },
    {
      figure: '100,000 ConfigMaps of 1 KB, most memory of the process',
      unit: 'MB',
      measured: median(samples.map(({ peak }) => peak / megabyte)),
      target: 600,
    },
  ];
}

/** @type {Readonly<Record<string, (rounds: number) => Promise<Row[]>>>} */
const scenarios = {
  start,
  load,
  create: (rounds) => rates(rounds, 'create', { figure: 'creates of ConfigMaps of 1 KB', count: 10_000, target: 3000 }),
  get: (rounds) => rates(rounds, 'get', { figure: 'GETs of ConfigMaps of 1 KB', count: 20_000, target: 5000 }),
  watch: watches,
  memory,
};

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, only: { type: 'string' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds must be a whole number of at least 1, not ${values.rounds}`);
const names = Object.keys(scenarios);
if (values.only !== undefined && !names.includes(values.only)) throw new Error(`no scenario ${values.only}: ${names.join(', ')}`);
const loads = [os.loadavg()[0] ?? 0];
/** @type {Row[]} */
const rows = [];
for (const [name, measure] of Object.entries(scenarios)) {
  if (values.only !== undefined && values.only !== name) continue;
  rows.push(...(await measure(rounds)));
  loads.push(os.loadavg()[0] ?? 0);
}
console.log(
  `Medians of ${String(rounds)}, Node ${process.version}, ${process.platform} ${process.arch}, ${String(os.availableParallelism())} processors,`,
  `load ${loads.map((load) => load.toFixed(1)).join(', ')}\n`,
);
console.log(figureTable(rows).join('\n'));
process.exitCode = rows.some(isOver) ? 1 : 0;
