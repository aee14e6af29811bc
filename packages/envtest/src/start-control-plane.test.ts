import { expect, it } from '@jest/globals';
import { startControlPlane } from './start-control-plane.js';

// As JavaScript gives it, which no compiler has seen.
it.each([
  [{ controlerManager: true }, 'there is no option "controlerManager": give one of assets, controllerManager'],
  [{ timeout: '90s' }, 'timeout is 90s: give a number of milliseconds'],
  [{ timeout: NaN }, 'timeout is NaN: give a number of milliseconds'],
])('nothing is started with %j', async (options, message) => {
  await expect(startControlPlane(options as object)).rejects.toThrow(message);
});
