import { describe, expect, it } from '@jest/globals';
import { namesInSource, sourceFile } from './source-file.js';

describe('sourceFile', () => {
  it('lists the SHA-256 of each file, sorted by name', () => {
    const text = sourceFile(
      'v1.36.3',
      new Map([
        ['b.json', 'abc'],
        ['a.json', ''],
      ]),
    );
    expect(text).toBe(
      `{\n  "server": "v1.36.3",\n  "files": {\n` +
        '    "a.json": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",\n' +
        '    "b.json": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"\n  }\n}\n',
    );
    expect(namesInSource(text)).toEqual(new Set(['SOURCE', 'a.json', 'b.json']));
  });
});

describe('namesInSource', () => {
  it.each(['', 'not ours', '[]', '{}', '{"files":null}'])('does not take %j for ours', (text) => {
    expect(namesInSource(text)).toBeUndefined();
  });
});
