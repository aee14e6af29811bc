// @ts-check
import base from '../jest.config.js';
import { chooseVersion } from './control-plane/versions.mjs';

// The embedded server is of the version that packages are generated from: a server of another one may say other things.
const otherVersion = chooseVersion(undefined, process.env) !== chooseVersion(undefined, {});
const existingCluster = process.env['USE_EXISTING_CLUSTER'] === 'true';

/**
 * The tests on a real control plane; `npm run test:e2e` runs them.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/**/*.e2e.test.ts'],
  // The tests of starting and stopping control planes need programs, not a cluster.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/consumers/',
    // It has a server and settings of its own: npm run test:differential.
    '<rootDir>/src/differential/',
    ...(otherVersion ? ['<rootDir>/testing/'] : []),
    ...(existingCluster ? ['<rootDir>/envtest/', '<rootDir>/control-plane/'] : []),
  ],
  modulePathIgnorePatterns: ['<rootDir>/consumers/'],
  globalSetup: '<rootDir>/src/start-cluster.mjs',
  globalTeardown: '<rootDir>/src/stop-cluster.mjs',
  testTimeout: 60_000,
};
