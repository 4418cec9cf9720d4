/** The shard that gets the events of a guild (gateway, "Sharding Formula"). */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}
