// @ts-check
import base from '../../../jest.config.js';

/**
 * The cases that the embedded server and a real one have to answer alike; `npm run test:differential` runs them.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  rootDir: '.',
  testMatch: ['<rootDir>/*.test.ts'],
  globalSetup: '<rootDir>/start-real-server.mjs',
  globalTeardown: '<rootDir>/stop-real-server.mjs',
};
