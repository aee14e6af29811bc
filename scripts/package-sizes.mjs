// @ts-check
// How large may the packages be?

/** @typedef {import('./pack-packages.mjs').PackedPackage} PackedPackage */

const megabyte = 1e6;

/**
 * Compares the sizes of packed packages with what they may be.
 *
 * @param {readonly PackedPackage[]} packages
 * @returns {{ figure: string, bytes: number, budget: number }[]}
 */
export function sizeBudgets(packages) {
  const core = packages.filter(({ name }) => name === '@kubewright/core-v1');
  return [
    { figure: 'core-v1 packed', bytes: sum(core, 'packed'), budget: 2 * megabyte },
    { figure: 'core-v1 unpacked', bytes: sum(core, 'unpacked'), budget: 2 * megabyte },
    { figure: 'all packages packed', bytes: sum(packages, 'packed'), budget: 8 * megabyte },
    { figure: 'all packages unpacked', bytes: sum(packages, 'unpacked'), budget: 8 * megabyte },
  ];
}

/**
 * @param {readonly PackedPackage[]} packages
 * @param {'packed' | 'unpacked'} key
 */
const sum = (packages, key) => packages.reduce((total, packed) => total + packed[key], 0);
