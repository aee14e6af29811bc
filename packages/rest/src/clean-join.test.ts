import { describe, expect, it } from '@jest/globals';
import { cleanJoin } from './clean-join.js';

describe('cleanJoin', () => {
  // Observed from path.Join of Go 1.26.
  it.each([
    [['a', 'b'], 'a/b'],
    [[], ''],
    [[''], ''],
    [['', ''], ''],
    [['/'], '/'],
    [['/', ''], '/'],
    [['/', 'apis', 'apps', 'v1'], '/apis/apps/v1'],
    [['/a/', '/b/'], '/a/b'],
    [['a//b', './c/'], 'a/b/c'],
    [['a', ''], 'a'],
    [['', 'a'], 'a'],
    [['a', '..', 'b'], 'b'],
    [['..', 'a'], '../a'],
    [['../..', '../x'], '../../../x'],
    [['/..', 'a'], '/a'],
    [['/a', '../../b'], '/b'],
    [['/a/../..'], '/'],
    [['a/..'], '.'],
    [['.'], '.'],
    [['...', 'a'], '.../a'],
  ])('joins %j to %j', (segments, path) => {
    expect(cleanJoin(...segments)).toBe(path);
  });
});
