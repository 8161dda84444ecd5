/** `2026-11-23T07:53:12.345+0000`, as CloudWatch writes times in events, messages and reason data. */
export const eventTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

const two = (value: number): string => String(value).padStart(2, '0');

/** `23/11/26 07:52:00`, as datapoints stand in a StateReason. */
export const reasonTime = (ms: number): string => {
  const date = new Date(ms);
  const day = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear() % 100].map(two).join('/');
  return `${day} ${[date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')}`;
};

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ['January', 'February', 'March', 'April', 'May', 'June'],
  ['July', 'August', 'September', 'October', 'November', 'December'],
].flat();

/** `Friday 04 August, 2023 12:54:46 UTC`, as a composite alarm's reason has it. */
export const longTime = (ms: number): string => {
  const date = new Date(ms);
  const day = `${weekdays[date.getUTCDay()]} ${two(date.getUTCDate())} ${months[date.getUTCMonth()]}`;
  return `${day}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
};

/** A number as CloudWatch prints it: whole numbers keep their `.0`. */
export const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
