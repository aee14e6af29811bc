// @ts-check
// Which server is asked? The embedded one, in a process of its own.
//
// Prints one line of JSON when it listens: its URL. Answers each line on stdin by a line of JSON: its memory now and at most, in bytes, and
// what it took of the processor so far, in milliseconds. Ends when stdin does.

import { createInterface } from 'node:readline';
import { startTestServer } from '@kubewright/testing';

const server = await startTestServer();
console.log(JSON.stringify({ url: server.url }));
for await (const _ of createInterface(process.stdin)) {
  const { user, system } = process.cpuUsage();
  const { rss } = process.memoryUsage();
  console.log(JSON.stringify({ rss, peak: process.resourceUsage().maxRSS * 1024, cpu: (user + system) / 1000 }));
}
process.exit();
