/** Why there is no figure: the library has no such thing, refused, or did not answer in time. */
export type Missing = 'n/a' | 'refused' | 'no answer';

/** The figures of one run of one side. */
export interface Measurements {
	/** Heap and external memory that the list keeps, in bytes a member. */
	readonly bytesPerMember: number;
	/** CPU time of the process, all threads, from just before the fetch to the list in hand. */
	readonly cpuMs: number;
	/** Time from just before the fetch to the list in hand, the emulator's work included. */
	readonly wallMs: number;
	/** Largest heap and external memory in use before any collection of the fetch, or at its end. */
	readonly peakHeapMb: number;
	/** Largest memory that the process had of the system from its start to the list in hand. */
	readonly peakRssMb: number;
	/** The longest time that the event loop was blocked during the fetch. */
	readonly stallMs: number;
	readonly secondCallMs: number | Missing;
	/** Mean over many members, each looked up once. */
	readonly lookupUs: number | Missing;
	readonly roleMs: number | Missing;
	readonly filterMs: number | Missing;
	/** CPU time of the process until the last of the live updates shows in the list. */
	readonly updatesCpuMs: number | Missing;
}

export type MeasurementName = keyof Measurements;
