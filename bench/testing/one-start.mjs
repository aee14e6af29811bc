// @ts-check
// What does starting an embedded server cost a process? Run in one of its own: node one-start.mjs nothing|import|server|objects, with these as JSON on stdin.
// Prints one line of JSON: milliseconds of the call of `startTestServer` by the clock and of the processor, and the memory of the process in
// bytes.

import { readFileSync } from 'node:fs';

const what = process.argv[2] ?? 'nothing';
/** @type {unknown[]} */
const objects = what === 'objects' ? JSON.parse(readFileSync(0, 'utf8')) : [];
let milliseconds = 0;
let cpu = 0;
if (what !== 'nothing') {
  const { startTestServer } = await import('@kubewright/testing');
  if (what !== 'import') {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    await startTestServer({ objects: /** @type {object[]} */ (objects) });
    milliseconds = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(before);
    cpu = (user + system) / 1000;
  }
}
process.stdout.write(JSON.stringify({ milliseconds, cpu, rss: process.memoryUsage().rss }), () => process.exit());
