// @ts-check
// Builds a real Kubernetes control plane from pinned Go modules, and runs it for a developer.
//
//   npm run control-plane -- build|up|down [options]        (--help lists them)

import { parseArguments, usage, UsageError } from './arguments.mjs';
import { build } from './build.mjs';
import { down } from './down.mjs';
import { up } from './up.mjs';

/** @param {string} line What happens goes to stderr: stdout is for what a shell may evaluate. */
const say = (line) => console.error(line);

try {
  const request = parseArguments(process.argv.slice(2), process.env);
  if (request.command === 'help') console.log(usage());
  else if (request.command === 'build') await build(request.kubernetes, say);
  else if (request.command === 'up') console.log(`export KUBECONFIG='${await up(request, say)}'`);
  else await down(request.kubernetes, say);
} catch (error) {
  // What went wrong is in the message; a stack only helps if it is our own mistake.
  say(error instanceof Error && error.constructor !== TypeError ? error.message : String(error));
  if (error instanceof UsageError) say('npm run control-plane -- --help explains them');
  process.exitCode = 1;
}
