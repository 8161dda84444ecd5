/** Slots of one shard, both ends included. */
export type SlotRange = readonly [first: number, last: number];

/** https://valkey.io/topics/cluster-spec/ */
export const slotCount = 16_384;

/** The tag of the one shard there is without cluster mode. */
export const onlyTag = '0';

/** CRC16 (XMODEM), by which Redis Cluster spreads keys. https://valkey.io/topics/cluster-spec/ */
const crc16 = (text: string): number => {
  let crc = 0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  }
  return crc & 0xffff;
};

/** The slot of every key that holds `{tag}`. */
export const slotOf = (tag: string): number => crc16(tag) % slotCount;

/**
 * The first of the tags 0, 1, 2, … whose keys live in one of the ranges. It depends on the ranges alone, so every Region
 * finds the same key on a shard.
 */
export const tagFor = (ranges: readonly SlotRange[]): string | undefined => {
  // 2^17 numbers reach every slot several times; a shard without slots has no tag.
  for (let number = 0; number < 131_072; number += 1) {
    const slot = slotOf(String(number));
    if (ranges.some(([first, last]) => slot >= first && slot <= last)) return String(number);
  }
  return undefined;
};
