/** Rejects with a `TimeoutError` that names `what` when the time is over. The work itself goes on. */
export const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`${what}: nothing within ${ms} ms`), { name: 'TimeoutError' }));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
