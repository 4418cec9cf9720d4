import type { ReadName, Surface } from './Reads.js';

/** Why there is no figure: the library has no such thing, refused, or did not answer in time. */
export type Missing = 'n/a' | 'refused' | 'no answer';

/** Milliseconds of one question over all members: the first time, with nothing in memory from before, and later. */
export type ReadFigure = `${Surface}.${ReadName}.${'first' | 'later'}`;

/** The figures of every run of one side. */
interface FetchFigures {
	/** Heap and external memory that the list keeps, in bytes a member. */
	readonly bytesPerMember: number;
	/** The same after everything that the bench reads. */
	readonly bytesAfterReads: number;
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

/** The figures of sides that have what is measured; the others leave them out. */
interface FurtherFigures {
	/** Share of the bytes held by the list that the service does not report; below 0 if it reports more. */
	readonly unreportedShare: number;
	/** CPU time of the process until the listener has heard of the last of the live updates. */
	readonly listenedCpuMs: number;
	/** `cache.get` of members that nobody holds, the mean. */
	readonly getColdUs: number;
	/** The same, and reading name, flags and tag. */
	readonly getReadUs: number;
	/** `cache.get` of members that the bot holds, the mean. */
	readonly getHeldUs: number;
	/** `users.cache.get` of users that nobody knows, the mean. */
	readonly missUs: number;
	/** Largest heap and external memory in use while every member of the cache is read in one turn. */
	readonly walkPeakMb: number;
	/** The longest time that the event loop was blocked while a guild that was not fetched before was streamed. */
	readonly streamStallMs: number;
	/** The same while the service filtered the list that it has. */
	readonly filterStallMs: number;
}

export type Measurements = FetchFigures & Partial<FurtherFigures> & { readonly [Figure in ReadFigure]?: number };

export type MeasurementName = keyof Measurements;
