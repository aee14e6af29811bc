import { describe, expect, it } from '@jest/globals';
import { NodePortAllocator } from './node-port-allocator.js';
import { ServiceIPAllocator } from './service-ip-allocator.js';

describe('ServiceIPAllocator', () => {
  it('gives addresses from the part of the range that nobody asks for', () => {
    const allocator = new ServiceIPAllocator('10.96.0.0/16');

    expect([allocator.takeNext(), allocator.takeNext()]).toEqual(['10.96.1.0', '10.96.1.1']);
    expect(new ServiceIPAllocator('10.0.0.0/24').takeNext()).toBe('10.0.0.16');
    expect(new ServiceIPAllocator('10.0.0.0/28').takeNext()).toBe('10.0.0.2');
  });

  it('keeps the first address for the Service kubernetes, and the ends of the range for nobody', () => {
    const allocator = new ServiceIPAllocator('10.96.7.7/16');

    expect(allocator.network).toBe('10.96.0.0');
    expect(allocator.take('10.96.0.1')).toBe('provided IP is already allocated');
    for (const ip of ['10.96.0.0', '10.96.255.255', '10.97.0.1', 'fd00::1']) {
      expect(allocator.take(ip)).toBe('the provided network does not match the current range');
    }
  });

  it('gives an address to one at a time, until it is given back', () => {
    const allocator = new ServiceIPAllocator('10.96.0.0/16');

    expect(allocator.take('10.96.0.9')).toBeUndefined();
    expect(allocator.take('10.96.0.9')).toBe('provided IP is already allocated');

    allocator.release('10.96.0.9');

    expect(allocator.take('10.96.0.9')).toBeUndefined();
  });

  it('gives the lower part too when the upper is full, then nothing', () => {
    const allocator = new ServiceIPAllocator('10.0.0.0/29');
    const given = Array.from({ length: 6 }, () => allocator.takeNext());

    expect(given).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6', undefined]);

    allocator.release('10.0.0.4');

    expect(allocator.takeNext()).toBe('10.0.0.4');
  });

  it.each(['10.96.0.0', '10.96.0.0/31', '10.96.0.0/7', '10.96.0/16', 'fd00::/108', '10.96.0.256/16'])(
    'refuses %s, which is no range for it',
    (cidr) => {
      expect(() => new ServiceIPAllocator(cidr)).toThrow(`service range ${JSON.stringify(cidr)}: not an IPv4 range`);
    },
  );
});

describe('NodePortAllocator', () => {
  it('gives ports above those that are asked for', () => {
    const allocator = new NodePortAllocator();

    expect([allocator.takeNext(), allocator.takeNext()]).toEqual([30_086, 30_087]);
  });

  it('gives a port to one at a time, until it is given back', () => {
    const allocator = new NodePortAllocator();

    expect(allocator.take(30_000)).toBeUndefined();
    expect(allocator.take(30_000)).toBe('provided port is already allocated');

    allocator.release(30_000);

    expect(allocator.take(30_000)).toBeUndefined();
    expect(allocator.take(29_999)).toBe('provided port is not in the valid range. The range of valid ports is 30000-32767');
  });

  it('gives all 2768 ports, then nothing', () => {
    const allocator = new NodePortAllocator();
    const given = Array.from({ length: 2768 }, () => allocator.takeNext());

    expect(new Set(given).size).toBe(2768);
    expect(given).not.toContain(undefined);
    expect(allocator.takeNext()).toBeUndefined();
  });
});
