// Makes the timers of a process this many times longer, so that what a busy machine takes for the work counts for little.
const { setTimeout: setShort } = globalThis;
const factor = Number(process.env.SLOWER);

globalThis.setTimeout = Object.assign((run, ms, ...values) => setShort(run, ms * factor, ...values), setShort);
