import { describe, expect, it } from '@jest/globals';
import { generateCommand } from './generate-command.js';
import { smallApi, testRepository, widgetsFile } from './small-api.test-support.js';

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await generateCommand(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

describe('kubewright-codegen generate', () => {
  it('says what it did', async () => {
    await using repository = await testRepository(smallApi());
    const argv = Object.entries(repository.options).flatMap(([name, value]) => [`--${name}`, value]);
    expect(await run(...argv)).toEqual({
      code: 0,
      out: '2 packages, 1 resource, 7 types from openapi: 11 files written, 0 removed\n',
      err: '',
    });
    expect((await run(...argv)).out).toBe('2 packages, 1 resource, 7 types from openapi: nothing changed\n');
    expect((await run(...argv, '--only', 'example.com/v1')).out).toContain('1 package, 1 resource, 3 types');
  });

  it('fails with one line for what the user can repair', async () => {
    await using repository = await testRepository({ [widgetsFile]: '{' });
    const argv = Object.entries(repository.options).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^kubewright-codegen generate: openapi/${widgetsFile}#: is not JSON, maybe truncated: .*\n$`));
  });

  it('names an unknown option, and shows the usage', async () => {
    const { code, err } = await run('--opnapi', 'x');
    expect(code).toBe(2);
    expect(err).toContain("'--opnapi'");
    expect(err).toContain('Usage: kubewright-codegen generate');
    expect((await run('apps/v1')).code).toBe(2);
  });

  it('helps', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('--only <group/version>');
  });
});
