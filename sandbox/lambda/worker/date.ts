/** Makes `Date` tell the sandbox's time instead of the machine's. Timers keep the machine's pace. */
export const takeDate = (lead: Float64Array): void => {
  const MachineDate = Date;
  const now = (): number => MachineDate.now() + (lead[0] ?? 0);

  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
};
