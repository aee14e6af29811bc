import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Supervisor } from './supervisor.js';

/** The supervisor's program as it is built: Node runs it, so it cannot be TypeScript. */
const program = fileURLToPath(new URL('../dist/supervisor-process.js', import.meta.url));
const builtSupervisor = new URL('../dist/supervisor.js', import.meta.url).href;

/** Programs for `node -e` that run until they are told to end, or not even then. */
const endsWhenTold = 'console.log(process.pid); setInterval(() => {}, 1e9)';
const deaf = "process.on('SIGTERM', () => console.log('deaf')); console.log(process.pid); setInterval(() => {}, 1e9)";

let parentFolder: string;

beforeEach(async () => {
  await access(program).catch(() => {
    throw new Error('Build first: npm run build');
  });
  parentFolder = await mkdtemp(join(tmpdir(), 'supervisor-test-'));
});

afterEach(() => rm(parentFolder, { recursive: true, force: true }));

/** Waits until a condition holds; Jest's time limit ends the waiting. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5);
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    // Where nobody collects the orphans of a container, they stay as zombies.
    return existsSync('/proc/self') ? !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8')) : true;
  } catch {
    return false;
  }
}

/** The process id that a program prints as its first line. */
async function printedPid(logFile: string): Promise<number> {
  const read = async (): Promise<string> => (existsSync(logFile) ? readFile(logFile, 'utf8') : '');
  await until(async () => (await read()).includes('\n'));
  return Number((await read()).split('\n')[0]);
}

describe('Supervisor', () => {
  it('makes a folder that only its owner can enter, and removes it when it stops', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });

    expect((await stat(supervisor.folder)).mode & 0o777).toBe(0o700);

    await supervisor.stop(0);

    expect(await readdir(parentFolder)).toEqual([]);
  });

  it('runs programs in its folder and keeps what they print', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const { ended } = supervisor.run('printer', process.execPath, [
      '-e',
      'console.log(process.cwd()); console.error("wrong"); process.exit(3)',
    ]);

    expect(await ended).toEqual({ how: 'exit code 3' });
    expect(await readFile(supervisor.logFile('printer'), 'utf8')).toBe(`${supervisor.folder}\nwrong\n`);

    await supervisor.stop(0);
  });

  it('ends the programs by SIGTERM, the last started first', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const order: string[] = [];
    for (const name of ['first', 'second']) {
      void supervisor.run(name, process.execPath, ['-e', endsWhenTold]).ended.then(({ how }) => order.push(`${name}: ${how}`));
      await printedPid(supervisor.logFile(name));
    }
    await supervisor.stop(60_000);

    expect(order).toEqual(['second: signal SIGTERM', 'first: signal SIGTERM']);
  });

  it('kills a program that does not end in its time', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const { ended } = supervisor.run('deaf', process.execPath, ['-e', deaf]);
    const pid = await printedPid(supervisor.logFile('deaf'));
    await supervisor.stop(1);

    expect(await ended).toEqual({ how: 'signal SIGKILL' });
    expect(await isAlive(pid)).toBe(false);
  });

  it('gets impatient when a second stop gives no time', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    supervisor.run('deaf', process.execPath, ['-e', deaf]);
    const pid = await printedPid(supervisor.logFile('deaf'));
    const patient = supervisor.stop(3_600_000);
    await until(async () => (await readFile(supervisor.logFile('deaf'), 'utf8')).includes('deaf'));
    await supervisor.stop(0);
    await patient;

    expect(await isAlive(pid)).toBe(false);
  });

  it('can be stopped again, and leaves nothing open in this process', async () => {
    const before = process.getActiveResourcesInfo();
    const supervisor = await Supervisor.start({ parentFolder, program });
    supervisor.run('program', process.execPath, ['-e', endsWhenTold]);
    await supervisor.stop(0);
    await supervisor.stop(0);

    expect(countOf(process.getActiveResourcesInfo(), 'ProcessWrap')).toBe(countOf(before, 'ProcessWrap'));
    expect(countOf(process.getActiveResourcesInfo(), 'PipeWrap')).toBe(countOf(before, 'PipeWrap'));
  });

  it('can be stopped by its owner after it was detached', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const { ended } = supervisor.run('program', process.execPath, ['-e', endsWhenTold]);
    await printedPid(supervisor.logFile('program'));
    await supervisor.detach();
    await supervisor.stop(0);

    expect(await ended).toEqual({ how: 'the end of its supervisor' });
    expect(await readdir(parentFolder)).toEqual([]);
  });

  it('says why the system did not start a program', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const missing = supervisor.run('missing', join(parentFolder, 'none'), []);
    const forbidden = supervisor.run('forbidden', parentFolder, []);

    expect(await missing.ended).toEqual({ how: "the system's error ENOENT", systemError: 'ENOENT' });
    expect(await forbidden.ended).toEqual({ how: "the system's error EACCES", systemError: 'EACCES' });

    await supervisor.stop(0);
  });

  it('rejects a start whose folder cannot be made', async () => {
    await expect(Supervisor.start({ parentFolder: join(parentFolder, 'none'), program })).rejects.toThrow(
      /creating the folder .*ENOENT/,
    );
  });

  it('does not hand variables to the programs that etcd takes for flags, nor options of this Node process', async () => {
    process.env['ETCD_NAME'] = 'other';
    process.env['NODE_OPTIONS'] = '--title=other';
    try {
      const supervisor = await Supervisor.start({ parentFolder, program });
      const script = 'console.log(process.env.ETCD_NAME, process.env.NODE_OPTIONS, process.env.PATH)';
      await supervisor.run('printer', process.execPath, ['-e', script]).ended;

      expect(await readFile(supervisor.logFile('printer'), 'utf8')).toBe(`undefined undefined ${process.env['PATH']}\n`);

      await supervisor.stop(0);
    } finally {
      delete process.env['ETCD_NAME'];
      delete process.env['NODE_OPTIONS'];
    }
  });

  it('also prints what the programs print, if its owner wants to see it', async () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { Supervisor } from ${JSON.stringify(builtSupervisor)};
      const supervisor = await Supervisor.start({ parentFolder: ${JSON.stringify(parentFolder)}, attachOutput: true });
      const program = 'console.log("said"); console.error("complained"); process.exit(3)';
      const { how } = await supervisor.run('printer', process.execPath, ['-e', program]).ended;
      const log = readFileSync(supervisor.logFile('printer'), 'utf8');
      await supervisor.stop(0);
      console.log(how, log.split('\\n').sort().join(' '));`;
    const output = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);

    expect(output).toEqual({ stdout: 'said\nexit code 3  complained said\n', stderr: 'complained\n' });
    expect(await readdir(parentFolder)).toEqual([]);
  });

  it('leaves nothing when the supervisor itself is killed', async () => {
    const supervisor = await Supervisor.start({ parentFolder, program });
    const { ended } = supervisor.run('deaf', process.execPath, ['-e', deaf]);
    const pid = await printedPid(supervisor.logFile('deaf'));
    process.kill(supervisor.pid, 'SIGKILL');

    expect(await ended).toEqual({ how: 'the end of its supervisor' });
    await until(async () => !(await isAlive(pid)));
    expect(await readdir(parentFolder)).toEqual([]);
    await supervisor.stop(0);
  });
});

describe('the end of the process that started a supervisor', () => {
  let owner: ChildProcess | undefined;

  afterEach(() => void owner?.kill('SIGKILL'));

  /** Runs another Node process that starts a supervisor and a program deaf to SIGTERM, then does `afterwards`. */
  async function startOwner(afterwards: string, attachOutput = false): Promise<{ pids: number[]; folder: string }> {
    const script = `
      import { Supervisor } from ${JSON.stringify(builtSupervisor)};
      const supervisor = await Supervisor.start({ parentFolder: ${JSON.stringify(parentFolder)}, attachOutput: ${attachOutput} });
      supervisor.run('deaf', process.execPath, ['-e', ${JSON.stringify(deaf)}]);
      process.stdout.write(JSON.stringify({ pid: supervisor.pid, folder: supervisor.folder }) + '\\n');
      await new Promise((resolve) => process.stdin.once('data', resolve));
      process.stdin.pause();
      ${afterwards}`;
    owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(owner.stdout!), 'line')) as [string];
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
    return { pids: [pid, await printedPid(join(folder, 'deaf.log'))], folder };
  }

  async function expectNothingLeft(pids: readonly number[]): Promise<void> {
    for (const pid of pids) await until(async () => !(await isAlive(pid)));
    expect(await readdir(parentFolder)).toEqual([]);
  }

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('ends the programs and removes the folder after %s', async (signal) => {
    const { pids } = await startOwner('');
    owner!.kill(signal);

    await expectNothingLeft(pids);
  });

  it('does so where its output was seen', async () => {
    const { pids } = await startOwner('', true);
    owner!.kill('SIGKILL');

    await expectNothingLeft(pids);
  });

  it('does so after an exit in the middle of something', async () => {
    const { pids } = await startOwner('process.exit(1)');
    owner!.stdin!.end('go');

    await expectNothingLeft(pids);
  });

  it('does so when the process was about to stop it patiently', async () => {
    const { pids, folder } = await startOwner('await supervisor.stop(3_600_000)');
    owner!.stdin!.write('go');
    await until(async () => (await readFile(join(folder, 'deaf.log'), 'utf8')).includes('deaf'));
    owner!.kill('SIGKILL');

    await expectNothingLeft(pids);
  });

  it('comes by itself once the supervisor is released', async () => {
    const { pids } = await startOwner('supervisor.release()');
    owner!.stdin!.write('go');
    const [code] = (await once(owner!, 'exit')) as [number];

    expect(code).toBe(0);
    await expectNothingLeft(pids);
  });

  it('changes nothing once the supervisor is detached, until SIGTERM ends it', async () => {
    const { pids, folder } = await startOwner('await supervisor.detach()');
    owner!.stdin!.write('go');
    const [code] = (await once(owner!, 'exit')) as [number];

    expect(code).toBe(0);
    expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);

    // The program is deaf: it is the one to kill, so that nobody waits for the time that it is given.
    process.kill(pids[0]!, 'SIGTERM');
    await until(async () => (await readFile(join(folder, 'deaf.log'), 'utf8')).includes('deaf'));
    process.kill(pids[1]!, 'SIGKILL');
    await expectNothingLeft(pids);
  });
});

function countOf(names: readonly string[], name: string): number {
  return names.filter((each) => each === name).length;
}
