/** The limits of work that nobody waits for. */
export interface Background {
	/** Whether somebody waits for it by now. */
	readonly isHurried: boolean;
	/** Takes the turn to send that was kept for it; `false` if there is none. */
	spendSend(): boolean;
	/** Waits until it may ask REST. */
	awaitRest(signal: AbortSignal): Promise<void>;
	/** Somebody waits for it now. */
	hurry(): void;
}
