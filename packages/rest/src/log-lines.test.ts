import { describe, expect, it } from '@jest/globals';
import { logLines } from './log-lines.js';

function stream(chunks: Uint8Array[], onCancel: () => void = () => undefined): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const single = (text: string): Uint8Array[] => Array.from(bytes(text), (byte) => new Uint8Array([byte]));

async function read(chunks: Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of logLines(stream(chunks))) lines.push(line);
  return lines;
}

describe('logLines', () => {
  it.each([
    ['one\ntwo\n', ['one', 'two']],
    ['one\n\ntwo', ['one', '', 'two']],
    ['é日😀\nlast', ['é日😀', 'last']],
    ['', []],
    ['\n', ['']],
  ])('splits %j the same way in one piece and byte by byte', async (text, lines) => {
    expect(await read([bytes(text)])).toEqual(lines);
    expect(await read(single(text))).toEqual(lines);
  });

  it('reads a long line in small pieces in linear time', async () => {
    const piece = bytes('x'.repeat(1024));
    const [line] = await read(Array.from({ length: 10_000 }, () => piece));
    expect(line).toHaveLength(10_240_000);
  });

  it.each(['break', 'stop', 'dispose'])('closes the stream by %s', async (how) => {
    let cancelled = 0;
    const lines = logLines(stream(single('one\ntwo\n'), () => cancelled++));
    if (how === 'break') for await (const line of lines) if (line === 'one') break;
    if (how === 'stop') lines.stop();
    if (how === 'dispose') await lines[Symbol.asyncDispose]();
    lines.stop();
    expect(cancelled).toBe(1);
  });

  it('gives each line once, in order, to those who ask again before they were answered', async () => {
    const lines = logLines(stream(['1\n2\n', '3\n4\n5', '\n6\n7'].map(bytes)))[Symbol.asyncIterator]();
    const asked = await Promise.all(Array.from({ length: 8 }, () => lines.next()));
    expect(asked.map(({ value }) => value as unknown)).toEqual(['1', '2', '3', '4', '5', '6', '7', undefined]);
  });

  it('gives a failure to one of those who wait, and no line to the others', async () => {
    let pulled = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++ === 0) controller.enqueue(bytes('1\n'));
        else controller.error(new Error('cut'));
      },
    });
    const lines = logLines(broken)[Symbol.asyncIterator]();
    const [first, second] = await Promise.allSettled([lines.next(), lines.next()]);
    expect(first).toEqual({ status: 'fulfilled', value: { done: false, value: '1' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'cut' } });
  });

  it('ends at once by return() and stop(), also while the log is quiet, and gives nothing more', async () => {
    const quiet = (): ReadableStream<Uint8Array> => new ReadableStream({ pull: () => new Promise(() => undefined) });
    for (const end of ['return', 'stop']) {
      const lines = logLines(quiet());
      const iterator = lines[Symbol.asyncIterator]();
      const pending = iterator.next();
      if (end === 'stop') lines.stop();
      else await iterator.return?.();
      expect(await pending).toEqual({ done: true, value: undefined });
    }
    const lines = logLines(stream([bytes('one\ntwo\n')]));
    const iterator = lines[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe('one');
    lines.stop();
    expect((await iterator.next()).done).toBe(true);
  });
});
