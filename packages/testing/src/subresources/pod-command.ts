import type { ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { listedValues } from '../http/listed-values.js';
import { parseBoolean } from '../read/list-options.js';
import type { Command, CommandOptions } from '../streaming/remote-command.js';
import {
  commandSubprotocol,
  serveCommandOverSPDY,
  serveCommandOverWebSocket,
  spdyCommandProtocols,
} from '../streaming/serve-command.js';
import type { WriteTarget } from '../write/write-target.js';
import { noSubprotocol, plainAnswer, podToConnect, spdyProtocol, upgradeOf } from './connect.js';
import { containerOf } from './pod-container.js';
import type { HandledPod } from './pod-handlers.js';

/** Answers `/exec` of a pod by the function that the test has registered. */
export function answerExec(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { pod, options } = commandOf(call, target, call.query.getAll('command'));
  const { protocol, handle } = upgradeOf(call, pod, 'exec');
  const command: Command = {
    run: async (streams) => handle(pod, streams),
    failure: 'error executing command in container',
  };
  return Promise.resolve(answerCommand(call, protocol, command, options));
}

/** Answers `/attach` of a pod by the function that the test has registered. */
export function answerAttach(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { pod, options } = commandOf(call, target, []);
  const { protocol, handle } = upgradeOf(call, pod, 'attach');
  const command: Command = {
    run: async (streams) => {
      await handle(pod, streams);
      return 0;
    },
    failure: 'error attaching to container',
  };
  return Promise.resolve(answerCommand(call, protocol, command, options));
}

function commandOf(
  call: ResourceCall,
  target: WriteTarget,
  command: readonly string[],
): { pod: HandledPod; options: CommandOptions } {
  const { query } = call;
  const pod = podToConnect(call, target);
  const container = containerOf(pod, target.name, query.get('container') ?? '');
  const is = (field: string): boolean => parseBoolean(query.get(field)) ?? false;
  const tty = is('tty');
  // A terminal has one stream for all output.
  const options = { container, command, tty, stdin: is('stdin'), stdout: is('stdout'), stderr: is('stderr') && !tty };
  return { pod, options };
}

function answerCommand(
  { request }: ResourceCall,
  protocol: ResourceCall['request']['upgrade'],
  command: Command,
  options: CommandOptions,
): ServerAnswer {
  if (!options.stdin && !options.stdout && !options.stderr)
    return plainAnswer(400, 'you must specify at least 1 of stdin, stdout, stderr');
  if (protocol === 'websocket') {
    const subprotocol = commandSubprotocol(listedValues(request.headers['sec-websocket-protocol']));
    if (subprotocol === undefined) return noSubprotocol;
    return {
      status: 101,
      headers: subprotocol === '' ? {} : { 'Sec-WebSocket-Protocol': subprotocol },
      connected: (connection) => {
        serveCommandOverWebSocket(connection, subprotocol, command, options);
      },
    };
  }
  const chosen = spdyProtocol(listedValues(request.headers['x-stream-protocol-version']), spdyCommandProtocols);
  if (typeof chosen !== 'string') return chosen;
  return {
    status: 101,
    headers: { 'X-Stream-Protocol-Version': chosen },
    connected: (connection) => {
      serveCommandOverSPDY(connection, chosen, command, options);
    },
  };
}
