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
});
