import type { FrameDecoder } from './watch-frames.js';

const probe = { probe: 1 };
const line = new TextEncoder().encode(`\n${JSON.stringify(probe)}\n`);

/** Whether what a decoder has taken ended between frames or within one: a frame that follows comes out only in the first case. Uses it up. */
export function frameEnding(decoder: FrameDecoder): 'clean' | 'cut' {
  try {
    return JSON.stringify([...decoder.push(line)]) === JSON.stringify([probe]) ? 'clean' : 'cut';
  } catch {
    return 'cut';
  }
}
