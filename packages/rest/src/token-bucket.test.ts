import { describe, expect, it } from '@jest/globals';
import { type Reservation, TokenBucket } from './token-bucket.js';

type Step = [milliseconds: number, operation: string, result: boolean | number];

/**
 * Random sequences as the Limiter of golang.org/x/time 0.14 answered them: whether a token was there, at which nanosecond a
 * waiter may go, and which of the waiters gave up.
 */
const observed: { qps: number; burst: number; steps: Step[] }[] = [
  {
    qps: 0.7,
    burst: 2,
    steps: [
      [66.786, 'wait', 66786000],
      [236.478, 'try', true],
      [572.582, 'wait', 1495357428],
      [854.312, 'wait', 2923928857],
      [1217.823, 'wait', 4352500285],
      [1381.133, 'cancel', 1],
      [1615.565, 'wait', 5781071714],
      [1916.392, 'wait', 7209643142],
      [2110.056, 'cancel', 3],
      [2271.022, 'cancel', 5],
      [2321.528, 'wait', 7209643142],
      [2464.487, 'wait', 8638214571],
      [2844.762, 'wait', 10066786000],
      [3105.596, 'wait', 11495357428],
      [3502.886, 'wait', 12923928857],
      [3803.829, 'try', false],
      [4097.733, 'cancel', 6],
      [4406.734, 'wait', 14352500285],
      [4499.571, 'cancel', 8],
      [4778.925, 'cancel', 10],
      [4987.173, 'try', false],
      [5015.329, 'wait', 15781071713],
      [5087.098, 'try', false],
      [5272.375, 'wait', 17209643142],
      [5332.762, 'wait', 18638214570],
      [5390.073, 'try', false],
      [5446.428, 'wait', 20066785999],
      [5682.234, 'cancel', 12],
      [6048.619, 'wait', 21495357428],
      [6429.551, 'wait', 22923928856],
      [6823.998, 'wait', 24352500285],
      [7085.676, 'wait', 25781071713],
      [7180.682, 'wait', 27209643142],
      [7223.529, 'wait', 28638214570],
      [7493.73, 'wait', 30066785999],
      [7503.904, 'wait', 31495357428],
      [7756.399, 'wait', 32923928856],
      [8032.685, 'wait', 34352500285],
      [8189.96, 'cancel', 11],
      [8313.127, 'wait', 35781071713],
      [8447.591, 'wait', 37209643142],
      [8783.765, 'cancel', 16],
      [9104.189, 'cancel', 14],
      [9382.037, 'wait', 38638214570],
      [9580.179, 'try', false],
    ],
  },
  {
    qps: 3,
    burst: 4,
    steps: [
      [231.901, 'try', true],
      [678.859, 'try', true],
      [707.459, 'try', true],
      [950.876, 'try', true],
      [1219.554, 'try', true],
      [1502.369, 'wait', 1502369000],
      [1841.981, 'try', true],
      [1944.05, 'try', true],
      [2325.669, 'wait', 2325669000],
      [2972.442, 'wait', 2972442000],
      [3241.895, 'wait', 3241895000],
      [3270.198, 'wait', 3270198000],
      [3524.392, 'wait', 3524392000],
      [3744.243, 'wait', 3744243000],
      [3973.204, 'wait', 4012192333],
      [3975.2, 'wait', 4345525666],
      [4220.114, 'wait', 4678859000],
      [4490.019, 'try', false],
      [4683.088, 'try', false],
      [4965.735, 'wait', 5012192333],
      [5202.819, 'try', false],
      [5588.266, 'try', true],
      [5842.628, 'wait', 5842628000],
      [6122.609, 'wait', 6122609000],
      [6145.552, 'try', false],
      [6378.694, 'try', true],
      [6399.628, 'try', false],
      [6568.336, 'try', false],
      [7047.249, 'wait', 7047249000],
      [7243.268, 'wait', 7243268000],
      [7563.592, 'try', true],
      [7732.399, 'wait', 7732399000],
      [7865.992, 'wait', 8012192333],
      [8153.764, 'try', false],
      [8678.5, 'wait', 8678500000],
      [9007.519, 'try', true],
      [9248.052, 'try', true],
    ],
  },
  {
    qps: 2,
    burst: 1,
    steps: [
      [165.8, 'wait', 165800000],
      [191.355, 'wait', 665800000],
      [311.621, 'try', false],
      [353.991, 'wait', 1165800000],
      [558.591, 'wait', 1665800000],
      [659.97, 'wait', 2165800000],
      [739.247, 'cancel', 4],
      [871.686, 'try', false],
      [895.275, 'wait', 2165800000],
      [1118.946, 'cancel', 5],
      [1169.522, 'try', false],
      [1273.283, 'try', false],
      [1507.888, 'try', false],
      [1513.578, 'try', false],
      [2251.735, 'try', true],
      [2600.317, 'try', false],
      [2919.031, 'wait', 2919031000],
      [3228.348, 'wait', 3419031000],
      [3331.501, 'try', false],
      [3434.637, 'try', false],
      [3848.792, 'wait', 3919031000],
      [4237.225, 'wait', 4419031000],
      [4525.245, 'wait', 4919031000],
      [4859.611, 'try', false],
      [4869.02, 'wait', 5419031000],
      [5228.725, 'wait', 5919031000],
      [5540.332, 'try', false],
      [5550.392, 'wait', 6419031000],
      [5942.982, 'wait', 6919031000],
      [5965.591, 'cancel', 14],
      [6293.408, 'try', false],
      [6526.846, 'try', false],
      [6701.399, 'wait', 6919031000],
      [6734.169, 'wait', 7419031000],
      [7081.318, 'wait', 7919031000],
      [7298.382, 'wait', 8419031000],
      [7557.697, 'try', false],
      [7765.785, 'try', false],
      [7805.075, 'try', false],
      [8038.063, 'try', false],
      [8409.61, 'try', false],
      [8750.724, 'wait', 8919031000],
    ],
  },
];

const second = 1e9;

describe('TokenBucket', () => {
  it.each(observed)('answers as Go for qps $qps and burst $burst', ({ qps, burst, steps }) => {
    const bucket = new TokenBucket(qps, burst);
    const waiters: Reservation[] = [];
    for (const [milliseconds, operation, result] of steps) {
      const now = Math.round(milliseconds * 1e6);
      if (operation === 'try') {
        expect(bucket.reserve(now, 0) !== undefined).toBe(result);
      } else if (operation === 'wait') {
        const reservation = bucket.reserve(now);
        expect(reservation?.at).toBe(result);
        waiters.push(reservation as Reservation);
      } else {
        bucket.cancel(waiters[result as number] as Reservation, now);
      }
    }
  });

  it('starts full and never holds more than its burst', () => {
    const bucket = new TokenBucket(5, 3);
    expect(bucket.available(0)).toBe(3);
    expect(bucket.available(1000 * second)).toBe(3);
  });

  it('takes nothing for a wait that is longer than allowed', () => {
    const bucket = new TokenBucket(1, 1);
    bucket.reserve(0);
    expect(bucket.reserve(0, second - 1)).toBeUndefined();
    expect(bucket.available(0)).toBe(0);
    expect(bucket.reserve(0, second)).toEqual({ at: second });
  });

  it('gives nothing without a burst', () => {
    expect(new TokenBucket(5, 0).reserve(0)).toBeUndefined();
  });

  it('gives back the place of the last waiter whole, and nothing of a place that others queue behind', () => {
    const bucket = new TokenBucket(1, 1);
    bucket.reserve(0);
    const first = bucket.reserve(0) as Reservation;
    const last = bucket.reserve(0) as Reservation;
    bucket.cancel(first, 0);
    expect(bucket.available(0)).toBe(-2);
    bucket.cancel(last, 0);
    expect(bucket.available(0)).toBe(-1);
  });

  it('gives back every place when the waiters leave from the last to the first', () => {
    const bucket = new TokenBucket(1, 1);
    bucket.reserve(0);
    const waiters = [1, 2, 3].map(() => bucket.reserve(0) as Reservation);
    for (const waiter of waiters.reverse()) bucket.cancel(waiter, 0);
    expect(bucket.available(0)).toBe(0);
  });

  it('gives nothing back when the time has come', () => {
    const bucket = new TokenBucket(1, 1);
    bucket.reserve(0);
    const waiter = bucket.reserve(0) as Reservation;
    bucket.cancel(waiter, second + 1);
    expect(bucket.available(second + 1)).toBeCloseTo(0, 6);
  });

  it('gains nothing when the clock goes back', () => {
    const bucket = new TokenBucket(1, 2);
    bucket.reserve(10 * second);
    expect(bucket.available(5 * second)).toBe(1);
  });

  it('never refills at a rate of zero or less: who comes after the burst waits as good as for ever', () => {
    for (const qps of [0, -1]) {
      const bucket = new TokenBucket(qps, 1);
      expect(bucket.reserve(0)).toEqual({ at: 0 });
      expect(bucket.available(1000 * second)).toBe(0);
      expect(bucket.reserve(second)?.at).toBeGreaterThan(1e18);
    }
  });

  it('holds nobody back at an infinite rate, not even without a burst', () => {
    const bucket = new TokenBucket(Infinity, 0);
    const reservation = bucket.reserve(5) as Reservation;
    expect(reservation).toEqual({ at: 5 });
    bucket.cancel(reservation, 5);
    expect(bucket.reserve(5, 0)).toEqual({ at: 5 });
  });
});
