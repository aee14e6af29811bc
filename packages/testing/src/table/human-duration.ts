const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A duration in two or three significant figures, as `5m30s` or `3d4h` (apimachinery `duration.HumanDuration`); `<invalid>` if it is
 * below zero by more than clocks differ.
 *
 * @param milliseconds fractions of a second are cut off, towards zero
 */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * minute) return `${String(seconds)}s`;
  if (seconds < 10 * minute) return two(seconds, minute, 'm', 1, 's');
  if (seconds < 3 * hour) return one(seconds, minute, 'm');
  if (seconds < 8 * hour) return two(seconds, hour, 'h', minute, 'm');
  if (seconds < 2 * day) return one(seconds, hour, 'h');
  if (seconds < 8 * day) return two(seconds, day, 'd', hour, 'h');
  if (seconds < 2 * year) return one(seconds, day, 'd');
  if (seconds < 8 * year) return two(seconds, year, 'y', day, 'd');
  return one(seconds, year, 'y');
}

function one(seconds: number, size: number, name: string): string {
  return `${String(Math.floor(seconds / size))}${name}`;
}

/** The second part is left away if it is zero. */
function two(seconds: number, size: number, name: string, partSize: number, partName: string): string {
  const rest = seconds % size;
  return one(seconds, size, name) + (rest < partSize ? '' : one(rest, partSize, partName));
}
