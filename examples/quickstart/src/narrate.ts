/** Announces the next thing that is done, as a person would say it. */
export function step(text: string): void {
  console.log(`\n▸ ${text}`);
}

/** Tells what came of it. */
export function tell(text: string): void {
  console.log(`    ${text}`);
}
