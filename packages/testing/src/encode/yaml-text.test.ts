import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JSONValue } from '../json.js';
import { yamlText } from './yaml-text.js';

interface Vector {
  id: string;
  in: string;
  did: string;
}

const file = new URL('../../../../e2e/vectors/vectors/testing/yaml-answers.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

describe('a value in YAML', () => {
  it.each(vectors)('is byte for byte as Go writes it: $id', ({ in: json, did }) => {
    expect(yamlText(JSON.parse(json) as JSONValue)).toBe(did);
  });
});
