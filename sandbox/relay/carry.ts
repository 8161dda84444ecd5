import type { Socket } from 'node:net';
import type { Gate } from '../relay.ts';

/** What a client may send before its connection was ever through; the rest waits in the kernel. */
const maximumHeld = 64 * 1024;

interface Way {
  readonly gate: Gate;
  readonly connect: () => Socket;
}

/** Carries one accepted, paused connection to its target for as long as either end lives. */
export const carry = (client: Socket, { gate, connect }: Way): void => {
  client.on('error', () => client.destroy());
  if (gate.open()) join(client, connect(), { gate, held: [] });
  else hold(client, { gate, connect });
};

/** Waits for the gate. The client is read meanwhile, only to notice when it gives up. */
const hold = (client: Socket, { gate, connect }: Way): void => {
  const held: Buffer[] = [];
  let size = 0;
  const keep = (chunk: Buffer): void => {
    held.push(chunk);
    size += chunk.length;
    if (size >= maximumHeld) client.pause();
  };
  const giveUp = (): void => {
    client.destroy();
  };
  const stop = gate.onChange(() => {
    if (!gate.open()) return;
    stop();
    client.pause();
    client.off('data', keep).off('end', giveUp).off('close', stop);
    join(client, connect(), { gate, held });
  });
  client.on('data', keep).once('end', giveUp).once('close', stop).resume();
};

/**
 * Two ends of one connection: what one sends the other gets, unless the gate is closed. When one dies both do, but the
 * other one hears of it only through an open gate.
 */
const join = (client: Socket, target: Socket, { gate, held }: { gate: Gate; held: readonly Buffer[] }): void => {
  for (const chunk of held) target.write(chunk);
  const ends = [
    { from: client, to: target },
    { from: target, to: client },
  ];
  let dead = false;
  const run = (): void => {
    const open = gate.open();
    for (const { from, to } of ends) {
      if (open && dead) from.destroy();
      else if (open && !to.writableNeedDrain) from.resume();
      else from.pause();
    }
    if (open && dead) stop();
  };
  const stop = gate.onChange(run);
  for (const { from, to } of ends) {
    from.on('data', (chunk: Buffer) => {
      if (!to.write(chunk)) from.pause();
    });
    from.on('end', () => to.end());
    from.on('error', () => from.destroy());
    from.on('drain', run);
    from.on('close', () => {
      dead = true;
      run();
    });
  }
  run();
};
