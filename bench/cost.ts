import { type BlackoutRun, blackoutRun } from './blackout/blackout-run.ts';
import { idleMonth } from './cost/idle-month.ts';
import { slowerOnAws, usedIn } from './cost/used.ts';
import { costOf, itemsOf, prices, sum, totalOf, type Usage } from './prices.ts';
import { deploymentOf } from './profiles.ts';
import { printTable } from './table.ts';

const monthLimitUsd = { economy: 6, fast: undefined };

/** What it costs: an idle month and a failover, in both profiles, for one datastore in two Regions and a witness. */
export const cost = async (): Promise<void> => {
  for (const profile of ['economy', 'fast'] as const) {
    const deployment = await deploymentOf(profile);
    printBill(
      `Cost of an idle month, ${profile}: one datastore in two Regions and a witness`,
      await idleMonth(deployment),
      {
        limitUsd: monthLimitUsd[profile],
      },
    );
    const failover = await blackoutRun(deployment, { route53: 'down', promotionMs: 10_000 }, failoverUsage);
    printBill(
      `Cost of one failover, ${profile}: us-east-1 lost with Route 53's control plane, promoted in 10 s`,
      failover,
    );
  }
  const unverified = Object.values(prices).filter(({ verified }) => !verified).length;
  console.log(
    `\nList prices of us-east-1, no free tier. Time in functions counts ${slowerOnAws}-fold what it took here, sleep as it is.`,
  );
  console.log(
    `${unverified} of ${Object.keys(prices).length} prices could not be read on AWS's own page: see bench/prices.ts.`,
  );
};

const failoverUsage = ({ entries, world }: BlackoutRun): Usage => sum(usedIn(entries, world), { trace: 1 });

const printBill = (title: string, usage: Usage, { limitUsd }: { limitUsd?: number | undefined } = {}): void => {
  const total = totalOf(usage);
  const verdict =
    limitUsd === undefined ? '' : total <= limitUsd ? ` (limit ${limitUsd}: ok)` : ` (ABOVE THE LIMIT of ${limitUsd})`;
  const rows = itemsOf(usage)
    .filter((item) => usage[item] !== 0)
    .map((item) => ({
      item,
      quantity: amount(usage[item] ?? 0),
      US$: dollars(costOf(usage, item)),
      per: prices[item].per.split(':')[0] ?? '',
    }));
  printTable(title, rows, [`Total: US$ ${dollars(total)}${verdict}`]);
};

const amount = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

const dollars = (value: number): number =>
  value >= 0.1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(2));
