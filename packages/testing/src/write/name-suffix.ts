const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** What is added to a name to make it one of its own: no vowels, so that it is no word (apimachinery `util/rand.String`). */
export function nameSuffix(random: () => number): string {
  let suffix = '';
  while (suffix.length < 5) suffix += letters.charAt(Math.floor(random() * letters.length));
  return suffix;
}
