import type { z } from 'zod';
import type { botSchema, gatewaySchema, guildSchema, limitSchema, optionsSchema, restSchema } from './schema.js';

export type LimitOptions = z.infer<typeof limitSchema>;
export type BotOptions = z.infer<typeof botSchema>;
export type GuildOptions = z.infer<typeof guildSchema>;
export type GatewayOptions = z.infer<typeof gatewaySchema>;
export type RestOptions = z.infer<typeof restSchema>;
export type ProfileName = ResolvedOptions['profile'];

/** Every option with its value: what the emulator runs with. */
export type ResolvedOptions = z.infer<typeof optionsSchema>;

/**
 * The options that you can set, at any depth. The rest comes from the profile.
 *
 * @example `{ profile: 'discord', guilds: [{ members: 25_000 }], gateway: { requestWindow: 1_000 } }`
 */
export interface EmulatorOptions {
	seed?: number | undefined;
	/** @defaultValue `'instant'` */
	profile?: ProfileName | undefined;
	host?: ResolvedOptions['host'] | undefined;
	/** Names of hosts by which clients may call it, beside those of loopback. All others get 403. */
	hostNames?: string[] | undefined;
	/** @defaultValue `0`: any free port */
	port?: number | undefined;
	bots?: BotOptions[] | undefined;
	guilds?: GuildOptions[] | undefined;
	gateway?: Partial<GatewayOptions> | undefined;
	rest?: PartialRestOptions | undefined;
}

/** Options of REST. You may leave out any of them. */
export interface PartialRestOptions {
	latency?: number | undefined;
	clockSkew?: number | undefined;
	globalLimit?: Partial<LimitOptions> | undefined;
	buckets?: Record<string, LimitOptions> | undefined;
}
