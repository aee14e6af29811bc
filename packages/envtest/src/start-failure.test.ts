import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endedEarly, PortTakenError, type StartedProgram, tooLate } from './start-failure.js';
import { NotReadyError } from './wait-until-ready.js';

let folder: string;
let program: StartedProgram;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-failure-test-'));
  program = { name: 'kube-apiserver', path: '/assets/kube-apiserver', logFile: join(folder, 'kube-apiserver.log') };
});

afterEach(() => rm(folder, { recursive: true }));

async function messageFor(log: string, how = 'exit code 1'): Promise<string> {
  await writeFile(program.logFile, log);
  return (await endedEarly(program, { how })).message;
}

describe('endedEarly', () => {
  it('says which program ended how, the end of its log and what to do', async () => {
    const message = await messageFor('first\nError: unknown flag: --bogus\n');

    expect(message).toContain('kube-apiserver ended with exit code 1 before it was ready');
    expect(message).toContain('/assets/kube-apiserver');
    expect(message).toContain('  first\n  Error: unknown flag: --bogus');
    expect(message).toContain('What to do: this version of the program does not know one of its flags');
  });

  it('has an advice for memory, disk and a foreign architecture', async () => {
    expect(await messageFor('', 'signal SIGKILL')).toContain('out of memory');
    expect(await messageFor('write etcd/member: no space left on device')).toContain('TMPDIR');
    expect(await messageFor('./kube-apiserver: 1: ELF: not found', 'exit code 127')).toContain(process.arch);
    expect(await messageFor('./kube-apiserver: 1: Syntax error: "(" unexpected')).toContain(process.arch);
  });

  it('tells a taken port from other failures to listen, so that only that is tried again', async () => {
    await writeFile(program.logFile, 'failed to listen on 127.0.0.1:1: listen tcp 127.0.0.1:1: bind: address already in use');
    expect(await endedEarly(program, { how: 'exit code 1' })).toBeInstanceOf(PortTakenError);

    await writeFile(program.logFile, 'failed to listen on 127.0.0.1:1: listen tcp 127.0.0.1:1: bind: permission denied');
    expect(await endedEarly(program, { how: 'exit code 1' })).not.toBeInstanceOf(PortTakenError);
  });

  it('speaks of the machine when the system did not even start the program', async () => {
    const error = await endedEarly(program, { how: "the system's error EACCES", systemError: 'EACCES' });

    expect(error.message).toContain("/assets/kube-apiserver could not be started: the system's error EACCES");
  });
});

describe('tooLate', () => {
  it('shows the last answer, the limit and the end of every log', async () => {
    await writeFile(program.logFile, 'still starting');
    const cause = new NotReadyError('/readyz answered 500: [-]etcd failed');
    const error = await tooLate([program, { ...program, name: 'etcd', logFile: join(folder, 'none') }], 300, cause);

    expect(error.cause).toBe(cause);
    expect(error.message).toContain('not ready within 300 ms: /readyz answered 500: [-]etcd failed');
    expect(error.message).toContain('log of kube-apiserver:\n  still starting');
    expect(error.message).toContain('log of etcd:\n  (it printed nothing)');
  });
});
