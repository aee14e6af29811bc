import type { KindContext } from './kind-rules.js';

/** What one request has taken of addresses and ports, to give it back if the request fails. A dry run takes nothing. */
export class TakenForRequest {
  readonly #context: KindContext;
  readonly #release: (() => void)[] = [];
  readonly #ports: number[] = [];

  constructor(context: KindContext) {
    this.#context = context;
  }

  /** An address. A dry run gets the network's own, or the one that it asked for. @param asked empty for any */
  clusterIP(asked: string): { ip: string; problem?: string | undefined } {
    const { dryRun, allocators } = this.#context;
    const { clusterIPs } = allocators;
    if (dryRun && asked === '') return { ip: clusterIPs.network };
    const ip = asked === '' ? clusterIPs.takeNext() : asked;
    if (ip === undefined) return { ip: '', problem: 'failed to allocate IP: range is full' };
    // Whether somebody else has it is not looked at in a dry run, and the server has other words then.
    const outside = `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${clusterIPs.cidr}`;
    const wrongInDryRun = clusterIPs.has(ip) ? undefined : outside;
    const problem = asked === '' ? undefined : dryRun ? wrongInDryRun : clusterIPs.take(ip);
    if (problem !== undefined) return { ip, problem: `failed to allocate IP ${ip}: ${problem}` };
    if (!dryRun) this.#release.push(() => clusterIPs.release(ip));
    return { ip };
  }

  /** A port of nodes. A dry run gets one that nobody can have, or the one that it asked for. @param asked 0 for any */
  nodePort(asked: number): { port: number; problem?: string | undefined } {
    const { dryRun, allocators } = this.#context;
    const { nodePorts } = allocators;
    if (dryRun) {
      const port = asked === 0 ? (this.#ports.length === 0 ? 32_769 : Math.max(...this.#ports) + 1) : asked;
      const isTaken = asked !== 0 && nodePorts.has(asked);
      this.#ports.push(port);
      return isTaken ? { port, problem: 'provided port is already allocated' } : { port };
    }
    const port = asked === 0 ? nodePorts.takeNext() : asked;
    if (port === undefined) return { port: 0, problem: 'range is full' };
    const problem = asked === 0 ? undefined : nodePorts.take(port);
    if (problem === undefined) this.#release.push(() => nodePorts.release(port));
    return { port, problem };
  }

  giveBack(): void {
    for (const release of this.#release.splice(0)) release();
  }
}
