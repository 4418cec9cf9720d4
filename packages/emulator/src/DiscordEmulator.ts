/** Discord's gateway and REST API on loopback. */
export class DiscordEmulator {}
