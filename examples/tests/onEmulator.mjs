// Preloaded with --import, so that an example which names no address of REST runs, as it is, on the emulator.
import { DefaultRestOptions } from 'discord.js';

DefaultRestOptions.api = process.env.DISCORD_API_BASE;
