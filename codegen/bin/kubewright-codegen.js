#!/usr/bin/env node

const usage = `Usage: kubewright-codegen <command> [options]

  fetch     stores the OpenAPI documents of a cluster
  generate  writes typed packages from such documents

"kubewright-codegen <command> --help" says more.
`;

const streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

// Each command is loaded only when asked for: fetching uses packages that generating writes.
const commands = {
  fetch: async (argv) => (await import('../dist/fetch/index.js')).main(argv, streams),
  generate: async (argv) => (await import('../dist/generate-command.js')).generateCommand(argv, streams),
};

const [name, ...argv] = process.argv.slice(2);
if (name === '--help' || name === '-h') {
  streams.out(usage);
} else if (name !== undefined && Object.hasOwn(commands, name)) {
  process.exitCode = await commands[name](argv);
} else {
  const problem = name === undefined ? 'no command' : `unknown ${name.startsWith('-') ? 'option' : 'command'} "${name}"`;
  streams.err(`kubewright-codegen: ${problem}\n\n${usage}`);
  process.exitCode = 2;
}
