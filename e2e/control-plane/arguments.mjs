// @ts-check
// What does the command line ask for?

import { parseArgs } from 'node:util';
import { chooseVersion, knownVersions } from './versions.mjs';

/** @typedef {{ command: 'up', kubernetes: string, allApis: boolean, controllerManager: boolean }} UpRequest */
/** @typedef {UpRequest | { command: 'build', kubernetes: string } | { command: 'down', kubernetes?: string } | { command: 'help' }} Request */

/** The command line does not say anything that makes sense. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

/** @type {Readonly<Record<string, readonly string[]>>} */
const optionsOf = {
  build: ['kubernetes'],
  up: ['kubernetes', 'all-apis', 'controller-manager'],
  down: ['kubernetes'],
};

/** How to use the command. */
export function usage() {
  return `npm run control-plane -- build [--kubernetes VERSION]
npm run control-plane -- up [--kubernetes VERSION] [--controller-manager] [--all-apis]
npm run control-plane -- down [--kubernetes VERSION]

build  compiles etcd, kube-apiserver, kube-controller-manager and kubectl, which needs Go, into .cache/control-plane/v<VERSION>
up     builds if necessary, starts etcd and kube-apiserver, which go on running, and prints how to reach them
down   stops what "up" started: of one version, or all

--kubernetes VERSION   one of ${knownVersions().join(', ')}; else KUBEWRIGHT_KUBERNETES, else what openapi/VERSION says
--controller-manager   runs kube-controller-manager too
--all-apis             opens every API and every alpha and beta feature gate, as a dump of the OpenAPI documents needs it`;
}

/**
 * Reads the command line.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Request}
 * @throws {UsageError} that says which commands and options there are
 */
export function parseArguments(args, environment) {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || rest.includes('--help')) return { command: 'help' };
  const allowed = optionsOf[command ?? ''];
  if (allowed === undefined) {
    const problem = command === undefined ? 'no command is given' : `there is no command ${JSON.stringify(command)}`;
    throw new UsageError(`control-plane: ${problem}; there are ${Object.keys(optionsOf).join(', ')}`);
  }
  const values = parseOptions(command ?? '', allowed, rest);
  const given = typeof values['kubernetes'] === 'string' ? values['kubernetes'] : undefined;
  switch (command) {
    case 'up': {
      const allApis = values['all-apis'] === true;
      return {
        command,
        kubernetes: choose(given, environment),
        allApis,
        controllerManager: values['controller-manager'] === true,
      };
    }
    case 'down':
      return given === undefined ? { command } : { command, kubernetes: choose(given, environment) };
    default:
      return { command: 'build', kubernetes: choose(given, environment) };
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} allowed names of options
 * @param {readonly string[]} args
 */
function parseOptions(command, allowed, args) {
  const options = Object.fromEntries(
    allowed.map((name) => [
      name,
      { type: name === 'kubernetes' ? /** @type {const} */ ('string') : /** @type {const} */ ('boolean') },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(
      `control-plane ${command}: ${problem}; its options are ${allowed.map((name) => `--${name}`).join(', ')}`,
      {
        cause: error,
      },
    );
  }
}

/**
 * @param {string | undefined} given
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
function choose(given, environment) {
  try {
    return chooseVersion(given, environment);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
