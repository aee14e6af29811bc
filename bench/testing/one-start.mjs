// @ts-check
// What does starting an embedded server cost a process? Run in one of its own: node one-start.mjs nothing|import|server|pods|running-pods.
// Prints one line of JSON: milliseconds of the call of `startTestServer`, and the memory of the process in bytes.

import { readFileSync } from 'node:fs';

const what = process.argv[2] ?? 'nothing';
/** @type {unknown[]} */
const objects = what.endsWith('pods') ? JSON.parse(readFileSync(0, 'utf8')) : [];
let milliseconds = 0;
if (what !== 'nothing') {
  const { startTestServer } = await import('@kubewright/testing');
  if (what !== 'import') {
    const startedAt = performance.now();
    await startTestServer({ objects: /** @type {object[]} */ (objects) });
    milliseconds = performance.now() - startedAt;
  }
}
process.stdout.write(JSON.stringify({ milliseconds, rss: process.memoryUsage().rss }), () => process.exit());
