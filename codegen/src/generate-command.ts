import { parseArgs } from 'node:util';
import { generate, type GenerateOptions, type GenerateResult } from './generate.js';
import { GenerationError } from './generation-error.js';

const usage = `Usage: kubewright-codegen generate [--openapi <folder>] [--out <folder>] [--only <group/version>]… [--workspace <folder>]

Writes one package per group-version: its types, and a client for each of its resources.

  --openapi <folder>      OpenAPI documents as "fetch" stores them, or a folder whose file VERSION names the subfolder (default: openapi)
  --out <folder>          where the packages go (default: packages/apis)
  --only <group/version>  only this package, for example apps/v1, or v1 for the core group; may be repeated
  --workspace <folder>    root of the repository, with its lerna.json (default: the working directory)
  --help                  this text
`;

/** Where the command writes what people read. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
}

/**
 * The command `kubewright-codegen generate`.
 *
 * @param argv what follows the name of the command
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 * @throws whatever is a fault of the generator itself
 */
export async function generateCommand(argv: readonly string[], streams: Streams): Promise<number> {
  let options: GenerateOptions | 'help';
  try {
    options = readArguments(argv);
  } catch (error) {
    streams.err(`kubewright-codegen generate: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    streams.out(usage);
    return 0;
  }
  try {
    streams.out(`${summary(await generate(options))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error;
    streams.err(`kubewright-codegen generate: ${error.message}\n`);
    return 1;
  }
}

function readArguments(argv: readonly string[]): GenerateOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      openapi: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', multiple: true },
      workspace: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { help, ...options } = values;
  return help === true ? 'help' : options;
}

function summary({ source, packages, resources, types, changed, removed }: GenerateResult): string {
  const generated = [count(packages, 'package'), count(resources, 'resource'), count(types, 'type')].join(', ');
  const difference =
    changed.length + removed.length === 0
      ? 'nothing changed'
      : `${count(changed.length, 'file')} written, ${removed.length} removed`;
  return `${generated} from ${source}: ${difference}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
