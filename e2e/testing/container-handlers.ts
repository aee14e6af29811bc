import type { PodHandlers, PodStreams } from '@kubewright/testing';

/** Commands by their first word. */
const commands: Readonly<Record<string, (streams: PodStreams) => Promise<number>>> = {
  /** Writes what it reads, and says so on the other stream. */
  cat: async ({ stdin, stdout, stderr }) => {
    for await (const bytes of stdin) await stdout(bytes);
    await stderr('cat is over');
    return 0;
  },
  exit: ({ command: [, code = '0'] }) => Promise.resolve(Number(code)),
  fail: () => Promise.reject(new Error('there is no such command')),
  /** Writes the first size of the terminal. */
  size: async ({ resizes, stdout }) => {
    for await (const { width, height } of resizes) {
      await stdout(`${String(width)}x${String(height)}`);
      break;
    }
    return 0;
  },
};

/** Containers with a few commands; a terminal that is attached sees its size, anything else gets back what it sends, but from port 81. */
export const containerHandlers: PodHandlers = {
  exec: (_pod, streams) => (commands[streams.command[0] ?? ''] ?? commands['fail'])?.(streams) ?? Promise.resolve(1),
  attach: async (_pod, streams) => {
    await commands[streams.tty ? 'size' : 'cat']?.(streams);
  },
  portForward: async (_pod, { port, incoming, send }) => {
    if (port === 81) throw new Error('nobody listens');
    for await (const bytes of incoming) await send(bytes);
  },
};
