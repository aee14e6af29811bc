import { describe, expect, it } from '@jest/globals';
import { isLatestImage } from './image-reference.js';

describe('isLatestImage', () => {
  it.each([
    ['nginx', true],
    ['nginx:latest', true],
    ['nginx:1', false],
    ['library/nginx', true],
    ['localhost:5000/nginx', true],
    ['registry.example:5000/a/b:latest', true],
    ['registry.example:5000/a/b:v1', false],
    [`nginx@sha256:${'a'.repeat(64)}`, false],
    [`nginx:latest@sha256:${'a'.repeat(64)}`, true],
    ['[fd00::1]:5000/a', true],
    ['Nginx', false],
    ['a'.repeat(64), false],
    ['', false],
    [' nginx', false],
  ])('of %j is %s', (image, latest) => {
    expect(isLatestImage(image)).toBe(latest);
  });
});
