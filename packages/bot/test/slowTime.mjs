// Makes the timers of a process this many times longer, so that a slow machine matters little.
const { setTimeout: setShort } = globalThis;
const factor = Number(process.env.SLOWER);

globalThis.setTimeout = Object.assign((run, ms, ...values) => setShort(run, ms * factor, ...values), setShort);
