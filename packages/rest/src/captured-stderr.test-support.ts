/** What `run` writes to stderr, piece by piece, instead of there. */
export async function capturedStderr(run: () => unknown): Promise<string[]> {
  const { write } = process.stderr;
  const written: string[] = [];
  process.stderr.write = (chunk: unknown): boolean => {
    written.push(String(chunk));
    return true;
  };
  try {
    await run();
  } finally {
    process.stderr.write = write;
  }
  return written;
}
